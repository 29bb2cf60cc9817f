import Crypto
import Synchronization

/// Who is logged in at this running program. Kept in memory under the digest of the token, so that no backup and no
/// thief of the database ever holds a session, and measured by the clock that never runs backwards.
final class Sessions: Sendable {
    struct Session: Sendable {
        let account: Int64
        /// The account's `session_generation` when it began; a newer one there has ended this session.
        let generation: Int64
        /// False between password and second factor.
        let isComplete: Bool
        /// In seconds since 1970, for the eye.
        let begun: Int64
        fileprivate let start: UInt64
        fileprivate var seen: UInt64
        /// The secret of a second factor that is being set up.
        var newSecret: [UInt8]?
    }

    /// How long a session holds. In seconds.
    struct Limits: Sendable {
        var idle: UInt64 = 60 * 60
        var absolute: UInt64 = 12 * 60 * 60
        /// For the second factor.
        var pending: UInt64 = 10 * 60
    }

    private static let maximumOfAccount = 20
    private static let maximum = 10_000

    private let table = Mutex<[Digest: Session]>([:])
    private let monotonic: @Sendable () -> UInt64
    let limits: Limits

    init(monotonic: @escaping @Sendable () -> UInt64, limits: Limits = Limits()) {
        self.monotonic = monotonic
        self.limits = limits
    }

    /// A token that nobody had before: whatever the browser brought along is worth nothing.
    func begin(_ account: Int64, generation: Int64, isComplete: Bool, at begun: Int64) throws -> Token {
        let token = try Token.random()
        let now = monotonic()
        table.withLock { table in
            table = table.filter { holds($0.value, now) }
            makeRoom(&table, Self.maximumOfAccount) { $0.account == account }
            makeRoom(&table, Self.maximum) { _ in true }
            table[token.digest] = Session(
                account: account, generation: generation, isComplete: isComplete, begun: begun, start: now, seen: now)
        }
        return token
    }

    /// The session of a token that still holds; being asked for keeps it from being idle.
    func find(_ token: Token) -> Session? {
        let now = monotonic()
        return table.withLock { table in
            guard var session = table[token.digest] else { return nil }
            guard holds(session, now) else {
                table[token.digest] = nil
                return nil
            }
            session.seen = now
            table[token.digest] = session
            return session
        }
    }

    func setNewSecret(_ secret: [UInt8]?, of token: Token) {
        table.withLock { $0[token.digest]?.newSecret = secret }
    }

    func end(_ token: Token) { table.withLock { $0[token.digest] = nil } }

    /// Sessions of an account that hold now.
    func count(of account: Int64, generation: Int64) -> Int {
        let now = monotonic()
        return table.withLock { table in
            table.values.count {
                $0.account == account && $0.generation == generation && $0.isComplete && holds($0, now)
            }
        }
    }

    private func holds(_ session: Session, _ now: UInt64) -> Bool {
        let second: UInt64 = 1_000_000_000
        if !session.isComplete { return now &- session.start < limits.pending * second }
        return now &- session.seen < limits.idle * second && now &- session.start < limits.absolute * second
    }

    private func makeRoom(_ table: inout [Digest: Session], _ maximum: Int, _ isMeant: (Session) -> Bool) {
        let meant = table.filter { isMeant($0.value) }
        guard meant.count >= maximum else { return }
        let oldest = meant.min { $0.value.seen < $1.value.seen }
        if let oldest { table[oldest.key] = nil }
    }
}
