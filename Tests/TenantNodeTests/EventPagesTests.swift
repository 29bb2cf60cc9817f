import Events
import Glibc
import HTTP
import Participation
import Service
import Synchronization
import Testing

@testable import TenantNode

/// A conference from its first form to its documentation, without sockets.
struct EventPagesTests {
    private struct Conference {
        let town: TestNode
        let house: StaffHouse
        let staff: StaffBrowser
        let phone: StaffBrowser
        /// The numbers of its two tables.
        let tables: [Int64]

        func contributions() throws -> [Contribution] {
            try town.node.store.read { connection in
                let ids = try connection.query("SELECT id FROM contribution ORDER BY id") { try $0.int64(0) }
                return try ids.compactMap { try ContributionStore.read($0, connection) }
            }
        }

        /// Opens the table's page and writes a card, as one does at a table.
        @discardableResult
        func write(_ text: String, _ fields: [(String, String)] = [], table: Int = 0) throws
            -> StaffBrowser
        {
            try phone.get("/t/\(tables[table])")
            town.clock.advance(by: .seconds(5))
            return try phone.send([("text", text)] + fields)
        }
    }

    private static let path = "/staff/participation/events"

    /// A published process and event; cards are read first unless told otherwise.
    private func conference(reviewed: String = "first", published: Bool = true) throws -> Conference {
        let town = try TestNode()
        let house = try StaffHouse(town)
        let staff = try house.admin()
        try town.node.store.write { connection in
            _ = try ProcessStore.write(
                Process(
                    slug: "region", title: "Unsere Region", question: "Was braucht es hier?", isPublished: true), at: 1,
                connection)
        }
        try staff.get(Self.path + "/new")
        var fields = [
            ("process", "1"), ("title", "Regionalkonferenz"), ("kind", "conference"), ("attendance", "hybrid"),
            ("first", "2026-10-05"), ("starts", "9:00"), ("ends", "17.30"), ("place", "Rathaus"),
            ("reviewed", reviewed),
            ("item-1-starts", "10:00"), ("item-1-title", "Tische, zweite Runde"), ("item-2-starts", "9:30"),
            ("item-2-title", "Begrüßung"), ("table-1-name", "Mobilität"), ("table-1-recorder", "Protokoll Mobilität"),
            ("table-2-name", "Bildung"), ("table-2-question", "Was lernen wir wo?"),
            ("table-2-link", "https://video.example/bildung"),
        ]
        if published { fields.append(("published", "yes")) }
        try staff.send(fields)
        #expect(staff.status == 303)
        try staff.follow()
        let event = try town.node.store.read { connection in
            try EventStore.find(slug: "regionalkonferenz", connection)
        }
        let tables = try #require(event).tables.map(\.id)
        return Conference(town: town, house: house, staff: staff, phone: house.visitor(), tables: tables)
    }

