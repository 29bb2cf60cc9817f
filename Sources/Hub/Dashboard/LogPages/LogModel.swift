import Crypto
import Federation
import Ledger
import Pages

/// One entry as the list shows it.
struct EntryLine: Sendable {
    let index: Int64
    let leaf: LogEntry
    /// Nil where the statement has been redacted or cannot be read.
    let statement: Statement?

    init(_ stored: LogStore.StoredEntry) throws {
        index = stored.index
        leaf = try LogEntry(canonicalBytes: stored.leaf)
        statement = try stored.statement.map { try UnverifiedStatement($0).statement }
    }
}

/// One page of the log, the newest entries first.
struct LogModel: Sendable {
    let checkpoint: SignedCheckpoint
    let entries: [EntryLine]
    let question: ListQuestion

    /// Errors: the store's, and a page that there is not.
    init(_ snapshot: Sequencer.Snapshot, _ log: LogStore, _ question: ListQuestion) throws {
        let size = Int(snapshot.state.size)
        let range = try question.range(of: size)
        checkpoint = snapshot.checkpoint
        entries = try log.entries(from: Int64(size - range.upperBound), limit: range.count).map(EntryLine.init)
            .reversed()
        self.question = question
    }
}

/// One entry with its statement as it travelled.
struct EntryModel: Sendable {
    let index: Int64
    let size: Int64
    let leaf: LogEntry
    let leafText: String
    let algorithm: SignatureAlgorithm?
    let keyID: String?
    let header: String?
    let payload: String?
    let statement: Statement?

    /// `nil` for an index that the log has not reached. Errors: the store's.
    init?(_ snapshot: Sequencer.Snapshot, _ log: LogStore, _ text: String) throws {
        guard let index = Int64(text), String(index) == text, index >= 0, index < snapshot.state.size,
            let stored = try log.entries(from: index, limit: 1).first, stored.index == index
        else { return nil }
        self.index = index
        size = snapshot.state.size
        leaf = try LogEntry(canonicalBytes: stored.leaf)
        leafText = PrettyJSON.text(stored.leaf)
        let unverified = try stored.statement.map { try UnverifiedStatement($0) }
        algorithm = unverified?.jws.algorithm
        keyID = unverified?.jws.keyID
        statement = unverified?.statement
        header = stored.statement.flatMap { Base64URL.decode($0.prefix { $0 != 0x2E }) }.map(PrettyJSON.text)
        payload = (unverified?.jws.payload).map(PrettyJSON.text)
    }
}

/// Canonical JSON with line breaks and indentation, for reading only.
enum PrettyJSON {
    static func text(_ canonical: [UInt8]) -> String {
        var pretty: [UInt8] = []
        pretty.reserveCapacity(canonical.count * 2)
        var depth = 0
        var isInString = false
        var isEscaped = false
        func newLine() {
            pretty.append(0x0A)
            pretty.append(contentsOf: repeatElement(0x20, count: depth * 2))
        }
        for (place, byte) in canonical.enumerated() {
            if isInString {
                pretty.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isInString = false
                }
                continue
            }
            switch byte {
            case 0x22:
                isInString = true
                pretty.append(byte)
            case 0x7B, 0x5B:
                pretty.append(byte)
                let next = place + 1 < canonical.count ? canonical[place + 1] : 0
                if next == 0x7D || next == 0x5D { continue }
                depth += 1
                newLine()
            case 0x7D, 0x5D:
                let last = canonical[place - 1]
                if last != 0x7B && last != 0x5B {
                    depth -= 1
                    newLine()
                }
                pretty.append(byte)
            case 0x2C:
                pretty.append(byte)
                newLine()
            case 0x3A: pretty.append(contentsOf: [0x3A, 0x20])
            default: pretty.append(byte)
            }
        }
        return String(decoding: pretty, as: UTF8.self)
    }
}
