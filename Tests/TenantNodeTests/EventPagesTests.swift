import Events
import Glibc
import HTTP
import Participation
import Service
import Synchronization
import Testing

@testable import TenantNode

/// A conference from its first form on, without sockets; what its wall streams.
struct EventPagesTests {
    @Test func theEventIsShownWithProgrammeInOrderAndTables() throws {
        let made = try Conference.begin()
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
        let made = try Conference.begin(published: false)
        let slug = "/events/regionalkonferenz"
        for path in [slug, slug + "/wall", slug + "/stream", slug + "/documentation", "/t/\(made.tables[0])"] {
            #expect(try made.phone.get(path).status == 404, "\(path)")
        }
        #expect(try !made.phone.get("/events").words.contains("Regionalkonferenz"))
        #expect(
            try made.staff.get(Conference.path + "/regionalkonferenz/print").words.contains("noch nicht öffentlich"))
    }

    @Test func faultsStandAtTheirFieldsAndNothingIsLost() throws {
        let made = try Conference.begin()
        try made.staff.get(Conference.path + "/new")
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
        #expect(try made.staff.get(Conference.path).words.contains("Regionalkonferenz"))
        #expect(try !made.staff.get(Conference.path).words.contains("Werkstatt"))
    }

    @Test func twoAtOnceLoseNothing() throws {
        let made = try Conference.begin()
        let path = Conference.path + "/regionalkonferenz/edit"
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
        let made = try Conference.begin()
        try made.write("Mehr Busse")
        try made.staff.get(Conference.path + "/regionalkonferenz/edit")
        let empty = ["name", "question", "link", "moderator", "recorder"].map { ("table-1-\($0)", "") }
        try made.staff.send(empty)
        #expect(made.staff.status == 422)
        #expect(made.staff.words.contains("Am Tisch „Mobilität“ sind schon Karten entstanden"))
        try made.staff.send([("table-1-name", "Unterwegs")])
        #expect(made.staff.status == 303)
        #expect(try made.phone.get("/t/\(made.tables[0])").words.contains("Unterwegs"))
    }

    @Test func theWallOfAPastEventDoesNotSayThatCardsAppear() throws {
        let made = try Conference.begin(reviewed: "at-once")
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
        let made = try Conference.begin()
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

    // MARK: The stream

    @Test func theStreamSaysWhatIsNewAndEndsWhenAsked() throws {
        let made = try Conference.begin(reviewed: "at-once")
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
        let made = try Conference.begin(reviewed: "at-once")
        try made.write("Mehr Busse")
        let staff = [
            "", "/new", "/regionalkonferenz", "/regionalkonferenz/edit", "/regionalkonferenz/queue",
            "/regionalkonferenz/themes", "/regionalkonferenz/print", "/regionalkonferenz/documentation",
        ]
        let paths =
            staff.map { Conference.path + $0 } + ["/staff/participation/conversations"]
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
