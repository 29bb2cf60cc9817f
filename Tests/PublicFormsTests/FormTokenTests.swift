import Testing

@testable import PublicForms

struct FormTokenTests {
    private let random: (Int) -> [UInt8] = { [UInt8](repeating: 7, count: $0) }

    @Test func isGoodAfterAMoment() {
        let token = FormToken(key: [UInt8](repeating: 1, count: 32), purpose: "idea")
        let text = token.issue(at: 1000, random: random)
        #expect(token.check(text, at: 1001) == .tooFast)
        #expect(token.check(text, at: 1003) == .good(id: String(repeating: "07", count: 16)))
        #expect(token.check(text, at: 1001, leastSeconds: 0) == .good(id: String(repeating: "07", count: 16)))
        #expect(token.check(text, at: 1000 + FormToken.mostSeconds + 1) == .stale)
        #expect(token.check(text, at: 999) == .stale)
    }

    @Test func isRefusedWhereAnythingIsChanged() {
        let token = FormToken(key: [UInt8](repeating: 1, count: 32), purpose: "idea")
        let text = token.issue(at: 1000, random: random)
        for other in [
            FormToken(key: [UInt8](repeating: 2, count: 32), purpose: "idea"),
            FormToken(key: [UInt8](repeating: 1, count: 32), purpose: "comment"),
        ] {
            #expect(other.check(text, at: 1010) == .stale)
        }
        for place in text.indices {
            var forged = text
            forged.replaceSubrange(place...place, with: text[place] == "0" ? "1" : "0")
            #expect(token.check(forged, at: 1010) == .stale, "\(forged)")
        }
        for foreign in ["", "-", "--", "1000", text + "-", String(repeating: "9", count: 5000)] {
            #expect(token.check(foreign, at: 1010) == .stale)
        }
    }
}

struct RateLimitTests {
    private let hour: UInt64 = 3_600_000_000_000

    @Test func allowsSoManyInAnHour() {
        let limit = RateLimit(perHour: 2) { [UInt8](repeating: 9, count: $0) }
        #expect(limit.allows("a", at: 0))
        #expect(limit.allows("a", at: 1))
        #expect(!limit.allows("a", at: 2))
        #expect(limit.allows("b", at: 2))
        #expect(limit.allows("a", at: hour + 1))
    }
}