    @Test func theEventIsShownWithProgrammeInOrderAndTables() throws {
        let made = try conference()
        let page = try made.phone.get("/events/regionalkonferenz")
        #expect(page.status == 200)
        for words in [
            "Was braucht es hier?", "5. Oktober 2026, 09:00 bis 17:30 Uhr", "Konferenz, vor Ort und im Netz",
            "Was lernen wir wo?", "noch keine Karte",
        ] { #expect(page.words.contains(words), "\(words)") }
        let words = page.words
        let first = try #require(words.firstRange(of: "Begrüßung")).lowerBound
        let second = try #require(words.firstRange(of: "zweite Runde")).lowerBound
        #expect(first < second)
        #expect(page.text.contains("href=\"https://video.example/bildung\""))
        #expect(try made.phone.get("/events").words.contains("Eine Veranstaltung steht bevor."))
    }

    @Test func whatIsNotPublicIsNotThere() throws {
        let made = try conference(published: false)
        let slug = "/events/regionalkonferenz"
        for path in [slug, slug + "/wall", slug + "/stream", slug + "/documentation", "/t/\(made.tables[0])"] {
            #expect(try made.phone.get(path).status == 404, "\(path)")
        }
        #expect(try !made.phone.get("/events").words.contains("Regionalkonferenz"))
        #expect(try made.staff.get(Self.path + "/regionalkonferenz/print").words.contains("noch nicht öffentlich"))
    }

    @Test func faultsStandAtTheirFieldsAndNothingIsLost() throws {
        let made = try conference()
        try made.staff.get(Self.path + "/new")
        try made.staff.send([
            ("title", "Werkstatt"), ("first", "morgen"), ("starts", "25:00"), ("link", "javascript:alert(1)"),
            ("item-1-title", "ohne Zeit"), ("table-1-question", "ohne Namen?"),
        ])
        #expect(made.staff.status == 422)
        for words in ["JJJJ-MM-TT", "SS:MM", "https:// oder http://", "Bitte wählen Sie eine der Antworten aus."] {
            #expect(made.staff.words.contains(words), "\(words)")
        }
        let typed = try #require(made.staff.forms.last).fields
        for (name, value) in [("title", "Werkstatt"), ("first", "morgen"), ("table-1-question", "ohne Namen?")] {
            #expect(typed.contains { $0 == name && $1 == value }, "\(name)")
        }
        #expect(try made.staff.get(Self.path).words.contains("Regionalkonferenz"))
        #expect(try !made.staff.get(Self.path).words.contains("Werkstatt"))
    }

    @Test func twoAtOnceLoseNothing() throws {
        let made = try conference()
        let path = Self.path + "/regionalkonferenz/edit"
        let other = try made.house.person("o.ther", "Amt", [.reader, .author])
        try made.staff.get(path)
        try other.get(path)
        try made.staff.send([("place", "Stadthalle")])
        #expect(made.staff.status == 303)
        try other.send([("place", "Schule")])
        #expect(other.status == 422)
        #expect(other.words.contains("inzwischen gespeichert"))
        try other.send([])
        #expect(other.status == 303)
        #expect(try made.phone.get("/events/regionalkonferenz").words.contains("Schule"))
    }

    @Test func aTableWithCardsStays() throws {
        let made = try conference()
        try made.write("Mehr Busse")
        try made.staff.get(Self.path + "/regionalkonferenz/edit")
        let empty = ["name", "question", "link", "moderator", "recorder"].map { ("table-1-\($0)", "") }
        try made.staff.send(empty)
        #expect(made.staff.status == 422)
        #expect(made.staff.words.contains("Am Tisch „Mobilität“ sind schon Karten entstanden"))
        try made.staff.send([("table-1-name", "Unterwegs")])
        #expect(made.staff.status == 303)
        #expect(try made.phone.get("/t/\(made.tables[0])").words.contains("Unterwegs"))
    }

    @Test func theWallOfAPastEventDoesNotSayThatCardsAppear() throws {
        let made = try conference(reviewed: "at-once")
        try made.write("Mehr Busse")
        let wall = "/events/regionalkonferenz/wall"
        #expect(try made.phone.get(wall).text.contains("erscheinen von selbst"))
        #expect(made.phone.text.contains("<script") && made.phone.words.contains("Regelmäßig neu laden"))
        made.town.clock.advance(by: .seconds(2 * 86_400))
        for address in [wall, wall + "?reload=yes"] {
            let page = try made.phone.get(address)
            #expect(page.words.contains("Die Veranstaltung ist vorbei.") && page.words.contains("Mehr Busse"))
            #expect(!page.text.contains("<script") && !page.words.contains("Regelmäßig neu laden"))
            #expect(page.answer.headers["Refresh"] == nil)
        }
    }

    @Test func manyConversationsComePageByPage() throws {
        let made = try conference()
        let day = try #require(CivilDay("2026-10-01"))
        try made.town.node.store.write { connection in
            for number in 1...120 {
                try ConversationStore.insert(
                    Conversation(
                        process: 1, day: day, place: "Ort \(number).", people: 3, group: nil, recorder: "Amt",
                        notes: []), form: "f\(number)", at: 1, connection)
            }
        }
        var address = "/staff/participation/conversations/region"
        var seen: [String] = []
        for page in 1...3 {
            let words = try made.staff.get(address).words
            #expect(words.contains("120 Gespräche mit 360 Menschen."))
            seen += words.split(separator: "Ort ").dropFirst().map { String($0.prefix { $0 != "." }) }
            #expect(words.contains("Frühere ansehen") == (page < 3) && words.contains("Zu den neuesten") == (page > 1))
            let found = made.staff.text.split(separator: "href=\"").map { String($0.prefix { $0 != "\"" }) }
            if let next = found.last(where: { $0.contains("after=") }) {
                address = next.replacingOccurrences(of: "&amp;", with: "&")
            }
        }
        #expect(seen == (1...120).reversed().map { "\($0)" })
        #expect(try made.staff.get("/staff/participation/conversations").words.contains("120 360"))
    }

    @Test func aCardIsReadBeforeItIsShown() throws {
        let made = try conference()
        try made.write("<script>alert(1)</script> & mehr", [("pseudonym", "Ada"), ("group", "youth")])
        #expect(made.phone.status == 303)
        #expect(try made.phone.follow().words.contains("Danke, Ihre Karte ist da."))
        let wall = "/events/regionalkonferenz/wall"
        #expect(try !made.phone.get(wall).words.contains("alert"))
        let card = try #require(try made.contributions().first)
        #expect(card.visibility == .received)
        #expect(card.origin.channel == .eventTable && card.origin.group == .youth)
        #expect(card.origin.event == 1 && card.origin.table == made.tables[0])

        let queue = Self.path + "/regionalkonferenz/queue"
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
        try browser.get(Self.path + "/regionalkonferenz/edit")
        let form = try #require(browser.forms.last)
        return try #require(form.fields.first { $0.0 == "csrf" }?.1)
    }

    @Test func withoutReadingFirstItIsShownAtOnce() throws {
        let made = try conference(reviewed: "at-once")
        try made.write("Mehr Busse", table: 1)
        #expect(try made.phone.follow().words.contains("hängt an der Pinnwand"))
        #expect(try made.phone.get("/events/regionalkonferenz/wall").words.contains("Mehr Busse"))
        #expect(try made.phone.get("/events/regionalkonferenz/wall?by=theme").words.contains("Noch ohne Thema"))
    }

    @Test func aCardSentTwiceIsOneCard() throws {
        let made = try conference()
        try made.phone.get("/t/\(made.tables[0])")
        made.town.clock.advance(by: .seconds(5))
        let form = try #require(made.phone.forms.last)
        let fields = form.fields.filter { $0.0 != "text" } + [("text", "Einmal")]
        for _ in 0..<3 { #expect(try made.phone.post(form.action, fields).status == 303) }
        #expect(try made.contributions().count == 1)
    }

    @Test func badCardsGetASentenceAndKeepTheirText() throws {
        let made = try conference()
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
        let made = try conference()
        try made.phone.get("/t/\(made.tables[0])")
        made.town.clock.advance(by: .seconds(5))
        try made.staff.get(Self.path + "/regionalkonferenz")
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
        let made = try conference()
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
        let made = try conference()
        let path = "/t/\(made.tables[0])"
        let browser = Request(method: "POST", path: path, headers: Headers([("Accept", "text/html,*/*")]))
        let answer = try #require(made.house.pages.refusal(status: 413, browser))
        guard case .bytes(let bytes) = answer.body else { throw CancellationError() }
        #expect(answer.status == 413 && String(decoding: bytes, as: UTF8.self).contains("Ihr Text steht noch dort"))
        #expect(made.house.pages.refusal(status: 413, Request(method: "POST", path: path)) == nil)
        #expect(made.house.pages.refusal(status: 413, nil) == nil)
    }

    // MARK: Recorders

    private func captureLink(_ made: Conference) throws -> String {
        let text = try made.staff.get(Self.path + "/regionalkonferenz").text
        let start = try #require(text.firstRange(of: "https://town.example/events/regionalkonferenz/capture/"))
        return String(text[start.lowerBound...].prefix { $0 != "\"" }.dropFirst("https://town.example".count))
    }

    @Test func aRecorderWritesCardsThatAreStoredOnce() throws {
        let made = try conference(reviewed: "at-once")
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
        let made = try conference()
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
        try made.staff.get(Self.path + "/regionalkonferenz")
        try made.staff.send([])
        #expect(try made.staff.follow().words.contains("die alten gelten nicht mehr"))
        #expect(try made.phone.get(link).status == 404)
        #expect(try made.phone.get(captureLink(made)).status == 200)
        #expect(try made.contributions().isEmpty)
    }

    // MARK: Themes, documentation, conversations

    @Test func cardsAreGroupedAndDocumented() throws {
        let made = try conference(reviewed: "at-once")
        try made.write("Mehr Busse")
        try made.write("Radwege")
        try made.write("Schulgarten", table: 1)
        let ids = try made.contributions().map { "\($0.id)" }
        let themes = Self.path + "/regionalkonferenz/themes"
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
        try made.staff.get(Self.path + "/regionalkonferenz/documentation")
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
        let made = try conference()
        let page = try made.staff.get(Self.path + "/regionalkonferenz/print")
        #expect(page.words.contains("https://town.example/t/\(made.tables[0])"))
        #expect(page.words.contains("https://town.example/events/regionalkonferenz"))
        #expect(page.text.split(separator: "class=\"qr\"").count == 4)
    }

    @Test func conversationsBecomeContributions() throws {
        let made = try conference()
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
        let made = try conference(reviewed: "at-once")
        try made.write("Der Bürgermeister ist ein Esel")
        let wall = "/events/regionalkonferenz/wall"
        let path = Self.path + "/regionalkonferenz/shown"
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
        let made = try conference(reviewed: "at-once")
        try made.write("Ruft mich an: 0271 1234567 oder ada@example.org")
        #expect(try made.phone.follow().words.contains("sobald jemand sie gelesen hat"))
        #expect(try !made.phone.get("/events/regionalkonferenz/wall").words.contains("0271"))
        let moderator = try made.house.person("lesen", "Moderation", [.moderator])
        #expect(try moderator.get("/staff/participation/queue").words.contains("Karten: Regionalkonferenz (1)"))
        try made.staff.get(Self.path + "/regionalkonferenz/queue")
        #expect(made.staff.words.contains("eine E-Mail-Adresse, eine Telefonnummer"))
        #expect(made.staff.text.contains("<mark>ada@example.org"))
        try made.staff.send([("act", "show")], form: 0)
        #expect(try made.phone.get("/events/regionalkonferenz/wall").words.contains("0271"))
    }

    @Test func theMultipliersLinkIsRenewedAndWithdrawn() throws {
        let made = try conference()
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
        let made = try conference(reviewed: "at-once")
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
        let themes = Self.path + "/regionalkonferenz/themes"
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
            try made.staff.get(Self.path + "/regionalkonferenz/documentation")
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

    // MARK: The stream

    @Test func theStreamSaysWhatIsNewAndEndsWhenAsked() throws {
        let made = try conference(reviewed: "at-once")
        let text = try made.phone.get("/events/regionalkonferenz/wall").text
        let after = try #require(text.firstRange(of: "data-after=\"")).upperBound
        let number = String(text[after...].prefix { $0 != "\"" })
        try made.write("Vor dem Strom")
        let answer = try made.phone.get("/events/regionalkonferenz/stream?after=\(number)").answer
        #expect(answer.status == 200 && answer.headers["Content-Type"] == "text/event-stream")
        guard case .stream(nil, let produce) = answer.body else {
            Issue.record("no stream")
            return
        }
        let received = Mutex("")
        let isDone = Completion<Bool>()
        let thread = try Service.Thread.spawn(name: "phone") {
            do {
                try produce { bytes in received.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
                isDone.fulfil(true)
            } catch {
                isDone.fulfil(false)
            }
        }
        func waitFor(_ words: String) {
            for _ in 0..<500 where !received.withLock({ $0.contains(words) }) { usleep(20_000) }
            #expect(received.withLock { $0.contains(words) }, "\(words)")
        }
        waitFor("Vor dem Strom")
        try made.write("Während des Stroms")
        waitFor("Während des Stroms")
        made.house.events.stop()
        #expect(isDone.wait(timeout: .seconds(10)) == true)
        thread.join()
        #expect(received.withLock { $0.hasPrefix("retry: 2000\n\n") })
        #expect(try made.phone.get("/events/regionalkonferenz/stream?after=x").status == 400)
        #expect(try made.phone.get("/events/regionalkonferenz/stream?after=0").status == 503)
    }

    @Test func everyPageIsThereInBothLanguages() throws {
        let made = try conference(reviewed: "at-once")
        try made.write("Mehr Busse")
        let staff = [
            "", "/new", "/regionalkonferenz", "/regionalkonferenz/edit", "/regionalkonferenz/queue",
            "/regionalkonferenz/themes", "/regionalkonferenz/print", "/regionalkonferenz/documentation",
        ]
        let paths =
            staff.map { Self.path + $0 } + ["/staff/participation/conversations"]
            + ["/events", "/events/regionalkonferenz", "/events/regionalkonferenz/wall", "/t/\(made.tables[0])"]
        for language in ["de", "en"] {
            made.staff.language = language
            for path in paths { #expect(try made.staff.get(path).status == 200, "\(path)") }
        }
        // Without script it loads anew by itself only when asked to.
        #expect(try made.phone.get("/events/regionalkonferenz/wall").answer.headers["Refresh"] == nil)
        let reloading = try made.phone.get("/events/regionalkonferenz/wall?reload=yes")
        #expect(reloading.answer.headers["Refresh"] == "30" && !reloading.text.contains("<script"))
    }
}
