import Crypto
import Testing

@testable import Federation

/// What was signed under a key that was later declared compromised is in doubt, and so is what rests on it.
@Suite struct DoubtTests {
    static let indicators = [Sample.indicator("x")]
    static let soest = Issuer.tenant(Fixture.tenant("soest"))

    private func explained(_ fixture: Fixture, _ period: String) throws -> ExplainedFigure {
        let framework = try #require(fixture.state.frameworks.last?.value)
        let code = try #require(Code("x"))
        let definition = try #require(framework.indicator(code))
        let asked = try #require(Period(period))
        return RegionalFigures(fixture.state, framework: framework).figure(definition, in: asked)
    }

    private func revoke(_ fixture: inout Fixture, _ label: String, from index: Int64?) throws -> Int64 {
        try fixture.say(
            .key(
                KeyChange(
                    add: [], reason: .compromise,
                    revoke: [
                        KeyChange.Revocation(
                            doubtedFrom: index, owner: Self.soest,
                            thumbprint: try Fixture.key(label).publicKey.thumbprint)
                    ])), by: .office
        ).index
    }

    @Test func figuresRestOnWhatIsInDoubt() throws {
        var fixture = try Fixture.running(["olpe", "soest"], indicators: Self.indicators)
        let early = try fixture.summarize("soest", "2022", [value("x", "2022", "1")])
        let late = try fixture.summarize("soest", "2023", [value("x", "2023", "2")])
        let other = try fixture.summarize("olpe", "2023", [value("x", "2023", "3")])
        #expect(!fixture.state.hasDoubts)
        #expect(try fixture.state.doubts(of: explained(fixture, "2023")).isEmpty)
        let declared = try revoke(&fixture, "soest statement 1", from: late.index)
        let doubt = Doubt(
            thumbprint: try Fixture.key("soest statement 1").publicKey.thumbprint, from: late.index,
            declaredBy: declared)
        #expect(fixture.state.doubt(of: late, by: Self.soest) == doubt)
        #expect(fixture.state.doubt(of: early, by: Self.soest) == nil)
        #expect(fixture.state.doubt(of: other, by: .tenant(Fixture.tenant("olpe"))) == nil)
        #expect(
            try fixture.state.doubts(of: explained(fixture, "2023")) == [
                DoubtedSource(tenant: Fixture.tenant("soest"), summary: late, doubt: doubt)
            ])
        #expect(try fixture.state.doubts(of: explained(fixture, "2022")).isEmpty)
        // The figure itself is what it was: who reads decides.
        #expect(try fixture.figure("x", "2023").reported == 2)
        // Said again under a new key, nothing of it is in doubt any more.
        try fixture.admit("soest", reason: .loss, generation: 2)
        try fixture.summarize("soest", "2023", [value("x", "2023", "2")])
        #expect(fixture.state.hasDoubts)
        #expect(try fixture.state.doubts(of: explained(fixture, "2023")).isEmpty)
        #expect(fixture.state.doubt(of: late, by: Self.soest) == doubt)
    }

    /// Two keys of one town that speak in turn: only what the revoked one has signed is in doubt.
    @Test func theKeyDecidesAndNotTheTimeAlone() throws {
        var fixture = try Fixture.running(["soest"], indicators: Self.indicators)
        let second = try Fixture.key("second")
        try fixture.say(
            .key(
                KeyChange(
                    add: [
                        try KeyDeclaration(key: second, use: .statement, issuer: Self.soest, federation: Fixture.origin)
                    ], reason: .rotation, revoke: [])), by: Self.soest)
        var said: [Reference] = []
        for (number, key) in [nil, second, nil, second].enumerated() {
            let summary = fixture.summary("soest", "202\(number)", [value("x", "202\(number)", "1")])
            said.append(try fixture.say(.summary(summary), by: Self.soest, key: key))
        }
        _ = try revoke(&fixture, "second", from: said[1].index)
        #expect(said.map { fixture.state.doubt(of: $0, by: Self.soest) != nil } == [false, true, false, true])
    }

    @Test func anEndWithoutDoubtMarksNothing() throws {
        var fixture = try Fixture.running(["soest"], indicators: Self.indicators)
        let said = try fixture.summarize("soest", "2022", [value("x", "2022", "1")])
        _ = try revoke(&fixture, "soest statement 1", from: nil)
        #expect(!fixture.state.hasDoubts && fixture.state.doubt(of: said, by: Self.soest) == nil)
    }

    @Test func whatWasRedactedIsNotInDoubt() throws {
        var fixture = try Fixture.running(["soest"], indicators: Self.indicators)
        let said = try fixture.say(
            .declaration(Declaration(decision: nil, framework: nil, text: "Text")), by: Self.soest)
        _ = try revoke(&fixture, "soest statement 1", from: said.index)
        #expect(fixture.state.doubt(of: said, by: Self.soest) != nil)
        try fixture.say(
            .redaction(Redaction(by: .author, reason: "Wunsch", rule: "Art. 17", target: said)), by: .office)
        #expect(fixture.state.doubt(of: said, by: Self.soest) == nil)
    }
}
