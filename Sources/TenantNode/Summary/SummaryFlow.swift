import Accounts
import Crypto
import Database
import Federation
import Service

/// A summary's way through the house: handed on by an author, approved by somebody else, signed and sent.
struct SummaryFlow: Sendable {
    let node: Node
    /// The town's name for the federation.
    let name: String

    /// Everything a person has to know about the summary of one period.
    struct Standing: Sendable {
        /// With the function and the four-eyes mark that an approval by this person would have.
        let preview: SummaryDesk.Preview
        let request: SummaryRequest?
        let approved: SummaryDesk.Approved?
        /// The newest statement of this period, signed or delivered.
        let own: OwnStatement?
        /// Whether this person may approve.
        let decision: FourEyes.Decision
        /// The digest of what was handed on, and of the same now, where they differ.
        let changedSinceRequest: (requested: Digest, now: Digest)?
        /// Approved, but not yet signed.
        var isReadyToSend: Bool { approved.map { $0.statement == nil } ?? false }
    }

    private var desk: SummaryDesk { SummaryDesk(node: node, name: name) }

    func standing(_ period: Period, function: Summary.Approval.Function, for account: Account) throws -> Standing {
        let open = try desk.preview(period, approval: Self.open)
        let (request, authors, isAllowed) = try node.store.read { connection in
            let request = try SummaryRequestStore.newest(period, of: name, connection)
            return (
                request,
                try SummaryRequestStore.authors(
                    of: open.outcome.summary, in: name, request: request, connection),
                try FourEyes.isSelfApprovalAllowed(connection)
            )
        }
        let decision = FourEyes.decide(authors: authors, approver: account, isSelfApprovalAllowed: isAllowed)
        let preview = try desk.preview(
            period,
            approval: Summary.Approval(function: function, isSelfApproved: decision == .allowedAsSelfApproved))
        let own = try node.store.read { connection in try OwnStatements.chain(of: name, connection) }.last { own in
            switch own.statement?.body {
            case .summary(let summary)?: summary.period == period
            case .withdrawal(let withdrawal)?: withdrawal.period == period
            default: false
            }
        }
        var changed: (requested: Digest, now: Digest)?
        if let request, request.state == .waiting, request.body != open.body {
            changed = (SHA256.digest(request.body), open.sha256)
        }
        return Standing(
            preview: preview, request: request, approved: try desk.approved(period), own: own, decision: decision,
            changedSinceRequest: changed)
    }

    /// Whether this person may approve what waits for a period.
    func mayApprove(_ period: Period, _ account: Account) throws -> Bool {
        if case .refused = try standing(period, function: .mayor, for: account).decision { return false }
        return true
    }

    /// Hands the summary on for approval, as it was seen.
    func request(_ period: Period, expecting expected: String, by account: Account?) throws {
        let preview = try desk.preview(period, approval: Self.open)
        try Self.compare(expected, preview)
        try desk.check(preview)
        try node.store.write { connection in
            try SummaryRequestStore.request(
                period, of: name, body: preview.body, author: account?.id,
                name: account?.name ?? Editor.commandLine.name, at: node.world.now().seconds, connection)
            try Journal.record(
                "summary.requested", object: "\(name) \(period)", detail: preview.sha256.hex, by: account,
                at: node.world.now().seconds, connection)
        }
    }

    /// Approves what was handed on, if it is what was seen and still the same, by somebody who has not written it.
    func approve(
        _ period: Period, function: Summary.Approval.Function, expecting expected: String, by account: Account
    ) throws {
        let standing = try standing(period, function: function, for: account)
        guard let request = standing.request, request.state == .waiting else {
            throw NodeError(
                .notApproved, de: "Für \(period) wartet nichts auf eine Freigabe.",
                en: "Nothing waits for approval for \(period).")
        }
        if case .refused(let refusal) = standing.decision {
            throw NodeError(.notPermitted, de: refusal.de, en: refusal.en)
        }
        if let changed = standing.changedSinceRequest {
            throw NodeError(
                .changed,
                de: "Seit der Vorlage hat sich etwas geändert (vorgelegt \(changed.requested.hex), jetzt "
                    + "\(changed.now.hex)). Bitte noch einmal ansehen und neu vorlegen lassen.",
                en: "Something has changed since it was handed on (handed on \(changed.requested.hex), now "
                    + "\(changed.now.hex)). Please look again and have it handed on anew.")
        }
        try Self.compare(expected, standing.preview)
        let at = node.world.now().seconds
        _ = try desk.approve(
            period, approval: standing.preview.outcome.summary.approval, expecting: expected
        ) { connection in
            guard
                try SummaryRequestStore.decide(
                    request.id, .approved, by: account.id, name: account.name, note: "", at: at, connection)
            else { throw Self.decidedMeanwhile }
            try Journal.record(
                "summary.approved", object: "\(name) \(period)",
                detail: "\(expected) \(function.rawValue)"
                    + (standing.decision == .allowedAsSelfApproved ? " self-approved" : ""), by: account, at: at,
                connection)
        }
    }

