import Crypto
import Database

/// What a one-time link is for.
public struct AccountLink: Sendable {
    public enum Kind: String, Sendable {
        /// Makes the first account, an admin, while there is none.
        case first
        case invitation
        /// Sets a new password.
        case reset
    }

    public let kind: Kind
    /// Whom it is for; empty for the first account.
    public let login: String
    public let name: String
    public let function: String
    public let roles: Set<StaffRole>
    /// In seconds since 1970.
    public let expires: Int64
    let account: Int64?
    let removesSecondFactor: Bool
}

extension AccountDesk {
    /// A new link for the first account, in place of the one before; nil once there is an account. Valid for a day.
    public func firstAdminLink() throws -> Token? {
        let token = try Token.random()
        let at = now()
        return try store.write { connection in
            guard try !AccountStore.hasAny(connection) else { return nil }
            try connection.execute("DELETE FROM account_link WHERE kind = 'first'")
            try Self.insert(
                token,
                AccountLink(
                    kind: .first, login: "", name: "", function: "", roles: [.admin], expires: at + 86_400,
                    account: nil, removesSecondFactor: false), connection)
            return token
        }
    }

    /// What an unused link is for. Throws `AccountRefusal`: `unknownLink`, `usedLink`, `expiredLink`, `accountsExist`.
    public func link(_ token: Token) throws -> AccountLink {
        try store.read { connection in try Self.open(token, at: now(), connection) }
    }

    /// Makes the first account. Throws `AccountRefusal` for the link and `AccountRefusals` for what was typed.
    public func acceptFirst(
        _ token: Token, login: String, name: String, function: String, password: String, repeated: String
    ) throws -> LogIn {
        try requireKind(.first, token)
        var faults: [AccountRefusal] = []
        var person: PersonEntry?
        do {
            person = try PersonEntry(login: login, name: name, function: function, roles: [.admin])
        } catch let refusals as AccountRefusals {
            faults = refusals.all
        }
        faults += Self.passwordFaults(password, repeated, login: PersonEntry.folded(login))
        guard let person, faults.isEmpty else { throw AccountRefusals(all: faults) }
        return try make(token, person, password)
    }

    /// Makes the account of an invited person.
    public func acceptInvitation(_ token: Token, password: String, repeated: String) throws -> LogIn {
        let link = try requireKind(.invitation, token)
        let faults = Self.passwordFaults(password, repeated, login: link.login)
        guard faults.isEmpty else { throw AccountRefusals(all: faults) }
        return try make(
            token,
            try PersonEntry(login: link.login, name: link.name, function: link.function, roles: link.roles), password)
    }

    /// Sets a new password; every session of the account ends. Whoever used the link still has to log in.
    public func acceptReset(_ token: Token, password: String, repeated: String) throws {
        let link = try requireKind(.reset, token)
        let faults = Self.passwordFaults(password, repeated, login: link.login)
        guard faults.isEmpty else { throw AccountRefusals(all: faults) }
        let hash = try hashing.make(password)
        let at = now()
        try store.write { connection in
            let link = try Self.open(token, at: at, connection)
            guard let id = link.account, let account = try AccountStore.find(id, connection) else {
                throw Self.notFound
            }
            guard account.isActive else { throw Self.inactive }
            try connection.execute(
                "UPDATE account_link SET used = ? WHERE token_sha256 = ?", .integer(at), .blob(token.digest.bytes))
            try AccountStore.setPassword(hash, of: id, connection)
            try AccountStore.endSessions(of: id, connection)
            if link.removesSecondFactor { try SecondFactor.remove(from: id, connection) }
            try Journal.record(
                "account.password-reset", object: account.login,
                detail: link.removesSecondFactor ? "second factor removed" : "", by: account, at: at, connection)
        }
    }

    private func make(_ token: Token, _ person: PersonEntry, _ password: String) throws -> LogIn {
        let hash = try hashing.make(password)
        let at = now()
        let account = try store.write { connection in
            // Once more, and in the transaction that uses it: two at once cannot both have it.
            let link = try Self.open(token, at: at, connection)
            guard try AccountStore.find(login: person.login, connection) == nil else { throw Self.loginTaken }
            try connection.execute(
                "UPDATE account_link SET used = ? WHERE token_sha256 = ?", .integer(at), .blob(token.digest.bytes))
            let id = try AccountStore.insert(person, hash, at: at, connection)
            guard let account = try AccountStore.find(id, connection) else { throw Self.notFound }
            try Journal.record(
                link.kind == .first ? "account.first" : "account.accepted", object: account.login,
                detail: Self.text(account.roles), by: account, at: at, connection)
            return account
        }
        return LogIn(
            account: account,
            session: try sessions.begin(account.id, generation: 1, isComplete: true, at: at), needsCode: false,
            device: try DeviceMark(key: try siteKey()).make(for: account.login))
    }

