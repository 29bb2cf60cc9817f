import AccountPages
import Federation
import HTTP
import Pages

extension StrategyPages {
    /// The strategy on one page: vision, fields with their mapping, goals, and how many measures are in which state.
    func overview(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let draft = try draft()
        let context = try EditingContext.read(node)
        let (version, waiting, kept, removedCount) = try node.store.read { connection in
            (
                try VersionStore.newest(connection), try ProposalStore.waiting(connection),
                try EditStore.kept(connection).filter { $0.account == visitor.account.id },
                try RemovedStore.all(connection).count
            )
        }
        let view = StrategyOverview(
            draft: draft, context: context, version: version, language: language, isAuthor: visitor.has(.author),
            link: { link($0, language, $1) })
        var body = keptNotes(kept, draft, context, language)
        if !waiting.isEmpty { body.append(waitingNote(waiting, language)) }
        body += view.body
        if removedCount > 0, visitor.has(.author) {
            body.append(
                .p(
                    .a(
                        link("/deleted", language),
                        .text(Phrase(de: "Gelöschtes ansehen", en: "See what was deleted")(language)))))
        }
        return respond(StaffPage(title: view.title, lead: .text(view.lead), body: body), request, visitor)
    }

    /// Texts of this person that could not be saved because of somebody else's save.
    func keptNotes(
        _ kept: [EditStore.Kept], _ draft: StrategyDraft, _ context: EditingContext, _ language: Pages.Language
    ) -> [HTML] {
        guard !kept.isEmpty else { return [] }
        let forms = StrategyForms(draft: draft, context: context, language: language)
        let items = kept.map { kept -> HTML in
            let name = forms.title(kept.thing)
            let moment = StrategyWords.moment(kept.typed, language)
            return .li(.a(link("/kept/\(kept.id)", language), .text("\(name), \(moment)")))
        }
        return [
            Callout(
                .warning,
                title: Phrase(de: "Ihr Text wartet noch", en: "Your text is still waiting")(language),
                [
                    .p(
                        .text(
                            Phrase(
                                de:
                                    "Jemand anderes hatte schneller gespeichert. Bitte entscheiden Sie, was gelten soll.",
                                en: "Somebody else had saved first. Please decide what should hold.")(language))),
                    .ul(items),
                ]
            ).html(language)
        ]
    }

    func waitingNote(_ waiting: [Proposal], _ language: Pages.Language) -> HTML {
        Callout(
            .information, title: Phrase(de: "Wartet auf eine zweite Person", en: "Waits for a second person")(language),
            [
                .ul(
                    waiting.map { proposal in
                        .li(
                            .a(
                                link("/proposals/\(proposal.id)", language),
                                .text(ProposalWords.title(proposal, language))),
                            .text(
                                Phrase(
                                    de: ", vorgelegt von \(proposal.authorName)",
                                    en: ", put forward by \(proposal.authorName)")(
                                        language)))
                    })
            ]
        ).html(language)
    }
}

/// What the overview shows, from finished values.
struct StrategyOverview: Sendable {
    let draft: StrategyDraft
    let context: EditingContext
    let version: StrategyVersion?
    let language: Pages.Language
    let isAuthor: Bool
    let link: @Sendable (String, [QueryItem]) -> Address

    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    var title: String { draft.title.isEmpty ? StrategyWords.strategy(language) : draft.title }

    var lead: String {
        let unmapped = draft.fields.count { draft.mapped(.field, $0.id).isEmpty }
        let parts =
            Counted.fields(draft.fields.count, language) + ", " + Counted.goals(draft.goals.count, language) + ", "
            + Counted.measures(draft.measures.count, language)
        return parts
            + (unmapped > 0 && !context.known.isEmpty
                ? say(
                    ". \(unmapped) der Handlungsfelder sind der Rahmenstrategie noch nicht zugeordnet.",
                    ". \(unmapped) of the fields are not mapped to the framework strategy yet.") : ".")
    }

