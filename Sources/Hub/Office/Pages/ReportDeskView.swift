import Accounts
import Federation
import HTTP
import Pages

/// Draws the preview of a report with the way to its signature.
struct ReportDeskView {
    let desk: Desk
    let model: ReportModel
    let today: CalendarDay

    func page(_ input: FormInput?, _ problem: Phrase?) -> Response {
        let isAccepted = input?.isAccepted ?? true
        return desk.page(
            .reports, title: Phrase.reportDeskTitle(desk.say.period(model.period), desk.language), lead: .text(lead),
            hasErrors: problem != nil || !isAccepted, status: problem != nil ? 409 : isAccepted ? 200 : 422,
            body: [
                desk.done(),
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) }, editions,
            ] + (model.preview.map { content($0, input ?? FormInput()) } ?? [nothing]))
    }

    private var lead: String {
        guard let preview = model.preview else { return desk(nothingWords.title) }
        if let proposal = model.proposal {
            return model.isProposed
                ? Phrase.publishWaits(proposal.name, desk.moment(proposal.at), desk.language)
                : Phrase.reportOutdated(proposal.name, desk.language)
        }
        guard preview.edition > 1 else { return desk(.previewFirst) }
        return preview.changes.isEmpty
            ? desk(.previewUnchanged) : Phrase.previewChanged(preview.changes.count, desk.language)
    }

    private var nothing: HTML {
        EmptyState(desk(nothingWords.title), explanation: desk(nothingWords.explanation)).html()
    }

    private var nothingWords: (title: Phrase, explanation: Phrase) {
        switch model.nothing {
        case .notBegun: (.periodNotBegun, .periodNotBegunExplanation)
        case .noFramework: (.titleNoFramework, .leadNoFramework)
        case .noTowns: (.noMemberInPeriod, .noMemberInPeriodExplanation)
        case .noFigures, nil: (.nothingReportedYet, .nothingReportedYetExplanation)
        }
    }

    private func content(_ preview: RegionalReport, _ input: FormInput) -> [HTML] {
        let tables = ReportTables(desk.say, preview)
        return [
            step(preview, input), board(preview),
            .when(preview.edition > 1, tables.changeTable), tables.figureSection, tables.measureSection,
            tables.bundleSection,
        ]
    }

    // MARK: Who has reported

    private func board(_ preview: RegionalReport) -> HTML {
        let framework = desk.say.state.framework(preview.framework)
        let due = framework.map { FederationState.dueDay(of: model.period, $0) }
        let definitions = (framework?.indicators ?? []).filter { $0.frequency == model.period.frequency }
        let reported = preview.towns.count { $0.summary != nil }
        return .section(
            .h2(.text(desk(.boardHeading))),
            .p(
                .text(
                    Phrase.boardLead(
                        reported, of: preview.towns.count, due: due.map(desk.day) ?? "–", desk.language))),
            DataTable(
                caption: desk(.boardHeading),
                columns: [
                    .init(desk(.municipality)), .init(desk(.kindSummary)), .init(desk(.valuesHeader), numeric: true),
                    .init(desk(.missingValues)),
                ],
                rows: preview.towns.map { town in
                    [
                        .html(desk.say.townLink(town.tenant)), .html(state(town, due)),
                        .number(desk.say.integer(town.observations)), .html(missing(town, definitions)),
                    ]
                }, hidesCaption: true
            ).html(desk.language))
    }

    private func state(_ town: RegionalReport.Town, _ due: CalendarDay?) -> HTML {
        guard let summary = town.summary else {
            let isLate = due.map { $0 < today } ?? false
            return StatusBadge(isLate ? .attention : .open, desk(isLate ? .summaryOverdue : .summaryNotYet)).html()
        }
        return [
            StatusBadge(
                town.onTime == false ? .half : .done, desk(town.onTime == false ? .summaryLate : .summaryOnTime)
            ).html(),
            .span(
                .text(Phrase.revision(desk.say.integer(town.revision ?? 1), desk.language) + ", "),
                desk.say.entryLink(summary), class: "cell-note"),
        ]
    }

    /// The indicators of this period for which the town has no reported value.
    private func missing(_ town: RegionalReport.Town, _ definitions: [Indicator]) -> HTML {
        let counting = desk.say.state.observations[town.tenant]
        let names = definitions.filter { definition in
            let key = Observation.Key(indicator: definition.id, period: model.period)
            switch counting?[key]?.observation.status {
            case .reported, .notApplicable: return false
            case .missing, .suppressed, nil: return true
            }
        }.map { desk.say($0.name) }
        guard !names.isEmpty else { return .text(desk(.noneMissing)) }
        let shown = names.prefix(4).joined(separator: ", ")
        return .span(
            .text(names.count > 4 ? Phrase.andMore(shown, names.count - 4, desk.language) : shown), class: "cell-words")
    }

    // MARK: Two people

    private func step(_ preview: RegionalReport, _ input: FormInput) -> HTML {
        guard model.isProposed, let proposal = model.proposal else { return proposing(preview, input) }
        return [
            .when(
                !proposal.note.isEmpty,
                Callout(.information, title: desk(.editionReason), [.p(.text(proposal.note))]).html(desk.language)),
            signing(proposal, input), takeBack,
        ]
    }

    private func proposing(_ preview: RegionalReport, _ input: FormInput) -> HTML {
        if preview.edition > 1, preview.changes.isEmpty, model.proposal == nil, input.isAccepted {
            return .p(.text(desk(.noNewEditionNeeded)), class: "muted")
        }
        guard desk.visitor.has(.author) else { return .p(.text(desk(.needsAuthorForReport))) }
        let digest = ReportModel.digest(preview, reason: "")?.hex ?? ""
        let reason = FormField(
            id: "reason", label: desk(.editionReason), control: .area(rows: 3), hint: desk(.editionReasonHint))
        return .section(
            .h2(.text(Phrase.proposeEdition(desk.say.integer(preview.edition), desk.language))),
            .p(.text(desk(.proposeReportExplanation))),
            desk.form(
                to: "/office/reports/\(model.period)/propose", hidden: [QueryItem("digest", digest)],
                parts: preview.edition > 1 ? [FormPart.field(reason).filled(input, desk.language)] : [],
                submit: .proposeSubmit
            ).html(desk.language))
    }

    private func signing(_ proposal: Proposal, _ input: FormInput) -> HTML {
        if case .refused(let refusal) = model.decision {
            return Callout(.information, [.p(.text(Phrase(de: refusal.de, en: refusal.en)(desk.language)))])
                .html(desk.language)
        }
        let field = FormField(
            id: "period", label: desk(.periodToSign), control: .text(width: 12),
            hint: Phrase.nameThePeriod(model.period)(desk.language))
        return .section(
            .h2(.text(desk(.signHeading))), .p(.text(desk(.signExplanation))),
            .when(
                model.decision == .allowedAsSelfApproved,
                Callout(.warning, [.p(.text(desk(.selfApprovalReport)))]).html(desk.language)),
            desk.form(
                to: "/office/reports/\(model.period)/sign", hidden: [QueryItem("digest", proposal.digest.hex)],
                parts: [FormPart.field(field).filled(input, desk.language)], submit: .signSubmit, isDangerous: true
            ).html(desk.language))
    }

    private var takeBack: HTML {
        guard desk.visitor.has(.author) else { return .empty }
        return Details(
            desk(.takeBackHeading),
            [
                .p(.text(desk(.takeBackReport))),
                desk.form(to: "/office/reports/\(model.period)/withdraw", submit: .takeBackSubmit).html(desk.language),
            ]
        ).html()
    }

    private var editions: HTML {
        guard !model.editions.isEmpty else { return .empty }
        return .section(
            .h2(.text(desk(.signedEditions))),
            .ul(
                model.editions.reversed().map { edition in
                    .li(
                        .a(
                            desk.link("/reports/\(edition.value.name)"),
                            .text(Phrase.signedEdition(desk.say.integer(edition.value.edition), desk.language))),
                        .text(" · "), desk.say.time(edition.received), .text(" · "),
                        desk.say.entryLink(edition.reference),
                        .when(!edition.value.reason.isEmpty, .text(" · \(edition.value.reason)")))
                }))
    }
}
