import Federation
import Pages

/// Words of a town's profile.
extension Phrase {
    static let profileHeading = Phrase(de: "Steckbrief", en: "Profile")
    static let membership = Phrase(de: "Mitgliedschaft", en: "Membership")
    static let officialKeys = Phrase(de: "Amtliche Schlüssel", en: "Official keys")
    static let location = Phrase(de: "Lage", en: "Location")

    /// A place by latitude and longitude, in degrees.
    static func coordinates(_ latitude: String, _ longitude: String, _ language: Language) -> String {
        func place(_ north: String, _ south: String, _ east: String, _ west: String) -> String {
            func side(_ degrees: String, _ plus: String, _ minus: String) -> String {
                // Written with either sign for minus.
                let isNegative = degrees.hasPrefix("-") || degrees.hasPrefix("\u{2212}")
                return "\(isNegative ? String(degrees.dropFirst()) : degrees)°\u{A0}\(isNegative ? minus : plus)"
            }
            return "\(side(latitude, north, south)), \(side(longitude, east, west))"
        }
        return Phrase(de: place("N", "S", "O", "W"), en: place("N", "S", "E", "W"))(language)
    }

    static let keyTownIndicators = Phrase(de: "Kennzahlen mit Wert", en: "Indicators with a value")
    static let keyMeasures = Phrase(de: "Maßnahmen der Strategie", en: "Measures of the strategy")
    static let townNotAdopted = Phrase(
        de: "Ein Beschluss zur Rahmenstrategie liegt noch nicht vor.",
        en: "It has not adopted the framework strategy yet.")
    static let townNotReported = Phrase(de: "Eine Meldung gibt es noch nicht.", en: "There is no summary yet.")
    static let supporterSentence = Phrase(
        de: "Unterstützer haben keine eigene Strategie und melden keine Kennzahlen.",
        en: "Supporters have no strategy of their own and report no indicators.")
    static let townIndicatorIntroduction = Phrase(
        de: "Der neueste Wert der Kommune, daneben der regionale Wert desselben Zeitraums.",
        en: "The municipality's newest value beside the regional value of the same period.")
    static let nothingReported = Phrase(de: "Dazu ist nichts gemeldet:", en: "Nothing is reported on:")
    static let noSummaryTitle = Phrase(de: "Noch keine Meldung", en: "No summary yet")
    static let noSummaryYet = Phrase(
        de: "Sobald die Kommune ihre Meldung unterschreibt und absendet, stehen hier ihre Werte.",
        en: "As soon as the municipality signs and sends its summary, its values appear here.")
    static let strategyHeading = Phrase(de: "Die eigene Strategie", en: "Its own strategy")
    static let noStrategyTitle = Phrase(de: "Noch keine Strategie veröffentlicht", en: "No strategy published yet")
    static let noStrategyYet = Phrase(
        de: "Veröffentlicht die Kommune ihre Strategie, stehen hier Vision, Handlungsfelder und Maßnahmen.",
        en: "When the municipality publishes its strategy, vision, fields of action and measures appear here.")
    static let decisionHeader = Phrase(de: "Beschluss zur Strategie", en: "Decision on the strategy")
    static let decisionText = Phrase(de: "Beschlusstext", en: "text of the decision")
    static let ownFields = Phrase(de: "Eigene Handlungsfelder", en: "Its own fields of action")
    static let ownField = Phrase(de: "Eigenes Handlungsfeld", en: "Own field of action")
    static let mapsTo = Phrase(
        de: "Entspricht in der Rahmenstrategie",
        en: "Corresponds in the framework strategy to")
    static let unmapped = Phrase(de: "nicht zugeordnet", en: "not mapped")
    static let fieldsUnknown = Phrase(
        de: "Eigene Handlungsfelder sind nicht angegeben.", en: "No fields of action of its own are stated.")
    static let townNoMeasures = Phrase(de: "Maßnahmen sind nicht angegeben.", en: "No measures are stated.")
    static let measureHeader = Phrase(de: "Maßnahme", en: "Measure")
    static let responsible = Phrase(de: "Zuständig", en: "Responsible")
    static let partners = Phrase(de: "Beteiligte", en: "Partners")
    static let reuse = Phrase(de: "Weitergabe", en: "Reuse")
    static let sourcesHeading = Phrase(de: "Quellen", en: "Sources")
    static let revisionHeader = Phrase(de: "Fassung", en: "Revision")
    static let firstVersion = Phrase(de: "erste Fassung", en: "first version")
    static let approvedBy = Phrase(de: "Freigegeben durch", en: "Approved by")
    static let selfApproved = Phrase(
        de: "verfasst und freigegeben von derselben Person", en: "written and approved by the same person")
    static let fourEyes = Phrase(
        de: "verfasst von einer anderen Person", en: "written by another person")
    static let contents = Phrase(de: "Inhalt", en: "Contents")
    static let participationHeading = Phrase(de: "Beteiligung", en: "Participation")
    static let ofWhichPart = Phrase(de: "Teil", en: "Part")
    static let counted = Phrase(de: "Gezählt", en: "Counted")
    static let statementHeading = Phrase(de: "Erklärungen im Protokoll", en: "Statements in the log")

