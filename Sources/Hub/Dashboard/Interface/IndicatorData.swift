import Crypto
import Federation

/// One indicator as JSON and CSV: the region and every town's contribution, in every period.
struct IndicatorData {
    let model: IndicatorModel

    init(_ model: IndicatorModel) { self.model = model }

    func json(_ state: FederationState) -> [(String, JSONValue)] {
        [
            ("definition", JSONValue(model.definition)), ("framework", JSONValue(model.framework.reference)),
            (
                "periods",
                .array(
                    model.figures.map { explained in
                        .members([
                            ("figure", JSONValue(explained.figure)),
                            ("contributions", .array(explained.contributions.map { contribution($0, state) })),
                        ])
                    })
            ),
        ]
    }

    private func contribution(_ contribution: Contribution, _ state: FederationState) -> JSONValue {
        .members([
            ("tenant", .string(contribution.tenant.text)),
            ("name", .string(state.members[contribution.tenant]?.name(on: state.day) ?? contribution.tenant.text)),
            ("status", .string(contribution.status.rawValue)), ("counts", .boolean(contribution.counts)),
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
        ])
    }

    func csv(_ state: FederationState) -> [UInt8] {
        var csv = CSVWriter(
            "indicator", "period", "area", "name", "value", "numerator", "denominator", "status", "reason", "flags",
            "level", "counts", "weight", "weight_period", "reported", "expected", "population_share", "revision",
            "summary_index", "summary_sha256")
        let id = CSVWriter.Cell.text(model.definition.id.text)
        for explained in model.figures {
            let figure = explained.figure
            let period = CSVWriter.Cell.text(figure.period.description)
            csv.row([
                id, period, .text("region"), .text("Region"), .number(figure.value), .empty, .empty,
                .text(figure.value != nil ? "reported" : figure.reason == .noRule ? "distribution" : "withheld"),
                .text(figure.reason?.rawValue ?? ""), .text(figure.flags.map(\.rawValue).joined(separator: " ")),
                .text("region"), .empty, .empty, .empty, .integer(figure.reported), .integer(figure.expected),
                .number(figure.populationShare), .empty, .empty, .empty,
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
                ])
            }
        }
        return csv.bytes
    }
}

/// A report's figures as CSV.
enum ReportData {
    static func csv(_ report: RegionalReport) -> [UInt8] {
        var csv = CSVWriter(
            "indicator", "period", "value", "status", "reason", "reported", "expected", "missing", "suppressed",
            "not_applicable", "district", "population_share", "flags", "weight", "weight_period")
        for figure in report.figures {
            csv.row([
                .text(figure.indicator.text), .text(figure.period.description), .number(figure.value),
                .text(figure.value != nil ? "reported" : figure.reason == .noRule ? "distribution" : "withheld"),
                .text(figure.reason?.rawValue ?? ""), .integer(figure.reported), .integer(figure.expected),
                .integer(figure.missing), .integer(figure.suppressed), .integer(figure.notApplicable),
                .integer(figure.district), .number(figure.populationShare),
                .text(figure.flags.map(\.rawValue).joined(separator: " ")),
                .text(figure.weight?.indicator.text ?? ""), .text(figure.weight?.period.description ?? ""),
            ])
        }
        return csv.bytes
    }
}

/// A stretch of the log as JSON and CSV.
enum LogData {
    static func json(
        _ leaves: [[UInt8]], from: Int64, _ snapshot: Sequencer.Snapshot
    ) throws -> [(String, JSONValue)] {
        [
            (
                "entries",
                .array(
                    try leaves.enumerated().map { place, leaf in
                        .members([
                            ("index", .integer(from + Int64(place))),
                            ("leaf", try JSONValue(canonicalBytes: leaf)),
                        ])
                    })
            ), ("from", .integer(from)), ("origin", .string(snapshot.state.origin)),
            ("root", .string(snapshot.checkpoint.head.root.hex)),
        ]
    }

    static func csv(_ leaves: [[UInt8]], from: Int64) throws -> [UInt8] {
        var csv = CSVWriter("index", "received", "issuer", "kind", "version", "bytes", "sha256")
        for (place, bytes) in leaves.enumerated() {
            let leaf = try LogEntry(canonicalBytes: bytes)
            csv.row([
                .integer(from + Int64(place)), .text(leaf.received.description), .text(leaf.issuer.description),
                .text(leaf.kind.rawValue), .integer(Statement.version), .integer(leaf.byteCount),
                .text(leaf.sha256.hex),
            ])
        }
        return csv.bytes
    }
}
