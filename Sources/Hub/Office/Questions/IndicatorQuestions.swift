import Federation
import Pages

/// The questions about a common indicator: what it says, how it becomes a regional value, when it is due.
enum IndicatorQuestions {
    static let groups = [meaning, form, region, time, targets, quality, place]

    static var blank: JSONValue {
        let values: [(String, JSONValue)] = [
            ("core", .boolean(true)), ("decimals", .integer(0)), ("parts_decimals", .integer(0)),
            ("factor", .integer(1)), ("due_days", .integer(90)), ("minimum_coverage", .integer(0)),
            ("version", .integer(1)), ("frequency", .string("year")), ("missing", .string("ask")),
            ("direction", .string("none")), ("time", .string("last")),
        ]
        return values.reduce(JSONValue.object([])) { $0.setting($1.0, to: $1.1) }
    }

    private static let meaning = QuestionGroup(
        Phrase(de: "Was die Kennzahl sagt", en: "What the indicator says"),
        [
            Question("name", Phrase(de: "Name", en: "Name"), nil, .both(limit: 200, rows: 1, isRequired: true)),
            Question(
                "unit", Phrase(de: "Einheit", en: "Unit"),
                Phrase(
                    de: "Zum Beispiel %, Personen oder je 1.000 Einwohner.",
                    en: "For example %, persons or per 1,000 inhabitants."),
                .both(limit: 80, rows: 1, isRequired: false)),
            Question(
                "method", Phrase(de: "Wie erhoben wird", en: "How it is collected"), nil,
                .both(limit: 2000, rows: 4, isRequired: false)),
            Question(
                "direction", Phrase(de: "Was besser ist", en: "What is better"), nil,
                .pick([
                    .init("up", Phrase(de: "Höhere Werte sind besser", en: "Higher values are better")),
                    .init("down", Phrase(de: "Niedrigere Werte sind besser", en: "Lower values are better")),
                    .init("band", Phrase(de: "Ein mittlerer Bereich ist gut", en: "A range in the middle is good")),
                    .init("none", Phrase(de: "Ohne Wertung", en: "No judgement")),
                ])),
            Question("source.name", Phrase(de: "Quelle", en: "Source"), nil, .line(limit: 300)),
            Question("source.url", Phrase(de: "Adresse der Quelle", en: "Address of the source"), nil, .address),
            Question(
                "source.license", Phrase(de: "Lizenz der Quelle", en: "Licence of the source"), nil, .line(limit: 200)),
        ])

