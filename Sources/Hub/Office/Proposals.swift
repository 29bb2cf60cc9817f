import Accounts
import Crypto
import Database

/// Something laid before those who may approve it. The digest names exactly what was laid before them.
struct Proposal: Sendable, Equatable {
    enum Kind: String, Sendable {
        case framework, report
    }

    let kind: Kind
    /// The number of a framework, the period of a report.
    let subject: String
    let digest: Digest
    /// Why, in the words that will be published; empty where nothing needs saying.
    let note: String
    let account: Int64
    let name: String
    let at: Int64
}

/// Keeps what waits for approval: the newest proposal of each subject.
struct Proposals: Sendable {
    let store: Store

    func all() throws -> [Proposal] {
        try store.read { connection in
            try connection.query(
                "SELECT kind, subject, digest, note, account, name, at FROM proposal ORDER BY at", row: Self.proposal
            ).compactMap(\.self)
        }
    }

    func find(_ kind: Proposal.Kind, _ subject: String) throws -> Proposal? {
        try store.read { connection in try Self.find(kind, subject, connection) }
    }

    static func find(
        _ kind: Proposal.Kind, _ subject: String, _ connection: borrowing Connection
    ) throws -> Proposal? {
        try connection.first(
            "SELECT kind, subject, digest, note, account, name, at FROM proposal WHERE kind = ? AND subject = ?",
            .text(kind.rawValue), .text(subject), row: proposal
        ).flatMap(\.self)
    }

    /// Lays it before them, in the place of an earlier one on the same subject.
    func put(_ proposal: Proposal, by account: Account) throws {
        try store.write { connection in
            _ = try connection.execute(
                """
                INSERT INTO proposal (kind, subject, digest, note, account, name, at) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, subject) DO UPDATE SET digest = excluded.digest, note = excluded.note,
                    account = excluded.account, name = excluded.name, at = excluded.at
                """, .text(proposal.kind.rawValue), .text(proposal.subject), .blob(proposal.digest.bytes),
                .text(proposal.note), .integer(proposal.account), .text(proposal.name), .integer(proposal.at))
            try Journal.record(
                "\(proposal.kind.rawValue).proposed", object: proposal.subject, detail: proposal.note, by: account,
                at: proposal.at, connection)
        }
    }

    /// Takes it back; where there is none, nothing happens.
    func withdraw(_ kind: Proposal.Kind, _ subject: String, by account: Account, at now: Int64) throws {
        try store.write { connection in
            guard try Self.end(kind, subject, connection) else { return }
            try Journal.record(
                "\(kind.rawValue).proposal-withdrawn", object: subject, detail: "", by: account, at: now, connection)
        }
    }

    /// Ends it in the transaction of what it asked for; false where there is none.
    @discardableResult
    static func end(_ kind: Proposal.Kind, _ subject: String, _ connection: borrowing Connection) throws -> Bool {
        try connection.execute(
            "DELETE FROM proposal WHERE kind = ? AND subject = ?", .text(kind.rawValue), .text(subject)) == 1
    }

    private static func proposal(_ row: borrowing Row) throws -> Proposal? {
        guard let kind = Proposal.Kind(rawValue: try row.text(0)), let digest = Digest(try row.blob(2)) else {
            return nil
        }
        return Proposal(
            kind: kind, subject: try row.text(1), digest: digest, note: try row.text(3), account: try row.int64(4),
            name: try row.text(5), at: try row.int64(6))
    }
}
