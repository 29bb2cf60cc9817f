import Crypto
import Database

/// What a successful step of logging in gives to the browser.
public struct LogIn: Sendable {
    public let account: Account
    /// The new session; it is worth nothing for pages while `needsCode`.
    public let session: Token
    /// True where the password was right and the second factor is still to come.
    public let needsCode: Bool
    /// Marks this browser as one that has logged in before; see `Throttle.Subject.device`.
    public let device: String
}

extension AccountDesk {
    /// Checks login and password. A wrong login, a wrong password and a deactivated account get the same answer after
    /// the same work. Throws `AccountRefusal`: `wrongCredentials`, `throttled`, `busy`.
    /// - Parameters:
    ///   - address: the client's network.
    ///   - device: the mark this browser got at an earlier log-in.
    public func logIn(_ login: String, password: String, from address: String, device: String?) throws -> LogIn {
        let login = String(PersonEntry.folded(login).prefix(200))
        let key = try siteKey()
        let throttle = Throttle(key: key)
        let mark = DeviceMark(key: key)
        let known = try mark.number(in: device, for: login)
        let subjects: [Throttle.Subject] = known.map { [.device($0)] } ?? [.login(login), .address(address)]
        try charge(subjects, throttle)
        let found = try store.read { connection in try AccountStore.credentials(login: login, connection) }
        // What is longer than any password was never one; the work is the same.
        let isRight = try hashing.isRight(String(password.prefix(PasswordRules.maximumLength)), found?.password)
        guard isRight, password.count <= PasswordRules.maximumLength, let found, found.account.isActive else {
            throw AccountRefusal(
                .wrongCredentials,
                de: "Anmeldename und Passwort passen nicht zusammen. Bitte versuchen Sie es noch einmal; haben Sie das "
                    + "Passwort vergessen, schickt Ihnen eine Administration einen neuen Link.",
                en: "Login and password do not match. Please try again; if you have forgotten the password, an admin "
                    + "can send you a new link.")
        }
        let renewed = found.password.cost == hashing.cost ? nil : try hashing.make(password)
        let needsCode = found.secret != nil
        let at = now()
        try store.write { connection in
            try throttle.forgive(subjects, connection)
            if let renewed { try AccountStore.setPassword(renewed, of: found.account.id, connection) }
            if !needsCode { try Self.recordLogIn(found.account, "", at, connection) }
        }
        return LogIn(
            account: found.account,
            session: try sessions.begin(
                found.account.id, generation: found.generation, isComplete: !needsCode, at: at),
            needsCode: needsCode, device: try known == nil ? mark.make(for: login) : device ?? "")
    }

    /// The second step: a code of the app, or a recovery code. The session gets a new token. Throws `AccountRefusal`:
    /// `wrongCode`, `usedCode`, `throttled`, `notPending`.
    public func confirm(_ token: Token, code: String) throws -> LogIn {
        guard let session = sessions.find(token), !session.isComplete, let found = try standing(session, token) else {
            throw AccountRefusal(
                .notPending, de: "Die Anmeldung hat zu lange gedauert. Bitte beginnen Sie noch einmal.",
                en: "Logging in took too long. Please begin again.")
        }
        let key = try siteKey()
        let throttle = Throttle(key: key)
        let subjects: [Throttle.Subject] = [.code(found.account.id)]
        try charge(subjects, throttle)
        let at = now()
        try store.write { connection in
            let detail = try SecondFactor.use(code, of: found.account.id, at: at, connection)
            try throttle.forgive(subjects, connection)
            try Self.recordLogIn(found.account, detail, at, connection)
        }
        sessions.end(token)
        return LogIn(
            account: found.account,
            session: try sessions.begin(found.account.id, generation: found.generation, isComplete: true, at: at),
            needsCode: false, device: try DeviceMark(key: key).make(for: found.account.login))
    }

    /// Whether a browser has logged in here before, with an account that is still active; see `LogIn.device`. It opens
    /// nothing: whoever had an account is trusted with a long form, which may be the one their session ended over.
    public func isKnownBrowser(_ device: String?) throws -> Bool {
        guard let device else { return false }
        let mark = DeviceMark(key: try siteKey())
        return try accounts().contains { try $0.isActive && mark.number(in: device, for: $0.login) != nil }
    }

    public func logOut(_ token: Token) throws {
        guard let account = try visitor(token) else { return sessions.end(token) }
        sessions.end(token)
        try store.write { connection in
            try Journal.record(
                "session.ended", object: account.login, detail: "", by: account, at: now(), connection)
        }
    }

    func charge(_ subjects: [Throttle.Subject], _ throttle: Throttle) throws {
        let at = now()
        let wait = try store.write { connection in
            if isTimeToPrune(at: at) {
                try Throttle.prune(at: at, connection)
                if let days = policy.securityLogDays {
                    try JournalRetention.purge(.sessions, before: at - days * 86_400, at: at, connection)
                }
            }
            return try throttle.charge(subjects, at: at, connection)
        }
        guard wait > 0 else { return }
        let (de, en) =
            wait < 90
            ? ("\(wait) Sekunden", "\(wait) seconds")
            : ("\((wait + 59) / 60) Minuten", "\((wait + 59) / 60) minutes")
        throw AccountRefusal(
            .throttled, de: "Das waren zu viele Versuche. Bitte warten Sie \(de).",
            en: "These were too many tries. Please wait \(en).", waitSeconds: wait)
    }

    private static func recordLogIn(
        _ account: Account, _ detail: String, _ at: Int64, _ connection: borrowing Connection
    ) throws {
        try Journal.record("session.begun", object: account.login, detail: detail, by: account, at: at, connection)
    }
}