    private static let form = QuestionGroup(
        Phrase(de: "Art und Genauigkeit", en: "Kind and precision"),
        [
            Question(
                "kind", Phrase(de: "Art der Kennzahl", en: "Kind of indicator"), nil,
                .word([
                    .init(
                        "count", Phrase(de: "Anzahl", en: "count"),
                        Phrase(
                            de: "Ereignisse in einem Zeitraum, etwa neue Ladepunkte.",
                            en: "Events in a period, such as new charging points.")),
                    .init(
                        "stock", Phrase(de: "Bestand", en: "stock"),
                        Phrase(
                            de: "Menge an einem Stichtag, etwa Einwohner.",
                            en: "An amount on a day, such as inhabitants.")),
                    .init(
                        "ratio", Phrase(de: "Verhältnis", en: "ratio"),
                        Phrase(
                            de: "Ein Anteil oder eine Rate, etwa Prozent.", en: "A share or a rate, such as percent.")),
                    .init(
                        "index", Phrase(de: "Index", en: "index"),
                        Phrase(
                            de: "Eine errechnete Größe ohne Zähler und Nenner.",
                            en: "A computed figure without numerator and denominator.")),
                    .init(
                        "boolean", Phrase(de: "ja oder nein", en: "yes or no"),
                        Phrase(de: "1 für ja, 0 für nein.", en: "1 for yes, 0 for no.")),
                ])),
            Question(
                "decimals", Phrase(de: "Nachkommastellen", en: "Decimals"),
                Phrase(
                    de: "Jeder Wert wird mit genau so vielen gemeldet.",
                    en: "Every value is reported with exactly so many."),
                .whole(0...6, isOptional: false)),
            Question(
                "numerator", Phrase(de: "Zähler in Worten", en: "Numerator in words"),
                Phrase(de: "Nur bei einem Verhältnis.", en: "For a ratio only."),
                .both(limit: 300, rows: 1, isRequired: false)),
            Question(
                "denominator", Phrase(de: "Nenner in Worten", en: "Denominator in words"),
                Phrase(de: "Nur bei einem Verhältnis.", en: "For a ratio only."),
                .both(limit: 300, rows: 1, isRequired: false)),
            Question(
                "factor", Phrase(de: "Faktor", en: "Factor"),
                Phrase(
                    de: "Zähler durch Nenner mal Faktor: 100 bei Prozent, 1.000 bei „je 1.000“, sonst 1.",
                    en: "Numerator over denominator times factor: 100 for percent, 1,000 for “per 1,000”, else 1."),
                .whole(1...1_000_000, isOptional: false)),
            Question(
                "parts_decimals",
                Phrase(de: "Nachkommastellen von Zähler und Nenner", en: "Decimals of numerator and denominator"),
                nil, .whole(0...6, isOptional: false)),
            Question(
                "minimum", Phrase(de: "Kleinster plausibler Wert", en: "Lowest plausible value"),
                Phrase(de: "Was darunter liegt, wird nicht angenommen.", en: "What lies below is not taken."), .limit),
            Question(
                "maximum", Phrase(de: "Größter plausibler Wert", en: "Highest plausible value"),
                Phrase(de: "Was darüber liegt, wird nicht angenommen.", en: "What lies above is not taken."), .limit),
        ])

    private static let region = QuestionGroup(
        Phrase(de: "Wie der regionale Wert entsteht", en: "How the regional value comes about"),
        Phrase(
            de:
                "Die Regel gilt für alle Kommunen und steht neben jeder Zahl. Einen Mittelwert ohne Gewicht gibt es nicht: Er zählte eine kleine Kommune so viel wie eine große.",
            en:
                "The rule holds for all municipalities and stands beside each figure. There is no mean without a weight: it would count a small municipality as much as a large one."
        ),
        [
            Question(
                "space.rule", Phrase(de: "Regel über die Kommunen", en: "Rule over municipalities"), nil,
                .word([
                    .init(
                        "sum", Phrase(de: "Summe", en: "sum"),
                        Phrase(
                            de: "Die Werte werden addiert. Nur bei Anzahl und Bestand.",
                            en: "The values are added. For counts and stocks only.")),
                    .init(
                        "ratio_of_sums",
                        Phrase(
                            de: "Summe der Zähler durch Summe der Nenner",
                            en: "sum of numerators over sum of denominators"),
                        Phrase(
                            de: "Die Kommunen melden Zähler und Nenner. Der sicherste Weg zu einem regionalen Anteil.",
                            en: "Municipalities report numerator and denominator. The safest way to a regional share.")),
                    .init(
                        "weighted_mean", Phrase(de: "gewichtetes Mittel", en: "weighted mean"),
                        Phrase(
                            de:
                                "Wenn nur Anteile bekannt sind: Jeder zählt mit einem benannten Gewicht, zum Beispiel der Einwohnerzahl.",
                            en:
                                "Where only shares are known: each counts with a named weight, for example the population."
                        )),
                    .init("minimum", Phrase(de: "kleinster Wert", en: "lowest value")),
                    .init("maximum", Phrase(de: "größter Wert", en: "highest value")),
                    .init("median", Phrase(de: "mittlerer Wert (Median)", en: "middle value (median)")),
                    .init(
                        "count",
                        Phrase(
                            de: "Anzahl der Kommunen mit einem Wert über 0",
                            en: "number of municipalities with a value other than 0"),
                        Phrase(
                            de: "Zum Beispiel: wie viele ein offenes Datenportal haben.",
                            en: "For example: how many have an open data portal.")),
                    .init(
                        "none", Phrase(de: "kein regionaler Wert", en: "no regional value"),
                        Phrase(
                            de: "Gezeigt werden nur die Werte der Kommunen.",
                            en: "Only the municipalities’ values are shown.")),
                ])),
            Question(
                "space.weight.indicator", Phrase(de: "Gewicht", en: "Weight"),
                Phrase(
                    de: "Nur beim gewichteten Mittel: eine Anzahl oder ein Bestand dieses Entwurfs.",
                    en: "For the weighted mean only: a count or stock of this draft."),
                .one(.stocks)),
            Question(
                "space.weight.period", Phrase(de: "Zeitraum des Gewichts", en: "Period of the weight"),
                Phrase(
                    de:
                        "Leer: derselbe Zeitraum wie der Wert. Sonst ein fester, zum Beispiel 2022; die Abweichung steht dann neben der Zahl.",
                    en:
                        "Empty: the same period as the value. Else a fixed one, for example 2022; the difference then stands beside the figure."
                ),
                .weightPeriod),
            Question(
                "minimum_coverage", Phrase(de: "Mindestabdeckung in Prozent", en: "Minimum coverage in percent"),
                Phrase(
                    de:
                        "Melden weniger der erwarteten Kommunen, wird der regionale Wert zurückgehalten und der Grund genannt.",
                    en:
                        "If fewer of the expected municipalities report, the regional value is withheld and the reason given."
                ),
                .whole(0...100, isOptional: false)),
        ])

