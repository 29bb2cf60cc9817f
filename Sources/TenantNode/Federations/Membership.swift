import Crypto
import Database
import Federation
import Ledger
import Service

/// One federation the town joins or has joined, as the node keeps it.
struct Membership: Sendable {
    /// The town's own name for it: 1 to 64 of a–z, 0–9 and hyphen.
    let name: String
    let tenant: TenantID
    let origin: String
    let hub: String
    let log: VerifierKey
    let office: String
    let policy: String
    let token: String
    let enrolment: [UInt8]?
    let admission: [UInt8]?
    let isConfirmed: Bool
    /// Why nothing is signed or sent; nil while all is well.
    let alarm: Wording?
    let checkpoint: [UInt8]?
    /// When the hub's log was last followed, in seconds since 1970.
    let checked: Int64?
    let contactProblem: String
    let contactProblemGerman: String
    /// Which key files speak, see `NodeKeys.folder`.
    let keyNumber: Int
    /// The key files of an enrolment under way of a town that is a member already.
    let pendingKeyNumber: Int?
    /// SHA-256 of the token that the admission came by, in hexadecimal; empty where it is not known.
    let usedToken: String
    /// Set while the hub's log is shorter than what this node has checked.
    let shorter: ShorterLog?

    var issuer: Issuer { .tenant(tenant) }
    var isMember: Bool { admission != nil }
    /// A member that enrols anew, with other keys.
    var isRejoining: Bool { isMember && pendingKeyNumber != nil }
}

/// The federations on disk.
enum MembershipStore {
    static func all(_ connection: borrowing Connection) throws -> [Membership] {
        try connection.query(
            """
            SELECT name, tenant, origin, hub, log, office, policy, token, enrolment, admission, is_confirmed, alarm_de,
            alarm_en, checkpoint, checked, contact_problem,
            key_number, pending_key_number, used_token, shorter_size, shorter_seen,
            contact_problem_de FROM federation ORDER BY name
            """
        ) { row in
            guard let tenant = TenantID(try row.text(1)) else {
                throw DatabaseError(.corrupt, "The database holds a tenant id that is none.")
            }
            let alarm = Wording(de: try row.text(11), en: try row.text(12))
            var shorter: ShorterLog?
            if let size = try row.optionalInt64(19), let seen = try row.optionalInt64(20) {
                shorter = ShorterLog(size: size, seen: seen)
            }
            return Membership(
                name: try row.text(0), tenant: tenant, origin: try row.text(2), hub: try row.text(3),
                log: try VerifierKey(text: try row.text(4)), office: try row.text(5), policy: try row.text(6),
                token: try row.text(7), enrolment: try row.optionalBlob(8), admission: try row.optionalBlob(9),
                isConfirmed: try row.boolean(10), alarm: alarm.en.isEmpty ? nil : alarm,
                checkpoint: try row.optionalBlob(13), checked: try row.optionalInt64(14),
                contactProblem: try row.text(15), contactProblemGerman: try row.text(21),
                keyNumber: Int(try row.int64(16)),
                pendingKeyNumber: try row.optionalInt64(17).map { Int($0) }, usedToken: try row.text(18),
                shorter: shorter)
        }
    }

    static func insert(_ invitation: Invitation, name: String, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            INSERT INTO federation (name, tenant, origin, hub, log, office, policy, token, is_confirmed, alarm_de,
            alarm_en, contact_problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, '', '', '')
            """, .text(name), .text(invitation.tenant.text), .text(invitation.origin), .text(invitation.hub),
            .text(invitation.log.text), .text(invitation.office), .text(invitation.policy), .text(invitation.token))
    }

    /// Removes a federation that never admitted the town; its key files stay.
    static func remove(_ name: String, _ connection: borrowing Connection) throws {
        for table in ["evidence", "cosigned", "witnessed", "log_entry", "approval", "own_statement"] {
            try connection.execute("DELETE FROM \(table) WHERE federation = ?", .text(name))
        }
        try connection.execute("DELETE FROM federation WHERE name = ? AND admission IS NULL", .text(name))
    }

    static func setShorter(_ shorter: ShorterLog?, of name: String, _ connection: borrowing Connection) throws {
        try connection.execute(
            "UPDATE federation SET shorter_size = ?, shorter_seen = ? WHERE name = ?",
            shorter.map { .integer($0.size) } ?? .null, shorter.map { .integer($0.seen) } ?? .null, .text(name))
    }

    static func setAlarm(_ alarm: Wording?, of name: String, _ connection: borrowing Connection) throws {
        try connection.execute(
            "UPDATE federation SET alarm_de = ?, alarm_en = ? WHERE name = ?", .text(alarm?.de ?? ""),
            .text(alarm?.en ?? ""), .text(name))
    }
}

/// The hub shows less of its log than it has shown before, as after a restore from an old backup.
struct ShorterLog: Sendable, Equatable {
    /// In entries.
    let size: Int64
    /// What this node has checked, in entries.
    let seen: Int64

    var wording: Wording {
        Wording(
            de: "Das Protokoll des Hubs ist kürzer als das, was schon gesehen wurde: Größe \(size) < \(seen). Es wird "
                + "nichts unterschrieben und versandt, bis der Hub aufgeholt hat oder die Geschäftsstelle es erklärt.",
            en: "The hub's log is shorter than what was seen: size \(size) < \(seen). Signing and sending stop until "
                + "the hub has caught up or the office explains.")
    }
}
