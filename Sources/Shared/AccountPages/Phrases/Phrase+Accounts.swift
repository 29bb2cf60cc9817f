import Pages

/// Words of the list of accounts and of invitations.
extension Phrase {
    static let accounts = Phrase(de: "Konten", en: "Accounts")
    static func accountsLead(_ active: Int, _ inactive: Int) -> Phrase {
        let rest = inactive == 0 ? ("", "") : (", \(inactive) deaktiviert", ", \(inactive) deactivated")
        return active == 1
            ? Phrase(de: "1 Konto ist aktiv\(rest.0).", en: "1 account is active\(rest.1).")
            : Phrase(de: "\(active) Konten sind aktiv\(rest.0).", en: "\(active) accounts are active\(rest.1).")
    }
    static let state = Phrase(de: "Stand", en: "State")
    static let active = Phrase(de: "aktiv", en: "active")
    static let inactive = Phrase(de: "deaktiviert", en: "deactivated")
    static let on = Phrase(de: "ja", en: "yes")
    static let off = Phrase(de: "nein", en: "no")
    static let validUntil = Phrase(de: "Gilt bis", en: "Valid until")
    static let action = Phrase(de: "Handlung", en: "Action")
    static let openInvitations = Phrase(de: "Offene Einladungen", en: "Open invitations")
    static let withdraw = Phrase(de: "Zurückziehen", en: "Withdraw")
    static let invitationWithdrawn = Phrase(
        de: "Die Einladung ist zurückgezogen.", en: "The invitation has been withdrawn.")
    static let accountChanged = Phrase(
        de: "Das Konto ist geändert. Die Rollen gelten ab sofort.",
        en: "The account has been changed. The roles hold from now on.")
    static let accountDeactivated = Phrase(
        de: "Das Konto ist deaktiviert, und alle seine Anmeldungen sind beendet.",
        en: "The account is deactivated, and all its sessions have ended.")
    static let accountActivated = Phrase(de: "Das Konto ist wieder aktiv.", en: "The account is active again.")
    static let settingSaved = Phrase(de: "Die Einstellung ist gespeichert.", en: "The setting has been saved.")

    static let invite = Phrase(de: "Jemanden einladen", en: "Invite somebody")
    static let inviteLead = Phrase(
        de: "Sie bekommen einen Link, den Sie der Person geben. Damit setzt sie ihr Passwort selbst.",
        en: "You get a link to give to the person, who sets the password with it.")
    static let makeInvitation = Phrase(de: "Einladung erstellen", en: "Make the invitation")
    static func invitationTitle(_ name: String) -> Phrase {
        Phrase(de: "Einladung für \(name)", en: "Invitation for \(name)")
    }
    static let invitationLead = Phrase(
        de: "Bitte geben Sie diesen Link auf vertraulichem Weg weiter. Er gilt einmal und sieben Tage lang.",
        en: "Please pass this link on confidentially. It is valid once and for seven days.")
    static let linkOnce = Phrase(
        de: "Der Link wird nicht noch einmal gezeigt. Ist er verloren, erstellen Sie einen neuen; der alte gilt dann "
            + "nicht mehr.",
        en: "The link is not shown again. If it is lost, make a new one; the old one is then not valid any more.")

    static func accountLead(_ login: String, _ isActive: Bool) -> Phrase {
        isActive
            ? Phrase(de: "Anmeldename \(login).", en: "Login \(login).")
            : Phrase(de: "Anmeldename \(login), deaktiviert.", en: "Login \(login), deactivated.")
    }
    static let resetHeading = Phrase(de: "Neues Passwort", en: "New password")
    static let resetWhy = Phrase(
        de: "Ist das Passwort vergessen, erstellen Sie einen Link, mit dem die Person ein neues setzt.",
        en: "If the password is forgotten, make a link with which the person sets a new one.")
    static let resetFactor = Phrase(
        de: "auch den zweiten Faktor entfernen, weil das Gerät verloren ist",
        en: "also remove the second factor, because the device is lost")
    static let makeLink = Phrase(de: "Link erstellen", en: "Make the link")
    static func resetTitle(_ name: String) -> Phrase {
        Phrase(de: "Neues Passwort für \(name)", en: "New password for \(name)")
    }
    static let resetLead = Phrase(
        de: "Bitte geben Sie diesen Link auf vertraulichem Weg weiter. Er gilt einmal und einen Tag lang.",
        en: "Please pass this link on confidentially. It is valid once and for a day.")
    static let deactivate = Phrase(de: "Konto deaktivieren", en: "Deactivate the account")
    static let deactivateLink = Phrase(de: "Weiter zum Deaktivieren", en: "Go on to deactivate")
    static let deactivateWhy = Phrase(
        de:
            "Die Person kann sich nicht mehr anmelden. Was sie getan hat, bleibt erhalten. Das Konto kann wieder aktiviert "
            + "werden.",
        en: "The person cannot log in any more. What they did is kept. The account can be activated again.")
    static func deactivateTitle(_ name: String) -> Phrase {
        Phrase(de: "Das Konto von \(name) deaktivieren?", en: "Deactivate the account of \(name)?")
    }
    static func confirmLogin(_ login: String) -> Phrase {
        Phrase(de: "Zur Bestätigung den Anmeldenamen \(login) eingeben", en: "Enter the login \(login) to confirm")
    }
    static let activate = Phrase(de: "Konto wieder aktivieren", en: "Activate the account again")

    static let selfApprovalTitle = Phrase(de: "Vier Augen", en: "Four eyes")
    static let selfApprovalWhy = Phrase(
        de: "Was jemand geschrieben hat, gibt eine andere Person frei. Hat das Haus nur eine Person dafür, kann es das "
            + "eigene Freigeben erlauben; in der Meldung steht dann, dass es so war.",
        en: "What somebody has written is approved by somebody else. A house with only one person for it can allow "
            + "approving one's own work; the summary then says that it was so.")
    static let selfApprovalQuestion = Phrase(
        de: "Darf jemand die eigene Arbeit freigeben?", en: "May somebody approve their own work?")
    static let selfApprovalNo = Phrase(de: "nein, immer eine zweite Person", en: "no, always a second person")
    static let selfApprovalYes = Phrase(
        de: "ja, und es wird als eigene Freigabe gekennzeichnet", en: "yes, and it is marked as self-approved")
}
