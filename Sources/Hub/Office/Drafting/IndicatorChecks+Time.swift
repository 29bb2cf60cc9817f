import Federation
import Pages

/// The rules over time: how periods join, where the region started, what it wants to reach.
extension IndicatorChecks {
    var timeRule: [Fault] {
        let joinsParts = value["space.rule"]?.text == Indicator.SpaceRule.ratioOfSums.rawValue
        switch value["time"]?.text {
        case "sum" where value["kind"]?.text != "count" && !joinsParts:
            return [
                Fault(
                    field: "time",
                    sentence: Phrase(
                        de:
                            "Über die Zeit addieren lassen sich nur Anzahlen und die Zähler und Nenner eines Verhältnisses. Bitte wählen Sie „der letzte Wert“ oder „wird nicht zusammengefasst“.",
                        en:
                            "Only counts, and the numerators and denominators of a ratio, can be summed over time. Please choose “the last value” or “not joined”."
                    ))
            ]
        case "mean" where value["kind"]?.text == "ratio" && !joinsParts:
            return [
                Fault(
                    field: "time",
                    sentence: Phrase(
                        de:
                            "Anteile werden auch über die Zeit nicht gemittelt. Bitte wählen Sie „der letzte Wert“, „wird nicht zusammengefasst“ oder die Regel „Summe der Zähler durch Summe der Nenner“.",
                        en:
                            "Shares are not averaged over time either. Please choose “the last value”, “not joined”, or the rule “sum of numerators over sum of denominators”."
                    ))
            ]
        default: return []
        }
    }

    /// A period with its value, as far as both can be read.
    private func dated(_ value: JSONValue?) -> (period: Period, units: Int64)? {
        guard let period = value?["period"]?.text.flatMap({ Period($0) }),
            let number = value?["value"]?.text.flatMap({ ExactDecimal($0) })
        else { return nil }
        return (period, number.units)
    }

    var targets: [Fault] {
        let elements = value["targets"]?.elements ?? []
        var faults: [Fault] = []
        let baseline = dated(value["baseline"])
        if let written = value["baseline"], written != .null, baseline == nil {
            let field = (written["period"]?.text ?? "").isEmpty ? "baseline.period" : "baseline.value"
            faults.append(Fault(field: field, sentence: Self.halfADatedValue))
        }
        for (place, element) in elements.enumerated() where element["value"]?.text == nil {
            faults.append(Fault(field: "targets-\(place + 1)-value", sentence: Self.halfADatedValue))
        }
        let own = value["frequency"]?.text.flatMap(Period.Frequency.init)
        let all = [("baseline.period", baseline)] + elements.map { ("targets", dated($0)) }
        for case (let field, let value?) in all {
            guard let own, value.period.frequency.isFiner(than: own) else { continue }
            faults.append(Fault(field: field, sentence: Self.tooFine(value.period)))
        }
        for case (let field, let value?) in all where isOutOfLimits(value.units) {
            faults.append(Fault(field: field == "targets" ? field : "baseline.value", sentence: Self.outOfLimits))
        }
        var last = baseline.map { [$0] } ?? []
        for case let target? in elements.map({ dated($0) }) {
            if let before = last.last, target.period.lastDay <= before.period.lastDay {
                faults.append(Fault(field: "targets", sentence: Self.notLater(target.period, before.period)))
            }
            last.append(target)
            if let baseline, let fault = wrongSide(target, baseline) { faults.append(fault) }
        }
        return faults
    }

    /// Whether a number of this indicator's decimals lies outside what it calls plausible.
    private func isOutOfLimits(_ units: Int64) -> Bool {
        func limit(_ name: String) -> Int64? { value[name]?.text.flatMap { ExactDecimal($0)?.units } }
        return limit("minimum").map { units < $0 } ?? false || limit("maximum").map { units > $0 } ?? false
    }

    private static let outOfLimits = Phrase(
        de: "Dieser Wert liegt außerhalb der plausiblen Werte, die weiter oben stehen. Bitte prüfen Sie beides.",
        en: "This value lies outside the plausible values given above. Please check both.")

    private func wrongSide(
        _ target: (period: Period, units: Int64), _ baseline: (period: Period, units: Int64)
    ) -> Fault? {
        switch value["direction"]?.text {
        case "up" where target.units <= baseline.units:
            Fault(
                field: "targets",
                sentence: Phrase(
                    de: "Höhere Werte sind besser: Das Ziel für \(target.period) muss über dem Ausgangswert liegen.",
                    en: "Higher values are better: the target for \(target.period) must lie above the baseline."))
        case "down" where target.units >= baseline.units:
            Fault(
                field: "targets",
                sentence: Phrase(
                    de:
                        "Niedrigere Werte sind besser: Das Ziel für \(target.period) muss unter dem Ausgangswert liegen.",
                    en: "Lower values are better: the target for \(target.period) must lie below the baseline."))
        default: nil
        }
    }

    private static let halfADatedValue = Phrase(
        de: "Zeitraum und Wert gehören zusammen. Bitte geben Sie beides an oder lassen Sie beides leer.",
        en: "Period and value belong together. Please give both, or leave both empty.")

    private static func tooFine(_ period: Period) -> Phrase {
        Phrase(
            de: "So fein wird die Kennzahl nicht gemeldet: \(period). Bitte geben Sie einen längeren Zeitraum an.",
            en: "The indicator is not reported that finely: \(period). Please give a longer period.")
    }

    private static func notLater(_ period: Period, _ before: Period) -> Phrase {
        Phrase(
            de:
                "\(period) endet nicht nach \(before). Ziele liegen nach dem Ausgangswert, und jedes endet nach dem vorigen.",
            en:
                "\(period) does not end after \(before). Targets lie after the baseline, and each ends after the one before."
        )
    }

    // MARK: Sums of parts

    var parts: [Fault] {
        let codes = (value["parts"]?.elements ?? []).compactMap(\.text)
        guard !codes.isEmpty else { return [] }
        func fault(_ german: String, _ english: String) -> [Fault] {
            [Fault(field: "parts", sentence: Phrase(de: german, en: english))]
        }
        let unknown = all.unknown(.indicator, codes.map { .string($0) }, at: "parts")
        guard unknown.isEmpty else { return unknown }
        if codes.count < 2 {
            return fault(
                "Eine Summe hat mindestens zwei Teile. Bitte wählen Sie weitere oder keinen.",
                "A sum has at least two parts. Please choose more, or none.")
        }
        if reaches(value["id"]?.text ?? "", from: codes) {
            return fault(
                "Diese Kennzahl wäre ein Teil ihrer selbst. Bitte wählen Sie nur Kennzahlen, die nicht aus ihr bestehen.",
                "This indicator would be a part of itself. Please choose only indicators that do not consist of it.")
        }
        for code in codes {
            let part = all.parts[PartName(.indicator, code)]
            let title = all.title(PartName(.indicator, code))
            for member in ["kind", "frequency", "decimals"] where part?[member] != value[member] {
                return fault(
                    "„\(title.german)“ kann kein Teil sein: Art, Häufigkeit und Nachkommastellen müssen gleich sein.",
                    "“\(title.english)” cannot be a part: kind, frequency and decimals must be the same.")
            }
        }
        return []
    }

    /// Whether `id` is among `codes` or their parts.
    private func reaches(_ id: String, from codes: [String]) -> Bool {
        var seen: Set<String> = []
        var open = codes
        while let code = open.popLast() {
            if code == id { return true }
            guard seen.insert(code).inserted else { continue }
            open += (all.parts[PartName(.indicator, code)]?["parts"]?.elements ?? []).compactMap(\.text)
        }
        return false
    }
}
