import Crypto
import Database

/// What the owner of an account sees of it.
public struct OwnAccount: Sendable {
    public let account: Account
    /// Sessions of this running program, this one among them.
    public let sessions: Int
    /// Recovery codes that can still be used.
    public let recoveryCodes: Int64
}

/// What everybody does with their own account. Whatever would help a thief of the session asks for the password once
/// more.
extension AccountDesk {
    /// Throws `AccountRefusal` `notPending` where the session has ended meanwhile.
    public func own(_ token: Token) throws -> OwnAccount {
        let found = try present(token)
        return OwnAccount(
            account: found.account,
            sessions: sessions.count(of: found.account.id, generation: found.generation),
            recoveryCodes: try store.read { connection in
                try SecondFactor.unusedRecoveryCodes(of: found.account.id, connection)
            })
    }

    /// Sets a new password and ends every session; this one goes on under a new token. Throws `AccountRefusals`.
    public func changePassword(
        _ token: Token, present: String, new: String, repeated: String
    ) throws -> LogIn {
        let found = try self.present(token)
        var faults = Self.passwordFaults(new, repeated, login: found.account.login)
        do {
            try requirePassword(present, found)
        } catch let refusal as AccountRefusal {
            faults.append(refusal)
        }
        guard faults.isEmpty else { throw AccountRefusals(all: faults) }
        let hash = try hashing.make(new)
        return try renew(found, "account.password-changed", token) { connection in
            try AccountStore.setPassword(hash, of: found.account.id, connection)
        }
    }

    /// Ends every session but this one, which goes on under a new token.
    public func endOtherSessions(_ token: Token) throws -> LogIn {
        try renew(try present(token), "session.others-ended", token) { _ in }
    }

    // MARK: Second factor

    /// Begins setting up a second factor: the secret to enter into the app. Nothing holds until `confirmSecondFactor`.
    public func beginSecondFactor(_ token: Token, password: String) throws -> [UInt8] {
        try requirePassword(password, try present(token))
        // 160 bits, as RFC 4226 recommends.
        let secret = try randomBytes(20)
        sessions.setNewSecret(secret, of: token)
        return secret
    }

    /// The secret that is being set up, or nil.
    public func newSecret(_ token: Token) -> [UInt8]? { sessions.find(token)?.newSecret }

    /// Turns the second factor on with a code of the app, and gives the recovery codes, which nobody can see again.
    public func confirmSecondFactor(_ token: Token, code: String) throws -> [String] {
        let found = try present(token)
        guard let secret = newSecret(token) else { throw Self.ended }
        try charge([.code(found.account.id)], Throttle(key: try siteKey()))
        let digits = code.filter { $0.isASCII && $0.isNumber }
        guard let step = try SecondFactor.step(of: digits, secret: secret, at: now()) else {
            throw AccountRefusal(
                .wrongCode,
                de: "Dieser Code passt nicht zum Geheimnis. Bitte prüfen Sie, ob die Uhr des Geräts stimmt, und geben "
                    + "Sie den Code ein, den die App gerade zeigt.",
                en: "This code does not match the secret. Please check whether the clock of the device is right, and "
                    + "enter the code that the app shows now.")
        }
        let codes = try SecondFactor.newRecoveryCodes()
        try change(found, "account.second-factor-on") { connection in
            try connection.execute(
                "UPDATE account SET code_secret = ?, code_step = ? WHERE id = ?", .blob(secret), .integer(step),
                .integer(found.account.id))
            try SecondFactor.replaceRecoveryCodes(codes, of: found.account.id, connection)
            try Throttle(key: try Self.storedKey(connection)).forgive([.code(found.account.id)], connection)
        }
        sessions.setNewSecret(nil, of: token)
        return codes
    }

    public func removeSecondFactor(_ token: Token, password: String) throws {
        let found = try present(token)
        try requirePassword(password, found)
        guard !policy.demandsSecondFactor(found.account) else {
            throw AccountRefusal(
                .secondFactorDemanded,
                de: "Für Ihre Rollen verlangt das Haus einen zweiten Faktor. Er kann nicht entfernt werden.",
                en: "The house demands a second factor for your roles. It cannot be removed.")
        }
        try change(found, "account.second-factor-off") { connection in
            try SecondFactor.remove(from: found.account.id, connection)
        }
    }

    /// New recovery codes in place of all older ones.
    public func renewRecoveryCodes(_ token: Token, password: String) throws -> [String] {
        let found = try present(token)
        try requirePassword(password, found)
        guard found.secret != nil else { throw Self.ended }
        let codes = try SecondFactor.newRecoveryCodes()
        try change(found, "account.recovery-codes-renewed") { connection in
            try SecondFactor.replaceRecoveryCodes(codes, of: found.account.id, connection)
        }
        return codes
    }

    // MARK: Tools

    private func present(_ token: Token) throws -> AccountStore.Credentials {
        guard let session = sessions.find(token), session.isComplete, let found = try standing(session, token) else {
            throw Self.ended
        }
        return found
    }

    private func requirePassword(_ password: String, _ found: AccountStore.Credentials) throws {
        let throttle = Throttle(key: try siteKey())
        let subjects: [Throttle.Subject] = [.password(found.account.id)]
        try charge(subjects, throttle)
        guard password.count <= PasswordRules.maximumLength, try hashing.isRight(password, found.password) else {
            throw AccountRefusal(
                .wrongCredentials, de: "Das ist nicht Ihr jetziges Passwort. Bitte geben Sie es noch einmal ein.",
                en: "This is not your present password. Please enter it once more.")
        }
        try store.write { connection in try throttle.forgive(subjects, connection) }
    }

    private func change(
        _ found: AccountStore.Credentials, _ act: String, _ body: (borrowing Connection) throws -> Void
    ) throws {
        let at = now()
        try store.write { connection in
            try body(connection)
            try Journal.record(
                act, object: found.account.login, detail: "", by: found.account, at: at, connection)
        }
    }

    private func renew(
        _ found: AccountStore.Credentials, _ act: String, _ token: Token,
        _ body: (borrowing Connection) throws -> Void
    ) throws -> LogIn {
        try change(found, act) { connection in
            try body(connection)
            try AccountStore.endSessions(of: found.account.id, connection)
        }
        sessions.end(token)
        return LogIn(
            account: found.account,
            session: try sessions.begin(
                found.account.id, generation: found.generation + 1, isComplete: true, at: now()),
            needsCode: false, device: try DeviceMark(key: try siteKey()).make(for: found.account.login))
    }

    private static func storedKey(_ connection: borrowing Connection) throws -> [UInt8] {
        try AccountSetting.read(.siteKey, connection) ?? []
    }

    static var ended: AccountRefusal {
        AccountRefusal(
            .notPending, de: "Das hat zu lange gedauert. Bitte beginnen Sie noch einmal.",
            en: "This took too long. Please begin again.")
    }
}
