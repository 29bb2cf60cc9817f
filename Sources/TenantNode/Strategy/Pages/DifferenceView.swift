import Differences
import Federation
import Pages

/// The difference between two texts of the strategy, thing by thing and word by word.
struct DifferenceView: Sendable {
    /// One part that differs, in the words of the town's pages.
    struct Change: Sendable {
        let kind: StrategyDifference.Change.Kind
        let name: LocalizedText
        /// What differs in it: label, old and new text.
        let lines: [(label: Phrase, old: String, new: String)]
    }

    let changes: [Change]
    let language: Pages.Language

    init(old: Strategy, new: Strategy, language: Pages.Language) {
        self.language = language
        let words = FieldTexts(language: language, fields: old.fields + new.fields, goals: old.goals + new.goals)
        changes = StrategyDifference(from: old, to: new).changes.map { change in
            let (before, after) = (words.lines(change.place, of: old), words.lines(change.place, of: new))
            let labels = (after.isEmpty ? before : after).map(\.0)
            let lines = labels.enumerated().map { place, label in
                (
                    label: label, old: before.isEmpty ? "" : before[place].1, new: after.isEmpty ? "" : after[place].1
                )
            }
            return Change(kind: change.kind, name: change.name, lines: lines.filter { $0.old != $0.new })
        }
    }

    var lead: String {
        guard !changes.isEmpty else {
            return Phrase(de: "Beide Texte sind gleich.", en: "Both texts are the same.")(language)
        }
        let added = changes.count { $0.kind == .added }
        let removed = changes.count { $0.kind == .removed }
        let changed = changes.count - added - removed
        return Phrase(
            de: "\(added) neu, \(removed) entfallen, \(changed) geändert.",
            en: "\(added) new, \(removed) dropped, \(changed) changed.")(language)
    }

    var body: [HTML] {
        guard !changes.isEmpty else { return [.p(.text(lead), class: "muted")] }
        return changes.map { change in
            let word =
                switch change.kind {
                case .added: Phrase(de: "neu", en: "new")
                case .removed: Phrase(de: "entfallen", en: "dropped")
                case .changed: Phrase(de: "geändert", en: "changed")
                }
            let heading = HTML.h3(
                .text("\(change.name.text(language)) "), .span(.text("(\(word(language)))"), class: "muted"))
            let lines = change.lines.map { line -> (term: String, content: HTML) in
                (line.label(language), .element(.div, [.class("lines")], Self.drawn(line.old, line.new)))
            }
            return .section(heading, DefinitionList(lines).html())
        }
    }

    /// `del` and `ins` are read aloud and underlined or struck out; colour only supports them.
    static func drawn(_ old: String, _ new: String) -> [HTML] {
        TextDifference(from: old, to: new).runs.map { run in
            switch run.kind {
            case .equal: .text(run.text)
            case .removed: .element(.del, [], [.text(run.text)])
            case .added: .element(.ins, [], [.text(run.text)])
            }
        }
    }
}

/// Every part of a published strategy as a text of its own.
struct FieldTexts: Sendable {
    let language: Pages.Language
    private let fieldNames: [Code: String]
    private let goalNames: [Code: String]

    init(language: Pages.Language, fields: [Strategy.Field], goals: [Strategy.Goal]) {
        self.language = language
        fieldNames = Dictionary(fields.map { ($0.id, $0.name) }, uniquingKeysWith: { _, last in last })
        goalNames = Dictionary(goals.map { ($0.id, $0.name) }, uniquingKeysWith: { _, last in last })
    }

    func head(_ strategy: Strategy) -> [(Phrase, String)] {
        return [
            (StrategyWords.title, strategy.title), (StrategyWords.vision, strategy.vision),
            (Self.decision, strategy.decision.map(text) ?? ""),
            (StrategyWords.sources, strategy.sources.joined(separator: "\n")),
        ]
    }

    /// One part of a strategy; nothing where it does not have it.
    func lines(_ place: StrategyDifference.Place, of strategy: Strategy) -> [(Phrase, String)] {
        switch place {
        case .title: [(StrategyWords.title, strategy.title)]
        case .vision: [(StrategyWords.vision, strategy.vision)]
        case .decision: strategy.decision.map { [(Self.decision, text($0))] } ?? []
        case .framework: [(Self.entry, strategy.framework.index == 0 ? "" : "\(strategy.framework.index)")]
        case .sources: [(StrategyWords.sources, strategy.sources.joined(separator: "\n"))]
        case .field(let id): strategy.fields.first { $0.id == id }.map(field) ?? []
        case .goal(let id): strategy.goals.first { $0.id == id }.map(goal) ?? []
        case .measure(let id): strategy.measures.first { $0.id == id }.map(measure) ?? []
        }
    }

    private func text(_ decision: Decision) -> String {
        [decision.body, decision.date.map { DateFormat.date("\($0)", language) } ?? "", decision.number, decision.link]
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }

    func field(_ field: Strategy.Field) -> [(Phrase, String)] {
        [
            (Phrase(de: "Name", en: "Name"), field.name), (StrategyWords.description, field.description),
            (Self.region, field.mapsTo.map(\.text).joined(separator: ", ")),
        ]
    }

    func goal(_ goal: Strategy.Goal) -> [(Phrase, String)] {
        [
            (StrategyWords.goal, goal.name), (StrategyWords.field, goal.field.map { fieldNames[$0] ?? $0.text } ?? ""),
            (Self.region, goal.mapsTo.map(\.text).joined(separator: ", ")),
        ]
    }