    static func townSince(
        _ name: String, _ from: String, _ role: String, isMember: Bool, _ language: Language
    ) -> String {
        isMember
            ? Phrase(
                de: "\(name) gehört seit \(from) zur Region (\(role)).",
                en: "\(name) has belonged to the region since \(from) (\(role.lowercased())).")(language)
            : Phrase(
                de: "\(name) gehört der Region derzeit nicht an (\(role)).",
                en: "\(name) does not belong to the region at present (\(role.lowercased())).")(language)
    }

    static func townAdopted(_ version: String, _ language: Language) -> String {
        Phrase(
            de: "Version \(version) der Rahmenstrategie ist beschlossen.",
            en: "It has adopted version \(version) of the framework strategy.")(language)
    }

    static func townAdoptedShort(_ version: String, _ language: Language) -> String {
        Phrase(
            de: "beschließt Version \(version) der Rahmenstrategie",
            en: "adopts version \(version) of the framework strategy")(language)
    }

    static func townReported(_ period: String, _ some: String, of all: String, _ language: Language) -> String {
        Phrase(
            de: "Zuletzt gemeldet hat sie für \(period); \(some) von \(all) Kennzahlen haben einen Wert.",
            en: "It last reported for \(period); \(some) of \(all) indicators have a value.")(language)
    }

    static func underWay(_ count: String, _ language: Language) -> String {
        Phrase(de: "\(count) in Umsetzung oder abgeschlossen", en: "\(count) in progress or completed")(language)
    }

    static func territorialStatus(_ date: String, _ language: Language) -> String {
        Phrase(de: "(Gebietsstand \(date))", en: "(territorial status \(date))")(language)
    }

    static func decisionNumber(_ number: String, _ language: Language) -> String {
        Phrase(de: "Nr. \(number)", en: "no. \(number)")(language)
    }

    static func townIndicatorCaption(_ name: String, _ language: Language) -> String {
        Phrase(de: "Kennzahlen von \(name)", en: "Indicators of \(name)")(language)
    }

    static func summaryContents(
        observations: String, measures: String, participation: String, _ language: Language
    ) -> String {
        Phrase(
            de: "\(observations) Angaben zu Kennzahlen, \(measures) Maßnahmen, \(participation) Zahlen zur "
                + "Beteiligung",
            en: "\(observations) entries on indicators, \(measures) measures, \(participation) figures on "
                + "participation")(
                language)
    }

    static func statementsIssued(_ count: String, _ language: Language) -> String {
        Phrase(
            de: "Bisher hat die Kommune \(count) Erklärungen unterschrieben. Hier stehen die, die heute gelten.",
            en: "So far the municipality has signed \(count) statements. Those that count today are listed "
                + "here.")(language)
    }

    static func function(_ function: Summary.Approval.Function) -> Phrase {
        switch function {
        case .mayor: Phrase(de: "Bürgermeisteramt", en: "mayor’s office")
        case .deputy: Phrase(de: "Stellvertretung", en: "deputy")
        case .headOfDepartment: Phrase(de: "Fachbereichsleitung", en: "head of department")
        case .projectLead: Phrase(de: "Projektleitung", en: "project lead")
        case .other: Phrase(de: "andere Funktion", en: "other function")
        }
    }
}
