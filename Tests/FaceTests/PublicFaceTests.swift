import Database
import Foundation
import HTTP
import Pages
import Service
import Testing

@testable import Face

/// A database with the tables of this target, and the pages over it.
struct FaceHouse {
    let folder: URL
    let clock: FixedClock
    let desk: FaceDesk
    let pages: PublicFacePages

    init() throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("face-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        clock = FixedClock(try Timestamp("2026-10-05T08:00:00Z"))
        let store = Store(
            path: folder.appendingPathComponent("face.sqlite").path, application: 7,
            migrations: [Migration(number: 1, name: "face", sql: FaceTables.sql)])
        try store.open()
        desk = FaceDesk(store: store, world: World.fixed(clock))
        pages = PublicFacePages(
            desk: desk, processing: { [] },
            language: { request in request.queryValue("lang").flatMap(Language.init(rawValue:)) ?? .german }
        ) { [desk] request, language, page in
            var frame = PageFrame(
                language: language, path: request.path, siteName: "Prüfstadt", title: page.title, lead: page.lead)
            desk.face.dress(&frame)
            frame.hasErrors = page.hasErrors
            return .html(frame.rendered(body: page.body), status: page.status)
        }
    }

    func close() {
        desk.store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    func answer(
        _ method: String, _ path: String, _ fields: [(name: String, value: String)] = [], language: String = "de"
    )
        throws -> (response: Response, text: String)
    {
        let router = try Router(
            routes: pages.routes, notFound: { _ in .text("nothing", status: 404) },
            methodNotAllowed: { _, _ in .text("no", status: 405) })
        let response = router.handle(
            Request(
                method: method, path: path, query: [("lang", language)],
                headers: Headers([("Content-Type", "application/x-www-form-urlencoded")]),
                body: Array(FormCoding.encode(fields).utf8)))
        guard case .bytes(let bytes) = response.body else { throw CancellationError() }
        return (response, String(decoding: bytes, as: UTF8.self))
    }

    func feedback() throws -> [Feedback] { try desk.store.read { connection in try FeedbackStore.all(connection) } }

    func save(_ section: Face.Section, _ fields: FaceStore.Fields, edition: Int64 = 0, picture: [UInt8]? = nil) throws
        -> Bool
    {
        let isSaved = try desk.store.write { connection in
            try FaceStore.save(
                section, fields, picture: picture, expecting: edition, by: "Prüferin", at: 1, connection)
        }
        desk.refresh()
        return isSaved
    }
}

struct PublicFaceTests {
    @Test func whatIsNotFilledInSaysSo() throws {
        let house = try FaceHouse()
        defer { house.close() }
        for (path, de, en) in [
            ("/imprint", "Anschrift der Körperschaft", "address of the body"),
            ("/privacy", "Datenschutzbeauftragten", "data protection officer"),
            ("/accessibility", "wurde noch nicht geprüft", "has not been assessed yet"),
        ] {
            #expect(try house.answer("GET", path).text.contains(de))
            #expect(try house.answer("GET", path, language: "en").text.contains(en))
            #expect(try house.answer("GET", path).text.contains("Noch einzutragen"))
        }
    }

    @Test func everyPageLeadsToTheFour() throws {
        let house = try FaceHouse()
        defer { house.close() }
        let text = try house.answer("GET", "/imprint").text
        for address in ["/imprint", "/privacy", "/accessibility", "/feedback?page=/imprint"] {
            #expect(text.contains("href=\"\(address)\""))
        }
    }

    @Test func aStatementHasTheStructureOfTheModel() throws {
        let house = try FaceHouse()
        defer { house.close() }
        #expect(
            try house.save(
                .accessibility,
                [
                    ("conformity", "partial"), ("barriers", "Alte PDF-Dateien."), ("prepared", "2026-09"),
                    ("method", "own"),
                    ("contact", "stelle@stadt.example"), ("enforcement", "Ombudsstelle"),
                ]))
        let text = try house.answer("GET", "/accessibility").text
        var rest = text[...]
        for words in [
            "teilweise vereinbar", "Nicht barrierefreie Inhalte", "Alte PDF-Dateien.", "Erstellung dieser Erklärung",
            "September 2026", "Selbstbewertung", "Rückmeldung und Kontakt", "mailto:stelle@stadt.example",
            "Durchsetzungsverfahren", "Ombudsstelle",
        ] {
            let found = try #require(rest.range(of: words), "\(words) is not there, or not in its place")
            rest = rest[found.upperBound...]
        }
        #expect(!text.contains("Noch einzutragen"))
        #expect(house.desk.face.accessibility.isComplete)
        // An English page marks what is German.
        #expect(try house.answer("GET", "/accessibility", language: "en").text.contains("<div lang=\"de\""))
    }

    @Test func onlyTheFirstOfTwoEditorsSaves() throws {
        let house = try FaceHouse()
        defer { house.close() }
        #expect(try house.save(.imprint, [("text", "Erster")]))
        #expect(try !house.save(.imprint, [("text", "Zweiter")]))
        #expect(try house.save(.imprint, [("text", "Dritter")], edition: 1))
        #expect(try !house.save(.imprint, [("text", "Vierter")], edition: 1))
        #expect(house.desk.face.imprint.german == "Dritter")
        #expect(house.desk.face.edition(.imprint) == 2)
    }

