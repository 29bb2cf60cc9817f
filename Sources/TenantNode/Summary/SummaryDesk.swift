import Crypto
import Database
import Events
import Federation
import Participation
import Service

/// Preview, approval and submission of summaries for one federation.
struct SummaryDesk: Sendable {
    let node: Node
    let name: String

    struct Preview: Sendable {
        let membership: Membership
        let framework: Framework
        let outcome: Summarise.Outcome
        /// The revision that is current now, if there is one.
        let last: Summary?
        /// The period's last day is still to come.
        let isUnfinished: Bool
        /// The period does not end within membership.
        let isOutsideMembership: Bool

        /// Exactly what would be approved and signed.
        var body: [UInt8] { outcome.summary.canonicalBytes }
        var sha256: Digest { SHA256.digest(body) }
    }

    /// What was approved, byte for byte.
    struct Approved: Sendable {
        let id: Int64
        let period: Period
        let body: [UInt8]
        /// Seconds since 1970.
        let approved: Int64
        let statement: Int64?

        var sha256: Digest { SHA256.digest(body) }
    }

    func preview(_ period: Period, approval: Summary.Approval) throws -> Preview {
        let membership = try node.membership(name)
        let log = try node.log(of: membership)
        guard let framework = try framework(membership, log) else {
            throw NodeError(
                .notAdopted,
                de: "Noch ist keine Version der Rahmenstrategie angenommen. Bitte zuerst den Ratsbeschluss mit „adopt“ "
                    + "eintragen.",
                en: "No version of the framework strategy has been adopted yet. Please enter the council's decision "
                    + "with \"adopt\" first.")
        }
        guard let first = CivilDay("\(period.firstDay)"), let last = CivilDay("\(period.lastDay)") else {
            throw NodeError(
                .usage, de: "Der Zeitraum \(period) liegt außerhalb des Kalenders.",
                en: "The period \(period) lies outside the calendar.")
        }
        let known = try NodeParticipation.strategy(node)
        return try node.store.read { connection in
            let chain = try OwnStatements.chain(of: name, connection)
            let earlier = Self.newest(in: chain)
            let strategy = try StrategyStore.read(connection)
            let secrecy = try SecrecyStore.all(connection)
            let participation = SummaryParticipation(
                try ParticipationFigures.count(from: first, to: last, strategy: known, connection),
                try EventFigures.count(from: first, to: last, connection),
                entered: try ObservationStore.participation(of: period, connection), strategy: strategy,
                framework: framework.value)
            let summarise = Summarise(
                strategy: strategy,
                observations: try ObservationStore.observations(connection),
                participation: participation.rows, counted: earlier[period]?.summary.participation ?? [],
                framework: framework.value,
                reference: framework.reference, period: period, earlier: earlier,
                withdrawn: Self.withdrawn(in: chain), published: Self.published(in: chain, standing: earlier),
                revisions: Self.revisions(in: chain), contributors: secrecy.contributors,
                totalsElsewhere: secrecy.totalsElsewhere)
            return Preview(
                membership: membership, framework: framework.value, outcome: summarise.outcome(approval: approval),
                last: earlier[period]?.summary,
                isUnfinished: period.lastDay > node.today,
                isOutsideMembership: !(log.state.members[membership.tenant]?.isMember(on: period.lastDay) ?? false))
        }
    }

    /// The newest framework that was adopted, also by an adoption that still waits in the outbox.
    func framework(_ membership: Membership, _ log: FollowedLog) throws -> Recorded<Framework>? {
        let adopted = try node.store.read { connection in try OwnStatements.chain(of: name, connection) }
            .compactMap { own -> Reference? in
                guard case .adoption(let adoption)? = own.statement?.body else { return nil }
                return adoption.framework
            }
        return log.state.frameworks.last { adopted.contains($0.reference) }
    }

