import Pages

/// Words of figures: under each, in their files, on embedded pages and on the map.
extension Phrase {
    static let figureAsFile = Phrase(de: "Diese Abbildung als Datei", en: "This figure as a file")
    static let figureExcel = Phrase(de: "CSV für Excel", en: "CSV for Excel in German")
    static let embedHeading = Phrase(de: "Auf der eigenen Seite einbetten", en: "Embed on your own site")
    static let embedExplained = Phrase(
        de:
            "Fügen Sie diese Zeilen in Ihre Seite ein. Die Abbildung bleibt aktuell, setzt keine Cookies und enthält kein Skript.",
        en: "Put these lines into your page. The figure stays up to date, sets no cookies and contains no script.")
    static let embedNothing = Phrase(
        de: "Diese Abbildung gibt es noch nicht: Dafür fehlen Werte.",
        en: "This figure is not there yet: values for it are missing.")
    static let embedWhole = Phrase(de: "Ganze Seite mit Rechenweg", en: "Whole page with the calculation")
    static let targetHeading = Phrase(de: "Wert und Ziel", en: "Value and target")
    static let mapHeading = Phrase(de: "Auf der Karte", en: "On the map")
    static let mapPageTitle = Phrase(
        de: "Wo liegen die Werte der Kommunen?", en: "Where are the values of the municipalities?")
    static let mapLead = Phrase(
        de: "Jeder Punkt ist eine Kommune: Seine Farbe zeigt ihren Wert, seine Fläche ihre Bevölkerung.",
        en: "Each dot is a municipality: its colour shows its value, its area its population.")
    static let mapChoose = Phrase(de: "Kennzahl", en: "Indicator")
    static let mapShow = Phrase(de: "Auf der Karte zeigen", en: "Show on the map")
    static let mapLink = Phrase(de: "Werte auf der Karte", en: "Values on the map")
    static let mapEmptyTitle = Phrase(de: "Noch keine Karte", en: "No map yet")
    static let mapEmpty = Phrase(
        de:
            "Hier liegen die Werte der Kommunen auf einer Karte, sobald mindestens zwei Kommunen mit ihrer Lage aufgenommen sind und zur Kennzahl etwas erwartet wird.",
        en:
            "The values of the municipalities are on a map here as soon as at least two municipalities have been admitted with their location and are expected to report on the indicator."
    )
    static let mapTables = Phrase(de: "Zur Kennzahl mit allen Zahlen", en: "To the indicator with all numbers")
    static let badStyleTitle = Phrase(de: "Diese Form gibt es nicht", en: "There is no such style")

    static func styles(_ names: String) -> Phrase {
        Phrase(
            de: "Bitte geben Sie in der Adresse bei „style“ eine dieser Formen an: \(names).",
            en: "Please give at “style” in the address one of these: \(names).")
    }

    static let badIndicatorTitle = Phrase(de: "Diese Kennzahl gibt es nicht", en: "There is no such indicator")

    static func knownIndicators(_ names: String, isAll: Bool) -> Phrase {
        Phrase(
            de: "Bitte geben Sie in der Adresse bei „indicator“ eine Kennzahl an: \(names)\(isAll ? "" : " …").",
            en: "Please give at “indicator” in the address an indicator: \(names)\(isAll ? "" : " …").")
    }

    static func targetOf(_ period: String, _ language: Language) -> String {
        Phrase(de: "Ziel \(period)", en: "Target \(period)")(language)
    }

    static func targetQuestion(_ name: String, _ language: Language) -> String {
        Phrase(de: "\(name): Wie weit ist es zum Ziel?", en: "\(name): how far is it to the target?")(language)
    }

    static func targetFinding(_ way: String, _ time: String, _ language: Language) -> String {
        Phrase(
            de: "\(way) des Weges zum Ziel sind zurückgelegt, \(time) der Zeit sind vergangen",
            en: "\(way) of the way to the target is done, \(time) of the time has passed")(language)
    }

    static func mapTitle(_ name: String, _ period: String, _ language: Language) -> String {
        Phrase(de: "\(name) in den Kommunen, \(period)", en: "\(name) in the municipalities, \(period)")(language)
    }

    static func distributionMeasure(_ measure: String, _ language: Language) -> String {
        Phrase(de: "Anzahl der Kommunen nach \(measure)", en: "Number of municipalities by \(measure)")(language)
    }

    static func fileStand(_ size: String, _ day: String, _ host: String, _ language: Language) -> String {
        Phrase(
            de: "Stand: Eintrag \(size) des Protokolls, \(day) · \(host)",
            en: "As of entry \(size) of the log, \(day) · \(host)")(language)
    }
}
