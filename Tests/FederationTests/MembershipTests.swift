import Crypto
import Testing

@testable import Federation

/// Roles and stays are dated; what a town may say and what is expected of it follows from the day.
/// Statements of these tests are issued on 21 September 2026 (`Fixture.start`).
@Suite struct MembershipTests {
    static let indicators = [Sample.indicator("x")]
    static let today = "2026-09-21"

    @Test func theFixturesDayIsWhatTheseTestsSay() throws {
        #expect(try Fixture.founded().state.day == Fixture.day(Self.today))
    }

    @Test func aSupporterThatBecomesAJoinerIsExpectedFromThatDayOn() throws {
        var fixture = try Fixture.running(["aa"], indicators: Self.indicators)
        try fixture.admit("uni", role: .supporter)
        try fixture.say(.membership(fixture.membership("uni", from: "2024-07-01", role: .joiner)), by: .office)
        try fixture.adopt("uni")
        try fixture.summarize("aa", "2024", [value("x", "2023", "7"), value("x", "2024", "8")])
        #expect(try fixture.figure("x", "2023").expected == 1)
        #expect(try fixture.figure("x", "2024").expected == 2)
        #expect(throws: Refusal(.membership, "")) { try fixture.summarize("uni", "2023", []) }
        try fixture.summarize("uni", "2024", [value("x", "2024", "5")])
        #expect(try fixture.figure("x", "2024").value == ExactDecimal("13"))
        let member = try #require(fixture.state.members[Fixture.tenant("uni")])
        #expect(member.role(on: Fixture.day("2024-06-30")) == .supporter)
        #expect(member.role(on: Fixture.day("2024-07-01")) == .joiner)
        #expect(member.firstReportingDay == Fixture.day("2024-07-01"))
    }

    @Test func aRoleThatBeginsLaterDoesNotHoldYet() throws {
        var fixture = try Fixture.running(["aa"], indicators: Self.indicators)
        try fixture.admit("uni", role: .supporter)
        try fixture.say(.membership(fixture.membership("uni", from: "2027-01-01", role: .joiner)), by: .office)
        #expect(throws: Refusal(.role, "")) { try fixture.adopt("uni") }
        #expect(try fixture.figure("x", "2026").expected == 1)
    }

