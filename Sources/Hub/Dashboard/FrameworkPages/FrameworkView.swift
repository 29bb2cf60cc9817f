import Federation
import Pages

/// Draws one version of the framework strategy.
struct FrameworkView {
    let say: PageContext
    let framework: Recorded<Framework>?

    init(_ context: PageContext, _ framework: Recorded<Framework>?) {
        say = context
        self.framework = framework
    }

    func page() -> DrawnPage {
        guard let framework else {
            return say.page(
                .framework, title: say(.sectionFramework),
                body: [draft, EmptyState(say(.titleNoFramework), explanation: say(.leadNoFramework)).html()])
        }
        let body = framework.value
        let isInForce = say.state.isInForce(framework)
        return say.page(
            .framework, title: say(body.title),
            lead: .text(
                isInForce
                    ? Phrase.versionInForce(say.integer(body.number), say.language)
                    : Phrase.versionNotInForce(say.integer(body.number), say.language)),
            body: [
                summary(framework, isInForce), draft, AdoptionTable(say, framework).section,
                DeclarationTable(say).section, vision(body), principles(body), fieldSection(body), goalSection(body),
                bundleSection(body), indicatorSection(body), sourceSection(body), versions(body),
                DataLinks.html(say, json: "/api/v1/frameworks/\(body.number)", csv: nil),
            ])
    }

    private func summary(_ framework: Recorded<Framework>, _ isInForce: Bool) -> HTML {
        let rule = FrameworkWords(say).rule(framework.value.inForce)
        let changes = changes(framework.value)
        var items: [(term: String, content: HTML)] = [
            (say(.status), StatusBadge(isInForce ? .done : .half, say(isInForce ? .inForce : .notInForceYet)).html()),
            (say(.inForceRule), .text("\(rule) (\(AdoptionTable(say, framework).progress))")),
            (
                say(.publishedHeader),
                [
                    say.time(framework.received), .text(" · "),
                    DoubtWords(say).entryLink(framework.reference, by: .office),
                ]
            ),
            (say(.licence), .text(framework.value.license)),
        ]
        if !changes.isEmpty { items.append((say(.whatChanges), changes)) }
        return DefinitionList(items).html()
    }

    /// The ways to the differences from every other version.
    private func changes(_ body: Framework) -> HTML {
        let others = say.state.frameworks.filter { $0.value.number != body.number }
        return HTML.fragment(
            others.reversed().enumerated().flatMap { place, other -> [HTML] in
                [
                    .text(place > 0 ? " · " : ""),
                    .a(
                        say.link(
                            "/framework/\(body.number)/changes", [QueryItem("from", String(other.value.number))]),
                        .text(Phrase.againstVersion(say.integer(other.value.number), say.language))),
                ]
            })
    }

    /// A draft that is open for positions, or waits for its publication.
    private var draft: HTML {
        .when(say.state.currentConsultation) { consultation in
            Callout(
                .information, title: say(.openDraft),
                [
                    .p(
                        .a(
                            say.link("/framework/drafts/\(consultation.name)"),
                            .text(
                                Phrase.draftTitle(
                                    say.integer(consultation.number),
                                    edition: say.integer(consultation.draft.value.edition), say.language))),
                        .text(
                            ". "
                                + (say.state.isOpen(consultation, on: say.state.day)
                                    ? Phrase.draftOpen(
                                        DateFormat.date(consultation.draft.value.until.description, say.language),
                                        say.language)
                                    : Phrase.draftClosed(
                                        DateFormat.date(consultation.draft.value.until.description, say.language),
                                        say.language))))
                ]
            ).html(say.language)
        }
    }

    private func vision(_ body: Framework) -> HTML {
        guard !body.vision.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.vision))), .element(.blockquote, [.class("vision")], say.paragraphs(body.vision)))
    }

    private func principles(_ body: Framework) -> HTML {
        guard !body.principles.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.principles))), .ol(body.principles.map { .li(say.html($0)) }))
    }

    private func fieldSection(_ body: Framework) -> HTML {
        guard !body.fields.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.fieldHeading))),
            DefinitionList(
                body.fields.sorted { ($0.order, $0.id) < ($1.order, $1.id) }.map { field in
                    (
                        say(field.name),
                        [
                            field.description.isEmpty && !isCurrent(body)
                                ? .text("–") : .fragment(say.paragraphs(field.description)),
                            .when(
                                isCurrent(body),
                                .p(.a(say.link("/fields/\(field.id)"), .text(say(.whereItStands))))),
                        ]
                    )
                }
            ).html())
    }

    /// Fields and goals of the version that all pages are about have pages of their own.
    private func isCurrent(_ body: Framework) -> Bool {
        say.state.currentFramework?.value.number == body.number
    }

    private func goalSection(_ body: Framework) -> HTML {
        guard !body.goals.isEmpty else { return .empty }
        let names = Dictionary(body.fields.map { ($0.id, say($0.name)) }, uniquingKeysWith: { first, _ in first })
        return .section(
            .h2(.text(say(.goalsHeader))),
            .ul(
                body.goals.map { goal in
                    .li(
                        isCurrent(body) ? .a(say.link("/goals/\(goal.id)"), say.html(goal.name)) : say.html(goal.name),
                        .when(goal.field.flatMap { names[$0] }) { .span(.text(" (\($0))"), class: "muted") })
                }))
    }

    private func bundleSection(_ body: Framework) -> HTML {
        guard !body.bundles.isEmpty else { return .empty }
        let sorted = body.bundles.sorted { left, right in
            (left.code.isEmpty ? 1 : 0, left.code, left.title.german)
                < (right.code.isEmpty ? 1 : 0, right.code, right.title.german)
        }
        return .section(
            .h2(.text(say(.bundleHeading))),
            BundleTable(say, sorted.map { ($0, nil) }).table.html(say.language))
    }

    private func indicatorSection(_ body: Framework) -> HTML {
        guard !body.indicators.isEmpty else { return .empty }
        let table = DataTable(
            caption: say(.indicatorHeading),
            columns: [
                .init(say(.indicator)), .init(say(.unit)), .init(say(.ruleHeading)), .init(say(.frequencyHeader)),
                .init(say(.source)),
            ],
            rows: body.indicators.map { definition in
                [
                    .html([
                        .a(say.link("/indicators/\(definition.id)"), say.html(definition.name)),
                        .span(.text(say(definition.core ? .core : .advanced)), class: "cell-note"),
                    ]), .html(say.html(definition.unit)), .text(RuleWords(say, definition).rule),
                    .text(say(.frequency(definition.frequency))), .html(.small(.text(definition.source.name))),
                ]
            }, hidesCaption: true)
        return .section(.h2(.text(say(.indicatorHeading))), table.html(say.language))
    }

    private func sourceSection(_ body: Framework) -> HTML {
        guard !body.sources.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.sourcesHeading))), .ul(body.sources.map { .li(say.external($0)) }))
    }

    private func versions(_ body: Framework) -> HTML {
        guard say.state.frameworks.count > 1 else { return .empty }
        return .section(
            .h2(.text(say(.allVersions))),
            .ul(
                say.state.frameworks.reversed().map { version in
                    let label = Phrase.version(say.integer(version.value.number), say.language)
                    let name: HTML =
                        version.value.number == body.number
                        ? .strong(.text(label)) : .a(say.link("/framework/\(version.value.number)"), .text(label))
                    return .li(
                        name, .text(" · "),
                        .text(say(say.state.isInForce(version) ? .inForce : .notInForceYet)), .text(" · "),
                        say.time(version.received))
                }))
    }
}
