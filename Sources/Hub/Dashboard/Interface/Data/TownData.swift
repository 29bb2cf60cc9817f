import Federation

/// One town as JSON and CSV.
struct TownData {
    let model: TownModel
    let state: FederationState

    init(_ model: TownModel, _ state: FederationState) {
        self.model = model
        self.state = state
    }

    func json() -> [(String, JSONValue)] {
        RegionData.town(model.standing) + [
            ("strategy", model.strategy.map { JSONValue($0.value) } ?? .null),
            ("strategy_statement", model.strategy.map { JSONValue($0.reference) } ?? .null),
            (
                "statements",
                .array(
                    model.said.map { said in
                        .members([
                            ("doubt", .doubt(state.doubt(of: said.reference, by: said.issuer(model.member.tenant)))),
                            ("kind", .string(said.kind.rawValue)), ("period", .optional(said.period)),
                            ("statement", JSONValue(said.reference)),
                        ])
                    })
            ),
        ]
    }

    func csv(_ style: CSVStyle) -> [UInt8] {
        var csv = CSVWriter(
            style, "tenant", "indicator", "period", "value", "numerator", "denominator", "status", "flags", "level",
            "revision", "summary_index", "summary_sha256", "doubted_from")
        for line in model.lines {
            for (period, counting) in line.observations {
                let observation = counting.observation
                csv.row([
                    .text(model.member.tenant.text), .text(line.definition.id.text), .text(period.description),
                    observation.csvValue, .number(observation.numerator), .number(observation.denominator),
                    .text(observation.status.rawValue),
                    .text(observation.flags.map(\.rawValue).joined(separator: " ")),
                    .text(observation.level.rawValue), .integer(counting.revision), .integer(counting.summary.index),
                    .text(counting.summary.sha256.hex),
                    .integer(state.doubt(of: counting.summary, by: .tenant(model.member.tenant))?.from),
                ])
            }
        }
        return csv.bytes
    }
}

extension Observation {
    var csvValue: CSVWriter.Cell { status == .suppressed ? .suppressed : .number(value) }
}
