import Crypto
import Database
import Synchronization

/// Everything that is done with accounts: logging in, links, administration. One for each running program.
///
/// Rules are checked in the transaction that writes, so that two admins at once, or two processes, cannot break them.
public final class AccountDesk: Sendable {
    let store: Store
    let now: @Sendable () -> Int64
    let hashing: PasswordHashing
    let sessions: Sessions
    let policy: AccountPolicy
    private let pruned = Atomic<Int64>(0)

    /// - Parameters:
    ///   - store: a database that has `AccountTables`.
    ///   - now: seconds since 1970.
    ///   - monotonic: nanoseconds that never run backwards.
    public convenience init(
        store: Store, now: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> UInt64,
        cost: ScryptCost = .standard, policy: AccountPolicy = AccountPolicy()
    ) throws {
        let limits = Sessions.Limits(idle: UInt64(max(1, policy.idle)), absolute: UInt64(max(1, policy.absolute)))
        try self.init(store: store, now: now, monotonic: monotonic, cost: cost, policy: policy, limits: limits)
    }

    init(
        store: Store, now: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> UInt64,
        cost: ScryptCost, policy: AccountPolicy = AccountPolicy(), limits: Sessions.Limits
    ) throws {
        self.store = store
        self.policy = policy
        self.now = now
        hashing = try PasswordHashing(cost: cost)
        sessions = Sessions(monotonic: monotonic, limits: limits)
    }

    /// By login.
    public func accounts() throws -> [Account] { try store.read { connection in try AccountStore.all(connection) } }

    public func hasAccounts() throws -> Bool {
        try store.read { connection in try AccountStore.hasAny(connection) }
    }

    /// The account whose session this is, as it is now: changed roles and a deactivation take effect at once.
    public func visitor(_ token: Token) throws -> Account? {
        guard let session = sessions.find(token), session.isComplete else { return nil }
        return try standing(session, token)?.account
    }

    /// The account a session belongs to, unless it has ended meanwhile.
    func standing(_ session: Sessions.Session, _ token: Token) throws -> AccountStore.Credentials? {
        let found = try store.read { connection in try AccountStore.credentials(session.account, connection) }
        guard let found, found.account.isActive, found.generation == session.generation else {
            sessions.end(token)
            return nil
        }
        return found
    }

    /// True once in ten minutes: time to forget old failures.
    func isTimeToPrune(at now: Int64) -> Bool {
        let last = pruned.load(ordering: .relaxed)
        guard now < last || now - last >= 600 else { return false }
        return pruned.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged
    }

    /// This machine's secret for digests, made when first needed.
    func siteKey() throws -> [UInt8] {
        if let key = try store.read({ connection in try AccountSetting.read(.siteKey, connection) }) { return key }
        let made = try randomBytes(32)
        return try store.write { connection in
            if let key = try AccountSetting.read(.siteKey, connection) { return key }
            try AccountSetting.write(.siteKey, made, connection)
            return made
        }
    }

    /// A secret of this machine for one purpose, the same after every restart: 32 bytes.
    public func secret(for purpose: String) throws -> [UInt8] {
        try KeyedHash.sha256.code(Array("secret \(purpose)".utf8), key: try siteKey())
    }

    /// Tells this machine's cookies from those of another one under the same host name: 8 hexadecimal digits.
    public func siteMark() throws -> String {
        String(Hex.encode(try KeyedHash.sha256.code(Array("site".utf8), key: try siteKey())).prefix(8))
    }
}
