import Crypto
import Federation
import HTTP
import Pages

/// Draws what is open in the consultation, and the form of a new edition.
struct ConsultationView {
    let desk: Desk
    /// The digest of the working draft, if there is one.
    let draft: Digest?
    let today: CalendarDay

    func page(_ input: FormInput, _ problem: Phrase?) -> Response {
        let state = desk.say.state
        let current = state.currentConsultation
        let unanswered = state.consultations.flatMap { consultation in
            consultation.entries.filter { $0.answer == nil }.map { (consultation, $0) }
        }
        return desk.page(
            .consultation, title: desk(.officeConsultation), lead: .text(lead(current, unanswered.count)),
            hasErrors: problem != nil || !input.isAccepted,
            status: problem != nil ? 409 : input.isAccepted ? 200 : 422,
            body: [
                desk.done(),
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                open(unanswered), answered, issueSection(current, input), editions,
            ])
    }

    private func lead(_ current: Consultation?, _ unanswered: Int) -> String {
        var sentences: [String] = []
        if let current {
            let day = desk.day(current.draft.value.until)
            sentences.append(
                desk.say.state.isOpen(current, on: today)
                    ? Phrase.draftOpen(day, desk.language) : Phrase.draftClosed(day, desk.language))
        } else {
            sentences.append(desk(.noOpenConsultation))
        }
        sentences.append(Phrase.unansweredCount(unanswered, desk.language))
        return sentences.joined(separator: " ")
    }

    private func open(_ entries: [(Consultation, Consultation.Entry)]) -> HTML {
        guard !entries.isEmpty else { return .empty }
        return .section(.heading(.text(desk(.waitingForAnswer)), id: "open"), table(desk(.waitingForAnswer), entries))
    }

    private var answered: HTML {
        let entries = desk.say.state.consultations.reversed().flatMap { consultation in
            consultation.entries.filter { $0.answer != nil }.map { (consultation, $0) }
        }
        guard !entries.isEmpty else { return .empty }
        return Details(
            Phrase.answeredCount(entries.count, desk.language), [table(desk(.answeredHeading), entries)]
        ).html()
    }

    private func table(_ caption: String, _ entries: [(Consultation, Consultation.Entry)]) -> HTML {
        DataTable(
            caption: caption,
            columns: [
                .init(desk(.passageHeader)), .init(desk(.whoHeader)), .init(desk(.positionHeader)),
                .init(desk(.answerHeader)),
            ],
            rows: entries.map { consultation, entry in
                let table = PositionTable(desk.say, consultation)
                let view = PassageView(desk.say, consultation.draft.value.framework)
                let address = desk.link("/office/consultation/positions/\(entry.position.index)")
                return [
                    .html([
                        .a(address, .text(view.title(entry.position.value.passage))),
                        .span(
                            .text(
                                Phrase.draftShort(
                                    consultation.number, Int(consultation.draft.value.edition), desk.language)),
                            class: "cell-note"),
                    ]), .text(desk.say.name(entry.tenant)), .html(table.position(entry.position.value)),
                    entry.answer.map { .html(StatusWords(desk.say).badge($0.value.result)) }
                        ?? .link(desk(.answerNow), address),
                ]
            }, hidesCaption: true
        ).html(desk.language)
    }

    private func issueSection(_ current: Consultation?, _ input: FormInput) -> HTML {
        guard let draft else {
            return .section(
                .h2(.text(desk(.issueHeading))),
                EmptyState(
                    desk(.noWorkingDraft), explanation: desk(.noWorkingDraftExplanation),
                    action: PageFrame.Link(desk(.frameworkDeskTitle), desk.link("/office/framework"))
                ).html())
        }
        guard desk.visitor.has(.author) else {
            return .section(.h2(.text(desk(.issueHeading))), .p(.text(desk(.issueNeedsAuthor))))
        }
        let number = desk.say.state.frameworks.count + 1
        let fields = [
            FormField(id: "until", label: desk(.positionsUntil), control: .text(width: 12), hint: desk(.dayHint)),
            FormField(
                id: "number", label: desk(.numberToIssue), control: .number(width: 4),
                hint: Phrase.nameTheVersion(Int64(number))(desk.language)),
        ]
        return .section(
            .h2(.text(desk(.issueHeading))),
            .p(.text(desk(current == nil ? .issueFirst : .issueNext))),
            .when(
                current?.draft.value.framework.digest == draft, .p(.text(desk(.sameAsLastEdition)), class: "muted")),
            desk.form(
                to: "/office/consultation/issue", hidden: [QueryItem("digest", draft.hex)],
                parts: fields.map { FormPart.field($0).filled(input, desk.language) }, submit: .issueSubmit,
                isDangerous: true
            ).html(desk.language))
    }

