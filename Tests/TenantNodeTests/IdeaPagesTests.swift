import Database
import Glibc
import HTTP
import Participation
import Service
import Testing

@testable import TenantNode

/// A town whose process collects ideas.
struct IdeaTown {
    let town: TestNode
    let house: StaffHouse
    let process: Process

    init(reviewedFirst: Bool = false) throws {
        town = try TestNode()
        house = try StaffHouse(town)
        let days = ["2026-10-01", "2026-10-31", "2026-11-01"].compactMap { CivilDay($0) }
        process = try town.node.store.write { connection in
            _ = try ProcessStore.write(
                Process(
                    slug: "stadt", title: "Lebenswerte Stadt", question: "Was braucht es?", isPublished: true,
                    isReviewedFirst: reviewedFirst,
                    topics: [Process.Topic(code: "rad", name: "Rad & Fuß"), Process.Topic(code: "bus", name: "Bus")],
                    phases: [
                        Process.Phase(kind: .collect, firstDay: days[0], lastDay: days[1]),
                        Process.Phase(kind: .decide, firstDay: days[2]),
                    ]), at: 1, connection)
            return try #require(try ProcessStore.find(slug: "stadt", connection))
        }
    }

    static let typed = [
        ("title", "Bänke im Park"), ("text", "Zum Ausruhen."), ("topic", "rad"), ("pseudonym", "Linde"),
        ("group", "youth"),
    ]

    /// Somebody who has filled in the first step and looks at the second.
    func atSecondStep(_ fields: [(String, String)] = typed) throws -> StaffBrowser {
        let visitor = house.visitor()
        try visitor.get("/participation/stadt/ideas/new")
        town.clock.advance(by: .seconds(20))
        return try visitor.send(fields)
    }

    /// The identifiers of all contributions.
    func contributions() throws -> [Int64] {
        try town.node.store.read { connection in
            try connection.query("SELECT id FROM contribution ORDER BY id") { try $0.int64(0) }
        }
    }

    @discardableResult
    func submit(_ fields: [(String, String)] = typed) throws -> StaffBrowser {
        let visitor = try atSecondStep(fields)
        return try visitor.send([("act", "send")])
    }
}

