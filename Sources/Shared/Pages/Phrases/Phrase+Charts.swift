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
}

extension Phrase {
    static func firstRowsOnly(drawn: Int, of all: Int, _ language: Language) -> String {
        let few = NumberFormat.integer(drawn, language)
        let many = NumberFormat.integer(all, language)
        return Phrase(
            de: "Das Diagramm zeigt die ersten \(few) von \(many) Zeilen, die Tabelle alle.",
            en: "The chart shows the first \(few) of \(many) rows, the table all of them.")(language)
    }
}
