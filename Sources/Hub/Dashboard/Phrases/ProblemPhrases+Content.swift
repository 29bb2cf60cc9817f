import Pages

extension ProblemPhrases {
    static let content: [Explanation] = [
        Explanation(
            "unknown-kind", 422,
            title: Phrase(de: "Diese Art von Erklärung ist nicht bekannt", en: "This kind of statement is not known"),
            meaning: Phrase(
                de: "Der Hub kennt die genannte Art nicht.",
                en: "The hub does not know the kind named."),
            action: Phrase(
                de: "Aktualisieren Sie das Programm, das sendet, oder den Hub.",
                en: "Update the sending program or the hub.")),
        Explanation(
            "unknown-version", 422,
            title: Phrase(
                de: "Diese Fassung des Formats ist nicht bekannt",
                en: "This version of the format is not known"),
            meaning: Phrase(
                de: "Der Hub kennt die Art, aber nicht in dieser Fassung.",
                en: "The hub knows the kind but not this version of it."),
            action: Phrase(
                de: "Aktualisieren Sie das Programm, das sendet, oder den Hub.",
                en: "Update the sending program or the hub.")),
        Explanation(
            "algorithm", 422,
            title: Phrase(de: "Dieses Verfahren ist nicht zugelassen", en: "This algorithm is not allowed"),
            meaning: Phrase(
                de: "Der Verbund lässt das Unterschriftsverfahren nicht zu oder es passt nicht zum Schlüssel.",
                en: "The federation does not allow the signature algorithm, or it does not fit the key."),
            action: Phrase(
                de: "Zugelassen sind die Verfahren, die die Gründung des Verbunds nennt.",
                en: "Allowed are the algorithms that the federation's founding names.")),
        Explanation(
            "future", 422,
            title: Phrase(de: "Das Datum liegt in der Zukunft", en: "The date lies in the future"),
            meaning: Phrase(
                de: "Die Erklärung ist mehr als 24 Stunden vordatiert, oder ein Beschluss oder ein Stand in ihr liegt "
                    + "nach dem Tag der Unterschrift.",
                en: "The statement is dated more than 24 hours ahead, or a decision or a state in it lies after the "
                    + "day it was signed on."),
            action: Phrase(
                de: "Prüfen Sie das Datum und die Uhr des Knotens und unterschreiben Sie neu.",
                en: "Check the date and the clock of the node and sign again.")),
        Explanation(
            "reference", 422,
            title: Phrase(de: "Ein Verweis führt ins Leere", en: "A reference leads nowhere"),
            meaning: Phrase(
                de: "Die Erklärung nennt einen Eintrag, ein Feld oder ein Ziel, das es nicht gibt.",
                en: "The statement names an entry, field or goal that does not exist."),
            action: Phrase(
                de: "Prüfen Sie, welche Version der Rahmenstrategie gemeint ist.",
                en: "Check which version of the framework strategy is meant.")),
        Explanation(
            "membership", 422,
            title: Phrase(
                de: "Der Zeitraum liegt außerhalb der Mitgliedschaft",
                en: "The period lies outside membership"),
            meaning: Phrase(
                de: "Das Ende des Berichtszeitraums liegt nicht in der Mitgliedschaft.",
                en: "The end of the reporting period does not lie within membership."),
            action: Phrase(
                de: "Melden Sie frühere Werte als Beobachtungen in einem Berichtszeitraum der Mitgliedschaft.",
                en: "Report earlier values as observations in a reporting period within membership.")),
        Explanation(
            "unknown-indicator", 422,
            title: Phrase(de: "Die Kennzahl ist nicht bekannt", en: "The indicator is not known"),
            meaning: Phrase(
                de: "Die Rahmenstrategie kennt diese Kennzahl nicht.",
                en: "The framework strategy does not know this indicator."),
            action: Phrase(
                de: "Prüfen Sie Schreibweise und Version der Rahmenstrategie.",
                en: "Check spelling and version of the framework strategy.")),
        Explanation(
            "decimals", 422,
            title: Phrase(de: "Die Zahl der Nachkommastellen stimmt nicht", en: "The number of decimals is wrong"),
            meaning: Phrase(
                de: "Ein Wert hat mehr oder weniger Nachkommastellen als festgelegt.",
                en: "A value has more or fewer decimals than defined."),
            action: Phrase(
                de: "Füllen Sie mit Nullen auf oder runden Sie vor der Freigabe.",
                en: "Fill up with zeros or round before approval.")),
        Explanation(
            "range", 422,
            title: Phrase(de: "Der Wert liegt außerhalb der Grenzen", en: "The value lies outside its limits"),
            meaning: Phrase(
                de: "Ein Wert ist kleiner oder größer, als die Kennzahl zulässt.",
                en: "A value is smaller or larger than the indicator allows."),
            action: Phrase(
                de: "Prüfen Sie Einheit und Komma. Stimmt der Wert, muss die Festlegung geändert werden.",
                en: "Check unit and decimal point. If the value is right, the definition has to change.")),
        Explanation(
            "value", 422,
            title: Phrase(de: "Ein Wert hat nicht die richtige Form", en: "A value does not have the right form"),
            meaning: Phrase(
                de: "Eine Angabe ist nicht so geschrieben, wie es festgelegt ist.",
                en: "A member is not written as defined."),
            action: Phrase(
                de: "„field“ nennt die Angabe, „expected“ die erwartete Form.",
                en: "“field” names the member, “expected” the form.")),
        Explanation(
            "small-count", 422,
            title: Phrase(de: "Eine kleine Anzahl muss gesperrt werden", en: "A small count must be suppressed"),
            meaning: Phrase(
                de: "Eine Anzahl von Menschen ist so klein, dass sie auf Einzelne schließen ließe.",
                en: "A count of people is so small that it could point to individuals."),
            action: Phrase(
                de: "Sperren Sie den Wert im Knoten und geben Sie die Meldung neu frei. Der Hub hat nichts "
                    + "gespeichert.",
                en: "Suppress the value at the node and approve the summary again. The hub has stored nothing.")),
        Explanation(
            "recoverable", 422,
            title: Phrase(
                de: "Ein gesperrter Wert lässt sich errechnen", en: "A suppressed value can be worked out"),
            meaning: Phrase(
                de:
                    "Aus den übrigen Werten einer Summe, aus früheren Fassungen oder anderen Meldungen der Kommune folgt "
                    + "ein Wert, den die Meldung sperrt.",
                en: "The other values of a sum, earlier revisions or other summaries of the municipality give away a "
                    + "value that the summary suppresses."),
            action: Phrase(
                de:
                    "Sperren Sie einen weiteren Wert derselben Summe; der Knoten wählt ihn in der Vorschau aus. Geben Sie "
                    + "die Meldung dann neu frei. Der Hub hat nichts gespeichert.",
                en:
                    "Suppress another value of the same sum; the node chooses it in the preview. Then approve the summary "
                    + "again. The hub has stored nothing.")),
        Explanation(
            "weak-key", 422,
            title: Phrase(de: "Der Schlüssel ist zu schwach", en: "The key is too weak"),
            meaning: Phrase(
                de: "Der öffentliche Schlüssel ist kein sicherer Punkt seiner Kurve.",
                en: "The public key is no safe point of its curve."),
            action: Phrase(
                de: "Erzeugen Sie einen neuen Schlüssel.",
                en: "Make a new key.")),
        Explanation(
            "proof", 422,
            title: Phrase(
                de: "Der Besitz des Schlüssels ist nicht bewiesen",
                en: "Possession of the key is not proven"),
            meaning: Phrase(
                de: "Der Nachweis zum Schlüssel stimmt nicht oder gilt für etwas anderes.",
                en: "The proof for the key does not hold or is for something else."),
            action: Phrase(
                de: "Erzeugen Sie den Nachweis neu für diesen Verbund, Absender und Zweck.",
                en: "Make the proof again for this federation, issuer and use.")),
        Explanation(
            "duplicate-key", 422,
            title: Phrase(de: "Der Schlüssel ist schon eingetragen", en: "The key is registered already"),
            meaning: Phrase(
                de: "Ein Schlüssel wird im Verbund nur einmal und nur für einen Zweck benutzt.",
                en: "A key is used only once and for one purpose in the federation."),
            action: Phrase(
                de: "Erzeugen Sie einen neuen Schlüssel.",
                en: "Make a new key.")),
        Explanation(
            "rule", 422,
            title: Phrase(de: "Eine Regel des Protokolls ist verletzt", en: "A rule of the protocol is broken"),
            meaning: Phrase(
                de: "Die Erklärung ist lesbar, passt aber nicht zu dem, was gilt.",
                en: "The statement can be read but does not fit what holds."),
            action: Phrase(
                de: "Der Satz in „detail“ nennt die Regel; Abschnitt 5 des Protokolls beschreibt sie.",
                en: "The sentence in “detail” names the rule; section 5 of the protocol describes it.")),
        Explanation(
            "leaf", 422,
            title: Phrase(
                de: "Eintrag und Erklärung passen nicht zusammen",
                en: "Entry and statement do not belong together"),
            meaning: Phrase(
                de: "Länge, Prüfsumme, Absender oder Art des Eintrags stimmen nicht mit der Erklärung überein.",
                en: "Length, digest, issuer or kind of the entry differ from the statement."),
            action: Phrase(
                de: "Das deutet auf ein verändertes Protokoll hin. Bewahren Sie beide Fassungen auf und "
                    + "sprechen Sie die Geschäftsstelle an.",
                en: "This points to a changed log. Keep both versions and talk to the regional office.")),
        Explanation(
            "storage", 503,
            title: Phrase(de: "Der Hub kann gerade nicht speichern", en: "The hub cannot store at the moment"),
            meaning: Phrase(
                de: "Der Speicher des Hubs ist gestört oder fast voll. Es wurde nichts angenommen.",
                en: "The hub's storage is disturbed or almost full. Nothing was taken."),
            action: Phrase(
                de: "Senden Sie später dieselbe Nachricht noch einmal; sie wird nicht doppelt gezählt.",
                en: "Send the same message again later; it is not counted twice.")),
        Explanation(
            "busy", 503,
            title: .pastBusyTitle,
            meaning: Phrase(
                de: "Frühere Stände werden einer nach dem anderen berechnet, und andere sind vor Ihnen dran.",
                en: "Earlier states are worked out one after the other, and others come before you."),
            action: Phrase(
                de: "Rufen Sie die Seite in einigen Sekunden noch einmal auf.",
                en: "Open the page again in a few seconds.")),
        Explanation(
            "stopping", 503,
            title: Phrase(de: "Der Hub wird gerade beendet", en: "The hub is stopping"),
            meaning: Phrase(
                de: "Der Hub nimmt für einen Moment nichts an.",
                en: "The hub takes nothing for a moment."),
            action: Phrase(
                de: "Senden Sie gleich dieselbe Nachricht noch einmal; sie wird nicht doppelt gezählt.",
                en: "Send the same message again in a moment; it is not counted twice.")),
    ]
}