    func measure(_ measure: Measure) -> [(Phrase, String)] {
        let components = measure.components.map { component in
            [component.title, component.owner, component.status.word(language)].filter { !$0.isEmpty }
                .joined(separator: ", ")
        }
        let milestones = measure.milestones.map { milestone in
            [
                milestone.title, milestone.date.map { DateFormat.date("\($0)", language) } ?? "",
                milestone.isDone ? StrategyWords.done(language) : "",
            ].filter { !$0.isEmpty }.joined(separator: ", ")
        }
        let costs = measure.sortedCosts.map { cost in
            let amounts = [
                (StrategyWords.planned, cost.planned), (StrategyWords.spent, cost.spent),
                (StrategyWords.ownShare, cost.ownShare),
            ]
            return "\(cost.year) \(cost.source): "
                + amounts.compactMap { label, amount in
                    amount.map { "\(label(language)) \(StrategyWords.euroText($0, language))" }
                }.joined(separator: ", ")
        }
        let progress = measure.progress.map {
            "\(NumberFormat.percent("\($0.percent)", language)), \($0.by), \(DateFormat.date("\($0.date)", language))"
        }
        return [
            (StrategyWords.title, measure.title), (StrategyWords.code, measure.code),
            (StrategyWords.description, measure.description), (Phrase.status, measure.status.word(language)),
            (StrategyWords.progress, progress ?? ""),
            (StrategyWords.start, measure.start.map { DateFormat.date("\($0)", language) } ?? ""),
            (StrategyWords.end, measure.end.map { DateFormat.date("\($0)", language) } ?? ""),
            (StrategyWords.lead, measure.lead),
            (StrategyWords.partners, measure.partners.joined(separator: "\n")),
            (StrategyWords.fields, measure.fields.map { fieldNames[$0] ?? $0.text }.joined(separator: ", ")),
            (StrategyWords.goals, measure.goals.map { goalNames[$0] ?? $0.text }.joined(separator: ", ")),
            (StrategyWords.bundle, measure.bundle?.text ?? ""),
            (
                StrategyWords.guidelines,
                measure.guidelines.map { StrategyWords.guideline($0)(language) }.joined(separator: ", ")
            ),
            (StrategyWords.components, components.joined(separator: "\n")),
            (StrategyWords.milestones, milestones.joined(separator: "\n")),
            (StrategyWords.costs, costs.joined(separator: "\n")),
            (StrategyWords.links, measure.links.joined(separator: "\n")), (StrategyWords.reuse, measure.reuse),
        ]
    }

    private static let decision = Phrase(de: "Beschluss", en: "Decision")
    private static let entry = Phrase(de: "Eintrag im Protokoll", en: "Entry in the log")
    private static let region = Phrase(de: "In der Rahmenstrategie", en: "In the framework strategy")
}

/// A strategy word for word, as those read it who get it.
struct PublishedText: Sendable {
    let strategy: Strategy
    /// Names what the mappings mean; nil where it belongs to no federation.
    let framework: Framework?
    let language: Pages.Language

    var html: [HTML] {
        let texts = FieldTexts(language: language, fields: strategy.fields, goals: strategy.goals)
        return [list(texts.head(strategy))]
            + section(
                StrategyWords.fields, strategy.fields.sorted { ($0.order, $0.id) < ($1.order, $1.id) }, { $0.name }
            ) {
                named(texts.field($0), $0.mapsTo, framework?.fields.map { ($0.id, $0.name) } ?? [])
            }
            + section(StrategyWords.goals, strategy.goals, { $0.name }) {
                named(texts.goal($0), $0.mapsTo, framework?.goals.map { ($0.id, $0.name) } ?? [])
            } + section(StrategyWords.measures, strategy.measures, { $0.title }) { texts.measure($0) }
    }

    private func section<Value>(
        _ title: Phrase, _ values: [Value], _ name: (Value) -> String, _ texts: (Value) -> [(Phrase, String)]
    ) -> [HTML] {
        guard !values.isEmpty else { return [] }
        return [
            .section(
                .h3(.text("\(title(language)) (\(values.count))")),
                .fragment(values.map { Details(name($0), [list(texts($0))]).html() }))
        ]
    }

    /// With the framework's names in place of its codes.
    private func named(
        _ texts: [(Phrase, String)], _ targets: [Code], _ names: [(Code, LocalizedText)]
    ) -> [(Phrase, String)] {
        let known = Dictionary(names.map { ($0.0, $0.1.text(language)) }, uniquingKeysWith: { first, _ in first })
        return texts.map { label, text in
            text == targets.map(\.text).joined(separator: ", ") && !targets.isEmpty
                ? (label, targets.map { known[$0] ?? $0.text }.joined(separator: ", ")) : (label, text)
        }
    }

    private func list(_ texts: [(Phrase, String)]) -> HTML {
        DefinitionList(
            texts.filter { !$0.1.isEmpty }.map { label, text in
                (term: label(language), content: .element(.div, [.class("lines")], [.text(text)]))
            }
        ).html()
    }
}

extension Strategy {
    /// The same text under another number.
    func withNumber(_ number: Int64) -> Strategy {
        Strategy(
            decision: decision, fields: fields, framework: framework, goals: goals, measures: measures, number: number,
            sources: sources, title: title, vision: vision)
    }
}