    private var editions: HTML {
        let all = desk.say.state.consultations
        guard !all.isEmpty else { return .empty }
        return .section(
            .h2(.text(desk(.allEditions))),
            .ul(
                all.reversed().map { consultation in
                    .li(
                        .a(
                            desk.link("/framework/drafts/\(consultation.name)"),
                            .text(
                                Phrase.draftShort(
                                    consultation.number, Int(consultation.draft.value.edition), desk.language))),
                        .text(" · "),
                        .text(
                            "\(desk(.positionsWord)): "
                                + Phrase.positionCount(
                                    consultation.entries.count,
                                    answered: consultation.entries.count - consultation.unanswered, desk.language)))
                }))
    }
}

/// Draws one position with the form of its answer.
struct AnswerView {
    let desk: Desk
    let place: PositionPlace

    func page(_ input: FormInput? = nil, _ problem: Phrase? = nil, isStale: Bool = false) -> Response {
        let entry = place.entry
        let view = PassageView(desk.say, place.consultation.draft.value.framework)
        let passage = entry.position.value.passage
        let stored = FormInput(
            stored: [
                "result": [entry.answer?.value.result.rawValue ?? ""], "reason": [entry.answer?.value.reason ?? ""],
            ])
        let shown = input ?? stored
        return desk.page(
            .consultation, title: Phrase.answerTitle(desk.say.name(entry.tenant), desk.language),
            lead: .text(
                Phrase.onPassage(
                    view.title(passage),
                    Phrase.draftShort(
                        place.consultation.number, Int(place.consultation.draft.value.edition), desk.language),
                    desk.language)),
            hasErrors: problem != nil || isStale || !shown.isAccepted,
            status: problem != nil || isStale ? 409 : shown.isAccepted ? 200 : 422,
            body: [
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                .when(isStale, stale),
                .section(
                    .h2(.text(desk(.positionHeader))),
                    PositionTable(desk.say, place.consultation).position(entry.position.value)),
                .when(passage != .whole, Details(desk(.passageText), isOpen: true, [view.content(passage)]).html()),
                form(shown),
            ])
    }

    private var stale: HTML {
        Callout(
            .warning, title: desk(.staleTitle),
            [
                .p(.text(desk(.answeredMeanwhile))),
                PositionTable(desk.say, place.consultation).answer(place.entry),
            ]
        ).html(desk.language)
    }

    private func form(_ input: FormInput) -> HTML {
        guard desk.visitor.has(.author) else {
            return .section(
                .h2(.text(desk(.answerHeader))), PositionTable(desk.say, place.consultation).answer(place.entry))
        }
        let options: [(Answer.Result, Phrase)] = [
            (.takenOver, .takenOverHint), (.partly, .partlyHint), (.notTakenOver, .notTakenOverHint),
            (.noted, .notedHint),
        ]
        let fields = [
            FormField(
                id: "result", label: desk(.whatBecame),
                control: .radios(
                    options.map {
                        FormField.Option(
                            $0.rawValue, Phrase.capitalized(desk(.answer($0))), hint: desk($1))
                    })),
            FormField(id: "reason", label: desk(.answerReason), control: .area(rows: 6), hint: desk(.answerReasonHint)),
        ]
        return .section(
            .h2(.text(desk(place.entry.answer == nil ? .answerNow : .answerAnew))),
            desk.form(
                to: "/office/consultation/positions/\(place.entry.position.index)",
                hidden: place.entry.answer.map { [QueryItem("answered", String($0.index))] } ?? [],
                parts: fields.map { FormPart.field($0).filled(input, desk.language) }, submit: .answerSubmit,
                cancel: PageFrame.Link(desk(.cancel), desk.link("/office/consultation"))
            ).html(desk.language))
    }
}
