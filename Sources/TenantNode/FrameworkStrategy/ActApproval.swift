import Accounts
import Database
import Federation

/// Four eyes for what binds the town: one person puts it forward, another one has exactly that signed.
struct ActApproval: Sendable {
    let node: Node

    enum Outcome: Sendable, Equatable {
        /// The house lets people approve their own work, and this one may approve.
        case signed
        case waits(Int64)
    }

    /// Whether this person may have it signed.
    func decision(author: Int64, _ approver: Account) throws -> FourEyes.Decision {
        FourEyes.decide(
            author: author, approver: approver,
            isSelfApprovalAllowed: try node.store.read { connection in try FourEyes.isSelfApprovalAllowed(connection) })
    }

    func take(_ content: PublicAct.Content, in federation: String, by account: Account) throws -> Outcome {
        if try decision(author: account.id, account) == .allowedAsSelfApproved {
            try sign(content, in: federation, by: account, note: " self-approved")
            return .signed
        }
        if case .key(let intent) = content {
            // Without making a key that nobody may want.
            try rotation(intent, federation).validate()
        } else {
            try Signer(node: node, name: federation).check { position in try body(content, position) }
        }
        let now = node.world.now().seconds
        return .waits(
            try node.store.write { connection in
                let id = try PublicActStore.insert(
                    content, federation: federation, by: Editor(account), account: account.id, at: now, connection)
                try Journal.record(
                    "framework.put-forward", object: "\(federation) \(content.kind)", detail: "\(id)", by: account,
                    at: now,
                    connection)
                return id
            })
    }

    /// Signs exactly what the approver saw.
    func approve(_ id: Int64, seen sha256: String, by approver: Account) throws {
        let act = try node.store.read { connection in try PublicActStore.find(id, connection) }
        guard let act, act.state == .waiting else { throw NodeError.proposalAnswered }
        guard act.sha256.hex == sha256 else { throw NodeError.changedSince }
        let decision = try decision(author: act.author, approver)
        if case .refused(let refusal) = decision { throw refusal }
        let now = node.world.now().seconds
        try sign(
            act.content, in: act.federation, by: approver,
            note: decision == .allowedAsSelfApproved ? " self-approved" : ""
        ) { connection in
            guard
                try PublicActStore.answer(id, .approved, reason: "", by: Editor(approver), at: now, connection)
            else { throw NodeError.proposalAnswered }
        }
    }

    func giveBack(_ id: Int64, reason: String, by account: Account) throws {
        let now = node.world.now().seconds
        try node.store.write { connection in
            guard
                try PublicActStore.answer(id, .returned, reason: reason, by: Editor(account), at: now, connection)
            else { throw NodeError.proposalAnswered }
            try Journal.record("framework.returned", object: "\(id)", detail: reason, by: account, at: now, connection)
        }
    }

    /// Signs for somebody who may, or for the command line.
    func sign(
        _ content: PublicAct.Content, in federation: String, by account: Account?, note: String = "",
        record: (borrowing Connection) throws -> Void = { _ in }
    ) throws {
        let now = node.world.now().seconds
        let (act, object, detail) = words(content, federation)
        try Signer(node: node, name: federation).sign(
            { position in try body(content, position) },
            record: { connection, _ in
                try record(connection)
                try Journal.record(act, object: object, detail: detail + note, by: account, at: now, connection)
            })
    }

    /// What the statement says at a position of the log: a position's number is the next one by then.
    private func body(_ content: PublicAct.Content, _ position: Signer.Position) throws -> StatementBody {
        switch content {
        case .adoption(let adoption):
            try Adopting(node: node, name: position.membership.name).check(adoption, position)
            return .adoption(adoption)
        case .position(let typed):
            return .position(
                Position(
                    draft: typed.draft, kind: typed.kind,
                    number: position.state.nextPositionNumber(of: position.membership.tenant), passage: typed.passage,
                    proposal: typed.proposal, text: typed.text))
        case .declaration(let declaration): return .declaration(declaration)
        case .key(let intent):
            do {
                return .key(try rotation(intent, position.membership.name).change(position))
            } catch let earlier as KeyRotation.Earlier {
                throw earlier.refusal
            }
        }
    }

    private func rotation(_ intent: KeyIntent, _ name: String) -> KeyRotation {
        KeyRotation(
            node: node, name: name, use: intent.use, algorithm: intent.algorithm, reason: intent.reason,
            doubtedFrom: intent.doubtedFrom)
    }

    private func words(_ content: PublicAct.Content, _ name: String) -> (String, object: String, detail: String) {
        switch content {
        case .adoption(let adoption): ("framework.adopted", name, adoption.decision.body)
        case .position(let position): ("framework.position", "\(name) \(position.passage)", position.kind.rawValue)
        case .declaration(let declaration): ("framework.declared", name, declaration.decision?.body ?? "")
        case .key(let intent): ("key.changed", object: intent.use.rawValue, detail: intent.reason.rawValue)
        }
    }
}
