import Events
import Glibc
import HTTP
import Participation
import Service
import Synchronization
import Testing

@testable import TenantNode

/// What staff, recorders and multipliers make of an event: cards of a table, themes, documentation, conversations, moderation.
struct EventWorkTests {
    // MARK: Recorders

    private func captureLink(_ made: Conference) throws -> String {
        let text = try made.staff.get(Conference.path + "/regionalkonferenz").text
        let start = try #require(text.firstRange(of: "https://town.example/events/regionalkonferenz/capture/"))
        return String(text[start.lowerBound...].prefix { $0 != "\"" }.dropFirst("https://town.example".count))
    }

    @Test func aRecorderWritesCardsThatAreStoredOnce() throws {
        let made = try Conference.begin(reviewed: "at-once")
        let link = try captureLink(made)
        let page = try made.phone.get(link)
        #expect(page.status == 200 && page.words.contains("Protokoll: Mobilität"))
        #expect(page.text.contains("/scripts/capture."))
        let key = String(repeating: "a1", count: 16)
        for _ in 0..<3 {
            let answer = try made.phone.post(
                link + "/card", [("key", key), ("text", "Ein Bus am Sonntag"), ("group", "citizens")])
            #expect(answer.status == 204)
        }
        let card = try #require(try made.contributions().first)
        #expect(card.text == "Ein Bus am Sonntag" && card.origin.recorder == "Protokoll Mobilität")
        #expect(card.origin.channel == .eventTable && card.visibility == .published)
        // The plain form, twice.
        try made.phone.get(link)
        let form = try #require(made.phone.forms.last)
        let fields = form.fields.filter { $0.0 != "text" } + [("text", "Ohne Skript")]
        for _ in 0..<2 { #expect(try made.phone.post(form.action, fields).status == 303) }
        #expect(try made.contributions().map(\.text) == ["Ein Bus am Sonntag", "Ohne Skript"])
    }

    @Test func whatARecorderMayNotIsSaid() throws {
        let made = try Conference.begin()
        let link = try captureLink(made)
        let guessed = String(link.dropLast(20)) + String(repeating: "0", count: 20)
        #expect(try made.phone.get(guessed).status == 404)
        #expect(try made.phone.post(guessed + "/card", [("key", "x"), ("text", "y")]).status == 404)
        #expect(try made.phone.post(link + "/card", [("key", "kurz"), ("text", "y")]).status == 422)
        let key = String(repeating: "b2", count: 16)
        let long = try made.phone.post(link + "/card", [("key", key), ("text", String(repeating: "x", count: 1001))])
        #expect(long.status == 422 && long.text.contains("zu lang"))
        // The secret of one table is none of another.
        let other = link.replacing("/capture/\(made.tables[0])/", with: "/capture/\(made.tables[1])/")
        #expect(try made.phone.get(other).status == 404)
        // Renewing makes the old one void.
        try made.staff.get(Conference.path + "/regionalkonferenz")
        try made.staff.send([])
        #expect(try made.staff.follow().words.contains("die alten gelten nicht mehr"))
        #expect(try made.phone.get(link).status == 404)
        #expect(try made.phone.get(captureLink(made)).status == 200)
        #expect(try made.contributions().isEmpty)
    }

    // MARK: Themes, documentation, conversations

    @Test func cardsAreGroupedAndDocumented() throws {
        let made = try Conference.begin(reviewed: "at-once")
        try made.write("Mehr Busse")
        try made.write("Radwege")
        try made.write("Schulgarten", table: 1)
        let ids = try made.contributions().map { "\($0.id)" }
        let themes = Conference.path + "/regionalkonferenz/themes"
        try made.staff.get(themes)
        try made.staff.send([], form: 0)
        #expect(made.staff.status == 422 && made.staff.words.contains("welche Karten zusammengehören"))
        try made.staff.get(themes)
        try made.staff.send([("card", ids[0]), ("card", ids[1]), ("name", "Wege in die Stadt")], form: 0)
        #expect(made.staff.status == 303)
        #expect(try made.staff.follow().words.contains("3 Karten, davon 1 ohne Thema"))
        #expect(try made.phone.get("/events/regionalkonferenz/wall?by=theme").words.contains("Wege in die Stadt"))

        let page = "/events/regionalkonferenz/documentation"
        #expect(try made.phone.get(page).status == 404)
        try made.staff.get(Conference.path + "/regionalkonferenz/documentation")
        try made.staff.send([
            ("people", "80"), ("summary", "Ein guter Tag."), ("next", "Der Rat berät im Mai."), ("published", "yes"),
        ])
        #expect(made.staff.status == 303)
        let words = try made.phone.get(page).words
        for expected in [
            "80 Menschen waren da", "3 Karten an 2 Tischen", "Wege in die Stadt (2 Karten)", "Schulgarten",
            "Ein guter Tag.",
            "Der Rat berät im Mai.", "Noch ohne Thema",
        ] { #expect(words.contains(expected), "\(expected)") }
        // Three people who said nothing of themselves are no group.
        #expect(!words.contains("Karten je Gruppe"))

        try made.staff.get(themes)
        try made.staff.send([("act", "dissolve")])
        #expect(try made.staff.follow().words.contains("ohne Thema"))
        #expect(try !made.phone.get(page).words.contains("Wege in die Stadt"))
    }

    @Test func posterAndTableCardsNameTheirAddress() throws {
        let made = try Conference.begin()
        let page = try made.staff.get(Conference.path + "/regionalkonferenz/print")
        #expect(page.words.contains("https://town.example/t/\(made.tables[0])"))
        #expect(page.words.contains("https://town.example/events/regionalkonferenz"))
        #expect(page.text.split(separator: "class=\"qr\"").count == 4)
    }

    @Test func conversationsBecomeContributions() throws {
        let made = try Conference.begin()
        let path = "/staff/participation/conversations/region"
        try made.staff.get(path)
        let link = try #require(
            made.staff.text.split(separator: "https://town.example").last { $0.hasPrefix("/conversations/region/") })
        let open = String(link.prefix { $0 != "<" })
        try made.phone.get(open)
        made.town.clock.advance(by: .seconds(5))
        let form = try #require(made.phone.forms.last)
        let typed = [
            ("people", "12"), ("day", "2026-10-01"), ("place", "Wochenmarkt"), ("group", "citizens"),
            ("recorder", "Quartiersmanagement"), ("notes", "Der Bus fährt zu selten.\n\nMehr Bänke"),
        ]
        let fields = form.fields.filter { field in !typed.contains { $0.0 == field.0 } } + typed
        for _ in 0..<2 { #expect(try made.phone.post(form.action, fields).status == 303) }
        let contributions = try made.contributions()
        #expect(contributions.map(\.text) == ["Der Bus fährt zu selten.", "Mehr Bänke"])
        for contribution in contributions {
            #expect(contribution.origin.channel == .conversation && contribution.origin.group == .citizens)
            #expect(contribution.origin.recorder == "Quartiersmanagement" && contribution.visibility == .received)
            #expect(contribution.placeName == "Wochenmarkt")
        }
        #expect(try made.staff.get(path).words.contains("Ein Gespräch mit 12 Menschen."))
        // Tomorrow, nobody, without a function.
        try made.staff.send([("people", "0"), ("day", "2026-10-06"), ("recorder", "")])
        #expect(made.staff.status == 422)
        for words in ["in der Zukunft", "zwischen 1 und 10.000", "Hier muss etwas stehen"] {
            #expect(made.staff.words.contains(words), "\(words)")
        }
        #expect(try made.phone.get("/conversations/region/0000").status == 404)
    }

    // MARK: Moderation

    @Test func aShownCardIsTakenDownAndPutBack() throws {
        let made = try Conference.begin(reviewed: "at-once")
        try made.write("Der Bürgermeister ist ein Esel")
        let wall = "/events/regionalkonferenz/wall"
        let path = Conference.path + "/regionalkonferenz/shown"
        #expect(try made.phone.get(wall).words.contains("Esel"))
        try made.staff.get(path).send([("rule", "insult")], form: 0)
        #expect(made.staff.status == 422 && made.staff.words.contains("Bitte kreuzen Sie Karten an."))
        try made.staff.get(path).send([("card", "1"), ("rule", "other")], form: 0)
        #expect(made.staff.status == 422, "another reason needs words")
        try made.staff.get(path).send([("card", "1"), ("rule", "insult")], form: 0)
        #expect(made.staff.status == 303)
        #expect(try made.staff.follow().words.contains("von der Pinnwand genommen"))
        #expect(try !made.phone.get(wall).words.contains("Esel"))
        // The same public log as for every contribution.
        #expect(
            try made.phone.get("/participation/log").words.contains(
                "Karte einer Veranstaltung entfernt Beleidigung, Herabsetzung"), "\(made.phone.words)")
        #expect(!made.phone.words.contains("Esel"))
        try made.staff.get(path).send([("hidden", "1")])
        #expect(try made.staff.follow().words.contains("wieder zu sehen"))
        #expect(try made.phone.get(wall).words.contains("Esel"))
        let acts = try made.town.node.store.read { connection in
            try connection.query("SELECT act FROM moderation_act ORDER BY id") { try $0.text(0) }
        }
        #expect(acts == ["removed", "published"])
    }

    @Test func personalDataWaitAndAreHinted() throws {
        let made = try Conference.begin(reviewed: "at-once")
        try made.write("Ruft mich an: 0271 1234567 oder ada@example.org")
        #expect(try made.phone.follow().words.contains("sobald jemand sie gelesen hat"))
        #expect(try !made.phone.get("/events/regionalkonferenz/wall").words.contains("0271"))
        let moderator = try made.house.person("lesen", "Moderation", [.moderator])
        #expect(try moderator.get("/staff/participation/queue").words.contains("Karten: Regionalkonferenz (1)"))
        try made.staff.get(Conference.path + "/regionalkonferenz/queue")
        #expect(made.staff.words.contains("eine E-Mail-Adresse, eine Telefonnummer"))
        #expect(made.staff.text.contains("<mark>ada@example.org"))
        try made.staff.send([("act", "show")], form: 0)
        #expect(try made.phone.get("/events/regionalkonferenz/wall").words.contains("0271"))
    }

    @Test func theMultipliersLinkIsRenewedAndWithdrawn() throws {
        let made = try Conference.begin()
        let path = "/staff/participation/conversations/region"
        func link() throws -> String? {
            try made.staff.get(path)
            return made.staff.text.split(separator: "https://town.example").last {
                $0.hasPrefix("/conversations/region/")
            }
            .map { String($0.prefix { $0 != "<" }) }
        }
        let first = try #require(try link())
        #expect(try made.phone.get(first).status == 200)
        let csrf = try #require(made.staff.forms.first { $0.action.contains("/region/link") })
        func act(_ name: String) throws {
            try made.staff.post(csrf.action, csrf.fields.filter { $0.0 != "act" } + [("act", name)])
            try #require(made.staff.status == 303)
        }
        try act("renew")
        let second = try #require(try link())
        #expect(second != first)
        #expect(try made.phone.get(first).status == 404)
        #expect(try made.phone.get(second).status == 200)
        try act("withdraw")
        #expect(try link() == nil)
        #expect(try made.phone.get(second).status == 404)
        try act("renew")
        #expect(try made.phone.get(second).status == 404, "what was withdrawn never comes back")
        #expect(try made.phone.get(try #require(try link())).status == 200)
    }

    @Test func cardsLeadToTheDocumentationAndManyCanBeGrouped() throws {
        let made = try Conference.begin(reviewed: "at-once")
        try made.write("Mehr Busse")
        try made.town.node.store.write { connection in
            let event = try #require(try EventStore.find(slug: "regionalkonferenz", connection))
            for number in 1...120 {
                _ = try ContributionStore.insert(
                    Contribution(
                        process: event.process, title: "Karte \(number)", text: "Text \(number)",
                        origin: Origin(.eventTable, event: event.id), visibility: .published, received: 1, published: 1),
                    connection)
            }
        }
        let themes = Conference.path + "/regionalkonferenz/themes"
        try made.staff.get(themes)
        #expect(made.staff.words.contains("121 Karten, davon 121 ohne Thema"))
        #expect(made.staff.text.split(separator: "type=\"checkbox\"").count == 101)
        try made.staff.get(themes + "?page=2")
        #expect(made.staff.text.split(separator: "type=\"checkbox\"").count == 22)
        try made.staff.send([("card", "2"), ("name", "Am Ende")], form: 0)
        #expect(made.staff.status == 303)
        func uses() throws -> [ContributionUse] {
            try made.town.node.store.read { connection in try ContributionUses.all(of: 1, connection) }
        }
        func document(_ published: [(String, String)]) throws {
            try made.staff.get(Conference.path + "/regionalkonferenz/documentation")
            let form = try #require(made.staff.forms.last { $0.action.contains("/regionalkonferenz/documentation") })
            try made.staff.post(form.action, form.fields.filter { $0.0 != "published" } + published)
            try #require(made.staff.status == 303)
        }
        try document([])
        #expect(try uses().isEmpty)
        try document([("published", "yes")])
        #expect(try uses().map(\.path) == ["/events/regionalkonferenz/documentation"])
        #expect(try made.phone.get("/participation/ideas/1").text.contains("/events/regionalkonferenz/documentation"))
        try document([])
        #expect(try uses().isEmpty)
    }
}
