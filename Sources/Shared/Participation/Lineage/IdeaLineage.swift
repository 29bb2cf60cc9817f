import Database
import Pages
import PublicForms

/// What merging and lineage add to the page of an idea, and to the profile of a measure.
public enum IdeaLineage {
    /// A contribution, where the public may see it.
    static func shown(_ id: Int64, _ connection: borrowing Connection) throws -> Contribution? {
        guard let contribution = try ContributionStore.read(id, connection), contribution.visibility == .published,
            try ProcessStore.read(contribution.process, connection)?.isPublished == true
        else { return nil }
        return contribution
    }

    /// Beside the number of supports: how many more the merged ideas bring. They stay with those and come back with an undo.
    static func supportNote(
        _ idea: Contribution, _ language: Language, _ connection: borrowing Connection
    ) throws -> HTML {
        guard try !MergeStore.standing(in: idea.id, connection).isEmpty else { return .empty }
        let supports = try MergeStore.supports(of: idea.id, connection)
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        let total = supports.own + supports.fromMerged
        return [
            .p(
                .text(
                    say(
                        "Zusammen mit zusammengeführten Ideen: \(IdeaWords.supports(total, .german)), davon \(supports.fromMerged) aus "
                            + "zusammengeführten Ideen. Wer mehrere davon unterstützt, zählt einmal.",
                        "Together with merged ideas: \(IdeaWords.supports(total, .english)), of which \(supports.fromMerged) from merged "
                            + "ideas. "
                            + "Whoever supports several of them counts once."))),
            .when(
                supports.mergedImported > 0,
                .p(
                    .text(
                        say(
                            "Dazu kommen \(supports.mergedImported), die für zusammengeführte Ideen auf früheren Plattformen "
                                + "gezählt wurden; ob darunter dieselben Personen sind, ist nicht bekannt.",
                            "In addition \(supports.mergedImported) were counted for merged ideas on earlier platforms; "
                                + "whether the same people are among them is not known.")), class: "muted")),
        ]
    }

    /// What stands in it, and what it led to. Links of merged ideas are shown with the idea that stands for them, too.
    static func sections(
        _ idea: Contribution, _ strategy: TownStrategy, _ language: Language, _ connection: borrowing Connection
    ) throws -> [HTML] {
        let members = try MergeStore.standing(in: idea.id, connection).compactMap { try shown($0, connection) }
        let family = try Set(
            MergeStore.chain(from: idea.id, connection) + MergeStore.standing(in: idea.id, connection)
        ).sorted()
        var (pilots, measures): ([Pilot], [LineageStore.MeasureName]) = ([], [])
        for one in family {
            for id in try LineageStore.pilots(of: one, connection) where !pilots.contains(where: { $0.id == id }) {
                if let pilot = try PilotStore.read(id, connection), pilot.isPublished { pilots.append(pilot) }
            }
            for measure in try LineageStore.measures(of: one, connection)
            where !measures.contains(where: { $0.id == measure.id }) { measures.append(measure) }
        }
        let consequences: HTML =
            pilots.isEmpty && measures.isEmpty
            ? .empty : try led(pilots, measures, strategy, language, connection)
        return [.when(!members.isEmpty, merged(members, language)), consequences]
    }

    private static func merged(_ members: [Contribution], _ language: Language) -> HTML {
        .section(
            .h2(.text(Phrase(de: "Hierin zusammengeführt", en: "Merged into this")(language))),
            .ul(
                members.map {
                    .li(.a(LineageWords.address(LineageWords.idea($0.id), language), .text($0.title)))
                }))
    }

    private static func led(
        _ pilots: [Pilot], _ measures: [LineageStore.MeasureName], _ strategy: TownStrategy, _ language: Language,
        _ connection: borrowing Connection
    ) throws -> HTML {
        .section(
            .h2(.text(Phrase(de: "Wozu die Idee führte", en: "What the idea led to")(language))),
            .ul(
                try pilots.map { pilot in
                    let further = try LineageStore.measures(ofPilot: pilot.id, connection)
                    return .li(
                        .text(LineageWords.pilotWord(language) + ": "),
                        .a(LineageWords.address(LineageWords.pilot(pilot.id), language), .text(pilot.title)),
                        .text(" "), StatusBadge(pilot.decision.badge, pilot.decision.word(language)).html(),
                        .when(
                            !further.isEmpty,
                            MeasureLinks(measures: further, strategy: strategy, language: language).html()))
                }),
            .when(
                !measures.isEmpty, MeasureLinks(measures: measures, strategy: strategy, language: language).html()),
            .p(
                .a(
                    LineageWords.address(LineageWords.lineage, language),
                    .text(
                        Phrase(
                            de: "Alle Maßnahmen, die auf Ideen zurückgehen", en: "All measures that go back to ideas")(
                                language)))))
    }

    /// For the profile of a measure: the ideas and pilots it goes back to; nothing where there are none.
    public static func origins(
        of measure: String, _ desk: ParticipationDesk, _ language: Language
    ) throws -> HTML {
        let strategy = try desk.strategy()
        let lineage = try desk.store.read { connection in try LineageStore.read(strategy, connection) }
        guard let entry = lineage.entries.first(where: { $0.measure.id == measure }), !entry.origins.isEmpty else {
            return .empty
        }
        return .section(
            .h2(.text(Phrase(de: "Auf welche Ideen sie zurückgeht", en: "Which ideas it goes back to")(language))),
            // The measure may be a real one: what was written for a demonstration must not be taken for its history.
            .when(
                entry.hasExamples,
                Callout(.information, [.p(.text(Phrase.exampleNotice(language)))]).html(language)),
            OriginList(origins: entry.origins, language: language).html(),
            .p(
                .a(
                    LineageWords.address(LineageWords.lineage, language),
                    .text(Phrase(de: "Wie bei anderen Maßnahmen?", en: "What about other measures?")(language)))))
    }
}
