import Federation
import Pages

/// Words of the pages about fields of action and goals.
extension Phrase {
    static let whereItStands = Phrase(de: "Wo das Handlungsfeld steht", en: "Where the field of action stands")
    static let goalHeader = Phrase(de: "Ziel", en: "Goal")
    static let goalsWithoutField = Phrase(de: "Ziele ohne Handlungsfeld", en: "Goals without a field of action")
    static let noFields = Phrase(de: "Noch keine Handlungsfelder", en: "No fields of action yet")
    static let indicatorsOnTheirWay = Phrase(de: "Kennzahlen auf ihrem Weg", en: "Indicators on their way")
    static let fieldNoGoals = Phrase(
        de: "Die Rahmenstrategie nennt zu diesem Handlungsfeld kein eigenes Ziel.",
        en: "The framework strategy names no goal of its own for this field of action.")
    static let fieldNoIndicators = Phrase(
        de: "Die Rahmenstrategie misst dieses Handlungsfeld mit keiner Kennzahl.",
        en: "The framework strategy measures this field of action by no indicator.")
    static let fieldNoMeasures = Phrase(
        de: "Noch keine Kommune hat eine Maßnahme zu diesem Handlungsfeld gemeldet.",
        en: "No municipality has reported a measure of this field of action yet.")
    static let goalNoIndicators = Phrase(
        de: "Die Rahmenstrategie misst dieses Ziel mit keiner Kennzahl.",
        en: "The framework strategy measures this goal by no indicator.")
    static let goalNoTargets = Phrase(
        de: "Noch hat keine seiner Kennzahlen einen Zielwert, mit dem sich ihr Wert vergleichen ließe.",
        en: "None of its indicators has a target yet with which its value could be compared.")
    static let goalNoMeasures = Phrase(
        de: "Noch keine Kommune hat eine Maßnahme zu diesem Ziel gemeldet.",
        en: "No municipality has reported a measure for this goal yet.")
    static let keyWell = Phrase(de: "Kennzahlen im Zeitplan oder am Ziel", en: "Indicators on track or at their target")
    static let keyWellExplained = Phrase(
        de: "Gezählt wird, gemittelt wird nicht.", en: "They are counted, not averaged.")
    static let progressRule = Phrase(
        de:
            "Je Kennzahl: (Wert − Ausgangswert) ÷ (Ziel − Ausgangswert), verglichen mit der verstrichenen Zeit. Ab 100 % ist das Ziel erreicht; sonst liegt sie im Zeitplan, wenn der Weg nicht kürzer ist als die Zeit. Jeder Wert führt zu seiner Rechnung.",
        en:
            "For each indicator: (value − baseline) ÷ (target − baseline), compared with the time elapsed. From 100% on the target is reached; otherwise it is on track if the way is not shorter than the time. Each value leads to its calculation."
    )
    static let keySpent = Phrase(de: "Verausgabt", en: "Spent")

    static func ofPlanned(_ amount: String, _ language: Language) -> String {
        Phrase(de: "von \(amount) geplanten", en: "of \(amount) planned")(language)
    }

    static let moneyReported = Phrase(
        de: "Summe der gemeldeten Beträge; nicht jede Maßnahme nennt einen",
        en: "sum of the amounts reported; not every measure names one")
    static let fieldContributions = Phrase(
        de: "Beiträge aus der Beteiligung", en: "Contributions from participation")
    static let funnelMore = Phrase(de: "Was daraus wurde", en: "What became of them")
    static let measuresByTown = Phrase(de: "Maßnahmen nach Kommune", en: "Measures by municipality")

    static func withoutTarget(_ count: String, _ language: Language) -> String {
        Phrase(de: "\(count) ohne Zielwert", en: "\(count) without a target")(language)
    }

    static func withoutValue(_ count: String, _ language: Language) -> String {
        Phrase(de: "\(count) ohne Wert", en: "\(count) without a value")(language)
    }

    static func wayAndTime(_ way: String, _ time: String, _ language: Language) -> String {
        Phrase(de: "\(way) des Wegs, \(time) der Zeit", en: "\(way) of the way, \(time) of the time")(language)
    }

