import AccountPages
import Federation
import HTTP
import Pages

/// What the town shows everybody at its own address: the strategy in short, and the measures it has switched on.
struct PublicPages: Sendable {
    let node: Node
    let standard: Pages.Language
    /// True where the staff pages answer at the same address.
    let leadsToStaff: Bool
    /// The ideas and pilots that a measure goes back to; participation knows them, the strategy does not.
    let origins: @Sendable (Code, Pages.Language) throws -> HTML

    var routes: [Route] {
        [
            Route("GET", "/") { request, _ in answer(request) { try start(request, $0) } },
            Route("GET", "/measures") { request, _ in answer(request) { try list(request, $0) } },
            Route("GET", "/measures/:id") { request, parameters in
                answer(request) { try profile(request, parameters, $0) }
            },
        ]
    }

    private func answer(_ request: Request, _ draw: (Pages.Language) throws -> Response) -> Response {
        let language = NodePages.language(of: request, standard: standard)
        do {
            return try draw(language)
        } catch {
            node.world.log.error("page.failed", .code("request", request.id), .failure(error))
            return framed(
                request, language, title: Phrase.internalErrorTitle(language), lead: Phrase.internalError(language),
                [], status: 500)
        }
    }

    private func framed(
        _ request: Request, _ language: Pages.Language, title: String, lead: String, _ body: [HTML], status: Int = 200,
        breadcrumb: [PageFrame.Link] = []
    ) -> Response {
        var frame = NodePages.frame(node, request, language)
        frame.title = title
        frame.lead = lead.isEmpty ? .empty : .text(lead)
        frame.breadcrumb = breadcrumb
        return NodePages.guarded(Response.html(frame.rendered(body: body), status: status))
    }

    private func link(_ path: String, _ language: Pages.Language, _ query: [QueryItem] = []) -> Address {
        Address(path: path, query: query + [QueryItem("lang", language.rawValue)])
    }

    private func read() throws -> (draft: StrategyDraft, open: [Measure], version: StrategyVersion?) {
        try node.store.read { connection in
            let draft = try StrategyStore.read(connection)
            return (draft, try ProfileStore.publicMeasures(of: draft, connection), try VersionStore.newest(connection))
        }
    }

    /// Whether anything of the strategy may be shown: an adopted version, a publication in a federation, or a profile.
    private func start(_ request: Request, _ language: Pages.Language) throws -> Response {
        let (draft, open, version) = try read()
        let published = try node.memberships().compactMap { membership -> (name: String, strategy: Strategy)? in
            let state = try node.log(of: membership).state
            guard let strategy = state.strategies[membership.tenant]?.value else { return nil }
            return (state.founding?.value.name.text(language) ?? membership.name, strategy)
        }
        let view = PublicStart(
            public: version?.strategy ?? published.last?.strategy, version: version, published: published, open: open,
            draft: draft, language: language, measureLink: { link("/measures/\($0)", language) },
            allLink: link("/measures", language))
        var body = view.body
        if leadsToStaff {
            body.append(
                .p(
                    .a(
                        link(StaffPages.prefix, language),
                        .text(Phrase(de: "Zum Arbeitsbereich der Verwaltung", en: "To the staff pages")(language)))))
        }
        return framed(request, language, title: view.title, lead: view.lead, body)
    }

    private func list(_ request: Request, _ language: Pages.Language) throws -> Response {
        let (draft, open, _) = try read()
        let body: [HTML] =
            open.isEmpty
            ? [
                EmptyState(
                    Phrase(de: "Noch keine Steckbriefe", en: "No profiles yet")(language),
                    explanation: Phrase(
                        de: "Hier stehen die Maßnahmen, sobald die Kommune ihre Steckbriefe freischaltet.",
                        en: "The measures stand here once the municipality switches their profiles on.")(language)
                ).html()
            ]
            : [
                MeasureTable(draft: draft, language: language).html(open) { link("/measures/\($0)", language) }
            ]
        return framed(
            request, language, title: StrategyWords.measures(language),
            lead: open.isEmpty ? "" : Counted.measures(open.count, language) + ".", body,
            breadcrumb: [PageFrame.Link(Phrase(de: "Strategie", en: "Strategy")(language), link("/", language))])
    }

    private func profile(
        _ request: Request, _ parameters: Parameters, _ language: Pages.Language
    ) throws -> Response {
        let (draft, open, _) = try read()
        guard let measure = open.first(where: { $0.id.text == parameters["id"] }) else {
            return framed(
                request, language, title: Phrase.notFoundTitle(language), lead: Phrase.notFound(language), [],
                status: 404)
        }
        let profile = MeasureProfile(
            measure: measure, draft: draft, context: try EditingContext.read(node), language: language)
        return framed(
            request, language, title: measure.title, lead: profile.lead,
            profile.body + [try origins(measure.id, language)],
            breadcrumb: [
                PageFrame.Link(Phrase(de: "Strategie", en: "Strategy")(language), link("/", language)),
                PageFrame.Link(StrategyWords.measures(language), link("/measures", language)),
            ])
    }
}

