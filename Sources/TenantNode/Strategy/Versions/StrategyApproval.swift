import Accounts
import Crypto
import Database
import Federation

/// Adopting and publishing with four eyes: one person puts forward, another one approves exactly what was put forward.
struct StrategyApproval: Sendable {
    let node: Node

    // MARK: Putting forward

    /// Freezes the draft with its council decision.
    func proposeAdoption(_ decision: Decision, by editor: Editor) throws -> Int64 {
        let now = node.world.now().seconds
        guard let date = decision.date, date.firstDay <= Instant(secondsSince1970: now).day else {
            throw NodeError.decisionInFuture
        }
        return try node.store.write { connection in
            let draft = try StrategyStore.read(connection)
            guard !draft.title.isEmpty else { throw NodeError.noTitle }
            let newest = try VersionStore.newest(connection)
            return try ProposalStore.insert(
                .adoption, federation: "",
                content: draft.snapshot(number: (newest?.number ?? 0) + 1, decision: decision).canonicalBytes,
                authors: try authors(
                    since: max(
                        try ProposalStore.lastApproved(.adoption, federation: "", connection) ?? 0,
                        newest?.origin == .import ? newest?.adopted ?? 0 : 0), editor, connection), by: editor,
                at: now, connection)
        }
    }

    /// Freezes what would be published in a federation now.
    func proposePublication(_ federation: String, by editor: Editor) throws -> Int64 {
        let statement = try publication(federation)
        let now = node.world.now().seconds
        return try node.store.write { connection in
            let last = try ProposalStore.lastApproved(.publication, federation: federation, connection)
            return try ProposalStore.insert(
                .publication, federation: federation, content: statement.canonicalBytes,
                authors: try authors(since: last ?? 0, editor, connection), by: editor, at: now, connection)
        }
    }

    /// What a federation would get to read now.
    func publication(_ federation: String) throws -> Strategy {
        let membership = try node.membership(federation)
        let log = try node.log(of: membership)
        return try node.store.read { connection in
            let position = try Signer.position(membership, log, connection)
            return try Self.statement(position, adopted: try adopted(membership, log, connection), connection)
        }
    }

    /// The statement that the draft makes at a position of the log.
    static func statement(
        _ position: Signer.Position, adopted: Recorded<Framework>?, _ connection: borrowing Connection
    ) throws -> Strategy {
        let draft = try StrategyStore.read(connection)
        guard !draft.title.isEmpty else { throw NodeError.noTitle }
        guard let framework = adopted ?? position.state.currentFramework else { throw NodeError.noFramework }
        let last = position.state.strategies[position.membership.tenant]?.value
        return draft.published(
            for: framework.value, reference: framework.reference, number: (last?.number ?? 0) + 1)
    }

    // MARK: Approving

    /// Approves exactly the bytes whose digest the approver saw.
    func approve(_ id: Int64, seen sha256: String, by approver: Account) throws {
        let (proposal, isSelf) = try node.store.read { connection in
            try checked(id, seen: sha256, by: approver, connection)
        }
        switch proposal.kind {
        case .adoption: try adopt(proposal, by: approver, isSelfApproved: isSelf)
        case .publication: try publish(proposal, by: approver, isSelfApproved: isSelf)
        }
    }

    /// Enters the draft as adopted, for whoever owns the machine (decision 12). What waited for somebody to confirm it is
    /// replaced.
    ///
    /// - Parameter seen: the draft that was shown; another one by now is refused.
    /// - Returns: the number of the version.
    func adopt(_ decision: Decision, isSelfApproved: Bool, seen: StrategyDraft) throws -> Int64 {
        let now = node.world.now().seconds
        guard let date = decision.date, date.firstDay <= Instant(secondsSince1970: now).day else {
            throw NodeError.decisionInFuture
        }
        return try node.store.write { connection in
            let draft = try StrategyStore.read(connection)
            guard !draft.title.isEmpty else { throw NodeError.noTitle }
            let number = (try VersionStore.newest(connection)?.number ?? 0) + 1
            let strategy = draft.snapshot(number: number, decision: decision)
            guard strategy.canonicalBytes == seen.snapshot(number: number, decision: decision).canonicalBytes else {
                throw CommandTools.savedMeanwhile
            }
            try ProposalStore.replaceWaiting(.adoption, federation: "", by: .commandLine, at: now, connection)
            try insert(
                StrategyVersion(
                    strategy: strategy, origin: .council, adopted: now, authorName: Editor.commandLine.name,
                    approverName: Editor.commandLine.name, approverFunction: "", isSelfApproved: isSelfApproved),
                over: draft, at: now, connection)
            try Journal.record(
                "strategy.adopted", object: "\(number)",
                detail: SHA256.digest(strategy.canonicalBytes).hex + (isSelfApproved ? " self-approved" : ""), by: nil,
                at: now, connection)
            return number
        }
    }

