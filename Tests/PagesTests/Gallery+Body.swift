import Pages

extension Gallery {
    static let towns = ["Arnsberg", "Bad Berleburg", "Menden (Sauerland)", "Olpe", "Soest"]

    var answer: [HTML] {
        [
            KeyFigure.row([
                KeyFigure(
                    label: say("Gründungen in der Region", "Businesses founded in the region"), value: "412",
                    period: DateFormat.period("2026-Q3", language),
                    qualifier: say("vorläufig, 4 von 5 Kommunen", "provisional, 4 of 5 municipalities"),
                    proof: PageFrame.Link(say("So kommt die Zahl zustande", "How this figure came about"), "/beleg")),
                KeyFigure(
                    label: say("Anteil der Haushalte mit Glasfaser", "Households with fibre"),
                    value: NumberFormat.decimal("1234.5", language), unit: "%",
                    period: DateFormat.period("2026", language)),
                KeyFigure(
                    label: say("Kinderarmut", "Child poverty"), value: Phrase.withheld(language),
                    period: DateFormat.period("2025", language),
                    qualifier: say(
                        "Nur 2 von 5 Kommunen haben gemeldet; nötig sind 3.",
                        "Only 2 of 5 municipalities have reported; 3 are needed."),
                    isWord: true),
            ])
        ]
    }

    var lineChart: LineChart {
        let periods = ["2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"]
        let rows: [[String]] = [
            ["31.2", "30.1", "33.4", "35.0", "36.8", "37.1", "39.0", "41.2"],
            ["28.0", "26.5", "", "", "30.2", "31.9", "33.3", "33.9"],
            ["29.5", "29.1", "29.9", "30.3", "31.0", "32.5", "33.8", "34.3"],
            ["22.1", "20.4", "21.0", "23.8", "25.5", "26.1", "27.7", "33.1"],
            ["35.5", "33.0", "36.1", "37.7", "38.9", "40.2", "41.0", "41.9"],
        ]
        let series = zip(Self.towns, rows).map { town, values in
            LineChart.Series(
                town,
                values.enumerated().map { position, text in
                    if text.isEmpty { return .missing }
                    var flags: ChartFlags = position == 7 ? .provisional : []
                    if position == 6, town == "Olpe" { flags.insert(.break) }
                    return value(text, flags)
                })
        }
        return LineChart(
            id: "verlauf",
            text: text(
                say(
                    "In allen fünf Kommunen wird mehr gegründet als 2019",
                    "All five municipalities see more founding than in 2019")),
            periods: periods, series: series,
            target: ChartReference(
                say("Ziel 2026", "Target 2026"), value: 45, text: NumberFormat.decimal("45.0", language)))
    }

    var barRows: [BarChart.Row] {
        [
            BarChart.Row("Arnsberg", value("41.2")), BarChart.Row("Bad Berleburg", .missing),
            BarChart.Row("Menden (Sauerland)", value("34.3", .provisional), isHighlighted: true),
            BarChart.Row("Olpe", .suppressed), BarChart.Row("Soest", value("41.9")),
            BarChart.Row("Kreis Siegen-Wittgenstein und Umgebung mit einem sehr langen Namen", .notApplicable),
            BarChart.Row("Werl", value("0")),
        ]
    }

    var reference: ChartReference {
        ChartReference(say("Region", "Region"), value: 38.1, text: NumberFormat.decimal("38.1", language))
    }

    var charts: [HTML] {
        let dots = (0..<59).map { position in
            BarChart.Row(
                position == 12 ? "Menden (Sauerland)" : "Kommune \(position + 1)",
                position % 20 == 19 ? .missing : value("\(12 + position * 37 % 31).\(position % 10)"),
                isHighlighted: position == 12)
        }
        let header = Phrase.municipality(language)
        return [
            lineChart.figure(language),
            BarChart(
                id: "kommunen", text: text(say("Soest und Arnsberg liegen vorn", "Soest and Arnsberg are ahead")),
                rowHeader: header,
                rows: barRows, reference: reference
            ).figure(language),
            StackedBar(
                id: "massnahmen",
                text: text(
                    say("Die Hälfte der Maßnahmen ist begonnen", "Half of the measures have begun"),
                    say("Anzahl der Maßnahmen nach Stand", "Number of measures by status")),
                rowHeader: header,
                parts: [Phrase.completed, .inProgress, .decided, .planned, .conditional, .stopped].map { $0(language) },
                rows: zip(
                    Self.towns,
                    [
                        [3, 8, 4, 6, 1, 1], [1, 3, 2, 2, 0, 0], [2, 9, 3, 4, 2, 0], [4, 2, 1, 0, 0, 0],
                        [5, 11, 6, 3, 1, 2],
                    ]
                )
                .map { StackedBar.Row($0, $1) }
            ).figure(language),
            DotPlot(
                id: "verteilung",
                text: text(say("Wie verteilen sich die 59 Kommunen?", "How are the 59 municipalities spread?")),
                rowHeader: header, rows: dots,
                reference: ChartReference("Region", value: 26.4, text: NumberFormat.decimal("26.4", language))
            ).figure(language),
        ] + otherCharts.map { $0.figure(language) }
    }