/// The town's start page: title, vision, fields, measures by state, what is published. Nothing of a mere draft.
struct PublicStart: Sendable {
    /// What may be shown; nil where nothing was adopted or published yet.
    let `public`: Strategy?
    let version: StrategyVersion?
    let published: [(name: String, strategy: Strategy)]
    let open: [Measure]
    let draft: StrategyDraft
    let language: Pages.Language
    let measureLink: @Sendable (Code) -> Address
    let allLink: Address

    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    var title: String { `public`?.title ?? say("Strategie der Kommune", "The municipality's strategy") }

    var lead: String {
        guard let strategy = `public` else {
            return say(
                "Hier steht die Strategie, sobald der Rat sie beschlossen oder die Kommune sie veröffentlicht hat.",
                "The strategy stands here once the council has adopted it or the municipality has published it.")
        }
        let running = strategy.measures.count { $0.status == .running }
        let done = strategy.measures.count { $0.status == .done }
        return Counted.measures(strategy.measures.count, language)
            + say(
                ": \(running) in Umsetzung, \(done) abgeschlossen. ", ": \(running) in progress, \(done) completed. ")
            + Counted.fields(strategy.fields.count, language) + "."
    }

    var body: [HTML] {
        guard let strategy = `public` else { return open.isEmpty ? [] : [profiles] }
        return [
            .when(
                !strategy.vision.isEmpty,
                .section(
                    .h2(.text(StrategyWords.vision(language))),
                    .element(.div, [.class("vision")], PlainText(strategy.vision, headingLevel: 3).html()))),
            fields(strategy), measures(strategy), .when(!open.isEmpty, profiles), standing,
        ]
    }

    private func fields(_ strategy: Strategy) -> HTML {
        guard !strategy.fields.isEmpty else { return .empty }
        let fields = strategy.fields.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
        return .section(
            .h2(.text(StrategyWords.fields(language))),
            Card.grid(
                fields.map { field in
                    let count = strategy.measures.count { $0.fields.contains(field.id) }
                    let words =
                        field.description.count > 160 ? field.description.prefix(158) + "…" : field.description[...]
                    return Card(
                        field.name,
                        [
                            .when(!words.isEmpty, .p(.text(String(words)))),
                            .when(count > 0, .p(.text(Counted.measures(count, language)))),
                        ])
                }))
    }

    private func measures(_ strategy: Strategy) -> HTML {
        let rows = StrategyWords.statuses.compactMap { status -> [DataTable.Cell]? in
            let count = strategy.measures.count { $0.status == status }
            return count == 0
                ? nil
                : [.html(StrategyWords.badge(status, language)), .number(NumberFormat.integer(count, language))]
        }
        guard !rows.isEmpty else { return .empty }
        return .section(
            .h2(.text(say("Maßnahmen nach Stand", "Measures by status"))),
            .div(
                DataTable(
                    caption: say("Maßnahmen nach Stand", "Measures by status"),
                    columns: [
                        DataTable.Column(Phrase.status(language)),
                        DataTable.Column(Phrase.count(language), numeric: true),
                    ], rows: rows, hidesCaption: true
                ).html(language), class: "narrow"))
    }

    private var profiles: HTML {
        let shown = open.prefix(12)
        return .section(
            .h2(.text(say("Steckbriefe der Maßnahmen", "Profiles of the measures"))),
            .ul(shown.map { .li(.a(measureLink($0.id), .text($0.title))) }),
            .p(.a(allLink, .text(say("Alle \(open.count) Steckbriefe", "All \(open.count) profiles")))))
    }

    private var standing: HTML {
        var items: [(term: String, content: HTML)] = []
        if let version, let decision = version.strategy.decision {
            items.append(
                (
                    VersionWords.version(version.number, language),
                    [.text(say("angenommen: ", "adopted: ")), StrategyWords.decision(decision, language)]
                ))
        }
        for item in published {
            items.append(
                (
                    item.name,
                    .text(
                        say(
                            "veröffentlicht, Nummer \(item.strategy.number)",
                            "published, number \(item.strategy.number)"))
                ))
        }
        guard !items.isEmpty else { return .empty }
        return .section(
            .h2(.text(say("Was beschlossen und veröffentlicht ist", "What is adopted and published"))),
            DefinitionList(items).html())
    }
}
