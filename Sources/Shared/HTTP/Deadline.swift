import Glibc

/// A moment on the monotonic clock after which waiting ends, however many bytes trickled in before.
struct Deadline: Sendable, Comparable {
    let nanoseconds: UInt64

    static let never = Deadline(nanoseconds: .max)

    init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    /// `seconds` from now.
    init(seconds: Double) { self.init(seconds: seconds, after: Self.now) }

    init(seconds: Double, after start: UInt64) { nanoseconds = start + UInt64(max(0, min(seconds, 1e9)) * 1e9) }

    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// What poll takes: rounded up, so that no wait ends just before its deadline and spins; 0 when it has passed.
    var milliseconds: Int32 {
        let now = Self.now
        guard nanoseconds > now else { return 0 }
        return Int32(min((nanoseconds - now) / 1_000_000 + 1, 3_600_000))
    }

    var hasPassed: Bool { Self.now >= nanoseconds }

    static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// How long writes may block: `seconds`, used up while waiting and earned back, never beyond `seconds`, at one second
/// for every `rate` bytes taken. A peer that reads slower than that for long is cut off; time in which nobody waits
/// to write costs nothing. What fills the system's buffers counts as taken, hence the bound on what is earned.
struct WritePatience: Sendable {
    private let most: UInt64
    private var left: UInt64
    private let nanosecondsPerByte: UInt64
    private let end: Deadline

    init(seconds: Double, rate: Int, until end: Deadline = .never) {
        most = UInt64(max(0, min(seconds, 1e9)) * 1e9)
        left = most
        nanosecondsPerByte = 1_000_000_000 / UInt64(max(1, rate))
        self.end = end
    }

    var deadline: Deadline {
        let now = Deadline.now
        return min(end, Deadline(nanoseconds: now + min(left, 1 << 60)))
    }

    mutating func waited(since start: UInt64) { left -= min(left, Deadline.now - start) }

    mutating func wrote(_ bytes: Int) { left = min(most, left + UInt64(bytes) * nanosecondsPerByte) }
}
