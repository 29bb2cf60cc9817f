import Pages

/// Pages that show every component with long names, hostile text, no data, one datum and far too much. The values
/// are invented and say so.
struct Gallery {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "a & b &amp; c",
        "\u{202E}gnp.exe\u{202C} \u{2066}x", "\u{0}\u{7}\u{1B}[31m",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokoll",
    ]

    let language: Language

    var frame: PageFrame {
        var frame = PageFrame(
            language: language, path: "/kennzahlen/gründungen", query: [QueryItem("zeitraum", "2026-Q3")],
            siteName: "Smart Cities Rahmenstrategie für Südwestfalen",
            title: say(
                "Wie viele Unternehmen werden in der Region gegründet?",
                "How many businesses are founded in the region?"),
            lead: [
                .text(say("Im 3. Quartal 2026 wurden in der Region ", "In the 3rd quarter of 2026, ")),
                .strong(.text(say("412 Unternehmen", "412 businesses"))),
                .text(
                    say(
                        " gegründet, 23 mehr als im Quartal davor.",
                        " were founded in the region, 23 more than in the quarter before.")),
            ])
        frame.tagline = say("Gemeinsam steuern, einzeln nachprüfen", "Steered together, checked by anyone")
        frame.navigation = [
            PageFrame.Link(say("Überblick", "Overview"), "/"),
            PageFrame.Link(say("Kommunen", "Municipalities"), "/kommunen"),
            PageFrame.Link(say("Kennzahlen", "Indicators"), "/kennzahlen"),
            PageFrame.Link(say("Rahmenstrategie", "Framework strategy"), "/rahmen"),
            PageFrame.Link(say("Protokoll", "Log"), "/protokoll"),
        ]
        frame.currentNavigation = "/kennzahlen"
        frame.breadcrumb = [
            PageFrame.Link(say("Überblick", "Overview"), "/"),
            PageFrame.Link(say("Kennzahlen", "Indicators"), "/kennzahlen"),
        ]
        frame.notice = say("Beispielseite: alle Werte sind erfunden.", "Sample page: all values are invented.")
        frame.footerLinks = [
            PageFrame.Link(Phrase.imprint(language), "/impressum"),
            PageFrame.Link(Phrase.privacy(language), "/datenschutz"),
            PageFrame.Link(Phrase.accessibility(language), "/barrierefreiheit"),
            PageFrame.Link(Phrase.feedback(language), "/rueckmeldung"),
            PageFrame.Link(Phrase.sourceAndLicence(language), "/quellen"),
        ]
        frame.logPosition = .text(
            "\(Phrase.asOf(language)): \(Phrase.logEntry(language)) \(NumberFormat.integer(1042, language))")
        return frame
    }

    func page() -> [UInt8] { frame.rendered(body: answer + charts + tables + pieces + form) }

    func extremes() -> [UInt8] {
        var frame = frame
        frame.title = Self.hostile.joined(separator: " ")
        frame.siteName = Self.hostile[6]
        frame.lead = .text(Self.hostile[0])
        frame.breadcrumb = Self.hostile.map { PageFrame.Link($0, "/") }
        frame.path = "/\"><script>/../\u{202E}"
        frame.query = Self.hostile.map { QueryItem($0, $0) }
        return frame.rendered(body: extremeBody)
    }

    func say(_ german: String, _ english: String) -> String { Phrase(de: german, en: english)(language) }

    func value(_ canonical: String, _ flags: ChartFlags = []) -> ChartPoint {
        .decimal(canonical, language, flags: flags)
    }

    func text(_ title: String, _ subtitle: String = "Anzahl je 10.000 Personen") -> ChartText {
        ChartText(title: title, subtitle: subtitle, source: "Beispielwerte, \(DateFormat.date("2026-10-05", language))")
    }
}
