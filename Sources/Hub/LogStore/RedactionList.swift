import Crypto
import Database
import Federation
import Service

/// What has been redacted, in a file beside the database: a backup from before a redaction must not bring the content back.
///
/// One line for each: index of the redaction, index of its target, digest of the target.
struct RedactionList: Sendable {
    struct Line: Hashable, Sendable {
        let redaction: Int64
        let target: Int64
        let sha256: Digest
    }

    private static let maximumBytes = 64 << 20

    let path: String

    /// Nothing where there is no file. Throws for a file that is none.
    func read() throws -> [Line] {
        guard let bytes = try content() else { return [] }
        return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").enumerated().map { number, line in
            let words = line.split(separator: " ")
            guard words.count == 3, let redaction = Int64(words[0]), let target = Int64(words[1]),
                let sha256 = Digest(hex: String(words[2]))
            else { throw ServiceError(.inputOutput, "Line \(number + 1) is no redaction", at: path) }
            return Line(redaction: redaction, target: target, sha256: sha256)
        }
    }

    private func content() throws(ServiceError) -> [UInt8]? {
        do throws(ServiceError) {
            return try Files.readFile(path, maximum: Self.maximumBytes)
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    /// Adds what the log says; a line once written stays.
    func keep(_ state: FederationState) throws {
        let known = try read()
        let all = Set(known).union(
            state.redactions.values.map {
                Line(redaction: $0.index, target: $0.value.target.index, sha256: $0.value.target.sha256)
            })
        guard all.count > known.count else { return }
        let text = all.sorted { ($0.redaction, $0.target) < ($1.redaction, $1.target) }
            .map { "\($0.redaction) \($0.target) \($0.sha256.hex)\n" }.joined()
        try Files.writeFileDurably(path, Array(text.utf8))
    }

    /// Takes content away that a backup has brought back. Returns how much there was.
    @discardableResult
    func apply(to log: LogStore) throws -> Int {
        let lines = try read()
        guard !lines.isEmpty else { return 0 }
        let present = try log.store.read { connection in
            try lines.filter { line in
                try connection.first(
                    "SELECT 1 FROM entry WHERE position = ? AND sha256 = ? AND statement IS NOT NULL",
                    .integer(line.target), .blob(line.sha256.bytes)
                ) { try $0.int64(0) } != nil
            }
        }
        guard !present.isEmpty else { return 0 }
        try log.store.write { connection in
            for line in present { try LogStore.erase(line.target, connection) }
        }
        try log.store.emptyWriteAhead()
        return present.count
    }
}

extension LogStore {
    /// Takes the content of an entry away; entry, leaf and hash stay.
    static func erase(_ index: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("UPDATE entry SET statement = NULL WHERE position = ?", .integer(index))
    }
}
