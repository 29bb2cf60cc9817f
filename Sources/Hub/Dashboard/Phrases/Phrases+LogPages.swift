import Pages

/// Words of the log's pages.
extension Phrase {
    static let logTitle = Phrase(
        de: "Das Protokoll: alles, was erklärt wurde",
        en: "The log: everything that was stated")
    static let newestCheckpoint = Phrase(de: "Neuester Prüfpunkt", en: "Newest checkpoint")
    static let origin = Phrase(de: "Ursprung", en: "Origin")
    static let size = Phrase(de: "Größe", en: "Size")
    static let root = Phrase(de: "Wurzel", en: "Root")
    static let signedByLog = Phrase(
        de: "unterschrieben vom Schlüssel des Protokolls", en: "signed by the key of the log")
    static let checkpointText = Phrase(de: "Prüfpunkt im Wortlaut", en: "The checkpoint word for word")
    static let checkpointFile = Phrase(de: "Prüfpunkt als Datei", en: "Checkpoint as a file")
    static let whatItSays = Phrase(de: "Inhalt", en: "What it says")
    static let receivedHeader = Phrase(de: "Eingegangen", en: "Received")
    static let whatItProves = Phrase(de: "Was das Protokoll beweist", en: "What the log proves")
    static let provesSigned = Phrase(
        de: "Jede Erklärung trägt die Unterschrift dessen, der sie abgegeben hat. Niemand kann sie ihm "
            + "unterschieben oder nachträglich ändern.",
        en: "Every statement carries the signature of whoever made it. Nobody can attribute it to somebody "
            + "else or change it later.")
    static let provesOrder = Phrase(
        de: "Der Prüfpunkt legt alle Einträge und ihre Reihenfolge fest. Wer einen früheren Prüfpunkt "
            + "kennt, kann nachrechnen, dass seitdem nur angehängt wurde.",
        en: "The checkpoint fixes all entries and their order. Whoever knows an earlier checkpoint can "
            + "compute that entries were only appended since.")
    static let provesFigures = Phrase(
        de: "Alle regionalen Zahlen folgen aus diesen Einträgen und aus nichts anderem.",
        en: "All regional figures follow from these entries and from nothing else.")
    static let whatItDoesNotProve = Phrase(de: "Was es nicht beweist", en: "What it does not prove")
    static let provesNoTruth = Phrase(
        de: "Ob eine gemeldete Zahl stimmt. Dafür steht die Kommune ein, die sie unterschrieben hat.",
        en: "Whether a reported number is true. For that the municipality that signed it is responsible.")
    static let provesNoWitness = Phrase(
        de: "Ob allen dasselbe Protokoll gezeigt wird. Das leisten erst Gegenzeichnungen der Kommunen; "
            + "noch ist kein Prüfpunkt bezeugt.",
        en: "Whether everybody is shown the same log. That takes cosignatures of the municipalities; no "
            + "checkpoint is witnessed yet.")
    static let howToVerify = Phrase(de: "Selbst nachprüfen", en: "Check it yourself")
    static let howToVerifyText = Phrase(
        de: "Ein Export enthält alle Erklärungen, den Prüfpunkt und die Berichte. Das Prüfprogramm rechnet "
            + "sie ohne Netz nach:",
        en: "An export holds all statements, the checkpoint and the reports. The audit program recomputes "
            + "them offline:")
    static let howToVerifyByHand = Phrase(
        de: "Ohne dieses Programm genügen sha256sum, openssl und eine JOSE-Bibliothek; die Anleitung liegt "
            + "jedem Export bei. Das Format steht Feld für Feld in docs/PROTOCOL.md.",
        en: "Without this program sha256sum, openssl and a JOSE library suffice; every export carries the "
            + "instructions. The format is written down field by field in docs/PROTOCOL.md.")
    static let issuedHeader = Phrase(de: "Unterschrieben", en: "Signed at")
    static let sequenceHeader = Phrase(de: "Nummer beim Absender", en: "Number of the issuer")
    static let byteCount = Phrase(de: "Länge", en: "Length")
    static let receiptFile = Phrase(de: "Quittung als Text", en: "Receipt as text")
    static let statementFile = Phrase(de: "Erklärung, wie sie einging", en: "Statement as it came in")
    static let leafHeading = Phrase(de: "Eintrag", en: "Entry")
    static let headerHeading = Phrase(de: "Kopf der Erklärung", en: "Header of the statement")
    static let payloadHeading = Phrase(de: "Die Erklärung", en: "The statement")
    static let shortenedStatement = Phrase(
        de: "Hier gekürzt; vollständig in der Datei.", en: "Shortened here; complete in the file.")
    static let earlierEntry = Phrase(de: "Voriger Eintrag", en: "Previous entry")
    static let laterEntry = Phrase(de: "Nächster Eintrag", en: "Next entry")
    static let newKeys = Phrase(de: "neue Schlüssel", en: "new keys")

