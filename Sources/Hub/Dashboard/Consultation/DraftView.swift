import Federation
import Pages

/// Draws one edition of a draft with everything said about it: each passage has an address of its own.
struct DraftView {
    let say: PageContext
    let consultation: Consultation

    init(_ context: PageContext, _ consultation: Consultation) {
        say = context
        self.consultation = consultation
    }

    private var draft: Draft { consultation.draft.value }
    private var name: String { consultation.name }
    private var isOpen: Bool { say.state.isOpen(consultation, on: say.state.day) }

    func page() -> DrawnPage {
        say.page(
            .framework,
            title: Phrase.draftTitle(
                say.integer(consultation.number), edition: say.integer(draft.edition), say.language),
            lead: .text(answer),
            body: [
                facts, positions, text, editions,
                DataLinks.html(say, json: "/api/v1/drafts/\(name)", csv: "/api/v1/drafts/\(name).csv"),
            ])
    }

    private var answer: String {
        let day = DateFormat.date(draft.until.description, say.language)
        if consultation.number <= Int64(say.state.frameworks.count) {
            return Phrase.draftPublished(say.integer(consultation.number), say.language)
        }
        if say.state.currentConsultation?.draft.reference != consultation.draft.reference {
            return say(.draftReplaced)
        }
        return isOpen ? Phrase.draftOpen(day, say.language) : Phrase.draftClosed(day, say.language)
    }

    private var facts: HTML {
        let all = consultation.entries.count
        let before = say.state.consultations(ofVersion: consultation.number).last {
            $0.draft.value.edition < draft.edition
        }
        var items: [(term: String, content: HTML)] = [
            (say(.frameworkTitleLabel), say.html(draft.framework.title)),
            (
                say(.positionsHeading),
                .text(Phrase.positionCount(all, answered: all - consultation.unanswered, say.language))
            ),
            (say(.positionsUntil), .text(DateFormat.date(draft.until.description, say.language))),
            (
                say(.publishedHeader),
                [say.time(consultation.draft.received), .text(" · "), say.entryLink(consultation.draft.reference)]
            ),
        ]
        if let newest = say.state.frameworks.last(where: { $0.value.number < consultation.number }) {
            items.append(
                (
                    say(.whatChanges),
                    [
                        .a(
                            say.link("/framework/drafts/\(name)/changes"),
                            .text(Phrase.againstVersion(say.integer(newest.value.number), say.language))),
                        .when(before) { before in
                            [
                                .text(" · "),
                                .a(
                                    say.link(
                                        "/framework/drafts/\(name)/changes",
                                        [QueryItem("from", before.name)]),
                                    .text(Phrase.againstEdition(say.integer(before.draft.value.edition), say.language))),
                            ]
                        },
                    ]
                ))
        }
        return DefinitionList(items).html()
    }

    private var positions: HTML {
        .section(
            .heading(.text(say(.positionsHeading)), id: "positions"),
            consultation.entries.isEmpty
                ? EmptyState(say(.noPositions), explanation: say(isOpen ? .noPositionsYet : .noPositionsTaken)).html()
                : PositionTable(say, consultation).html)
    }

    /// The whole text, passage by passage, with the way to what was said on each.
    private var text: HTML {
        let view = PassageView(say, draft.framework)
        let counts = Dictionary(grouping: consultation.entries, by: \.position.value.passage).mapValues(\.count)
        return .section(
            .h2(.text(say(.draftText))), .p(.text(say(.draftTextExplanation))),
            .each(draft.framework.passages.filter { $0 != .whole }) { passage in
                .element(
                    .section, [.class("passage"), .id(passage.anchor)],
                    [
                        .h3(.a(Address(fragment: passage.anchor), .text(view.title(passage)))),
                        .p(
                            .code(.text(passage.description)),
                            .when(counts[passage]) { count in
                                [
                                    .text(" · "),
                                    .a(
                                        Address(fragment: "positions"),
                                        .text(Phrase.positionsOnPassage(count, say.language))),
                                ]
                            }, class: "muted"),
                        view.content(passage),
                    ])
            })
    }

