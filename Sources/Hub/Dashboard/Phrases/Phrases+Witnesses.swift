import Pages

/// Words about who watches the log.
extension Phrase {
    static let whoWitnesses = Phrase(de: "Wer das Protokoll bezeugt", en: "Who witnesses the log")
    static let cosignedUpTo = Phrase(de: "Bis Größe", en: "Up to size")
    static let cosignedAt = Phrase(de: "Zuletzt am", en: "Last on")
    static let notYet = Phrase(de: "noch nicht", en: "not yet")
    static let upToDate = Phrase(de: "auf dem neuesten Stand", en: "up to date")
    static let witnessesExplained = Phrase(
        de:
            "Die Knoten dieser Kommunen prüfen jeden neuen Prüfpunkt: Ist er die Fortsetzung dessen, was sie vorher gesehen haben? Erst dann zeichnen sie ihn gegen. Wer zwei Gruppen zwei verschiedene Protokolle zeigen wollte, bräuchte die Hilfe dieser Kommunen.",
        en:
            "The nodes of these municipalities check every new checkpoint: does it continue what they have seen before? Only then do they cosign it. Whoever wanted to show two groups two different logs would need the help of these municipalities."
    )
    static let noCommittee = Phrase(
        de: "Noch bezeugt keine Kommune dieses Protokoll. Die Geschäftsstelle kann einen Zeugenkreis bestimmen.",
        en: "No municipality witnesses this log yet. The regional office can choose a committee.")
    static let witnessedFile = Phrase(de: "Bezeugter Prüfpunkt als Datei", en: "Witnessed checkpoint as a file")
    static let provesOneLog = Phrase(
        de:
            "Bis zum bezeugten Prüfpunkt sehen alle dasselbe Protokoll, solange nicht mehrere Zeugen zugleich betrügen.",
        en: "Up to the witnessed checkpoint everybody sees the same log, unless several witnesses cheat together.")
    static let witnessesChosen = Phrase(de: "Zeugenkreis bestimmen", en: "Choose the committee")

    static func witnessedUpTo(_ size: String, _ date: String, quorum: String, of count: String, _ language: Language)
        -> String
    {
        Phrase(
            de:
                "Bezeugt ist das Protokoll bis Größe \(size) (\(date)). Nötig sind \(quorum) von \(count) Gegenzeichnungen.",
            en: "The log is witnessed up to size \(size) (\(date)). It takes \(quorum) of \(count) cosignatures.")(
                language)
    }

    static func notWitnessedYet(quorum: String, of count: String, _ language: Language) -> String {
        Phrase(
            de: "Bezeugt ist noch kein Prüfpunkt. Nötig sind \(quorum) von \(count) Gegenzeichnungen.",
            en: "No checkpoint is witnessed yet. It takes \(quorum) of \(count) cosignatures.")(language)
    }

    static func candidateSince(_ size: String, _ date: String, _ language: Language) -> String {
        Phrase(
            de: "Zur Gegenzeichnung steht der Prüfpunkt der Größe \(size), seit \(date).",
            en: "On offer is the checkpoint of size \(size), since \(date).")(language)
    }

    // MARK: A hub that stands still

    static let stoppedTitle = Phrase(
        de: "Dieses Protokoll steht still", en: "This log stands still")

    static func stopped(_ stop: HistoryStop) -> Phrase {
        switch stop {
        case .lost(let lost) where lost.isFork:
            Phrase(
                de:
                    "Es gibt einen Prüfpunkt der Größe \(lost.head.size) mit der Unterschrift dieses Protokolls, der nicht zu ihm passt: Es sind zwei Geschichten unterschrieben worden. Bis die Geschäftsstelle das mit den Kommunen geklärt hat, wird nichts mehr angenommen. Was hier steht, lässt sich weiter lesen und prüfen.",
                en:
                    "There is a checkpoint of size \(lost.head.size) with the signature of this log that does not fit it: two histories have been signed. Until the regional office has settled that with the municipalities nothing is taken any more. What stands here can still be read and checked."
            )
        case .lost(let lost):
            Phrase(
                de:
                    "Diesem Hub fehlen Einträge bis Größe \(lost.head.size), die er schon einmal unterschrieben hat. Er unterschreibt nichts, bis sie zurückgeholt sind. Verloren geht dabei nichts: Die Knoten der Kommunen haben die Einträge und senden Neues später.",
                en:
                    "This hub lacks entries up to size \(lost.head.size) that it has signed before. It signs nothing until they are recovered. Nothing is lost by that: the nodes of the municipalities have the entries, and send what is new later."
            )
        case .restored:
            Phrase(
                de:
                    "Dieser Hub wurde aus einer Sicherung zurückgespielt. Er unterschreibt erst wieder, wenn seine Zeugen bestätigt haben, dass hinter der Sicherung nichts fehlt.",
                en:
                    "This hub was restored from a backup. It signs again only when its witnesses have confirmed that nothing is missing behind the backup."
            )
        }
    }
}
