import Federation

/// A part of the strategy that is edited by itself: whoever saves one does not get into the way of those at another.
enum StrategyThing: Hashable, Sendable {
    /// Title, vision, sources.
    case head
    case field(Code)
    case goal(Code)
    case measure(Code, Part)

    /// The sections of a measure.
    enum Part: String, Sendable, CaseIterable {
        case basics, assignment, components, milestones, progress, costs
    }

    /// How the thing is called in the database and in addresses.
    var key: String {
        switch self {
        case .head: "head"
        case .field(let id): "field/\(id)"
        case .goal(let id): "goal/\(id)"
        case .measure(let id, let part): "measure/\(id)/\(part.rawValue)"
        }
    }

    init?(key: String) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("head", 1): self = .head
        case ("field", 2):
            guard let id = Code(parts[1]) else { return nil }
            self = .field(id)
        case ("goal", 2):
            guard let id = Code(parts[1]) else { return nil }
            self = .goal(id)
        case ("measure", 3):
            guard let id = Code(parts[1]), let part = Part(rawValue: parts[2]) else { return nil }
            self = .measure(id, part)
        default: return nil
        }
    }
}

extension StrategyDraft {
    /// Every part that is there, in the order of the pages.
    var things: [StrategyThing] {
        [.head] + fields.map { .field($0.id) } + goals.map { .goal($0.id) }
            + measures.flatMap { measure in StrategyThing.Part.allCases.map { .measure(measure.id, $0) } }
    }

    func measure(_ id: Code) -> Measure? { measures.first { $0.id == id } }
    func field(_ id: Code) -> Field? { fields.first { $0.id == id } }
    func goal(_ id: Code) -> Goal? { goals.first { $0.id == id } }

    /// Puts other targets in the place of what an own field or goal was mapped to.
    mutating func setMapping(_ kind: Mapping.Kind, _ own: Code, to targets: [Code]) {
        mappings.removeAll { $0.kind == kind && $0.own == own }
        mappings = (mappings + targets.map { Mapping(kind: kind, own: own, framework: $0) }).sorted()
    }

    /// A new identifier made from a title: it never changes later, whatever becomes of the title.
    func newIdentifier(from title: String, among taken: Set<Code>) -> Code? {
        var bytes: [UInt8] = []
        for scalar in title.lowercased().unicodeScalars {
            switch scalar {
            case "ä": bytes += Array("ae".utf8)
            case "ö": bytes += Array("oe".utf8)
            case "ü": bytes += Array("ue".utf8)
            case "ß": bytes += Array("ss".utf8)
            case "a"..."z", "0"..."9": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            default: if bytes.last != 0x2D, !bytes.isEmpty { bytes.append(0x2D) }
            }
        }
        var base = String(decoding: bytes.prefix(48), as: UTF8.self)
        while base.hasSuffix("-") { base.removeLast() }
        // "new" is an address of its own.
        if base.isEmpty || base == "new" { base = "eintrag" }
        for number in 1...10_000 {
            guard let code = Code(number == 1 ? base : "\(base)-\(number)") else { return nil }
            if !taken.contains(code) { return code }
        }
        return nil
    }
}
