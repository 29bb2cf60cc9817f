import Federation
import Pages

/// The numbers behind a figure as CSV: exact, with the words for what is missing.
struct FigureTable {
    let say: PageContext
    let style: CSVStyle

    func measures(_ region: RegionModel) -> [UInt8] {
        var csv = CSVWriter(style, "field", "name", "status", "measures", "log_size")
        func rows(_ id: String, _ name: String, _ counts: [RegionalReport.MeasureCount]) {
            for count in counts {
                csv.row([
                    .text(id), .text(name), .text(count.status.rawValue), .integer(count.count), .integer(region.size),
                ])
            }
        }
        rows("", say(.allMeasures), region.measures.counts)
        for field in region.fields { rows(field.field.id.text, say(field.field.name), field.measures.tally.list) }
        return csv.bytes
    }

    func bundles(_ region: RegionModel) -> [UInt8] {
        var csv = CSVWriter(style, "bundle", "name", "status", "measures", "planned", "spent", "log_size")
        for standing in region.bundles {
            for count in standing.part.tally.list {
                csv.row([
                    .text(standing.bundle.id.text), .text(say(standing.bundle.title)), .text(count.status.rawValue),
                    .integer(count.count), .number(count.planned), .number(count.spent), .integer(region.size),
                ])
            }
        }
        return csv.bytes
    }

    /// Town by town; together they are the bundle.
    func bundle(_ model: BundleModel) -> [UInt8] {
        var csv = CSVWriter(style, "bundle", "area", "name", "status", "measures", "planned", "spent", "log_size")
        for (tenant, tally) in model.tallies {
            for count in tally.list {
                csv.row([
                    .text(model.bundle.id.text), .text(tenant.text), .text(say.name(tenant)),
                    .text(count.status.rawValue), .integer(count.count), .number(count.planned),
                    .number(count.spent), .integer(say.state.size),
                ])
            }
        }
        return csv.bytes
    }

    func participation(_ funnel: FunnelSums) -> [UInt8] {
        var csv = CSVWriter(style, "figure", "name", "count", "lower_bound", "municipalities", "log_size")
        for stage in FunnelModel.Stage.allCases {
            let count = funnel.count(stage)
            guard let published = count.published else { continue }
            csv.row([
                .text(stage.figure.rawValue), .text(FunnelWords(say).figure(stage.figure)), .integer(published),
                .boolean(count.isPartlySuppressed), .integer(Int64(funnel.reporting(stage))), .integer(say.state.size),
            ])
        }
        return csv.bytes
    }

    func indicator(_ model: IndicatorModel, _ kind: FigureKind) -> [UInt8] {
        switch kind {
        case .course, .target: region(model)
        case .comparison, .map: towns(model, model.shown.map { [$0.figure.period] } ?? [])
        case .towns: towns(model, model.figures.map(\.period))
        }
    }

    private func region(_ model: IndicatorModel) -> [UInt8] {
        var csv = CSVWriter(
            style, "indicator", "period", "kind", "value", "unit", "reason", "flags", "reported", "expected",
            "population_share", "log_size")
        let (id, unit) = (model.definition.id.text, say(model.definition.unit))
        func dated(_ dated: Indicator.DatedValue, _ kind: String) {
            csv.row([
                .text(id), .text(dated.period.description), .text(kind), .number(dated.value), .text(unit), .empty,
                .empty,
                .empty, .empty, .empty, .integer(say.state.size),
            ])
        }
        for figure in model.figures {
            csv.row([
                .text(id), .text(figure.period.description), .text("region"), .number(figure.value), .text(unit),
                .text(figure.reason?.rawValue ?? ""), .text(figure.flags.map(\.rawValue).joined(separator: " ")),
                .integer(figure.reported), .integer(figure.expected), .number(figure.populationShare),
                .integer(say.state.size),
            ])
        }
        if let baseline = model.definition.baseline { dated(baseline, "baseline") }
        for target in model.definition.targets { dated(target, "target") }
        return csv.bytes
    }

    private func towns(_ model: IndicatorModel, _ periods: [Period]) -> [UInt8] {
        var csv = CSVWriter(
            style, "indicator", "period", "area", "name", "latitude", "longitude", "value", "unit", "status", "flags",
            "counts", "log_size")
        let unit = say(model.definition.unit)
        for explained in model.explained(periods.contains) {
            for contribution in explained.contributions {
                let observation = contribution.observation?.observation
                let facts = say.state.members[contribution.tenant]?.facts(on: say.state.day)
                csv.row([
                    .text(model.definition.id.text), .text(explained.figure.period.description),
                    .text(contribution.tenant.text), .text(facts?.name ?? contribution.tenant.text),
                    .number(facts?.location?.latitude), .number(facts?.location?.longitude),
                    contribution.status == .suppressed
                        ? .suppressed : .number(observation?.shownValue(model.definition)),
                    .text(unit), .text(contribution.status.rawValue),
                    .text((observation?.flags ?? []).map(\.rawValue).joined(separator: " ")),
                    .boolean(contribution.counts), .integer(say.state.size),
                ])
            }
        }
        return csv.bytes
    }
}
