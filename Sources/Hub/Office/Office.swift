import Accounts
import Crypto
import Database
import Federation
import Ledger
import Service
import Witnessing

/// What the regional office does: the same code whether a command runs it or the running hub does for a command.
struct Office: Sendable {
    let sequencer: Sequencer
    let invitations: Invitations
    let keys: HubKeys
    let publicAddress: String
    let world: World

    /// An act of the office, as a command hands it over or a page does.
    enum Act {
        case invite(InvitedMember, days: Int)
        case suspend(TenantID, from: CalendarDay?, reason: String)
        case change(MembershipChange)
        /// Who witnesses the log from now on; an empty committee ends it.
        case witnesses(WitnessCommittee)
        /// A new key for the office in place of the one that speaks.
        case rotateKey(SignatureAlgorithm)
        case revokeKey(TenantID, String, KeyChange.Reason, doubtedFrom: Int64?)
        /// New keys for the office under the recovery key in this file.
        case recoverKey(String, KeyChange.Reason, doubtedFrom: Int64?)
        /// After a restore: the office vouches that nothing is missing behind the backup.
        case resume
        /// A statement of a town that has come as a file; what is returned is its receipt.
        case enter([UInt8])
        /// Takes the content of an entry away for good.
        case redact(Redaction)
        case issueDraft(Framework, until: CalendarDay)
        /// `replacing` is the entry of the answer that was seen, −1 for none; nil replaces whatever is there.
        case answer(Answer, replacing: Int64? = nil)
        case publish(Framework)
        /// From the second edition on with the reason for it. `digest` names what was approved; nil signs whatever follows
        /// from the log.
        case report(Period, reason: String = "", digest: Digest? = nil)
        /// What a report would say now; nothing is signed.
        case previewReport(Period)
    }

    /// Returns what to print. What is said to have been done is durable, and in the journal under the name of `account`;
    /// nil stands for a command. `record` is written in the transaction of the act.
    func perform(
        _ act: Act, by account: Account? = nil,
        record: @escaping @Sendable (borrowing Connection) throws -> Void = { _ in }
    ) throws -> String {
        func say(
            _ name: String, _ object: String, _ detail: String = "", key: PrivateKey? = nil,
            record more: @escaping @Sendable (borrowing Connection) throws -> Void = { _ in },
            _ body: @escaping @Sendable (FederationState) throws -> StatementBody
        ) throws -> Int64 {
            let now = world.now().seconds
            return try sequencer.issue(
                Sequencer.OfficeAct(body, key: key) { connection, index in
                    try more(connection)
                    try record(connection)
                    let place = "entry \(index)"
                    try Journal.record(
                        name, object: object, detail: detail.isEmpty ? place : "\(place), \(detail)", by: account,
                        at: now, connection)
                }
            ).index
        }
        switch act {
        case .invite(let member, let days): return try invite(member, days: days, by: account, record: record)
        case .suspend(let tenant, let from, let reason):
            let day = from ?? Instant(secondsSince1970: world.now().seconds).day
            let index = try say(
                "member.suspended", tenant.text, reason, record: { try Invitations.close(tenant, $0) }
            ) { _ in .suspension(Suspension(from: day, reason: reason, tenant: tenant)) }
            return "\(tenant) suspended from \(day), entry \(index)\n"
        case .change(let change):
            let index = try say("member.changed", change.tenant.text, change.reason) { _ in .membership(change) }
            return "membership of \(change.tenant) changed from \(change.from), entry \(index)\n"
        case .witnesses(let committee):
            let index = try say(
                "witnesses.chosen", committee.committee.map(\.text).joined(separator: " "), "quorum \(committee.quorum)"
            ) { _ in .witnesses(committee) }
            return committee.committee.isEmpty
                ? "the log has no witnesses any more, entry \(index)\n"
                : "\(committee.quorum) of \(committee.committee.count) witness the log, entry \(index)\n"
        case .rotateKey(let algorithm):
            let index = try say("key.rotated", "office") { try rotation(algorithm, $0) }
            return "the office has a new key, entry \(index)\n"
        case .revokeKey(let tenant, let thumbprint, let reason, let doubtedFrom):
            let end = revocation(.tenant(tenant), thumbprint, doubtedFrom)
            let index = try say("key.revoked", tenant.text, reason.rawValue) { _ in
                .key(KeyChange(add: [], reason: reason, revoke: [end]))
            }
            return "key \(thumbprint) of \(tenant) ended, entry \(index)\n"
        case .recoverKey(let path, let reason, let doubtedFrom):
            let key = try keys.vault.load(path)
            let index = try say("key.recovered", "office", reason.rawValue, key: key) {
                try recovery(by: key, reason: reason, doubtedFrom: doubtedFrom, $0)
            }
            return "the office has a new key and a new recovery key, entry \(index)\n"
        case .resume: return try resume(by: account)
        case .enter(let bytes):
            let (receipt, _) = try Intake(sequencer: sequencer, world: world).take(bytes)
            return String(decoding: receipt.bytes, as: UTF8.self)
        case .redact(let redaction):
            let target = redaction.target.index
            let index = try say(
                "entry.redacted", "entry \(target)", redaction.rule, record: { try LogStore.erase(target, $0) }
            ) { _ in .redaction(redaction) }
            try sequencer.log.redactionList.keep(sequencer.snapshot.state)
            if try !sequencer.log.store.emptyWriteAhead() {
                world.log.warning("redaction.write-ahead-kept", .number("entry", target))
            }
            return "content of entry \(target) removed, entry \(index)\n"
        case .issueDraft(let framework, let until):
            let index = try say("draft.issued", String(framework.number), "until \(until)") { state in
                Self.draft(framework, until, state)
            }
            return "draft of framework \(framework.number) issued until \(until), entry \(index)\n"
        case .answer(let answer, let seen):
            let index = try say("position.answered", "entry \(answer.position.index)", answer.result.rawValue) {
                state in
                // Asked where all acts stand in line: nobody's answer is replaced unseen.
                if let seen, let place = PositionPlace(state, String(answer.position.index)),
                    place.entry.answer?.index ?? -1 != seen
                {
                    throw AnsweredMeanwhile()
                }
                return .answer(answer)
            }
            return "position at entry \(answer.position.index) answered, entry \(index)\n"
        case .publish(let framework):
            let index = try say("framework.published", String(framework.number)) { _ in .framework(framework) }
            return "framework \(framework.number) published, entry \(index)\n"
        case .report(let period, let reason, let digest):
            let index = try say("report.signed", period.description, reason) { state in
                let report = try Self.report(period, reason: reason, state)
                // Asked where all acts stand in line: what is signed is what was approved.
                if let digest, ReportModel.digest(report, reason: reason) != digest { throw ReportChanged() }
                return .report(report)
            }
            return "report \(period) published, entry \(index)\n"
        case .previewReport(let period): return try preview(period)
        }
    }

