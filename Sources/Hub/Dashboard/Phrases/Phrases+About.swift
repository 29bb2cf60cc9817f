import Pages

/// Words of the page about this site and of explanations.
extension Phrase {
    static let aboutTitle = Phrase(
        de: "Wie diese Zahlen zustande kommen", en: "How these figures come about")
    static let aboutLead = Phrase(
        de: "Kommunen unterschreiben, was sie melden. Daraus werden die regionalen Werte berechnet, und "
            + "jeder kann das nachrechnen.",
        en: "Municipalities sign what they report. The regional values are computed from it, and everybody "
            + "can recompute them.")
    static let methodHeading = Phrase(de: "Das Verfahren", en: "The method")
    static let methodTowns = Phrase(
        de: "Jede Kommune führt ihre Daten und ihre Strategie selbst. Nach außen geht nur eine "
            + "unterschriebene Meldung mit zusammengefassten Zahlen; wer sie freigegeben hat, steht der "
            + "Funktion nach darin.",
        en: "Every municipality keeps its own data and strategy. Only a signed summary with aggregated "
            + "numbers leaves the house; it names the function of whoever approved it.")
    static let methodLog = Phrase(
        de: "Jede Erklärung wird an ein Protokoll angehängt, aus dem nichts mehr verschwindet. Eine "
            + "Berichtigung ersetzt die frühere Meldung, beide bleiben sichtbar.",
        en: "Every statement is appended to a log from which nothing disappears. A correction replaces the "
            + "earlier summary, and both stay visible.")
    static let methodFigures = Phrase(
        de: "Wie aus Werten der Kommunen ein regionaler Wert wird, legt die Rahmenstrategie je Kennzahl "
            + "fest. Prozentwerte werden nie einfach gemittelt. Ist kein ehrlicher Wert möglich, gibt es "
            + "keinen, und der Grund steht dabei.",
        en: "The framework strategy says for each indicator how municipal values become a regional one. "
            + "Percentages are never simply averaged. Where no honest value is possible there is none, and "
            + "the reason is given.")
    static let methodSuppression = Phrase(
        de: "Kleine Anzahlen von Menschen sperrt die Kommune, bevor sie unterschreibt. Sie fehlen dann auch "
            + "in der regionalen Summe, und das wird gesagt.",
        en: "Small counts of people are blocked by the municipality before it signs. They are then missing "
            + "from the regional sum too, and that is said.")
    static let signsHeading = Phrase(
        de: "Vier Zeichen, die nicht dasselbe sind",
        en: "Four signs that are not the same")
    static let operatorHeading = Phrase(de: "Wer das betreibt", en: "Who runs this")
    static let federationHeader = Phrase(de: "Verbund", en: "Federation")
    static let operatorHeader = Phrase(de: "Betreiber", en: "Operator")
    static let logKey = Phrase(de: "Schlüssel des Protokolls", en: "Key of the log")
    static let software = Phrase(de: "Programm", en: "Software")
    static let dataSources = Phrase(de: "Quellen der Kennzahlen", en: "Sources of the indicators")
    static let licenceSources = Phrase(
        de: "Kennzahlen aus fremden Quellen behalten deren Lizenz; sie steht bei jeder Kennzahl und oben "
            + "bei den Quellen.",
        en: "Indicators from other sources keep their licence; it is given with each indicator and with the "
            + "sources above.")
    static let interfaceHeading = Phrase(de: "Daten abrufen", en: "Get the data")
    static let interfaceIntroduction = Phrase(
        de: "Alles steht auch für Programme bereit, ohne Anmeldung. Leere Zelle: keine Angabe; Punkt: "
            + "geheim. JSON nennt Stand des Protokolls, Hinweis und Lizenz.",
        en: "Everything is available to programs too, without registration. Empty cell: not reported; full "
            + "stop: suppressed. JSON names log size, notice and licence.")
    static let interfaceContent = Phrase(de: "Inhalt", en: "Content")
    static let interfaceCheckpoint = Phrase(de: "neuester Prüfpunkt (Text)", en: "newest checkpoint (text)")
    static let whatToDo = Phrase(de: "Was ist zu tun?", en: "What to do")
    static let problemCode = Phrase(de: "Code", en: "Code")
    static let problemStatus = Phrase(de: "HTTP-Status", en: "HTTP status")
    static let problemType = Phrase(de: "Typ nach RFC 9457", en: "Type (RFC 9457)")
    static let otherProblems = Phrase(de: "Alle Meldungen", en: "All problems")

    static func licenceSentence(_ license: String, _ language: Language) -> String {
        Phrase(
            de: "Was dieser Hub selbst veröffentlicht, darf unter der Lizenz „\(license)“ weiterverwendet "
                + "werden. Bitte nennen Sie den Verbund und den Stand des Protokolls.",
            en: "What this hub itself publishes may be reused under the licence “\(license)”. Please name "
                + "the federation and the log size.")(
                language)
    }
}