    private var editions: HTML {
        let all = say.state.consultations(ofVersion: consultation.number)
        guard all.count > 1 else { return .empty }
        return .section(
            .h2(.text(say(.allEditions))),
            .ul(
                all.reversed().map { other in
                    let label = Phrase.edition(say.integer(other.draft.value.edition), say.language)
                    return .li(
                        other.name == name
                            ? .strong(.text(label)) : .a(say.link("/framework/drafts/\(other.name)"), .text(label)),
                        .text(" · "), say.time(other.draft.received), .text(" · "),
                        .text(
                            "\(say(.positionsWord)): "
                                + Phrase.positionCount(
                                    other.entries.count, answered: other.entries.count - other.unanswered, say.language)
                        ))
                }))
    }
}

/// The public table: what each member said and what became of it.
struct PositionTable {
    let say: PageContext
    let consultation: Consultation

    init(_ context: PageContext, _ consultation: Consultation) {
        say = context
        self.consultation = consultation
    }

    var html: HTML {
        let view = PassageView(say, consultation.draft.value.framework)
        return DataTable(
            caption: say(.positionTable),
            columns: [
                .init(say(.passageHeader)), .init(say(.whoHeader)), .init(say(.positionHeader)),
                .init(say(.answerHeader)),
            ],
            rows: consultation.entries.map { entry in
                [
                    .html(passage(entry, view)),
                    .html([
                        say.townLink(entry.tenant),
                        .span(say.entryLink(entry.position.reference), class: "cell-note"),
                    ]), .html(position(entry.position.value)), .html(answer(entry)),
                ]
            }, hidesCaption: true
        ).html(say.language)
    }

    private func passage(_ entry: Consultation.Entry, _ view: PassageView) -> HTML {
        let passage = entry.position.value.passage
        return passage == .whole
            ? .text(view.title(passage)) : .a(Address(fragment: passage.anchor), .text(view.title(passage)))
    }

    func position(_ position: Position) -> HTML {
        .div(
            .p(.strong(.text(say(.position(position.kind))))),
            .when(!position.text.isEmpty, .fragment(paragraphs(position.text))),
            .when(
                !position.proposal.isEmpty,
                [
                    .p(.text(say(.proposedWording)), class: "muted"),
                    .element(.blockquote, [], paragraphs(position.proposal)),
                ]),
            class: "cell-words")
    }

    func answer(_ entry: Consultation.Entry) -> HTML {
        guard let answer = entry.answer else { return StatusBadge(.open, say(.notAnsweredYet)).html() }
        return .div(
            [
                StatusWords(say).badge(answer.value.result), .fragment(paragraphs(answer.value.reason)),
                .p(say.entryLink(answer.reference), class: "muted"),
            ], class: "cell-words")
    }

    /// Members and the office write in German.
    private func paragraphs(_ text: String) -> [HTML] {
        text.split(separator: "\n").map {
            .element(.p, say.language == .german ? [] : [.lang(.german)], [.text(String($0))])
        }
    }
}

extension StatusWords {
    func badge(_ result: Answer.Result) -> HTML {
        let shape: StatusBadge.Shape =
            switch result {
            case .takenOver: .done
            case .partly: .half
            case .notTakenOver: .stopped
            case .noted: .open
            }
        return StatusBadge(shape, say(.answer(result))).html()
    }
}

extension Consultation {
    /// Its name in addresses: the number of the version and the edition.
    var name: String { "\(number)-\(draft.value.edition)" }
}

extension Passage {
    /// Its name within a page: `fields/energie` becomes `p-fields-energie`.
    var anchor: String { "p-" + description.swapping("/", for: "-").swapping("_", for: "-") }
}

extension FederationState {
    /// An edition of a draft by its name in addresses, `<number>-<edition>`.
    func consultation(named name: String) -> Consultation? { consultations.first { $0.name == name } }
}
