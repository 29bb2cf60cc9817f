import Crypto
import Synchronization

/// Fetches the statements of an export by their digests, for several threads at once, and notes what became of them.
final class StatementShelf: Sendable {
    private struct Notes {
        /// Statements that an entry stands for.
        var used: Marks
        /// Statements whose bytes have the digest that their file is named for.
        var sound: Marks
    }

    /// A statement as it was found. Whoever reads it has to hash it.
    struct Found: Sendable {
        let bytes: [UInt8]
        let position: Int
        /// Whether its file bears the whole digest as its name.
        let isNamed: Bool
    }

    private let source: any ExportSource
    private let index: ExportIndex
    private let notes: Mutex<Notes>

    init(_ source: any ExportSource, _ index: ExportIndex) {
        self.source = source
        self.index = index
        let none = Marks(count: index.statementCount)
        notes = Mutex(Notes(used: none, sound: none))
    }

    /// The statement of this digest; nil where there is none.
    func statement(_ digest: Digest) -> Found? {
        let candidates = index.candidates(for: digest)
        for (position, file) in candidates {
            guard let (bytes, isNamed) = try? source.namedContents(of: file),
                candidates.count == 1 || SHA256.digest(bytes) == digest
            else { continue }
            notes.withLock { $0.used.set(position) }
            return Found(bytes: bytes, position: position, isNamed: isNamed)
        }
        return nil
    }

    /// Notes that a statement has the digest that its file is named for: the bag need not hash it again.
    func confirm(_ position: Int) { notes.withLock { $0.sound.set(position) } }

    /// The statements confirmed so far.
    var sound: Marks { notes.withLock { $0.sound } }

    /// The beginnings of the digests of statements that no entry stands for; the first `limit`.
    func unused(limit: Int) -> [String] {
        let used = notes.withLock { $0.used }
        return index.statementBeginnings(limit: limit) { !used[$0] }
    }
}

/// One bit for each statement of an export, in the order of the archive.
struct Marks: Sendable {
    private var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    subscript(position: Int) -> Bool { words[position >> 6] & (1 << UInt64(position & 63)) != 0 }

    mutating func set(_ position: Int) { words[position >> 6] |= 1 << UInt64(position & 63) }
}
