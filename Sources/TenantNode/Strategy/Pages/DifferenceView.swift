import Differences
import Federation
import Pages

/// The difference between two texts of the strategy, thing by thing and word by word.
struct DifferenceView: Sendable {
    /// One thing that differs.
    struct Change: Sendable {
        enum Kind: Sendable { case added, removed, changed }

        let kind: Kind
        let what: Phrase
        let name: String
        /// What differs in it: label, old and new text.
        let lines: [(label: Phrase, old: String, new: String)]
    }

    let changes: [Change]
    let language: Pages.Language

    init(old: Strategy, new: Strategy, language: Pages.Language) {
        self.language = language
        let words = FieldTexts(language: language, fields: old.fields + new.fields, goals: old.goals + new.goals)
        changes =
            Self.compare([("head", old)], [("head", new)], StrategyWords.strategy, name: { $0.title }, words.head)
            + Self.compare(
                old.fields.map { ($0.id.text, $0) }, new.fields.map { ($0.id.text, $0) }, StrategyWords.field,
                name: { $0.name }, words.field)
            + Self.compare(
                old.goals.map { ($0.id.text, $0) }, new.goals.map { ($0.id.text, $0) }, StrategyWords.goal,
                name: { $0.name }, words.goal)
            + Self.compare(
                old.measures.map { ($0.id.text, $0) }, new.measures.map { ($0.id.text, $0) }, StrategyWords.measure,
                name: { $0.title }, words.measure)
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
                .text("\(change.what(language)): \(change.name) "), .span(.text("(\(word(language)))"), class: "muted"))
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

    private static func compare<Value: CanonicalValue>(
        _ old: [(String, Value)], _ new: [(String, Value)], _ what: Phrase, name: (Value) -> String,
        _ texts: (Value) -> [(Phrase, String)]
    ) -> [Change] {
        let before = Dictionary(old, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new, uniquingKeysWith: { first, _ in first })
        let removed = old.filter { after[$0.0] == nil }.map { key, value in
            Change(
                kind: .removed, what: what, name: name(value),
                lines: texts(value).filter { !$0.1.isEmpty }.map { (label: $0.0, old: $0.1, new: "") })
        }
        return removed
            + new.compactMap { key, value -> Change? in
                guard let earlier = before[key] else {
                    return Change(
                        kind: .added, what: what, name: name(value),
                        lines: texts(value).filter { !$0.1.isEmpty }.map { (label: $0.0, old: "", new: $0.1) })
                }
                let lines = zip(texts(earlier), texts(value)).filter { $0.1 != $1.1 }.map {
                    (label: $0.0, old: $0.1, new: $1.1)
                }
                return lines.isEmpty ? nil : Change(kind: .changed, what: what, name: name(value), lines: lines)
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
        let decision = strategy.decision.map { decision in
            [
                decision.body, decision.date.map { DateFormat.date("\($0)", language) } ?? "", decision.number,
                decision.link,
            ].filter { !$0.isEmpty }
                .joined(separator: ", ")
        }
        return [
            (StrategyWords.title, strategy.title), (StrategyWords.vision, strategy.vision),
            (Phrase(de: "Beschluss", en: "Decision"), decision ?? ""),
            (StrategyWords.sources, strategy.sources.joined(separator: "\n")),
        ]
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