    @Test func theLogoIsServedUnderTheAddressOfItsEdition() throws {
        let house = try FaceHouse()
        defer { house.close() }
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]
        #expect(Logo.Kind(png) == .png)
        #expect(Logo.Kind([0xFF, 0xD8, 0xFF, 0xE0]) == .jpeg)
        #expect(Logo.Kind(Array("<svg xmlns".utf8)) == nil)
        #expect(try house.save(.logo, [("kind", "png"), ("description", "Wappen")], picture: png))
        #expect(try house.answer("GET", "/imprint").text.contains("<img src=\"/face/logo/1\" alt=\"Wappen\""))
        let router = try Router(
            routes: house.pages.routes, notFound: { _ in .text("", status: 404) },
            methodNotAllowed: { _, _ in .text("", status: 405) })
        let response = router.handle(Request(path: "/face/logo/1"))
        #expect(response.headers["Content-Type"] == "image/png")
        #expect(response.headers["X-Content-Type-Options"] == "nosniff")
        #expect(router.handle(Request(path: "/face/logo/2")).status == 404)
    }

    @Test func aColourThatCannotBeReadIsNotTakenFromADamagedRow() throws {
        let house = try FaceHouse()
        defer { house.close() }
        #expect(try house.save(.look, [("name", "Prüfstadt"), ("accent", "#ffff00")]))
        #expect(house.desk.face.accent == .standard)
        #expect(house.desk.face.name == "Prüfstadt")
    }
}

struct FeedbackTests {
    private func token(_ house: FaceHouse) throws -> String {
        let text = try house.answer("GET", "/feedback").text
        let after = try #require(text.range(of: "name=\"token\" value=\"")).upperBound
        return String(text[after...].prefix { $0 != "\"" })
    }

    @Test func isKeptAndThanked() throws {
        let house = try FaceHouse()
        defer { house.close() }
        let token = try token(house)
        house.clock.advance(by: .seconds(20))
        let answer = try house.answer(
            "POST", "/feedback",
            [
                ("token", token), ("subject", "barrier"), ("message", "Das Menü geht nicht auf."),
                ("contact", "a@b.example"), ("page", "/measures/eins"), ("website", ""),
            ])
        #expect(answer.response.status == 200 && answer.text.contains("Vielen Dank"))
        let kept = try #require(try house.feedback().first)
        #expect(kept.message == "Das Menü geht nicht auf." && kept.subject == .barrier && kept.page == "/measures/eins")
        #expect(kept.received == house.clock.now.seconds)
    }

    @Test(arguments: [
        ("message", "", "Hier muss etwas stehen"),
        ("message", String(repeating: "x", count: 4001), "um 1 Zeichen zu lang"),
        ("contact", "eins\nzwei", "in eine einzige Zeile"), ("token", "1-abc", "zu lange offen"),
        ("token", "", "zu lange offen"),
    ]) func aFormThatIsNotTakenComesBackFilled(name: String, value: String, sentence: String) throws {
        let house = try FaceHouse()
        defer { house.close() }
        var fields = ["token": try token(house), "message": "Mein Text", "contact": "", "page": "/"]
        house.clock.advance(by: .seconds(20))
        fields[name] = value
        let answer = try house.answer("POST", "/feedback", fields.map { (name: $0.key, value: $0.value) })
        #expect(answer.response.status == 422)
        #expect(answer.text.contains(sentence) && answer.text.contains("<title>Fehler: "))
        #expect(name == "message" || answer.text.contains("Mein Text"))
        #expect(try house.feedback().isEmpty)
    }

    @Test func programsAreStopped() throws {
        let house = try FaceHouse()
        defer { house.close() }
        let token = try token(house)
        // Quicker than anybody writes.
        let quick = try house.answer("POST", "/feedback", [("token", token), ("message", "schnell")])
        #expect(quick.response.status == 422 && quick.text.contains("sehr schnell"))
        house.clock.advance(by: .seconds(20))
        // Fills in what nobody sees: thanked, not kept.
        let trapped = try house.answer(
            "POST", "/feedback", [("token", token), ("message", "x"), ("website", "https://spam.example")])
        #expect(trapped.response.status == 200)
        #expect(try house.feedback().isEmpty)
        for _ in 0..<PublicFacePages.perHour {
            #expect(
                try house.answer("POST", "/feedback", [("token", token), ("message", "wirklich")]).response.status
                    == 200)
        }
        let sixth = try house.answer("POST", "/feedback", [("token", token), ("message", "noch einmal")])
        #expect(sixth.response.status == 429 && sixth.text.contains("schon mehrere Rückmeldungen"))
        #expect(sixth.text.contains("noch einmal"))
        house.clock.advance(by: .seconds(3601))
        #expect(
            try house.answer("POST", "/feedback", [("token", token), ("message", "später")]).response.status == 200)
        #expect(try house.feedback().count == PublicFacePages.perHour + 1)
    }
}
