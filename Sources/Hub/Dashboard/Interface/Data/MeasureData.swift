import Federation

/// Measures of all towns as their newest summaries report them, with the titles of their published strategies.
struct MeasureData {
    let lines: [TownMeasure]

    /// - Parameter arguments: those of the operation; what is not there has no measures.
    init(_ region: RegionModel, _ arguments: Arguments) {
        var filter = MeasureFilter()
        filter.words = arguments[.words] ?? ""
        filter.town = arguments[.ofTown].flatMap { TenantID($0) }
        filter.field = arguments[.ofField].flatMap { Code($0) }
        filter.goal = arguments[.ofGoal].flatMap { Code($0) }
        filter.bundle = arguments[.ofBundle].flatMap { Code($0) }
        filter.status = arguments[.ofStatus].flatMap { MeasureStatus(rawValue: $0) }
        filter.period = arguments[.runningIn].flatMap { Period($0) }
        filter.isReusable = arguments[.reusable] != nil
        lines = filter.measures(region)
    }

    static func row(_ line: TownMeasure) -> [(String, JSONValue)] {
        let state = line.state
        return [
            ("bundle", .optional(state.bundle)), ("fields", .array(state.fields.map { .string($0.text) })),
            ("goals", .array(state.goals.map { .string($0.text) })), ("id", .string(state.id.text)),
            ("period", .string(line.summary.value.period.description)), ("planned", JSONValue(state.planned)),
            ("progress", .optional(state.progress)), ("reuse", .string(line.text?.reuse ?? "")),
            ("spent", JSONValue(state.spent)), ("status", .string(state.status.rawValue)),
            ("summary", JSONValue(line.summary.reference)), ("tenant", .string(line.tenant.text)),
            ("title", .optional(line.text?.title)),
        ]
    }

    func csv(_ style: CSVStyle) -> [UInt8] {
        var csv = CSVWriter(
            style, "tenant", "measure", "title", "status", "progress", "planned", "spent", "bundle", "fields", "goals",
            "reuse", "period", "summary_index", "summary_sha256")
        for line in lines {
            csv.row([
                .text(line.tenant.text), .text(line.state.id.text), .text(line.text?.title ?? ""),
                .text(line.state.status.rawValue), .integer(line.state.progress), .number(line.state.planned),
                .number(line.state.spent), .text(line.state.bundle?.text ?? ""),
                .text(line.state.fields.map(\.text).joined(separator: " ")),
                .text(line.state.goals.map(\.text).joined(separator: " ")), .text(line.text?.reuse ?? ""),
                .text(line.summary.value.period.description), .integer(line.summary.index),
                .text(line.summary.reference.sha256.hex),
            ])
        }
        return csv.bytes
    }
}
