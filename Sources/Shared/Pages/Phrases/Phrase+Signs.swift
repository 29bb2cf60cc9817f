/// Missing, zero, suppressed and not applicable: four things, four words.
extension Phrase {
    public static let missing = Phrase(de: "keine Angabe", en: "not reported")
    public static let suppressed = Phrase(de: "geheim", en: "suppressed")
    public static let notApplicable = Phrase(de: "entfällt", en: "not applicable")
    public static let zero = Phrase(de: "null", en: "zero")

    public static let missingExplained = Phrase(
        de: "Keine Angabe: Die Kommune hat für diesen Zeitraum nichts gemeldet.",
        en: "Not reported: the municipality has reported nothing for this period.")
    public static let suppressedExplained = Phrase(
        de: "Geheim: Die Zahl ist so klein, dass sie auf einzelne Menschen schließen ließe. "
            + "Die Kommune hat sie vor der Unterschrift gesperrt.",
        en: "Suppressed: the number is so small that it could point to individual people. "
            + "The municipality blocked it before signing.")
    public static let notApplicableExplained = Phrase(
        de: "Entfällt: Die Kennzahl trifft auf diese Kommune nicht zu.",
        en: "Not applicable: the indicator does not apply to this municipality.")
    public static let zeroExplained = Phrase(
        de: "0: Die Kommune hat gezählt, das Ergebnis ist null.",
        en: "0: the municipality has counted, and the result is zero.")
}
