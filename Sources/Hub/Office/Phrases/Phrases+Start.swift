import Federation
import Pages

/// Words of the office's first page.
extension Phrase {
    static func startLead(_ now: Int, _ others: Int, _ language: Language) -> String {
        switch (now, others) {
        case (0, 0): Phrase(de: "Nichts wartet auf die Geschäftsstelle.", en: "Nothing waits for the office.")(language)
        case (0, _):
            Phrase(
                de: "Nichts ist sofort zu tun. Einiges wartet noch.",
                en: "Nothing is to be done at once. Some things still wait.")(language)
        case (1, _): Phrase(de: "Eine Sache ist zu tun.", en: "One thing is to be done.")(language)
        default: Phrase(de: "\(now) Dinge sind zu tun.", en: "\(now) things are to be done.")(language)
        }
    }

    static let nothingDue = Phrase(de: "Alles erledigt", en: "All done")
    static let nothingDueExplanation = Phrase(
        de:
            "Hier steht, was fällig ist: Stellungnahmen ohne Antwort, Vorlagen zur Freigabe, verspätete Meldungen, Einladungen, die bald ablaufen.",
        en:
            "What is due stands here: positions without an answer, proposals to approve, late reports, invitations that expire soon."
    )
    static let dueNow = Phrase(de: "Jetzt zu tun", en: "To be done now")
    static let waitsForOthers = Phrase(de: "In Arbeit und bei anderen", en: "Under way and with others")
    static let taskHeader = Phrase(de: "Was", en: "What")
    static let waitsForHeader = Phrase(de: "Wartet auf", en: "Waits for")
    static let officeRooms = Phrase(de: "Bereiche", en: "Rooms")
    static let frameworkRoom = Phrase(
        de: "Die nächste Version schreiben, vorlegen und veröffentlichen.",
        en: "Write, propose and publish the next version.")
    static let consultationRoom = Phrase(
        de: "Entwürfe zur Stellungnahme stellen und Stellungnahmen beantworten.",
        en: "Issue drafts for positions and answer the positions.")
    static let memberRoom = Phrase(
        de: "Kommunen einladen; Rollen, Namen, Austritte und Zusammenschlüsse eintragen.",
        en: "Invite municipalities; enter roles, names, departures and mergers.")
    static let deliveryRoom = Phrase(
        de: "Sehen, wer was gemeldet hat, und an das Fehlende erinnern.",
        en: "See who has reported what, and remind of what is missing.")
    static let reportRoom = Phrase(
        de: "Den regionalen Bericht eines Zeitraums ansehen und signieren.",
        en: "Look at the regional report of a period and sign it.")

    static let waitsForApprover = Phrase(
        de: "eine Person mit der Rolle Freigabe", en: "somebody with the role of approver")
    static let waitsForAuthor = Phrase(
        de: "eine Person mit der Rolle Bearbeitung", en: "somebody with the role of author")
    static let waitsForCouncils = Phrase(de: "die Räte dieser Kommunen", en: "the councils of these municipalities")
    static let waitsForTowns = Phrase(de: "diese Kommunen", en: "these municipalities")

    static func waitsForTown(_ name: String) -> Phrase { Phrase(de: name, en: name) }

    static func taskPublish(_ number: String, by name: String) -> Phrase {
        Phrase(
            de: "Version \(number) der Rahmenstrategie freigeben, vorgelegt von \(name)",
            en: "Approve version \(number) of the framework strategy, proposed by \(name)")
    }

    static func taskSign(_ period: String, by name: String) -> Phrase {
        let german = DateFormat.period(period, .german)
        let english = DateFormat.period(period, .english)
        return Phrase(
            de: "Bericht \(german) signieren, vorgelegt von \(name)",
            en: "Sign the report on \(english), proposed by \(name)")
    }

    static func taskAnswer(_ count: Int) -> Phrase {
        count == 1
            ? Phrase(de: "Eine Stellungnahme beantworten", en: "Answer one position")
            : Phrase(de: "\(count) Stellungnahmen beantworten", en: "Answer \(count) positions")
    }

    static func taskDraft(_ number: Int64, changes: Int) -> Phrase {
        Phrase(
            de: "Arbeitsentwurf der Version \(number) weiterschreiben (Änderungen bisher: \(changes))",
            en: "Go on with the working draft of version \(number) (changes so far: \(changes))")
    }

    static func taskInvitation(_ name: String, days: Int64) -> Phrase {
        switch days {
        case 0: Phrase(de: "Einladung an \(name) läuft heute ab", en: "The invitation of \(name) expires today")
        case 1: Phrase(de: "Einladung an \(name) läuft morgen ab", en: "The invitation of \(name) expires tomorrow")
        default:
            Phrase(
                de: "Einladung an \(name) läuft in \(days) Tagen ab",
                en: "The invitation of \(name) expires in \(days) days")
        }
    }

    static func taskAdoption(_ number: Int64, _ names: [String]) -> Phrase {
        Phrase(
            de: "Version \(number) noch nicht beschlossen: \(shortened(names, .german))",
            en: "Version \(number) not adopted yet: \(shortened(names, .english))")
    }

    static func taskLate(_ period: Period, _ names: [String]) -> Phrase {
        Phrase(
            de:
                "Meldung für \(DateFormat.period(period.description, .german)) überfällig: \(shortened(names, .german))",
            en: "Summary for \(DateFormat.period(period.description, .english)) overdue: \(shortened(names, .english))")
    }

    /// A list that stays readable with 59 names.
    private static func shortened(_ names: [String], _ language: Language) -> String {
        // Official names hold commas themselves ("Olsberg, Stadt").
        let comma = names.contains { $0.contains(",") } ? "; " : ", "
        guard names.count > 6 else { return names.joined(separator: comma) }
        let rest = Phrase(de: "und \(names.count - 5) weitere", en: "and \(names.count - 5) more")(language)
        return names.prefix(5).joined(separator: comma) + " " + rest
    }
}
