import Crypto
import Testing

@testable import Federation

/// A town takes a summary back: what it said before counts again, and the report says so.
@Suite struct WithdrawalTests {
    static let indicators = [Sample.indicator("x")]

    @Test func whatWasSaidBeforeCountsAgain() throws {
        var fixture = try Fixture.running(["aa"], indicators: Self.indicators)
        try fixture.summarize("aa", "2023", [value("x", "2022", "1"), value("x", "2023", "2")])
        try fixture.summarize("aa", "2024", [value("x", "2022", "10"), value("x", "2024", "3")])
        #expect(try fixture.figure("x", "2022").value == ExactDecimal("10"))
        try fixture.withdraw("aa", "2024")
        let before = try fixture.figure("x", "2022")
        #expect(before.value == ExactDecimal("1"))
        #expect(before.flags == [.revised])
        let gone = try fixture.figure("x", "2024")
        #expect(gone.value == nil && gone.missing == 1)
        #expect(gone.flags == [.incomplete, .revised])
        #expect(try fixture.figure("x", "2023").flags.isEmpty)
        let town = Fixture.tenant("aa")
        let period = try #require(Period("2024"))
        #expect(fixture.state.withdrawals[town]?[period]?.revision == 1)
        #expect(fixture.state.nextRevision(of: town, period) == 2)
        let report = try fixture.state.report(period: period)
        #expect(report.towns.map(\.revision) == [nil])
        // The next one goes on in number.
        #expect(throws: Refusal(.revision, "")) {
            try fixture.say(
                .summary(fixture.summary("aa", "2024", [], revision: 1)), by: .tenant(town))
        }
        try fixture.say(
            .summary(fixture.summary("aa", "2024", [value("x", "2024", "4")], revision: 2)), by: .tenant(town))
        #expect(fixture.state.withdrawals[town]?.isEmpty == true)
        #expect(try fixture.figure("x", "2024").value == ExactDecimal("4"))
        #expect(try fixture.figure("x", "2024").flags == [.revised])
    }

    @Test func whatCannotBeWithdrawn() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        let first = try fixture.summarize("aa", "2024", [value("x", "2024", "3")])
        try fixture.summarize("aa", "2024", [value("x", "2024", "4")])
        let other = try fixture.summarize("bb", "2024", [value("x", "2024", "5")])
        let town = Issuer.tenant(Fixture.tenant("aa"))
        let rows: [(String, StatementBody, Issuer, Refusal.Code, String)] = [
            (
                "a period without summary", .withdrawal(try fixture.withdrawal("aa", "2023")), town, .reference,
                "aa has no summary of 2023 that could be withdrawn"
            ),
            (
                "a revision that was replaced", .withdrawal(try fixture.withdrawal("aa", "2024", summary: first)), town,
                .reference, "Entry \(first.index) is not the current summary of aa for 2024"
            ),
            (
                "another town's", .withdrawal(try fixture.withdrawal("aa", "2024", summary: other)), town, .reference,
                "Entry \(other.index) is not the current summary of aa for 2024"
            ),
            (
                "the office's", .withdrawal(try fixture.withdrawal("aa", "2024")), .office, .role,
                "The office does not issue statements of kind withdrawal"
            ),
        ]
        for (name, body, issuer, code, sentence) in rows {
            let before = Fixture.digest(fixture.state)
            let refusal = #expect(throws: Refusal.self, "\(name)") { try fixture.say(body, by: issuer) }
            #expect(refusal?.code == code && refusal?.reason == sentence, "\(name): \(String(describing: refusal))")
            #expect(Fixture.digest(fixture.state) == before)
        }
        try fixture.withdraw("aa", "2024")
        #expect(throws: Refusal(.reference, "")) { try fixture.withdraw("aa", "2024") }
    }
}
