/// The difference between two texts, word by word.
struct WordDifference: Sendable {
    enum Piece: Sendable, Equatable {
        case same(String)
        case removed(String)
        case added(String)
    }

    let pieces: [Piece]

    /// Texts beyond this many words on both sides are shown as a whole, old and new.
    private static let maximumCells = 4_000_000

    init(_ old: String, _ new: String) {
        let before = Self.words(old)
        let after = Self.words(new)
        guard before.count * after.count <= Self.maximumCells else {
            pieces = [.removed(old), .added(new)].filter { $0 != .removed("") && $0 != .added("") }
            return
        }
        pieces = Self.joined(Self.steps(before, after))
    }

    /// Words with the white space before them, so that joining them gives the text again.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        var index = text.startIndex
        var isInWord = false
        while index < text.endIndex {
            let isSpace = text[index].isWhitespace
            if isSpace, isInWord {
                words.append(text[start..<index])
                start = index
                isInWord = false
            } else if !isSpace {
                isInWord = true
            }
            index = text.index(after: index)
        }
        if start < text.endIndex { words.append(text[start...]) }
        return words
    }

    /// The longest common run of words, by the table of lengths.
    private static func steps(_ before: [Substring], _ after: [Substring]) -> [Piece] {
        let width = after.count + 1
        var lengths = [Int32](repeating: 0, count: (before.count + 1) * width)
        for row in stride(from: before.count - 1, through: 0, by: -1) {
            for column in stride(from: after.count - 1, through: 0, by: -1) {
                lengths[row * width + column] =
                    before[row] == after[column]
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var steps: [Piece] = []
        var row = 0
        var column = 0
        while row < before.count || column < after.count {
            if row < before.count, column < after.count, before[row] == after[column] {
                steps.append(.same(String(before[row])))
                row += 1
                column += 1
            } else if column == after.count
                || (row < before.count && lengths[(row + 1) * width + column] >= lengths[row * width + column + 1])
            {
                steps.append(.removed(String(before[row])))
                row += 1
            } else {
                steps.append(.added(String(after[column])))
                column += 1
            }
        }
        return steps
    }

    private static func joined(_ steps: [Piece]) -> [Piece] {
        steps.reduce(into: []) { pieces, step in
            switch (pieces.last, step) {
            case (.same(let left), .same(let right)): pieces[pieces.count - 1] = .same(left + right)
            case (.removed(let left), .removed(let right)): pieces[pieces.count - 1] = .removed(left + right)
            case (.added(let left), .added(let right)): pieces[pieces.count - 1] = .added(left + right)
            default: pieces.append(step)
            }
        }
    }
}
