import Accounts
import Federation
import Foundation
import Testing

@testable import Hub

/// Who has handed in what, reminders and their notes, and what is new since somebody last looked.
@Suite struct DeliveriesDeskTests {
    struct Room {
        let hub: TestHub
        let author: StaffBrowser
        let other: StaffBrowser
        let reader: StaffBrowser
    }

    private func room() throws -> Room {
        let hub = try TestHub.withTowns(["soest", "olpe", "menden"])
        try hub.say(try hub.summary("soest"), by: "soest")
        let office = try TestOffice(hub)
        return Room(
            hub: hub, author: try office.person("author", .author), other: try office.person("other", .author),
            reader: try office.person("reader", .reader))
    }

    @Test func theBoardSaysWhoIsLateAndWhatIsMissing() throws {
        let room = try room()
        #expect(try room.reader.get("/office/deliveries?period=2024").status == 200)
        let words = room.reader.words
        #expect(words.contains("Summaries for 2024"))
        #expect(words.contains("Overdue (2)") && words.contains("All (3)"), "\(words)")
        #expect(words.contains("Remind"))
        try room.reader.get("/office/deliveries?period=2024&show=overdue&q=OLP")
        #expect(room.reader.words.contains("Municipalities in this list: 1"))
        #expect(room.reader.text.contains("/office/deliveries/2024/olpe"))
        #expect(!room.reader.text.contains("/office/deliveries/2024/menden"))
        try room.reader.get("/office/deliveries?period=2024&q=nobody")
        #expect(room.reader.words.contains("Nothing in this list matches"))
        // The first page leads here.
        try room.reader.get("/office")
        #expect(room.reader.text.contains("/office/deliveries?period="))
    }

