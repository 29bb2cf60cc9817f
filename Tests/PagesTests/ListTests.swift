import Testing

@testable import Pages

struct ListTests {
    private func question(_ values: [String: String]) throws(ListQuestion.Refusal) -> ListQuestion {
        try ListQuestion({ values[$0] }, orders: ["name", "size"])
    }

    @Test func asksForWordsAnOrderAndAPage() throws {
        #expect(try question([:]) == ListQuestion())
        #expect(try question(["q": "  ", "sort": "", "page": ""]) == ListQuestion())
        let asked = try question(["q": " Bad Berleburg ", "sort": "-size", "page": "3"])
        #expect(asked == ListQuestion(words: "Bad Berleburg", order: .init("size", isDescending: true), page: 3))
        #expect(asked.order?.text == "-size")
    }

    @Test(arguments: [
        (["page": "0"], "ab 1"), (["page": "-1"], "ab 1"), (["page": "x"], "ab 1"), (["page": "01"], "ab 1"),
        (["page": "99999999999999999999"], "ab 1"), (["sort": "colour"], "name, size"),
        (["sort": "--name"], "name, size"),
        (["q": String(repeating: "x", count: 101)], "höchstens 100 Zeichen"),
    ])
    func refusesWhatIsNotAllowedAndNamesWhatIs(values: [String: String], allowed: String) throws {
        let refusal = try #require(throws: ListQuestion.Refusal.self) { try question(values) }
        #expect(refusal.reason(.german).contains(allowed))
    }

    @Test func pagesAreCountedToTheLastRow() throws {
        #expect(try ListQuestion(page: 1).range(of: 0) == 0..<0)
        #expect(try ListQuestion(page: 1).range(of: 50) == 0..<50)
        #expect(try ListQuestion(page: 2).range(of: 51) == 50..<51)
        #expect(try ListQuestion(page: 220).range(of: 11_000) == 10_950..<11_000)
        let beyond = try #require(throws: ListQuestion.Refusal.self) { try ListQuestion(page: 221).range(of: 11_000) }
        #expect(beyond.reason(.german).contains("von 1 bis 220"))
        let only = try #require(throws: ListQuestion.Refusal.self) { try ListQuestion(page: 2).range(of: 50) }
        #expect(only.reason(.english).contains("only one page"))
    }

    @Test(arguments: [
        ("berleburg", "Bad Berleburg"), ("SÜDWEST", "Suedwestfalen"), ("südwest", "Südwestfalen"),
        ("strasse", "Hauptstraße 1"),
        ("straßen", "Hauptstraße"), ("menden sauer", "Menden (Sauerland)"), ("05962052", "Menden 05962052"),
        ("", "alles"),
        ("armut", "Kinderarmut"),
    ])
    func findsHoweverItIsSpelled(words: String, text: String) {
        #expect(ListQuestion(words: words).search.matches(SearchText(text)))
    }

    @Test(arguments: [("olpe", "Soest"), ("bad soest", "Bad Berleburg"), ("?!", "alles"), ("dberl", "Bad Berleburg")])
    func findsNothingElse(words: String, text: String) {
        #expect(!ListQuestion(words: words).search.matches(SearchText(text)))
    }

    @Test func sortsStablyAndLeavesWhatHasNoKeyToTheEnd() {
        let rows: [(String, Int?)] = [("a", 2), ("b", nil), ("c", 1), ("d", 2), ("e", nil), ("f", 3)]
        func sorted(_ order: ListQuestion.Order) -> String { order.sorted(rows) { $0.1 }.map(\.0).joined() }
        #expect(sorted(.init("size")) == "cadfbe")
        #expect(sorted(.init("size", isDescending: true)) == "fadcbe")
    }

    @Test func saysWhereInTheListThePageIs() {
        let list = LongList(ListQuestion(page: 2), found: 11_000, of: 11_000, path: "/towns")
        #expect(list.position(.german) == "51–100 von 11.000")
        #expect(list.position(.english) == "51–100 of 11,000")
        let last = LongList(ListQuestion(page: 2), found: 51, of: 51, path: "/towns")
        #expect(last.position(.german) == "51 von 51")
        let found = LongList(ListQuestion(words: "bad"), found: 3, of: 11_000, path: "/towns")
        #expect(found.position(.german) == "3 gefunden, von 11.000 insgesamt")
    }

    @Test func whatNarrowsTheListStaysWhileItIsSortedAndTurned() {
        let list = LongList(
            ListQuestion(words: "a&b", order: .init("name"), page: 2), found: 200, of: 300, path: "/list",
            filters: [QueryItem("field", "energy"), QueryItem("town", "")], kept: [QueryItem("lang", "en")])
        let html = String(
            decoding: list.html(
                search: "Search",
                table: DataTable(
                    caption: "Things", columns: [list.column("Name", "name"), list.column("Size", "size")], rows: []),
                .english
            ).rendered(), as: UTF8.self)
        #expect(html.contains("href=\"/list?q=a%26b&amp;field=energy&amp;sort=name&amp;page=3&amp;lang=en\""))
        #expect(html.contains("href=\"/list?q=a%26b&amp;field=energy&amp;sort=name&amp;lang=en\""))
        #expect(html.contains("href=\"/list?q=a%26b&amp;field=energy&amp;sort=-name&amp;lang=en\""))
        #expect(html.contains("href=\"/list?q=a%26b&amp;field=energy&amp;sort=size&amp;lang=en\""))
        #expect(html.contains("name=\"field\" value=\"energy\""))
        #expect(html.contains("name=\"sort\" value=\"name\""))
        #expect(html.contains("name=\"lang\" value=\"en\""))
        #expect(!html.contains("name=\"page\""))
    }

    @Test func aSearchWithoutResultLeadsOn() {
        let list = LongList(
            ListQuestion(words: "nowhere"), found: 0, of: 300, path: "/list", kept: [QueryItem("lang", "de")])
        let html = String(
            decoding: list.html(
                search: "Suchen", table: DataTable(caption: "Dinge", columns: [.init("Name")], rows: []), .german
            ).rendered(), as: UTF8.self)
        #expect(html.contains("Dazu steht nichts in dieser Liste"))
        #expect(html.contains("href=\"/list?lang=de\""))
        #expect(!html.contains("<table"))
    }
}
