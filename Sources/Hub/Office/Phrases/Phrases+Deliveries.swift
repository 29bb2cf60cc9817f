import Federation
import Pages

/// Words of the board of who has handed in what, and of reminders.
extension Phrase {
    static func deliveriesTitle(_ period: String, _ language: Language) -> String {
        Phrase(de: "Meldungen für \(period)", en: "Summaries for \(period)")(language)
    }

    static func deliveriesLead(
        complete: String, of all: String, overdue: String, partial: String, due: String, isDue: Bool,
        _ language: Language
    ) -> String {
        isDue
            ? Phrase(
                de:
                    "\(complete) von \(all) Kommunen haben vollständig gemeldet, \(partial) zum Teil, \(overdue) gar nicht. Die Frist endete am \(due).",
                en:
                    "\(complete) of \(all) municipalities have reported everything, \(partial) a part, \(overdue) nothing. The due date was \(due)."
            )(language)
            : Phrase(
                de:
                    "\(complete) von \(all) Kommunen haben vollständig gemeldet, \(partial) zum Teil. Die Frist läuft bis zum \(due).",
                en:
                    "\(complete) of \(all) municipalities have reported everything, \(partial) a part. The due date is \(due)."
            )(language)
    }

    static func deliveryShow(_ show: DeliveryBoard.Show) -> Phrase {
        switch show {
        case .all: Phrase(de: "Alle", en: "All")
        case .open: Phrase(de: "Noch etwas offen", en: "Something open")
        case .overdue: Phrase(de: "Überfällig", en: "Overdue")
        case .partial: Phrase(de: "Zum Teil gemeldet", en: "Reported in part")
        case .awaited: Phrase(de: "Noch nicht fällig", en: "Not due yet")
        case .late: Phrase(de: "Nach der Frist gemeldet", en: "Reported after the due date")
        case .complete: Phrase(de: "Vollständig", en: "Complete")
        }
    }

    static func deliveriesCaption(_ count: String, _ language: Language) -> String {
        Phrase(de: "Kommunen in dieser Liste: \(count)", en: "Municipalities in this list: \(count)")(language)
    }

    static func toReportOf(_ period: String, _ language: Language) -> String {
        Phrase(de: "Zum Bericht \(period)", en: "To the report on \(period)")(language)
    }

    static func arrivedOn(_ day: String, _ language: Language) -> String {
        Phrase(de: "eingegangen am \(day)", en: "arrived on \(day)")(language)
    }

    static func daysLate(_ days: Int, _ language: Language) -> String {
        days == 1
            ? Phrase(de: "einen Tag zu spät", en: "one day late")(language)
            : Phrase(de: "\(days) Tage zu spät", en: "\(days) days late")(language)
    }

    static func missingOf(_ count: String, _ all: String, _ names: String, _ language: Language) -> String {
        Phrase(de: "\(count) von \(all): \(names)", en: "\(count) of \(all): \(names)")(language)
    }

    /// "2 geheim, 1 entfällt"; empty where neither is.
    static func withoutNumber(suppressed: String, notApplicable: String, _ language: Language) -> String {
        [
            suppressed == "0" ? nil : Phrase(de: "\(suppressed) geheim", en: "\(suppressed) suppressed")(language),
            notApplicable == "0"
                ? nil : Phrase(de: "\(notApplicable) entfällt", en: "\(notApplicable) not applicable")(language),
        ].compactMap { $0 }.joined(separator: ", ")
    }

    static func remindedOn(_ moment: String, by name: String, _ count: String, _ language: Language) -> String {
        count == "1"
            ? Phrase(de: "Erinnert am \(moment) von \(name)", en: "Reminded on \(moment) by \(name)")(language)
            : Phrase(
                de: "\(count)-mal erinnert, zuletzt am \(moment) von \(name)",
                en: "Reminded \(count) times, last on \(moment) by \(name)")(language)
    }

    static let showWhich = Phrase(de: "Welche Kommunen", en: "Which municipalities")
    static let nothingIsDue = Phrase(de: "Noch ist nichts fällig", en: "Nothing is due yet")
    static let nothingIsDueExplanation = Phrase(
        de:
            "Sobald eine Version der Rahmenstrategie mit Kennzahlen veröffentlicht ist, steht hier, wer was gemeldet hat.",
        en:
            "Once a version of the framework strategy with indicators is published, this page says who has reported what."
    )
    static let noTownFound = Phrase(
        de: "Keine Kommune passt zu dieser Auswahl.", en: "No municipality fits this choice.")
    static let daysLateHeader = Phrase(de: "Tage zu spät", en: "Days late")
    static let remindedHeader = Phrase(de: "Erinnerung", en: "Reminder")
    static let deliveryComplete = Phrase(de: "vollständig", en: "complete")
    static let deliveryPartial = Phrase(de: "zum Teil gemeldet", en: "reported in part")
    static let everythingMissing = Phrase(de: "die ganze Meldung", en: "the whole summary")
    static let notLate = Phrase(de: "nicht verspätet", en: "not late")
    static let remind = Phrase(de: "Erinnern", en: "Remind")
    static let remindAgain = Phrase(de: "Noch einmal erinnern", en: "Remind again")

