import Accounts
import Federation
import Foundation
import Testing

@testable import Hub

/// The report of a period: previewed, laid before somebody else, signed, and corrected by a new edition.
@Suite struct ReportsDeskTests {
    struct Room {
        let hub: TestHub
        let office: TestOffice
        let author: StaffBrowser
        let approver: StaffBrowser
    }

    private func room(reporting: [String] = ["soest"]) throws -> Room {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        for name in reporting { try hub.say(try hub.summary(name), by: name) }
        let office = try TestOffice(hub)
        return Room(
            hub: hub, office: office, author: try office.person("author", .author),
            approver: try office.person("approver", .approver))
    }

    private func propose(_ room: Room, _ fields: [(String, String)] = []) throws {
        try room.author.get("/office/reports/2024")
        let answer = try room.author.send(fields, to: "/office/reports/2024/propose")
        #expect(answer.status == 303, "\(room.author.words)")
    }

    private func sign(_ room: Room) throws {
        try room.approver.get("/office/reports/2024")
        let answer = try room.approver.send([("period", "2024")], to: "/office/reports/2024/sign")
        #expect(answer.status == 303, "\(room.approver.words)")
    }

    @Test func thePreviewSaysWhoIsMissing() throws {
        let room = try room()
        try room.author.get("/office/reports")
        #expect(room.author.words.contains("Periods without a signed report: 1 of 1."))
        #expect(room.author.words.contains("1 of 2"))
        try room.author.get("/office/reports/2024")
        #expect(room.author.words.contains("A preview, computed just now. Nothing has been signed yet."))
        #expect(room.author.words.contains("1 of 2 municipalities have reported"))
        #expect(room.author.words.contains("overdue"))
        #expect(try room.hub.state.reports.isEmpty)
    }

    @Test func periodsWithoutAnythingToSign() throws {
        let room = try room()
        for (period, sentence) in [
            ("2099", "The period has not begun yet"), ("2019", "No member in this period"),
            ("2021", "Nothing has been reported up to this period"),
        ] {
            #expect(try room.author.get("/office/reports/\(period)").status == 200)
            #expect(room.author.words.contains(sentence), "\(period): \(room.author.words)")
            #expect(!room.author.forms.contains { $0.action.contains("propose") })
        }
        #expect(try room.author.get("/office/reports/2024-Q5").status == 404)
        #expect(try room.author.get("/office/reports/choose?period=soon").status == 422)
        #expect(room.author.words.contains("Please give a period, for example 2026"))
        #expect(try room.author.get("/office/reports/choose?period=2024").header("Location") == "/office/reports/2024")
        #expect(try self.room(reporting: []).author.get("/office/reports").text.contains("No summary yet"))
    }

    @Test func twoPeopleSign() throws {
        let room = try room()
        try propose(room)
        try room.author.get("/office/reports/2024")
        #expect(!room.author.forms.contains { $0.action.contains("/sign") })
        let admin = try room.office.person("admin", .admin)
        try admin.get("/office")
        #expect(admin.words.contains("Sign the report on 2024, proposed by Name of author"))
        try room.approver.get("/office/reports/2024")
        #expect(try room.approver.send([("period", "2023")], to: "/office/reports/2024/sign").status == 422)
        #expect(room.approver.words.contains("Please type the period to confirm: 2024"))
        #expect(try room.hub.state.reports.isEmpty)
        #expect(try room.approver.send([("period", "2024")], to: "/office/reports/2024/sign").status == 303)
        let report = try #require(try room.hub.state.reports.values.first?.first).value
        #expect(report.edition == 1 && report.reason.isEmpty)
        let journal = try room.hub.running.hub.store.store.read { try Journal.newest(2, skipping: 0, $0) }
        #expect(journal.map(\.act) == ["report.signed", "report.proposed"])
        #expect(journal.map(\.login) == ["approver", "author"])
        // The same report is not signed twice.
        try room.author.get("/office/reports/2024")
        #expect(room.author.words.contains("No new edition is needed: no figure has changed."))
    }

    @Test func nobodySignsTheirOwn() throws {
        let room = try room()
        let both = try room.office.person("both", .author, .approver)
        try both.get("/office/reports/2024")
        #expect(try both.send(to: "/office/reports/2024/propose").status == 303)
        try both.get("/office/reports/2024")
        #expect(both.words.contains("You have worked on this yourself."))
        let key = try #require(both.forms.last?.fields.first { $0.0 == "csrf" })
        let digest = try #require(try Proposals(store: room.hub.running.hub.store.store).find(.report, "2024")).digest
            .hex
        let answer = try both.post("/office/reports/2024/sign", [key, ("digest", digest), ("period", "2024")])
        #expect(answer.status == 409)
        #expect(both.words.contains("You have worked on this yourself."))
        #expect(try room.hub.state.reports.isEmpty)
        #expect(try room.author.post("/office/reports/2024/sign", [key]).status == 403)
        try both.get("/office/reports/2024")
        #expect(try both.send(to: "/office/reports/2024/withdraw").status == 303)
        #expect(try Proposals(store: room.hub.running.hub.store.store).all().isEmpty)
    }

    @Test func figuresThatChangedAreNotSigned() throws {
        let room = try room()
        try propose(room)
        try room.approver.get("/office/reports/2024")
        try room.hub.say(try room.hub.summary("olpe", jobs: "7"), by: "olpe")
        #expect(try room.approver.send([("period", "2024")], to: "/office/reports/2024/sign").status == 409)
        #expect(room.approver.words.contains("Nothing was signed."))
        #expect(try room.hub.state.reports.isEmpty)
        try room.author.get("/office/reports/2024")
        #expect(
            room.author.words.contains(
                "Figures have changed since Name of author laid the report before the approvers."))
        // An entry that changes no figure changes nothing about the approval.
        try propose(room)
        try room.hub.admit("menden", from: "2026")
        try sign(room)
        #expect(try room.hub.state.reports.values.first?.count == 1)
    }

    @Test func aCorrectionMakesAnEditionWithItsReason() throws {
        let room = try room()
        try propose(room)
        try sign(room)
        try room.hub.say(try room.hub.summary("soest", jobs: "90"), by: "soest")
        try room.author.get("/office/reports/2024")
        #expect(room.author.words.contains("One figure has changed since the last edition."))
        #expect(try room.author.send(to: "/office/reports/2024/propose").status == 422)
        #expect(room.author.words.contains("Something must stand here."))
        try propose(room, [("reason", "Soest hat seine Zahl berichtigt.")])
        try room.approver.get("/office/reports/2024")
        #expect(room.approver.words.contains("Soest hat seine Zahl berichtigt."))
        try sign(room)
        let report = try #require(try room.hub.state.reports.values.first?.last).value
        #expect(report.edition == 2 && report.reason == "Soest hat seine Zahl berichtigt.")
        #expect(report.changes.map { $0.after?.description } == ["90"])
        try room.author.get("/reports/2024-2")
        #expect(room.author.words.contains("Soest hat seine Zahl berichtigt."))
        #expect(try room.author.get("/reports/2024-1").status == 200)
    }
}
