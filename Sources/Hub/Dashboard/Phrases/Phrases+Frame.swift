import Federation
import Pages

/// Words around the hub's pages, and words that many of them share.
extension Phrase {
    static let tagline = Phrase(
        de: "Regionale Rahmenstrategie, Zahl für Zahl belegt",
        en: "Regional framework strategy, with proof "
            + "behind every figure")
    static let sectionRegion = Phrase(de: "Region", en: "Region")
    static let sectionTowns = Phrase(de: "Kommunen", en: "Municipalities")
    static let sectionIndicators = Phrase(de: "Kennzahlen", en: "Indicators")
    static let sectionFramework = Phrase(de: "Rahmenstrategie", en: "Framework strategy")
    static let sectionAbout = Phrase(de: "Über diese Seite", en: "About")
    static let officeBack = Phrase(de: "Zur Geschäftsstelle", en: "To the regional office")
    static let formOnlyTitle = Phrase(
        de: "Diese Seite gehört zu einem Formular", en: "This page belongs to a form")
    static let formOnly = Phrase(
        de:
            "Sie lässt sich nicht über ihre Adresse öffnen. Bitte gehen Sie zurück und senden Sie das Formular dort ab.",
        en: "It cannot be opened by its address. Please go back and send the form from there.")

    /// What stands for a town that is named before it has joined.
    static func notMemberYet(_ id: String, _ language: Language) -> String {
        Phrase(de: "\(id) (noch kein Mitglied)", en: "\(id) (not a member yet)")(language)
    }

    static let licence = Phrase(de: "Lizenz", en: "Licence")
    static let office = Phrase(de: "Geschäftsstelle", en: "Regional office")
    static let noneYet = Phrase(de: "noch keine", en: "none yet")
    static let noneWord = Phrase(de: "keiner", en: "none")
    static let notStated = Phrase(de: "nicht angegeben", en: "not stated")
    static let detailsUnknown = Phrase(de: "keine näheren Angaben", en: "no details known")
    static let dataHeading = Phrase(de: "Daten zum Weiterverwenden", en: "Data for reuse")
    static let dataJSON = Phrase(de: "für Programme", en: "for programs")
    static let dataExcelLabel = Phrase(de: "CSV für Excel", en: "CSV for Excel")
    static let dataExcel = Phrase(
        de: "für Excel auf Deutsch (Semikolon, Dezimalkomma)", en: "for Excel in German (semicolon, decimal comma)")
    static let dataJSONStat = Phrase(de: "für Statistikprogramme", en: "for statistics programs")
    static let dataCSV = Phrase(
        de: "für Tabellenprogramme (Komma, Dezimalpunkt, UTF-8)",
        en: "for spreadsheets (comma, decimal "
            + "point, UTF-8)")
    static func logSize(_ size: String, _ language: Language) -> String {
        Phrase(de: "Stand: \(size) Einträge im Protokoll", en: "As of: \(size) entries in the log")(language)
    }

    static func entryCount(_ size: String, _ language: Language) -> String {
        Phrase(de: "\(size) Einträge", en: "\(size) entries")(language)
    }

    static func ofAll(_ all: String, _ language: Language) -> String {
        Phrase(de: "von \(all)", en: "of \(all)")(language)
    }

    static func xOfY(_ some: String, _ all: String, _ language: Language) -> String {
        Phrase(de: "\(some) von \(all)", en: "\(some) of \(all)")(language)
    }

    static func version(_ number: String, _ language: Language) -> String {
        Phrase(de: "Version \(number)", en: "Version \(number)")(language)
    }

    static func frameworkVersion(_ number: String, _ language: Language) -> String {
        Phrase(de: "Rahmenstrategie, Version \(number)", en: "Framework strategy, version \(number)")(language)
    }

    static func revision(_ number: String, _ language: Language) -> String {
        Phrase(de: "Fassung \(number)", en: "revision \(number)")(language)
    }

    static func since(_ date: String, _ language: Language) -> String {
        Phrase(de: "seit \(date)", en: "since \(date)")(language)
    }

    static func until(_ date: String, _ language: Language) -> String {
        Phrase(de: "bis \(date)", en: "until \(date)")(language)
    }

    static func fromUntil(_ from: String, _ until: String, _ language: Language) -> String {
        Phrase(de: "\(from) bis vor \(until)", en: "\(from) until before \(until)")(language)
    }

    static func between(_ low: String, _ high: String, _ language: Language) -> String {
        Phrase(de: "zwischen \(low) und \(high)", en: "between \(low) and \(high)")(language)
    }

    static func atLeast(_ low: String, _ language: Language) -> String {
        Phrase(de: "mindestens \(low)", en: "at least \(low)")(language)
    }

    static func atMost(_ high: String, _ language: Language) -> String {
        Phrase(de: "höchstens \(high)", en: "at most \(high)")(language)
    }

    static func role(_ role: Role) -> Phrase {
        switch role {
        case .pioneer: Phrase(de: "Pionierkommune", en: "Pioneer")
        case .joiner: Phrase(de: "Mitmachkommune", en: "Joiner")
        case .supporter: Phrase(de: "Unterstützer", en: "Supporter")
        }
    }

    static func roles(_ role: Role) -> Phrase {
        switch role {
        case .pioneer: Phrase(de: "Pionierkommunen", en: "pioneers")
        case .joiner: Phrase(de: "Mitmachkommunen", en: "joiners")
        case .supporter: Phrase(de: "Unterstützer", en: "supporters")
        }
    }

    static func measureStatus(_ status: MeasureStatus) -> Phrase {
        switch status {
        case .proposed: Phrase(de: "vorgeschlagen", en: "proposed")
        case .conditional: .conditional
        case .planned: .planned
        case .running: .inProgress
        case .done: .completed
        case .stopped: .stopped
        case .unknown: Phrase(de: "Stand nicht bekannt", en: "status not known")
        }
    }
}
