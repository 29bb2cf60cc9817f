import Crypto
import Database

/// An invitation that nobody has taken up yet.
public struct OpenInvitation: Sendable {
    public let login: String
    public let name: String
    public let roles: Set<StaffRole>
    /// In seconds since 1970.
    public let expires: Int64
}

/// What an admin does, or the command line (`by` is nil then). Each act is checked, done and noted in one transaction:
/// an admin who has just lost the role cannot finish what was begun, and two cannot remove each other.
extension AccountDesk {
    public func account(_ id: Int64) throws -> Account? {
        try store.read { connection in try AccountStore.find(id, connection) }
    }

    /// Invites somebody; the link holds for a week and takes the place of an older one for the same login.
    public func invite(_ person: PersonEntry, by admin: Account?) throws -> Token {
        let token = try Token.random()
        try act(by: admin) { connection, at in
            guard try AccountStore.find(login: person.login, connection) == nil else { throw Self.loginTaken }
            try Self.removeInvitations(person.login, connection)
            try Self.insert(
                token,
                AccountLink(
                    kind: .invitation, login: person.login, name: person.name, function: person.function,
                    roles: person.roles, expires: at + 7 * 86_400, account: nil, removesSecondFactor: false),
                connection)
            try Journal.record(
                "account.invited", object: person.login, detail: Self.text(person.roles), by: admin, at: at, connection)
        }
        return token
    }

    public func openInvitations() throws -> [OpenInvitation] {
        let at = now()
        return try store.read { connection in
            try connection.query(
                """
                SELECT login, name, roles, expires FROM account_link
                WHERE kind = 'invitation' AND used IS NULL AND expires > ? ORDER BY login
                """, .integer(at)
            ) { row in
                OpenInvitation(
                    login: try row.text(0), name: try row.text(1), roles: Self.roles(try row.text(2)),
                    expires: try row.int64(3))
            }
        }
    }

    public func withdrawInvitation(_ login: String, by admin: Account?) throws {
        try act(by: admin) { connection, at in
            guard try Self.removeInvitations(login, connection) > 0 else { throw Self.notFound }
            try Journal.record(
                "account.invitation-withdrawn", object: login, detail: "", by: admin, at: at, connection)
        }
    }

    /// Changes name, function and roles of an account that is still as the admin saw it.
    public func change(_ id: Int64, to person: PersonEntry, seen version: Int64, by admin: Account?) throws {
        try act(on: id, seen: version, by: admin) { connection, at, account in
            if !person.roles.contains(.admin) { try Self.requireOtherAdmin(account, connection) }
            try connection.execute(
                "UPDATE account SET name = ?, function = ?, version = version + 1 WHERE id = ?", .text(person.name),
                .text(person.function), .integer(id))
            try AccountStore.setRoles(person.roles, of: id, connection)
            let isRenamed = (account.name, account.function) != (person.name, person.function)
            let detail = "\(Self.text(account.roles)) → \(Self.text(person.roles))"
            try Journal.record(
                "account.changed", object: account.login,
                detail: isRenamed ? "\(detail); \(account.name) → \(person.name)" : detail, by: admin, at: at,
                connection)
        }
    }

    /// Nobody logs in with the account any more; its sessions and links end at once.
    public func deactivate(_ id: Int64, seen version: Int64, by admin: Account?) throws {
        try act(on: id, seen: version, by: admin) { connection, at, account in
            try Self.requireOtherAdmin(account, connection)
            try connection.execute(
                "UPDATE account SET is_active = 0, version = version + 1 WHERE id = ?", .integer(id))
            try AccountStore.endSessions(of: id, connection)
            try connection.execute("DELETE FROM account_link WHERE account = ? AND used IS NULL", .integer(id))
            try Journal.record(
                "account.deactivated", object: account.login, detail: "", by: admin, at: at, connection)
        }
    }

    public func activate(_ id: Int64, seen version: Int64, by admin: Account?) throws {
        try act(on: id, seen: version, by: admin) { connection, at, account in
            try connection.execute(
                "UPDATE account SET is_active = 1, version = version + 1 WHERE id = ?", .integer(id))
            try Journal.record("account.activated", object: account.login, detail: "", by: admin, at: at, connection)
        }
    }

