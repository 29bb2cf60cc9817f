import Federation
import Pages

/// The rules of one indicator's definition, each with the sentence that says what to do.
struct IndicatorChecks {
    let value: JSONValue
    let all: DraftChecks

    init(_ value: JSONValue, in all: DraftChecks) {
        self.value = value
        self.all = all
    }

    var faults: [Fault] {
        all.unknown(.field, value["fields"]?.elements ?? [], at: "fields")
            + all.unknown(.goal, value["goals"]?.elements ?? [], at: "goals") + rule + weight
            + timeRule + limits + targets + parts + uses
    }

    private var id: String { value["id"]?.text ?? "" }
    private var kind: Indicator.Kind? { value["kind"]?.text.flatMap(Indicator.Kind.init) }
    private var frequency: Period.Frequency? { value["frequency"]?.text.flatMap(Period.Frequency.init) }

    /// The rule over towns against the kind. A mean without a weight is no rule at all.
    private var rule: [Fault] {
        let name = value["space.rule"]?.text ?? ""
        guard let rule = Indicator.SpaceRule(rawValue: name) else {
            return name == "mean" ? [Fault(field: "space.rule", sentence: Self.plainMean)] : []
        }
        switch rule {
        case .ratioOfSums where kind != .ratio:
            return [
                Fault(
                    field: "space.rule",
                    sentence: Phrase(
                        de:
                            "„Summe der Zähler durch Summe der Nenner“ passt nur zu einem Verhältnis. Bitte wählen Sie die Art „Verhältnis“ oder eine andere Regel.",
                        en:
                            "“Sum of numerators over sum of denominators” only fits a ratio. Please choose the kind “ratio” or another rule."
                    ))
            ]
        case .sum where kind != .count && kind != .stock:
            return [
                Fault(
                    field: "space.rule",
                    sentence: Phrase(
                        de:
                            "Anteile und Indizes lassen sich nicht addieren. Bitte wählen Sie das gewichtete Mittel mit seinem Gewicht oder eine andere Regel.",
                        en:
                            "Shares and indices cannot be added up. Please choose the weighted mean with its weight, or another rule."
                    ))
            ]
        default: return []
        }
    }

    static let plainMean = Phrase(
        de:
            "Einen Mittelwert ohne Gewicht gibt es nicht: Er zählt eine kleine Kommune so viel wie eine große und ergibt einen Wert, der für keinen Menschen in der Region gilt. Bitte wählen Sie das gewichtete Mittel und nennen Sie das Gewicht, zum Beispiel die Einwohnerzahl.",
        en:
            "There is no mean without a weight: it counts a small municipality as much as a large one and gives a value that holds for nobody in the region. Please choose the weighted mean and name the weight, for example the population."
    )

    private var weight: [Fault] {
        let code = value["space.weight.indicator"]?.text
        let isWeighted = value["space.rule"]?.text == Indicator.SpaceRule.weightedMean.rawValue
        guard let code, !code.isEmpty else {
            guard isWeighted else { return [] }
            return [
                weightFault(
                    "Ein gewichtetes Mittel braucht ein Gewicht. Bitte wählen Sie die Kennzahl, mit der gewichtet wird, zum Beispiel die Einwohnerzahl.",
                    "A weighted mean needs a weight. Please choose the indicator to weight by, for example the population."
                )
            ]
        }
        guard isWeighted else {
            return [
                weightFault(
                    "Ein Gewicht gehört nur zum gewichteten Mittel. Bitte lassen Sie es leer oder wählen Sie diese Regel.",
                    "A weight belongs to the weighted mean only. Please leave it empty or choose that rule.")
            ]
        }
        guard let definition = all.parts[PartName(.indicator, code)] else {
            return [
                weightFault(
                    "Die Kennzahl „\(code)“, mit der gewichtet werden soll, gibt es in diesem Entwurf nicht. Bitte wählen Sie aus der Liste oder legen Sie sie zuerst an.",
                    "The indicator “\(code)” to weight by is not in this draft. Please choose from the list, or add it first."
                )
            ]
        }
        guard code != id, all.isStock(code) else {
            return [
                weightFault(
                    "„\(code)“ kann kein Gewicht sein: Ein Gewicht ist eine andere Kennzahl, und zwar eine Anzahl oder ein Bestand.",
                    "“\(code)” cannot be a weight: a weight is another indicator, and a count or a stock.")
            ]
        }
        return weightPeriod(definition)
    }