    /// Freezes exactly the previewed bytes.
    ///
    /// - Parameter record: written in the same transaction.
    func approve(
        _ period: Period, approval: Summary.Approval, expecting expected: String?,
        record: (borrowing Connection) throws -> Void = { _ in }
    ) throws -> Preview {
        let preview = try preview(period, approval: approval)
        if let expected, expected.lowercased() != preview.sha256.hex {
            throw NodeError(
                .changed,
                de:
                    "Die Daten haben sich seit der Vorschau geändert (gesehen \(expected), jetzt \(preview.sha256.hex)). "
                    + "Bitte die Vorschau noch einmal ansehen.",
                en:
                    "The data have changed since the preview (seen \(expected), now \(preview.sha256.hex)). Please look at "
                    + "the preview again.")
        }
        try check(preview)
        try node.store.write { connection in
            try connection.execute(
                "INSERT INTO approval (federation, period, body, approved) VALUES (?, ?, ?, ?)", .text(name),
                .text(period.description), .blob(preview.body), .integer(node.world.now().seconds))
            try record(connection)
        }
        return preview
    }

    /// Throws what stands in the way of an approval.
    func check(_ preview: Preview) throws {
        let period = preview.outcome.summary.period
        guard !preview.isOutsideMembership else {
            throw NodeError(
                .refused,
                de: "Der Zeitraum \(period) endet nicht innerhalb der Mitgliedschaft; dafür gibt es keine Meldung.",
                en: "The period \(period) does not end within membership; there is no summary for it.")
        }
        guard !preview.isUnfinished else {
            throw NodeError(
                .notEnded,
                de: "Der Zeitraum \(period) endet erst am \(period.lastDay); vorher kann nicht freigegeben werden.",
                en: "The period \(period) ends on \(period.lastDay); it cannot be approved before.")
        }
        if let problem = preview.outcome.problems.first {
            throw NodeError(
                .incomplete, de: "So kann nicht freigegeben werden: \(problem.german).",
                en: "This cannot be approved: \(problem.english).")
        }
        if let last = preview.last, preview.outcome.summary.saysTheSame(as: last) {
            throw NodeError(
                .unchanged,
                de: "Gegenüber Fassung \(last.revision) hat sich nichts geändert; es gibt nichts freizugeben.",
                en: "Nothing has changed since revision \(last.revision); there is nothing to approve.")
        }
    }

    func approved(_ period: Period) throws -> Approved? {
        try node.store.read { connection in try Self.approved(period, of: name, connection) }
    }

    /// Signs what was approved and puts it into the outbox; a second call changes nothing.
    func submit(_ period: Period) throws -> OwnStatement { try submission(of: period).statement }

    /// - Returns: `isNew` is false where it was submitted before, by this or another process.
    func submission(of period: Period) throws -> (statement: OwnStatement, isNew: Bool) {
        guard let approved = try approved(period) else {
            throw NodeError(
                .notApproved,
                de: "Für \(period) ist nichts freigegeben. Bitte zuerst „summary preview“ und „summary approve“.",
                en: "Nothing is approved for \(period). Please run \"summary preview\" and \"summary approve\" first.")
        }
        if let present = try signed(approved) { return (present, false) }
        let summary = try Summary(canonicalBytes: approved.body)
        do {
            let made = try Signer(node: node, name: name).sign { _ in
                // Now under the lock: another process may have signed it while this one waited.
                if let present = try signedNow(approved) { throw SubmittedMeanwhile(statement: present) }
                return .summary(summary)
            } record: { connection, id in
                try connection.execute(
                    "UPDATE approval SET statement = ? WHERE id = ?", .integer(id), .integer(approved.id))
            }
            return (made, true)
        } catch let meanwhile as SubmittedMeanwhile {
            return (meanwhile.statement, false)
        } catch let error as NodeError where error.code == .refused {
            throw NodeError(
                .refused,
                de: error.wording.de + " Ist die Freigabe veraltet? Dann bitte neu ansehen und freigeben.",
                en: error.wording.en + " Is the approval out of date? Then please preview and approve again.")
        }
    }