    /// Gives a summary back to its author with a reason.
    func giveBack(_ period: Period, note: String, by account: Account?) throws {
        let at = node.world.now().seconds
        try node.store.write { connection in
            guard let request = try SummaryRequestStore.newest(period, of: name, connection),
                try SummaryRequestStore.decide(
                    request.id, .returned, by: account?.id, name: account?.name ?? Editor.commandLine.name, note: note,
                    at: at, connection)
            else { throw Self.decidedMeanwhile }
            try Journal.record(
                "summary.returned", object: "\(name) \(period)", detail: note, by: account, at: at, connection)
        }
    }

    /// Signs what was approved; the outbox sends it.
    func sign(_ period: Period, by account: Account) throws -> OwnStatement {
        try signed(period, by: account).statement
    }

    /// - Returns: `isNew` is false where it was signed before.
    func signed(_ period: Period, by account: Account?) throws -> (statement: OwnStatement, isNew: Bool) {
        let (own, isNew) = try desk.submission(of: period)
        if isNew {
            try node.store.write { connection in
                try Journal.record(
                    "summary.signed", object: "\(name) \(period)", detail: own.sha256.hex, by: account,
                    at: node.world.now().seconds, connection)
            }
        }
        return (own, isNew)
    }

    /// Approves for whoever owns the machine (decision 12). What was handed on in the browser is decided by it.
    func approve(_ period: Period, approval: Summary.Approval, expecting expected: String?) throws
        -> SummaryDesk.Preview
    {
        let at = node.world.now().seconds
        return try desk.approve(period, approval: approval, expecting: expected) { connection in
            if let request = try SummaryRequestStore.newest(period, of: name, connection), request.state == .waiting {
                _ = try SummaryRequestStore.decide(
                    request.id, .approved, by: nil, name: Editor.commandLine.name, note: "", at: at, connection)
            }
            let newest = try SummaryDesk.approved(period, of: name, connection)
            try Journal.record(
                "summary.approved", object: "\(name) \(period)",
                detail: "\(newest?.sha256.hex ?? "") \(approval.function.rawValue)"
                    + (approval.isSelfApproved ? " self-approved" : ""), by: nil, at: at, connection)
        }
    }

    /// Takes the delivered summary of a period back, by a signed statement of its own.
    func withdraw(_ period: Period, reason: Federation.Withdrawal.Reason, by account: Account?) throws {
        let membership = try node.membership(name)
        let current = try node.log(of: membership).state.summaries[membership.tenant]?[period]
        guard let current else {
            throw NodeError(
                .notFound, de: "Für \(period) steht keine Meldung im Protokoll, die zurückgenommen werden könnte.",
                en: "For \(period) there is no summary in the log that could be withdrawn.")
        }
        try Signer(node: node, name: name).sign(
            { _ in
                .withdrawal(Federation.Withdrawal(period: period, reason: reason, summary: current.reference))
            },
            record: { connection, _ in
                try Journal.record(
                    "summary.withdrawn", object: "\(name) \(period)", detail: reason.rawValue, by: account,
                    at: node.world.now().seconds, connection)
            })
    }

    /// Stands in the place of an approval until there is one.
    static let open = Summary.Approval(function: .other, isSelfApproved: false)

    private static func compare(_ expected: String, _ preview: SummaryDesk.Preview) throws {
        guard expected.lowercased() != preview.sha256.hex else { return }
        throw NodeError(
            .changed,
            de: "Die Daten haben sich seit der Ansicht geändert (gesehen \(printable(expected, maximum: 64)), jetzt "
                + "\(preview.sha256.hex)). Bitte sehen Sie noch einmal hin.",
            en: "The data have changed since they were looked at (seen \(printable(expected, maximum: 64)), now "
                + "\(preview.sha256.hex)). Please look again.")
    }

    private static let decidedMeanwhile = NodeError(
        .changed, de: "Darüber hat inzwischen schon jemand anderes entschieden.",
        en: "Somebody else has decided on this meanwhile.")
}
