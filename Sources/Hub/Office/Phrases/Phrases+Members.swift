import Pages

/// Words of the pages about members.
extension Phrase {
    static func memberLead(_ members: Int, _ open: Int, _ language: Language) -> String {
        let invitations =
            switch open {
            case 0: Phrase(de: "Keine Einladung ist offen.", en: "No invitation is open.")
            case 1: Phrase(de: "Eine Einladung ist offen.", en: "One invitation is open.")
            default: Phrase(de: "\(open) Einladungen sind offen.", en: "\(open) invitations are open.")
            }
        let count =
            members == 1
            ? Phrase(de: "Der Verbund hat ein Mitglied.", en: "The federation has one member.")
            : Phrase(de: "Der Verbund hat \(members) Mitglieder.", en: "The federation has \(members) members.")
        return "\(count(language)) \(invitations(language))"
    }

    static func moreInvitations(_ count: String, _ language: Language) -> String {
        Phrase(
            de: "\(count) ältere abgeschlossene Einladungen stehen im Verlauf.",
            en: "\(count) older invitations that are over stand in the journal.")(language)
    }

    static let inviteLink = Phrase(de: "Kommune einladen", en: "Invite a municipality")
    static let noMembers = Phrase(de: "Noch kein Mitglied", en: "No member yet")
    static let noMembersExplanation = Phrase(
        de: "Mitglieder erscheinen hier, sobald eine eingeladene Kommune ihre Schlüssel eingereicht hat.",
        en: "Members appear here once an invited municipality has handed in its keys.")
    static let memberList = Phrase(de: "Alle Mitglieder", en: "All members")
    static let memberRole = Phrase(de: "Rolle", en: "Role")
    static let memberState = Phrase(de: "Stand", en: "State")
    static let memberSince = Phrase(de: "Dabei seit", en: "Since")
    static let memberName = Phrase(de: "Name der Kommune", en: "Name of the municipality")
    static let invitations = Phrase(de: "Einladungen", en: "Invitations")
    static let action = Phrase(de: "Aktion", en: "Action")
    static let invitationOpen = Phrase(de: "offen", en: "open")
    static let invitationUsed = Phrase(de: "angenommen", en: "used")
    static let invitationExpired = Phrase(de: "abgelaufen", en: "expired")
    static let invitationClosed = Phrase(de: "geschlossen", en: "closed")
    static let closeInvitation = Phrase(de: "Schließen", en: "Close")

    static let stateMember = Phrase(de: "Mitglied", en: "member")
    static let stateSuspended = Phrase(de: "gesperrt", en: "suspended")
    static let stateLeft = Phrase(de: "ausgetreten", en: "left")
    static let stateLeaving = Phrase(de: "Ende angekündigt", en: "end announced")
    static let stateComing = Phrase(de: "noch nicht begonnen", en: "not begun yet")

    static func onDay(_ day: String, _ language: Language) -> String {
        Phrase(de: "am \(day)", en: "on \(day)")(language)
    }

    static func fromDay(_ day: String, _ language: Language) -> String {
        Phrase(de: "ab \(day)", en: "from \(day)")(language)
    }

    static func mergedInto(_ name: String, _ language: Language) -> String {
        Phrase(de: "aufgegangen in \(name)", en: "merged into \(name)")(language)
    }

    static func memberRoleSince(_ role: String, _ since: String, _ language: Language) -> String {
        Phrase(de: "Rolle: \(role). Dabei seit \(since).", en: "Role: \(role). Since \(since).")(language)
    }

    static let publicPage = Phrase(de: "Öffentliche Seite", en: "Public page")
    static let membershipHistory = Phrase(de: "Verlauf der Mitgliedschaft", en: "History of the membership")
    static let dayHeader = Phrase(de: "Tag", en: "Day")
    static let eventHeader = Phrase(de: "Was ab da gilt", en: "What holds from then on")
    static let leftEvent = Phrase(de: "Ausgetreten", en: "Left")
    static let suspendedEvent = Phrase(de: "Gesperrt", en: "Suspended")

