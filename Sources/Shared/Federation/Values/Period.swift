/// A stretch of time that numbers are reported for: a year, half-year, quarter or month.
public struct Period: Hashable, Sendable, CustomStringConvertible {
    /// How long a period is; `raw` is the word of the protocol.
    public enum Frequency: String, Sendable, CaseIterable {
        case year, half, quarter, month

        /// Months in one period.
        var months: Int {
            switch self {
            case .year: 12
            case .half: 6
            case .quarter: 3
            case .month: 1
            }
        }
    }

    // Year, frequency and number in one number of 4 bytes that rises in the order of the written form: every observation
    // holds a period, and folding one compares it several times.
    private let rank: UInt32

    public init?(year: Int, frequency: Frequency, number: Int) {
        guard (1970...9998).contains(year), (1...(12 / frequency.months)).contains(number) else { return nil }
        rank = UInt32(year) << 8 | frequency.rank << 4 | UInt32(number)
    }

    public var year: Int { Int(rank >> 8) }
    public var frequency: Frequency { Frequency(rank: rank >> 4 & 0xF) }
    /// The number of the period within its year, from 1.
    public var number: Int { Int(rank & 0xF) }

    /// `YYYY`, `YYYY-H1`, `YYYY-Q3` or `YYYY-MM`.
    public init?(_ text: String) { self.init(text.utf8.span) }

    init?(_ text: Span<UInt8>) {
        var year = 0
        var number = 0
        var frequency = Frequency.year
        guard text.count == 4 || text.count == 7 else { return nil }
        for position in text.indices {
            let byte = text[position]
            let digit = (0x30...0x39).contains(byte) ? Int(byte - 0x30) : nil
            switch (position, byte, digit) {
            case (0...3, _, let digit?): year = year * 10 + digit
            case (4, 0x2D, _): frequency = .month
            case (5, 0x48, _): frequency = .half
            case (5, 0x51, _): frequency = .quarter
            case (5...6, _, let digit?): number = number * 10 + digit
            default: return nil
            }
        }
        self.init(year: year, frequency: frequency, number: text.count == 4 ? 1 : number)
    }

    public var description: String {
        switch frequency {
        case .year: padded(year, 4)
        case .half: "\(padded(year, 4))-H\(number)"
        case .quarter: "\(padded(year, 4))-Q\(number)"
        case .month: "\(padded(year, 4))-\(padded(number, 2))"
        }
    }

    public var firstDay: CalendarDay { Period.day(monthsSince0: firstMonth) }

    public var lastDay: CalendarDay {
        let month = number * frequency.months
        // Years and months are bounded on the way in, so this day exists.
        return CalendarDay(year: year, month: month, day: CalendarDay.length(ofMonth: month, in: year)) ?? firstDay
    }

    /// The period of the same frequency just before.
    public var previous: Period? {
        number > 1
            ? Period(year: year, frequency: frequency, number: number - 1)
            : Period(year: year - 1, frequency: frequency, number: 12 / frequency.months)
    }

    /// Whether this period ends no later than `other`.
    public func endsBy(_ other: Period) -> Bool { lastDay <= other.lastDay }

    private var firstMonth: Int { year * 12 + (number - 1) * frequency.months }

    private static func day(monthsSince0 months: Int) -> CalendarDay {
        // Years are bounded on the way in, so this day exists.
        CalendarDay(year: months / 12, month: months % 12 + 1, day: 1) ?? CalendarDay(daysSince1970: 0)
    }
}

/// Sorted by the bytes of the written form, as lists in statements are; within one frequency that is order in time.
extension Period: Comparable {
    public static func < (left: Period, right: Period) -> Bool { left.rank < right.rank }
}

extension Period.Frequency {
    /// In the order of what is written behind the year: nothing, a digit, H, Q.
    fileprivate var rank: UInt32 {
        switch self {
        case .year: 0
        case .month: 1
        case .half: 2
        case .quarter: 3
        }
    }

    fileprivate init(rank: UInt32) {
        switch rank {
        case 0: self = .year
        case 1: self = .month
        case 2: self = .half
        default: self = .quarter
        }
    }
}
