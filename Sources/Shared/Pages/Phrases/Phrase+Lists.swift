/// Words of long lists.
extension Phrase {
    public static let listFilters = Phrase(de: "Auswahl eingrenzen", en: "Narrow the selection")
    public static let listShow = Phrase(de: "Anzeigen", en: "Show")
    public static let listNothing = Phrase(de: "Dazu steht nichts in dieser Liste", en: "Nothing in this list matches")
    public static let listNothingExplanation = Phrase(
        de: "Versuchen Sie es mit einem anderen oder kürzeren Wort oder mit einer weiteren Auswahl.",
        en: "Try another or a shorter word, or a wider selection.")
    public static let listWhole = Phrase(de: "Die ganze Liste", en: "The whole list")
    public static let badListTitle = Phrase(
        de: "So lässt sich die Liste nicht zeigen", en: "The list cannot be shown that way")

    static func listPosition(_ here: String, of all: String) -> Phrase {
        Phrase(de: "\(here) von \(all)", en: "\(here) of \(all)")
    }

    static func listFound(_ here: String, of found: String, in all: String) -> Phrase {
        Phrase(
            de: "\(here) von \(found) gefundenen, von \(all) insgesamt",
            en: "\(here) of \(found) found, of \(all) in all")
    }

    /// Where all that is found stands on one page.
    static func listAllFound(_ found: String, in all: String) -> Phrase {
        Phrase(de: "\(found) gefunden, von \(all) insgesamt", en: "\(found) found, of \(all) in all")
    }

    static func searchTooLong(_ limit: Int) -> Phrase {
        Phrase(
            de: "Bitte suchen Sie mit höchstens \(limit) Zeichen („q“ in der Adresse).",
            en: "Please search with at most \(limit) characters (“q” in the address).")
    }

    static func unknownOrder(_ orders: [String]) -> Phrase {
        let german = orders.isEmpty ? "diese Liste hat nur eine Reihenfolge" : orders.joined(separator: ", ")
        let english = orders.isEmpty ? "this list has only one order" : orders.joined(separator: ", ")
        return Phrase(
            de:
                "Bitte geben Sie bei „sort“ in der Adresse eine dieser Reihenfolgen an, absteigend mit einem Minus davor: \(german).",
            en:
                "Please give at “sort” in the address one of these orders, descending with a minus before it: \(english)."
        )
    }

    /// - Parameter pages: how many there are, if that is known.
    static func badPage(_ pages: Int?) -> Phrase {
        guard let pages else {
            return Phrase(
                de: "Bitte geben Sie bei „page“ in der Adresse eine ganze Zahl ab 1 an.",
                en: "Please give at “page” in the address a whole number from 1 on.")
        }
        let (german, english) = (NumberFormat.integer(pages, .german), NumberFormat.integer(pages, .english))
        return Phrase(
            de: pages == 1
                ? "Diese Liste hat nur eine Seite („page“ in der Adresse)."
                : "Bitte geben Sie bei „page“ in der Adresse eine Seite von 1 bis \(german) an.",
            en: pages == 1
                ? "This list has only one page (“page” in the address)."
                : "Please give at “page” in the address a page from 1 to \(english).")
    }
}