    static func joinedAs(_ role: String, _ language: Language) -> String {
        Phrase(de: "Beigetreten, Rolle: \(role)", en: "Joined, role: \(role)")(language)
    }

    static func joinedAgainAs(_ role: String, _ language: Language) -> String {
        Phrase(de: "Erneut beigetreten, Rolle: \(role)", en: "Joined again, role: \(role)")(language)
    }

    static func newName(_ old: String, _ new: String, _ language: Language) -> String {
        Phrase(de: "Neuer Name: \(new) (zuvor \(old))", en: "New name: \(new) (before: \(old))")(language)
    }

    static func newRole(_ role: String, _ language: Language) -> String {
        Phrase(de: "Neue Rolle: \(role)", en: "New role: \(role)")(language)
    }

    static func newKeys(_ ags: String, _ ars: String, _ language: Language) -> String {
        Phrase(
            de: "Neue amtliche Schlüssel: AGS \(ags), ARS \(ars); die Reihen gehen weiter",
            en: "New official keys: AGS \(ags), ARS \(ars); the series go on")(language)
    }

    static func becamePartOf(_ name: String, _ day: String, _ language: Language) -> String {
        Phrase(de: "Am \(day) ist \(name) aufgegangen in", en: "On \(day) \(name) became part of")(language)
    }

    static func seriesOfPredecessor(_ name: String, _ language: Language) -> String {
        Phrase(de: "Kennzahlen der früheren Kommune \(name)", en: "Indicators of the former municipality \(name)")(
            language)
    }

    static let ownPage = Phrase(de: "Zu ihrer Seite", en: "To its page")
    static let nothingEverReported = Phrase(de: "Sie hat nichts gemeldet.", en: "It reported nothing.")
    static let memberActs = Phrase(de: "Was Sie tun können", en: "What you can do")
    static let changeMember = Phrase(
        de: "Name, Rolle oder amtliche Schlüssel ändern", en: "Change name, role or official keys")
    static let leaveMember = Phrase(de: "Austritt eintragen", en: "Enter a departure")
    static let mergeMember = Phrase(
        de: "Zusammenschluss mit einem anderen Mitglied eintragen", en: "Enter a merger into another member")
    static let stayMember = Phrase(de: "Angekündigtes Ende zurücknehmen", en: "Take the announced end back")
    static let suspendMember = Phrase(de: "Sperren", en: "Suspend")
    static let inviteAgain = Phrase(de: "Mit neuen Schlüsseln neu einladen", en: "Invite anew with new keys")