    var tables: [HTML] {
        let table = DataTable(
            caption: say(
                "Beitrag jeder Kommune im 3. Quartal 2026",
                "Each municipality's contribution in the 3rd quarter of 2026"),
            columns: [
                .init(Phrase.municipality(language), sortAddress: "/x?sort=name", sorting: .ascending),
                .init(Phrase.value(language), numeric: true, sortAddress: "/x?sort=value"),
                .init(say("Einwohnerzahl", "Population"), numeric: true), .init(say("Verlauf", "Course")),
                .init(Phrase.status(language)), .init(Phrase.logEntry(language)),
            ],
            rows: [
                row("Arnsberg", .number("118"), "73500", .done, .reported, "4f1c0d52a9be37706c5e1b7f4a90de11c0ffee21"),
                row(
                    "Bad Berleburg", .missing, "18900", .attention, .overdue, "77aa0d52a9be37706c5e1b7f4a90de11c0ffee22"
                ),
                row(
                    "Menden (Sauerland)", .number("96", note: Phrase.provisional(language)), "52100", .half,
                    .provisional, "0b1c0d52a9be37706c5e1b7f4a90de11c0ffee23"),
                row("Olpe", .suppressed, "24700", .done, .reported, "9e3c0d52a9be37706c5e1b7f4a90de11c0ffee24"),
                row("Soest", .number("0"), "47200", .open, .waiting, "a41c0d52a9be37706c5e1b7f4a90de11c0ffee25"),
            ],
            footer: [
                [
                    .text(Phrase.region(language)), .number("412", note: Phrase.incomplete(language)),
                    .number(NumberFormat.integer(216_400, language)), .text(""), .text(""), .text(""),
                ]
            ])
        return [
            table.html(language),
            Pagination(page: 2, pageCount: 1250, previous: "/x?p=1", next: "/x?p=3").html(language),
        ]
    }

    private func row(
        _ town: String, _ cell: DataTable.Cell, _ people: String, _ shape: StatusBadge.Shape, _ word: Phrase,
        _ digest: String
    ) -> [DataTable.Cell] {
        let course = (0..<8).map { value("\(20 + ($0 * town.utf8.count) % 13)") }
        return [
            .link(town, "/kommunen/x"), cell, .number(NumberFormat.decimal(people, language)),
            .html(Sparkline(course, label: town).html()), .html(StatusBadge(shape, word(language)).html()),
            .html(HashText(digest).abbreviated()),
        ]
    }

    var pieces: [HTML] {
        [
            .heading(.text(say("Die Regel", "The rule")), id: "regel"),
            DefinitionList([
                (Phrase.unit(language), .text(say("Anzahl", "Number"))),
                (Phrase.source(language), .a("https://example.org/quelle", "example.org")),
                (
                    Phrase.digest(language),
                    HashText("9e3c0d52a9be37706c5e1b7f4a90de11c0ffee249e3c0d52a9be37706c5e1b7f").html(language)
                ),
                (
                    Phrase.received(language),
                    .time("2026-10-05T08:00:01Z", .text(DateFormat.timestamp("2026-10-05T08:00:01Z", language)))
                ),
                (say("Größe", "Size"), .text(NumberFormat.byteSize(1_234_567, language))),
            ]).html(),
            .section(
                .each(Callout.Kind.allCases) { kind in
                    Callout(kind, [.p(.text(Phrase.missingExplained(language)))]).html(language)
                }),
            .h2(.text(say("Die Kommunen", "The municipalities"))),
            Card.grid(
                Self.towns.map { town in
                    Card(
                        town, address: "/kommunen/x",
                        [
                            .p(StatusBadge(.half, Phrase.inProgress(language)).html()),
                            .p(.text(say("23 Maßnahmen, 8 Kennzahlen", "23 measures, 8 indicators"))),
                        ])
                }),
            .element(.p, [], StatusBadge.Shape.allCases.map { [StatusBadge($0, $0.rawValue).html(), "  "] }),
            EmptyState(
                say("Noch keine Stellungnahmen", "No positions yet"),
                explanation: say(
                    "Sobald eine Kommune zum Entwurf Stellung nimmt, steht ihr Text hier.",
                    "As soon as a municipality takes a position on the draft, its text is shown here."),
                action: PageFrame.Link(say("Entwurf lesen", "Read the draft"), "/entwurf")
            ).html(),
            Steps(
                [
                    say("Werte prüfen", "Check values"), say("Vorschau", "Preview"), say("Freigabe", "Approval"),
                    say("Absenden", "Send"),
                ], current: 2
            ).html(language),
        ]
    }

