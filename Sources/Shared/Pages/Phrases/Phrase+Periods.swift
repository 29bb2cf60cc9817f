/// Months and parts of a year.
extension Phrase {
    static let months: [Phrase] = [
        Phrase(de: "Januar", en: "January"), Phrase(de: "Februar", en: "February"), Phrase(de: "März", en: "March"),
        Phrase(de: "April", en: "April"), Phrase(de: "Mai", en: "May"), Phrase(de: "Juni", en: "June"),
        Phrase(de: "Juli", en: "July"), Phrase(de: "August", en: "August"),
        Phrase(de: "September", en: "September"), Phrase(de: "Oktober", en: "October"),
        Phrase(de: "November", en: "November"), Phrase(de: "Dezember", en: "December"),
    ]
    static let quarters: [Phrase] = [
        Phrase(de: "1. Quartal", en: "1st quarter of"), Phrase(de: "2. Quartal", en: "2nd quarter of"),
        Phrase(de: "3. Quartal", en: "3rd quarter of"), Phrase(de: "4. Quartal", en: "4th quarter of"),
    ]
    static let halves: [Phrase] = [
        Phrase(de: "1. Halbjahr", en: "1st half of"), Phrase(de: "2. Halbjahr", en: "2nd half of"),
    ]
    static let periodTo = Phrase(de: "bis", en: "to")

    public static let period = Phrase(de: "Zeitraum", en: "Period")
    public static let reportingPeriod = Phrase(de: "Berichtszeitraum", en: "Reporting period")
    public static let observationPeriod = Phrase(de: "Beobachtungszeitraum", en: "Observation period")
    public static let year = Phrase(de: "Jahr", en: "Year")
    public static let quarter = Phrase(de: "Quartal", en: "Quarter")
    public static let halfYear = Phrase(de: "Halbjahr", en: "Half-year")
    public static let month = Phrase(de: "Monat", en: "Month")
}