    // MARK: Bad questions

    static let badQuestionTitle = Phrase(de: "Diese Adresse stimmt nicht", en: "This address is not right")

    static func showExpected(_ words: [String]) -> Phrase {
        let list = words.joined(separator: ", ")
        return Phrase(
            de: "Bitte geben Sie in der Adresse bei „show“ eines dieser Wörter an: \(list).",
            en: "Please give at “show” in the address one of these words: \(list).")
    }

    // MARK: Reminding

    static func reminderTitle(_ name: String, _ period: String, _ language: Language) -> String {
        Phrase(de: "\(name): Meldung für \(period)", en: "\(name): summary for \(period)")(language)
    }

    static let notRemindedYet = Phrase(de: "Bisher nicht erinnert.", en: "Not reminded so far.")
    static let reminderHeading = Phrase(de: "Erinnerung schreiben", en: "Write a reminder")
    static let reminderExplanation = Phrase(
        de:
            "Der Knopf öffnet Ihr E-Mail-Programm mit diesem Text; dort lässt er sich ändern. Der Text lässt sich auch von hier kopieren.",
        en:
            "The button opens your mail program with this text; it can be changed there. The text can be copied from here, too."
    )
    static let openMailProgram = Phrase(de: "E-Mail schreiben", en: "Write the e-mail")
    static let subjectLabel = Phrase(de: "Betreff", en: "Subject")
    static let reminderInEnglish = Phrase(de: "Auf Englisch", en: "In English")
    static let reminderInGerman = Phrase(de: "Auf Deutsch", en: "In German")
    static let noteReminder = Phrase(de: "Erinnerung vermerken", en: "Note the reminder")
    static let noteReminderExplanation = Phrase(
        de: "Damit niemand unwissentlich zweimal erinnert: Der Vermerk steht in der Übersicht und im Verlauf.",
        en: "So that nobody reminds twice unknowingly: the note stands in the list and in the journal.")
    static let noteReminderSubmit = Phrase(de: "Als erinnert vermerken", en: "Note as reminded")
    static let needsAuthorToRemind = Phrase(
        de: "Vermerken kann eine Erinnerung eine Person mit der Rolle Bearbeitung.",
        en: "Somebody with the role of author can note a reminder.")
    static let remindedMeanwhile = Phrase(
        de:
            "Seit diese Seite geladen wurde, hat schon jemand eine Erinnerung vermerkt; sie steht unten. Ihr Vermerk ist noch nicht gespeichert. Haben Sie trotzdem erinnert, senden Sie ihn bitte noch einmal.",
        en:
            "Since this page was loaded, somebody has already noted a reminder; it stands below. Your note is not saved yet. If you have reminded all the same, please send it again."
    )
    static let contactMeanwhile = Phrase(
        de:
            "Seit diese Seite geladen wurde, hat jemand eine andere Anschrift gespeichert; sie steht jetzt unter „E-Mail-Adresse“. Ihre ist noch nicht gespeichert. Wenn sie gelten soll, speichern Sie sie bitte noch einmal.",
        en:
            "Since this page was loaded, somebody has saved another address; it now stands at “E-mail address”. Yours is not saved yet. If it is to count, please save it again."
    )
    static let reminderHistory = Phrase(de: "Bisherige Erinnerungen", en: "Reminders so far")
    static let reminderMoment = Phrase(de: "Wann", en: "When")
    static let reminderBy = Phrase(de: "Wer", en: "Who")
    static let reminderWay = Phrase(de: "Wie", en: "How")
    static let reminderNote = Phrase(de: "Bemerkung", en: "Remark")
    static let reminderNoteHint = Phrase(
        de: "Zum Beispiel: Meldung für nächste Woche angekündigt. Bitte keine Namen von Personen.",
        en: "For example: summary announced for next week. Please no names of persons.")

    static func reminderWay(_ way: Reminder.Way) -> Phrase {
        switch way {
        case .mail: Phrase(de: "E-Mail", en: "E-mail")
        case .telephone: Phrase(de: "Telefon", en: "Telephone")
        case .letter: Phrase(de: "Brief", en: "Letter")
        case .talk: Phrase(de: "Gespräch", en: "Conversation")
        }
    }

    static let contactHeading = Phrase(de: "Anschrift für Erinnerungen", en: "Address for reminders")
    static let contactLabel = Phrase(de: "E-Mail-Adresse", en: "E-mail address")
    static let contactHint = Phrase(
        de: "Am besten ein Postfach der Verwaltung, nicht das einer Person. Sie bleibt in der Geschäftsstelle.",
        en: "Best a mailbox of the administration, not of a person. It stays in the office.")
    static let contactExpected = Phrase(
        de: "Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel smartcity@stadt.example.",
        en: "Please give an e-mail address, for example smartcity@town.example.")
    static let noContactYet = Phrase(de: "noch keine hinterlegt", en: "none stored yet")
    static let saveContact = Phrase(de: "Anschrift speichern", en: "Save the address")
}
