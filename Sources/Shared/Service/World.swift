import Glibc
import Synchronization

/// Everything a program takes from outside its own rules: time, randomness and the log; a test gives it fixed ones.
public struct World: Sendable {
    /// The moment in UTC.
    public var now: @Sendable () -> Timestamp
    /// Nanoseconds that never run backwards, from an arbitrary start; for deadlines and durations.
    public var monotonic: @Sendable () -> UInt64
    /// That many bytes, unpredictable to anyone (getrandom(2) in the live world).
    public var randomBytes: @Sendable (Int) -> [UInt8]
    public var log: Logger

    public init(
        now: @escaping @Sendable () -> Timestamp, monotonic: @escaping @Sendable () -> UInt64,
        randomBytes: @escaping @Sendable (Int) -> [UInt8], log: Logger
    ) {
        self.now = now
        self.monotonic = monotonic
        self.randomBytes = randomBytes
        self.log = log
    }

    public static func live(logFormat: Logger.Format = .readable, logLevel: Logger.Level = .info) -> World {
        World(
            now: Clocks.now, monotonic: Clocks.monotonic, randomBytes: Self.systemRandomBytes,
            log: Logger(format: logFormat, minimum: logLevel, now: Clocks.now))
    }

    /// A world that stands still at `clock` and repeats its randomness, for tests; its log goes nowhere by default.
    public static func fixed(_ clock: FixedClock, seed: UInt64 = 1, log: Logger? = nil) -> World {
        let shared = SharedGenerator(seed: seed)
        return World(
            now: { clock.now }, monotonic: { clock.monotonic }, randomBytes: { shared.bytes($0) },
            log: log ?? Logger(format: .readable, descriptor: -1, now: { clock.now }))
    }

    /// A random number for jitter and the like.
    public func randomNumber() -> UInt64 {
        randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func systemRandomBytes(_ count: Int) -> [UInt8] {
        // The standard library's generator is getrandom(2) here, and stops the process rather than give weak bytes.
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            let word = generator.next()
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return Array(bytes.prefix(count))
    }
}

/// The clock of a fixed world; it moves only when told.
public final class FixedClock: Sendable {
    private let moment: Mutex<(now: Timestamp, monotonic: UInt64)>

    public init(_ start: Timestamp) { moment = Mutex((start, 0)) }

    public var now: Timestamp { moment.withLock { $0.now } }
    public var monotonic: UInt64 { moment.withLock { $0.monotonic } }

    /// Moves both clocks forward; a negative duration moves only the wall clock back, as a correction of it would.
    public func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        moment.withLock { moment in
            moment.now = moment.now.adding(duration)
            if duration > .zero {
                moment.monotonic += UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
            }
        }
    }
}

/// The system's clocks.
enum Clocks {
    @Sendable static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        // A clock before 1970 or after 9999 is broken; the nearest moment that can be written is as good as any.
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec)) ?? .latest
    }

    @Sendable static func monotonic() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

private final class SharedGenerator: Sendable {
    private let generator: Mutex<SplitMix>

    init(seed: UInt64) { generator = Mutex(SplitMix(state: seed)) }

    func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { generator in (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) } }
    }
}