    /// A link with which its owner sets a new password; it holds for a day and takes the place of an older one.
    public func resetLink(_ id: Int64, removesSecondFactor: Bool, by admin: Account?) throws -> Token {
        let token = try Token.random()
        try act(by: admin) { connection, at in
            guard let account = try AccountStore.find(id, connection) else { throw Self.notFound }
            guard account.isActive else { throw Self.inactive }
            try connection.execute("DELETE FROM account_link WHERE account = ? AND used IS NULL", .integer(id))
            try Self.insert(
                token,
                AccountLink(
                    kind: .reset, login: account.login, name: account.name, function: account.function, roles: [],
                    expires: at + 86_400, account: id, removesSecondFactor: removesSecondFactor), connection)
            try Journal.record(
                "account.reset-link", object: account.login,
                detail: removesSecondFactor ? "second factor" : "", by: admin, at: at, connection)
        }
        return token
    }

    // MARK: The house's setting

    public func isSelfApprovalAllowed() throws -> Bool {
        try store.read { connection in try FourEyes.isSelfApprovalAllowed(connection) }
    }

    public func allowSelfApproval(_ isAllowed: Bool, by admin: Account?) throws {
        try act(by: admin) { connection, at in
            guard try FourEyes.isSelfApprovalAllowed(connection) != isAllowed else { return }
            try AccountSetting.write(.selfApproval, [isAllowed ? 1 : 0], connection)
            try Journal.record(
                isAllowed ? "setting.self-approval-on" : "setting.self-approval-off", object: "", detail: "", by: admin,
                at: at, connection)
        }
    }

    // MARK: Tools

    private func act(by admin: Account?, _ body: (borrowing Connection, Int64) throws -> Void) throws {
        let at = now()
        try store.write { connection in
            if let admin, try AccountStore.find(admin.id, connection)?.has(.admin) != true {
                throw AccountRefusal(
                    .notAllowed, de: "Ihr Konto hat die Rolle Administration nicht mehr. Es ist nichts geändert.",
                    en: "Your account does not have the role of admin any more. Nothing was changed.")
            }
            try body(connection, at)
        }
    }

    private func act(
        on id: Int64, seen version: Int64, by admin: Account?,
        _ body: (borrowing Connection, Int64, Account) throws -> Void
    ) throws {
        try act(by: admin) { connection, at in
            guard let account = try AccountStore.find(id, connection) else { throw Self.notFound }
            guard account.version == version else {
                throw AccountRefusal(
                    .changed,
                    de: "Das Konto ist inzwischen von jemand anderem geändert worden. Es ist nichts gespeichert; bitte "
                        + "sehen Sie sich den neuen Stand an.",
                    en: "Somebody else has changed the account meanwhile. Nothing was saved; please look at it as it "
                        + "is now.")
            }
            try body(connection, at, account)
        }
    }

    private static func requireOtherAdmin(_ account: Account, _ connection: borrowing Connection) throws {
        guard account.isActive, account.roles.contains(.admin),
            try AccountStore.otherAdmins(than: account.id, connection) == 0
        else { return }
        throw AccountRefusal(
            .lastAdmin,
            de: "Das ist die letzte aktive Administration. Bitte geben Sie zuerst einem anderen Konto diese Rolle.",
            en: "This is the last active admin. Please give this role to another account first.")
    }

    @discardableResult
    private static func removeInvitations(_ login: String, _ connection: borrowing Connection) throws -> Int {
        try connection.execute(
            "DELETE FROM account_link WHERE kind = 'invitation' AND login = ? AND used IS NULL", .text(login))
    }
}

/// What a restored backup must not bring back.
public enum RestoredAccounts {
    /// One-time links and recovery codes that may have been used since the backup, and the marks of browsers, end.
    /// Sessions are never in a backup. Passwords, roles and deactivations are those of the backup.
    public static func settle(at seconds: Int64, _ connection: borrowing Connection) throws {
        let hasAccounts = try connection.first(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'account_link'"
        ) { try $0.int64(0) }
        // A backup of an older version has none yet.
        guard hasAccounts != nil else { return }
        try connection.execute("DELETE FROM account_link WHERE used IS NULL")
        try connection.execute("DELETE FROM recovery_code")
        try connection.execute("DELETE FROM account_setting WHERE name = ?", .text(AccountSetting.siteKey.rawValue))
        try Journal.record("accounts.restored", object: "", detail: "", by: nil, at: seconds, connection)
    }
}
