import Federation
import Pages

/// Why a number is held back, in words.
struct SuppressionWords {
    let framework: Framework
    let language: Pages.Language

    /// "Beschäftigte, 2024" or "online, Personen".
    func name(of cell: Cell) -> String {
        switch cell {
        case .observation(let key):
            let name = framework.indicator(key.indicator)?.name.text(language) ?? key.indicator.text
            return "\(name), \(DateFormat.period(key.period.description, language))"
        case .participation(let key): return key.name(framework, language)
        case .allContributions: return Phrase(de: "alle Beiträge", en: "all contributions")(language)
        }
    }

    func reason(_ reason: Suppression.Reason) -> String {
        switch reason {
        case .smallCount(let threshold):
            Phrase(de: "unter \(threshold) Personen", en: "fewer than \(threshold) people")(language)
        case .fewContributors(let count):
            Phrase(
                de: "von weniger als drei Beitragenden (\(count))", en: "of fewer than three contributors (\(count))")(
                    language)
        case .dominance(let percent):
            Phrase(
                de: "mehr als \(percent) % von einem einzigen Beitragenden",
                en: "more than \(percent) % of one contributor")(language)
        case .entered: Phrase(de: "als gesperrt eingetragen", en: "entered as suppressed")(language)
        case .secondary(let cell):
            Phrase(
                de: "schützt: \(name(of: cell))", en: "protects: \(name(of: cell))")(language)
        }
    }
}
