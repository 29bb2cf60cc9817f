import Federation
import Pages

/// The calculation behind a counted number as JSON.
struct CountData {
    let explained: CountExplanation

    /// Of what is not there, nothing is counted; nil where nobody has reported yet. Errors: words that do not go together.
    init?(_ operation: ReadOperation, _ asked: Dashboard.InterfaceRequest) throws(ParameterRefusal) {
        let kind =
            switch operation {
            case .measureCount: "measures"
            case .participationCount: "participation"
            case .summaryCount: "summaries"
            default: "adoptions"
            }
        let parameters = operation.description.parameters
        let newest = asked.region.newestPeriod?.description
        func value(_ name: String) -> String? {
            parameters.first { $0.name == name }.flatMap { asked.arguments[$0] } ?? (name == "period" ? newest : nil)
        }
        if kind == "summaries", value("period") == nil { return nil }
        do throws(CountQuestion.Misread) {
            explained = CountExplanation(try CountQuestion(kind: kind, value), asked.state)
        } catch {
            let (de, en) = error.expected.text
            var refusal = ParameterRefusal(
                error.name, found: value(error.name) ?? "", expected: Phrase(de: de, en: en))
            // Not every figure is broken down in every way, and each way has parts of its own.
            if [Parameter.partOf.name, Parameter.partKey.name].contains(error.name) { refusal.status = 404 }
            throw refusal
        }
    }

    var members: [(String, JSONValue)] {
        [("lower_bound", .boolean(explained.isLowerBound)), ("value", JSONValue(explained.total))]
    }

    static func row(_ share: CountExplanation.Share) -> [(String, JSONValue)] {
        [
            ("measures", .optional(share.measures)), ("period", .optional(share.source?.period)),
            ("received", .optional(share.source?.received)), ("revision", .optional(share.source?.revision)),
            ("statement", share.source.map { JSONValue($0.reference) } ?? .null),
            ("status", .string(share.status.rawValue)), ("tenant", .string(share.tenant.text)),
            ("value", JSONValue(share.value)), ("without_amount", .optional(share.withoutAmount)),
        ]
    }
}