    static func logLead(_ size: String, _ language: Language) -> String {
        Phrase(
            de: "\(size) Einträge, unterschrieben und in fester Reihenfolge. Aus ihnen folgt jede Zahl "
                + "dieser Seiten.",
            en: "\(size) entries, signed and in fixed order. Every figure of these pages follows from them.")(language)
    }

    static func entryTitle(_ index: String, _ kind: String, _ language: Language) -> String {
        Phrase(de: "Eintrag \(index): \(kind)", en: "Entry \(index): \(kind)")(language)
    }

    static func suspendedFrom(_ name: String, _ date: String, _ language: Language) -> String {
        Phrase(de: "\(name) ist ab \(date) ausgesetzt", en: "\(name) is suspended from \(date)")(language)
    }

    static func keyChange(added: String, revoked: String, _ language: Language) -> String {
        Phrase(
            de: "\(added) neue, \(revoked) beendete Schlüssel",
            en: "\(added) new, \(revoked) ended keys")(language)
    }

    static func measuresAndFields(_ measures: String, _ fields: String, _ language: Language) -> String {
        Phrase(
            de: "\(measures) Maßnahmen, \(fields) eigene Handlungsfelder",
            en: "\(measures) measures, \(fields) fields of action")(language)
    }

    static func summaryLine(
        _ period: String, revision: String, observations: String, measures: String, _ language: Language
    ) -> String {
        let revised = revision == "1" ? "" : ", " + Phrase.revision(revision, language)
        return Phrase(
            de: "für \(period)\(revised): \(observations) Angaben, \(measures) Maßnahmen",
            en: "for \(period)\(revised): \(observations) entries, \(measures) measures")(language)
    }

    static let committeeDissolved = Phrase(
        de: "Das Protokoll hat keine Zeugen mehr", en: "The log has no witnesses any more")

    static func committeeLine(_ names: String, _ quorum: String, _ language: Language) -> String {
        Phrase(de: "\(names); es genügen \(quorum)", en: "\(names); a quorum is \(quorum)")(language)
    }

    static func redactionLine(_ index: String, _ rule: String, _ language: Language) -> String {
        Phrase(de: "Inhalt von Eintrag \(index) entfernt: \(rule)", en: "Content of entry \(index) removed: \(rule)")(
            language)
    }

    static func redactedBecause(_ reason: String, _ rule: String, _ language: Language) -> String {
        Phrase(
            de: "Der Inhalt wurde entfernt. Grund: \(reason) Regel: \(rule)",
            en: "The content was removed. Reason: \(reason) Rule: \(rule)")(language)
    }

    static let toTheRedaction = Phrase(de: "Zum Eintrag, der das festhält", en: "To the entry that records it")

    static func signedInDoubt(_ index: String, _ language: Language) -> String {
        Phrase(
            de:
                "Der Schlüssel, mit dem diese Erklärung unterschrieben ist, wurde später als missbraucht gemeldet. Alles, was ab Eintrag \(index) unter ihm steht, ist angezweifelt.",
            en:
                "The key that has signed this statement was later declared compromised. Whatever stands under it from entry \(index) on is in doubt."
        )(language)
    }
}
