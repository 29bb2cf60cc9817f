import TestSupport
import Testing

@testable import Federation

@Suite struct ValueTests {
    @Test(arguments: [
        ("0", Int64(0), 0), ("7", 7, 0), ("-7", -7, 0), ("0.0", 0, 1), ("0.05", 5, 2), ("-0.05", -5, 2),
        ("12.50", 1250, 2),
        ("999999999999999999", 999_999_999_999_999_999, 0), ("-999999999999999999", -999_999_999_999_999_999, 0),
        ("0.00000000000000001", 1, 17), ("1.000000", 1_000_000, 6),
    ])
    func decimals(text: String, units: Int64, decimals: Int) throws {
        let decimal = try #require(ExactDecimal(text))
        #expect(decimal.units == units)
        #expect(decimal.decimals == decimals)
        #expect(decimal.description == text)
    }

    @Test(arguments: [
        "", "-", "+1", "-0", "-0.0", "-0.00", "00", "01", "-01", "00.5", "1.", ".5", "-.5", "1.2.3", "1..2", "--1",
        "1-",
        "1e3", "1,5", " 1", "1 ", "1_000", "0x1", "٣", "१", "１", "1000000000000000000", "0.000000000000000000",
        "9999999999999999999999999", "NaN", "inf", "1\u{0}", "1\u{301}", "−1",
    ])
    func noDecimals(text: String) { #expect(ExactDecimal(text) == nil) }

    @Test func extremeUnitsPrint() {
        #expect(ExactDecimal(units: .min, decimals: 2).description == "-92233720368547758.08")
        #expect(ExactDecimal(units: .max, decimals: 0).description == "9223372036854775807")
        #expect(ExactDecimal(units: -1, decimals: 3).description == "-0.001")
    }

    @Test(arguments: [
        (1, 2, 0, "0"), (3, 2, 0, "2"), (5, 2, 0, "2"), (7, 2, 0, "4"), (-1, 2, 0, "0"), (-3, 2, 0, "-2"),
        (-5, 2, 0, "-2"),
        (-7, 2, 0, "-4"), (1, 3, 2, "0.33"), (2, 3, 2, "0.67"), (-2, 3, 2, "-0.67"), (1, 8, 2, "0.12"),
        (3, 8, 2, "0.38"),
        (-1, 8, 2, "-0.12"), (-3, 8, 2, "-0.38"), (5, 1000, 2, "0.00"), (15, 1000, 2, "0.02"),
        (5001, 1_000_000, 2, "0.01"),
        (4999, 1_000_000, 2, "0.00"), (-4999, 1_000_000, 2, "0.00"), (10, -4, 0, "-2"), (-10, -4, 1, "2.5"),
        (0, -3, 1, "0.0"),
        (999_999_999_999_999_999, 1, 0, "999999999999999999"), (1, 3, 6, "0.333333"),
    ])
    func halfToEven(numerator: Int, denominator: Int, decimals: Int, expected: String) throws {
        let fraction = try #require(Rational(Int128(numerator), over: Int128(denominator)))
        let rounded = try #require(fraction.rounded(decimals: decimals))
        #expect(rounded.description == expected)
        #expect(rounded.decimals == decimals)
        #expect(ExactDecimal(rounded.description) == rounded)
    }

    @Test func roundingStopsAt18Digits() throws {
        let billion = try #require(Rational(1_000_000_000_000_000_000, over: 1))
        #expect(billion.rounded(decimals: 0) == nil)
        // 999999999999999999.5 rounds up into a nineteenth digit.
        #expect(try #require(Rational(1_999_999_999_999_999_999, over: 2)).rounded(decimals: 0) == nil)
        #expect(
            try #require(Rational(1_999_999_999_999_999_997, over: 2)).rounded(decimals: 0)?.units
                == 999_999_999_999_999_998)
        #expect(try #require(Rational(.max, over: 1)).rounded(decimals: 6) == nil)
        #expect(Rational(.min, over: 1) == nil)
        #expect(try #require(Rational(.max, over: .max)).rounded(decimals: 2)?.description == "1.00")
        #expect(try #require(Rational(.max - 1, over: .max)).rounded(decimals: 0)?.description == "1")
        #expect(try #require(Rational(1, over: .max)).rounded(decimals: 6)?.description == "0.000000")
    }