    /// The version, and its decision under the draft it was taken on.
    private func insert(
        _ version: StrategyVersion, over draft: StrategyDraft, at now: Int64, _ connection: borrowing Connection
    ) throws {
        try VersionStore.insert(version, connection)
        var decided = draft
        try VersionStore.releaseDecision(from: StrategyDraft(), in: &decided, at: now, connection)
        try StrategyStore.save(from: draft, to: decided, connection)
    }

    func giveBack(_ id: Int64, reason: String, by account: Account) throws {
        let now = node.world.now().seconds
        try node.store.write { connection in
            guard
                try ProposalStore.answer(
                    id, .returned, reason: reason, by: Editor(account), at: now, connection)
            else { throw NodeError.proposalAnswered }
            try Journal.record(
                "strategy.returned", object: "\(id)", detail: reason, by: account, at: now, connection)
        }
    }

    private func adopt(_ proposal: Proposal, by approver: Account, isSelfApproved: Bool) throws {
        let now = node.world.now().seconds
        let strategy = try proposal.strategy
        guard let date = strategy.decision?.date, date.firstDay <= Instant(secondsSince1970: now).day else {
            throw NodeError.decisionInFuture
        }
        try node.store.write { connection in
            guard try (VersionStore.newest(connection)?.number ?? 0) + 1 == strategy.number,
                try ProposalStore.answer(
                    proposal.id, .approved, reason: "", by: Editor(approver), at: now, connection)
            else { throw NodeError.proposalAnswered }
            try insert(
                StrategyVersion(
                    strategy: strategy, origin: .council, adopted: now, authorName: proposal.authorName,
                    approverName: approver.name, approverFunction: approver.function, isSelfApproved: isSelfApproved),
                over: try StrategyStore.read(connection), at: now, connection)
            try Journal.record(
                "strategy.adopted", object: "\(strategy.number)", detail: proposal.sha256.hex, by: approver, at: now,
                connection)
        }
    }

    private func publish(_ proposal: Proposal, by approver: Account, isSelfApproved: Bool) throws {
        let now = node.world.now().seconds
        let membership = try node.membership(proposal.federation)
        let log = try node.log(of: membership)
        let adopted = try node.store.read { connection in try self.adopted(membership, log, connection) }
        let approved = try proposal.strategy
        try Signer(node: node, name: proposal.federation).sign { position in
            let last = position.state.strategies[membership.tenant]?.value.number ?? 0
            let reference = (adopted ?? position.state.currentFramework)?.reference
            guard approved.number == last + 1, approved.framework == reference else { throw NodeError.changedSince }
            return .strategy(approved)
        } record: { connection, statement in
            guard
                try ProposalStore.answer(
                    proposal.id, .approved, reason: "", by: Editor(approver), at: now, connection)
            else { throw NodeError.proposalAnswered }
            try Journal.record(
                isSelfApproved ? "strategy.published-self-approved" : "strategy.published",
                object: "\(proposal.federation) \(approved.number)", detail: proposal.sha256.hex, by: approver, at: now,
                connection)
        }
    }

    private func checked(
        _ id: Int64, seen sha256: String, by approver: Account, _ connection: borrowing Connection
    ) throws -> (Proposal, isSelfApproved: Bool) {
        guard let proposal = try ProposalStore.find(id, connection), proposal.state == .waiting else {
            throw NodeError.proposalAnswered
        }
        guard proposal.sha256.hex == sha256 else { throw NodeError.changedSince }
        let decision = FourEyes.decide(
            authors: proposal.authors, approver: approver,
            isSelfApprovalAllowed: try FourEyes.isSelfApprovalAllowed(connection))
        switch decision {
        case .allowed: return (proposal, false)
        case .allowedAsSelfApproved: return (proposal, true)
        case .refused(let refusal): throw refusal
        }
    }

    /// Everybody who has edited since a moment, and who puts it forward.
    private func authors(
        since seconds: Int64, _ editor: Editor, _ connection: borrowing Connection
    ) throws -> Set<Int64> {
        try EditStore.accounts(since: seconds, connection).union(editor.account.map { [$0] } ?? [])
    }

    private func adopted(
        _ membership: Membership, _ log: FollowedLog, _ connection: borrowing Connection
    ) throws -> Recorded<Framework>? {
        let adopted = try OwnStatements.chain(of: membership.name, connection).compactMap { own -> Reference? in
            guard case .adoption(let adoption)? = own.statement?.body else { return nil }
            return adoption.framework
        }
        return log.state.frameworks.last { adopted.contains($0.reference) }
    }
}

extension Editor {
    init(_ account: Account) {
        self.init(
            account: account.id, name: account.function.isEmpty ? account.name : "\(account.name) (\(account.function))"
        )
    }
}
