import Accounts
import Federation
import Foundation
import Testing

@testable import Hub

/// Invitations and dated changes of membership.
@Suite struct MembersDeskTests {
    private func room(_ towns: [String] = ["soest", "olpe"]) throws -> (TestHub, TestOffice, StaffBrowser) {
        let hub = try TestHub.withTowns(towns)
        let office = try TestOffice(hub)
        try office.allowSelfApproval()
        return (hub, office, try office.person("approver", .author, .approver))
    }

    @Test func anInvitationIsShownOnce() throws {
        let (hub, office, approver) = try room()
        try approver.get("/office/members/invite")
        for (fields, sentence) in [
            ([("name", "")], "Something must stand here."),
            ([("name", "Menden"), ("tenant", "office")], "A tenant id has 2 to 40"),
            ([("name", "Menden"), ("from", "soon")], "Please give a year, a month or a day"),
            ([("name", "Menden"), ("days", "0")], "a whole number from 1 to 365"),
            ([("name", "Menden"), ("ags", "123")], "The AGS has exactly 8 digits."),
            ([("name", "Menden"), ("ags", "05962044"), ("ars", "059620044044"), ("status", "")], "Please give a day"),
            ([("name", "Menden"), ("latitude", "north"), ("longitude", "7.79")], "Please give degrees"),
        ] {
            #expect(try approver.send(fields, to: "/office/members/invite").status == 422, "\(fields)")
            #expect(approver.words.contains(sentence), "\(fields): \(approver.words)")
            try approver.get("/office/members/invite")
        }
        let answer = try approver.send(
            [
                ("name", "Menden (Sauerland)"), ("role", "joiner"), ("from", "2026-10"), ("ags", "05962044"),
                ("ars", "059620044044"), ("status", "31.12.2025"), ("latitude", "51,44"), ("longitude", "7,79"),
            ], to: "/office/members/invite")
        #expect(answer.status == 200)
        #expect(answer.text.contains("-----BEGIN RAHMENWERK INVITATION-----"))
        #expect(answer.header("Cache-Control") == "no-store")
        let invitation = try #require(try hub.running.hub.store.invitations.all().first)
        #expect(invitation.member.tenant.text == "menden-sauerland")
        #expect(invitation.member.location?.latitude.description == "51.4400")
        #expect(invitation.member.official?.statusDay.description == "2025-12-31")

        try approver.get("/office/members")
        #expect(approver.words.contains("2 members. One invitation is open."))
        #expect(!approver.text.contains("BEGIN RAHMENWERK"))
        #expect(try approver.send(to: "/office/members/invitations").status == 303)
        try approver.get("/office/members?done=closed")
        #expect(approver.words.contains("The invitation is no longer valid."))
        #expect(approver.words.contains("No invitation is open."))
        #expect(try office.person("reader", .reader).get("/office/members/invite").status == 403)
    }

    @Test func theListIsSearchedAndSorted() throws {
        let (_, _, approver) = try room(["soest", "olpe", "menden"])
        #expect(try approver.get("/office/members?q=OLP").status == 200)
        #expect(approver.text.contains("/office/members/olpe") && !approver.text.contains("/office/members/soest"))
        try approver.get("/office/members?sort=-name")
        let text = approver.text
        let places = try ["soest", "olpe", "menden"].map {
            try #require(text.range(of: "/office/members/\($0)")).lowerBound
        }
        #expect(places == places.sorted())
        for query in ["sort=size", "page=2", "page=x", "q=" + String(repeating: "x", count: 101)] {
            #expect(try approver.get("/office/members?\(query)").status == 400, "\(query)")
            #expect(approver.text.contains("href=\"/office/members\""))
        }
    }