    /// Throws what the log would refuse of an act that waits for a second person.
    func check(_ act: Act) throws {
        switch act {
        case .change(let change): try sequencer.check { _ in .membership(change) }
        case .redact(let redaction): try sequencer.check { _ in .redaction(redaction) }
        case .witnesses(let committee): try sequencer.check { _ in .witnesses(committee) }
        case .issueDraft(let framework, let until): try sequencer.check { Self.draft(framework, until, $0) }
        default: break
        }
    }

    private static func draft(_ framework: Framework, _ until: CalendarDay, _ state: FederationState) -> StatementBody {
        let edition = state.consultations(ofVersion: framework.number).count + 1
        return .draft(Draft(edition: Int64(edition), framework: framework, until: until))
    }

    private func preview(_ period: Period) throws -> String {
        let state = sequencer.snapshot.state
        return ReportPreview(
            report: try state.report(period: period), previous: state.reports[period]?.last?.value.edition
        ).text
    }

    private func resume(by account: Account?) throws -> String {
        switch sequencer.historyStop {
        case nil: return "nothing stood in the way\n"
        case .lost(let lost)?: throw Unavailable.history(.lost(lost))
        case .restored(let restored)?:
            try sequencer.resume { connection in
                try Journal.record(
                    "log.resumed", object: "size \(restored.size)", detail: "", by: account, at: world.now().seconds,
                    connection)
            }
            return "the hub goes on at size \(restored.size)\n"
        }
    }

    /// The figures are no longer those that were approved.
    struct ReportChanged: Error {}

    /// Somebody else has answered the same position in the meantime.
    struct AnsweredMeanwhile: Error {}

    /// The report as it would be signed now; refused where there is nothing to report about.
    static func report(_ period: Period, reason: String, _ state: FederationState) throws -> RegionalReport {
        let report = try state.report(period: period, reason: reason)
        guard !report.towns.isEmpty else {
            throw ServiceError(.notFound, "No town was a member of the federation in \(period)")
        }
        guard !report.figures.isEmpty else {
            throw ServiceError(.notFound, "No town has reported anything up to \(period) yet")
        }
        // What the office typed must be readable in the log.
        return try RegionalReport(canonicalBytes: report.canonicalBytes)
    }

    private func invite(
        _ member: InvitedMember, days: Int, by account: Account?, record: (borrowing Connection) throws -> Void
    ) throws -> String {
        // What could not be read back would only fail when the town enrols.
        _ = try InvitedMember(canonicalBytes: member.canonicalBytes)
        guard !member.name.contains(where: \.isNewline) else {
            throw Refusal(.value, "The name of a member is one line", field: "name")
        }
        let state = sequencer.snapshot.state
        guard let founding = state.founding, let office = founding.value.keys.first else {
            throw LogFault("This log has no founding")
        }
        let token = Hex.encode(try randomBytes(16))
        let expires = world.now().seconds + Int64(days) * 86_400
        try invitations.add(member, token: token, expires: expires) { connection in
            try record(connection)
            try Journal.record(
                "member.invited", object: member.tenant.text, detail: "\(days) days", by: account,
                at: world.now().seconds, connection)
        }
        let policy = try WitnessPolicy.following(state, at: state.size, log: keys.log.verifierKey, url: publicAddress)
        return InvitationBlock(
            expires: Instant(secondsSince1970: expires), hub: publicAddress, log: founding.value.log,
            office: office.publicKey.thumbprint, origin: state.origin, policy: policy.text, tenant: member.tenant,
            token: token
        ).text
    }
}
