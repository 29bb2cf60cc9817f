import Glibc
import Testing

@testable import Service

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799), ("2001-09-09T01:46:40Z", 1_000_000_000),
        ("2100-02-28T00:00:00Z", 4_107_456_000), ("2100-03-01T00:00:00Z", 4_107_542_400),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func knownMoments(_ text: String, _ seconds: Int64) throws {
        #expect(try Timestamp(text).seconds == seconds)
        #expect(Timestamp(seconds: seconds)?.text == text)
    }

    /// The C library's calendar as a second opinion.
    @Test func agreesWithTheSystem() throws {
        var state: UInt64 = 7
        for _ in 0..<5000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let seconds = Int64(state >> 8) % (Timestamp.latest.seconds + 1)
            let timestamp = try #require(Timestamp(seconds: seconds))
            var clock = time_t(seconds)
            var broken = tm()
            gmtime_r(&clock, &broken)
            let date = timestamp.date
            #expect(
                [date.year - 1900, date.month - 1, date.day] == [
                    Int(broken.tm_year), Int(broken.tm_mon), Int(broken.tm_mday),
                ])
            #expect(try Timestamp(timestamp.text) == timestamp)
        }
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T08:00:00", "2026-01-31T08:00:00z", "2026-01-31t08:00:00Z",
        "2026-01-31T08:00:00+00:00",
        "2026-01-31T08:00:00.0Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-31T24:00:00Z",
        "2026-01-31T08:60:00Z", "2026-12-31T23:59:60Z", "1969-12-31T23:59:59Z", " 2026-01-31T08:00:00Z",
        "2026-01-31T08:00:00Z\n", "２026-01-31T08:00:00Z", "-026-01-31T08:00:00Z", "10000-01-01T00:00:00Z",
    ])
    func refused(_ text: String) {
        #expect(error { _ = try Timestamp(text) }?.code == .badTimestamp)
    }

    @Test func arithmeticStaysInRange() throws {
        let moment = try #require(Timestamp(seconds: 10, nanoseconds: 900_000_000))
        #expect(moment.adding(.milliseconds(200)) == Timestamp(seconds: 11, nanoseconds: 100_000_000))
        #expect(moment.adding(.milliseconds(-1900)) == Timestamp(seconds: 9, nanoseconds: 0))
        #expect(moment.adding(.seconds(-11)).seconds == 0)
        #expect(moment.adding(.seconds(Int64.max)) == .latest && moment.adding(.seconds(Int64.min)).seconds == 0)
        #expect(Timestamp(seconds: -1) == nil && Timestamp(seconds: 253_402_300_800) == nil)
        #expect(Timestamp(seconds: 0, nanoseconds: 1_000_000_000) == nil)
        #expect(moment < moment.adding(.nanoseconds(1)))
    }

    @Test func worlds() throws {
        let live = World.live()
        #expect(live.now().seconds > 1_700_000_000)
        let start = live.monotonic()
        #expect(live.monotonic() >= start)
        #expect(live.randomBytes(33).count == 33 && live.randomBytes(0).isEmpty)
        #expect(live.randomBytes(32) != live.randomBytes(32))
        let clock = FixedClock(try Timestamp("2026-01-31T08:00:00Z"))
        let fixed = World.fixed(clock, seed: 5)
        clock.advance(by: .seconds(2))
        #expect(fixed.now().text == "2026-01-31T08:00:02Z" && fixed.monotonic() == 2_000_000_000)
        clock.advance(by: .seconds(-2))
        #expect(fixed.now().text == "2026-01-31T08:00:00Z" && fixed.monotonic() == 2_000_000_000)
        #expect(fixed.randomBytes(9) == World.fixed(clock, seed: 5).randomBytes(9))
    }

    @Test func backoff() {
        let backoff = Backoff(base: .seconds(1), cap: .seconds(60))
        #expect(backoff.delay(attempt: 0, random: 0) == .zero)
        #expect(backoff.delay(attempt: 0, random: .max) == .seconds(1))
        #expect(backoff.delay(attempt: 3, random: .max) == .seconds(8))
        #expect(backoff.delay(attempt: 3, random: 1 << 63) == .seconds(4))
        #expect(backoff.delay(attempt: 6, random: .max) == .seconds(60))
        #expect(backoff.delay(attempt: .max, random: .max) == .seconds(60))
        #expect(backoff.delay(attempt: -1, random: .max) == .seconds(1))
        #expect(Backoff(base: .seconds(9), cap: .seconds(3)).delay(attempt: 0, random: .max) == .seconds(3))
        #expect(Backoff(base: .seconds(-1), cap: .seconds(3)).delay(attempt: 9, random: .max) == .zero)
    }
}
