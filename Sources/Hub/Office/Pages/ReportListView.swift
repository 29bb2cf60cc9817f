import Federation
import HTTP
import Pages

/// Draws the periods that can be reported about.
struct ReportListView {
    let desk: Desk
    let today: CalendarDay

    func page(_ input: FormInput) -> Response {
        let state = desk.say.state
        let periods = Set(state.summaries.values.flatMap(\.keys)).union(state.reports.keys).sorted {
            ($0.lastDay, $0.description) > ($1.lastDay, $1.description)
        }
        let unsigned = periods.count { state.reports[$0] == nil }
        return desk.page(
            .reports, title: desk(.officeReports),
            lead: .text(Phrase.reportListLead(periods.count, unsigned, desk.language)),
            hasErrors: !input.isAccepted, status: input.isAccepted ? 200 : 422,
            body: [
                periods.isEmpty
                    ? EmptyState(desk(.noReportPeriods), explanation: desk(.noReportPeriodsExplanation)).html()
                    : table(periods), choose(input),
            ])
    }

    private func table(_ periods: [Period]) -> HTML {
        let state = desk.say.state
        return .section(
            .h2(.text(desk(.reportPeriods))),
            DataTable(
                caption: desk(.reportPeriods),
                columns: [
                    .init(desk(.reportingPeriod)), .init(desk(.reportedHeader)), .init(desk(.dueHeader)),
                    .init(desk(.signedHeader)),
                ],
                rows: periods.map { period in
                    let expected = state.sortedMembers.filter { $0.isReporting(on: period.lastDay) }
                    let reported = expected.count { state.summaries[$0.tenant]?[period] != nil }
                    let due = state.currentFramework.map { FederationState.dueDay(of: period, $0.value) }
                    return [
                        .link(desk.say.period(period), desk.link("/office/reports/\(period)")),
                        .text(
                            Phrase.xOfY(desk.say.integer(reported), desk.say.integer(expected.count), desk.language)),
                        .text(due.map(desk.day) ?? "–"),
                        state.reports[period]?.last.map { newest in
                            .html(
                                .a(
                                    desk.link("/reports/\(newest.value.name)"),
                                    .text(Phrase.edition(desk.say.integer(newest.value.edition), desk.language))))
                        } ?? .html(StatusBadge(.open, desk(.notSignedYet)).html()),
                    ]
                }, hidesCaption: true
            ).html(desk.language))
    }

    private func choose(_ input: FormInput) -> HTML {
        let field = FormField(
            id: "period", label: desk(.reportingPeriod), control: .text(width: 12), hint: desk(.periodHint))
        var form = Form(
            action: desk.link("/office/reports/choose"),
            hidden: desk.say.isLanguageChosen ? [QueryItem("lang", desk.language.rawValue)] : [],
            parts: [FormPart.field(field).filled(input, desk.language)], submitLabel: desk(.showPreview))
        form.isQuestion = true
        return .section(.h2(.text(desk(.otherPeriod))), form.html(desk.language))
    }
}