    @Test func nothingTrapsAtTheEdgeOf128Bits() throws {
        let edges: [Int128] = [.min, .min + 1, -2, -1, 0, 1, 2, 3, .max - 1, .max, 1_000_000, -1_000_000]
        var fractions: [Rational] = []
        for above in edges {
            for below in edges {
                let fraction = Rational(above, over: below)
                if below == 0 { #expect(fraction == nil) }
                if let fraction {
                    #expect(fraction.denominator > 0)
                    fractions.append(fraction)
                }
            }
        }
        #expect(Rational(.min, over: .min)?.numerator == 1)
        #expect(Rational(0, over: .min)?.denominator == 1)
        #expect(Rational(.min, over: -1) == nil)
        #expect(Rational(1, over: .min) == nil)
        for left in fractions {
            for decimals in [0, 6, 17] { _ = left.rounded(decimals: decimals) }
            for right in fractions {
                let sum = left.adding(right)
                #expect((sum == nil) == (right.adding(left) == nil))
                _ = left.multiplied(by: right)
                _ = left.divided(by: right)
                _ = left.isLess(than: right)
                _ = left.isLessOrEqual(to: right)
            }
        }
        #expect(Rational.zero.divided(by: .zero) == nil)
        #expect(Rational(.max, over: 1)?.adding(try #require(Rational(1, over: 1))) == nil)
        #expect(Rational(.max, over: 1)?.multiplied(by: try #require(Rational(2, over: 1))) == nil)
    }

    @Test func arithmeticAgreesWithSmallFractions() throws {
        var generator = SeededGenerator(state: 6)
        func number() -> Int { Int.random(in: -40...40, using: &generator) }
        for _ in 0..<thorough(3000) {
            let (a, b, c, d) = (number(), number() * 2 + 1, number(), number() * 2 + 1)
            let left = try #require(Rational(Int128(a), over: Int128(b)))
            let right = try #require(Rational(Int128(c), over: Int128(d)))
            #expect(
                left.adding(right).map { $0.numerator * Int128(b * d) == Int128(a * d + c * b) * $0.denominator }
                    ?? false)
            #expect(
                left.multiplied(by: right).map { $0.numerator * Int128(b * d) == Int128(a * c) * $0.denominator }
                    ?? false)
            #expect(left.isLess(than: right) == (a * d * (b * d).signum() < c * b * (b * d).signum()))
            #expect((left.divided(by: right) == nil) == (c == 0))
        }
    }

    @Test func everyDayFrom1970To2400() throws {
        var days = 0
        for year in 1970...2400 {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for month in 1...12 {
                let length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
                for day in 1...length {
                    let made = try #require(CalendarDay(year: year, month: month, day: day))
                    guard made.daysSince1970 == days, CalendarDay(daysSince1970: days) == made else {
                        Issue.record("\(made) is not day \(days)")
                        return
                    }
                    days += 1
                }
                #expect(CalendarDay(year: year, month: month, day: length + 1) == nil)
            }
        }
        let last = try #require(CalendarDay("9999-12-31"))
        #expect(last.daysSince1970 == 2_932_896)
        #expect(CalendarDay(daysSince1970: 2_932_896) == last)
    }

    @Test(arguments: [
        "", "2026", "2026-10", "2026-1-01", "2026-02-29", "1900-02-29", "2100-02-29", "2023-02-30", "2026-04-31",
        "2026-13-01",
        "2026-00-10", "2026-10-00", "1969-12-31", "0000-01-01", "10000-01-01", "2026/10/05", "2026-10-05 ",
        "２０２６-10-05",
        "٢٠٢٦-١٠-٠٥", "2026-1\u{301}-5", "-026-10-05", "+026-10-05", "20 6-10-05", "2026\u{2010}10-05",
    ])
    func noDays(text: String) {
        #expect(CalendarDay(text) == nil)
        if text.utf8.count != 4 && text.utf8.count != 7 { #expect(PartialDate(text) == nil) }
    }

    @Test(arguments: ["1970-01-01", "2000-02-29", "2024-02-29", "9999-12-31"]) func days(text: String) throws {
        #expect(try #require(CalendarDay(text)).description == text)
        #expect(try #require(PartialDate(text)).description == text)
    }

    @Test(arguments: [
        ("2026", "2026-01-01"), ("2026-10", "2026-10-01"), ("2026-10-05", "2026-10-05"), ("1970", "1970-01-01"),
        ("9999-12", "9999-12-01"),
    ])
    func partialDates(text: String, day: String) throws {
        let date = try #require(PartialDate(text))
        #expect(date.firstDay.description == day)
        #expect(date.description == text)
    }

    @Test(arguments: [
        "", "202", "20261", "2026-", "2026-13", "2026-00", "1969", "٢٠٢٦", "éé", "2026-H1", "-026", "2026-1",
    ])
    func noPartialDates(text: String) { #expect(PartialDate(text) == nil) }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)), ("2000-02-29T23:59:59Z", 951_868_799),
        ("2026-10-05T08:00:00Z", 1_791_187_200),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func instants(text: String, seconds: Int64) throws {
        let instant = try #require(Instant(text))
        #expect(instant.secondsSince1970 == seconds)
        #expect(instant.description == text)
        #expect(instant.day.description == String(text.prefix(10)))
    }

    @Test(arguments: [
        "", "2026-10-05T08:00:00", "2026-10-05T08:00:00z", "2026-10-05 08:00:00Z", "2026-10-05t08:00:00Z",
        "2026-10-05T24:00:00Z",
        "2026-10-05T08:60:00Z", "2026-10-05T08:00:60Z", "2026-10-05T08:00:00.0Z", "2026-02-29T08:00:00Z",
        "2026-10-05T8:00:00ZZ",
        "2026-10-05T08:00:00+0", "1969-12-31T23:59:59Z", "2026-10-05T-8:00:00Z", "2026-10-05T٠:00:00Z",
    ])
    func noInstants(text: String) { #expect(Instant(text) == nil) }

    @Test(arguments: [
        ("2026", "2026-01-01", "2026-12-31", "2025"), ("2026-H1", "2026-01-01", "2026-06-30", "2025-H2"),
        ("2026-H2", "2026-07-01", "2026-12-31", "2026-H1"), ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q3"), ("2026-01", "2026-01-01", "2026-01-31", "2025-12"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-01"), ("2100-02", "2100-02-01", "2100-02-28", "2100-01"),
        ("2026-12", "2026-12-01", "2026-12-31", "2026-11"), ("1970", "1970-01-01", "1970-12-31", ""),
        ("1970-01", "1970-01-01", "1970-01-31", ""), ("9998", "9998-01-01", "9998-12-31", "9997"),
        ("9998-12", "9998-12-01", "9998-12-31", "9998-11"),
    ])
    func periods(text: String, first: String, last: String, previous: String) throws {
        let period = try #require(Period(text))
        #expect(period.description == text)
        #expect(period.firstDay.description == first)
        #expect(period.lastDay.description == last)
        #expect((period.previous?.description ?? "") == previous)
    }

    @Test(arguments: [
        "", "202", "20266", "2026-", "2026-H0", "2026-H3", "2026-Q0", "2026-Q5", "2026-00", "2026-13", "2026-1",
        "2026-h1", "2026Q1",
        "2026-Q1 ", "2026--1", "2026-+1", "1969", "9999", "9999-12", "0000", "٢٠٢٦", "2026-Q٤", "2026-H\u{301}", "２０２６",
        "2026-1a", "éé",
        "2026-H12", "2026_H1",
    ])
    func noPeriods(text: String) { #expect(Period(text) == nil) }

    @Test func noPeriodFromStrangeNumbers() {
        for frequency in Period.Frequency.allCases {
            for number in [Int.min, -1, 0, 13, Int.max] {
                #expect(Period(year: 2026, frequency: frequency, number: number) == nil)
            }
            for year in [Int.min, 1969, 9999, Int.max] {
                #expect(Period(year: year, frequency: frequency, number: 1) == nil)
            }
        }
        #expect(CalendarDay(year: .max, month: .max, day: .max) == nil)
        #expect(CalendarDay(year: 2026, month: .min, day: 1) == nil)
    }

    @Test func periodsSortByTheirBytes() {
        let texts = [
            "2024", "2024-01", "2024-02", "2024-12", "2024-H1", "2024-H2", "2024-Q1", "2024-Q4", "2025", "2025-H1",
        ]
        let periods = texts.compactMap { Period($0) }
        #expect(periods.count == texts.count)
        #expect(periods.reversed().sorted().map(\.description) == texts)
    }

    @Test func codes() {
        #expect(Code("a-0") != nil)
        #expect(Code(String(repeating: "a", count: 64)) != nil)
        for text in ["", "A", "a_b", "a b", "ä", "a\u{301}", "\u{212a}", String(repeating: "a", count: 65), "a\n"] {
            #expect(Code(text) == nil)
        }
        #expect(TenantID("office") == nil)
        #expect(TenantID("ab") != nil)
        #expect(Issuer("office") == .office)
        #expect(Issuer("Office") == nil)
    }
}
