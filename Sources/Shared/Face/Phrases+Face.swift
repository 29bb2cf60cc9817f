import Pages

/// Words of the public pages of this target. What is not filled in yet says so.
extension Phrase {
    static let stillToFillIn = Phrase(de: "Noch einzutragen", en: "Still to be filled in")
    static let imprintMissing = Phrase(
        de:
            "Hier muss stehen, wer diese Seiten verantwortet: Name und Anschrift der Körperschaft, Vertretung, Telefon und "
            + "E-Mail, Aufsichtsbehörde. Die Verantwortlichen haben es noch nicht eingetragen.",
        en:
            "Who is responsible for these pages must stand here: name and address of the body, who represents it, telephone "
            + "and e-mail, supervisory authority. Those responsible have not filled it in yet.")
    static let privacyMissing = Phrase(
        de: "Hier muss stehen, wer für die Verarbeitung personenbezogener Daten verantwortlich ist, wie die "
            + "Datenschutzbeauftragten erreicht werden und welche Rechte Sie haben. Die Verantwortlichen haben es noch nicht "
            + "eingetragen.",
        en:
            "Who is responsible for the processing of personal data, how the data protection officer is reached and which "
            + "rights you have must stand here. Those responsible have not filled it in yet.")
    static let processingTitle = Phrase(de: "Was diese Seiten speichern", en: "What these pages store")
    static let feedbackProcessing = Phrase(
        de:
            "Was Sie im Formular „Rückmeldung geben“ schreiben, wird gespeichert, bis es bearbeitet ist, und dann gelöscht. "
            + "Die Adresse Ihres Geräts wird dabei nicht gespeichert.",
        en:
            "What you write in the form \"Give feedback\" is stored until it is dealt with and then deleted. The address of "
            + "your device is not stored with it.")

    static let conformityTitle = Phrase(de: "Stand der Vereinbarkeit", en: "Conformance status")
    static let conformityBasis = Phrase(
        de:
            "Maßstab sind die Barrierefreie-Informationstechnik-Verordnung des Bundes oder die Verordnung des Landes, die "
            + "Norm EN 301 549 und die WCAG 2.1 in der Stufe AA.",
        en:
            "The measure is the federal or state ordinance on accessible information technology, the standard EN 301 549 and "
            + "WCAG 2.1 at level AA.")
    static let conformityNotAssessed = Phrase(
        de: "Ob diese Seiten mit den Anforderungen an die Barrierefreiheit vereinbar sind, wurde noch nicht geprüft.",
        en: "Whether these pages meet the accessibility requirements has not been assessed yet.")
    static let conformityFull = Phrase(
        de: "Diese Seiten sind mit den Anforderungen an die Barrierefreiheit vollständig vereinbar.",
        en: "These pages are fully compliant with the accessibility requirements.")
    static let conformityPartial = Phrase(
        de: "Diese Seiten sind mit den Anforderungen an die Barrierefreiheit teilweise vereinbar.",
        en: "These pages are partially compliant with the accessibility requirements.")
    static let conformityNone = Phrase(
        de: "Diese Seiten sind mit den Anforderungen an die Barrierefreiheit nicht vereinbar.",
        en: "These pages are not compliant with the accessibility requirements.")
    static let barriersTitle = Phrase(de: "Nicht barrierefreie Inhalte", en: "Non-accessible content")
    static let barriersMissing = Phrase(
        de: "Hier muss stehen, welche Inhalte noch nicht barrierefrei sind, warum, und welche Alternative es gibt.",
        en: "Which content is not accessible yet, why, and which alternative there is, must stand here.")
    static let preparationTitle = Phrase(de: "Erstellung dieser Erklärung", en: "Preparation of this statement")
    static let preparationMissing = Phrase(
        de: "Hier muss stehen, wann und auf welcher Grundlage diese Erklärung erstellt wurde.",
        en: "When and on what basis this statement was prepared must stand here.")
    static let preparedOn = Phrase(de: "Erstellt am", en: "Prepared on")
    static let preparationMethod = Phrase(de: "Grundlage", en: "Basis")
    static let ownAssessment = Phrase(
        de: "Selbstbewertung der verantwortlichen Stelle", en: "Self-assessment by the body")
    static let externalAssessment = Phrase(de: "Bewertung durch Dritte", en: "Assessment by a third party")
    static let reviewedOn = Phrase(de: "Zuletzt überprüft am", en: "Last reviewed on")
    static let contactTitle = Phrase(
        de: "Barriere melden: Rückmeldung und Kontakt", en: "Feedback and contact information")
    static let contactWords = Phrase(
        de:
            "Sind Ihnen Mängel beim barrierefreien Zugang aufgefallen, oder brauchen Sie einen Inhalt in einer anderen Form? "
            + "Bitte schreiben Sie uns.",
        en: "Did you notice a barrier, or do you need content in another form? Please write to us.")
    static let reportBarrier = Phrase(de: "Barriere melden", en: "Report a barrier")
    static let contactMissing = Phrase(
        de: "Hier müssen Ansprechstelle, E-Mail und Telefon stehen.",
        en: "The contact, its e-mail address and telephone number must stand here.")
    static let enforcementTitle = Phrase(de: "Schlichtungs- und Durchsetzungsverfahren", en: "Enforcement procedure")
    static let enforcementWords = Phrase(
        de:
            "Erhalten Sie auf Ihre Rückmeldung keine zufriedenstellende Antwort, können Sie sich an die zuständige Stelle "
            + "wenden. Das Verfahren ist kostenlos; ein Rechtsbeistand ist nicht nötig.",
        en:
            "If you receive no satisfactory answer to your feedback, you can turn to the responsible body. The procedure is "
            + "free of charge; no lawyer is needed.")
    static let enforcementMissing = Phrase(
        de:
            "Hier muss stehen, welche Schlichtungs- oder Ombudsstelle des Landes zuständig ist und wie sie erreicht wird.",
        en: "Which arbitration or ombuds office of the state is responsible and how it is reached must stand here.")

