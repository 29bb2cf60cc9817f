import Crypto
import Database

/// How often one address may guess wrongly in an hour at what only a person with a card or a link knows.
///
/// It is stored, so that a restart forgives nothing. An address is never stored as it is: under a keyed hash whose key is
/// deleted after a day, together with all that was counted under it; and neither is part of a backup.
struct GuessLimit: Sendable {
    enum Kind: String, Sendable { case code, link }

    static let tables = """
        -- The key of the hashes below; deleted with them after a day.
        CREATE TABLE guess_key (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1), key BLOB NOT NULL, made INTEGER NOT NULL
        ) STRICT;
        -- Wrong guesses of an address within the hour that began with the first of them.
        CREATE TABLE guess (
            kind TEXT NOT NULL, address BLOB NOT NULL, count INTEGER NOT NULL, since INTEGER NOT NULL,
            PRIMARY KEY (kind, address)
        ) STRICT, WITHOUT ROWID;
        """

    private static let hour: Int64 = 3600
    private static let day: Int64 = 86_400
    /// More addresses than this in an hour are an attack; then nobody gets in for the rest of it.
    private static let mostAddresses: Int64 = 50_000

    let desk: ParticipationDesk
    let kind: Kind
    let perHour: Int64

    /// Whether an address has no guess left.
    func isExhausted(_ address: String) throws -> Bool {
        try desk.store.read { connection in
            guard let key = try key(connection) else { return false }
            let since = desk.now - Self.hour
            let own = try connection.first(
                "SELECT count FROM guess WHERE kind = ? AND address = ? AND since BETWEEN ? AND ?",
                .text(kind.rawValue), .blob(try hash(address, key)), .integer(since + 1), .integer(desk.now),
                row: { try $0.int64(0) })
            if let own { return own >= perHour }
            let others = try connection.first(
                "SELECT count(*) FROM guess WHERE kind = ? AND since BETWEEN ? AND ?", .text(kind.rawValue),
                .integer(since + 1), .integer(desk.now), row: { try $0.int64(0) })
            return others ?? 0 >= Self.mostAddresses
        }
    }

    /// Counts a wrong guess.
    func count(_ address: String) throws {
        try desk.store.write { connection in
            try Self.forget(at: desk.now, connection)
            let key = try key(connection) ?? desk.world.randomBytes(32)
            try connection.execute(
                "INSERT INTO guess_key (only_row, key, made) VALUES (1, ?, ?) ON CONFLICT DO NOTHING", .blob(key),
                .integer(desk.now))
            try connection.execute(
                """
                INSERT INTO guess (kind, address, count, since) VALUES (?, ?, 1, ?)
                ON CONFLICT DO UPDATE SET count = count + 1
                """, .text(kind.rawValue), .blob(try hash(address, key)), .integer(desk.now))
        }
    }

    /// Forgets what is over, and after a day by which key it was counted. A clock that was set back forgets all.
    static func forget(at now: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            "DELETE FROM guess WHERE since NOT BETWEEN ? AND ?", .integer(now - hour + 1), .integer(now))
        try connection.execute(
            "DELETE FROM guess_key WHERE made NOT BETWEEN ? AND ?", .integer(now - day + 1), .integer(now))
        // Nothing can be told under a key that is gone.
        try connection.execute("DELETE FROM guess WHERE NOT EXISTS (SELECT 1 FROM guess_key)")
    }

    private func key(_ connection: borrowing Connection) throws -> [UInt8]? {
        try connection.first(
            "SELECT key FROM guess_key WHERE made BETWEEN ? AND ?", .integer(desk.now - Self.day + 1),
            .integer(desk.now), row: { try $0.blob(0) })
    }

    private func hash(_ address: String, _ key: [UInt8]) throws -> [UInt8] {
        try KeyedHash.sha256.code(Array("guess \(address)".utf8), key: key)
    }
}

extension PrivacyTables {
    public static let guesses = GuessLimit.tables

    /// Takes out of a copy of the database what no backup may hold: by which key addresses were counted, and how often.
    public static func withoutGuesses(_ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM guess")
        try connection.execute("DELETE FROM guess_key")
    }
}