    @Test func whatIsThereButNoNumberIsSaid() throws {
        let room = try room()
        let summary = try room.hub.summary("olpe")
        guard case .summary(let body) = summary else { return #expect(Bool(false), "olpe sends a summary") }
        try room.hub.say(
            .summary(
                Summary(
                    approval: body.approval, framework: body.framework, measures: [],
                    observations: [
                        Observation(
                            key: .init(indicator: try #require(Code("area")), period: body.period),
                            status: .notApplicable),
                        Observation(
                            key: .init(indicator: try #require(Code("jobs")), period: body.period), status: .suppressed),
                    ], participation: [], period: body.period, revision: 1)), by: "olpe")
        try room.reader.get("/office/deliveries?period=\(body.period)&q=olpe", language: "de")
        #expect(room.reader.words.contains("nichts fehlt 1 geheim, 1 entfällt"), "\(room.reader.words)")
        try room.reader.get("/office/deliveries?period=\(body.period)&q=olpe", language: "en")
        #expect(room.reader.words.contains("1 suppressed, 1 not applicable"))
    }

    @Test(
        arguments: [
            ("period=2024-Q5", "2026-Q3"), ("show=some", "all, open, overdue, partial, awaited, late, complete"),
            ("sort=size", "name, late, missing"), ("page=0", "a whole number from 1"),
            ("page=two", "a whole number from 1"), ("period=2024&page=2", "only one page"),
            ("page=99999999999999999999", "a whole number from 1"),
            ("q=" + String(repeating: "x", count: 101), "at most 100"),
        ])
    func aBadQuestionIsAnsweredWithWhatIsAllowed(query: String, expected: String) throws {
        let room = try room()
        #expect(try room.reader.get("/office/deliveries?\(query)").status == 400)
        #expect(room.reader.words.contains(expected), "\(room.reader.words)")
    }

    @Test func nobodyIsRemindedTwiceUnknowingly() throws {
        let room = try room()
        let path = "/office/deliveries/2024/olpe"
        for person in [room.author, room.other] {
            #expect(try person.get(path).status == 200)
            #expect(person.words.contains("Not reminded so far."))
        }
        #expect(
            try room.author.send([("way", "telephone"), ("note", "Announced for Friday")], to: path + "/remind").status
                == 303)
        // The other one's page is older than that note: nothing is saved, and what was typed stays.
        #expect(
            try room.other.send([("way", "letter"), ("note", "Sent on paper")], to: path + "/remind").status == 409)
        #expect(room.other.words.contains("somebody has already noted a reminder"))
        #expect(room.other.words.contains("Announced for Friday"))
        #expect(room.other.text.contains("value=\"Sent on paper\""))
        try room.reader.get("/office/deliveries?period=2024&show=overdue")
        #expect(room.reader.words.contains("by Name of author"))
        #expect(!room.reader.words.contains("Reminded 2 times"))
        // Sent again it knows of the first.
        #expect(try room.other.send(to: path + "/remind").status == 303)
        try room.reader.get("/office/deliveries?period=2024&show=overdue")
        #expect(room.reader.words.contains("Reminded 2 times"))
        #expect(room.reader.words.contains("by Name of other"))
        // Another period knows nothing of it.
        try room.reader.get("/office/deliveries/2023/olpe")
        #expect(room.reader.words.contains("Not reminded so far."))
    }

    @Test func theReminderIsReadyToBeSent() throws {
        let room = try room()
        let path = "/office/deliveries/2024/olpe"
        try room.author.get(path, language: "de")
        #expect(room.author.text.contains("href=\"mailto:?subject="))
        #expect(try room.author.send([("address", "rathaus at olpe")], to: path + "/contact").status == 422)
        #expect(room.author.text.contains("value=\"rathaus at olpe\""))
        #expect(try room.author.send([("address", "smartcity@olpe.example")], to: path + "/contact").status == 303)
        try room.author.get(path, language: "de")
        let link = try #require(
            room.author.text.components(separatedBy: "href=\"mailto:").dropFirst().first?.prefix { $0 != "\"" })
        #expect(link.hasPrefix("smartcity@olpe.example?subject="))
        let body = try #require(
            String(link).components(separatedBy: "body=").last?.removingPercentEncoding)
        #expect(body.hasPrefix("Guten Tag,\r\n\r\ndie Meldung von") && body.contains("liegt noch nicht vor"))
        #expect(room.author.text.contains("lang=\"en\""))
        // What an address could smuggle in is refused before it gets there.
        try room.author.get(path)
        #expect(
            try room.author.send([("address", "a@b.example?bcc=c@d.example")], to: path + "/contact").status == 422)
        // Only those who may write here see the forms, and only they can send them.
        try room.reader.get(path)
        #expect(room.reader.forms.isEmpty)
        #expect(try room.reader.post(path + "/remind", [("way", "mail")]).status != 303)
        #expect(try room.author.get("/office/deliveries/2024/nobody").status == 404)
        #expect(try room.author.get("/office/deliveries/2024x/olpe").status == 404)
    }

    @Test func whatIsNewIsCountedFromTheLastLookOfEachAccount() throws {
        let room = try room()
        let seen = try room.hub.state.size
        try room.author.get("/office")
        #expect(room.author.words.contains("New in the last 30 days"))
        // Looking at any page moves nothing; looking at the list does.
        try room.author.get("/office")
        #expect(room.author.words.contains("New in the last 30 days"))
        let moved = try room.author.get("/office/news")
        #expect(moved.status == 303)
        #expect(try room.author.get(try #require(moved.header("Location"))).status == 200)
        try room.author.get("/office")
        #expect(!room.author.words.contains("New since you last looked"))
        try room.hub.say(try room.hub.summary("olpe"), by: "olpe")
        try room.author.get("/office")
        #expect(room.author.words.contains("New since you last looked One new entry in the log."))
        #expect(room.author.text.contains("/office/news?since=\(seen)"))
        // Somebody else has seen none of it.
        try room.other.get("/office")
        #expect(room.other.words.contains("New in the last 30 days"))
        try room.author.get("/office/news?since=\(seen)")
        #expect(room.author.text.contains("/changes?since=\(seen)"))
        // An older list that is loaded again takes nothing back.
        try room.author.get("/office/news?since=1")
        try room.author.get("/office")
        #expect(!room.author.words.contains("New since you last looked"))
        for query in ["since=-1", "since=\(seen + 2)", "since=x", "since=01"] {
            #expect(try room.author.get("/office/news?\(query)").status == 400)
            #expect(room.author.words.contains("a number from 0 to \(seen + 1)"))
        }
    }
}