    static func changeTitle(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): Angaben ändern", en: "\(name): change details")(language)
    }

    static let changeLead = Phrase(
        de:
            "Die neuen Angaben gelten ab dem genannten Tag. Die bisherigen bleiben für die Zeit davor stehen, und die Zahlenreihen gehen weiter.",
        en:
            "The new details hold from the day named. The ones before stay for the time before, and the series of figures go on."
    )
    static let changeSubmit = Phrase(de: "Änderung eintragen", en: "Enter the change")

    static func leaveTitle(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): Austritt", en: "\(name): departure")(language)
    }

    static let leaveLead = Phrase(
        de: "Ab dem genannten Tag werden keine neuen Meldungen erwartet. Was gemeldet wurde, bleibt öffentlich.",
        en: "From the day named no new reports are expected. What was reported stays public.")
    static let leaveSubmit = Phrase(de: "Austritt eintragen", en: "Enter the departure")

    static func mergeTitle(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): Zusammenschluss", en: "\(name): merger")(language)
    }

    static let mergeLead = Phrase(
        de:
            "Die Mitgliedschaft endet an dem Tag, an dem die Kommune in einem anderen Mitglied aufgeht. Ihre Zahlenreihen stehen dann unter denen des anderen.",
        en:
            "Membership ends on the day the municipality becomes part of another member. Its series then stand below those of the other."
    )
    static let mergeSubmit = Phrase(de: "Zusammenschluss eintragen", en: "Enter the merger")

    static func stayTitle(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): angekündigtes Ende zurücknehmen", en: "\(name): take the announced end back")(language)
    }

    static let stayLead = Phrase(
        de: "Die Mitgliedschaft geht weiter, als wäre kein Ende angekündigt.",
        en: "Membership goes on as if no end had been announced.")
    static let staySubmit = Phrase(de: "Ende zurücknehmen", en: "Take the end back")

    static func suspendTitle(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): sperren", en: "\(name): suspend")(language)
    }

    static let suspendLead = Phrase(
        de:
            "Von der Kommune wird nichts mehr angenommen, bis sie neu eingeladen ist. Offene Einladungen gelten nicht mehr.",
        en: "Nothing is taken from the municipality until it is invited anew. Open invitations are no longer valid.")
    static let suspendSubmit = Phrase(de: "Sperren", en: "Suspend")

    static let holdsFrom = Phrase(de: "Gilt ab", en: "Holds from")
    static let firstDayOutside = Phrase(
        de: "Erster Tag, an dem die Kommune nicht mehr Mitglied ist", en: "First day on which it is no longer a member")
    static let firstDayMerged = Phrase(de: "Tag des Zusammenschlusses", en: "Day of the merger")
    static let suspendedFromLabel = Phrase(de: "Gesperrt ab", en: "Suspended from")
    static let successorLabel = Phrase(de: "Geht auf in", en: "Becomes part of")
    static let reasonLabel = Phrase(de: "Grund", en: "Reason")
    static let reasonHint = Phrase(
        de: "Steht öffentlich im Protokoll. Bitte keine Namen von Personen.",
        en: "Public in the log. Please no names of persons.")
    static let confirmName = Phrase(de: "Name der Kommune zur Bestätigung", en: "Name of the municipality, to confirm")

    static let pioneerHint = Phrase(
        de: "Hat die Rahmenstrategie mit begründet, meldet Zahlen.",
        en: "Founded the framework strategy, reports figures.")
    static let joinerHint = Phrase(
        de: "Ist der Rahmenstrategie beigetreten, meldet Zahlen.",
        en: "Acceded to the framework strategy, reports figures.")
    static let supporterHint = Phrase(
        de: "Hat keine eigene Strategie und meldet keine Zahlen.",
        en: "Has no strategy of its own and reports no figures.")
    static let officialHeading = Phrase(de: "Amtliche Schlüssel", en: "Official keys")
    static let officialHint = Phrase(
        de: "Alle drei oder keine Angabe; Unterstützer haben keine.", en: "All three or none; supporters have none.")
    static let agsLabel = Phrase(de: "Amtlicher Gemeindeschlüssel (AGS)", en: "Municipality key (AGS)")
    static let agsHint = Phrase(de: "8 Ziffern", en: "8 digits")
    static let arsLabel = Phrase(de: "Regionalschlüssel (ARS)", en: "Regional key (ARS)")
    static let arsHint = Phrase(de: "12 Ziffern", en: "12 digits")
    static let statusDayLabel = Phrase(de: "Gebietsstand", en: "Territorial status")
    static let statusDayHint = Phrase(
        de: "Der Tag, für den die Schlüssel gelten, zum Beispiel 31.12.2025.",
        en: "The day for which the keys hold, for example 2025-12-31.")
    static let agsExpected = Phrase(de: "Der AGS hat genau 8 Ziffern.", en: "The AGS has exactly 8 digits.")
    static let arsExpected = Phrase(de: "Der ARS hat genau 12 Ziffern.", en: "The ARS has exactly 12 digits.")
    static let placeHeading = Phrase(de: "Lage", en: "Location")
    static let placeHint = Phrase(
        de: "Ein Punkt, an dem die Kommune gezeichnet wird, in Grad mit höchstens 4 Nachkommastellen.",
        en: "A point at which the municipality is drawn, in degrees with at most 4 decimals.")
    static let latitude = Phrase(de: "Breite", en: "Latitude")
    static let longitude = Phrase(de: "Länge", en: "Longitude")
    static let degreesExpected = Phrase(
        de: "Bitte geben Sie Grad mit höchstens 4 Nachkommastellen an, zum Beispiel 51,5711.",
        en: "Please give degrees with at most 4 decimals, for example 51.5711.")

    static func memberChangedMeanwhile(_ entry: Int64) -> Phrase {
        Phrase(
            de:
                "Seit dieses Formular geladen wurde, ist die Mitgliedschaft geändert worden (Eintrag \(entry)). Es ist nichts "
                + "vorgelegt. Ihre Angaben stehen unten; bitte vergleichen Sie sie mit dem, was jetzt gilt, und senden Sie sie dann "
                + "noch einmal.",
            en:
                "Since this form was loaded the membership has been changed (entry \(entry)). Nothing was put forward. What you "
                + "typed stands below; please compare it with what holds now, and then send it again.")
    }

    static let inviteTitle = Phrase(de: "Eine Kommune einladen", en: "Invite a municipality")
    static let inviteLead = Phrase(
        de:
            "Sie erhalten einen Textblock für die Kommune. Er gilt einmal und ersetzt frühere offene Einladungen an sie.",
        en:
            "You get a block of text for the municipality. It is valid once and replaces earlier open invitations to it."
    )
    static let inviteSubmit = Phrase(de: "Einladung erstellen", en: "Make the invitation")
    static let tenantLabel = Phrase(de: "Kürzel", en: "Tenant id")
    static let tenantHint = Phrase(
        de:
            "2 bis 40 Zeichen: a bis z, Ziffern und Bindestrich. Es bleibt für immer gleich. Leer: aus dem Namen gebildet.",
        en: "2 to 40 characters: a to z, digits and hyphen. It stays the same for ever. Empty: made from the name.")
    static let tenantExpected = Phrase(
        de:
            "Das Kürzel besteht aus 2 bis 40 Zeichen: a bis z, Ziffern und Bindestrich, zum Beispiel bad-berleburg. „office“ ist vergeben.",
        en:
            "A tenant id has 2 to 40 characters: a to z, digits and hyphen, for example bad-berleburg. “office” is taken."
    )
    static let memberFrom = Phrase(de: "Mitgliedschaft beginnt", en: "Membership begins")
    static let memberFromHint = Phrase(
        de: "Ein Jahr, ein Monat oder ein Tag: 2026, 2026-10 oder 5.10.2026.",
        en: "A year, a month or a day: 2026, 2026-10 or 2026-10-05.")
    static let fromExpected = Phrase(
        de: "Bitte geben Sie ein Jahr, einen Monat oder einen Tag an, zum Beispiel 2026, 2026-10 oder 5.10.2026.",
        en: "Please give a year, a month or a day, for example 2026, 2026-10 or 2026-10-05.")
    static let validDays = Phrase(de: "Gültig für so viele Tage", en: "Valid for so many days")

    static func invitationFor(_ name: String, _ language: Language) -> String {
        Phrase(de: "Einladung für \(name)", en: "Invitation for \(name)")(language)
    }

    static func invitationValid(_ days: Int, _ language: Language) -> String {
        days == 1
            ? Phrase(de: "Der Textblock gilt einen Tag und einmal.", en: "The block is valid for one day and once.")(
                language)
            : Phrase(
                de: "Der Textblock gilt \(days) Tage und einmal.", en: "The block is valid for \(days) days and once.")(
                    language)
    }

    static let shownOnce = Phrase(
        de:
            "Dieser Text wird nur jetzt gezeigt. Kopieren Sie ihn und übergeben Sie ihn der Kommune auf einem Weg, dem Sie vertrauen. Wer ihn hat, kann sich als diese Kommune anmelden.",
        en:
            "This text is shown only now. Copy it and hand it to the municipality on a way that you trust. Whoever has it can enrol as this municipality."
    )
    static let whatTheTownDoes = Phrase(de: "Was die Kommune damit tut", en: "What the municipality does with it")
    static let townSaves = Phrase(de: "Sie speichert den Text in einer Datei.", en: "It saves the text in a file.")
    static let backToMembers = Phrase(de: "Zurück zu den Mitgliedern", en: "Back to the members")
}
