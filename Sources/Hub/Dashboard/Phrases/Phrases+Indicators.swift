import Federation
import Pages

/// Words of an indicator's page: rules, contributions, what has to be known.
extension Phrase {
    static let indicatorNoData = Phrase(
        de: "Dazu hat noch keine Kommune etwas gemeldet. Mit der ersten Meldung stehen hier Werte.",
        en: "No municipality has reported on this yet. Values appear here with the first summary.")
    static let courseHeading = Phrase(de: "Der Verlauf in der Region", en: "The course in the region")
    static let townsHeading = Phrase(de: "Die Kommunen im Vergleich", en: "The municipalities compared")
    static let contributionIntroduction = Phrase(
        de: "Was jede Kommune einbringt, ob es in den regionalen Wert eingeht und in welcher "
            + "unterschriebenen Meldung es steht.",
        en: "What each municipality brings in, whether it counts towards the regional value, and which "
            + "signed summary holds it.")
    static let coursesLead = Phrase(
        de: "Jede Zeile ist eine Kommune. Jeder Zeitraum führt zu seiner Rechnung mit den unterschriebenen Meldungen.",
        en: "Each row is a municipality. Each period leads to its calculation with the signed summaries.")
    static let toWholeIndicator = Phrase(
        de: "Verlauf, Verteilung und Rechenweg dieser Kennzahl",
        en: "Course, distribution and calculation of this indicator")
    static let reportedOn = Phrase(de: "gemeldet am", en: "reported on")
    static let revisedOn = Phrase(de: "berichtigt am", en: "revised on")
    static let verifyHeading = Phrase(de: "Selbst nachprüfen", en: "Check it yourself")
    static let verifyExplained = Phrase(
        de:
            "Dieser Befehl rechnet den Wert aus einem Export des Protokolls nach, bis zu jeder unterschriebenen Meldung. Er braucht kein Netz und vertraut dieser Seite nicht: Welche Zeugen zählen (POLICY) und mit welchem Schlüssel die Geschäftsstelle begonnen hat (OFFICE), wissen Sie von anderer Stelle.",
        en:
            "This command recomputes the value from an export of the log, down to each signed summary. It needs no network and does not trust this page: which witnesses count (POLICY) and with which key the office began (OFFICE) you know from elsewhere."
    )
    static let verifyJSON = Phrase(de: "Dieselbe Rechnung als JSON", en: "The same calculation as JSON")
    static let calculationOf = Phrase(de: "Zur Rechnung", en: "To the calculation")
    static let numerator = Phrase(de: "Zähler", en: "Numerator")
    static let denominator = Phrase(de: "Nenner", en: "Denominator")
    static let weight = Phrase(de: "Gewicht", en: "Weight")
    static let countsHeader = Phrase(de: "Zählt mit?", en: "Does it count?")
    static let countsYes = Phrase(de: "ja", en: "yes")
    static let countsDistribution = Phrase(de: "in der Verteilung", en: "in the distribution")
    static let countsNoDistrict = Phrase(de: "nein, Wert des Kreises", en: "no, value of the district")
    static let countsNoMissing = Phrase(de: "nein, keine Angabe", en: "no, not reported")
    static let countsNoSuppressed = Phrase(de: "nein, geheim", en: "no, suppressed")
    static let countsNoNotApplicable = Phrase(de: "nein, entfällt", en: "no, not applicable")
    static let districtValue = Phrase(de: "Wert des Kreises", en: "value of the district")
    static let ruleHeading = Phrase(de: "Rechenregel", en: "Rule")
    static let ruleRounding = Phrase(
        de: "Gerechnet wird exakt. Gerundet wird einmal am Ende, bei genau der Hälfte zur geraden Ziffer.",
        en: "All arithmetic is exact. The result is rounded once at the end, halves to the even digit.")
    static let ruleSum = Phrase(
        de: "Summe der Werte aller Kommunen, die gemeldet haben.",
        en: "Sum of the values of all "
            + "municipalities that reported.")
    static let ruleMinimum = Phrase(de: "Kleinster Wert der Kommunen.", en: "Smallest value of the municipalities.")
    static let ruleMaximum = Phrase(de: "Größter Wert der Kommunen.", en: "Largest value of the municipalities.")
    static let ruleMedian = Phrase(
        de: "Mittlerer Wert der Kommunen (Median).", en: "Middle value of the municipalities (median).")
    static let ruleCount = Phrase(
        de: "Anzahl der Kommunen mit einem Wert über null.",
        en: "Number of municipalities with a value "
            + "other than zero.")
    static let ruleNone = Phrase(
        de: "Kein regionaler Wert: Die Kommunen werden nebeneinander gezeigt.",
        en: "No regional value: the municipalities are shown beside each other.")
    static let allPeriods = Phrase(de: "Alle Zeiträume", en: "All periods")
    static let allPeriodsIntroduction = Phrase(
        de: "Jeder Zeitraum führt zu seiner Berechnung.", en: "Each period leads to its calculation.")
    static let definitionHeading = Phrase(de: "Festlegung", en: "Definition")
    static let method = Phrase(de: "Methode", en: "Method")
    static let directionHeader = Phrase(de: "Gewünschte Richtung", en: "Desired direction")
    static let minimumCoverageHeader = Phrase(de: "Mindestabdeckung", en: "Minimum coverage")
    static let frequencyHeader = Phrase(de: "Turnus", en: "Frequency")
    static let timeRuleHeader = Phrase(de: "Regel über die Zeit", en: "Rule over time")
    static let suppressionHeader = Phrase(de: "Geheimhaltung", en: "Suppression")
    static let limitsHeader = Phrase(de: "Plausible Werte", en: "Plausible values")
    static let levelHeader = Phrase(de: "Art", en: "Level")
    static let codesHeader = Phrase(de: "Namen an anderer Stelle", en: "Names elsewhere")
    static let versionHeader = Phrase(de: "Version der Festlegung", en: "Version of the definition")