    @Test func detailsChangeFromADayOn() throws {
        let (hub, _, approver) = try room()
        try approver.get("/office/members/soest/change")
        #expect(approver.forms.last?.fields.contains { $0 == ("name", "Soest") } == true)
        let fields = [("name", "Soest (Westfalen)"), ("role", "joiner"), ("from", "1.1.2026")]
        let reason = ("reason", "Beschluss")
        #expect(try approver.send(fields + [reason, ("confirm", "Olpe")], to: "/office/members/soest").status == 422)
        #expect(approver.words.contains("To confirm, please type exactly: Soest"))
        #expect(
            try approver.send(fields + [("confirm", "Soest"), ("reason", "")], to: "/office/members/soest").status
                == 422)
        try approver.get("/office/members/soest/change")
        #expect(
            try approver.send(fields + [reason, ("confirm", "Soest")], to: "/office/members/soest").status == 303,
            "\(approver.words)")
        let member = try #require(try hub.state.members[try TestHub.id("soest")])
        #expect(member.name == "Soest (Westfalen)" && member.role == .joiner)
        #expect(member.facts.count == 2)
        try approver.get("/office/members/soest")
        #expect(approver.words.contains("New name: Soest (Westfalen) (before: Soest)"))
        #expect(approver.words.contains("New role: Joiner"))
        let journal = try hub.running.hub.store.store.read { try Journal.newest(1, skipping: 0, $0) }
        #expect(journal.first?.act == "member.changed" && journal.first?.login == "approver")
    }

    @Test func anAnnouncedNameDoesNotShowBeforeItHolds() throws {
        let (hub, _, approver) = try room()
        try approver.get("/office/members/soest/change")
        let fields = [
            ("name", "Soest-Lippe"), ("from", "2099-01-01"), ("reason", "Ratsbeschluss"), ("confirm", "Soest"),
        ]
        #expect(try approver.send(fields, to: "/office/members/soest").status == 303)
        #expect(try hub.state.members[try TestHub.id("soest")]?.name == "Soest-Lippe")
        #expect(
            try hub.state.members[try TestHub.id("soest")]?.name(on: try #require(CalendarDay("2098-12-31"))) == "Soest"
        )
        // The history tells of it, with its day.
        try approver.get("/towns/soest")
        #expect(approver.text.contains("<h1>Soest</h1>") && approver.words.contains("Soest-Lippe"))
        try approver.get("/")
        #expect(approver.words.contains("Soest") && !approver.words.contains("Soest-Lippe"))
    }

    @Test func nobodyLeavesBeforeJoining() throws {
        let (hub, _, approver) = try room()
        try approver.get("/office/members/soest/leave")
        let fields = [("reason", "Ratsbeschluss"), ("confirm", "soest")]
        #expect(try approver.send(fields + [("from", "2019-12-31")], to: "/office/members/soest").status == 422)
        #expect(approver.words.contains("Soest has been a member only since 1 January 2020."))
        #expect(approver.forms.last?.fields.contains { $0 == ("reason", "Ratsbeschluss") } == true)
        #expect(try approver.send(fields + [("from", "2026-06-30")], to: "/office/members/soest").status == 303)
        try approver.get("/office/members/soest")
        #expect(approver.words.contains("left"))
        // What has left does not change any more, and cannot leave twice.
        try approver.get("/office/members/soest/leave")
        #expect(try approver.send(fields + [("from", "2026-07-30")], to: "/office/members/soest").status == 422)
        #expect(approver.words.contains("Soest is no longer a member."))
        #expect(try hub.state.members[try TestHub.id("soest")]?.stays.last?.until?.description == "2026-06-30")
    }

    @Test func anAnnouncedEndIsTakenBack() throws {
        let (hub, _, approver) = try room()
        let soest = try TestHub.id("soest")
        let fields = [("reason", "Ratsbeschluss"), ("confirm", "Soest")]
        try approver.get("/office/members/soest/leave")
        #expect(try approver.send(fields + [("from", "2099-01-01")], to: "/office/members/soest").status == 303)
        try approver.get("/office/members/soest")
        #expect(approver.words.contains("end announced"))
        // A change of details keeps it.
        try approver.get("/office/members/soest/change")
        #expect(
            try approver.send([("name", "Soest neu")] + fields, to: "/office/members/soest").status == 303,
            "\(approver.words)")
        #expect(try hub.state.members[soest]?.stays.last?.until?.description == "2099-01-01")
        try approver.get("/office/members/soest/stay")
        #expect(
            try approver.send([("reason", "Doch dabei"), ("confirm", "Soest neu")], to: "/office/members/soest").status
                == 303, "\(approver.words)")
        #expect(try hub.state.members[soest]?.stays.last?.until == nil)
        try approver.get("/office/members/soest/stay")
        #expect(
            try approver.send([("reason", "Noch einmal"), ("confirm", "Soest neu")], to: "/office/members/soest").status
                == 422)
        #expect(approver.words.contains("No departure of Soest neu has been announced."))
    }

    @Test func aMergerNeedsAnotherMember() throws {
        let (hub, _, approver) = try room(["soest", "olpe", "menden"])
        let fields = [("reason", "Neugliederung"), ("from", "2026-01-01")]
        try approver.get("/office/members/olpe/leave")
        #expect(try approver.send(fields + [("confirm", "Olpe")], to: "/office/members/olpe").status == 303)
        try approver.get("/office/members/soest/merge")
        #expect(!approver.text.contains("value=\"soest\""))
        for (successor, sentence) in [
            ("", "Please choose the member"), ("soest", "Soest cannot become part of itself."),
            ("olpe", "Olpe is not a member on that day."), ("gone", "Please choose the member"),
        ] {
            #expect(
                try approver.send(
                    fields + [("confirm", "Soest"), ("successor", successor)], to: "/office/members/soest"
                ).status == 422)
            #expect(approver.words.contains(sentence), "\(successor): \(approver.words)")
        }
        #expect(
            try approver.send(fields + [("confirm", "Soest"), ("successor", "menden")], to: "/office/members/soest")
                .status == 303)
        #expect(try hub.state.members[try TestHub.id("soest")]?.successor?.text == "menden")
        try approver.get("/office/members/soest")
        #expect(approver.words.contains("Merged into Menden"))
    }

    @Test func aSuspensionNamesTheTown() throws {
        let (hub, _, approver) = try room()
        try approver.get("/office/members/olpe/suspend")
        #expect(try approver.send([("reason", "Schlüssel verloren")], to: "/office/members/olpe").status == 422)
        #expect(
            try approver.send([("reason", "Schlüssel verloren"), ("confirm", "Olpe")], to: "/office/members/olpe")
                .status == 303)
        #expect(try hub.state.members[try TestHub.id("olpe")]?.isSuspended == true)
        try approver.get("/office/members/olpe/suspend")
        #expect(
            try approver.send([("reason", "Noch einmal"), ("confirm", "Olpe")], to: "/office/members/olpe").status
                == 422)
        #expect(approver.words.contains("Olpe has been suspended already."))
        #expect(try approver.get("/office/members/nobody").status == 404)
        #expect(try approver.get("/office/members/nobody/leave").status == 404)
    }

    @Test func aMembershipIsChangedByTwoPeople() throws {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        let office = try TestOffice(hub)
        let author = try office.person("author", .author)
        let both = try office.person("both", .author, .approver)
        let approver = try office.person("approver", .approver)
        let size = try hub.state.size
        let fields = [("reason", "Ratsbeschluss"), ("confirm", "Soest"), ("from", "2026-06-30")]
        // What the log would refuse is said to whoever types it.
        try both.get("/office/members/soest/leave")
        let laid = try both.send(fields, to: "/office/members/soest")
        #expect(laid.status == 303 && laid.header("Location")?.hasPrefix("/office/acts/1") == true)
        #expect(try hub.state.size == size)
        try both.get("/office/acts/1")
        #expect(both.words.contains("You have worked on this yourself.") && both.forms.isEmpty)
        #expect(try author.post("/office/acts/1", [("csrf", "x")]).status == 403)
        try approver.get("/office")
        #expect(approver.words.contains("Enter a departure: Soest (put forward by Name of both)"))
        try approver.get("/office/acts/1")
        #expect(approver.words.contains("Ratsbeschluss"))
        #expect(try approver.send([("reason", "")], to: "/office/acts/1").status == 422)
        #expect(approver.words.contains("Something must stand here."))
        #expect(try approver.send([("reason", "Datum prüfen")], to: "/office/acts/1").status == 303)
        try author.get("/office/acts/1")
        #expect(author.words.contains("Given back by Name of approver: Datum prüfen"))
        try author.get("/office/members/soest/leave")
        #expect(
            try author.send(fields, to: "/office/members/soest").header("Location")?.hasPrefix("/office/acts/2") == true
        )
        try approver.get("/office/acts/2")
        let form = try #require(approver.forms.first { $0.fields.contains { $0 == ("do", "approve") } })
        // Another digest than the one that was seen.
        let other = form.fields.map { ($0.0, $0.0 == "digest" ? "00" : $0.1) }
        #expect(try approver.post(form.action, other).status == 409)
        #expect(try approver.post(form.action, form.fields).status == 303)
        #expect(try approver.post(form.action, form.fields).status == 409)
        #expect(try hub.state.size == size + 1)
        #expect(try hub.state.members[try TestHub.id("soest")]?.stays.last?.until?.description == "2026-06-30")
        let journal = try hub.running.hub.store.store.read { try Journal.newest(2, skipping: 0, $0) }
        #expect(journal.map(\.act) == ["member.changed", "act.put-forward"])
        #expect(journal.map(\.login) == ["approver", "author"])
    }

    @Test func theInvitationIsShownToWhoeverApprovesIt() throws {
        let hub = try TestHub.withTowns(["soest"])
        let office = try TestOffice(hub)
        let author = try office.person("author", .author)
        let approver = try office.person("approver", .approver)
        try author.get("/office/members/invite")
        #expect(try author.send([("name", "Menden"), ("from", "2026")], to: "/office/members/invite").status == 303)
        #expect(try hub.running.hub.store.invitations.all().allSatisfy { $0.member.name != "Menden" })
        try approver.get("/office/acts/1")
        let form = try #require(approver.forms.first { $0.fields.contains { $0 == ("do", "approve") } })
        let issued = try approver.post(form.action, form.fields)
        #expect(issued.status == 200 && issued.text.contains("-----BEGIN RAHMENWERK INVITATION-----"))
        #expect(try approver.post(form.action, form.fields).status == 409)
        #expect(try hub.running.hub.store.invitations.all().count { $0.member.name == "Menden" } == 1)
    }
}
