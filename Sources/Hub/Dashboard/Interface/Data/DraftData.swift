import Federation

/// A draft with positions and answers for programs and spreadsheets.
struct DraftData {
    let consultation: Consultation

    init(_ consultation: Consultation) { self.consultation = consultation }

    func json() -> [(String, JSONValue)] {
        [
            ("draft", JSONValue(consultation.draft.value)),
            ("entry", .integer(consultation.draft.index)),
            (
                "positions",
                .array(
                    consultation.entries.map { entry in
                        .members([
                            ("answer", entry.answer.map { JSONValue($0.value) } ?? .null),
                            ("answer_entry", .optional(entry.answer?.index)),
                            ("entry", .integer(entry.position.index)),
                            ("position", JSONValue(entry.position.value)), ("tenant", .string(entry.tenant.text)),
                        ])
                    })
            ),
        ]
    }

    func csv(_ state: FederationState, _ style: CSVStyle) -> [UInt8] {
        var writer = CSVWriter(
            style, "draft", "passage", "tenant", "name", "entry", "received", "kind", "text", "proposal", "result",
            "reason",
            "answer_entry", "answer_received")
        for entry in consultation.entries {
            let position = entry.position.value
            let answer = entry.answer
            writer.row([
                .text(consultation.name), .text(position.passage.description), .text(entry.tenant.text),
                .text(state.members[entry.tenant]?.name(on: state.day) ?? entry.tenant.text),
                .integer(entry.position.index),
                .text(entry.position.received.description), .text(position.kind.rawValue), .text(position.text),
                .text(position.proposal), .text(answer?.value.result.rawValue ?? ""),
                .text(answer?.value.reason ?? ""), .integer(answer?.index),
                .text(answer?.received.description ?? ""),
            ])
        }
        return writer.bytes
    }
}
