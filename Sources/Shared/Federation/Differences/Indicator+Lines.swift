// The definition of an indicator as people read it.

extension Framework {
    func lines(of indicator: Indicator) -> [PassageLine] {
        [
            PassageLine("Name", "Name", indicator.name), PassageLine("Methode", "Method", indicator.method),
            PassageLine("Art", "Kind", .word(indicator.kind.rawValue)),
            PassageLine("Stufe", "Level", .word(indicator.core ? "core" : "advanced")),
            PassageLine("Einheit", "Unit", indicator.unit), PassageLine("Zähler", "Numerator", indicator.numerator),
            PassageLine("Nenner", "Denominator", indicator.denominator),
            PassageLine("Faktor", "Factor", String(indicator.factor)),
            PassageLine("Nachkommastellen", "Decimals", String(indicator.decimals)),
            PassageLine(
                "Nachkommastellen von Zähler und Nenner", "Decimals of numerator and denominator",
                String(indicator.partsDecimals)),
            PassageLine("Regel über die Kommunen", "Rule over towns", .word(indicator.space.rule.rawValue)),
            PassageLine("Gewicht", "Weight", weight(of: indicator)),
            PassageLine("Regel über die Zeit", "Rule over time", .word("time_\(indicator.time.rawValue)")),
            PassageLine("Gewünschte Richtung", "Desired direction", .word(indicator.direction.rawValue)),
            PassageLine("Ausgangswert", "Baseline", indicator.baseline.map(Framework.text) ?? ""),
            PassageLine("Zielwerte", "Targets", indicator.targets.map(Framework.text).joined(separator: "\n")),
            PassageLine("Summe aus", "Sum of", names(indicator.parts, of: \.indicatorNames)),
            PassageLine("Turnus", "Frequency", .word(indicator.frequency.rawValue)),
            PassageLine("Fällig nach Tagen", "Due after days", String(indicator.dueDays)),
            PassageLine("Kleinster plausibler Wert", "Smallest plausible value", indicator.minimum?.description ?? ""),
            PassageLine("Größter plausibler Wert", "Largest plausible value", indicator.maximum?.description ?? ""),
            PassageLine(
                "Geheim unter", "Suppressed below", indicator.threshold.map { String($0) } ?? ""),
            PassageLine(
                "Mindestabdeckung in Prozent", "Minimum coverage in percent", String(indicator.minimumCoverage)),
            PassageLine("Lücken", "Gaps", .word("missing_\(indicator.missing.rawValue)")),
            PassageLine("Handlungsfelder", "Fields of action", names(indicator.fields, of: \.fieldNames)),
            PassageLine("Ziele", "Goals", names(indicator.goals, of: \.goalNames)),
            PassageLine("Quelle", "Source", indicator.source.name),
            PassageLine("Adresse der Quelle", "Address of the source", indicator.source.url),
            PassageLine("Lizenz der Quelle", "Licence of the source", indicator.source.license),
            PassageLine(
                "Namen an anderer Stelle", "Names elsewhere",
                indicator.codes.map { "\($0.scheme): \($0.code)" }.joined(separator: "\n")),
            PassageLine("Version der Festlegung", "Version of the definition", String(indicator.version)),
        ]
    }

    private func weight(of indicator: Indicator) -> LocalizedText {
        guard let weight = indicator.space.weight else { return .empty }
        let name = names([weight.indicator], of: \.indicatorNames)
        guard let period = weight.period else {
            return LocalizedText(
                german: "\(name.german), gleicher Zeitraum", english: "\(name.english), same period")
        }
        return LocalizedText(german: "\(name.german), \(period)", english: "\(name.english), \(period)")
    }

    private static func text(_ dated: Indicator.DatedValue) -> String { "\(dated.period): \(dated.value)" }
}
