import Federation
import Ledger

extension AuditReport {
    /// The same for programs: one canonical JSON object and a line feed. Texts are in English.
    var json: [UInt8] { object.canonicalBytes + [0x0A] }

    private var object: JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name, value)) }
        add("as_of", standing.map(AuditReport.object) ?? .null)
        add("bytes", .integer(bytes))
        add("checkpoint", checkpoint.map(AuditReport.object) ?? .null)
        add("doubted", .array(doubted.map(AuditReport.object)))
        add("entries_accepted", .integer(accepted))
        add("faults", .array(faults.map(AuditReport.object)))
        add("faults_omitted", .integer(Int64(omittedFaults)))
        add("federation", federation.map(AuditReport.object) ?? .null)
        add("figures", .integer(Int64(derived.figures)))
        add("files", .integer(Int64(files)))
        add("frameworks", .integer(Int64(derived.frameworks)))
        add("last_received", lastReceived.map { .string($0.description) } ?? .null)
        add("notice", notice.map(AuditReport.object) ?? .null)
        add("office", office.map { .string($0) } ?? .null)
        add("office_given", .boolean(trust.office != nil))
        add("policy_given", .boolean(trust.policy != nil))
        add(
            "redacted",
            .array(
                redacted.map { redaction in
                    .object([
                        .init("by", .string(redaction.value.by.rawValue)),
                        .init("entry", .integer(redaction.value.target.index)),
                        .init("reason", .string(redaction.value.reason)), .init("redaction", .integer(redaction.index)),
                        .init("rule", .string(redaction.value.rule)),
                        .init("sha256", .string(redaction.value.target.sha256.hex)),
                    ])
                }))
        add("reports", .integer(Int64(derived.reports)))
        add("selection", selection.flatMap { try? JSONValue(canonicalBytes: $0.canonicalBytes) } ?? .null)
        add("statements", .integer(Int64(statements)))
        add("supporters", .integer(Int64(supporters)))
        add("towns", .integer(Int64(towns)))
        add("verdict", .string(verdict.rawValue))
        return .object(members)
    }

    private static func object(_ checkpoint: CheckpointFindings) -> JSONValue {
        let witnesses = checkpoint.witnesses.map { witness in
            JSONValue.object([
                .init("name", .string(witness.name)), .init("time", .string(moment(witness.seconds))),
            ])
        }
        return .object([
            .init("log", checkpoint.log.map { .string($0.text) } ?? .null),
            .init("origin", .string(checkpoint.checkpoint.origin)),
            .init("quorum", checkpoint.quorum.map { .string($0) } ?? .null),
            .init("root", .string(checkpoint.checkpoint.root.hex)),
            .init("size", .string(String(checkpoint.checkpoint.size))),
            .init("witnessed", .boolean(checkpoint.isWitnessed)),
            .init("witnesses", .array(witnesses)),
        ])
    }

    private static func object(_ standing: Standing) -> JSONValue {
        .object([
            .init("frameworks", .integer(Int64(standing.frameworks))),
            .init("last_received", .string(standing.lastReceived.description)),
            .init("reports", standing.reports.map { .integer(Int64($0)) } ?? .null),
            .init("root", .string(standing.root)),
            .init("size", .integer(standing.size)), .init("supporters", .integer(Int64(standing.supporters))),
            .init("towns", .integer(Int64(standing.towns))),
        ])
    }

    private static func object(_ key: DoubtedKey) -> JSONValue {
        .object([
            .init("entries", .array(key.entries.map { .integer($0) })), .init("from", .integer(key.from)),
            .init("owner", .string(key.owner)), .init("thumbprint", .string(key.thumbprint)),
            .init("until", .integer(key.until)),
        ])
    }

    private static func object(_ fault: Fault) -> JSONValue {
        .object([
            .init("code", .string(fault.code.rawValue)),
            .init("file", fault.file.map { .string($0) } ?? .null),
            .init("index", fault.index.map { .integer($0) } ?? .null),
            .init("issuer", fault.issuer.map { .string($0) } ?? .null),
            .init("refusal", fault.refusal.map { .string($0) } ?? .null),
            .init("step", .string(fault.step.rawValue)),
            .init("what", .string(fault.what.en)),
        ])
    }

    private static func object(_ text: LocalizedText) -> JSONValue {
        .object([.init("de", .string(text.german)), .init("en", .string(text.english))])
    }
}
