import Pages

/// Words around the office's pages.
extension Phrase {
    static let officeTagline = Phrase(de: "Geschäftsstelle", en: "Regional office")
    static let officeStart = Phrase(de: "Überblick", en: "Overview")
    static let officeConsultation = Phrase(de: "Konsultation", en: "Consultation")
    static let officeMembers = Phrase(de: "Mitglieder", en: "Members")
    static let officeDeliveries = Phrase(de: "Meldungen", en: "Summaries")
    static let officeReports = Phrase(de: "Berichte", en: "Reports")
    static let officeFace = Phrase(de: "Auftritt", en: "Appearance")
    static let officeAccounts = Phrase(de: "Konten", en: "Accounts")
    static let officeJournal = Phrase(de: "Verlauf", en: "Journal")

    static let toPublicSite = Phrase(de: "Öffentliche Seite", en: "Public site")

    /// The office's acts as its journal calls them.
    static let officeActs: [String: Phrase] = [
        "act.put-forward": Phrase(de: "zur Freigabe vorgelegt", en: "put forward for approval"),
        "act.returned": Phrase(de: "Vorlage zurückgegeben", en: "proposal given back"),
        "act.self-approved": Phrase(de: "selbst freigegeben", en: "approved by its author"),
        "face.saved": Phrase(de: "Auftritt geändert", en: "appearance changed"),
        "framework.draft-begun": Phrase(de: "Arbeitsentwurf begonnen", en: "Working draft begun"),
        "framework.draft-discarded": Phrase(de: "Arbeitsentwurf verworfen", en: "Working draft discarded"),
        "framework.proposed": Phrase(de: "Version zur Freigabe vorgelegt", en: "Version proposed"),
        "framework.proposal-withdrawn": Phrase(
            de: "Vorlage der Version zurückgezogen", en: "Proposal of a version taken back"),
        "framework.published": Phrase(de: "Version veröffentlicht", en: "Version published"),
        "framework.self-approved": Phrase(de: "Version selbst freigegeben", en: "Version approved by its author"),
        "draft.issued": Phrase(de: "Entwurf zur Konsultation gestellt", en: "Draft issued for consultation"),
        "position.answered": Phrase(de: "Stellungnahme beantwortet", en: "Position answered"),
        "member.invited": Phrase(de: "Kommune eingeladen", en: "Municipality invited"),
        "member.invitation-closed": Phrase(de: "Einladung geschlossen", en: "Invitation closed"),
        "member.suspended": Phrase(de: "Mitglied gesperrt", en: "Member suspended"),
        "member.changed": Phrase(de: "Mitgliedschaft geändert", en: "Membership changed"),
        "entry.redacted": Phrase(de: "Inhalt entfernt", en: "Content removed"),
        "town.reminded": Phrase(de: "Kommune erinnert", en: "Municipality reminded"),
        "town.contact-saved": Phrase(de: "Anschrift für Erinnerungen geändert", en: "Address for reminders changed"),
        "witnesses.chosen": Phrase(de: "Zeugenkreis bestimmt", en: "Committee chosen"),
        "key.rotated": Phrase(de: "Schlüssel gewechselt", en: "Key changed"),
        "key.revoked": Phrase(de: "Schlüssel beendet", en: "Key ended"),
        "key.recovered": Phrase(de: "Schlüssel wiederhergestellt", en: "Key recovered"),
        "log.resumed": Phrase(de: "Nach Rückspielung weitergemacht", en: "Went on after a restore"),
        "report.proposed": Phrase(de: "Bericht zur Signatur vorgelegt", en: "Report proposed"),
        "report.proposal-withdrawn": Phrase(
            de: "Vorlage des Berichts zurückgezogen", en: "Proposal of a report taken back"),
        "report.signed": Phrase(de: "Bericht signiert", en: "Report signed"),
        "report.self-approved": Phrase(de: "Bericht selbst freigegeben", en: "Report approved by its author"),
    ]

    /// What a page says after an act, by the word in its address.
    static let officeDone: [String: Phrase] = [
        "key-rotated": Phrase(
            de: "Die Geschäftsstelle hat einen neuen Schlüssel. Bitte sichern Sie den Schlüsselordner jetzt neu.",
            en: "The regional office has a new key. Please back the key folder up anew now."),
        "begun": Phrase(de: "Der Arbeitsentwurf ist angelegt.", en: "The working draft has been begun."),
        "saved": Phrase(de: "Gespeichert.", en: "Saved."),
        "removed": Phrase(de: "Aus dem Entwurf entfernt.", en: "Removed from the draft."),
        "imported": Phrase(
            de: "Der Entwurf ist aus der Datei übernommen.", en: "The draft has been taken from the file."),
        "discarded": Phrase(de: "Der Entwurf ist verworfen.", en: "The draft has been discarded."),
        "proposed": Phrase(
            de: "Vorgelegt. Freigeben muss es jetzt eine andere Person.",
            en: "Laid before the approvers. Now somebody else has to approve it."),
        "published": Phrase(
            de: "Die Version ist veröffentlicht und steht im Protokoll.",
            en: "The version is published and stands in the log."),
        "issued": Phrase(
            de: "Der Entwurf steht zur Konsultation. Die Kommunen können jetzt Stellung nehmen.",
            en: "The draft is open for consultation. Municipalities can take positions now."),
        "answered": Phrase(de: "Die Antwort ist veröffentlicht.", en: "The answer has been published."),
        "reminded": Phrase(
            de: "Vermerkt. Die Übersicht zeigt jetzt, dass erinnert wurde.",
            en: "Noted. The list now shows that a reminder was given."),
        "contact": Phrase(de: "Die Anschrift ist gespeichert.", en: "The address is saved."),
        "redacted": Phrase(de: "Der Inhalt ist entfernt.", en: "The content has been removed."),
        "witnesses": Phrase(de: "Der Zeugenkreis steht im Protokoll.", en: "The committee stands in the log."),
        "suspended": Phrase(de: "Das Mitglied ist gesperrt.", en: "The member has been suspended."),
        "changed": Phrase(de: "Die Änderung steht im Protokoll.", en: "The change stands in the log."),
        "closed": Phrase(de: "Die Einladung gilt nicht mehr.", en: "The invitation is no longer valid."),
        "signed": Phrase(de: "Der Bericht ist signiert und veröffentlicht.", en: "The report is signed and published."),
        "withdrawn": Phrase(de: "Die Vorlage ist zurückgezogen.", en: "The proposal has been taken back."),
    ]
}
