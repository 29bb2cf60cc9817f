/// One part of a framework that can be spoken about: `whole`, `title`, `principles/2`, `goals/neutral`…
/// (docs/PROTOCOL.md section 2).
public enum Passage: Hashable, Sendable, CustomStringConvertible {
    case whole, title, vision, inForce, license, population, sources
    /// By its place, from 1: principles have no names.
    case principle(Int)
    case field(Code)
    case goal(Code)
    case indicator(Code)
    case bundle(Code)

    public init?(_ text: String) {
        if let word = Passage.words.first(where: { $0.word.utf8.elementsEqual(text.utf8) }) {
            self = word.passage
            return
        }
        guard let slash = text.utf8.firstIndex(of: 0x2F) else { return nil }
        let rest = String(text[text.index(after: slash)...])
        switch text[..<slash] {
        case "principles":
            guard let number = Int(rest), (1...999).contains(number), rest.utf8.elementsEqual("\(number)".utf8) else {
                return nil
            }
            self = .principle(number)
        case "fields": self.init(Code(rest), Passage.field)
        case "goals": self.init(Code(rest), Passage.goal)
        case "indicators": self.init(Code(rest), Passage.indicator)
        case "bundles": self.init(Code(rest), Passage.bundle)
        default: return nil
        }
    }

    private init?(_ id: Code?, _ make: (Code) -> Passage) {
        guard let id else { return nil }
        self = make(id)
    }

    public var description: String {
        switch self {
        case .principle(let number): "principles/\(number)"
        case .field(let id): "fields/\(id)"
        case .goal(let id): "goals/\(id)"
        case .indicator(let id): "indicators/\(id)"
        case .bundle(let id): "bundles/\(id)"
        default: Passage.words.first { $0.passage == self }?.word ?? ""
        }
    }

    private static let words: [(word: String, passage: Passage)] = [
        ("whole", .whole), ("title", .title), ("vision", .vision), ("in_force", .inForce), ("license", .license),
        ("population", .population), ("sources", .sources),
    ]
}

extension Framework {
    /// Whether `passage` is a part of this text.
    public func has(_ passage: Passage) -> Bool {
        switch passage {
        case .whole, .title, .vision, .inForce, .license, .sources: true
        case .population: population != nil
        case .principle(let number): principles.indices.contains(number - 1)
        case .field(let id): fields.contains { $0.id == id }
        case .goal(let id): goals.contains { $0.id == id }
        case .indicator(let id): indicator(id) != nil
        case .bundle(let id): bundles.contains { $0.id == id }
        }
    }

    /// Every passage in the order of reading: a field of action is followed by its goals.
    public var passages: [Passage] {
        var passages: [Passage] = [.whole, .title, .vision]
        passages += principles.indices.map { .principle($0 + 1) }
        for field in fields.sorted(by: { ($0.order, $0.id) < ($1.order, $1.id) }) {
            passages.append(.field(field.id))
            passages += goals.filter { $0.field == field.id }.map { .goal($0.id) }
        }
        passages += goals.filter { $0.field == nil }.map { .goal($0.id) }
        passages += indicators.map { .indicator($0.id) }
        passages += bundles.map { .bundle($0.id) }
        passages += [.inForce] + (population == nil ? [] : [.population]) + [.sources, .license]
        return passages
    }
}

extension Framework {
    /// What people call a passage; with the name of its part where that has one.
    public func name(of passage: Passage) -> LocalizedText {
        switch passage {
        case .whole: LocalizedText(german: "Rahmenstrategie als Ganzes", english: "Framework strategy as a whole")
        case .title: LocalizedText(german: "Titel", english: "Title")
        case .vision: LocalizedText(german: "Vision", english: "Vision")
        case .inForce: LocalizedText(german: "Inkrafttreten", english: "Entry into force")
        case .license: LocalizedText(german: "Lizenz", english: "Licence")
        case .population: LocalizedText(german: "Kennzahl der Bevölkerung", english: "Indicator of population")
        case .sources: LocalizedText(german: "Quellen", english: "Sources")
        case .principle(let number): LocalizedText(german: "Leitsatz \(number)", english: "Principle \(number)")
        case .field(let id):
            Framework.named("Handlungsfeld", "Field of action", fields.first { $0.id == id }?.name, id)
        case .goal(let id): Framework.named("Ziel", "Goal", goals.first { $0.id == id }?.name, id)
        case .indicator(let id): Framework.named("Kennzahl", "Indicator", indicator(id)?.name, id)
        case .bundle(let id):
            Framework.named("Maßnahmenbündel", "Bundle of measures", bundles.first { $0.id == id }?.title, id)
        }
    }

    private static func named(_ german: String, _ english: String, _ name: LocalizedText?, _ id: Code) -> LocalizedText
    {
        let translated = name.map { $0.english.isEmpty ? $0.german : $0.english }
        return LocalizedText(
            german: "\(german) „\(name?.german ?? id.text)“", english: "\(english) “\(translated ?? id.text)”")
    }
}
