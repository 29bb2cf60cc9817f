/// Waiting times between attempts: exponential with full jitter, uniform between zero and base · 2^attempt, capped.
public struct Backoff: Sendable {
    public let base: Duration
    public let cap: Duration

    public init(base: Duration, cap: Duration) {
        self.base = base
        self.cap = cap
    }

    /// The wait before attempt number `attempt` (the first retry is 0), for a random number of the caller's.
    public func delay(attempt: Int, random: UInt64) -> Duration {
        let cap = Self.nanoseconds(cap)
        var ceiling = min(Self.nanoseconds(base), cap)
        for _ in 0..<min(max(0, attempt), 64) where ceiling < cap { ceiling = min(cap, ceiling * 2) }
        let (high, low) = (ceiling + 1).multipliedFullWidth(by: Int64(bitPattern: random >> 1))
        // (ceiling + 1) · random / 2^63, so 0 … ceiling.
        return .nanoseconds(high << 1 | Int64(bitPattern: low >> 63))
    }

    /// At most about 146 years, so that doubling can't overflow.
    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return seconds > 4_000_000_000
            ? 4_000_000_000_000_000_000 : seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
