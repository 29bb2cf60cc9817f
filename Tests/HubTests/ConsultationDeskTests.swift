import Accounts
import Federation
import Foundation
import Testing

@testable import Hub

/// A draft laid before the members, their positions, the office's answers, and the publication by two people.
@Suite struct ConsultationDeskTests {
    struct Room {
        let hub: TestHub
        let office: TestOffice
        let author: StaffBrowser
        let approver: StaffBrowser
    }

    /// Version 1 adopted by soest, and a working draft of version 2 with another title.
    private func room() throws -> Room {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        let office = try TestOffice(hub)
        let room = Room(
            hub: hub, office: office, author: try office.person("author", .author),
            approver: try office.person("approver", .approver))
        try room.author.get("/office/framework")
        try room.author.send(to: "/office/framework/begin")
        try room.author.get("/office/framework/parts/text")
        #expect(try room.author.send([("vision.de", "Eine neue Vision")], to: "/office/framework/parts").status == 303)
        return room
    }

    private func issued() throws -> Room {
        let room = try room()
        try issue(room)
        return room
    }

    /// One person lays the draft before the other, who approves it.
    private func issue(_ room: Room) throws {
        try room.author.get("/office/consultation")
        let laid = try room.author.send([("number", "2")], to: "/office/consultation/issue")
        #expect(laid.status == 303, "\(room.author.words)")
        try room.approver.get(try #require(laid.header("Location")))
        let form = try #require(room.approver.forms.first { $0.fields.contains { $0 == ("do", "approve") } })
        #expect(try room.approver.post(form.action, form.fields).status == 303, "\(room.approver.words)")
    }

    private func position(
        _ hub: TestHub, by name: String, _ passage: String, _ kind: Position.Kind, text: String = "",
        proposal: String = ""
    ) throws {
        let tenant = try TestHub.id(name)
        let draft = try #require(try hub.state.currentConsultation).draft.reference
        try hub.say(
            .position(
                Position(
                    draft: draft, kind: kind, number: try hub.state.nextPositionNumber(of: tenant),
                    passage: try #require(Passage(passage)), proposal: proposal, text: text)), by: name)
    }

    @Test func aDraftIsIssuedByNamingItsVersion() throws {
        let room = try room()
        try room.approver.get("/office/consultation")
        #expect(room.approver.words.contains("Somebody with the role of author can put it forward for consultation"))
        let other = try room.office.person("other", .author)
        try other.get("/office/consultation")
        for (fields, sentence) in [
            ([("number", "1")], "Please type the version’s number to confirm: 2."),
            ([("number", "2"), ("until", "2020-01-01")], "That day has passed."),
            ([("number", "2"), ("until", "soon")], "Please give a day"),
            ([("number", "2"), ("until", "2226-12-31")], "That is more than five years away."),
        ] {
            #expect(try other.send(fields, to: "/office/consultation/issue").status == 422)
            #expect(other.words.contains(sentence), "\(other.words)")
            #expect(try room.hub.state.consultations.isEmpty)
        }
        // Changed since the page was loaded.
        try other.get("/office/consultation")
        try room.author.get("/office/framework/parts/text")
        try room.author.send([("vision.de", "Wieder anders")], to: "/office/framework/parts")
        #expect(try other.send([("number", "2")], to: "/office/consultation/issue").status == 409)
        #expect(other.words.contains("The draft has been changed since this page was loaded."))
        try issue(room)
        let consultation = try #require(try room.hub.state.currentConsultation)
        #expect(consultation.draft.value.framework.vision.german == "Wieder anders")
        #expect(try room.approver.post("/office/consultation/issue", [("csrf", "x")]).status == 403)
    }

    @Test func positionsAreAnsweredInPublic() throws {
        let room = try issued()
        try position(room.hub, by: "soest", "vision", .change, text: "Zu lang", proposal: "Kürzer <b>")
        try position(room.hub, by: "olpe", "whole", .support)
        try room.author.get("/office/consultation")
        #expect(room.author.words.contains("2 positions wait for an answer."))
        let index = try #require(try room.hub.state.currentConsultation?.entries.first).position.index
        try room.author.get("/office/consultation/positions/\(index)")
        #expect(room.author.words.contains("Position of Soest"))
        #expect(room.author.words.contains("The passage in the draft Text"))
        #expect(try room.author.send([("reason", "Weil")], to: "/office/consultation/positions").status == 422)
        #expect(room.author.words.contains("Please choose one of the answers."))
        #expect(
            try room.author.send([("result", "partly"), ("reason", "")], to: "/office/consultation/positions").status
                == 422)
        #expect(room.author.words.contains("Something must stand here."))
        #expect(
            try room.author.send(
                [("result", "partly"), ("reason", "Ein Satz fällt weg.")], to: "/office/consultation/positions"
            )
            .status == 303)
        let published = try room.author.get("/framework/drafts/2-1")
        #expect(published.status == 200)
        #expect(room.author.words.contains("Ein Satz fällt weg."))
        #expect(published.text.contains("Kürzer &lt;b&gt;"))
        #expect(published.text.contains("id=\"p-vision\""))
        #expect(room.author.words.contains("2, of which answered: 1"))
        let csv = try room.author.get("/api/v1/drafts/2-1.csv").text
        #expect(csv.contains("2-1,vision,soest,Soest,"))
        #expect(csv.contains("change,Zu lang,Kürzer <b>,partly,Ein Satz fällt weg.,"))
        #expect(try room.author.get("/api/v1/drafts/2-1").text.contains("\"tenant\":\"olpe\""))
        for path in [
            "/framework/drafts/2-2", "/framework/drafts/1-1", "/framework/drafts/x", "/office/consultation/positions/0",
        ] {
            #expect(try room.author.get(path).status == 404)
        }
    }

    @Test func nobodyReplacesAnAnswerUnseen() throws {
        let room = try issued()
        try position(room.hub, by: "soest", "title", .reject, text: "Nein")
        let index = try #require(try room.hub.state.currentConsultation?.entries.first).position.index
        let other = try room.office.person("other", .author)
        try room.author.get("/office/consultation/positions/\(index)")
        try other.get("/office/consultation/positions/\(index)")
        #expect(
            try other.send([("result", "noted"), ("reason", "Danke.")], to: "/office/consultation/positions").status
                == 303)
        let answer = try room.author.send(
            [("result", "taken_over"), ("reason", "Machen wir.")], to: "/office/consultation/positions")
        #expect(answer.status == 409)
        #expect(room.author.words.contains("Another answer stands in the log meanwhile."))
        #expect(room.author.words.contains("Danke."))
        #expect(room.author.forms.last?.fields.contains { $0 == ("reason", "Machen wir.") } == true)
        #expect(try room.author.send(to: "/office/consultation/positions").status == 303)
        #expect(try room.hub.state.currentConsultation?.entries.first?.answer?.value.reason == "Machen wir.")
    }

    // MARK: Publication

    private func proposed() throws -> Room {
        let room = try room()
        try room.author.get("/office/framework/publish")
        #expect(try room.author.send(to: "/office/framework/propose").status == 303)
        return room
    }

    @Test func twoPeoplePublish() throws {
        let room = try proposed()
        // Whoever has written it does not approve it, even as an admin.
        let admin = try room.office.person("admin", .admin)
        try admin.get("/office/framework/parts/text")
        try admin.send([("vision.de", "Vision der Leitung")], to: "/office/framework/parts")
        try admin.get("/office/framework/publish")
        #expect(admin.words.contains("The draft has been changed since Name of author laid it before the approvers."))
        #expect(try admin.send(to: "/office/framework/propose").status == 303)
        try admin.get("/office/framework/publish")
        #expect(admin.words.contains("You have worked on this yourself."))
        #expect(!admin.forms.contains { $0.action.hasPrefix("/office/framework/publish") })

        try room.approver.get("/office")
        #expect(room.approver.words.contains("Approve version 2 of the framework strategy, proposed by Name of admin"))
        try room.approver.get("/office/framework/publish")
        #expect(try room.approver.send([("number", "1")], to: "/office/framework/publish").status == 422)
        #expect(room.approver.words.contains("Please type the version’s number to confirm: 2."))
        #expect(
            try room.approver.send([("number", "2")], to: "/office/framework/publish").header("Location")
                == "/framework/2")
        #expect(try room.hub.state.frameworks.last?.value.vision.german == "Vision der Leitung")
        #expect(try DraftStore(store: room.hub.running.hub.store.store).load() == nil)
        let journal = try room.hub.running.hub.store.store.read { try Journal.newest(5, skipping: 0, $0) }
        #expect(journal.first?.act == "framework.published")
        #expect(journal.first?.login == "approver")
        #expect(journal.contains { $0.act == "framework.proposed" && $0.login == "admin" })

        // Nothing is left to approve, and the first version can still be compared.
        #expect(try room.approver.get("/office/framework/publish").status == 303)
        try room.approver.get("/framework/2/changes")
        #expect(room.approver.words.contains("What version 2 changes against version 1"))
        #expect(room.approver.text.contains("<ins>"))
        #expect(room.approver.words.contains("Not adopted yet by: Olpe , Soest"))
        try room.approver.get("/framework/1/changes?from=2")
        #expect(room.approver.words.contains("One passage differs."))
        for path in ["/framework/1/changes", "/framework/2/changes?from=2", "/framework/2/changes?from=7"] {
            #expect(try room.approver.get(path).status == 404)
        }
    }

