import Crypto
import Synchronization

/// How often one address may do something in an hour.
///
/// Addresses are kept in memory only and never as they are: under a keyed hash whose key is forgotten after a day, so
/// not even a dump of the memory tells who was here yesterday.
public final class RateLimit: Sendable {
    private struct State {
        var salt: [UInt8]
        var saltedAt: UInt64
        var seen: [[UInt8]: [UInt64]] = [:]
    }

    private static let hour: UInt64 = 3_600_000_000_000
    private static let day: UInt64 = 24 * hour
    /// More addresses than this in an hour are no visitors but an attack; then nobody gets in for the rest of it.
    private static let mostAddresses = 50_000

    private let perHour: Int
    private let random: @Sendable (Int) -> [UInt8]
    private let state: Mutex<State>

    public init(perHour: Int, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.perHour = perHour
        self.random = random
        state = Mutex(State(salt: random(32), saltedAt: 0))
    }

    /// Counts one act of `address`; false where it has acted too often.
    /// - Parameter now: nanoseconds that never run backwards.
    public func allows(_ address: String, at now: UInt64) -> Bool {
        state.withLock { state in
            if now &- state.saltedAt >= Self.day {
                state = State(salt: random(32), saltedAt: now)
            }
            guard let hash = try? KeyedHash.sha256.code(Array(address.utf8), key: state.salt) else { return false }
            if state.seen.count >= Self.mostAddresses {
                state.seen = state.seen.filter { $0.value.contains { now &- $0 < Self.hour } }
            }
            let recent = (state.seen[hash] ?? []).filter { now &- $0 < Self.hour }
            guard recent.count < perHour, state.seen[hash] != nil || state.seen.count < Self.mostAddresses else {
                return false
            }
            state.seen[hash] = recent + [now]
            return true
        }
    }
}

extension RateLimit {
    /// Whether an address has no act left in this hour; nothing is counted. For what is counted only where it fails.
    public func isExhausted(_ address: String, at now: UInt64) -> Bool {
        state.withLock { state in
            guard now &- state.saltedAt < Self.day else { return false }
            guard let hash = try? KeyedHash.sha256.code(Array(address.utf8), key: state.salt) else { return true }
            return (state.seen[hash] ?? []).count { now &- $0 < Self.hour } >= perHour
        }
    }

    /// Seconds until an address has an act left, rounded up; 0 where it has one. An hour where all addresses are refused.
    func secondsUntilFree(_ address: String, at now: UInt64) -> Int {
        state.withLock { state in
            guard now &- state.saltedAt < Self.day,
                let hash = try? KeyedHash.sha256.code(Array(address.utf8), key: state.salt)
            else { return 0 }
            guard let seen = state.seen[hash] else { return state.seen.count < Self.mostAddresses ? 0 : 3600 }
            let recent = seen.filter { now &- $0 < Self.hour }
            guard recent.count >= perHour, let first = recent.dropFirst(recent.count - perHour).first else { return 0 }
            return Int((first &+ Self.hour &- now + 999_999_999) / 1_000_000_000)
        }
    }
}
