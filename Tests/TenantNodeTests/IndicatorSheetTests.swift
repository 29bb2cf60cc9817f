import Federation
import Pages
import Service
import Tables
import TestSupport
import Testing

@testable import TenantNode

struct IndicatorSheetTests {
    private let catalogue: IndicatorCatalogue

    init() throws {
        var definitions = try Framework(canonicalBytes: Array(Fixtures.framework.utf8)).indicators.map {
            IndicatorDefinition($0, federations: ["region"])
        }
        definitions[1].codes = ["q_rate_übern"]
        catalogue = IndicatorCatalogue(definitions)
    }

    private func read(
        _ text: String, _ options: IndicatorSheet.Options = IndicatorSheet.Options()
    ) throws -> IndicatorSheet.Report {
        try IndicatorSheet.read(
            Array(text.utf8), file: "Werte", catalogue: catalogue, plans: [:], options: options,
            today: try #require(CalendarDay("2026-10-05")))
    }

    private func problems(
        _ text: String, _ options: IndicatorSheet.Options = IndicatorSheet.Options()
    ) -> [String] {
        do {
            _ = try read(text, options)
            return []
        } catch let refusal as ImportRefusal {
            return refusal.problems.map { $0.text(.german) }
        } catch {
            return ["\(error)"]
        }
    }

    private func lines(_ report: IndicatorSheet.Report) -> [String] {
        report.observations.map { observation in
            let value =
                observation.value?.description
                ?? observation.numerator.map { "\($0)/\(observation.denominator?.description ?? "")" }
            return "\(observation.key.indicator) \(observation.key.period) \(value ?? observation.status.rawValue)"
        }
    }

    @Test func aTablePastedFromASpreadsheet() throws {
        let report = try read("Indikator\tEinheit\t2023\t2024\nKennzahl rate\t%\t12,5\t1\npeople\tPersonen\t\t1.234\n")
        #expect(report.format == .matrix)
        #expect(report.notation == .german)
        #expect(lines(report) == ["rate 2023 12.50", "rate 2024 1.00", "people 2024 1234"])
        #expect(report.columns == ["Einheit"])
    }

    @Test(arguments: [
        (
            "Indikator\t2026\t2027\nrate\t1\t2\n",
            "Werte, Zeile 2, Spalte 2027: Der Zeitraum 2027 hat noch nicht begonnen. Bitte wählen Sie einen früheren."
        ),
        (
            "Indikator\t2023\t2024\nrate\t12,5\n",
            "Werte, Zeile 2: Die Zeile hat 2 Zellen, erwartet werden 3: Indikator | 2023 | 2024. Sind Zellen verbunden oder "
                + "verschoben?"
        ),
        (
            "Indikator\t2023\t2024\nrate\t1\t2\n\t3\t4\n",
            "Werte, Zeile 3, Spalte indicator: Hier wird eine Kennzahl erwartet. Sind Zellen verbunden? Bitte heben Sie die "
                + "Verbindung auf."
        ),
        (
            "Indikator\t2023\t2024\n12,5\trate\t2\n",
            "Werte, Zeile 2, Spalte indicator: „12,5“ ist keine Kennzahl. Ist die Zeile verschoben?"
        ),
        (
            "Indikator\t2023\t2024\nrate\tpeople\t2\n",
            "Werte, Zeile 2, Spalte 2023: „people“ ist eine Kennzahl, erwartet wird eine Zahl. Ist die Zeile verschoben?"
        ),
        (
            "Indikator\t2023\t\nrate\t1\t2\n",
            "Werte, Zeile 1: In der Kopfzeile ist eine Zelle leer. Sind Zellen verbunden?"
        ),
        ("Indikator\t2023\t2023\nrate\t1\t2\n", "Werte, Zeile 1: Zwei Spalten bedeuten dasselbe."),
        ("Ort\t2023\nrate\t1\n", "Werte, Zeile 1: Die Kopfzeile ist nicht bekannt."),
        ("Indikator\t2023\nrate\tca. 5\n", "Werte, Zeile 2, Spalte 2023: „ca. 5“: Das ist keine Zahl."),
        ("Indikator\t2023\nrate\t100,5\n", "Werte, Zeile 2, Spalte 2023: „100,5“: 100,50 ist nicht möglich"),
        ("Indikator\t2023-Q1\nrate\t1\n", "„2023-Q1“ passt nicht: Kennzahl rate wird jährlich gemeldet."),
        ("Indikator\t2023\nshare\t1\n", "„1“ reicht nicht: Diese Kennzahl wird als Zähler und Nenner gemeldet."),
        (
            "Indikator;Jahr;Zähler;Nenner\nshare;2024;2;0\n",
            "Werte, Zeile 2, Spalte denominator: „0“: Der Nenner ist 0; durch 0 lässt sich nicht teilen."
        ),
        ("Indikator;Jahr;Wert\nrate;2024;1\nrate;2024;2\n", "„rate“ für 2024 steht schon in Zeile 2."),
        ("Indikator;Jahr;Wert\nbäume;2024;1\n", "„bäume“ ist hier keine Kennzahl."),
        ("Indikator;Jahr;Wert\nrate;24;1\n", "Spalte period: „24“ ist kein Zeitraum."),
        ("Indikator;Jahr;Wert;Stand\nrate;2024;1;fertig\n", "Spalte status: „fertig“ ist kein Stand."),
    ]) func whatIsWrongIsNamedWithItsPlace(_ table: String, _ sentence: String) {
        let problems = problems(table)
        #expect(problems.contains { $0.contains(sentence) }, "\(problems)")
    }

    @Test func aLongTableWithGermanHeaders() throws {
        let report = try read(
            "Kennzahl;Zeitraum;Wert;Zähler;Nenner;Stand;Kennzeichen;Kommentar;Bearbeitung\n"
                + "rate;2024;\"1,5\";;;;vorläufig;aus dem Fachamt;erledigt\nshare;2024;;2;8;;;;\npeople;2024;;;;geheim;;;\n"
                + "people;2023;;;;;;;\n")
        #expect(report.format == .long)
        #expect(lines(report) == ["rate 2024 1.50", "share 2024 2/8", "people 2024 suppressed", "people 2023 missing"])
        #expect(report.observations[0].flags == [.provisional])
        #expect(report.observations[0].comment == "aus dem Fachamt")
        #expect(report.columns == ["Bearbeitung"])
    }

    @Test func aFileOfOpenSDGTakesTheTotalsOfItsIndicator() throws {
        let file = "Year,Sex,Units,GeoCode,Value\n2022,,Percent,,12.5\n2022,female,Percent,,13\n2023,,Percent,,\n"
        var options = IndicatorSheet.Options()
        #expect(problems(file).first?.contains("Bitte wählen Sie die Kennzahl aus.") == true)
        options.indicator = Code("rate")
        let report = try read(file, options)
        #expect(report.format == .openSDG)
        #expect(lines(report) == ["rate 2022 12.50", "rate 2023 missing"])
        #expect(report.leftOut.map { $0.reason(.german) } == ["Teilgruppe, kein Gesamtwert"])
        #expect(report.leftOut.first?.rows == [3])
        #expect(report.columns == ["Units"])
    }

    @Test func dataValuesOfDHIS2() throws {
        let file =
            "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value\n"
            + "rate,2022,DiszpKrYNg8,default,default,12.5\npeople,2022,DiszpKrYNg8,default,default,7\n"
        let report = try read(file)
        #expect(report.format == .dhis2)
        #expect(lines(report) == ["rate 2022 12.50", "people 2022 7"])
        #expect(report.columns == ["categoryoptioncombo", "attributeoptioncombo"])
    }

    @Test func rowsOfOtherTownsAreNeverTakenForOurs() throws {
        let file =
            "ags,name,year,bereich,kuerzel,value\n05974040,Soest,2022,soziales,q_rate_übern,12.5\n"
            + "05958004,Arnsberg,2022,soziales,q_rate_übern,11\n05974040,Soest,2022,soziales,q_andere,1\n"
        #expect(problems(file).first?.contains("Die Tabelle enthält 2 Orte") == true)
        var options = IndicatorSheet.Options()
        options.place = "05974041"
        #expect(problems(file, options).first?.contains("Den Ort „05974041“ gibt es in der Tabelle nicht.") == true)
        options.place = "05974040"
        #expect(problems(file, options).first?.contains("„q_andere“ ist hier keine Kennzahl.") == true)
        options.skipsUnknown = true
        let report = try read(file, options)
        #expect(lines(report) == ["rate 2022 12.50"])
        #expect(report.leftOut.map { $0.reason(.english) } == ["another place", "indicator not known here"])
        #expect(report.columns == ["name", "bereich"])
    }

    @Test(arguments: [
        ("2024", "2024"), ("2024-Q3", "2024-Q3"), ("Q3 2024", "2024-Q3"), ("3. Quartal 2024", "2024-Q3"),
        ("1. Halbjahr 2024", "2024-H1"), ("2024S2", "2024-H2"), ("2024Q1", "2024-Q1"), ("202411", "2024-11"),
        ("11/2024", "2024-11"), ("2024-13", nil), ("24", nil), ("2024Q5", nil), ("Jahr 2024", nil), ("", nil),
    ]) func periodsAsOthersWriteThem(_ text: String, _ period: String?) {
        #expect(SheetPeriod.read(text)?.description == period)
    }

    @Test func whatADryRunCarriesIsReadBackAsTheSame() throws {
        let report = try read(
            "Indikator;Jahr;Wert;Zähler;Nenner;Stand;Kennzeichen;Ebene;Kommentar\n"
                + "rate;2024;1,5;;;;vorläufig;Kreis;\"a \"\"b\"\"; c\nd\"\nshare;2024;;2;8;;;;\npeople;2024;;;;geheim;;;\n"
        )
        let again = try read(IndicatorSheet.text(report.observations))
        #expect(again.observations == report.observations)
        #expect(again.columns.isEmpty)
    }

    /// Whatever is pasted is read or refused, and what is read fits its definitions.
    @Test func anyTableIsAnswered() {
        let pieces = [
            "Indikator", "\t", "\t", "\n", "\n", "2024", "2023", "rate", "people", "share", "12,5", "1.234", "\"", ";",
            ",",
            "Wert", "Zeitraum", "Year", "Value", "GeoCode", "", "geheim", "\u{FEFF}", "-3", "999999999999999999999",
            "0",
        ]
        var state: UInt64 = 5
        for _ in 0..<thorough(3000) {
            var text = ["Indikator\t2024\n", "Indikator;Zeitraum;Wert\n", "Year,Value\n", ""][Int(state >> 40) % 4]
            for _ in 0..<(Int(state >> 20) % 20) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var options = IndicatorSheet.Options()
            options.indicator = Code("rate")
            guard let report = try? read(text, options) else { continue }
            for observation in report.observations {
                let definition = catalogue[observation.key.indicator]
                #expect(observation.value.map { $0.decimals == definition?.decimals } ?? true)
                #expect(observation.denominator.map { $0.units != 0 } ?? true)
            }
        }
    }
}
