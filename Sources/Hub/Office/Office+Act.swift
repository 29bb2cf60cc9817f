import Crypto
import Federation

extension Office.Act {
    /// How an act travels from a command to the running hub: canonical JSON.
    var json: JSONValue {
        func object(_ act: String, _ members: [JSONValue.Member]) -> JSONValue {
            .object([JSONValue.Member("act", .string(act))] + members)
        }
        switch self {
        case .invite(let member, let days):
            return object(
                "invite",
                [
                    .init("days", .integer(Int64(days))),
                    .init("member", .string(String(decoding: member.canonicalBytes, as: UTF8.self))),
                ])
        case .suspend(let tenant, let from, let reason):
            return object(
                "suspend",
                [
                    .init("from", .string(from?.description ?? "")), .init("reason", .string(reason)),
                    .init("tenant", .string(tenant.text)),
                ])
        case .change(let change):
            return object(
                "change", [.init("membership", .string(String(decoding: change.canonicalBytes, as: UTF8.self)))])
        case .witnesses(let committee):
            return object(
                "witnesses",
                [.init("committee", .string(String(decoding: committee.canonicalBytes, as: UTF8.self)))])
        case .rotateKey(let algorithm):
            return object("rotate-key", [.init("algorithm", .string(algorithm.rawValue))])
        case .revokeKey(let tenant, let thumbprint, let reason, let doubtedFrom):
            return object(
                "revoke-key",
                [
                    .init("doubted_from", doubtedFrom.map { .integer($0) } ?? .null),
                    .init("reason", .string(reason.rawValue)), .init("tenant", .string(tenant.text)),
                    .init("thumbprint", .string(thumbprint)),
                ])
        case .recoverKey(let path, let reason, let doubtedFrom):
            return object(
                "recover-key",
                [
                    .init("doubted_from", doubtedFrom.map { .integer($0) } ?? .null), .init("path", .string(path)),
                    .init("reason", .string(reason.rawValue)),
                ])
        case .resume: return object("resume", [])
        case .enter(let bytes):
            return object("enter", [.init("statement", .string(String(decoding: bytes, as: UTF8.self)))])
        case .redact(let redaction):
            return object(
                "redact", [.init("redaction", .string(String(decoding: redaction.canonicalBytes, as: UTF8.self)))])
        case .issueDraft(let framework, let until):
            return object(
                "draft",
                [
                    .init("framework", .string(String(decoding: framework.canonicalBytes, as: UTF8.self))),
                    .init("until", .string(until.description)),
                ])
        case .answer(let answer, _):
            return object("answer", [.init("answer", .string(String(decoding: answer.canonicalBytes, as: UTF8.self)))])
        case .publish(let framework):
            return object(
                "publish", [.init("framework", .string(String(decoding: framework.canonicalBytes, as: UTF8.self)))])
        case .previewReport(let period):
            return object("preview-report", [.init("period", .string(period.description))])
        case .report(let period, let reason, _):
            return object(
                "report", [.init("period", .string(period.description)), .init("reason", .string(reason))])
        }
    }

    init(json bytes: [UInt8]) throws(Refusal) {
        guard case .object(let members) = try JSONValue(canonicalBytes: bytes) else {
            throw Refusal(.malformed, "An act is an object")
        }
        func text(_ name: String) -> String {
            guard case .string(let text)? = members.first(where: { $0.name == name })?.value else { return "" }
            return text
        }
        switch text("act") {
        case "invite":
            guard case .integer(let days)? = members.first(where: { $0.name == "days" })?.value,
                (1...365).contains(days)
            else { throw Refusal(.range, "An invitation is valid for 1 to 365 days", field: "days") }
            self = .invite(try InvitedMember(canonicalBytes: Array(text("member").utf8)), days: Int(days))
        case "suspend":
            guard let tenant = TenantID(text("tenant")) else {
                throw Refusal(.value, "A tenant id is expected", field: "tenant")
            }
            let from = CalendarDay(text("from"))
            guard from != nil || text("from").isEmpty else {
                throw Refusal(.value, "A day such as 2026-10-05 is expected, or nothing for today", field: "from")
            }
            self = .suspend(tenant, from: from, reason: text("reason"))
        case "change": self = .change(try MembershipChange(canonicalBytes: Array(text("membership").utf8)))
        case "witnesses": self = .witnesses(try WitnessCommittee(canonicalBytes: Array(text("committee").utf8)))
        case "resume": self = .resume
        case "enter": self = .enter(Array(text("statement").utf8))
        case "rotate-key":
            guard let algorithm = SignatureAlgorithm(rawValue: text("algorithm")) else {
                throw Refusal(.value, "EdDSA or ES256 is expected", field: "algorithm")
            }
            self = .rotateKey(algorithm)
        case "revoke-key", "recover-key":
            guard let reason = KeyChange.Reason(rawValue: text("reason")) else {
                throw Refusal(.value, "compromise, loss or retirement is expected", field: "reason")
            }
            var doubtedFrom: Int64?
            if case .integer(let index)? = members.first(where: { $0.name == "doubted_from" })?.value {
                doubtedFrom = index
            }
            if text("act") == "recover-key" {
                self = .recoverKey(text("path"), reason, doubtedFrom: doubtedFrom)
            } else {
                guard let tenant = TenantID(text("tenant")) else {
                    throw Refusal(.value, "A tenant id is expected", field: "tenant")
                }
                self = .revokeKey(tenant, text("thumbprint"), reason, doubtedFrom: doubtedFrom)
            }
        case "redact": self = .redact(try Redaction(canonicalBytes: Array(text("redaction").utf8)))
        case "draft":
            guard let until = CalendarDay(text("until")) else {
                throw Refusal(.value, "A day such as 2026-10-05 is expected", field: "until")
            }
            self = .issueDraft(try Framework(canonicalBytes: Array(text("framework").utf8)), until: until)
        case "answer": self = .answer(try Answer(canonicalBytes: Array(text("answer").utf8)))
        case "publish": self = .publish(try Framework(canonicalBytes: Array(text("framework").utf8)))
        case "report", "preview-report":
            guard let period = Period(text("period")) else {
                throw Refusal(.value, "A period such as 2026 or 2026-Q3 is expected", field: "period")
            }
            self = text("act") == "report" ? .report(period, reason: text("reason")) : .previewReport(period)
        default: throw Refusal(.malformed, "This act is not known", field: "act")
        }
    }
}