    @Test func oneThatBecomesASupporterMayStillCorrect() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        try fixture.summarize("bb", "2024", [value("x", "2024", "5")])
        try fixture.say(.membership(fixture.membership("bb", from: "2026-01-01", role: .supporter)), by: .office)
        let refusal = #expect(throws: Refusal.self) { try fixture.summarize("bb", "2023", []) }
        #expect(refusal?.reason == "bb has the role supporter and may not issue summary")
        try fixture.summarize("bb", "2024", [value("x", "2024", "6")])
        #expect(try fixture.figure("x", "2024").value == ExactDecimal("6"))
        #expect(try fixture.figure("x", "2026").expected == 1)
        try fixture.withdraw("bb", "2024")
        try fixture.summarize("bb", "2024", [value("x", "2024", "7")])
        #expect(fixture.state.summaries[Fixture.tenant("bb")]?.values.map(\.value.revision) == [3])
    }

    @Test func whoHasLeftOnlyCorrectsAndWithdraws() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        try fixture.summarize("bb", "2024", [value("x", "2024", "5")])
        try fixture.say(.membership(fixture.membership("bb", from: "2025-07-01", until: "2025-07-01")), by: .office)
        let town = Issuer.tenant(Fixture.tenant("bb"))
        let refusal = #expect(throws: Refusal.self) { try fixture.adopt("bb") }
        #expect(refusal?.code == .notAdmitted)
        #expect(
            refusal?.reason
                == "bb is no longer a member since 2025-07-01; it may only correct or withdraw its summaries")
        #expect(throws: Refusal(.notAdmitted, "")) { try fixture.summarize("bb", "2023", []) }
        #expect(throws: Refusal(.notAdmitted, "")) {
            try fixture.say(.declaration(Declaration(decision: nil, framework: nil, text: "Bye")), by: town)
        }
        // Inside its membership; and a revision of a period after it is none.
        try fixture.summarize("bb", "2024", [value("x", "2024", "6")])
        #expect(throws: Refusal(.membership, "")) {
            try fixture.say(.summary(fixture.summary("bb", "2025", [], revision: 2)), by: town)
        }
        #expect(try fixture.figure("x", "2024").expected == 2)
        #expect(try fixture.figure("x", "2025").expected == 1)
        try fixture.withdraw("bb", "2024")
        #expect(try fixture.figure("x", "2024").missing == 2)
    }

    @Test func anAnnouncedEndChangesNothingBeforeItAndCanBeTakenBack() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        try fixture.say(.membership(fixture.membership("bb", from: "2027-01-01", until: "2027-01-01")), by: .office)
        try fixture.adopt("bb")
        try fixture.summarize("bb", "2024", [value("x", "2024", "5")])
        #expect(try fixture.figure("x", "2026").expected == 2)
        #expect(try fixture.figure("x", "2027").expected == 1)
        try fixture.say(.membership(fixture.membership("bb", from: "2026-09-01")), by: .office)
        #expect(try fixture.figure("x", "2027").expected == 2)
    }

    @Test func inForceAsksOnlyThoseWhoAreMembersToday() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        try fixture.publish(Self.indicators)
        try fixture.adopt("aa")
        let second = try #require(fixture.state.frameworks.last)
        #expect(!fixture.state.isInForce(second))
        var later = fixture
        try later.say(.membership(later.membership("bb", from: "2027-01-01", until: "2027-01-01")), by: .office)
        #expect(!later.state.isInForce(second))
        var gone = fixture
        try gone.say(.membership(gone.membership("bb", from: "2026-01-01", until: "2026-01-01")), by: .office)
        #expect(gone.state.isInForce(second))
        var joiner = fixture
        try joiner.say(.membership(joiner.membership("bb", from: "2026-01-01", role: .joiner)), by: .office)
        #expect(joiner.state.isInForce(second))
    }

    @Test func townsMerge() throws {
        var fixture = try Fixture.running(["aa", "bb", "cc"], indicators: Self.indicators)
        try fixture.say(
            .membership(fixture.membership("bb", from: "2025-01-01", until: "2025-01-01", successor: "aa")),
            by: .office)
        #expect(fixture.state.members[Fixture.tenant("bb")]?.successor == Fixture.tenant("aa"))
        // Into one that is gone, into itself by a detour, into nobody, into a suspended one.
        let rows: [(String, MembershipChange, Refusal.Code, String)] = [
            (
                "into one that has left",
                fixture.membership("cc", from: "2026-01-01", until: "2026-01-01", successor: "bb"),
                .reference, "bb is not a member on 2026-01-01 that cc could be merged into"
            ),
            (
                "into nobody", fixture.membership("cc", from: "2026-01-01", until: "2026-01-01", successor: "hagen"),
                .reference, "hagen is not a member on 2026-01-01 that cc could be merged into"
            ),
            (
                "in a circle", fixture.membership("aa", from: "2024-12-31", until: "2024-12-31", successor: "bb"),
                .rule,
                "bb is itself merged into aa; successors must not form a circle"
            ),
            (
                "before membership", fixture.membership("cc", from: "2019-12-31"), .range,
                "Nothing can hold for cc from a day before its membership began"
            ),
            (
                "one that has left", fixture.membership("bb", from: "2026-01-01"), .notAdmitted,
                "bb is not a member whose membership could change"
            ),
            (
                "a stranger", fixture.membership("hagen", from: "2026-01-01"), .notAdmitted,
                "hagen is not a member whose membership could change"
            ),
        ]
        for (name, body, code, sentence) in rows {
            let before = Fixture.digest(fixture.state)
            let refusal = #expect(throws: Refusal.self, "\(name)") { try fixture.say(.membership(body), by: .office) }
            #expect(refusal?.code == code, "\(name)")
            #expect(refusal?.reason == sentence, "\(name)")
            #expect(Fixture.digest(fixture.state) == before, "\(name)")
        }
        try fixture.suspend("aa", from: "2026-06-01")
        #expect(throws: Refusal(.reference, "")) {
            try fixture.say(
                .membership(fixture.membership("cc", from: "2026-01-01", until: "2026-01-01", successor: "aa")),
                by: .office)
        }
        #expect(throws: Refusal(.notAdmitted, "")) {
            try fixture.say(.membership(fixture.membership("aa", from: "2026-01-01")), by: .office)
        }
    }

    @Test func onlyTheOfficeChangesMembership() throws {
        var fixture = try Fixture.running(["aa"], indicators: Self.indicators)
        #expect(throws: Refusal(.role, "")) {
            try fixture.say(
                .membership(fixture.membership("aa", from: "2026-01-01", role: .joiner)),
                by: .tenant(Fixture.tenant("aa")))
        }
    }

    @Test func whoHasLeftComesBackByANewAccession() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        try fixture.summarize("bb", "2023", [value("x", "2023", "5")])
        try fixture.say(.membership(fixture.membership("bb", from: "2024-01-01", until: "2024-01-01")), by: .office)
        let loss = #expect(throws: Refusal.self) {
            try fixture.admit("bb", from: "2025", reason: .loss, generation: 2)
        }
        #expect(loss?.reason == "bb has left on 2024-01-01; it is taken in anew by its accession")
        let early = #expect(throws: Refusal.self) {
            try fixture.say(.admission(fixture.admission("bb", from: "2023-12-31", generation: 2)), by: .office)
        }
        #expect(early?.reason == "bb was a member until 2024-01-01; it is taken in anew from then on")
        try fixture.admit("bb", from: "2025-07", role: .joiner, generation: 2)
        let member = try #require(fixture.state.members[Fixture.tenant("bb")])
        #expect(member.stays.map(\.from.description) == ["2020-01-01", "2025-07-01"])
        #expect(member.role(on: Fixture.day("2023-12-31")) == .pioneer)
        #expect(member.role(on: Fixture.day("2025-07-01")) == .joiner)
        // It was no member at the end of 2024, and its old adoption still stands.
        #expect(try fixture.figure("x", "2023").expected == 2)
        #expect(try fixture.figure("x", "2024").expected == 1)
        #expect(try fixture.figure("x", "2025").expected == 2)
        #expect(throws: Refusal(.membership, "")) { try fixture.summarize("bb", "2024", []) }
        try fixture.summarize("bb", "2025", [value("x", "2025", "5")])
        // The chain goes on.
        #expect(fixture.state.chain(of: .tenant(Fixture.tenant("bb"))).sequence == 3)
    }

    @Test func newKeysDoNotRewriteWhatHeldBefore() throws {
        var fixture = try Fixture.running(["aa"], indicators: Self.indicators)
        try fixture.admit("uni", role: .supporter)
        try fixture.say(.membership(fixture.membership("uni", from: "2024-07-01", role: .joiner)), by: .office)
        try fixture.say(
            .membership(fixture.membership("uni", from: "2028-01-01", role: .joiner, until: "2028-01-01")), by: .office)
        try fixture.admit("uni", role: .joiner, reason: .loss, generation: 2)
        let member = try #require(fixture.state.members[Fixture.tenant("uni")])
        #expect(member.role(on: Fixture.day("2024-06-30")) == .supporter)
        #expect(member.role(on: Fixture.day("2024-07-01")) == .joiner)
        #expect(member.stays.map { $0.until?.description } == ["2028-01-01"])
    }

    @Test func whatIsSaidLaterAboutADayHoldsForItAndAllLaterDays() throws {
        var fixture = try Fixture.running(["aa"], indicators: Self.indicators)
        let keys = try #require(
            Admission.OfficialKeys(ags: "05974040", ars: "059740040040", statusDay: Fixture.day("2025-01-01")))
        for (from, name) in [("2025-01-01", "B"), ("2026-01-01", "C"), ("2025-07-01", "D")] {
            try fixture.say(
                .membership(fixture.membership("aa", from: from, name: name, official: keys)), by: .office)
        }
        let member = try #require(fixture.state.members[Fixture.tenant("aa")])
        let names = ["2024-12-31", "2025-01-01", "2025-06-30", "2025-07-01", "2026-01-01", "2030-01-01"].map {
            member.facts(on: Fixture.day($0)).name
        }
        #expect(names == ["aa", "B", "B", "D", "D", "D"])
        #expect(member.facts(on: Fixture.day("2024-12-31")).official == nil)
        #expect(member.official == keys)
        // Series go on under the new key.
        try fixture.summarize("aa", "2025", [value("x", "2024", "1"), value("x", "2025", "2")])
        #expect(try fixture.figure("x", "2024").reported == 1)
        #expect(try fixture.figure("x", "2025").reported == 1)
    }

    @Test func suspensionEndsAStayEarlierThanItsAnnouncedEnd() throws {
        var fixture = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        try fixture.say(
            .membership(fixture.membership("bb", from: "2027-01-01", until: "2027-01-01", successor: "aa")),
            by: .office)
        try fixture.suspend("bb", from: "2026-08-01")
        let member = try #require(fixture.state.members[Fixture.tenant("bb")])
        #expect(member.stays.last?.until == Fixture.day("2026-08-01"))
        #expect(member.successor == nil)
        #expect(throws: Refusal(.suspended, "")) { try fixture.withdraw("bb", "2025") }
        // One that has left can still be shut out, which does not move its end.
        var left = try Fixture.running(["aa", "bb"], indicators: Self.indicators)
        try left.say(.membership(left.membership("bb", from: "2025-01-01", until: "2025-01-01")), by: .office)
        try left.suspend("bb", from: "2026-08-01")
        #expect(left.state.members[Fixture.tenant("bb")]?.stays.last?.until == Fixture.day("2025-01-01"))
    }
}