    private static let time = QuestionGroup(
        Phrase(de: "Zeitraum und Fälligkeit", en: "Period and due date"),
        [
            Question(
                "frequency", Phrase(de: "Gemeldet wird", en: "Reported"), nil,
                .pick([
                    .init("year", Phrase(de: "jährlich", en: "yearly")),
                    .init("half", Phrase(de: "halbjährlich", en: "half-yearly")),
                    .init("quarter", Phrase(de: "vierteljährlich", en: "quarterly")),
                    .init("month", Phrase(de: "monatlich", en: "monthly")),
                ])),
            Question(
                "due_days", Phrase(de: "Fällig nach so vielen Tagen", en: "Due after so many days"),
                Phrase(de: "Tage nach dem Ende des Zeitraums.", en: "Days after the end of the period."),
                .whole(0...1000, isOptional: false)),
            Question(
                "time", Phrase(de: "Regel über die Zeit", en: "Rule over time"),
                Phrase(
                    de:
                        "Wie aus mehreren Zeiträumen ein längerer wird. Ein Bestand nimmt den letzten Wert, eine Anzahl die Summe.",
                    en: "How several periods become a longer one. A stock takes the last value, a count the sum."),
                .pick([
                    .init("last", Phrase(de: "der letzte Wert", en: "the last value")),
                    .init("sum", Phrase(de: "die Summe", en: "the sum")),
                    .init("mean", Phrase(de: "der Durchschnitt der Zeiträume", en: "the mean of the periods")),
                    .init("none", Phrase(de: "wird nicht zusammengefasst", en: "not joined")),
                ])),
        ])

    private static let targets = QuestionGroup(
        Phrase(de: "Ausgangswert und Ziele der Region", en: "Baseline and targets of the region"),
        Phrase(
            de: "In der Einheit des regionalen Werts. Leer, wenn nichts vereinbart ist.",
            en: "In the unit of the regional value. Empty if nothing has been agreed."),
        [
            Question(
                "baseline.period", Phrase(de: "Zeitraum des Ausgangswerts", en: "Period of the baseline"), nil,
                .period(isOptional: true)),
            Question("baseline.value", Phrase(de: "Ausgangswert", en: "Baseline"), nil, .limit),
            Question(
                "targets", Phrase(de: "Ziele", en: "Targets"), nil,
                .rows(
                    [
                        Question("period", Phrase(de: "Zeitraum", en: "Period"), nil, .period(isOptional: false)),
                        Question("value", Phrase(de: "Wert", en: "Value"), nil, .limit),
                    ], named: Phrase(de: "Ziel", en: "Target"), count: 50)),
        ])