    var form: [HTML] {
        [
            .h2(.text(say("Rückmeldung", "Feedback"))),
            Form(
                action: "/rueckmeldung", hidden: [QueryItem("token", "\"<x>")],
                fields: [
                    FormField(
                        id: "period", label: Phrase.reportingPeriod(language), control: .text(width: 8),
                        hint: say("Zum Beispiel 2026 oder 2026-Q3", "For example 2026 or 2026-Q3"), value: "Herbst",
                        error: say(
                            "Bitte geben Sie den Zeitraum als Jahr oder Quartal an, zum Beispiel 2026 oder 2026-Q3.",
                            "Please give the period as a year or a quarter, for example 2026 or 2026-Q3.")),
                    FormField(
                        id: "words", label: say("Was möchten Sie uns sagen?", "What would you like to tell us?"),
                        control: .area(), value: Self.hostile[0]),
                    FormField(
                        id: "group", label: say("Wen vertreten Sie?", "Whom do you represent?"),
                        control: .radios([
                            .init("a", say("Mich selbst", "Myself")),
                            .init(
                                "b", say("Ein Unternehmen", "A business"),
                                hint: say("auch Verbände und Kammern", "associations and chambers too")),
                        ]),
                        value: "a", isRequired: false),
                    FormField(
                        id: "town", label: Phrase.municipality(language),
                        control: .select(Self.towns.map { .init($0, $0) }), value: "Soest"),
                ], submitLabel: Phrase.send(language), cancel: PageFrame.Link(Phrase.cancel(language), "/")
            ).html(language),
        ]
    }

    var extremeBody: [HTML] {
        let header = Phrase.municipality(language)
        let many = (0..<400).map { BarChart.Row("\(Self.hostile[$0 % 7]) \($0)", value("\($0 * 7919 % 1000)")) }
        let periods = (0..<480).map { "\(1980 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1)" }
        let manySeries = (0..<9).map { line in
            LineChart.Series(
                "\(Self.hostile[6]) \(line)", periods.indices.map { value("\(1_000_000 + line * 900 + $0 % 50)") })
        }
        let wild: [ChartPoint] = [
            .value(.infinity, text: "∞"), .value(.nan, text: "?"), .value(-1e308, text: "-1e308"),
            .value(1e308, text: "1e308"),
        ]
        return [
            LineChart(id: "a", text: text("Keine Werte"), periods: [], series: []).figure(language),
            LineChart(id: "b", text: text("Ein Wert"), periods: ["2026"], series: [.init("Olpe", [value("3")])]).figure(
                language),
            LineChart(id: "c", text: text("Zu viele Werte"), periods: periods, series: manySeries).figure(language),
            LineChart(
                id: "d", text: text("Unmögliche Werte"), periods: ["2020", "2021", "2022", "2023"],
                series: [.init("x", wild)],
                target: ChartReference("Ziel", value: -.infinity, text: "x", period: "2022")
            ).figure(language),
            LineChart(
                id: "e", text: text("Gleiche Enden"), periods: ["2025-Q4", "2026-Q1"],
                series: Self.towns.map { .init($0, [value("5"), value("-5")]) },
                target: ChartReference(say("Ziel", "Target"), value: 8, text: "8", period: "2026-Q1")
            ).figure(language),
            BarChart(id: "f", text: text("Keine Zeilen"), rowHeader: header, rows: []).figure(language),
            BarChart(id: "g", text: text("Nur Lücken"), rowHeader: header, rows: [.init("Olpe", .missing)]).figure(
                language),
            BarChart(id: "h", text: text("Ein Balken"), rowHeader: header, rows: [.init("Olpe", value("7"))]).figure(
                language),
            BarChart(
                id: "i", text: text("Über und unter null"), rowHeader: header,
                rows: [
                    .init("Olpe", value("-3.5")), .init("Soest", value("4.25")), .init("Menden (Sauerland)", .missing),
                ],
                reference: ChartReference("Region", value: -1.2, text: "−1,2")
            ).figure(language),
            BarChart(id: "j", text: text("Zu viele Balken"), rowHeader: header, rows: many).figure(language),
            DotPlot(
                id: "k", text: text("Ein Punkt"), rowHeader: header,
                rows: [.init("Olpe", value("7"), isHighlighted: true)]
            ).figure(language),
            DotPlot(id: "l", text: text("Zu viele Punkte"), rowHeader: header, rows: many).figure(language),
            StackedBar(id: "m", text: text("Leer"), rowHeader: header, parts: [], rows: []).figure(language),
            StackedBar(
                id: "n", text: text("Riesig"), rowHeader: header, parts: ["a", "b"],
                rows: [.init("x", [.max, .max]), .init("y", [-1, 3, 9])]
            ).figure(language),
            StackedBar(
                id: "o", text: text("Anteile"), rowHeader: header, parts: ["a", "b", "c"],
                rows: [.init("x", [1, 2, 3]), .init("y", [30, 1, 3])], asShares: true
            ).figure(language),
            DataTable(caption: "Leer", columns: [.init("a"), .init("b")], rows: []).html(language),
            .ul(Self.hostile.map { .li(.text($0)) }), Card.grid(Self.hostile.map { Card($0) }),
            HashText(Self.hostile[6]).html(language),
            Pagination(page: 1, pageCount: 1, previous: nil, next: nil).html(language),
            Sparkline([], label: "leer").html(), Sparkline(wild, label: "wild").html(),
            .fragment(extremeCharts(many, wild).map { $0.figure(language) }),
        ]
    }
}