    static let feedbackLead = Phrase(
        de: "Schreiben Sie, was an diesen Seiten hindert, falsch ist oder fehlt. Sie müssen dafür keinen Namen nennen.",
        en: "Write what is a barrier, wrong or missing on these pages. You do not have to give your name.")
    static let feedbackSubject = Phrase(de: "Worum geht es?", en: "What is it about?")
    static let subjectBarrier = Phrase(de: "Eine Barriere", en: "A barrier")
    static let subjectOther = Phrase(de: "Etwas anderes", en: "Something else")
    static let feedbackMessage = Phrase(de: "Ihre Rückmeldung", en: "Your feedback")
    static let feedbackMessageHint = Phrase(
        de: "Bitte beschreiben Sie, was Sie tun wollten und was dabei geschah.",
        en: "Please describe what you wanted to do and what happened.")
    static let feedbackContact = Phrase(de: "Wie wir Ihnen antworten können", en: "How we can answer you")
    static let feedbackContactHint = Phrase(
        de: "E-Mail oder Telefon, nur wenn Sie eine Antwort wünschen. Beides wird mit der Rückmeldung gelöscht.",
        en: "E-mail or telephone, only if you wish an answer. It is deleted together with the feedback.")
    static let feedbackThanksTitle = Phrase(de: "Vielen Dank", en: "Thank you")
    static let feedbackThanks = Phrase(
        de: "Ihre Rückmeldung ist angekommen und wird gelesen.", en: "Your feedback has arrived and will be read.")

    static let feedbackTooOften = Phrase(
        de:
            "Von Ihrem Anschluss kamen in der letzten Stunde schon mehrere Rückmeldungen. Bitte versuchen Sie es später noch "
            + "einmal.",
        en: "Several messages have come from your connection within the last hour. Please try again later.")
    static let feedbackFull = Phrase(
        de:
            "Zurzeit können keine weiteren Rückmeldungen aufgenommen werden. Bitte nutzen Sie die Angaben im Impressum.",
        en: "No more feedback can be taken at present. Please use the details in the imprint.")
    static let feedbackFailed = Phrase(
        de: "Ihre Rückmeldung konnte nicht gespeichert werden. Ihr Text ist noch da; bitte versuchen Sie es in einigen "
            + "Minuten noch einmal.",
        en: "Your feedback could not be stored. Your text is still there; please try again in a few minutes.")
}
