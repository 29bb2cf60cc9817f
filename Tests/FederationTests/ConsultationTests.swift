import Crypto
import Testing

@testable import Federation

/// Drafts, positions and answers. Statements of these tests are issued on 21 September 2026.
@Suite struct ConsultationTests {
    static func federation() throws -> Fixture {
        var fixture = try Fixture.running(["aa", "bb"], indicators: [Sample.indicator("x")])
        try fixture.admit("uni", role: .supporter)
        try fixture.say(.draft(fixture.draft([Sample.indicator("y")])), by: .office)
        return fixture
    }

    @Test func aConsultationFromDraftToVersion() throws {
        var fixture = try Self.federation()
        let first = try fixture.take(
            fixture.position("aa", .goal(#require(Code("neutral"))), kind: .change, proposal: "By 2035"), by: "aa")
        try fixture.take(
            fixture.position("uni", .indicator(#require(Code("y"))), kind: .question, text: "Why?"), by: "uni")
        try fixture.take(fixture.position("aa", .principle(1), kind: .reject), by: "aa")
        #expect(fixture.state.currentConsultation?.unanswered == 3)
        try fixture.say(.answer(Answer(position: first, reason: "Not yet", result: .noted)), by: .office)
        try fixture.say(.draft(fixture.draft([Sample.indicator("y")], edition: 2)), by: .office)
        try fixture.take(fixture.position("bb"), by: "bb")
        // Later answers replace earlier ones, also to positions on an earlier edition.
        try fixture.say(.answer(Answer(position: first, reason: "Done", result: .takenOver)), by: .office)
        let editions = fixture.state.consultations(ofVersion: 2)
        #expect(editions.map(\.draft.value.edition) == [1, 2])
        #expect(editions[0].entries.map(\.tenant.text) == ["aa", "uni", "aa"])
        #expect(editions[0].entries.map(\.position.value.number) == [1, 1, 2])
        #expect(editions[0].entries.map { $0.answer?.value.result } == [.takenOver, nil, nil])
        #expect(editions[1].entries.map(\.tenant.text) == ["bb"])
        #expect(fixture.state.isOpen(editions[1], on: Fixture.day("2026-12-31")))
        #expect(!fixture.state.isOpen(editions[1], on: Fixture.day("2027-01-01")))
        #expect(!fixture.state.isOpen(editions[0], on: Fixture.day("2026-09-21")))
        try fixture.publish([Sample.indicator("y")])
        #expect(fixture.state.currentConsultation == nil)
        #expect(!fixture.state.isOpen(editions[1], on: Fixture.day("2026-09-21")))
        // The table stays, and answers may still come.
        let last = try #require(editions[1].entries.first).position.reference
        try fixture.say(.answer(Answer(position: last, reason: "Thanks", result: .noted)), by: .office)
        #expect(fixture.state.consultations(ofVersion: 2).map(\.unanswered) == [2, 0])
        let again = try ReplayTests.replay(fixture.log)
        #expect(Fixture.digest(again) == Fixture.digest(fixture.state))
        #expect(again.consultations(ofVersion: 2).map(\.unanswered) == [2, 0])
    }

    @Test func whatIsRefused() throws {
        var fixture = try Self.federation()
        let aa = Issuer.tenant(Fixture.tenant("aa"))
        let taken = try fixture.take(fixture.position("aa"), by: "aa")
        let nowhere = Reference(index: 4, sha256: SHA256.digest([]))
        let rows: [(String, StatementBody, Issuer, Refusal.Code, String)] = [
            (
                "a passage that is not there", .position(fixture.position("aa", .principle(2))), aa, .reference,
                "The draft has no passage principles/2"
            ),
            (
                "an indicator of the version in force",
                .position(fixture.position("aa", .indicator(try #require(Code("x"))))), aa,
                .reference, "The draft has no passage indicators/x"
            ),
            (
                "no population indicator", .position(fixture.position("aa", .population)), aa, .reference,
                "The draft has no passage population"
            ),
            (
                "on a published version", .position(fixture.position("aa", on: fixture.framework)), aa, .reference,
                "Entry \(fixture.framework.index) is not a draft of the framework with this digest"
            ),
            (
                "a number twice", .position(fixture.position("aa", number: 1)), aa, .number,
                "The next position of aa has number 2"
            ),
            (
                "a gap in the numbers", .position(fixture.position("aa", number: 3)), aa, .number,
                "The next position of aa has number 2"
            ),
            (
                "the office's position", .position(fixture.position("aa")), .office, .role,
                "The office does not issue statements of kind position"
            ),
            (
                "a town's draft", .draft(try fixture.draft(edition: 2)), aa, .role,
                "aa has the role pioneer and may not issue draft"
            ),
            (
                "the same edition", .draft(try fixture.draft(edition: 1)), .office, .number,
                "The next draft of version 2 is edition 2"
            ),
            (
                "an edition left out", .draft(try fixture.draft(edition: 3)), .office, .number,
                "The next draft of version 2 is edition 2"
            ),
            (
                "a draft of a version after the next",
                .draft(
                    Draft(
                        edition: 1,
                        framework: try Framework(canonicalBytes: Sample.framework([], number: 3).canonicalBytes),
                        until: Fixture.day("2026-12-31"))), .office, .number,
                "A draft is of the next version of the framework, number 2"
            ),
            (
                "a consultation that is over", .draft(try fixture.draft(edition: 2, until: "2026-09-20")), .office,
                .range,
                "The last day for positions, 2026-09-20, has passed on 2026-09-21"
            ),
            (
                "an answer to nothing", .answer(Answer(position: nowhere, reason: "x", result: .noted)), .office,
                .reference, "Entry 4 is not a position with this digest"
            ),
            (
                "an answer to a draft",
                .answer(
                    Answer(
                        position: try #require(fixture.state.consultations.last).draft.reference, reason: "x",
                        result: .noted)),
                .office, .reference,
                "Entry \(taken.index - 1) is not a position with this digest"
            ),
            (
                "a town's answer", .answer(Answer(position: taken, reason: "x", result: .noted)), aa, .role,
                "aa has the role pioneer and may not issue answer"
            ),
        ]
        for (name, body, issuer, code, sentence) in rows {
            let before = Fixture.digest(fixture.state)
            let refusal = #expect(throws: Refusal.self, "\(name)") { try fixture.say(body, by: issuer) }
            #expect(refusal?.code == code, "\(name): \(String(describing: refusal))")
            #expect(refusal?.reason == sentence, "\(name)")
            #expect(Fixture.digest(fixture.state) == before, "\(name)")
        }
    }

    @Test func aConsultationCloses() throws {
        var late = try Fixture.running(["aa"], indicators: [])
        // The day on which these statements are issued is the last one.
        try late.say(.draft(late.draft(until: "2026-09-21")), by: .office)
        try late.take(late.position("aa"), by: "aa")
        late.offset = 86_400
        let refusal = #expect(throws: Refusal.self) { try late.take(late.position("aa"), by: "aa") }
        #expect(refusal?.code == .closed)
        #expect(refusal?.reason == "Positions on this draft were taken until 2026-09-21; this one is of 2026-09-22")

        var replaced = try Self.federation()
        let old = try #require(replaced.state.consultations.last).draft.reference
        try replaced.say(.draft(replaced.draft(edition: 2)), by: .office)
        let second = #expect(throws: Refusal.self) { try replaced.take(replaced.position("aa", on: old), by: "aa") }
        #expect(second?.reason == "Edition 1 of the draft has been replaced by edition 2")
        let newest = try #require(replaced.state.consultations.last).draft.reference
        try replaced.publish([])
        let third = #expect(throws: Refusal.self) { try replaced.take(replaced.position("aa", on: newest), by: "aa") }
        #expect(third?.code == .closed && third?.reason == "Version 2 has been published; its draft is closed")
    }

    @Test func positionsAreBounded() throws {
        var fixture = try Self.federation()
        for _ in 0..<Position.limit { try fixture.take(fixture.position("aa"), by: "aa") }
        let refusal = #expect(throws: Refusal.self) { try fixture.take(fixture.position("aa"), by: "aa") }
        #expect(refusal?.reason == "aa has 200 positions on this draft already, which is the most")
        try fixture.take(fixture.position("bb"), by: "bb")
        // On a new edition there is room again, and the numbers go on.
        try fixture.say(.draft(fixture.draft(edition: 2)), by: .office)
        try fixture.take(fixture.position("aa"), by: "aa")
        #expect(fixture.state.nextPositionNumber(of: Fixture.tenant("aa")) == 202)
    }

    @Test func lettersOfIntentAndDecisionsToCome() throws {
        var fixture = try Self.federation()
        let uni = Issuer.tenant(Fixture.tenant("uni"))
        func decision(_ date: String) -> Decision {
            Decision(body: "Rat", date: PartialDate(date), link: "", number: "1")
        }
        func declaration(_ date: String, _ framework: Reference? = nil) -> StatementBody {
            .declaration(Declaration(decision: decision(date), framework: framework, text: ""))
        }
        try fixture.say(declaration("2026-09-21", fixture.framework), by: uni)
        try fixture.say(.declaration(Declaration(decision: nil, framework: nil, text: "We will join")), by: uni)
        #expect(fixture.state.declarations[Fixture.tenant("uni")]?.value.text == "We will join")
        let draft = try #require(fixture.state.consultations.last).draft.reference
        let sentence = "The decision is dated 2026-09-22, which lies after 2026-09-21"
        let strategy = try Strategy(
            canonicalBytes: Sample.strategy.replacing(
                "framework", with: JSONValue(canonicalBytes: fixture.framework.canonicalBytes)
            )
            .replacing("decision.date", with: json("2026-09-22")).canonicalBytes)
        let progress = try Strategy(
            canonicalBytes: Sample.strategy.replacing(
                "framework", with: JSONValue(canonicalBytes: fixture.framework.canonicalBytes)
            )
            .replacing("measures.0.progress.date", with: json("2026-09-22")).canonicalBytes)
        let aa = Issuer.tenant(Fixture.tenant("aa"))
        let rows: [(StatementBody, Issuer, Refusal.Code, String)] = [
            (declaration("2026-09-22"), uni, .future, sentence),
            (
                .adoption(Adoption(decision: decision("2026-09-22"), framework: fixture.framework)), aa, .future,
                sentence
            ),
            (.strategy(strategy), aa, .future, sentence),
            (
                .strategy(progress), aa, .future,
                "The progress of \"m1\" is dated 2026-09-22, which lies after 2026-09-21"
            ),
            (
                declaration("2026", draft), uni, .reference,
                "Entry \(draft.index) is not a version of the framework with this digest"
            ),
            (
                .adoption(fixture.adoption(draft)), aa, .reference,
                "Entry \(draft.index) is not a version of the framework with this digest"
            ),
            (declaration("2026"), .office, .role, "The office does not issue statements of kind declaration"),
        ]
        for (body, issuer, code, text) in rows {
            let refusal = #expect(throws: Refusal.self) { try fixture.say(body, by: issuer) }
            #expect(refusal?.code == code && refusal?.reason == text, "\(String(describing: refusal))")
        }
        // A year or month that has begun is not the future.
        for date in ["2026", "2026-09", "2026-09-21"] {
            try fixture.say(
                .adoption(Adoption(decision: decision(date), framework: fixture.framework)), by: aa)
        }
        try fixture.say(
            .strategy(
                try Strategy(
                    canonicalBytes: Sample.strategy.replacing(
                        "framework", with: JSONValue(canonicalBytes: fixture.framework.canonicalBytes)
                    ).canonicalBytes)), by: aa)
    }

    @Test(arguments: [
        "whole", "title", "vision", "in_force", "license", "sources", "population", "principles/12", "fields/a-1",
        "goals/b", "indicators/c", "bundles/d",
    ])
    func passagesAreWrittenAsTheyAreRead(text: String) throws {
        #expect(try #require(Passage(text)).description == text)
    }

    @Test func everyPassageOfATextIsInIt() throws {
        let framework = try Framework(canonicalBytes: KindTests.sample(.framework).canonicalBytes)
        let passages = framework.passages
        #expect(Set(passages).count == passages.count)
        #expect(passages.allSatisfy(framework.has))
        #expect(
            passages.map(\.description) == [
                "whole", "title", "vision", "principles/1", "fields/climate", "goals/neutral", "indicators/jobs",
                "indicators/rate", "bundles/bundle", "in_force", "population", "sources", "license",
            ])
        for passage in passages { #expect(!framework.name(of: passage).german.isEmpty) }
    }
}