    /// Brings what the form leaves open into the form of the protocol: a weight without an indicator is no weight, a
    /// baseline of which nothing was typed is none, and targets stand in the order of time.
    static func tidied(_ value: JSONValue) -> JSONValue {
        var value = value
        if value["space.weight.indicator"]?.text == nil { value = value.setting("space.weight", to: .null) }
        if (value["baseline.period"]?.text ?? "").isEmpty, value["baseline.value"]?.text == nil {
            value = value.setting("baseline", to: .null)
        }
        let targets = (value["targets"]?.elements ?? []).sorted { left, right in
            guard let first = left["period"]?.text.flatMap({ Period($0) }),
                let second = right["period"]?.text.flatMap({ Period($0) })
            else { return false }
            return first < second
        }
        return value.setting("targets", to: .array(targets))
    }

    private static let quality = QuestionGroup(
        Phrase(de: "Lücken und kleine Zahlen", en: "Gaps and small numbers"),
        [
            Question(
                "missing", Phrase(de: "Wenn ein Wert fehlt", en: "If a value is missing"), nil,
                .pick([
                    .init("ask", Phrase(de: "um eine Bemerkung bitten", en: "ask for a comment")),
                    .init("accept", Phrase(de: "ohne Bemerkung hinnehmen", en: "accept without a comment")),
                ])),
            Question(
                "threshold", Phrase(de: "Schwelle für kleine Zahlen", en: "Threshold for small numbers"),
                Phrase(
                    de:
                        "Bei Anzahlen von Menschen: Werte von 1 bis unter die Schwelle bleiben im Rathaus. Mindestens 3, üblich ist 5; sonst leer.",
                    en:
                        "For counts of people: values from 1 to below the threshold stay in the town hall. At least 3, usually 5; else empty."
                ),
                .whole(3...1000, isOptional: true)),
        ])

    private static let place = QuestionGroup(
        Phrase(de: "Einordnung", en: "Place in the strategy"),
        [
            Question(
                "parts", Phrase(de: "Summe aus diesen Kennzahlen", en: "Sum of these indicators"),
                Phrase(
                    de:
                        "Nur, wenn der Wert jeder Kommune genau die Summe der gewählten Kennzahlen ist. Gesperrte kleine Zahlen werden dann auch in der Summe geschützt.",
                    en:
                        "Only if each municipality’s value is exactly the sum of those chosen. Small numbers that are blocked are then protected in the sum as well."
                ),
                .some(.stocks)),
            Question("fields", Phrase(de: "Handlungsfelder", en: "Fields of action"), nil, .some(.things(.field))),
            Question("goals", Phrase(de: "Ziele", en: "Goals"), nil, .some(.things(.goal))),
            Question(
                "core", Phrase(de: "Stellenwert", en: "Standing"), nil,
                .flag(
                    .init(
                        "yes",
                        Phrase(de: "Kernkennzahl, die alle melden sollen", en: "Core indicator that all should report"))
                )),
            Question(
                "version", Phrase(de: "Nummer dieser Festlegung", en: "Number of this definition"),
                Phrase(
                    de: "Um 1 erhöhen, wenn sich ändert, was gezählt wird.",
                    en: "Raise by 1 if what is counted changes."),
                .whole(1...100_000, isOptional: false)),
            Question(
                "codes", Phrase(de: "Kennungen anderswo", en: "Codes elsewhere"),
                Phrase(
                    de: "Zum Beispiel in INKAR oder bei den SDG-Indikatoren.",
                    en: "For example in INKAR or among the SDG indicators."),
                .rows(
                    [
                        Question("scheme", Phrase(de: "Verzeichnis", en: "Scheme"), nil, .line(limit: 40)),
                        Question("code", Phrase(de: "Kennung", en: "Code"), nil, .line(limit: 60)),
                    ], named: Phrase(de: "Kennung", en: "Code"), count: 20)),
        ])
}
