import Pages

/// Charts for comparison of many, with invented values.
extension Gallery {
    var otherCharts: [any Chart] {
        let header = Phrase.municipality(language)
        let periods = (2017...2024).map(String.init)
        var numbers = SeededGenerator(state: 5)
        let values = (0..<11_000).map { _ in
            (0..<4).reduce(0.0) { sum, _ in sum + Double(Int.random(in: 0...620, using: &numbers)) / 100 }
        }
        let panels = (0..<26).map { town in
            SmallMultiples.Panel(
                town == 3 ? "Menden (Sauerland)" : "Kommune \(town + 1)",
                periods.indices.map { position in
                    if town == 5 || (town % 4 == 1 && position == 3) { return .missing }
                    return value(
                        "\((town * 37 + position * position * 3 + town % 5) % 90 + 10).4",
                        position == 7 && town % 3 == 0 ? .provisional : [])
                })
        }
        let target = ChartReference(
            say("Ziel 2030", "Target 2030"), value: 52, text: NumberFormat.decimal("52", language), period: "2030")
        return [
            BulletChart(
                id: "ziel", text: text(say("Gut die Hälfte des Weges ist geschafft", "Half of the way is done")),
                rowHeader: header,
                rows: [
                    .init(
                        "Region", value("41.2"), targets: [target],
                        baseline: ChartReference(
                            "2019", value: 30.1, text: NumberFormat.decimal("30.1", language), period: "2019")),
                    .init("Menden (Sauerland)", value("57.3", .provisional), targets: [target]),
                    .init("Olpe", .suppressed, targets: [target]),
                ]),
            Histogram(
                id: "klassen", text: text(say("Wie verteilen sich 11.000 Kommunen?", "How are 11,000 spread?")),
                classes: ValueClasses(values), classHeader: say("Klasse", "Class"),
                countHeader: say("Kommunen", "municipalities"),
                without: [(Phrase.missing(language), 14), (Phrase.suppressed(language), 3)],
                reference: ChartReference("Region", value: 9.3, text: NumberFormat.decimal("9.3", language))),
            SmallMultiples(
                id: "felder", text: text(say("Alle Kommunen nebeneinander", "All municipalities side by side")),
                periods: periods, panels: panels, rowHeader: header,
                comparison: .init("Region", periods.indices.map { value("\(40 + $0).1") })),
            map,
        ]
    }

    var map: DotMap {
        let places: [(String, Double, Double, Double, ChartPoint)] = [
            ("Arnsberg", 0.3, 0.2, 73_456, value("12.4")), ("Bad Berleburg", 0.75, 0.75, 18_700, value("7.1")),
            ("Menden (Sauerland)", 0.05, 0.16, 52_452, value("18.9", .provisional)),
            ("Olpe", 0.12, 0.72, 24_688, .suppressed), ("Soest", 0.35, 0.02, 47_206, value("15")),
            ("Werl", 0.2, 0.02, 30_000, .missing), ("Wilnsdorf", 0.3, 0.95, 20_000, .notApplicable),
        ]
        return DotMap(
            id: "karte", text: text(say("Wo liegen die Werte?", "Where are the values?")),
            outlines: [[(0, 0), (0.6, 0.05), (1, 0.6), (0.7, 0.9), (0.3, 1), (0, 0.5)]],
            dots: places.map { name, x, y, people, point in
                DotMap.Dot(
                    name, x: x, y: y, size: (people, NumberFormat.integer(Int(people), language)), point: point)
            }, aspect: 1, measure: "Anzahl je 10.000 Personen", sizeLabel: say("Bevölkerung", "Population"),
            rowHeader: Phrase.municipality(language))
    }

    func extremeCharts(_ many: [BarChart.Row], _ wild: [ChartPoint]) -> [any Chart] {
        let header = Phrase.municipality(language)
        var numbers = SeededGenerator(state: 6)
        let crowd = (0..<4000).map { place -> DotMap.Dot in
            let x = Double.random(in: 0...1, using: &numbers)
            let y = Double.random(in: 0...1.25, using: &numbers)
            let point: ChartPoint = place % 9 == 0 ? .missing : value("\(place % 41)")
            return DotMap.Dot(Self.hostile[place % 7], x: x, y: y, size: (Double(place), "\(place)"), point: point)
        }
        func map(_ id: String, _ dots: [DotMap.Dot], aspect: Double = 1) -> DotMap {
            DotMap(
                id: id, text: text(Self.hostile[6]), outlines: [], dots: dots, aspect: aspect, measure: Self.hostile[0],
                sizeLabel: "Bevölkerung", rowHeader: header)
        }
        return [
            BulletChart(id: "p", text: text("Leer"), rowHeader: header, rows: []),
            BulletChart(
                id: "q", text: text("Unmöglich"), rowHeader: header,
                rows: wild.map {
                    .init(
                        Self.hostile[6], $0,
                        targets: (0..<6).map { ChartReference(Self.hostile[6], value: Double($0), text: "\($0)") })
                }),
            Histogram(
                id: "r", text: text("Leer"), classes: ValueClasses([]), classHeader: "a", countHeader: "b"),
            Histogram(
                id: "s", text: text("Ein Wert"), classes: ValueClasses([3]), classHeader: "a", countHeader: "b"),
            Histogram(
                id: "t", text: text("Unmöglich"), classes: ValueClasses([.nan, .infinity, -1e308, 1e308, 0]),
                classHeader: "a", countHeader: "b",
                reference: ChartReference(Self.hostile[6], value: .nan, text: "x")),
            SmallMultiples(id: "u", text: text("Leer"), periods: [], panels: [], rowHeader: header),
            SmallMultiples(
                id: "v", text: text("Viele"), periods: ["2020", "2021", "2022", "2023"],
                panels: many.map { .init($0.label, wild + [$0.point]) }, rowHeader: header),
            map("w", []), map("x", crowd), map("y", [.init("Olpe", x: 0.5, y: .nan, size: nil, point: .missing)]),
            map("z", [.init("Olpe", x: 5, y: -3, size: (.infinity, "∞"), point: wild[1])], aspect: .nan),
        ]
    }
}
