import Differences

/// What differs between two versions of the framework, passage by passage in the order of reading: for councils that
/// decide on an amendment, and for the consultation. The number of the version itself is no difference.
public struct FrameworkDifference: Sendable {
    public typealias Change = PassageChange<Passage>

    public let changes: [Change]

    public init(from old: Framework, to new: Framework) {
        let principles = PrincipleDifference(from: old.principles, to: new.principles)
        var changes: [Change] = []
        for passage in new.passages {
            switch passage {
            case .whole: break
            case .principle(let number): changes += principles.change(at: number, in: new)
            default:
                let lines = new.lines(of: passage)
                guard old.has(passage) else {
                    changes.append(Change(passage, new.name(of: passage), added: lines))
                    continue
                }
                guard old.bytes(of: passage) != new.bytes(of: passage) else { continue }
                changes.append(Change(passage, new.name(of: passage), from: old.lines(of: passage), to: lines))
            }
        }
        for passage in old.passages {
            switch passage {
            case .whole: break
            case .principle(let number): changes += principles.removal(at: number, in: old)
            default:
                if !new.has(passage) {
                    changes.append(Change(passage, old.name(of: passage), removed: old.lines(of: passage)))
                }
            }
        }
        self.changes = changes
    }

    public var isEmpty: Bool { changes.isEmpty }
}

/// Principles have no names, so they are matched by what they say: an unchanged one may move to another place.
private struct PrincipleDifference {
    /// By their places from 1: what stood at the place of the old text that a new one replaces, or nil where it was added.
    private var replaced: [Int: LocalizedText?] = [:]
    private var removed: Set<Int> = []

    init(from old: [LocalizedText], to new: [LocalizedText]) {
        let ids = Dictionary(
            (old + new).map { ([UInt8]("\($0.german)\u{0}\($0.english)".utf8), 0) },
            uniquingKeysWith: { first, _ in first }
        ).keys.sorted { $0.lexicographicallyPrecedes($1) }
        func id(_ text: LocalizedText) -> Int {
            ids.firstIndex(of: [UInt8]("\(text.german)\u{0}\(text.english)".utf8)) ?? -1
        }
        var gone: [Int] = []
        var come: [Int] = []
        for step in EditScript(from: old.map(id), to: new.map(id)).steps {
            switch step {
            case .keep:
                settle(&gone, &come, old)
            case .remove(let index): gone.append(index)
            case .add(let index): come.append(index)
            }
        }
        settle(&gone, &come, old)
    }

    /// Between two principles that stayed, what came takes the place of what went, in order.
    private mutating func settle(_ gone: inout [Int], _ come: inout [Int], _ old: [LocalizedText]) {
        for (position, index) in come.enumerated() {
            replaced[index + 1] = .some(gone.indices.contains(position) ? old[gone[position]] : nil)
        }
        removed.formUnion(gone.dropFirst(come.count).map { $0 + 1 })
        gone = []
        come = []
    }

    func change(at number: Int, in new: Framework) -> [FrameworkDifference.Change] {
        guard let before = replaced[number] else { return [] }
        let passage = Passage.principle(number)
        let lines = new.lines(of: passage)
        guard let before else { return [.init(passage, new.name(of: passage), added: lines)] }
        return [
            .init(passage, new.name(of: passage), from: [PassageLine("Text", "Text", before)], to: lines)
        ]
    }

    func removal(at number: Int, in old: Framework) -> [FrameworkDifference.Change] {
        guard removed.contains(number) else { return [] }
        let passage = Passage.principle(number)
        return [.init(passage, old.name(of: passage), removed: old.lines(of: passage))]
    }
}

extension Framework {
    /// The canonical bytes of one passage, so that no difference is missed.
    fileprivate func bytes(of passage: Passage) -> [UInt8] {
        var writer = CanonicalWriter()
        switch passage {
        case .whole, .principle: break
        case .title: writer.localized(title)
        case .vision: writer.localized(vision)
        case .inForce: inForce.write(to: &writer)
        case .license: writer.string(license)
        case .population: writer.string(population?.text ?? "")
        case .sources: writer.array(sources) { $0.string($1) }
        case .field(let id): fields.first { $0.id == id }?.write(to: &writer)
        case .goal(let id): goals.first { $0.id == id }?.write(to: &writer)
        case .indicator(let id): indicator(id)?.write(to: &writer)
        case .bundle(let id): bundles.first { $0.id == id }?.write(to: &writer)
        }
        return writer.bytes
    }
}
