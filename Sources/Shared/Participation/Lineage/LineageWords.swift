import Pages
import Service

/// Where things of this room are, and how they are called on several of its pages.
enum LineageWords {
    static let lineage = ParticipationRooms.path + "/lineage"
    static let pilots = ParticipationRooms.path + "/pilots"
    static func idea(_ id: Int64) -> String { "\(ParticipationRooms.path)/ideas/\(id)" }
    static func pilot(_ id: Int64) -> String { "\(pilots)/\(id)" }
    static func measure(_ id: String) -> String { "/measures/\(id)" }

    static func address(_ path: String, _ language: Pages.Language) -> Address {
        Address(path: path, query: [QueryItem("lang", language.rawValue)])
    }

    /// The day of a moment in Germany, in words.
    static func day(_ seconds: Int64, _ language: Pages.Language) -> String {
        let moment = Timestamp(seconds: seconds) ?? .latest
        return DateFormat.date("\(CivilDay(inGermanyAt: moment))", language)
    }

    static let measureLost = Phrase(
        de: "nicht mehr Teil der Strategie, zählt nicht mit", en: "no longer part of the strategy, not counted")
    static let pilotWord = Phrase(de: "Versuch", en: "Pilot")
    static let pilotsWord = Phrase(de: "Versuche", en: "Pilots")
    static let measureWord = Phrase(de: "Maßnahme", en: "Measure")

    static func measures(_ count: Int, _ language: Pages.Language) -> String {
        let number = NumberFormat.integer(count, language)
        return count == 1
            ? Phrase(de: "1 Maßnahme", en: "1 measure")(language)
            : Phrase(de: "\(number) Maßnahmen", en: "\(number) measures")(language)
    }
}

/// Ways from ideas to a measure, drawn alike on every page.
struct OriginList {
    let origins: [Lineage.Origin]
    let language: Pages.Language

    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    func html() -> HTML {
        .ul(
            origins.map { origin in
                .li(
                    .text(say("Idee: ", "Idea: ")), idea(origin.idea),
                    .when(
                        origin.idea.isOfTown,
                        .span(.text(say("aus der Verwaltung", "from the administration")), class: "cell-note")),
                    .when(
                        !origin.merged.isEmpty,
                        .span(
                            .text(say("darin zusammengeführt: ", "merged into it: ")),
                            joined(origin.merged.map(idea)), class: "cell-note")),
                    .when(
                        !origin.pilots.isEmpty,
                        .span(
                            .text(say("ausprobiert in: ", "tried out in: ")),
                            joined(
                                origin.pilots.map {
                                    .a(LineageWords.address(LineageWords.pilot($0.id), language), .text($0.title))
                                }), class: "cell-note")))
            })
    }

    private func idea(_ idea: Lineage.Idea) -> HTML {
        .a(LineageWords.address(LineageWords.idea(idea.id), language), .text(idea.title))
    }

    private func joined(_ pieces: [HTML]) -> HTML {
        .fragment(pieces.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.text(", "), $0.element] })
    }
}