    @discardableResult
    func requireKind(_ kind: AccountLink.Kind, _ token: Token) throws -> AccountLink {
        let link = try link(token)
        guard link.kind == kind else { throw Self.unknownLink }
        return link
    }

    static func passwordFaults(_ password: String, _ repeated: String, login: String) -> [AccountRefusal] {
        [
            PasswordRules.objection(to: password, login: login),
            password == repeated
                ? nil
                : AccountRefusal(
                    .passwordRepeated, de: "Hier steht etwas anderes als im ersten Feld. Bitte geben Sie dasselbe ein.",
                    en: "This differs from the first field. Please enter the same."),
        ].compactMap(\.self)
    }

    static func insert(_ token: Token, _ link: AccountLink, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            INSERT INTO account_link (token_sha256, kind, account, login, name, function, roles, removes_second_factor,
                expires, used) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
            """,
            .blob(token.digest.bytes), .text(link.kind.rawValue), Value(link.account), .text(link.login),
            .text(link.name), .text(link.function), .text(text(link.roles)), Value(link.removesSecondFactor),
            .integer(link.expires))
    }

    static func open(_ token: Token, at now: Int64, _ connection: borrowing Connection) throws -> AccountLink {
        let found = try connection.first(
            """
            SELECT kind, account, login, name, function, roles, removes_second_factor, expires, used
            FROM account_link WHERE token_sha256 = ?
            """, .blob(token.digest.bytes)
        ) { row in
            (
                kind: try row.text(0), account: try row.optionalInt64(1), login: try row.text(2), name: try row.text(3),
                function: try row.text(4), roles: try row.text(5), removes: try row.boolean(6),
                expires: try row.int64(7), used: try row.optionalInt64(8)
            )
        }
        guard let found, let kind = AccountLink.Kind(rawValue: found.kind) else { throw unknownLink }
        guard found.used == nil else {
            throw AccountRefusal(
                .usedLink, de: "Dieser Link ist schon verwendet worden. Bitte melden Sie sich an.",
                en: "This link has been used already. Please log in.")
        }
        guard found.expires > now else {
            throw AccountRefusal(
                .expiredLink, de: "Dieser Link ist abgelaufen. Bitte lassen Sie sich einen neuen geben.",
                en: "This link has expired. Please ask for a new one.")
        }
        if kind == .first, try AccountStore.hasAny(connection) {
            throw AccountRefusal(
                .accountsExist, de: "Das erste Konto gibt es schon. Bitte lassen Sie sich von dort einladen.",
                en: "The first account exists already. Please ask its owner for an invitation.")
        }
        return AccountLink(
            kind: kind, login: found.login, name: found.name, function: found.function, roles: roles(found.roles),
            expires: found.expires, account: found.account, removesSecondFactor: found.removes)
    }

    static func text(_ roles: Set<StaffRole>) -> String {
        StaffRole.allCases.filter(roles.contains).map(\.rawValue).joined(separator: " ")
    }

    static func roles(_ text: String) -> Set<StaffRole> {
        Set(text.split(separator: " ").compactMap { StaffRole(rawValue: String($0)) })
    }

    static var unknownLink: AccountRefusal {
        AccountRefusal(
            .unknownLink,
            de: "Diesen Link gibt es nicht, oder ein neuerer hat ihn ersetzt. Bitte prüfen Sie, ob die Adresse "
                + "vollständig ist.",
            en: "This link does not exist, or a newer one has taken its place. Please check whether the address is "
                + "complete.")
    }

    static var loginTaken: AccountRefusal {
        AccountRefusal(
            .loginTaken, de: "Diesen Anmeldenamen gibt es schon. Bitte wählen Sie einen anderen.",
            en: "This login exists already. Please choose another one.")
    }

    static var inactive: AccountRefusal {
        AccountRefusal(
            .inactive, de: "Dieses Konto ist deaktiviert. Eine Administration kann es wieder aktivieren.",
            en: "This account is deactivated. An admin can activate it again.")
    }

    static var notFound: AccountRefusal {
        AccountRefusal(
            .notFound, de: "Dieses Konto gibt es nicht.", en: "This account does not exist.")
    }
}