    private struct SubmittedMeanwhile: Error {
        let statement: OwnStatement
    }

    private func signedNow(_ approved: Approved) throws -> OwnStatement? {
        let all = try node.store.read { connection in
            try Self.approved(approved.period, of: name, connection)
        }
        guard let all, all.id == approved.id else { return nil }
        return try signed(all)
    }

    private func signed(_ approved: Approved) throws -> OwnStatement? {
        guard let id = approved.statement else { return nil }
        return try node.store.read { connection in
            try OwnStatements.chain(of: name, connection).first { $0.id == id }
        }
    }

    static func approved(
        _ reporting: Period, of federation: String, _ connection: borrowing Connection
    ) throws -> Approved? {
        try connection.first(
            """
            SELECT id, body, approved, statement FROM approval WHERE federation = ? AND period = ?
            ORDER BY id DESC LIMIT 1
            """, .text(federation), .text(reporting.description)
        ) { row in
            Approved(
                id: try row.int64(0), period: reporting, body: try row.blob(1), approved: try row.int64(2),
                statement: try row.optionalInt64(3))
        }
    }

    /// The number that the town's own statements tell of each observation: the newest of a summary that stands, else the
    /// last one of a revision replaced since.
    static func published(
        in chain: [OwnStatement], standing: [Period: (summary: Summary, sequence: Int64)]
    ) -> [Observation.Key: Observation] {
        var published: [Observation.Key: Observation] = [:]
        func take(_ summary: Summary) {
            for observation in summary.observations where observation.status == .reported && observation.level == .town
            {
                published[observation.key] = observation
            }
        }
        for own in chain where own.kind == .summary {
            if case .summary(let summary)? = own.statement?.body { take(summary) }
        }
        for earlier in standing.values.sorted(by: { $0.sequence < $1.sequence }) { take(earlier.summary) }
        return published
    }

    /// What each summary said that was ever signed here, the replaced and the withdrawn ones too: the log keeps them.
    static func revisions(in chain: [OwnStatement]) -> [[Observation]] {
        chain.compactMap { own in
            guard own.kind == .summary, case .summary(let summary)? = own.statement?.body else { return nil }
            return summary.observations
        }
    }

    /// Periods whose newest approval has not been signed.
    static func readyToSign(of federation: String, _ connection: borrowing Connection) throws -> [Period] {
        try connection.query(
            """
            SELECT period FROM approval WHERE federation = ? AND statement IS NULL
            AND id IN (SELECT max(id) FROM approval WHERE federation = ? GROUP BY period) ORDER BY period
            """, .text(federation), .text(federation)
        ) { row in try period(row.text(0)) }
    }

    /// The newest revision of each reporting period that was signed here and not withdrawn since.
    static func newest(in chain: [OwnStatement]) -> [Period: (summary: Summary, sequence: Int64)] {
        var newest: [Period: (summary: Summary, sequence: Int64)] = [:]
        for own in chain where own.kind == .summary || own.kind == .withdrawal {
            switch own.statement?.body {
            case .summary(let summary)?: newest[summary.period] = (summary, own.sequence)
            case .withdrawal(let withdrawal)?: newest[withdrawal.period] = nil
            default: continue
            }
        }
        return newest
    }

    /// The last revision of each reporting period that ends in a withdrawal.
    static func withdrawn(in chain: [OwnStatement]) -> [Period: Int64] {
        var last: [Period: Int64] = [:]
        for own in chain where own.kind == .summary {
            if case .summary(let summary)? = own.statement?.body { last[summary.period] = summary.revision }
        }
        let current = newest(in: chain)
        return last.filter { current[$0.key] == nil }
    }
}

extension Summary {
    /// Whether two revisions differ in nothing but their number and who approved them.
    func saysTheSame(as other: Summary) -> Bool {
        let numbered = Summary(
            approval: other.approval, framework: framework, measures: measures, observations: observations,
            participation: participation, period: period, revision: other.revision)
        return numbered.canonicalBytes == other.canonicalBytes
    }
}
