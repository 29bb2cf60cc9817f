import Pages
import Testing

@Suite struct FrameTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func languageSwitchStaysOnThePage() throws {
        let frame = PageFrame(
            language: .german, path: "/kennzahlen", query: [QueryItem("zeitraum", "2026-Q3"), QueryItem("lang", "de")],
            siteName: "Region", title: "Titel")
        #expect(frame.address(in: .english).text == "/kennzahlen?zeitraum=2026-Q3&lang=en")
        let page = text(frame.rendered(body: []))
        #expect(page.contains("href=\"/kennzahlen?zeitraum=2026-Q3&amp;lang=en\" lang=\"en\""))
        #expect(page.contains("<title>Titel – Region</title>"))
        #expect(page.contains(Stylesheet.main.path))
        #expect(page.contains("href=\"#content\""))
        #expect(page.contains("<main id=\"content\""))
    }

    @Test func aPictureIsPromisedOnlyWhereThereIsOne() {
        var frame = PageFrame(language: .german, path: "/", siteName: "Region", title: "Titel")
        // Without the site's own address nothing is passed on.
        #expect(!text(frame.rendered(body: [])).contains("og:"))
        frame.publicAddress = "https://region.example"
        #expect(!text(frame.rendered(body: [])).contains("og:image"))
        frame.logo = PageFrame.Picture(address: "/face/logo/3", description: "Wappen")
        let page = text(frame.rendered(body: []))
        #expect(page.contains("<meta property=\"og:image\" content=\"https://region.example/face/logo/3\">"))
        #expect(page.contains("<meta property=\"og:image:alt\" content=\"Wappen\">"))
    }

    @Test func aLongAnswerIsShownInShortElsewhere() throws {
        var frame = PageFrame(
            language: .english, path: "/", siteName: "Region", title: "Title",
            lead: [
                "Five ", .strong("towns"), .text("\n" + Array(repeating: "word", count: 100).joined(separator: " ")),
            ])
        frame.publicAddress = "https://region.example"
        let page = text(frame.rendered(body: []))
        let start = try #require(page.range(of: "og:description\" content=\"")).upperBound
        let description = page[start...].prefix { $0 != "\"" }
        #expect(description.hasPrefix("Five towns word word") && description.hasSuffix("word…"))
        #expect(description.count <= 200)
        // A word too long for the rest ends it; what comes behind does not close up to what stands before.
        frame.lead = .text("Short " + String(repeating: "x", count: 300) + " behind")
        #expect(text(frame.rendered(body: [])).contains("og:description\" content=\"Short…\""))
    }

    @Test func slidesHaveNothingAroundThem() {
        var frame = PageFrame(language: .german, path: "/", siteName: "Region", title: "Titel")
        frame.navigation = [PageFrame.Link("Region", "/")]
        frame.printLine = "Region · Stand"
        #expect(text(frame.rendered(body: [])).contains("<p class=\"print-line\">Region · Stand</p>"))
        frame.layout = .slides
        let page = text(frame.rendered(body: [.h1("Titel")]))
        #expect(!page.contains("site-nav") && !page.contains("site-footer") && !page.contains("print-line"))
        #expect(page.contains("href=\"#content\"") && page.contains("<main id=\"content\""))
    }

    @Test func titleSaysThatThereIsAnError() {
        var frame = PageFrame(language: .german, path: "/", siteName: "Region", title: "Titel")
        frame.hasErrors = true
        #expect(text(frame.rendered(body: [])).contains("<title>Fehler: Titel – Region</title>"))
        frame.language = .english
        #expect(text(frame.rendered(body: [])).contains("<title>Error: Titel – Region</title>"))
    }

    @Test func contrastIsTheRatioOfTheStandard() throws {
        #expect(abs(try AccentColour.contrast("#000000", "#ffffff") - 21) < 0.0001)
        #expect(abs(try AccentColour.contrast("#777777", "#FFFFFF") - 4.4780) < 0.001)
        #expect(abs(try AccentColour.contrast("#ff0000", "#ffffff") - 3.9985) < 0.001)
    }

    @Test func weakAccentIsRefusedWithItsRatio() throws {
        let error = #expect(throws: PagesError.self) { try AccentColour(light: "#ff9900") }
        #expect(try #require(error).code == .contrastTooLow)
        #expect(try #require(error).reason.contains(":1"))
        #expect(throws: PagesError.self) { try AccentColour(light: "#0f5c63", dark: "#0f5c63") }
        for wrong in ["", "#12345", "#1234567", "red", "0f5c63", "#0f5c6g", "#+f5c63", "#0f5c６3", "#fff}body{"] {
            let error = #expect(throws: PagesError.self) { try AccentColour(light: wrong) }
            #expect(try #require(error).code == .colourMalformed)
        }
    }

    @Test(arguments: ["#0f5c63", "#8a1538", "#004b93", "#000000", "#5b3a00"])
    func derivedDarkAccentIsReadable(_ light: String) throws {
        let accent = try AccentColour(light: light)
        for surface in ["#11171c", "#1a2229"] { #expect(try AccentColour.contrast(accent.dark, surface) >= 4.5) }
        let sheet = text(accent.accentSheet())
        #expect(sheet.contains("--accent:\(light)") && sheet.contains("--accent:\(accent.dark)"))
    }

    /// The sheet's own colours keep what the standard asks for: 4.5:1 for text, 3:1 for marks.
    @Test func sheetColoursAreReadable() throws {
        let sheet = text(Stylesheet.main.bytes)
        let blocks = sheet.split(separator: ":root {").dropFirst().map { $0.prefix { $0 != "}" } }
        #expect(blocks.count == 2)
        for block in blocks {
            var colours: [String: String] = [:]
            for line in block.split(separator: "\n") {
                let parts = line.split(separator: ":")
                guard parts.count == 2 else { continue }
                colours[parts[0].filter { $0 != " " }] = parts[1].filter { $0 != " " && $0 != ";" }
            }
            for surface in ["--paper", "--ground"] {
                let background = try #require(colours[surface])
                for name in ["--ink", "--muted", "--accent", "--good", "--warn", "--bad"]
                    + (1...6).map({ "--series-\($0)" })
                {
                    #expect(
                        try AccentColour.contrast(try #require(colours[name]), background) >= 4.5,
                        "\(name) on \(surface)")
                }
                #expect(try AccentColour.contrast(try #require(colours["--strong-line"]), background) >= 3)
            }
        }
    }

    @Test func addressesOfSheetsFollowTheirBytes() {
        let first = Stylesheet(name: "x", bytes: Array("a".utf8))
        #expect(first.path == "/static/x.af63dc4c8601ec8c.css")
        #expect(Stylesheet(name: "x", bytes: Array("b".utf8)).path != first.path)
        #expect(!Stylesheet.main.bytes.isEmpty)
    }

    @Test func errorsLeadToTheirFields() throws {
        let form = Form(
            action: "/x",
            fields: [
                FormField(id: "a", label: "A", error: "Bitte A."),
                FormField(id: "b", label: "B", control: .radios([.init("1", "eins")]), error: "Bitte B."),
                FormField(id: "c", label: "C", control: .password(), value: "geheim"),
            ], submitLabel: "Los")
        let bytes = form.html(.german).rendered()
        let page = text(bytes)
        let ids = try TagBalance(bytes).ids
        #expect(page.contains("href=\"#a\"") && ids.contains("a"))
        #expect(page.contains("href=\"#b-choice\"") && ids.contains("b-choice"))
        #expect(!page.contains("value=\"geheim\""))
        #expect(page.contains("aria-describedby=\"a-error\""))
    }
}
