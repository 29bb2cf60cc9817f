import Crypto
import Federation
import Ledger
import Service

/// What the regional office does: the same code whether a command runs it or the running hub does for a command.
struct Office: Sendable {
    let sequencer: Sequencer
    let invitations: Invitations
    let keys: HubKeys
    let publicAddress: String
    let world: World

    /// An act of the office as a command hands it over.
    enum Act {
        case invite(InvitedMember, days: Int)
        case suspend(TenantID, from: CalendarDay?, reason: String)
        case publish(Framework)
        /// From the second edition on with the reason for it.
        case report(Period, reason: String = "")
        /// What a report would say now; nothing is signed.
        case previewReport(Period)
    }

    /// Returns what to print. What is said to have been done is durable.
    func perform(_ act: Act) throws -> String {
        switch act {
        case .invite(let member, let days): return try invite(member, days: days)
        case .suspend(let tenant, let from, let reason):
            let day = from ?? Instant(secondsSince1970: world.now().seconds).day
            let done = try sequencer.issue(
                Sequencer.OfficeAct { _ in
                    .suspension(Suspension(from: day, reason: reason, tenant: tenant))
                } record: { connection, _ in
                    try Invitations.close(tenant, connection)
                })
            return "\(tenant) suspended from \(day), entry \(done.index)\n"
        case .publish(let framework):
            let done = try sequencer.issue(Sequencer.OfficeAct { _ in .framework(framework) })
            return "framework \(framework.number) published, entry \(done.index)\n"
        case .report(let period, let reason):
            let done = try sequencer.issue(
                Sequencer.OfficeAct { state in
                    let report = try state.report(period: period, reason: reason)
                    guard !report.towns.isEmpty else {
                        throw ServiceError(.notFound, "No town was a member of the federation in \(period)")
                    }
                    guard !report.figures.isEmpty else {
                        throw ServiceError(.notFound, "No town has reported anything up to \(period) yet")
                    }
                    // What the office typed must be readable in the log.
                    return .report(try RegionalReport(canonicalBytes: report.canonicalBytes))
                })
            return "report \(period) published, entry \(done.index)\n"
        case .previewReport(let period): return try preview(period)
        }
    }

    private func preview(_ period: Period) throws -> String {
        let state = sequencer.snapshot.state
        return ReportPreview(
            report: try state.report(period: period), previous: state.reports[period]?.last?.value.edition
        ).text
    }

    private func invite(_ member: InvitedMember, days: Int) throws -> String {
        // What could not be read back would only fail when the town enrols.
        _ = try InvitedMember(canonicalBytes: member.canonicalBytes)
        let state = sequencer.snapshot.state
        guard let founding = state.founding, let office = founding.value.keys.first else {
            throw LogFault("This log has no founding")
        }
        let token = Hex.encode(try randomBytes(16))
        let expires = world.now().seconds + Int64(days) * 86_400
        try invitations.add(member, token: token, expires: expires)
        let policy = try WitnessPolicy(
            logs: [WitnessPolicy.Log(key: keys.log.verifierKey, url: publicAddress)], witnesses: [], groups: [],
            quorum: nil)
        return InvitationBlock(
            expires: Instant(secondsSince1970: expires), hub: publicAddress, log: founding.value.log,
            office: office.publicKey.thumbprint, origin: state.origin, policy: policy.text, tenant: member.tenant,
            token: token
        ).text
    }
}

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
        case .publish(let framework):
            return object(
                "publish", [.init("framework", .string(String(decoding: framework.canonicalBytes, as: UTF8.self)))])
        case .previewReport(let period):
            return object("preview-report", [.init("period", .string(period.description))])
        case .report(let period, let reason):
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
