/// Words in and around charts.
extension Phrase {
    public static let tableBehindChart = Phrase(de: "Zahlen als Tabelle", en: "Figures as a table")
    public static let source = Phrase(de: "Quelle", en: "Source")
    public static let series = Phrase(de: "Reihe", en: "Series")
    public static let noData = Phrase(de: "Noch keine Werte", en: "No values yet")
    public static let targetLine = Phrase(de: "Ziel", en: "Target")
    public static let hollowIsProvisional = Phrase(
        de: "Hohl und gestrichelt: vorläufig oder geschätzt", en: "Hollow and dashed: provisional or estimated")
    public static let gapIsMissing = Phrase(de: "Lücke: kein Wert", en: "Gap: no value")
    public static let tickIsBreak = Phrase(de: "Strich: Bruch in der Reihe", en: "Tick: break in series")
    public static let withoutValue = Phrase(de: "Ohne Wert", en: "Without a value")
    public static let lowest = Phrase(de: "Niedrigster Wert", en: "Lowest value")
    public static let highest = Phrase(de: "Höchster Wert", en: "Highest value")
    public static let tooManySeries = Phrase(
        de: "Das Diagramm zeigt die ersten sechs Reihen, die Tabelle alle.",
        en: "The chart shows the first six series, the table all of them.")
    public static let classesWiden = Phrase(
        de: "Die Klassen werden nach rechts breiter.", en: "Classes become wider to the right.")
    static let baselineMark = Phrase(de: "Ausgangswert", en: "Baseline")
    static let diamondIsBaseline = Phrase(de: "Raute: Ausgangswert", en: "Diamond: baseline")
    static let oneScale = Phrase(de: "Alle Felder haben denselben Maßstab.", en: "All panels share one scale.")
    static let axisIsCut = Phrase(
        de: "Die senkrechte Achse beginnt nicht bei null.", en: "The vertical axis does not begin at zero.")
    static let newestAbove = Phrase(
        de: "Über jedem Feld steht der neueste Wert.", en: "Above each panel stands the newest value.")
    static let valuesInTable = Phrase(
        de: "Jeden Wert nennt „Zahlen als Tabelle“, auch ohne Maus.",
        en: "“Figures as a table” tells each value, without a mouse, too.")
    static let thinLine = Phrase(de: "Dünne Linie", en: "Thin line")
    static let placesGathered = Phrase(
        de: "Nahe Orte teilen sich einen Punkt; seine Farbe ist die des mittleren Wertes.",
        en: "Places close together share a dot; its colour is that of the middle value.")
    static let dashedIsProvisional = Phrase(
        de: "Gestrichelter Rand: vorläufig oder geschätzt", en: "Dashed rim: provisional or estimated")
}

extension Phrase {
    static func fromToBelow(_ low: String, _ high: String, isLast: Bool, _ language: Language) -> String {
        Phrase(
            de: isLast ? "\(low) bis \(high)" : "\(low) bis unter \(high)",
            en: isLast ? "\(low) to \(high)" : "\(low) to below \(high)")(language)
    }

    static func areaIs(_ size: String, _ name: String, _ value: String, _ language: Language) -> String {
        Phrase(
            de: "Fläche eines Punktes: \(size) (\(name): \(value))",
            en: "Area of a dot: \(size) (\(name): \(value))")(language)
    }

    static func firstRowsOnly(drawn: Int, of all: Int, _ language: Language) -> String {
        let few = NumberFormat.integer(drawn, language)
        let many = NumberFormat.integer(all, language)
        return Phrase(
            de: "Das Diagramm zeigt die ersten \(few) von \(many) Zeilen, die Tabelle alle.",
            en: "The chart shows the first \(few) of \(many) rows, the table all of them.")(language)
    }
}
