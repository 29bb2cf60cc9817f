import Accounts
import Database
import Federation
import Foundation
import Testing

@testable import Hub

/// Two people at the office with the same form open: the second one is told, and loses nothing.
@Suite struct StaleFormTests {
    private func office() throws -> TestOffice { try TestOffice(try TestHub.withTowns(["soest", "olpe"])) }

    private static let change = [("name", "Soest (Westfalen)"), ("from", "1.1.2026"), ("reason", "Beschluss")]

    @Test func aMembershipThatHasChangedIsNotChangedFromAnOldForm() throws {
        let office = try office()
        try office.allowSelfApproval()
        let first = try office.person("first", .author, .approver)
        let second = try office.person("second", .author, .approver)
        for person in [first, second] { try person.get("/office/members/soest/change") }
        let confirmed = Self.change + [("confirm", "Soest")]
        #expect(try first.send(confirmed, to: "/office/members/soest").status == 303, "\(first.words)")
        let late = [("name", "Stadt Soest"), ("reason", "Anderer Beschluss"), ("from", "1.2.2026")]
        #expect(try second.send(late + [("confirm", "Soest")], to: "/office/members/soest").status == 409)
        #expect(second.words.contains("Since this form was loaded the membership has been changed"))
        for typed in late { #expect(second.forms.last?.fields.contains { $0 == typed } == true, "\(typed)") }
        #expect(try office.hub.state.members[try TestHub.id("soest")]?.name == "Soest (Westfalen)")
        // Sent again it counts, confirmed with the name that holds now.
        #expect(
            try second.send([("confirm", "Soest (Westfalen)")], to: "/office/members/soest").status == 303,
            "\(second.words)")
        #expect(try office.hub.state.members[try TestHub.id("soest")]?.name == "Stadt Soest")
    }

    @Test func aFormThatIsSentTwiceWaitsOnce() throws {
        let office = try office()
        let author = try office.person("author", .author)
        try author.get("/office/members/soest/change")
        let fields = Self.change + [("confirm", "Soest")]
        let form = author.forms.last
        let answers = try (0..<2).map { _ in
            let names = Set(fields.map(\.0))
            let sent = try #require(form).fields.filter { !names.contains($0.0) } + fields
            return try author.post("/office/members/soest/change", sent)
        }
        #expect(answers.map(\.status) == [303, 303])
        #expect(answers[0].header("Location") == answers[1].header("Location"))
        try office.person("approver", .approver).get("/office")
        #expect(try author.get("/office/acts/2").status == 404)
    }

    @Test func whoDecidesKnowsWhatElseWaitsAndWhatHolds() throws {
        let office = try office()
        let author = try office.person("author", .author)
        for name in ["Soest (Westfalen)", "Stadt Soest"] {
            try author.get("/office/members/soest/change")
            let answer = try author.send(
                [("name", name), ("from", "1.1.2026"), ("reason", "Beschluss"), ("confirm", "Soest")],
                to: "/office/members/soest")
            #expect(answer.status == 303, "\(author.words)")
        }
        let approver = try office.person("approver", .approver)
        let first = try approver.get("/office/acts/1", language: "de")
        #expect(first.text.contains("Zur selben Sache wartet noch etwas anderes."))
        #expect(first.text.contains("href=\"/office/acts/2\""))
        #expect(approver.words.contains("bisher: Soest"))
        let form = try #require(approver.forms.first { $0.fields.contains { $0 == ("do", "approve") } })
        #expect(try approver.post(form.action, form.fields).status == 303, "\(approver.words)")
        // The second one says beside the name that it would replace the first one's.
        try approver.get("/office/acts/2", language: "de")
        #expect(approver.words.contains("bisher: Soest (Westfalen)"))
        #expect(!approver.text.contains("Zur selben Sache wartet"))
    }

    @Test func aFullDiskIsSaidInWordsAndTheFormKept() throws {
        let problem = OfficeProblem.phrase(DatabaseError(.full, "database or disk is full", sql: "COMMIT"))
        #expect(problem(.german).contains("Die Festplatte ist voll."))
        #expect(!problem(.german).contains("SQLite") && !problem(.english).contains("COMMIT"))
    }

    @Test func anAddressIsNotReplacedUnseen() throws {
        let office = try office()
        let first = try office.person("first", .author)
        let second = try office.person("second", .author)
        let path = "/office/deliveries/2024/olpe"
        for person in [first, second] { try person.get(path) }
        #expect(try first.send([("address", "rathaus@olpe.example")], to: path + "/contact").status == 303)
        #expect(try second.send([("address", "post@olpe.example")], to: path + "/contact").status == 409)
        #expect(second.words.contains("somebody has saved another address"))
        #expect(second.words.contains("rathaus@olpe.example"))
        #expect(second.text.contains("value=\"post@olpe.example\""))
        #expect(try second.send(to: path + "/contact").status == 303, "\(second.words)")
        try first.get(path)
        #expect(first.words.contains("post@olpe.example"))
    }
}
