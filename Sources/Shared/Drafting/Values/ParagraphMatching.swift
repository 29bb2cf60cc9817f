import Differences

/// Keeps the keys of paragraphs when a section is written anew, so that a remark stays with the paragraph it is about.
///
/// What stayed word for word keeps its key, wherever it moved to. Between two of those, a changed paragraph takes the key
/// of the old one in its place that it shares most words with; one that shares too few is new.
enum ParagraphMatching {
    /// Words in common, in percent of the longer text, from which on two paragraphs are the same one changed.
    private static let likeness = 40

    /// - Parameter next: gives a key that was never used.
    static func paragraphs(_ texts: [String], from old: [Paragraph], next: () -> Int64) -> [Paragraph] {
        var keys = [Int64?](repeating: nil, count: texts.count)
        var free = old
        for (place, text) in texts.enumerated() {
            guard let found = free.firstIndex(where: { $0.text.utf8.elementsEqual(text.utf8) }) else { continue }
            keys[place] = free.remove(at: found).key
        }
        // The best pairs first; of equal ones those nearest to the beginning.
        let open = texts.indices.filter { keys[$0] == nil }
        let words = Dictionary(uniqueKeysWithValues: free.map { ($0.key, Self.words(of: $0.text)) })
        var pairs: [(likeness: Int, place: Int, key: Int64)] = []
        for place in open {
            let here = Self.words(of: texts[place])
            for paragraph in free {
                let share = Self.share(here, words[paragraph.key] ?? [:])
                if share >= likeness { pairs.append((share, place, paragraph.key)) }
            }
        }
        var taken: Set<Int64> = []
        for pair in pairs.sorted(by: { ($1.likeness, $0.place, $0.key) < ($0.likeness, $1.place, $1.key) })
        where keys[pair.place] == nil && taken.insert(pair.key).inserted {
            keys[pair.place] = pair.key
        }
        return zip(texts, keys).map { text, key in Paragraph(key: key ?? next(), text: text) }
    }

    private static func words(of text: String) -> [Substring: Int] {
        text.split { !$0.isLetter && !$0.isNumber }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func share(_ left: [Substring: Int], _ right: [Substring: Int]) -> Int {
        let longer = max(left.values.reduce(0, +), right.values.reduce(0, +))
        guard longer > 0 else { return 0 }
        let common = left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
        return common * 100 / longer
    }
}
