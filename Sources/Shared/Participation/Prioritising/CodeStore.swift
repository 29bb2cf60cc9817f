import Crypto
import Database

/// One-time codes: 12 letters and digits with 60 bits of chance. Only keyed hashes of them are kept.
struct BallotCodes: Sendable {
    /// Nothing in it can be taken for another: no I, O, 0 and 1.
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
    static let length = 12

    /// 32 bytes of this house.
    let key: [UInt8]

    /// - Parameter random: gives that many unpredictable bytes.
    static func make(random: (Int) -> [UInt8]) -> String {
        // 32 letters: five bits of each byte, so each letter is equally likely.
        String(decoding: random(length).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    /// In groups of four, as it is printed.
    static func printed(_ code: String) -> String {
        let letters = Array(code)
        return stride(from: 0, to: letters.count, by: 4).map { start in
            String(letters[start..<min(start + 4, letters.count)])
        }.joined(separator: "-")
    }

    /// What was typed, without spaces and hyphens and in capitals; nil where it cannot be a code.
    static func read(_ typed: String) -> String? {
        guard typed.utf8.count <= 60 else { return nil }
        let letters = typed.uppercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
        guard letters.count == length, letters.allSatisfy(alphabet.contains) else { return nil }
        return String(decoding: letters, as: UTF8.self)
    }

    func digest(_ code: String, ballot: Int64) throws -> [UInt8] {
        try KeyedHash.sha256.code(Array("ballot \(ballot) \(code)".utf8), key: key)
    }
}

/// Codes on disk.
enum CodeStore {
    struct Batch: Sendable, Hashable {
        let id: Int64
        let label: String
        let made: Int64
        let withdrawn: Int64?
        let codes: Int
        let used: Int
    }

    /// Stores a batch of digests.
    /// - Returns: false where the same form has made one already.
    static func add(
        _ digests: [[UInt8]], ballot: Int64, label: String, form: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        let isThere = try connection.first("SELECT 1 FROM code_batch WHERE form = ?", .text(form)) { try $0.int(0) }
        guard isThere == nil else { return false }
        try connection.execute(
            "INSERT INTO code_batch (ballot, label, made, form) VALUES (?, ?, ?, ?)", .integer(ballot), .text(label),
            .integer(seconds), .text(form))
        let batch = connection.lastInsertedRow
        for digest in digests {
            try connection.execute(
                "INSERT INTO ballot_code (ballot, digest, batch) VALUES (?, ?, ?)", .integer(ballot), .blob(digest),
                .integer(batch))
        }
        return true
    }

    static func batches(of ballot: Int64, _ connection: borrowing Connection) throws -> [Batch] {
        try connection.query(
            """
            SELECT id, label, made, withdrawn,
                coalesce(kept_codes, (SELECT count(*) FROM ballot_code WHERE batch = code_batch.id)),
                coalesce(kept_used, (SELECT count(*) FROM ballot_code JOIN vote ON vote.ballot = ballot_code.ballot
                    AND vote.voter = ballot_code.digest WHERE batch = code_batch.id))
            FROM code_batch WHERE ballot = ? ORDER BY id
            """, .integer(ballot)
        ) {
            Batch(
                id: try $0.int64(0), label: try $0.text(1), made: try $0.int64(2),
                withdrawn: try $0.optionalInt64(3), codes: try $0.int(4), used: try $0.int(5))
        }
    }

    /// Codes of a withdrawn batch count as handed out only where they were used before.
    static func handedOut(_ ballot: Int64, _ connection: borrowing Connection) throws -> Int {
        try batches(of: ballot, connection).reduce(0) { $0 + ($1.withdrawn == nil ? $1.codes : $1.used) }
    }

    /// Whether a code may be used: it was printed, and its batch was not withdrawn.
    static func isGood(_ digest: [UInt8], ballot: Int64, _ connection: borrowing Connection) throws -> Bool {
        try connection.first(
            """
            SELECT withdrawn IS NULL FROM ballot_code JOIN code_batch ON code_batch.id = ballot_code.batch
            WHERE ballot_code.ballot = ? AND digest = ?
            """, .integer(ballot), .blob(digest)
        ) { try $0.boolean(0) } ?? false
    }

    static func withdraw(_ batch: Int64, ballot: Int64, at seconds: Int64, _ connection: borrowing Connection) throws
        -> Bool
    {
        try connection.execute(
            "UPDATE code_batch SET withdrawn = ? WHERE id = ? AND ballot = ? AND withdrawn IS NULL",
            .integer(seconds), .integer(batch), .integer(ballot)) == 1
    }
}
