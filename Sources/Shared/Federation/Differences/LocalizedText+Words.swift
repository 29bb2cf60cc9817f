// The protocol's words as people read them, where a difference shows them.

extension LocalizedText {
    /// A word of the protocol in both languages; one that is not in the list stands for itself.
    static func word(_ word: String) -> LocalizedText {
        words[word].map { LocalizedText(german: $0.0, english: $0.1) } ?? LocalizedText(german: word, english: word)
    }

    static func words(_ words: some Sequence<String>) -> LocalizedText {
        let both = words.map(word)
        return LocalizedText(
            german: both.map(\.german).joined(separator: ", "), english: both.map(\.english).joined(separator: ", "))
    }

    private static let words: [String: (String, String)] = [
        // Roles
        "pioneer": ("Pionierkommunen", "pioneers"), "joiner": ("Mitmachkommunen", "joiners"),
        "supporter": ("Unterstützer", "supporters"),
        // Kinds of bundle and indicator
        "bundle": ("Maßnahmenbündel", "bundle of measures"), "lead_project": ("Leitprojekt", "lead project"),
        "boolean": ("ja oder nein", "yes or no"), "index": ("Index", "index"), "ratio": ("Verhältnis", "ratio"),
        "stock": ("Bestand", "stock"), "core": ("Kern", "core"), "advanced": ("erweitert", "advanced"),
        // Rules
        "sum": ("Summe", "sum"), "ratio_of_sums": ("Verhältnis der Summen", "ratio of sums"),
        "weighted_mean": ("gewichtetes Mittel", "weighted mean"), "minimum": ("kleinster Wert", "smallest value"),
        "maximum": ("größter Wert", "largest value"), "median": ("Median", "median"), "count": ("Anzahl", "count"),
        "none": ("keine", "none"), "time_last": ("letzter Wert", "last value"), "time_sum": ("Summe", "sum"),
        "time_mean": ("Mittelwert", "mean"), "time_none": ("keine", "none"),
        "up": ("mehr ist besser", "more is better"), "down": ("weniger ist besser", "less is better"),
        "band": ("innerhalb einer Spanne", "within a band"), "year": ("jährlich", "yearly"),
        "half": ("halbjährlich", "half-yearly"), "quarter": ("vierteljährlich", "quarterly"),
        "month": ("monatlich", "monthly"), "missing_ask": ("werden begründet", "are explained"),
        "missing_accept": ("sind erlaubt", "are accepted"),
        // Status of a measure
        "proposed": ("vorgeschlagen", "proposed"), "conditional": ("unter Vorbehalt", "conditional"),
        "planned": ("geplant", "planned"), "running": ("in Umsetzung", "running"),
        "done": ("abgeschlossen", "done"), "stopped": ("eingestellt", "stopped"),
        "unknown": ("nicht bekannt", "not known"),
        // Guidelines of the Smart City Charta
        "goals": ("Ziele, Strategien, Strukturen", "goals, strategies, structures"),
        "infrastructure": ("Infrastrukturen, Daten, Dienste", "infrastructures, data, services"),
        "resources": ("Ressourcen, Kompetenzen, Kooperation", "resources, skills, cooperation"),
        "transparency": ("Transparenz, Beteiligung, Mitgestaltung", "transparency, participation, co-design"),
    ]
}
