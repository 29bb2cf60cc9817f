import Differences

/// What differs between two versions of a document, section by section in the order of the newer one, paragraph by
/// paragraph and word by word.
public struct VersionDifference: Sendable {
    public struct Passage: Sendable, Hashable {
        public enum Kind: Sendable {
            case same, changed, added, removed
        }

        public let kind: Kind
        public let key: Int64
        /// True where it now stands after a paragraph that it stood before, or in another section.
        public let isMoved: Bool
        public let old: String
        public let new: String
    }

    public struct Part: Sendable {
        public enum Kind: Sendable {
            case same, changed, added, removed
        }

        public let kind: Kind
        public let oldTitle: String
        public let newTitle: String
        public let passages: [Passage]

        /// How many paragraphs are not as they were.
        public var changes: Int { passages.count { $0.kind != .same || $0.isMoved } }
    }

    /// Of the title and the introduction; nil where they are the same.
    public let title: (old: String, new: String)?
    public let introduction: (old: String, new: String)?
    public let parts: [Part]

    public init(from old: DocumentVersion, to new: DocumentVersion) {
        title = old.title == new.title ? nil : (old.title, new.title)
        introduction = old.introduction == new.introduction ? nil : (old.introduction, new.introduction)
        let oldTexts = Dictionary(
            old.sections.flatMap(\.paragraphs).map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
        let newKeys = Set(new.sections.flatMap(\.paragraphs).map(\.key))
        // What was taken out stands where it stood: after the section that went before it, or at the beginning.
        var gone: [Int: [Part]] = [:]
        for (place, section) in old.sections.enumerated()
        where !new.sections.contains(where: { $0.key == section.key }) {
            let passages = Self.passages(from: section.paragraphs, to: [], oldTexts: oldTexts, newKeys: newKeys)
            let stayed = old.sections[..<place].last { earlier in new.sections.contains { $0.key == earlier.key } }
            let before = stayed.flatMap { stayed in new.sections.firstIndex { $0.key == stayed.key } } ?? -1
            gone[before, default: []].append(
                Part(kind: .removed, oldTitle: section.title, newTitle: "", passages: passages))
        }
        parts =
            (gone[-1] ?? [])
            + new.sections.enumerated().flatMap { place, section -> [Part] in
                let before = old.sections.first { $0.key == section.key }
                let passages = Self.passages(
                    from: before?.paragraphs ?? [], to: section.paragraphs, oldTexts: oldTexts, newKeys: newKeys)
                let isSame = passages.allSatisfy { $0.kind == .same && !$0.isMoved } && before?.title == section.title
                return [
                    Part(
                        kind: before == nil ? .added : isSame ? .same : .changed, oldTitle: before?.title ?? "",
                        newTitle: section.title, passages: passages)
                ] + (gone[place] ?? [])
            }
    }

    public var isEmpty: Bool {
        title == nil && introduction == nil && parts.allSatisfy { $0.kind == .same }
    }

    /// How many paragraphs are new, changed or moved, and dropped.
    public var counts: (added: Int, changed: Int, removed: Int) {
        let passages = parts.flatMap(\.passages)
        return (
            passages.count { $0.kind == .added },
            passages.count { $0.kind == .changed || $0.kind == .same && $0.isMoved },
            passages.count { $0.kind == .removed }
        )
    }

    private static func passages(
        from old: [Paragraph], to new: [Paragraph], oldTexts: [Int64: String], newKeys: Set<Int64>
    ) -> [Passage] {
        var passages: [Passage] = []
        for step in EditScript(from: old.map { Int($0.key) }, to: new.map { Int($0.key) }).steps {
            switch step {
            case .keep(let place):
                let before = old[place]
                let after = new.first { $0.key == before.key } ?? before
                passages.append(
                    Passage(
                        kind: before.text.utf8.elementsEqual(after.text.utf8) ? .same : .changed, key: before.key,
                        isMoved: false, old: before.text, new: after.text))
            case .remove(let place):
                // What stands elsewhere now is shown there.
                guard !newKeys.contains(old[place].key) else { continue }
                passages.append(
                    Passage(kind: .removed, key: old[place].key, isMoved: false, old: old[place].text, new: ""))
            case .add(let place):
                let after = new[place]
                guard let before = oldTexts[after.key] else {
                    passages.append(Passage(kind: .added, key: after.key, isMoved: false, old: "", new: after.text))
                    continue
                }
                passages.append(
                    Passage(
                        kind: before.utf8.elementsEqual(after.text.utf8) ? .same : .changed, key: after.key,
                        isMoved: true, old: before, new: after.text))
            }
        }
        return passages
    }
}
