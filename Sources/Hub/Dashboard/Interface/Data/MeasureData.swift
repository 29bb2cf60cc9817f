import Federation

/// Measures of all towns as their newest summaries report them, with the titles of their published strategies.
struct MeasureData {
    /// One measure of one town.
    struct Line {
        let tenant: TenantID
        let state: Summary.MeasureState
        /// From the town's strategy, where it publishes one with this measure.
        let text: Measure?
        let summary: Recorded<Summary>
    }

    let lines: [Line]

    init(_ state: FederationState, town: String?, field: String?, bundle: String?, status: String?) {
        var lines: [Line] = []
        for member in state.sortedMembers where town == nil || member.tenant.text == town {
            guard let summary = state.newestSummary(of: member.tenant) else { continue }
            let texts = Dictionary(
                (state.strategies[member.tenant]?.value.measures ?? []).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first })
            for measure in summary.value.measures {
                guard field == nil || measure.fields.contains(where: { $0.text == field }),
                    bundle == nil || measure.bundle?.text == bundle,
                    status == nil || measure.status.rawValue == status
                else { continue }
                lines.append(
                    Line(tenant: member.tenant, state: measure, text: texts[measure.id], summary: summary))
            }
        }
        self.lines = lines
    }

    static func row(_ line: Line) -> [(String, JSONValue)] {
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
