import Pages

extension ProblemPhrases {
    static let wire: [Explanation] = [
        Explanation(
            "malformed", 400,
            title: Phrase(de: "Die Nachricht ist nicht lesbar", en: "The message cannot be read"),
            meaning: Phrase(
                de: "Der Text hat nicht den erwarteten Aufbau.",
                en: "The text does not have the expected structure."),
            action: Phrase(
                de: "Prüfen Sie die Stelle, die „position“ nennt, und erzeugen Sie die Nachricht neu.",
                en: "Check the place that “position” names and make the message again.")),
        Explanation(
            "parameter", 400,
            title: Phrase(
                de: "Eine Angabe in der Adresse ist nicht zulässig", en: "A parameter of the address is not allowed"),
            meaning: Phrase(
                de:
                    "Hinter dem Fragezeichen der Adresse steht eine Angabe, die es dort nicht gibt, die doppelt ist oder deren Wert "
                    + "nicht in Frage kommt.",
                en:
                    "Behind the question mark of the address stands a parameter that does not exist there, stands twice or has a value "
                    + "that is not possible."),
            action: Phrase(
                de: "„field“ nennt die Angabe, „expected“ das Erlaubte. Alle Angaben stehen auf der Seite /api.",
                en: "“field” names the parameter, “expected” what is allowed. All parameters are on the page /api.")),
        Explanation(
            "not-canonical", 400,
            title: Phrase(de: "Nicht in der einen gültigen Schreibweise", en: "Not in the one valid spelling"),
            meaning: Phrase(
                de: "JSON wird nur in seiner kanonischen Form angenommen: sortiert, ohne Leerraum, ohne "
                    + "doppelte Angaben.",
                en: "JSON is taken in its canonical form only: sorted, without white space, without duplicates."),
            action: Phrase(
                de: "Schreiben Sie die Nachricht nach Abschnitt 1 des Protokolls und unterschreiben Sie sie neu.",
                en: "Write the message according to section 1 of the protocol and sign it again.")),
        Explanation(
            "unknown-member", 400,
            title: Phrase(de: "Eine Angabe ist nicht bekannt", en: "A member is not known"),
            meaning: Phrase(
                de: "Die Nachricht enthält eine Angabe, die es in dieser Fassung nicht gibt, oder es fehlt eine.",
                en: "The message holds a member that this version does not have, or lacks one."),
            action: Phrase(
                de: "Aktualisieren Sie das Programm oder entfernen Sie die Angabe.",
                en: "Update the program or remove the member.")),
        Explanation(
            "invalid-utf8", 400,
            title: Phrase(de: "Kein gültiges UTF-8", en: "Not valid UTF-8"),
            meaning: Phrase(
                de: "Ein Text ist nicht als UTF-8 geschrieben.",
                en: "A text is not written as UTF-8."),
            action: Phrase(
                de: "Speichern Sie die Quelle als UTF-8 und senden Sie sie neu.",
                en: "Save the source as UTF-8 and send it again.")),
        Explanation(
            "truncated", 400,
            title: Phrase(de: "Die Nachricht ist abgeschnitten", en: "The message is cut off"),
            meaning: Phrase(
                de: "Am Ende fehlt etwas.",
                en: "Something is missing at the end."),
            action: Phrase(
                de: "Senden Sie die Nachricht noch einmal vollständig.",
                en: "Send the whole message again.")),
        Explanation(
            "too-large", 413,
            title: Phrase(de: "Die Nachricht ist zu groß", en: "The message is too large"),
            meaning: Phrase(
                de: "Eine Erklärung hat höchstens 1 MiB.",
                en: "A statement has at most 1 MiB."),
            action: Phrase(
                de: "Kürzen Sie Texte oder melden Sie frühere Zeiträume getrennt.",
                en: "Shorten texts or report earlier periods separately.")),
    ]
}
