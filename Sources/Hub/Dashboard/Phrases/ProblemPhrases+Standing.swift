import Pages

extension ProblemPhrases {
    static let standing: [Explanation] = [
        Explanation(
            "unknown-key", 403,
            title: Phrase(de: "Der Schlüssel ist nicht bekannt", en: "The key is not known"),
            meaning: Phrase(
                de: "Mit diesem Schlüssel ist im Verbund niemand eingetragen.",
                en: "Nobody in the federation is registered with this key."),
            action: Phrase(
                de: "Prüfen Sie, ob der richtige Knoten sendet. Nach einem Wechsel muss der neue Schlüssel "
                    + "erst im Protokoll stehen.",
                en: "Check that the right node is sending. After a change the new key has to be in the log first.")),
        Explanation(
            "foreign-key", 403,
            title: Phrase(de: "Der Schlüssel gehört jemand anderem", en: "The key belongs to somebody else"),
            meaning: Phrase(
                de: "Der Schlüssel ist für einen anderen Absender oder einen anderen Zweck eingetragen.",
                en: "The key is registered for another issuer or another use."),
            action: Phrase(
                de: "Unterschreiben Sie mit dem eigenen Schlüssel für Erklärungen.",
                en: "Sign with your own key for statements.")),
        Explanation(
            "revoked-key", 403,
            title: Phrase(de: "Der Schlüssel gilt nicht mehr", en: "The key is no longer valid"),
            meaning: Phrase(
                de: "Der Schlüssel ist beendet worden oder gilt an dieser Stelle noch nicht.",
                en: "The key has ended or is not valid at this place yet."),
            action: Phrase(
                de: "Unterschreiben Sie mit dem geltenden Schlüssel; sprechen Sie die Geschäftsstelle an, "
                    + "wenn er verloren ist.",
                en: "Sign with the valid key; talk to the regional office if it is lost.")),
        Explanation(
            "wrong-signature", 403,
            title: Phrase(de: "Die Unterschrift stimmt nicht", en: "The signature does not hold"),
            meaning: Phrase(
                de: "Die Unterschrift passt nicht zum Inhalt und zum genannten Schlüssel.",
                en: "The signature does not fit the content and the key it names."),
            action: Phrase(
                de: "Die Nachricht wurde unterwegs verändert oder falsch unterschrieben. Unterschreiben Sie sie neu.",
                en: "The message was changed on its way or signed wrongly. Sign it again.")),
        Explanation(
            "not-admitted", 403,
            title: Phrase(de: "Kein Mitglied", en: "Not a member"),
            meaning: Phrase(
                de: "Der Absender oder der Genannte ist nicht in den Verbund aufgenommen oder hat ihn verlassen.",
                en: "The issuer, or the one named, has not been admitted to the federation or has left it."),
            action: Phrase(
                de: "Bitten Sie die Geschäftsstelle um eine Einladung. Wer den Verbund verlassen hat, kann nur noch "
                    + "eigene Meldungen berichtigen oder zurücknehmen.",
                en: "Ask the regional office for an invitation. Who has left the federation can only correct or "
                    + "withdraw its own summaries.")),
        Explanation(
            "suspended", 403,
            title: Phrase(de: "Mitgliedschaft ausgesetzt", en: "Membership suspended"),
            meaning: Phrase(
                de: "Der Absender ist ausgesetzt; seine Erklärungen werden nicht angenommen.",
                en: "The issuer is suspended; its statements are not taken."),
            action: Phrase(
                de: "Sprechen Sie die Geschäftsstelle an.",
                en: "Talk to the regional office.")),
        Explanation(
            "role", 403,
            title: Phrase(de: "Diese Rolle darf das nicht erklären", en: "This role may not state that"),
            meaning: Phrase(
                de: "Der Absender darf Erklärungen dieser Art nicht abgeben.",
                en: "The issuer may not make statements of this kind."),
            action: Phrase(
                de: "Prüfen Sie Art und Absender der Erklärung.",
                en: "Check kind and issuer of the statement.")),
        Explanation(
            "wrong-federation", 403,
            title: Phrase(de: "Für einen anderen Verbund bestimmt", en: "Meant for another federation"),
            meaning: Phrase(
                de: "Die Erklärung nennt einen anderen Verbund als diesen.",
                en: "The statement names another federation than this one."),
            action: Phrase(
                de: "Prüfen Sie, an welchen Hub der Knoten sendet.",
                en: "Check which hub the node sends to.")),
        Explanation(
            "token", 403,
            title: Phrase(de: "Die Einladung gilt nicht", en: "The invitation is not valid"),
            meaning: Phrase(
                de: "Das Kennwort der Einladung ist unbekannt, abgelaufen oder schon mit anderen Schlüsseln benutzt.",
                en: "The token of the invitation is unknown, expired or already used with other keys."),
            action: Phrase(
                de: "Bitten Sie die Geschäftsstelle um eine neue Einladung.",
                en: "Ask the regional office for a new invitation.")),
        Explanation(
            "not-found", 404,
            title: Phrase(de: "Das gibt es hier nicht", en: "This does not exist here"),
            meaning: Phrase(
                de: "Unter dieser Adresse steht nichts.",
                en: "There is nothing at this address."),
            action: Phrase(
                de: "Prüfen Sie die Adresse; die Startseite führt zu allem, was es gibt.",
                en: "Check the address; the start page leads to everything there is.")),
        Explanation(
            "method", 405,
            title: Phrase(
                de: "So lässt sich diese Adresse nicht benutzen",
                en: "This address cannot be used that way"),
            meaning: Phrase(
                de: "Die Adresse kennt diese Methode nicht.",
                en: "The address does not have this method."),
            action: Phrase(
                de: "Das Feld „Allow“ der Antwort nennt die möglichen Methoden.",
                en: "The field “Allow” of the answer names the possible methods.")),
        Explanation(
            "redacted", 410,
            title: Phrase(de: "Der Inhalt wurde entfernt", en: "The content was removed"),
            meaning: Phrase(
                de: "Der Eintrag steht im Protokoll, sein Inhalt wird nicht mehr ausgegeben.",
                en: "The entry stands in the log, its content is no longer handed out."),
            action: Phrase(
                de: "Länge, Prüfsumme und Quittung bleiben prüfbar. Fragen zum Grund beantwortet die "
                    + "Geschäftsstelle.",
                en: "Length, digest and receipt can still be checked. The regional office answers questions "
                    + "about the reason.")),
        Explanation(
            "not-candidate", 409,
            title: Phrase(de: "Dieser Prüfpunkt steht nicht an", en: "This checkpoint is not on offer"),
            meaning: Phrase(
                de:
                    "Gegengezeichnet wird immer nur ein Prüfpunkt, damit sich alle Zeugen auf denselben Bytes treffen. Dieser ist es nicht.",
                en:
                    "Only one checkpoint at a time is cosigned, so that all witnesses meet on the same bytes. It is not this one."
            ),
            action: Phrase(
                de: "Holen Sie /log/candidate neu und zeichnen Sie diesen Prüfpunkt gegen.",
                en: "Fetch /log/candidate again and cosign that checkpoint.")),
        Explanation(
            "not-a-witness", 403,
            title: Phrase(de: "Kein Zeuge dieses Protokolls", en: "Not a witness of this log"),
            meaning: Phrase(
                de: "Keine der Unterschriften stammt von einem Mitglied des Zeugenkreises, das bei dieser Größe gilt.",
                en: "None of the signatures is by a member of the committee that counts at this size."),
            action: Phrase(
                de: "Wer zum Zeugenkreis gehört und mit welchem Schlüssel, zeigt /api/v1/witnesses.",
                en: "Who belongs to the committee is shown by /api/v1/witnesses.")),
        Explanation(
            "lost-history", 409,
            title: Phrase(de: "Diesem Hub fehlt Geschichte", en: "This hub lacks history"),
            meaning: Phrase(
                de:
                    "Der Hub hat früher etwas unterschrieben, was er nicht mehr hat, oder er wurde aus einer Sicherung zurückgespielt und weiß noch nicht, ob etwas fehlt. Bis das geklärt ist, unterschreibt er nichts; was schon im Protokoll steht, bleibt lesbar.",
                en:
                    "The hub has signed something before that it no longer has, or it was restored from a backup and does not know yet whether something is missing. Until that is settled it signs nothing; what stands in the log can still be read."
            ),
            action: Phrase(
                de:
                    "Ihre Erklärung ist nicht verloren: Der Knoten sendet sie wieder. Die Geschäftsstelle holt die fehlenden Einträge mit „rahmenwerk-hub recover“ zurück.",
                en:
                    "Your statement is not lost: the node sends it again. The regional office brings the missing entries back with “rahmenwerk-hub recover”."
            )),
        Explanation(
            "sequence", 409,
            title: Phrase(de: "Die Nummer folgt nicht", en: "The number does not follow"),
            meaning: Phrase(
                de: "Die Erklärung trägt nicht die nächste Nummer ihres Absenders.",
                en: "The statement does not carry the next number of its issuer."),
            action: Phrase(
                de: "Fragen Sie den letzten Stand unter /api/v1/issuers ab und unterschreiben Sie mit der "
                    + "nächsten Nummer.",
                en: "Ask for the last state at /api/v1/issuers and sign with the next number.")),
        Explanation(
            "previous", 409,
            title: Phrase(de: "Der Vorgänger stimmt nicht", en: "The predecessor does not fit"),
            meaning: Phrase(
                de: "Die Erklärung nennt nicht die letzte Erklärung ihres Absenders als Vorgänger.",
                en: "The statement does not name the last statement of its issuer as predecessor."),
            action: Phrase(
                de: "Fragen Sie den letzten Stand unter /api/v1/issuers ab und unterschreiben Sie neu.",
                en: "Ask for the last state at /api/v1/issuers and sign again.")),
        Explanation(
            "fork", 409,
            title: Phrase(de: "Zwei Erklärungen mit derselben Nummer", en: "Two statements with the same number"),
            meaning: Phrase(
                de: "Unter dieser Nummer hat der Absender schon etwas anderes erklärt.",
                en: "The issuer has already stated something else under this number."),
            action: Phrase(
                de: "Läuft ein zweiter Knoten mit denselben Schlüsseln? Halten Sie ihn an und sprechen Sie "
                    + "die Geschäftsstelle an.",
                en: "Is a second node running with the same keys? Stop it and talk to the regional office.")),
        Explanation(
            "number", 409,
            title: Phrase(de: "Die Versionsnummer folgt nicht", en: "The version number does not follow"),
            meaning: Phrase(
                de: "Die Strategie, der Entwurf oder die Stellungnahme trägt nicht die nächste Nummer.",
                en: "The strategy, draft or position does not carry the next number."),
            action: Phrase(
                de: "Zählen Sie von der letzten veröffentlichten Nummer eins weiter; „expected“ nennt sie.",
                en: "Count one up from the last published number; “expected” names it.")),
        Explanation(
            "revision", 409,
            title: Phrase(de: "Die Fassung folgt nicht", en: "The revision does not follow"),
            meaning: Phrase(
                de: "Für diesen Zeitraum wird eine andere Fassung erwartet.",
                en: "Another revision is expected for this period."),
            action: Phrase(
                de: "Zählen Sie von der letzten Fassung dieses Zeitraums eins weiter.",
                en: "Count one up from the last revision of this period.")),
        Explanation(
            "report", 409,
            title: Phrase(
                de: "Der Bericht folgt nicht aus dem Protokoll",
                en: "The report does not follow from the log"),
            meaning: Phrase(
                de: "Mindestens eine Zahl des Berichts ist an dieser Stelle des Protokolls eine andere.",
                en: "At least one figure of the report is another one at this place of the log."),
            action: Phrase(
                de: "Berechnen Sie den Bericht am jetzigen Stand neu.",
                en: "Compute the report anew at the present size.")),
        Explanation(
            "closed", 409,
            title: Phrase(de: "Die Beteiligung ist abgeschlossen", en: "The consultation is closed"),
            meaning: Phrase(
                de: "Zu diesem Entwurf werden keine Stellungnahmen mehr angenommen: Die Frist ist vorbei, es gibt "
                    + "einen neueren Entwurf oder die Version ist veröffentlicht.",
                en: "Positions on this draft are no longer taken: its last day has passed, there is a newer draft, "
                    + "or the version has been published."),
            action: Phrase(
                de: "Nehmen Sie zum neuesten Entwurf Stellung oder sprechen Sie die Geschäftsstelle an.",
                en: "Take a position on the newest draft or talk to the regional office.")),
    ]
}
