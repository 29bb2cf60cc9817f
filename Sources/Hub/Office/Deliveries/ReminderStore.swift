import Accounts
import Database
import Federation
import Mail

/// A reminder that was given to a town.
struct Reminder: Sendable, Equatable {
    enum Way: String, Sendable, CaseIterable { case mail, telephone, letter, talk }

    let id: Int64
    let tenant: String
    let way: Way
    let note: String
    /// Who reminded, as that person was called then.
    let name: String
    /// Seconds since 1970.
    let at: Int64
}

/// Keeps who was reminded of what by whom, and where to write to. Nothing of it is in the log.
struct ReminderStore: Sendable {
    /// Somebody else has noted a reminder of the same since the form was made.
    struct Stale: Error {}

    let store: Store

    /// All of a period by town, the newest last.
    func all(of period: Period) throws -> [String: [Reminder]] {
        let reminders = try store.read { connection in
            try connection.query(
                "SELECT id, tenant, way, note, name, at FROM reminder WHERE period = ? ORDER BY id",
                .text(period.description)
            ) { try Self.reminder($0) }
        }
        return Dictionary(grouping: reminders, by: \.tenant)
    }

    /// Those of one town and period, the newest last.
    func all(of tenant: TenantID, _ period: Period) throws -> [Reminder] {
        try store.read { try Self.all(of: tenant, period, $0) }
    }

    /// Notes one, and the journal with it. `seen` is the number of the newest that the form showed, 0 for none; errors:
    /// `Stale`, and then nothing is noted.
    func note(
        _ way: Reminder.Way, _ note: String, to tenant: TenantID, of period: Period, seen: Int64, by account: Account,
        at now: Int64
    ) throws {
        try store.write { connection in
            guard try Self.all(of: tenant, period, connection).last?.id ?? 0 == seen else { throw Stale() }
            _ = try connection.execute(
                "INSERT INTO reminder (tenant, period, way, note, account, name, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                .text(tenant.text), .text(period.description), .text(way.rawValue), .text(note),
                .integer(account.id), .text(account.name), .integer(now))
            try Journal.record(
                "town.reminded", object: "\(tenant) \(period)", detail: way.rawValue, by: account, at: now, connection)
        }
    }

    func contact(of tenant: TenantID) throws -> MailAddress? {
        try store.read { try Self.contact(of: tenant, $0) }
    }

    private static func contact(of tenant: TenantID, _ connection: borrowing Connection) throws -> MailAddress? {
        try connection.first("SELECT address FROM town_contact WHERE tenant = ?", .text(tenant.text)) {
            MailAddress(try $0.text(0))
        } ?? nil
    }

    /// nil takes the address away. `seen` is the address that the form showed; errors: `Stale`, and then nothing is saved.
    func save(
        _ contact: MailAddress?, of tenant: TenantID, seen: String, by account: Account, at now: Int64
    ) throws {
        try store.write { connection in
            let stored = try Self.contact(of: tenant, connection)?.description ?? ""
            guard stored == seen || stored == contact?.description ?? "" else { throw Stale() }
            if let contact {
                _ = try connection.execute(
                    """
                    INSERT INTO town_contact (tenant, address, changed_at, changed_by) VALUES (?, ?, ?, ?)
                    ON CONFLICT (tenant) DO UPDATE
                    SET address = excluded.address, changed_at = excluded.changed_at, changed_by = excluded.changed_by
                    """, .text(tenant.text), .text(contact.description), .integer(now), .text(account.name))
            } else {
                _ = try connection.execute("DELETE FROM town_contact WHERE tenant = ?", .text(tenant.text))
            }
            // The address itself stays out of the journal, which never forgets.
            try Journal.record(
                "town.contact-saved", object: tenant.text, detail: "", by: account, at: now, connection)
        }
    }

    private static func all(of tenant: TenantID, _ period: Period, _ connection: borrowing Connection) throws
        -> [Reminder]
    {
        try connection.query(
            "SELECT id, tenant, way, note, name, at FROM reminder WHERE period = ? AND tenant = ? ORDER BY id",
            .text(period.description), .text(tenant.text)
        ) { try reminder($0) }
    }

    private static func reminder(_ row: borrowing Row) throws -> Reminder {
        let way = try row.text(2)
        guard let way = Reminder.Way(rawValue: way) else {
            throw LogFault("The office's list of reminders holds an unknown way: \(way)")
        }
        return Reminder(
            id: try row.int64(0), tenant: try row.text(1), way: way, note: try row.text(3), name: try row.text(4),
            at: try row.int64(5))
    }

    // MARK: What an account has seen

    /// The number of entries up to which the account has looked at what is new; nil where it never has.
    func lastLook(of account: Account) throws -> Int64? {
        try store.read { connection in
            try connection.first("SELECT size FROM last_look WHERE account = ?", .integer(account.id)) {
                try $0.int64(0)
            }
        }
    }

    /// Never goes back: a list that was opened earlier and is loaded again shows what is old.
    func look(_ account: Account, upTo size: Int64, at now: Int64) throws {
        try store.write { connection in
            _ = try connection.execute(
                """
                INSERT INTO last_look (account, size, at) VALUES (?, ?, ?)
                ON CONFLICT (account) DO UPDATE SET size = excluded.size, at = excluded.at
                WHERE excluded.size > last_look.size
                """, .integer(account.id), .integer(size), .integer(now))
        }
    }
}
