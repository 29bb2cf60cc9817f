import Federation
import HTTP
import Pages

/// Which position of the log a page is asked for: `at` a number of entries, or `on` a day, of which the last entry counts.
enum PastQuestion: Sendable {
    case size(Int64)
    case day(CalendarDay)

    /// Why a question is refused, with what is allowed.
    struct Refusal: Error {
        let reason: Phrase
    }

    static let names = ["at", "on"]

    /// nil where a request asks for the present.
    init?(_ request: Request, present: FederationState, begun: CalendarDay) throws(Refusal) {
        if let text = request.queryValue("at") {
            guard let size = Int64(text), String(size) == text, (1...max(1, present.size)).contains(size) else {
                throw Refusal(reason: .pastSizeRange(present.size))
            }
            if size == present.size { return nil }
            self = .size(size)
        } else if let text = request.queryValue("on"), !text.isEmpty {
            guard let day = CalendarDay(text), day >= begun else {
                throw Refusal(reason: .pastDayRange(begun.description))
            }
            if day >= present.day { return nil }
            self = .day(day)
        } else {
            return nil
        }
    }
}

extension Phrase {
    static let pastForm = Phrase(de: "Stand eines früheren Tages", en: "Where things stood on an earlier day")
    static let pastDay = Phrase(de: "Tag", en: "Day")
    static let pastDayHint = Phrase(
        de: "Die Seite zeigt dann, was das Protokoll am Ende dieses Tages sagte.",
        en: "The page then shows what the log said at the end of that day.")
    static let showPast = Phrase(de: "Anzeigen", en: "Show")
    static let pastTitle = Phrase(de: "Ein früherer Stand", en: "An earlier state")
    static let toPresent = Phrase(de: "Zum heutigen Stand", en: "To the present state")
    static let whatChangedSince = Phrase(de: "Was sich seitdem geändert hat", en: "What has changed since")
    static let pastBusyTitle = Phrase(de: "Bitte in einem Augenblick noch einmal", en: "Please try again in a moment")
    static let pastBusy = Phrase(
        de: "Gerade werden andere frühere Stände berechnet. Bitte laden Sie die Seite in einigen Sekunden neu.",
        en: "Other earlier states are being worked out at the moment. Please load the page again in a few seconds.")
    static let badPastTitle = Phrase(de: "Diesen Stand gibt es nicht", en: "There is no such state")

    static func pastState(_ entries: String, _ day: String, _ language: Pages.Language) -> String {
        Phrase(
            de: "Diese Seite zeigt, was das Protokoll nach \(entries) Einträgen sagte, zuletzt am \(day).",
            en: "This page shows what the log said after \(entries) entries, the last on \(day).")(language)
    }

    static func pastSizeRange(_ size: Int64) -> Phrase {
        Phrase(
            de:
                "Bitte geben Sie in der Adresse bei „at“ eine Zahl von 1 bis \(size) an: so viele Einträge hat das Protokoll.",
            en: "Please give at “at” in the address a number from 1 to \(size): the log has that many entries.")
    }

    static func pastDayRange(_ first: String) -> Phrase {
        Phrase(
            de:
                "Bitte geben Sie den Tag als Jahr-Monat-Tag an, zum Beispiel \(first); das ist der Tag des ersten Eintrags.",
            en: "Please give the day as year-month-day, for example \(first); that is the day of the first entry.")
    }
}