    /// A weight of another form of period would never be found.
    func weightPeriod(_ definition: JSONValue) -> [Fault] {
        let text = value["space.weight.period"]?.text ?? ""
        func hasValues(by wanted: Period.Frequency) -> Bool {
            guard let own = definition["frequency"]?.text.flatMap(Period.Frequency.init) else { return false }
            return wanted == own || (own.isFiner(than: wanted) && definition["time"]?.text != "none")
        }
        if text == "same" {
            guard let own = frequency, !hasValues(by: own) else { return [] }
            return [
                Fault(
                    field: "space.weight.period",
                    sentence: Phrase(
                        de:
                            "Gewicht und Kennzahl werden verschieden oft gemeldet. Bitte nennen Sie den Zeitraum des Gewichts, zum Beispiel 2022.",
                        en:
                            "Weight and indicator are reported at different frequencies. Please name the weight’s period, for example 2022."
                    ))
            ]
        }
        guard let period = Period(text), hasValues(by: period.frequency) else {
            return [
                Fault(
                    field: "space.weight.period",
                    sentence: Phrase(
                        de:
                            "Bitte geben Sie einen Zeitraum an, für den das Gewicht gemeldet wird, zum Beispiel 2022 bei jährlicher Meldung, oder lassen Sie das Feld leer für denselben Zeitraum.",
                        en:
                            "Please give a period for which the weight is reported, for example 2022 if it is reported yearly, or leave the field empty for the same period."
                    ))
            ]
        }
        return []
    }

    private var limits: [Fault] {
        let low = value["minimum"]?.text.flatMap { ExactDecimal($0) }
        let high = value["maximum"]?.text.flatMap { ExactDecimal($0) }
        guard let low, let high, low.decimals == high.decimals, low.units >= high.units else { return [] }
        return [
            Fault(
                field: "maximum",
                sentence: Phrase(
                    de: "Der größte plausible Wert muss über dem kleinsten liegen.",
                    en: "The highest plausible value must lie above the lowest."))
        ]
    }

    /// Others may rely on this being a count or a stock, and on how often it is reported.
    private var uses: [Fault] {
        guard kind != .count, kind != .stock else {
            return all.users(of: PartName(.indicator, id)).filter { user in
                guard let other = all.parts[user], other["space.weight.indicator"]?.text == id else { return false }
                return !IndicatorChecks(other, in: all).weightPeriod(value).isEmpty
            }.prefix(1).map { user in
                let title = all.title(user)
                return Fault(
                    field: "frequency",
                    sentence: Phrase(
                        de:
                            "„\(title.german)“ wird mit dieser Kennzahl gewichtet und fände so keinen Wert mehr. Bitte ändern Sie zuerst dort den Zeitraum des Gewichts.",
                        en:
                            "“\(title.english)” is weighted by this indicator and would find no value any more. Please change the weight’s period there first."
                    ))
            }
        }
        return all.users(of: PartName(.indicator, id)).map { user in
            let title = all.title(user)
            return Fault(
                field: "kind",
                sentence: Phrase(
                    de:
                        "„\(title.german)“ braucht diese Kennzahl als Gewicht oder Einwohnerzahl; dafür muss sie eine Anzahl oder ein Bestand bleiben.",
                    en:
                        "“\(title.english)” needs this indicator as weight or population; for that it has to stay a count or a stock."
                ))
        }
    }

    private func weightFault(_ german: String, _ english: String) -> Fault {
        Fault(field: "space.weight.indicator", sentence: Phrase(de: german, en: english))
    }
}