    var body: [HTML] {
        [
            standing, section(StrategyWords.vision, vision, edit: "/edit/head"),
            section(
                StrategyWords.fields, fields, add: "/fields/new", say("Handlungsfeld anlegen", "Add a field of action")),
            section(StrategyWords.goals, goals, add: "/goals/new", say("Ziel anlegen", "Add a goal")),
            section(StrategyWords.measures, measures, add: "/measures/new", say("Maßnahme anlegen", "Add a measure")),
            guidelines,
        ]
    }

    private func section(
        _ title: Phrase, _ content: [HTML], edit: String? = nil, add: String? = nil, _ addLabel: String = ""
    ) -> HTML {
        let tools: HTML =
            isAuthor
            ? .fragment([
                .when(edit) {
                    .p(.a(link($0, []), .text(StrategyWords.change(language)), .hidden(": " + title(language))))
                },
                .when(add) { .p(.buttonLink(link($0, []), addLabel, primary: false)) },
            ]) : .empty
        return .element(.section, [], [.h2(.text(title(language)))] + content + [tools])
    }

    private var standing: HTML {
        let text: HTML
        if let version {
            let isSame = version.strategy.decidedBytes == draft.snapshot(number: 1, decision: nil).decidedBytes
            text = [
                .text(say("Fassung \(version.number), angenommen: ", "Version \(version.number), adopted: ")),
                .when(version.strategy.decision) { StrategyWords.decision($0, language) },
                .text(
                    isSame
                        ? say(". Der Entwurf stimmt damit überein.", ". The draft agrees with it.")
                        : say(". Der Entwurf weicht davon ab.", ". The draft differs from it.")),
            ]
        } else {
            text = .text(say("Entwurf; noch keine Fassung ist angenommen.", "Draft; no version has been adopted yet."))
        }
        return .div(
            .p(text),
            .p(
                .a(link("/versions", []), .text(say("Fassungen und Unterschiede", "Versions and differences"))),
                .text(" · "),
                .a(link("/publish", []), .text(say("Veröffentlichen", "Publish")))))
    }

    private var vision: [HTML] {
        guard !draft.vision.isEmpty else {
            return [.p(.text(say("Noch keine Vision eingetragen.", "No vision entered yet.")), class: "muted")]
        }
        return [.element(.div, [.class("vision")], PlainText(draft.vision, headingLevel: 3).html())]
    }

