import Exchange
import HTTP
import Testing

@testable import TenantNode

/// Import of other platforms and open data, through the pages.
struct ImportPagesTests {
    private static let ideas = Array(
        """
        Nr;Titel;Text;Likes;E-Mail;Bemerkung
        1;Mehr Bänke;Am Ufer;12;m@example.org;egal
        2;=Licht;Im Park;;;

        """.utf8)

    private func house() throws -> (StaffHouse, StaffBrowser) {
        let house = try StaffHouse(try TestNode())
        let author = try house.person("autorin", "Beteiligung", [.author, .reader])
        try author.get("/staff/participation/processes/new").send([
            ("title", "Stadt"), ("question", "Was braucht es?"), ("published", "yes"),
            ("phase-1-kind", "collect"), ("phase-1-first", "2026-10-01"),
        ])
        try #require(author.status == 303)
        return (house, author)
    }

    private func number(_ house: StaffHouse) throws -> Int {
        try house.town.node.store.read { connection in
            try connection.first("SELECT count(*) FROM contribution") { try $0.int(0) } ?? -1
        }
    }

    private func body(_ response: Response) throws -> String {
        guard case .stream(_, let produce) = response.body else { return "" }
        var bytes: [UInt8] = []
        try produce { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func checkedThenTakenThenGivenAway() throws {
        let (house, author) = try house()
        try author.get("/staff/participation/import")
        #expect(author.status == 200)
        try author.upload(Self.ideas, as: "file", file: "ideen.csv", [("process", "stadt")])
        #expect(author.status == 200)
        #expect(author.words.contains("Beiträge: 2 neu, 0 geändert, 0 unverändert. Noch ist nichts gespeichert."))
        #expect(author.words.contains("E-Mail personenbezogen, weggelassen 1"))
        #expect(author.words.contains("Bemerkung unbekannte Spalte 1"))
        #expect(author.words.contains("Einfache Tabelle"))
        #expect(!author.text.contains("m@example.org"))
        #expect(try number(house) == 0)

        try author.send([])
        #expect(author.status == 303)
        #expect(try author.follow().words.contains("Die Beiträge sind übernommen."))
        #expect(try number(house) == 2)

        try author.upload(Self.ideas, as: "file", file: "ideen.csv", [("process", "stadt")])
        #expect(author.words.contains("Alles steht schon so da."))

        let visitor = house.visitor()
        #expect(try visitor.get("/participation/data").words.contains("CC BY 4.0"))
        #expect(try visitor.get("/participation/data/stadt").status == 200)
        try visitor.get("/participation/data/stadt/contributions.csv")
        #expect(visitor.status == 200)
        let text = try body(visitor.answer)
        #expect(text.contains("Mehr Bänke") && text.contains(",'=Licht,") && !text.contains("example.org"))
        #expect(visitor.answer.headers["Link"]?.contains("rel=\"license\"") == true)
        let tag = try #require(visitor.answer.etag)
        let again = house.router.handle(
            Request(
                method: "GET", path: "/participation/data/stadt/contributions.csv",
                headers: Headers([("If-None-Match", tag)])))
        #expect(again.status == 304)
        #expect(try body(visitor.get("/participation/data/stadt/results.json").answer).contains("\"licence\""))
        for path in ["stadt/contributions.xml", "stadt/persons.csv", "land/contributions.csv", "land"] {
            #expect(try visitor.get("/participation/data/\(path)").status == 404)
        }
    }

    @Test func rowsThatAreRefusedHaveToBeLeftOutByChoice() throws {
        let (house, author) = try house()
        try author.get("/staff/participation/import")
        try author.upload(Self.ideas + Array("1;Zweimal;;;;\n".utf8), as: "file", file: "x.csv", [("process", "stadt")])
        #expect(author.words.contains("Die Kennung „1“ steht zweimal da."))
        try author.send([])
        #expect(author.status == 422 && author.words.contains("Nichts wurde übernommen"))
        #expect(try number(house) == 0)
        try author.send([("skip", "yes")])
        #expect(author.status == 303)
        #expect(try number(house) == 2)
    }

    @Test(arguments: [
        ([UInt8](), "Die Datei ist leer."), (Array("a;b\n1;2\n".utf8), "Die Kopfzeile ist nicht bekannt: a | b."),
        ([0x50, 0x4B, 0x03, 0x04, 0x00], "Die Datei ist beschädigt"),
        (Array("Titel,Text;Ort\n".utf8), "Das Trennzeichen ist nicht zu erkennen."),
        ([0x89, 0x50, 0x4E, 0x47, 0x00], "Weder eine Tabelle noch Text"), (Array("{\"a\":".utf8), "Kein gültiges JSON"),
    ])
    func badFilesGetASentence(_ bytes: [UInt8], _ sentence: String) throws {
        let (house, author) = try house()
        try author.get("/staff/participation/import")
        try author.upload(bytes, as: "file", file: "datei", [("process", "stadt"), ("source", "meine-quelle")])
        #expect(author.status == 422 && author.words.contains(sentence))
        // What was typed is still there.
        #expect(author.text.contains("meine-quelle"))
        #expect(try number(house) == 0)
    }

    @Test func nothingChosen() throws {
        let (_, author) = try house()
        try author.get("/staff/participation/import").send([("source", "zu falsch/")])
        #expect(author.status == 422)
        for sentence in ["Bitte wählen Sie eine Datei.", "Bitte wählen Sie ein Verfahren.", "höchstens 80 Zeichen"] {
            #expect(author.words.contains(sentence))
        }
    }

    @Test func theCheckExpiresAndIsOnesOwn() throws {
        let (house, author) = try house()
        try author.get("/staff/participation/import")
        try author.upload(Self.ideas, as: "file", file: "x.csv", [("process", "stadt")])
        let key = try #require(author.forms.last?.fields.first { $0.0 == "key" }?.1)
        let other = try house.person("andere", "Beteiligung", [.author, .reader])
        try other.get("/staff/participation/import")
        try other.post("/staff/participation/import/take", (other.forms.last?.fields ?? []) + [("key", key)])
        #expect(other.status == 422 && other.words.contains("noch einmal"))
        house.town.clock.advance(by: .seconds(1_801))
        try author.send([])
        #expect(author.status == 422 && author.words.contains("länger als 30 Minuten"))
        #expect(try number(house) == 0)
    }

    @Test func whoOnlyReadsCannotImport() throws {
        let (house, _) = try house()
        let reader = try house.person("leserin", "Amt", [.reader])
        #expect(try reader.get("/staff/participation/import").status == 403)
    }

    @Test func onlyThisPathTakesLargeFiles() {
        #expect(ExchangeRooms.uploadLimit("/staff/participation/import", prefix: "/staff") == (16 << 20) + (64 << 10))
        for path in ["/staff/participation", "/staff/participation/import/take", "/participation/import", "/"] {
            #expect(ExchangeRooms.uploadLimit(path, prefix: "/staff") == nil)
        }
    }
}
