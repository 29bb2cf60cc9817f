import Federation
import Pages

/// What the parts of a framework are called.
enum PartWords {
    static func single(_ kind: PartKind) -> Phrase {
        switch kind {
        case .text: Phrase(de: "Titel und Vision", en: "title and vision")
        case .principles: Phrase(de: "Leitsätze", en: "principles")
        case .rules: Phrase(de: "Inkrafttreten und Einwohnerzahl", en: "coming into force and population")
        case .sources: Phrase(de: "Lizenz und Quellen", en: "licence and sources")
        case .field: Phrase(de: "Handlungsfeld", en: "field of action")
        case .goal: Phrase(de: "Ziel", en: "goal")
        case .indicator: Phrase(de: "Kennzahl", en: "indicator")
        case .bundle: Phrase(de: "Maßnahmenbündel oder Leitprojekt", en: "bundle or lead project")
        }
    }

    static func heading(_ kind: PartKind) -> Phrase {
        switch kind {
        case .text: Phrase(de: "Titel und Vision", en: "Title and vision")
        case .principles: Phrase(de: "Leitsätze", en: "Principles")
        case .rules: Phrase(de: "Inkrafttreten und Einwohnerzahl", en: "Coming into force and population")
        case .sources: Phrase(de: "Lizenz und Quellen", en: "Licence and sources")
        case .field: Phrase(de: "Handlungsfelder", en: "Fields of action")
        case .goal: Phrase(de: "Ziele", en: "Goals")
        case .indicator: Phrase(de: "Gemeinsame Kennzahlen", en: "Common indicators")
        case .bundle: Phrase(de: "Maßnahmenbündel und Leitprojekte", en: "Bundles and lead projects")
        }
    }

    static func add(_ kind: PartKind) -> Phrase {
        switch kind {
        case .field: Phrase(de: "Handlungsfeld anlegen", en: "Add a field of action")
        case .goal: Phrase(de: "Ziel anlegen", en: "Add a goal")
        case .indicator: Phrase(de: "Kennzahl anlegen", en: "Add an indicator")
        case .bundle: Phrase(de: "Bündel oder Leitprojekt anlegen", en: "Add a bundle or lead project")
        case .text, .principles, .rules, .sources: heading(kind)
        }
    }

    static func empty(_ kind: PartKind) -> Phrase {
        switch kind {
        case .field:
            Phrase(
                de: "Noch kein Handlungsfeld. Mit den Handlungsfeldern beginnt die Gliederung der Strategie.",
                en: "No field of action yet. The fields of action are where the strategy’s structure begins.")
        case .goal:
            Phrase(
                de: "Noch kein Ziel. Ein Ziel kann zu einem Handlungsfeld gehören.",
                en: "No goal yet. A goal can belong to a field of action.")
        case .indicator:
            Phrase(
                de:
                    "Noch keine gemeinsame Kennzahl. Jede legt fest, wie aus den Werten der Kommunen der regionale Wert wird.",
                en: "No common indicator yet. Each lays down how the municipalities’ values become the regional value.")
        default:
            Phrase(
                de: "Noch kein Bündel und kein Leitprojekt. Sie verbinden Maßnahmen mehrerer Kommunen.",
                en: "No bundle and no lead project yet. They join measures of several municipalities.")
        }
    }
}

/// Words of the forms with which the framework is edited.
extension Phrase {
    static func inGerman(_ label: String, _ language: Language) -> String {
        Phrase(de: "\(label), deutsch", en: "\(label), German")(language)
    }

    static func inEnglish(_ label: String, _ language: Language) -> String {
        Phrase(de: "\(label), englisch", en: "\(label), English")(language)
    }

    static func goneChoice(_ code: String, _ language: Language) -> String {
        Phrase(de: "\(code) (nicht mehr vorhanden)", en: "\(code) (no longer there)")(language)
    }

    static let periodExpected = Phrase(
        de: "Bitte geben Sie einen Zeitraum an, zum Beispiel 2026, 2026-H1, 2026-Q3 oder 2026-10.",
        en: "Please give a period, for example 2026, 2026-H1, 2026-Q3 or 2026-10.")
    static let chooseAtLeastOne = Phrase(
        de: "Bitte wählen Sie mindestens eine Antwort.", en: "Please choose at least one answer.")

    static func tooManyRows(_ count: Int) -> Phrase {
        Phrase(de: "Höchstens \(count) Zeilen sind möglich.", en: "At most \(count) rows are possible.")
    }

    static func wholeNumber(_ range: ClosedRange<Int64>) -> Phrase {
        Phrase(
            de:
                "Bitte geben Sie eine ganze Zahl von \(NumberFormat.decimal(String(range.lowerBound), .german)) bis \(NumberFormat.decimal(String(range.upperBound), .german)) an.",
            en:
                "Please give a whole number from \(NumberFormat.decimal(String(range.lowerBound), .english)) to \(NumberFormat.decimal(String(range.upperBound), .english))."
        )
    }

    static func decimalNumber(_ decimals: Int) -> Phrase {
        decimals == 0
            ? Phrase(
                de: "Bitte geben Sie eine ganze Zahl an; die Kennzahl hat keine Nachkommastellen.",
                en: "Please give a whole number; the indicator has no decimals.")
            : Phrase(
                de: "Bitte geben Sie eine Zahl mit höchstens \(decimals) Nachkommastellen an, zum Beispiel 12,5.",
                en: "Please give a number with at most \(decimals) decimals, for example 12.5.")
    }
}
