import Crypto
import Database
import Federation
import Service

/// One-time tokens with which invited towns enrol their keys.
struct Invitations: Sendable {
    let store: Store

    /// A stored invitation.
    struct Invitation: Sendable {
        let member: InvitedMember
        let expires: Int64
        let keys: Digest?
        /// The entry of its admission, once it has been used.
        let admission: Int64?
        /// Names it among the office's invitations; the token itself is not kept.
        let number: Int64
    }

    /// Keeps an invitation under the digest of its token; the token itself is only shown once. It takes the place of
    /// every open invitation of that tenant: an old block of text must not open the door again.
    func add(
        _ member: InvitedMember, token: String, expires: Int64,
        record: (borrowing Connection) throws -> Void = { _ in }
    ) throws {
        try store.write { connection in
            try Self.close(member.tenant, connection)
            _ = try connection.execute(
                "INSERT INTO invitation (token_sha256, tenant, member, expires) VALUES (?, ?, ?, ?)",
                .blob(Self.digest(token)), .text(member.tenant.text), .blob(member.canonicalBytes), .integer(expires))
            try record(connection)
        }
    }

    func find(token: String) throws -> Invitation? {
        try store.read { connection in
            try connection.first(
                "SELECT member, expires, keys_sha256, admission, rowid FROM invitation WHERE token_sha256 = ?",
                .blob(Self.digest(token)), row: Self.invitation)
        }
    }

    /// Every invitation, the newest first.
    func all() throws -> [Invitation] {
        try store.read { connection in
            try connection.query(
                "SELECT member, expires, keys_sha256, admission, rowid FROM invitation ORDER BY rowid DESC",
                row: Self.invitation)
        }
    }

    /// Ends an open invitation, named by its number.
    func close(_ number: Int64, record: (borrowing Connection) throws -> Void) throws -> Bool {
        try store.write { connection in
            let changed = try connection.execute(
                "UPDATE invitation SET expires = 0 WHERE rowid = ? AND admission IS NULL AND expires > 0",
                .integer(number))
            if changed == 1 { try record(connection) }
            return changed == 1
        }
    }

    private static func invitation(_ row: borrowing Row) throws -> Invitation {
        Invitation(
            member: try InvitedMember(canonicalBytes: try row.blob(0)), expires: try row.int64(1),
            keys: try row.optionalBlob(2).flatMap { Digest($0) }, admission: try row.optionalInt64(3),
            number: try row.int64(4))
    }

    /// Notes, in the transaction of the admission, that the token has been used with these keys.
    static func markUsed(token: String, keys: Digest, admission: Int64, _ connection: borrowing Connection) throws {
        let changed = try connection.execute(
            "UPDATE invitation SET keys_sha256 = ?, admission = ? WHERE token_sha256 = ? AND admission IS NULL",
            .blob(keys.bytes), .integer(admission), .blob(digest(token)))
        guard changed == 1 else { throw Refusal(.notAdmitted, "This invitation has been used already") }
    }

    /// Ends every open invitation of a tenant: with its admission, its suspension, or a newer invitation.
    static func close(_ tenant: TenantID, _ connection: borrowing Connection) throws {
        _ = try connection.execute(
            "UPDATE invitation SET expires = 0 WHERE tenant = ? AND admission IS NULL", .text(tenant.text))
    }

    private static func digest(_ token: String) -> [UInt8] { SHA256.digest(Array(token.utf8)).bytes }
}
