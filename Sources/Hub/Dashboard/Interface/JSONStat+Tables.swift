import Federation

extension JSONStat {
    /// One indicator by town, period and measure: its value, and of a ratio of sums numerator and denominator as well.
    static func indicator(_ model: IndicatorModel, _ state: FederationState, _ license: String) -> JSONStat {
        let definition = model.definition
        let isRatio = definition.space.rule == .ratioOfSums
        var metrics = [
            Category(id: "value", label: definition.name.german, unit: (definition.unit.german, definition.decimals))
        ]
        if isRatio {
            metrics += [
                Category(id: "numerator", label: definition.numerator.german, unit: ("", definition.partsDecimals)),
                Category(id: "denominator", label: definition.denominator.german, unit: ("", definition.partsDecimals)),
            ]
        }
        var towns: [TenantID: [Period: Contribution]] = [:]
        for explained in model.explained() {
            for contribution in explained.contributions {
                towns[contribution.tenant, default: [:]][explained.figure.period] = contribution
            }
        }
        let tenants = towns.keys.sorted()
        var cells: [Cell] = []
        cells.reserveCapacity(tenants.count * model.figures.count * metrics.count)
        for tenant in tenants {
            for figure in model.figures {
                let contribution = towns[tenant]?[figure.period]
                let observation = contribution?.observation?.observation
                let status = observation?.status ?? .missing
                cells.append(Cell(status, observation, value: observation?.shownValue(definition)))
                guard isRatio else { continue }
                cells.append(Cell(status, observation, value: observation?.numerator))
                cells.append(Cell(status, observation, value: observation?.denominator))
            }
        }
        let source = definition.source
        return JSONStat(
            label: definition.name.german, source: source.name.isEmpty ? state.origin : source.name, updated: state.day,
            dimensions: [
                Dimension(
                    id: "geo", label: "Kommune", role: .geo,
                    categories: tenants.map { tenant in
                        Category(id: tenant.text, label: state.members[tenant]?.name(on: state.day) ?? tenant.text)
                    }), time(model.figures.map(\.period)),
                Dimension(id: "measure", label: "Größe", role: .metric, categories: metrics),
            ], cells: cells,
            note: [definition.method.german].filter { !$0.isEmpty }, size: state.size,
            license: source.license.isEmpty ? license : source.license)
    }

    /// The regional figures of all indicators by period.
    static func region(_ series: [RegionalSeries], _ state: FederationState, _ license: String) -> JSONStat {
        let periods = Set(series.flatMap(\.figures).map(\.period)).sorted()
        var cells: [Cell] = []
        cells.reserveCapacity(series.count * periods.count)
        for one in series {
            let figures = Dictionary(one.figures.map { ($0.period, $0) }, uniquingKeysWith: { first, _ in first })
            for period in periods { cells.append(Cell(figures[period])) }
        }
        let name = state.founding?.value.name.german ?? state.origin
        return JSONStat(
            label: "Regionale Werte: \(name)", source: state.origin, updated: state.day,
            dimensions: [
                Dimension(id: "geo", label: "Raum", role: .geo, categories: [Category(id: "region", label: name)]),
                Dimension(
                    id: "indicator", label: "Kennzahl", role: .metric,
                    categories: series.map { one in
                        Category(
                            id: one.definition.id.text, label: one.definition.name.german,
                            unit: (one.definition.unit.german, one.definition.decimals))
                    }), time(periods),
            ], cells: cells, note: [], size: state.size, license: license)
    }

    private static func time(_ periods: [Period]) -> Dimension {
        Dimension(
            id: "time", label: "Zeitraum", role: .time,
            categories: periods.map { Category(id: $0.description, label: $0.description) })
    }
}
