import Pages

/// Words of acts that wait for a second person.
extension Phrase {
    static func actInvite(_ name: String) -> Phrase { Phrase(de: "\(name) einladen", en: "Invite \(name)") }
    static func actMerge(_ name: String) -> Phrase {
        Phrase(de: "Zusammenschluss eintragen: \(name)", en: "Enter a merger: \(name)")
    }
    static func actLeave(_ name: String) -> Phrase {
        Phrase(de: "Austritt eintragen: \(name)", en: "Enter a departure: \(name)")
    }
    static func actChange(_ name: String) -> Phrase {
        Phrase(de: "Mitgliedschaft ändern: \(name)", en: "Change a membership: \(name)")
    }
    static func actIssue(_ number: Int64) -> Phrase {
        Phrase(
            de: "Entwurf der Version \(number) zur Konsultation stellen",
            en: "Issue the draft of version \(number) for consultation")
    }
    static func actOther(_ subject: String) -> Phrase {
        Phrase(de: "Erklärung der Geschäftsstelle: \(subject)", en: "Statement of the office: \(subject)")
    }
    static let otherActsWait = Phrase(
        de: "Zur selben Sache wartet noch etwas anderes. Bitte sehen Sie es sich an, bevor Sie entscheiden:",
        en: "Something else waits about the same thing. Please look at it before you decide:")
    static func actPutForwardBy(_ name: String) -> Phrase {
        Phrase(de: "vorgelegt von \(name)", en: "put forward by \(name)")
    }
    static func actBefore(_ text: String) -> Phrase { Phrase(de: "bisher: \(text)", en: "now: \(text)") }
    static func actWaits(_ name: String, _ moment: String) -> Phrase {
        Phrase(
            de:
                "Vorgelegt von \(name), \(moment). Wartet auf eine zweite Person; dann wird es signiert und öffentlich.",
            en: "Put forward by \(name), \(moment). Waits for a second person; then it is signed and becomes public.")
    }
    static func actDone(_ name: String) -> Phrase {
        Phrase(de: "Freigegeben von \(name) und eingetragen.", en: "Approved by \(name) and entered.")
    }
    static func actReturned(_ name: String, _ reason: String) -> Phrase {
        Phrase(de: "Zurückgegeben von \(name): \(reason)", en: "Given back by \(name): \(reason)")
    }
    static func taskAct(_ title: Phrase, by name: String) -> Phrase {
        Phrase(
            de: "\(title(.german)) (vorgelegt von \(name))", en: "\(title(.english)) (put forward by \(name))")
    }
    static let actDecided = Phrase(
        de: "Darüber ist schon entschieden, oder es ist nicht mehr das, was Sie gesehen haben.",
        en: "This has been decided already, or it is no longer what you saw.")
    static let actApprove = Phrase(de: "Freigeben und eintragen", en: "Approve and enter")
    static let actBack = Phrase(de: "Zurückgeben", en: "Give back")
    static let actBackInstead = Phrase(de: "Stattdessen zurückgeben", en: "Give it back instead")
    static let actWhyBack = Phrase(de: "Warum geht es zurück?", en: "Why does it go back?")
}
