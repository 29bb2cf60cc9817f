import Crypto
import Synchronization

/// Fetches the statements of an export by their digests, for several threads at once, and notes what became of them.
final class StatementShelf: Sendable {
    private struct Notes {
        /// Statements that an entry stands for.
        var used: Marks
        /// Statements whose bytes have the digest that their file is named for.
        var sound: Marks
        /// Statements that were read under the whole name of their digest, not yet hashed.
        var named: Marks
    }

    private let source: any ExportSource
    private let index: ExportIndex
    private let notes: Mutex<Notes>

    init(_ source: any ExportSource, _ index: ExportIndex) {
        self.source = source
        self.index = index
        let none = Marks(count: index.statementCount)
        notes = Mutex(Notes(used: none, sound: none, named: none))
    }

    /// The bytes of the statement of this digest, which the reader still has to hash; nil where there is none.
    func statement(_ digest: Digest) -> [UInt8]? {
        let candidates = index.candidates(for: digest)
        for (position, file) in candidates {
            guard let (bytes, isNamed) = try? source.namedContents(of: file),
                candidates.count == 1 || SHA256.digest(bytes) == digest
            else { continue }
            notes.withLock { notes in
                notes.used.set(position)
                if isNamed { notes.named.set(position) }
            }
            return bytes
        }
        return nil
    }

    /// Notes that the bytes handed out for this digest have it: the bag need not hash them again.
    func confirm(_ digest: Digest) {
        let candidates = index.candidates(for: digest)
        guard candidates.count == 1, let position = candidates.first?.position else { return }
        notes.withLock { notes in
            if notes.named[position] { notes.sound.set(position) }
        }
    }

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
