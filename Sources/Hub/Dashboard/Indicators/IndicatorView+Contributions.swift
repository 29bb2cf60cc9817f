import Federation
import Pages

/// By what the towns behind a figure can be sorted.
enum ContributionOrder: String, CaseIterable {
    case name, value

    /// What a town brings in, with the town.
    struct Row {
        let town: TownStanding
        let contribution: Contribution
    }

    /// In the order of their names, which the region has already.
    static func byName(_ figure: ExplainedFigure?, _ region: RegionModel) -> [Row] {
        var brought: [TenantID: Contribution] = [:]
        for contribution in figure?.contributions ?? [] { brought[contribution.tenant] = contribution }
        return region.towns.compactMap { town in
            brought[town.member.tenant].map { Row(town: town, contribution: $0) }
        }
    }

    /// - Parameter rows: in the order of their names.
    func sorted(_ rows: [Row], _ order: ListQuestion.Order, _ definition: Indicator) -> [Row] {
        switch self {
        case .name: order.isDescending ? rows.reversed() : rows
        case .value:
            order.sorted(rows) { $0.contribution.observation?.observation.shownValue(definition)?.approximation }
        }
    }
}

/// What each town brings to the figure.
extension IndicatorView {
    var contributionSection: HTML {
        guard let shown = model.shown, !shown.contributions.isEmpty else { return .empty }
        let hasWeight = definition.space.weight != nil
        let isRatio = definition.space.rule == .ratioOfSums
        var columns: [DataTable.Column] = [
            list.column(say(.municipality), ContributionOrder.name.rawValue),
            list.column(say(.value), ContributionOrder.value.rawValue, numeric: true), .init(say(.status)),
        ]
        if isRatio { columns += [.init(say(.numerator), numeric: true), .init(say(.denominator), numeric: true)] }
        if hasWeight { columns.append(.init(say(.weight), numeric: true)) }
        columns += [.init(say(.countsHeader)), .init(say(.kindSummary)), .init(say(.statement))]
        let table = DataTable(
            caption: Phrase.contributionCaption(say.period(shown.figure.period), say.language), columns: columns,
            rows: contributions.map { row($0, hasWeight: hasWeight, isRatio: isRatio) }, hidesCaption: true)
        return .section(
            .heading(
                .text(Phrase.contributionCaption(say.period(shown.figure.period), say.language)), id: "contributions"),
            .p(.text(say(.contributionIntroduction))), list.html(search: say(.searchTowns), table: table, say.language))
    }

    private func row(_ contribution: Contribution, hasWeight: Bool, isRatio: Bool) -> [DataTable.Cell] {
        let counting = contribution.observation
        let observation = counting?.observation
        let value: DataTable.Cell =
            switch contribution.status {
            case .reported: observation?.shownValue(definition).map { .number(say.number($0)) } ?? .missing
            case .missing: .missing
            case .suppressed: .suppressed
            case .notApplicable: .notApplicable
            }
        var cells: [DataTable.Cell] = [
            .html(say.townLink(contribution.tenant)), value, .html(StatusWords(say).badge(observation)),
        ]
        if isRatio {
            cells += [observation?.numerator, observation?.denominator].map { part in
                part.map { .number(say.number($0)) } ?? .text("–")
            }
        }
        if hasWeight {
            cells.append(
                contribution.weight.flatMap { weight in
                    weight.observation.value.map {
                        .number(say.number($0), note: say.period(weight.observation.period))
                    }
                } ?? .missing)
        }
        cells.append(.text(counts(contribution)))
        guard let counting else { return cells + [.text("–"), .text("–")] }
        let summary = say.state.summary(of: contribution.tenant, counting.summary)
        let label =
            summary.map {
                Phrase.summaryOf(say.period($0.value.period), say.integer(counting.revision), say.language)
            } ?? Phrase.revision(say.integer(counting.revision), say.language)
        return cells + [
            .html([
                .span(.text(label), class: "keep"),
                .when(summary) { .span(since($0), class: "cell-note") },
                .span(
                    DoubtWords(say).entryLink(counting.summary, by: .tenant(contribution.tenant)), class: "cell-note"),
            ]),
            .html(
                .a(
                    Address(path: "/log/statement/\(counting.summary.sha256.hex)"),
                    .code(.text(HashText(counting.summary.sha256.hex, shown: 8).short)))),
        ]
    }

    private func counts(_ contribution: Contribution) -> String {
        if contribution.counts { return say(definition.space.rule == .none ? .countsDistribution : .countsYes) }
        switch contribution.status {
        case .reported: return say(.countsNoDistrict)
        case .missing: return say(.countsNoMissing)
        case .suppressed: return say(.countsNoSuppressed)
        case .notApplicable: return say(.countsNoNotApplicable)
        }
    }

    /// Since when a town's value stands in the log, and whether it replaces another.
    private func since(_ summary: Recorded<Summary>) -> HTML {
        let day = HTML.time(
            summary.received.description,
            .text(DateFormat.date(summary.received.day.description, say.language)))
        return [.text(say(summary.value.revision > 1 ? .revisedOn : .reportedOn) + " "), day]
    }
}
