/// A moment in UTC: whole seconds since 1970-01-01T00:00:00Z (without leap seconds) and nanoseconds.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// 0 … 253 402 300 799, the years 1970 to 9999.
    public let seconds: Int64
    /// 0 … 999 999 999.
    public let nanoseconds: Int32

    /// The last second of the year 9999.
    public static let latest = Timestamp(unchecked: 253_402_300_799, 0)

    /// nil outside the years 1970 to 9999.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard 0...Self.latest.seconds ~= seconds, 0..<1_000_000_000 ~= nanoseconds else { return nil }
        self.init(unchecked: seconds, nanoseconds)
    }

    /// Reads exactly `YYYY-MM-DDTHH:MM:SSZ` (RFC 3339 without fractions, offsets or leap seconds).
    public init(_ text: String) throws(ServiceError) {
        let bytes = Array(text.utf8)
        let pattern = Array("0000-00-00T00:00:00Z".utf8)
        var fields = [0, 0, 0, 0, 0, 0]
        var field = 0
        var isWellFormed = bytes.count == pattern.count
        for (byte, wanted) in zip(bytes, pattern) where isWellFormed {
            if wanted == UInt8(ascii: "0") {
                isWellFormed = 0x30...0x39 ~= byte
                fields[field] = fields[field] * 10 + (Int(byte) - 0x30)
            } else {
                isWellFormed = byte == wanted
                field = min(field + 1, 5)
            }
        }
        let (year, month, day) = (fields[0], fields[1], fields[2])
        guard isWellFormed, 1970...9999 ~= year, 1...12 ~= month, 1...Self.days(inMonth: month, of: year) ~= day,
            0...23 ~= fields[3], 0...59 ~= fields[4], 0...59 ~= fields[5]
        else {
            throw ServiceError(
                .badTimestamp,
                "A moment in UTC as 2026-01-31T08:00:00Z is expected, not \(printable(text, maximum: 40)).")
        }
        let days =
            Self.days(beforeYear: year) + (1..<month).reduce(0) { $0 + Self.days(inMonth: $1, of: year) } + day - 1
        self.init(unchecked: Int64(days * 86_400 + fields[3] * 3600 + fields[4] * 60 + fields[5]), 0)
    }

    private init(unchecked seconds: Int64, _ nanoseconds: Int32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`; fractions are cut.
    public var text: String { wholeSeconds + "Z" }

    /// `YYYY-MM-DDTHH:MM:SS.mmmZ`, for logs.
    public var textWithMilliseconds: String { "\(wholeSeconds).\(Self.padded(Int(nanoseconds) / 1_000_000, 3))Z" }

    /// Year, month (1–12) and day (1–31) in UTC.
    public var date: (year: Int, month: Int, day: Int) {
        var rest = Int(seconds / 86_400)
        // 365 days a year never overshoots; the loop mends at most a few years.
        var year = 1970 + rest / 366
        while Self.days(beforeYear: year + 1) <= rest { year += 1 }
        rest -= Self.days(beforeYear: year)
        var month = 1
        while rest >= Self.days(inMonth: month, of: year) {
            rest -= Self.days(inMonth: month, of: year)
            month += 1
        }
        return (year, month, rest + 1)
    }

    /// This moment moved by `duration`, held within the years 1970 to 9999.
    public func adding(_ duration: Duration) -> Timestamp {
        let (whole, attoseconds) = duration.components
        var nanoseconds = Int64(self.nanoseconds) + attoseconds / 1_000_000_000
        let (sum, overflow) = seconds.addingReportingOverflow(whole)
        var seconds = overflow ? (whole < 0 ? -1 : Self.latest.seconds + 1) : sum
        if nanoseconds < 0 {
            nanoseconds += 1_000_000_000
            seconds -= 1
        } else if nanoseconds >= 1_000_000_000 {
            nanoseconds -= 1_000_000_000
            seconds += 1
        }
        if seconds < 0 { return Timestamp(unchecked: 0, 0) }
        return seconds > Self.latest.seconds ? .latest : Timestamp(unchecked: seconds, Int32(nanoseconds))
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    private var wholeSeconds: String {
        let (year, month, day) = date
        let second = Int(seconds % 86_400)
        let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }.joined(separator: ":")
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T\(clock)"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days from 1970-01-01 to the first of January of `year`.
    private static func days(beforeYear year: Int) -> Int {
        let past = year - 1
        return (year - 1970) * 365 + (past / 4 - past / 100 + past / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
