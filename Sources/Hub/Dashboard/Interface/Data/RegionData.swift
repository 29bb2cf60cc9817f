import Federation

/// The region, its towns and its indicators as JSON and CSV.
struct RegionData {
    let model: RegionModel

    init(_ model: RegionModel) { self.model = model }

    func region(_ state: FederationState) -> [(String, JSONValue)] {
        let founding = state.founding?.value
        return [
            (
                "federation",
                .members([
                    ("name", founding.map { JSONValue($0.name) } ?? .null), ("origin", .string(state.origin)),
                    ("operator", .optional(founding?.operatorName)),
                ])
            ), ("framework", framework), ("towns_active", .integer(Int64(model.active))),
            ("towns_adopted", .integer(Int64(model.adopted))),
            ("newest_period", .optional(model.newestPeriod)),
            ("towns_reported", .integer(Int64(model.reportedInNewestPeriod))),
            ("figures", .array(model.series.compactMap { $0.headline.map { JSONValue($0) } })),
            (
                "doubts",
                .array(
                    model.series.flatMap { series in
                        series.headline.map { JSONValue.doubts(of: $0, series.doubts) } ?? []
                    })
            ),
            ("measures", .array(model.measures.counts.map { JSONValue($0) })),
            ("measures_unmapped", .integer(Int64(model.measures.unmapped))),
            (
                "fields",
                .array(
                    model.fields.map { standing in
                        .members([
                            ("id", .string(standing.field.id.text)), ("name", JSONValue(standing.field.name)),
                            ("measures", .integer(standing.measures.tally.count)),
                            ("indicators", .integer(Int64(standing.indicators))),
                        ])
                    })
            ),
            (
                "reports",
                .array(
                    model.reports.map { report in
                        .members([
                            ("edition", .integer(report.value.edition)),
                            ("period", .string(report.value.period.description)),
                            ("statement", JSONValue(report.reference)),
                        ])
                    })
            ),
        ]
    }

    private var framework: JSONValue {
        guard let framework = model.framework else { return .null }
        return .members([
            ("number", .integer(framework.value.number)), ("title", JSONValue(framework.value.title)),
            ("in_force", .boolean(model.isInForce)), ("statement", JSONValue(framework.reference)),
        ])
    }

    static func town(_ town: TownStanding) -> [(String, JSONValue)] {
        let member = town.member
        return [
            ("tenant", .string(member.tenant.text)), ("name", .string(town.facts.name)),
            ("role", .string(town.facts.role.rawValue)), ("from", .string(member.from.description)),
            ("suspended", .boolean(member.isSuspended)), ("left", .optional(town.departure)),
            ("ags", .optional(town.facts.official?.ags)), ("ars", .optional(town.facts.official?.ars)),
            ("adopted", .optional(town.framework?.value.number)),
            ("decision", town.adoption.map { JSONValue($0.value.decision) } ?? .null),
            ("last_period", .optional(town.summary?.value.period)),
            ("revision", .optional(town.summary?.value.revision)),
            ("summary", town.summary.map { JSONValue($0.reference) } ?? .null),
            ("indicators_reported", .integer(Int64(town.valued))),
            ("indicators_expected", .integer(Int64(town.expected))),
        ]
    }

    func townsCSV(_ style: CSVStyle) -> [UInt8] {
        var csv = CSVWriter(
            style, "tenant", "name", "role", "status", "from", "ags", "ars", "adopted", "decision_body",
            "decision_date",
            "decision_number", "last_period", "revision", "indicators_reported", "indicators_expected", "summary_index")
        for town in model.towns {
            let member = town.member
            let decision = town.adoption?.value.decision
            csv.row([
                .text(member.tenant.text), .text(town.facts.name), .text(town.facts.role.rawValue),
                .text(member.isSuspended ? "suspended" : town.isActive ? "member" : "left"),
                .text(member.from.description), .text(town.facts.official?.ags ?? ""),
                .text(town.facts.official?.ars ?? ""),
                .integer(town.framework?.value.number), .text(decision?.body ?? ""),
                .text(decision?.date?.description ?? ""), .text(decision?.number ?? ""),
                .text(town.summary?.value.period.description ?? ""), .integer(town.summary?.value.revision),
                .integer(Int64(town.valued)), .integer(Int64(town.expected)), .integer(town.summary?.index),
            ])
        }
        return csv.bytes
    }

    static func indicator(_ series: RegionalSeries) -> [(String, JSONValue)] {
        [
            ("definition", JSONValue(series.definition)),
            ("figure", series.headline.map { JSONValue($0) } ?? .null),
        ]
    }

    /// Every regional figure of every period.
    func indicatorsCSV(_ style: CSVStyle) -> [UInt8] {
        var csv = FigureRows(style)
        for series in model.series { for figure in series.figures { csv.row(figure, series.definition) } }
        return csv.bytes
    }

    /// The figure of each indicator that the overview shows.
    func newestCSV(_ style: CSVStyle) -> [UInt8] {
        var csv = FigureRows(style)
        for series in model.series {
            if let figure = series.headline { csv.row(figure, series.definition) }
        }
        return csv.bytes
    }
}

/// Regional figures as rows.
struct FigureRows {
    private var csv: CSVWriter

    init(_ style: CSVStyle) {
        csv = CSVWriter(
            style, "indicator", "name_de", "name_en", "unit_de", "unit_en", "period", "value", "status", "reason",
            "reported", "expected", "missing", "suppressed", "not_applicable", "district", "population_share", "flags")
    }

    var bytes: [UInt8] { csv.bytes }

    mutating func row(_ figure: Figure, _ definition: Indicator?) {
        csv.row([
            .text(figure.indicator.text), .text(definition?.name.german ?? ""), .text(definition?.name.english ?? ""),
            .text(definition?.unit.german ?? ""), .text(definition?.unit.english ?? ""),
            .text(figure.period.description), .number(figure.value),
            .text(figure.value != nil ? "reported" : figure.reason == .noRule ? "distribution" : "withheld"),
            .text(figure.reason?.rawValue ?? ""), .integer(figure.reported), .integer(figure.expected),
            .integer(figure.missing), .integer(figure.suppressed), .integer(figure.notApplicable),
            .integer(figure.district), .number(figure.populationShare),
            .text(figure.flags.map(\.rawValue).joined(separator: " ")),
        ])
    }
}