    static let withheldNoData = Phrase(de: "nichts gemeldet", en: "nothing reported")
    static let withheldNoRule = Phrase(de: "kein regionaler Wert vorgesehen", en: "no regional value intended")
    static let withheldNoWeight = Phrase(
        de: "zurückgehalten: ein Gewicht fehlt", en: "withheld: a weight is missing")
    static let withheldZeroDenominator = Phrase(
        de: "zurückgehalten: Summe der Nenner ist null", en: "withheld: the sum of denominators is zero")
    static let withheldOverflow = Phrase(
        de: "zurückgehalten: die Zahl ist zu groß", en: "withheld: the number is too large")
    static let containsProvisional = Phrase(de: "enthält vorläufige Werte", en: "contains provisional values")
    static let containsEstimated = Phrase(de: "enthält geschätzte Werte", en: "contains estimated values")
    static let wantedWay = Phrase(de: "in der gewünschten Richtung", en: "in the desired direction")
    static let unwantedWay = Phrase(de: "gegen die gewünschte Richtung", en: "against the desired direction")

    static let wantedShort = Phrase(de: "gewünschte Richtung", en: "desired direction")
    static let unwantedShort = Phrase(de: "unerwünschte Richtung", en: "undesired direction")

    static func direction(_ direction: Indicator.Direction) -> Phrase {
        switch direction {
        case .up: Phrase(de: "mehr ist besser", en: "more is better")
        case .down: Phrase(de: "weniger ist besser", en: "less is better")
        case .band: Phrase(de: "innerhalb einer Spanne", en: "within a band")
        case .none: Phrase(de: "keine; die Zahl beschreibt nur", en: "none; the figure only describes")
        }
    }

    static func timeRule(_ rule: Indicator.TimeRule) -> Phrase {
        switch rule {
        case .last: Phrase(de: "letzter Wert", en: "last value")
        case .sum: Phrase(de: "Summe", en: "sum")
        case .mean: Phrase(de: "Mittelwert", en: "mean")
        case .none: Phrase(de: "keine; Zeiträume werden nicht verbunden", en: "none; periods are not joined")
        }
    }

    static func frequency(_ frequency: Period.Frequency) -> Phrase {
        switch frequency {
        case .year: Phrase(de: "jährlich", en: "yearly")
        case .half: Phrase(de: "halbjährlich", en: "half-yearly")
        case .quarter: Phrase(de: "vierteljährlich", en: "quarterly")
        case .month: Phrase(de: "monatlich", en: "monthly")
        }
    }
}
