import Events
import Glibc
import HTTP
import Participation
import Service
import Synchronization
import Testing

@testable import TenantNode

/// Cards that people in the hall write.
struct EventCardTests {
    @Test func aCardIsReadBeforeItIsShown() throws {
        let made = try Conference.begin()
        try made.write("<script>alert(1)</script> & mehr", [("pseudonym", "Ada"), ("group", "youth")])
        #expect(made.phone.status == 303)
        #expect(try made.phone.follow().words.contains("Danke, Ihre Karte ist da."))
        let wall = "/events/regionalkonferenz/wall"
        #expect(try !made.phone.get(wall).words.contains("alert"))
        let card = try #require(try made.contributions().first)
        #expect(card.visibility == .received)
        #expect(card.origin.channel == .eventTable && card.origin.group == .youth)
        #expect(card.origin.event == 1 && card.origin.table == made.tables[0])

        let queue = Conference.path + "/regionalkonferenz/queue"
        try made.staff.get(queue)
        #expect(made.staff.text.contains("&lt;script&gt;alert(1)"))
        // The browser sends the button that has the focus.
        #expect(made.staff.text.contains("value=\"show\" class=\"button\" autofocus"))
        try made.staff.send([("act", "show")])
        #expect(try made.staff.follow().words.contains("Die Karte ist zu sehen."))
        #expect(made.staff.words.contains("Alles ist gesichtet."))
        let shown = try made.phone.get(wall)
        #expect(shown.text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; mehr"))
        #expect(shown.words.contains("Ada") && !shown.words.contains("Jugend"))
        #expect(shown.answer.headers["Content-Security-Policy"]?.contains("script-src 'self'") == true)
        // What has been decided is not decided again.
        try made.staff.post(queue, [("csrf", try csrf(made.staff)), ("card", "\(card.id)"), ("act", "withhold")])
        #expect(try made.staff.follow().words.contains("inzwischen schon jemand entschieden"))
        #expect(try made.contributions().first?.visibility == .published)
    }

    private func csrf(_ browser: StaffBrowser) throws -> String {
        try browser.get(Conference.path + "/regionalkonferenz/edit")
        let form = try #require(browser.forms.last)
        return try #require(form.fields.first { $0.0 == "csrf" }?.1)
    }

    @Test func withoutReadingFirstItIsShownAtOnce() throws {
        let made = try Conference.begin(reviewed: "at-once")
        try made.write("Mehr Busse", table: 1)
        #expect(try made.phone.follow().words.contains("hängt an der Pinnwand"))
        #expect(try made.phone.get("/events/regionalkonferenz/wall").words.contains("Mehr Busse"))
        #expect(try made.phone.get("/events/regionalkonferenz/wall?by=theme").words.contains("Noch ohne Thema"))
    }

    @Test func aCardSentTwiceIsOneCard() throws {
        let made = try Conference.begin()
        try made.phone.get("/t/\(made.tables[0])")
        made.town.clock.advance(by: .seconds(5))
        let form = try #require(made.phone.forms.last)
        let fields = form.fields.filter { $0.0 != "text" } + [("text", "Einmal")]
        for _ in 0..<3 { #expect(try made.phone.post(form.action, fields).status == 303) }
        #expect(try made.contributions().count == 1)
    }

    @Test func badCardsGetASentenceAndKeepTheirText() throws {
        let made = try Conference.begin()
        let path = "/t/\(made.tables[0])"
        // A token that is not ours.
        try made.phone.get(path)
        try made.phone.send([("text", "Mein Gedanke"), ("token", "1-00-00")])
        #expect(made.phone.status == 422 && made.phone.text.contains("Mein Gedanke</textarea>"))
        // Much too long, with markup.
        let long = String(repeating: "<b>ß</b>", count: 1000)
        try made.write(long)
        #expect(made.phone.status == 422)
        #expect(made.phone.words.contains("zu lang"))
        // Empty.
        try made.write("  ")
        #expect(made.phone.status == 422)
        // Opened yesterday.
        try made.phone.get(path)
        made.town.clock.advance(by: .seconds(90_000))
        try made.phone.send([("text", "Von gestern")])
        #expect(made.phone.status == 422 && made.phone.text.contains("Von gestern"))
        // A program that fills in everything is thanked.
        try made.write("Kauft", [("website", "https://spam.example")])
        #expect(made.phone.status == 303)
        // Bytes that are no text.
        let raw = made.house.router.handle(
            Request(
                method: "POST", path: path,
                headers: Headers([("Content-Type", "application/x-www-form-urlencoded")]),
                body: Array("text=%FF%FE&token=x".utf8)))
        #expect(raw.status == 400)
        #expect(try made.phone.get("/t/999").status == 404)
        #expect(try made.phone.get("/t/abc").status == 404)
        #expect(try made.contributions().isEmpty)
    }

    @Test func aClosedEventTakesNothingAndKeepsWhatWasTyped() throws {
        let made = try Conference.begin()
        try made.phone.get("/t/\(made.tables[0])")
        made.town.clock.advance(by: .seconds(5))
        try made.staff.get(Conference.path + "/regionalkonferenz")
        try made.staff.send([], form: 0)
        #expect(try made.staff.follow().words.contains("keine Karten mehr"))
        try made.phone.send([("text", "Zu spät")])
        #expect(made.phone.status == 422)
        #expect(made.phone.text.contains("Zu spät</textarea>"))
        #expect(made.phone.words.contains("Kartenannahme wurde inzwischen beendet"))
        #expect(try made.phone.get("/t/\(made.tables[0])").words.contains("keine Karten angenommen"))
        #expect(try made.contributions().isEmpty)
    }

    @Test("A hall full of phones behind one address writes; one device that never stops is slowed down")
    func limits() throws {
        let made = try Conference.begin()
        for _ in 0..<5 {
            let phone = made.house.visitor()
            try phone.get("/t/\(made.tables[0])")
            made.town.clock.advance(by: .seconds(2))
            #expect(try phone.send([("text", "Gedanke")]).status == 303)
        }
        for _ in 0..<120 { #expect(try made.write("Immer wieder").status == 303) }
        #expect(try made.write("Einmal zu viel").status == 429)
        #expect(made.phone.text.contains("Einmal zu viel</textarea>"))
        let other = made.house.visitor()
        try other.get("/t/\(made.tables[0])")
        made.town.clock.advance(by: .seconds(2))
        #expect(try other.send([("text", "Jemand anderes")]).status == 303)
        made.town.clock.advance(by: .seconds(3600))
        #expect(try made.write("Nach einer Stunde").status == 303)
    }

    @Test("Ten megabytes are refused by the server in a sentence, for browsers; programs get a problem")
    func muchTooLong() throws {
        let made = try Conference.begin()
        let path = "/t/\(made.tables[0])"
        let browser = Request(method: "POST", path: path, headers: Headers([("Accept", "text/html,*/*")]))
        let answer = try #require(made.house.pages.refusal(status: 413, browser))
        guard case .bytes(let bytes) = answer.body else { throw CancellationError() }
        #expect(answer.status == 413 && String(decoding: bytes, as: UTF8.self).contains("Ihr Text steht noch dort"))
        #expect(made.house.pages.refusal(status: 413, Request(method: "POST", path: path)) == nil)
        #expect(made.house.pages.refusal(status: 413, nil) == nil)
    }
}
