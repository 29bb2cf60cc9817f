/// Words of tables, lists and page turning.
extension Phrase {
    public static let scrollableTable = Phrase(de: "seitlich verschiebbare Tabelle", en: "table, scrolls sideways")
    public static let sortAscending = Phrase(de: "aufsteigend sortieren", en: "sort ascending")
    public static let sortDescending = Phrase(de: "absteigend sortieren", en: "sort descending")
    public static let noRows = Phrase(de: "Hier steht noch nichts.", en: "There is nothing here yet.")
    public static let pages = Phrase(de: "Seiten", en: "Pages")
    public static let page = Phrase(de: "Seite", en: "Page")
    public static let ofTotal = Phrase(de: "von", en: "of")
    public static let previousPage = Phrase(de: "Vorige Seite", en: "Previous page")
    public static let nextPage = Phrase(de: "Nächste Seite", en: "Next page")
    public static let note = Phrase(de: "Anmerkung", en: "Note")
    public static let fullValue = Phrase(de: "Vollständiger Wert", en: "Full value")
    public static let step = Phrase(de: "Schritt", en: "Step")
    public static let stepDone = Phrase(de: "erledigt", en: "done")
    public static let stepCurrent = Phrase(de: "jetzt", en: "now")
}
