/// What changed between two texts, word by word: for pages that show an old and a new wording side by side or as one.
///
/// The equal and removed runs together are the old text, the equal and added runs the new one, byte for byte. Texts are
/// compared in bytes, so another spelling of the same letter is a change.
///
/// After E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), with a bound on the work: texts that differ
/// too much come out as replaced between their common beginning and end.
public struct TextDifference: Hashable, Sendable {
    public struct Run: Hashable, Sendable {
        public enum Kind: Sendable {
            case added, equal, removed
        }

        public let kind: Kind
        public let text: String
    }

    /// In the order of reading; where something was replaced, what was removed comes first.
    public let runs: [Run]

    public init(from old: String, to new: String) {
        var words = Words()
        let before = words.take(old)
        let after = words.take(new)
        let start = zip(before, after).prefix { $0.id == $1.id }.count
        let rest = min(before.count, after.count) - start
        let end = zip(before.reversed(), after.reversed()).prefix(rest).prefix { $0.id == $1.id }.count
        let middle = EditScript(
            from: before[start..<(before.count - end)].map(\.id), to: after[start..<(after.count - end)].map(\.id))
        var builder = RunBuilder()
        builder.take(.equal, before[..<start])
        for step in middle.steps {
            switch step {
            case .keep(let index): builder.take(.equal, before[(start + index)...(start + index)])
            case .remove(let index): builder.take(.removed, before[(start + index)...(start + index)])
            case .add(let index): builder.take(.added, after[(start + index)...(start + index)])
            }
        }
        builder.take(.equal, before[(before.count - end)...])
        runs = builder.finished()
    }

    /// Whether the texts are the same.
    public var isEmpty: Bool { runs.allSatisfy { $0.kind == .equal } }
}

/// Texts cut into words, blanks and signs; the same bytes get the same number.
private struct Words {
    struct Word {
        let bytes: ArraySlice<UInt8>
        let id: Int
    }

    private enum Kind {
        case blank, letter, sign
    }

    private var ids: [ArraySlice<UInt8>: Int] = [:]

    mutating func take(_ text: String) -> [Word] {
        let bytes = Array(text.utf8)
        var words: [Word] = []
        var start = 0
        while start < bytes.count {
            let kind = Words.kind(bytes[start])
            var end = start + 1
            if kind != .sign { while end < bytes.count, Words.kind(bytes[end]) == kind { end += 1 } }
            let slice = bytes[start..<end]
            let id = ids[slice] ?? ids.count
            ids[slice] = id
            words.append(Word(bytes: slice, id: id))
            start = end
        }
        return words
    }

    /// Letters of other scripts and signs beyond ASCII belong to words; so a cut never falls inside a character.
    private static func kind(_ byte: UInt8) -> Kind {
        switch byte {
        case 0x09, 0x0A, 0x0D, 0x20: .blank
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: .letter
        default: .sign
        }
    }
}

/// Joins words to runs. A blank that stayed between two replaced words belongs to what was replaced: it only disturbs.
private struct RunBuilder {
    private var runs: [TextDifference.Run] = []
    private var removed: [UInt8] = []
    private var added: [UInt8] = []
    private var equal: [UInt8] = []
    private var isBlank = true

    mutating func take(_ kind: TextDifference.Run.Kind, _ words: ArraySlice<Words.Word>) {
        guard !words.isEmpty else { return }
        let bytes = words.flatMap(\.bytes)
        switch kind {
        case .equal:
            equal += bytes
            isBlank = isBlank && bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A }
        case .removed, .added:
            settleEqual(beforeChange: true)
            if kind == .removed { removed += bytes } else { added += bytes }
        }
    }

    private mutating func settleEqual(beforeChange: Bool) {
        guard !equal.isEmpty else { return }
        if isBlank, beforeChange, !removed.isEmpty, !added.isEmpty {
            removed += equal
            added += equal
        } else {
            settleChange()
            append(.equal, equal)
        }
        equal = []
        isBlank = true
    }

    private mutating func settleChange() {
        append(.removed, removed)
        append(.added, added)
        removed = []
        added = []
    }

    private mutating func append(_ kind: TextDifference.Run.Kind, _ bytes: [UInt8]) {
        if !bytes.isEmpty { runs.append(TextDifference.Run(kind: kind, text: String(decoding: bytes, as: UTF8.self))) }
    }

    mutating func finished() -> [TextDifference.Run] {
        settleEqual(beforeChange: false)
        settleChange()
        return runs
    }
}
