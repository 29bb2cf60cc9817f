import Federation
import Pages

/// Sentences about figures.
extension Phrase {
    static func indicatorQuestion(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): Wo steht die Region?", en: "\(name): where does the region stand?")(language)
    }

    static func indicatorAnswer(_ period: String, _ quantity: String, _ language: Language) -> String {
        Phrase(de: "\(period): \(quantity) in der Region", en: "\(period): \(quantity) in the region")(language)
    }

    /// A trend as it follows a sentence.
    static func clause(_ words: String, _ language: Language) -> String {
        Phrase(de: ", \(words)", en: ", \(words)")(language)
    }

    static func indicatorDistribution(_ period: String, _ language: Language) -> String {
        Phrase(
            de: "Einen regionalen Wert gibt es hier bewusst nicht. Gezeigt werden die Werte der Kommunen "
                + "für \(period).",
            en: "There is no regional value on purpose. Shown are the municipalities’ values for \(period).")(language)
    }

    static func indicatorWithheld(_ period: String, _ reason: String, _ language: Language) -> String {
        Phrase(
            de: "Für \(period) gibt es keinen regionalen Wert – \(reason).",
            en: "There is no regional value for \(period) – \(reason).")(language)
    }

    static func regionalFigure(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name) in der Region", en: "\(name) in the region")(language)
    }

    static func spreadOfTowns(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): Spanne der Kommunen", en: "\(name): range of the municipalities")(language)
    }

    static func courseFinding(
        _ from: String, _ first: String, _ to: String, _ last: String, _ language: Language
    ) -> String {
        Phrase(
            de: "Von \(from) (\(first)) auf \(to) (\(last))",
            en: "From \(from) (\(first)) to \(to) (\(last))")(language)
    }

    static func townCourseTitle(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): Verlauf in den Kommunen", en: "\(name): course in the municipalities")(language)
    }

    static func townComparison(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name) in den Kommunen", en: "\(name) in the municipalities")(language)
    }

    static func highestAndLowest(_ high: String, _ low: String, _ language: Language) -> String {
        Phrase(
            de: "Am höchsten in \(high), am niedrigsten in \(low)",
            en: "Highest in \(high), lowest in "
                + "\(low)")(language)
    }

    static func contributionCaption(_ period: String, _ language: Language) -> String {
        Phrase(de: "Beitrag jeder Kommune, \(period)", en: "Each municipality’s contribution, \(period)")(language)
    }

    static func summaryOf(_ period: String, _ revision: String, _ language: Language) -> String {
        Phrase(de: "für \(period), Fassung \(revision)", en: "for \(period), revision \(revision)")(language)
    }

    static func ruleRatio(_ factor: String, _ language: Language) -> String {
        let times = factor == "1" ? "" : Phrase(de: ", mal \(factor)", en: ", times \(factor)")(language)
        return Phrase(
            de: "Summe der Zähler geteilt durch Summe der Nenner\(times).",
            en: "Sum of numerators divided by sum of denominators\(times).")(language)
    }

    static func ruleWeighted(_ weight: String, _ language: Language) -> String {
        Phrase(
            de: "Gewichtetes Mittel: Jeder Wert zählt mit dem Gewicht seiner Kommune (\(weight)).",
            en: "Weighted mean: each value counts with the weight of its municipality (\(weight)).")(language)
    }

    static func minimumCoverage(_ percent: String, _ language: Language) -> String {
        Phrase(
            de: "Unter \(percent) der erwarteten Kommunen wird der regionale Wert zurückgehalten.",
            en: "Below \(percent) of the expected municipalities the regional value is withheld.")(language)
    }

    static func dueAfter(_ days: String, _ language: Language) -> String {
        Phrase(
            de: "fällig \(days) Tage nach Ende des Zeitraums",
            en: "due \(days) days after the end of the "
                + "period")(language)
    }

    static func suppressedBelow(_ threshold: String, _ language: Language) -> String {
        Phrase(
            de: "Anzahlen von Menschen unter \(threshold) werden vor der Unterschrift gesperrt.",
            en: "Counts of people below \(threshold) are blocked before signing.")(language)
    }

    // MARK: Progress

    static let baselineHeader = Phrase(de: "Ausgangswert", en: "Baseline")
    static let targetHeader = Phrase(de: "Zielwert", en: "Target")
    static let targetsHeader = Phrase(de: "Zielwerte", en: "Targets")
    static let partsHeader = Phrase(de: "Summe aus", en: "Sum of")
    static let progressHeading = Phrase(de: "Weg zum Ziel", en: "Way to the target")
    static let progressOfWay = Phrase(de: "Zurückgelegter Weg", en: "Way covered")
    static let progressUndefined = Phrase(
        de: "nicht bestimmbar: Ziel und Ausgangswert sind gleich", en: "undefined: target and baseline are the same")
    static let timeElapsed = Phrase(de: "Verstrichene Zeit", en: "Time elapsed")

    static func progressStanding(_ standing: IndicatorProgress.Standing) -> Phrase {
        switch standing {
        case .behind: Phrase(de: "hinter dem Zeitplan", en: "behind schedule")
        case .onTrack: Phrase(de: "im Zeitplan", en: "on track")
        case .reached: Phrase(de: "Ziel erreicht", en: "target reached")
        case .undefined: Phrase(de: "nicht bestimmbar", en: "undefined")
        }
    }

    // MARK: Editions of a report

    static let changesHeading = Phrase(
        de: "Was sich gegenüber der letzten Ausgabe geändert hat", en: "What has changed since the last edition")
    static let editionReason = Phrase(de: "Grund der neuen Ausgabe", en: "Reason for the new edition")
    static let valueBefore = Phrase(de: "Vorher", en: "Before")
    static let valueNow = Phrase(de: "Jetzt", en: "Now")
    static let reasonHeader = Phrase(de: "Grund", en: "Reason")
    static let noFigureChanged = Phrase(
        de: "Keine Kennzahl ist anders als in der letzten Ausgabe.",
        en: "No figure differs from the last edition.")
    static let onTime = Phrase(de: "Fristgerecht", en: "On time")
    static let onTimeYes = Phrase(de: "ja", en: "yes")
    static let onTimeNo = Phrase(de: "verspätet", en: "late")
    static let progressReported = Phrase(de: "mit Fortschritt", en: "with progress")

    static func changeReason(_ reason: FigureChange.Reason) -> Phrase {
        switch reason {
        case .framework: Phrase(de: "andere Definition", en: "another definition")
        case .late: Phrase(de: "später eingegangen", en: "came later")
        case .membership: Phrase(de: "andere Kommunen beteiligt", en: "other municipalities concerned")
        case .population: Phrase(de: "andere Einwohnerzahlen", en: "other population figures")
        case .revised: Phrase(de: "berichtigt", en: "corrected")
        case .withdrawn: Phrase(de: "zurückgezogen", en: "withdrawn")
        }
    }

    static let joinedOverTime = Phrase(
        de: "aus kürzeren Zeiträumen zusammengeführt", en: "joined from shorter periods")

    static func weightOfYear(_ weight: String, _ language: Language) -> String {
        Phrase(de: "Gewicht: \(weight)", en: "weight: \(weight)")(language)
    }

    static func withheldCoverage(_ some: String, of all: String, needed: String, _ language: Language) -> String {
        Phrase(
            de: "zurückgehalten: nur \(some) von \(all) Kommunen, nötig sind \(needed)",
            en: "withheld: only \(some) of \(all) municipalities, \(needed) are needed")(language)
    }

    static func moreThan(_ difference: String, _ since: String, _ language: Language) -> String {
        Phrase(de: "\(difference) mehr als \(since)", en: "\(difference) more than \(since)")(language)
    }

    static func lessThan(_ difference: String, _ since: String, _ language: Language) -> String {
        Phrase(de: "\(difference) weniger als \(since)", en: "\(difference) less than \(since)")(language)
    }

    static func unchangedSince(_ since: String, _ language: Language) -> String {
        Phrase(de: "unverändert gegenüber \(since)", en: "unchanged since \(since)")(language)
    }

    static func breakSince(_ since: String, _ language: Language) -> String {
        Phrase(
            de: "Bruch in der Reihe, mit \(since) nicht vergleichbar",
            en: "break in series, not comparable "
                + "with \(since)")(
                language)
    }

    static func thenTowns(_ some: String, _ all: String, _ language: Language) -> String {
        Phrase(de: "damals \(some) von \(all) Kommunen", en: "then \(some) of \(all) municipalities")(language)
    }
}