    private var fields: [HTML] {
        let names = Dictionary(
            context.targets(.field, language).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let counts = draft.measures.reduce(into: [Code: Int]()) { counts, measure in
            for field in measure.fields { counts[field, default: 0] += 1 }
        }
        let rows = draft.fields.map { field -> [DataTable.Cell] in
            let mapped = draft.mapped(.field, field.id).map { names[$0] ?? $0.text }
            return [
                isAuthor ? .link(field.name, link("/edit/field/\(field.id)", [])) : .text(field.name),
                mapped.isEmpty
                    ? .html(.span(.text(StrategyWords.unmapped(language)), class: "sign"))
                    : .text(mapped.joined(separator: ", ")),
                .html(
                    .a(
                        link("/measures", [QueryItem("field", field.id.text)]),
                        .text(NumberFormat.integer(counts[field.id] ?? 0, language)))),
            ]
        }
        return [
            DataTable(
                caption: StrategyWords.fields(language),
                columns: [
                    DataTable.Column(StrategyWords.field(language)),
                    DataTable.Column(say("in der Rahmenstrategie", "in the framework strategy")),
                    DataTable.Column(StrategyWords.measures(language), numeric: true),
                ], rows: rows, hidesCaption: true,
                emptyText: say(
                    "Hier stehen Ihre Handlungsfelder, sobald Sie das erste anlegen oder Tabellen einlesen.",
                    "Your fields of action stand here once you add the first one or import tables.")
            ).html(language)
        ]
    }

    private var goals: [HTML] {
        let names = Dictionary(
            context.targets(.goal, language).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let rows = draft.goals.map { goal -> [DataTable.Cell] in
            let mapped = draft.mapped(.goal, goal.id).map { names[$0] ?? $0.text }
            return [
                isAuthor ? .link(goal.name, link("/edit/goal/\(goal.id)", [])) : .text(goal.name),
                .text(goal.field.flatMap(draft.field)?.name ?? "–"),
                mapped.isEmpty
                    ? .html(.span(.text(StrategyWords.unmapped(language)), class: "sign"))
                    : .text(mapped.joined(separator: ", ")),
            ]
        }
        return [
            DataTable(
                caption: StrategyWords.goals(language),
                columns: [
                    DataTable.Column(StrategyWords.goal(language)), DataTable.Column(StrategyWords.field(language)),
                    DataTable.Column(say("in der Rahmenstrategie", "in the framework strategy")),
                ], rows: rows, hidesCaption: true,
                emptyText: say("Noch keine Ziele eingetragen.", "No goals entered yet.")
            ).html(language)
        ]
    }

    private var measures: [HTML] {
        let rows = StrategyWords.statuses.compactMap { status -> [DataTable.Cell]? in
            let count = draft.measures.count { $0.status == status }
            guard count > 0 else { return nil }
            return [
                .html(StrategyWords.badge(status, language)),
                .html(
                    .a(
                        link("/measures", [QueryItem("status", status.rawValue)]),
                        .text(NumberFormat.integer(count, language)))),
            ]
        }
        let all = HTML.p(
            .a(link("/measures", []), .text(say("Alle Maßnahmen suchen und ansehen", "Search and see all measures"))))
        return [
            DataTable(
                caption: say("Maßnahmen nach Stand", "Measures by status"),
                columns: [
                    DataTable.Column(Phrase.status(language)), DataTable.Column(Phrase.count(language), numeric: true),
                ], rows: rows, hidesCaption: true,
                emptyText: say(
                    "Noch keine Maßnahmen. Legen Sie die erste an, oder lesen Sie Tabellen ein.",
                    "No measures yet. Add the first one, or import tables.")
            ).html(language), .when(!draft.measures.isEmpty, all),
        ]
    }

    /// The four guidelines, and the gap where no measure serves one.
    private var guidelines: HTML {
        guard !draft.measures.isEmpty else { return .empty }
        let rows = Measure.Guideline.allCases.map { guideline -> [DataTable.Cell] in
            let count = draft.measures.count { $0.guidelines.contains(guideline) }
            return [
                .text(StrategyWords.guideline(guideline)(language)),
                count == 0
                    ? .html(StatusBadge(.attention, say("noch keine Maßnahme", "no measure yet")).html())
                    : .html(
                        .a(
                            link("/measures", [QueryItem("guideline", guideline.rawValue)]),
                            .text(Counted.measures(count, language)))),
            ]
        }
        return .section(
            .h2(.text(StrategyWords.guidelines(language))),
            DataTable(
                caption: StrategyWords.guidelines(language),
                columns: [
                    DataTable.Column(say("Leitlinie", "Guideline")), DataTable.Column(StrategyWords.measures(language)),
                ], rows: rows, hidesCaption: true
            ).html(language))
    }
}

/// Numbers with their noun.
enum Counted {
    static func fields(_ count: Int, _ language: Pages.Language) -> String {
        counted(
            count, language, Phrase(de: "Handlungsfeld", en: "field of action"),
            Phrase(de: "Handlungsfelder", en: "fields of action"))
    }

    static func goals(_ count: Int, _ language: Pages.Language) -> String {
        counted(count, language, Phrase(de: "Ziel", en: "goal"), Phrase(de: "Ziele", en: "goals"))
    }

    static func measures(_ count: Int, _ language: Pages.Language) -> String {
        counted(count, language, Phrase(de: "Maßnahme", en: "measure"), Phrase(de: "Maßnahmen", en: "measures"))
    }

    private static func counted(_ count: Int, _ language: Pages.Language, _ one: Phrase, _ many: Phrase) -> String {
        "\(NumberFormat.integer(count, language))\u{A0}\(count == 1 ? one(language) : many(language))"
    }
}