    @Test func whatChangedSinceIsNotApproved() throws {
        let room = try proposed()
        try room.approver.get("/office/framework/publish")
        let stale = try #require(room.approver.forms.last)
        try room.author.get("/office/framework/parts/text")
        try room.author.send([("vision.de", "Heimlich geändert")], to: "/office/framework/parts")
        #expect(try room.approver.send([("number", "2")], to: "/office/framework/publish").status == 409)
        #expect(
            room.approver.words.contains("The draft has been changed since this page was loaded. Nothing was approved.")
        )
        #expect(try room.hub.state.frameworks.count == 1)
        // An old digest is refused as well once it is proposed anew.
        try room.author.get("/office/framework/publish")
        try room.author.send(to: "/office/framework/propose")
        #expect(
            try room.approver.post(
                "/office/framework/publish", stale.fields.filter { $0.0 != "number" } + [("number", "2")]
            )
            .status == 409)
        #expect(try room.hub.state.frameworks.count == 1)
    }

    @Test func rightsToPublish() throws {
        let room = try proposed()
        let form = try room.author.get("/office/framework/publish")
        #expect(form.status == 200)
        let key = try #require(room.author.forms.last?.fields.first { $0.0 == "csrf" })
        #expect(try room.author.post("/office/framework/publish", [key, ("number", "2")]).status == 403)
        try room.author.get("/office/framework/publish")
        #expect(try room.author.send(to: "/office/framework/withdraw").status == 303)
        try room.approver.get("/office/framework/publish")
        #expect(!room.approver.forms.contains { $0.action.hasPrefix("/office/framework/publish") })
    }

    @Test func unansweredPositionsAreCounted() throws {
        let room = try issued()
        try position(room.hub, by: "soest", "vision", .question, text: "Warum?")
        try room.author.get("/office/framework/publish")
        #expect(room.author.words.contains("One position has not been answered yet."))
        try room.author.send(to: "/office/framework/propose")
        try room.approver.get("/office/framework/publish")
        #expect(room.approver.words.contains("One position has not been answered yet."))
        #expect(try room.approver.send([("number", "2")], to: "/office/framework/publish").status == 303)
        // It can still be answered, and the draft's page says that it is closed.
        try room.author.get("/framework/drafts/2-1")
        #expect(room.author.words.contains("This draft is closed: version 2 has been published."))
        let index = try #require(try room.hub.state.consultations.first?.entries.first).position.index
        try room.author.get("/office/consultation/positions/\(index)")
        #expect(
            try room.author.send([("result", "noted"), ("reason", "Deshalb.")], to: "/office/consultation/positions")
                .status == 303)
    }
}
