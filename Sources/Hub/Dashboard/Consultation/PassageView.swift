import Federation
import Pages

/// Draws single passages of a framework: what a position speaks about.
struct PassageView {
    let say: PageContext
    let framework: Framework

    init(_ context: PageContext, _ framework: Framework) {
        say = context
        self.framework = framework
    }

    func title(_ passage: Passage) -> String { say(framework.name(of: passage)) }

    /// The text of the passage; nothing for the whole.
    func content(_ passage: Passage) -> HTML {
        switch passage {
        case .whole: .empty
        case .title: .p(say.html(framework.title))
        case .vision: framework.vision.isEmpty ? empty : .fragment(say.paragraphs(framework.vision))
        case .license: framework.license.isEmpty ? empty : .p(.text(framework.license))
        case .sources: framework.sources.isEmpty ? empty : .ul(framework.sources.map { .li(say.external($0)) })
        case .inForce: .p(.text("\(say(.inForceRule)) \(FrameworkWords(say).rule(framework.inForce))."))
        case .population:
            .p(.text(framework.population.flatMap { framework.indicator($0) }.map { say($0.name) } ?? say(.notStated)))
        case .principle(let number):
            framework.principles.indices.contains(number - 1) ? .p(say.html(framework.principles[number - 1])) : empty
        case .field(let id): .when(framework.fields.first { $0.id == id }, field)
        case .goal(let id): .when(framework.goals.first { $0.id == id }, goal)
        case .indicator(let id): .when(framework.indicator(id)) { indicator($0) }
        case .bundle(let id): .when(framework.bundles.first { $0.id == id }, bundle)
        }
    }

    private var empty: HTML { .p(.span(.text(say(.emptyWord)), class: "sign")) }

    private func field(_ field: Framework.Field) -> HTML {
        field.description.isEmpty ? .empty : .fragment(say.paragraphs(field.description))
    }

    private func goal(_ goal: Framework.Goal) -> HTML {
        [
            .p(say.html(goal.name)),
            .when(goal.field.flatMap { id in framework.fields.first { $0.id == id } }) { field in
                .p(.text("\(say(.fieldOfAction)): \(say(field.name))"), class: "muted")
            },
        ]
    }

    private func indicator(_ definition: Indicator) -> HTML {
        DefinitionList(RuleWords(say, definition).draftItems(framework)).html()
    }

    private func bundle(_ bundle: Framework.Bundle) -> HTML {
        DefinitionList([
            (say(.kindOfBundle), .text(say(bundle.kind == .leadProject ? .leadProject : .bundleKind))),
            (
                say(.bundleTowns),
                .text(bundle.towns.isEmpty ? say(.notStated) : bundle.towns.map(say.name).joined(separator: ", "))
            ),
            (say(.bundleLead), .text(bundle.lead.map(say.name) ?? say(.notStated))),
            (say(.bundleCost), .text(bundle.cost.map(say.euro) ?? say(.notStated))),
        ]).html()
    }
}

/// What a framework's own rules say, in words.
struct FrameworkWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// "alle Pionierkommunen sie beschlossen haben"
    func rule(_ rule: Framework.InForce) -> String {
        let roles = rule.roles.map { say(.roles($0)) }.joined(separator: ", ")
        return rule.rule == .all
            ? Phrase.inForceAll(roles, say.language)
            : Phrase.inForceAtLeast(say.integer(rule.count ?? 0), roles, say.language)
    }
}

extension RuleWords {
    /// The definition as a draft shows it, with the rule over towns at its head.
    func draftItems(_ framework: Framework) -> [(term: String, content: HTML)] {
        [(say(.ruleHeading), .text(rule))] + definitionList(framework).items.filter { $0.term != say(.versionHeader) }
    }
}