struct IdeaPagesTests {
    @Test func anIdeaIsSubmittedShownAndFound() throws {
        let here = try IdeaTown()
        let visitor = try here.atSecondStep()
        #expect(visitor.status == 200 && visitor.words.contains("Stimmt alles so?") && visitor.words.contains("Linde"))
        #expect(try here.contributions().isEmpty)
        try visitor.send([("act", "send")])
        #expect(visitor.status == 303)
        try visitor.follow()
        #expect(
            visitor.words.contains("Ihre Idee ist eingegangen.")
                && visitor.words.contains("https://town.example/participation/mine/"))
        let id = try #require(try here.contributions().first)
        let page = try here.house.visitor().get("/participation/ideas/\(id)")
        #expect(page.status == 200 && page.words.contains("Zum Ausruhen.") && page.words.contains("Rad &amp; Fuß"))
        #expect(!page.words.contains("Schulen und Jugend"))
        #expect(try here.house.visitor().get("/participation/stadt/ideas?q=Parks").words.contains("Bänke im Park"))
        #expect(
            try here.house.visitor().get("/participation/stadt/ideas?topic=bus").words.contains(
                "Dazu gibt es noch keine Idee"))
        #expect(try here.house.visitor().get("/participation/stadt").words.contains("Ein Beitrag ist veröffentlicht."))
    }

    @Test func whatIsReviewedFirstIsNotShown() throws {
        let here = try IdeaTown(reviewedFirst: true)
        let author = try here.submit()
        #expect(try author.follow().words.contains("Das hat noch niemand gelesen."))
        let id = try #require(try here.contributions().first)
        #expect(try here.house.visitor().get("/participation/ideas/\(id)").status == 404)
        #expect(try !here.house.visitor().get("/participation/stadt/ideas").words.contains("Bänke im Park"))
    }

    @Test func personalDataIsPointedOutAndHeldBack() throws {
        let here = try IdeaTown()
        let visitor = try here.atSecondStep([("title", "Anruf"), ("text", "Rufen Sie 0171 1234567 an")])
        #expect(
            visitor.words.contains("eine Telefonnummer") && visitor.words.contains("nachdem jemand sie gelesen hat"))
        try visitor.send([("act", "send")])
        let id = try #require(try here.contributions().first)
        #expect(try here.house.visitor().get("/participation/ideas/\(id)").status == 404)
    }

    @Test func whatIsSentTwiceIsTakenOnce() throws {
        let here = try IdeaTown()
        let visitor = try here.atSecondStep()
        let form = try #require(visitor.forms.last)
        let sent = form.fields + [("act", "send")]
        try visitor.post(form.action, sent)
        let first = try visitor.follow().words
        try visitor.post(form.action, sent)
        #expect(visitor.status == 303)
        #expect(try visitor.follow().words == first)
        #expect(try here.contributions().count == 1)
        // Back button, another text, the same form: nothing is lost and nothing is taken for the first.
        try visitor.post(form.action, sent.map { $0.0 == "text" ? ("text", "Etwas anderes") : $0 })
        #expect(visitor.status == 422 && visitor.text.contains("Etwas anderes"))
        #expect(visitor.words.contains("schon mit einem anderen Text abgesendet"))
        here.town.clock.advance(by: .seconds(10))
        try visitor.send([])
        try visitor.send([("act", "send")])
        #expect(try visitor.status == 303 && here.contributions().count == 2)
    }

    @Test func nothingTypedIsLost() throws {
        let here = try IdeaTown()
        let visitor = try here.atSecondStep()
        try visitor.send([("act", "edit")])
        for value in ["Bänke im Park", "Zum Ausruhen.", "Linde"] { #expect(visitor.text.contains(value)) }
        // Too long, forged, too fast, too old: a sentence, and all that was typed.
        let visitors = here.house.visitor()
        for (fields, wait, sentence) in [
            (IdeaTown.typed + [("token", "1-2-3")], 20, "zu lange offen"),
            (IdeaTown.typed, 1, "sehr schnell"), (IdeaTown.typed, 90_000, "zu lange offen"),
            ([("title", ""), ("text", "Zum Ausruhen.")], 20, "Hier muss etwas stehen"),
            ([("title", String(repeating: "ä", count: 101)), ("text", "Zum Ausruhen.")], 20, "zu lang"),
            ([("title", "a\nb"), ("text", "Zum Ausruhen.")], 20, "eine einzige Zeile"),
            ([("title", "x"), ("text", "Zum Ausruhen."), ("topic", "bahn")], 20, "Antworten"),
            ([("title", "x"), ("text", "Zum Ausruhen."), ("group", "x")], 20, "Antworten"),
        ] {
            try visitors.get("/participation/stadt/ideas/new")
            here.town.clock.advance(by: .seconds(wait))
            try visitors.send(fields)
            #expect(visitors.status == 422 && visitors.words.contains(sentence))
            #expect(visitors.text.contains("Zum Ausruhen."))
            #expect(visitors.text.contains("<title>Fehler:"))
        }
        #expect(try here.contributions().isEmpty)
    }

    @Test func aClosedPhaseGivesTheTextBack() throws {
        let here = try IdeaTown()
        let visitor = try here.atSecondStep()
        here.town.clock.advance(by: .seconds(40 * 86_400))
        try visitor.send([("act", "send")])
        #expect(visitor.status == 409 && visitor.words.contains("Zum Ausruhen."))
        #expect(try here.house.visitor().get("/participation/stadt/ideas/new").words.contains("Zurzeit geschlossen"))
        #expect(try here.contributions().isEmpty)
    }

    @Test func markupIsText() throws {
        let here = try IdeaTown()
        let markup = "<script>alert(1)</script><img src=x onerror=y>\"'"
        try here.submit([
            ("title", markup), ("text", markup), ("pseudonym", markup.prefix(50).description), ("place-name", markup),
        ])
        let id = try #require(try here.contributions().first)
        for path in [
            "/participation/ideas/\(id)", "/participation/stadt/ideas", "/participation/stadt/ideas?q=%3Cscript%3E",
        ] {
            let page = try here.house.visitor().get(path)
            #expect(page.status == 200 && !page.text.contains("<script>alert") && !page.text.contains("<img src=x"))
        }
    }

    @Test func theTrapStoresNothing() throws {
        let here = try IdeaTown()
        let visitor = try here.atSecondStep()
        try visitor.send([("act", "send"), ("website", "https://spam.example")])
        #expect(try visitor.status == 200 && here.contributions().isEmpty)
    }

    @Test func supportCountsOnceForADeviceAndCanBeTakenBack() throws {
        let here = try IdeaTown()
        try here.submit()
        let id = try #require(try here.contributions().first)
        let visitor = here.house.visitor()
        for _ in 0..<2 {
            try visitor.get("/participation/ideas/\(id)")
            let form = try #require(visitor.forms.first { $0.action.contains("/support") })
            try visitor.post(form.action, form.fields.filter { $0.0 != "act" } + [("act", "add")])
            #expect(try visitor.follow().words.contains("1 Unterstützung"))
        }
        #expect(visitor.words.contains("Unterstützung zurücknehmen"))
        let other = try here.house.visitor().get("/participation/ideas/\(id)")
        try other.send([], form: other.forms.firstIndex { $0.action.contains("/support") })
        #expect(try other.follow().words.contains("2 Unterstützungen"))
        try visitor.get("/participation/ideas/\(id)")
        try visitor.send([], form: visitor.forms.firstIndex { $0.action.contains("/support") })
        #expect(try visitor.follow().words.contains("1 Unterstützung"))
        // A forged form counts nothing.
        try here.house.visitor().post("/participation/ideas/\(id)/support", [("act", "add"), ("token", "1-2-3")])
        #expect(try here.house.visitor().get("/participation/ideas/\(id)").words.contains("1 Unterstützung"))
    }

    @Test func aDiscussionHasReplies() throws {
        let here = try IdeaTown()
        try here.submit()
        let id = try #require(try here.contributions().first)
        let visitor = try here.house.visitor().get("/participation/ideas/\(id)")
        here.town.clock.advance(by: .seconds(20))
        try visitor.send([("comment", "Gute Idee"), ("pseudonym", "Buche")])
        #expect(try visitor.follow().words.contains("Ihr Kommentar ist eingegangen."))
        try visitor.get("/participation/ideas/\(id)")
        #expect(visitor.words.contains("1 Kommentar") && visitor.words.contains("Buche"))
        try visitor.get("/participation/ideas/\(id)/comments?to=1")
        #expect(visitor.words.contains("Sie antworten auf Gute Idee"))
        here.town.clock.advance(by: .seconds(20))
        let form = try #require(visitor.forms.last)
        let sent = form.fields.filter { $0.0 != "comment" } + [("comment", "Finde ich auch")]
        for _ in 0..<2 { try visitor.post(form.action, sent) }
        try visitor.get("/participation/ideas/\(id)")
        #expect(visitor.words.contains("2 Kommentare") && visitor.text.contains("class=\"replies\""))
        // An empty one and one that is too long come back.
        try visitor.get("/participation/ideas/\(id)/comments")
        here.town.clock.advance(by: .seconds(20))
        try visitor.send([("comment", String(repeating: "x", count: 4001))])
        #expect(visitor.status == 422 && visitor.text.contains("xxxx"))
    }

    @Test func whatMakesUseOfAnIdeaStandsOnItsPage() throws {
        let here = try IdeaTown()
        try here.submit()
        let path = "/participation/documents/charta"
        try here.town.node.store.write { connection in
            _ = try ContributionUses.replace(
                at: path,
                with: [ContributionUse(contribution: 1, path: path, fragment: "parks", title: "Charta, Parks")],
                connection)
        }
        let page = try here.house.visitor().get("/participation/ideas/1")
        #expect(page.words.contains("Worin sie vorkommt Charta, Parks"))
        #expect(page.text.contains("/participation/documents/charta?lang=de#parks"))
    }

    @Test func anUnknownAuthorLinkIsThrottled() throws {
        let here = try IdeaTown()
        let visitor = here.house.visitor()
        let guess = "/participation/mine/" + String(repeating: "0", count: 32)
        #expect(try visitor.get(guess).status == 404)
        for _ in 0..<60 { try visitor.get(guess) }
        #expect(visitor.status == 429)
        #expect(try visitor.get("/participation/mine/x").status == 429)
        #expect(try visitor.get("/participation/mine/x/data").status == 429)
        let again = try StaffHouse(here.town).visitor()
        #expect(try again.get(guess).status == 429)
        // Whoever has a link gets in all the same, and an hour later it is forgotten.
        let link = try #require(try here.submit().answer.headers["Location"])
        #expect(try again.get(link).status == 200)
        here.town.clock.advance(by: .seconds(3600))
        #expect(try again.get(guess).status == 404)
    }

    @Test("Nothing stored tells which address guessed: it is hashed under a key of a day, and no backup has either")
    func guessesTellNothing() throws {
        let here = try IdeaTown()
        let visitor = here.house.visitor()
        func guess() throws { try visitor.get("/participation/mine/" + String(repeating: "0", count: 32)) }
        func stored() throws -> (key: [UInt8]?, addresses: [[UInt8]]) {
            try here.town.node.store.read { connection in
                (
                    try connection.first("SELECT key FROM guess_key") { try $0.blob(0) },
                    try connection.query("SELECT address FROM guess") { try $0.blob(0) }
                )
            }
        }
        try guess()
        let first = try stored()
        #expect(first.addresses.count == 1 && first.addresses[0].count == 32)
        let path = here.town.folder + "-backup"
        defer { unlink(path) }
        try NodeBackup.write(here.town.node, to: path)
        let backup = try Connection(path: path, mode: .readOnly, application: Migrations.application)
        for table in ["guess", "guess_key"] {
            #expect(try backup.first("SELECT count(*) FROM \(table)") { try $0.int(0) } == 0)
        }
        here.town.clock.advance(by: .seconds(3601))
        try guess()
        #expect(try stored().key == first.key && stored().addresses == first.addresses)
        here.town.clock.advance(by: .seconds(86_400))
        _ = try RetentionRound(desk: here.house.participation).run()
        #expect(try stored().key == nil && stored().addresses.isEmpty)
        try guess()
        let next = try stored()
        #expect(next.key != first.key && next.addresses != first.addresses && next.addresses.count == 1)
    }
}