    static func indicatorCount(_ count: Int, _ language: Language) -> String {
        switch count {
        case 0: Phrase(de: "keine Kennzahlen", en: "no indicators")(language)
        case 1: Phrase(de: "eine Kennzahl", en: "one indicator")(language)
        default: Phrase(de: "\(count) Kennzahlen", en: "\(count) indicators")(language)
        }
    }

    private static func goalCount(_ count: Int, _ language: Language) -> String {
        switch count {
        case 0: Phrase(de: "keine Ziele", en: "no goals")(language)
        case 1: Phrase(de: "ein Ziel", en: "one goal")(language)
        default: Phrase(de: "\(count) Ziele", en: "\(count) goals")(language)
        }
    }

    private static func measureCount(_ count: Int, _ language: Language) -> String {
        let number = NumberFormat.integer(count, language)
        return switch count {
        case 0: Phrase(de: "keine Maßnahmen", en: "no measures")(language)
        case 1: Phrase(de: "eine Maßnahme", en: "one measure")(language)
        default: Phrase(de: "\(number) Maßnahmen", en: "\(number) measures")(language)
        }
    }

    static func fieldAnswer(goals: Int, indicators: Int, measures: Int, towns: Int, _ language: Language) -> String {
        let what = "\(goalCount(goals, language)), \(indicatorCount(indicators, language))"
        let from = measures == 0 ? "" : " " + fromTowns(NumberFormat.integer(towns, language), language)
        let done = measureCount(measures, language) + from
        return Phrase(
            de: "Zu diesem Handlungsfeld gehören \(what) und \(done).",
            en: "To this field of action belong \(what) and \(done).")(language)
    }

    static func fieldListLead(_ fields: Int, goals: Int, _ language: Language) -> String {
        Phrase(
            de: "Die Rahmenstrategie hat \(fields) Handlungsfelder und \(goalCount(goals, language)).",
            en: "The framework strategy has \(fields) fields of action and \(goalCount(goals, language)).")(language)
    }

    static func progressSentence(_ progress: ProgressCount, _ language: Language) -> String {
        func number(_ number: Int) -> String { NumberFormat.integer(number, language) }
        let all = number(progress.compared)
        return progress.compared == 1
            ? Phrase(
                de: "Die eine Kennzahl mit Zielwert ist \(say(progress, .german)).",
                en: "The one indicator with a target is \(say(progress, .english)).")(language)
            : Phrase(
                de:
                    "Von \(all) Kennzahlen mit Zielwert sind \(number(progress.well)) im Zeitplan oder am Ziel, \(number(progress[.behind])) hinter dem Zeitplan.",
                en:
                    "Of \(all) indicators with a target, \(number(progress.well)) are on track or at it, \(number(progress[.behind])) behind schedule."
            )(language)
    }

    private static func say(_ progress: ProgressCount, _ language: Language) -> String {
        if progress[.reached] > 0 { return Phrase(de: "am Ziel", en: "at it")(language) }
        return IndicatorProgress.Standing.allCases.first { progress[$0] > 0 }.map { progressStanding($0)(language) }
            ?? ""
    }

    static func goalMeasures(_ count: Int, towns: Int, _ language: Language) -> String {
        guard count > 0 else { return goalNoMeasures(language) }
        let from = fromTowns(NumberFormat.integer(towns, language), language)
        return count == 1
            ? Phrase(de: "Eine Maßnahme \(from) dient ihm.", en: "One measure \(from) serves it.")(language)
            : Phrase(
                de: "\(measureCount(count, .german)) \(from) dienen ihm.",
                en: "\(measureCount(count, .english)) \(from) serve it.")(language)
    }

    static func showMeasures(_ count: String, _ language: Language) -> String {
        count == "1"
            ? Phrase(de: "Die eine Maßnahme ansehen", en: "Look at the one measure")(language)
            : Phrase(
                de: "Alle \(count) Maßnahmen ansehen und durchsuchen",
                en: "Look at all \(count) measures and search them")(
                    language)
    }
}
