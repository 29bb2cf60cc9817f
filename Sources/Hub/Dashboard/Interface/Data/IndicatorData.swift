import Crypto
import Federation

/// One indicator as JSON and CSV: the region and every town's contribution, in every period.
struct IndicatorData {
    let model: IndicatorModel

    init(_ model: IndicatorModel) { self.model = model }

    func json() -> [(String, JSONValue)] {
        [
            ("definition", JSONValue(model.definition)), ("framework", JSONValue(model.framework.reference)),
            ("doubts", .array(model.figures.flatMap { JSONValue.doubts(of: $0, model.doubts[$0.period] ?? []) })),
            ("figures", .array(model.figures.map { JSONValue($0) })),
        ]
    }

    /// What went into the figures, in order of period, then of town.
    func contributions(period: String?, town: String?) -> [(period: Period, contribution: Contribution)] {
        model.explained { period == nil || $0.description == period }.flatMap { explained in
            explained.contributions.filter { town == nil || $0.tenant.text == town }
                .map { (explained.figure.period, $0) }
        }
    }

    static func row(
        _ period: Period, _ contribution: Contribution, _ state: FederationState
    ) -> [(String, JSONValue)] {
        [
            ("tenant", .string(contribution.tenant.text)), ("period", .string(period.description)),
            ("name", .string(state.members[contribution.tenant]?.name(on: state.day) ?? contribution.tenant.text)),
            ("status", .string(contribution.status.rawValue)), ("counts", .boolean(contribution.counts)),
            ("doubts", .array(state.doubts(of: contribution).map { .doubt($0.doubt) })),
            ("observation", contribution.observation.map { JSONValue($0.observation) } ?? .null),
            ("revision", .optional(contribution.observation?.revision)),
            ("summary", contribution.observation.map { JSONValue($0.summary) } ?? .null),
            (
                "weight",
                contribution.weight.map { weight in
                    .members([
                        ("observation", JSONValue(weight.observation)), ("summary", JSONValue(weight.summary)),
                    ])
                } ?? .null
            ),
        ]
    }

    func csv(_ state: FederationState, _ style: CSVStyle) -> [UInt8] {
        var csv = CSVWriter(
            style, "indicator", "period", "area", "name", "value", "numerator", "denominator", "status", "reason",
            "flags",
            "level", "counts", "weight", "weight_period", "reported", "expected", "population_share", "revision",
            "summary_index", "summary_sha256", "doubts")
        let id = CSVWriter.Cell.text(model.definition.id.text)
        for explained in model.explained() {
            let figure = explained.figure
            let period = CSVWriter.Cell.text(figure.period.description)
            csv.row([
                id, period, .text("region"), .text("Region"), .number(figure.value), .empty, .empty,
                .text(figure.value != nil ? "reported" : figure.reason == .noRule ? "distribution" : "withheld"),
                .text(figure.reason?.rawValue ?? ""), .text(figure.flags.map(\.rawValue).joined(separator: " ")),
                .text("region"), .empty, .empty, .empty, .integer(figure.reported), .integer(figure.expected),
                .number(figure.populationShare), .empty, .empty, .empty,
                .integer(Int64(state.doubts(of: explained).count)),
            ])
            for contribution in explained.contributions {
                let counting = contribution.observation
                let observation = counting?.observation
                let weight = contribution.weight?.observation
                csv.row([
                    id, period, .text(contribution.tenant.text),
                    .text(state.members[contribution.tenant]?.name(on: state.day) ?? contribution.tenant.text),
                    observation?.csvValue ?? .empty, .number(observation?.numerator),
                    .number(observation?.denominator), .text(contribution.status.rawValue), .empty,
                    .text((observation?.flags ?? []).map(\.rawValue).joined(separator: " ")),
                    .text(observation?.level.rawValue ?? ""), .boolean(contribution.counts),
                    weight?.csvValue ?? .empty, .text(weight?.period.description ?? ""), .empty, .empty, .empty,
                    .integer(counting?.revision), .integer(counting?.summary.index),
                    .text(counting?.summary.sha256.hex ?? ""),
                    .integer(Int64(state.doubts(of: contribution).count)),
                ])
            }
        }
        return csv.bytes
    }
}
