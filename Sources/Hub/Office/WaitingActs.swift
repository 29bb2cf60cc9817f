import Accounts
import Crypto
import Database
import Federation
import Synchronization

/// An act of the office that one person has put forward and another one has to approve: exactly this act.
struct WaitingAct: Sendable {
    enum State: String, Sendable {
        case waiting, done, returned
    }

    let id: Int64
    let act: Office.Act
    let digest: Digest
    /// Everybody who has written it; none of them approves it.
    let authors: Set<Int64>
    let name: String
    /// Seconds since 1970.
    let at: Int64
    let state: State
    /// Why it was given back.
    let answer: String
    let answeredBy: String
}

/// Keeps acts until a second person has decided on them.
struct WaitingActs: Sendable {
    static let sql = """
        -- Acts of the office that wait for a second person: canonical JSON, as commands send them.
        CREATE TABLE office_act (
            id INTEGER PRIMARY KEY,
            act BLOB NOT NULL,
            -- Account numbers divided by commas.
            authors TEXT NOT NULL,
            account INTEGER NOT NULL REFERENCES account (id),
            name TEXT NOT NULL,
            at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'returned')),
            answer TEXT NOT NULL,
            answered INTEGER,
            answered_by TEXT NOT NULL
        ) STRICT;
        """

    let store: Store
    let office: Office
    let now: Int64

    /// Somebody else has decided on the act in the meantime, or it is not the one that was seen.
    struct Decided: Error {}

    private static let columns = "id, act, authors, name, at, state, answer, answered_by"

    func waiting() throws -> [WaitingAct] {
        try store.read { connection in
            try connection.query(
                "SELECT \(Self.columns) FROM office_act WHERE state = 'waiting' ORDER BY id", row: Self.act)
        }
    }

    func find(_ id: Int64) throws -> WaitingAct? {
        try store.read { connection in try Self.find(id, connection) }
    }

    /// Whether this person may approve an act by these authors.
    func decision(_ authors: Set<Int64>, _ approver: Account) throws -> FourEyes.Decision {
        FourEyes.decide(
            authors: authors, approver: approver,
            isSelfApprovalAllowed: try store.read { connection in try FourEyes.isSelfApprovalAllowed(connection) })
    }

    enum Outcome: Sendable {
        /// The office lets people approve their own work, and this one may approve: what the act has said.
        case done(String)
        case waits(Int64)
    }

    /// - Parameter authors: who has written it besides whoever puts it forward.
    func take(_ act: Office.Act, by account: Account, authors: Set<Int64> = []) throws -> Outcome {
        let authors = authors.union([account.id])
        if try decision(authors, account) == .allowedAsSelfApproved {
            return .done(try perform(act, by: account, isSelfApproved: true) { _ in })
        }
        let bytes = act.json.canonicalBytes
        // What could not be read back would only fail when somebody approves it.
        _ = try Office.Act(json: bytes)
        return .waits(
            try store.write { connection in
                // A form that is sent twice, or the same wish of a second person, waits once.
                let same: Int64? = try connection.first(
                    "SELECT id FROM office_act WHERE state = 'waiting' AND act = ?", .blob(bytes)
                ) { try $0.int64(0) }
                if let same { return same }
                try connection.execute(
                    """
                    INSERT INTO office_act (act, authors, account, name, at, state, answer, answered, answered_by)
                    VALUES (?, ?, ?, ?, ?, 'waiting', '', NULL, '')
                    """, .blob(bytes), .text(authors.sorted().map { "\($0)" }.joined(separator: ",")),
                    .integer(account.id), .text(account.name), .integer(now))
                let id = connection.lastInsertedRow
                try Journal.record(
                    "act.put-forward", object: "\(id)", detail: act.subject, by: account, at: now, connection)
                return id
            })
    }

    /// Does what waits, if it is what was seen.
    ///
    /// - Returns: what the act has to say, such as an invitation.
    func approve(_ id: Int64, seen digest: String, by approver: Account) throws -> String {
        // One at a time: of two people who approve at once the second one finds it decided.
        try Self.deciding.withLock { _ in
            guard let waiting = try find(id), waiting.state == .waiting, waiting.digest.hex == digest else {
                throw Decided()
            }
            let decision = try decision(waiting.authors, approver)
            if case .refused(let refusal) = decision { throw refusal }
            let now = now
            return try perform(waiting.act, by: approver, isSelfApproved: decision == .allowedAsSelfApproved) {
                try Self.end(id, .done, "", by: approver, at: now, $0)
            }
        }
    }

    /// What else waits about the same thing, so that whoever decides on one knows of the others.
    func others(than act: WaitingAct) throws -> [WaitingAct] {
        try waiting().filter { $0.id != act.id && $0.act.topic == act.act.topic }
    }

    func giveBack(_ id: Int64, reason: String, by account: Account) throws {
        try Self.deciding.withLock { _ in
            guard try find(id)?.state == .waiting else { throw Decided() }
            try store.write { connection in
                try Self.end(id, .returned, reason, by: account, at: now, connection)
                try Journal.record("act.returned", object: "\(id)", detail: reason, by: account, at: now, connection)
            }
        }
    }

    private static let deciding = Mutex(())

    private func perform(
        _ act: Office.Act, by account: Account, isSelfApproved: Bool,
        record: @escaping @Sendable (borrowing Connection) throws -> Void
    ) throws -> String {
        let now = now
        return try office.perform(act, by: account) { connection in
            try record(connection)
            guard isSelfApproved else { return }
            try Journal.record("act.self-approved", object: act.subject, detail: "", by: account, at: now, connection)
        }
    }

    private static func end(
        _ id: Int64, _ state: WaitingAct.State, _ answer: String, by account: Account, at now: Int64,
        _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "UPDATE office_act SET state = ?, answer = ?, answered = ?, answered_by = ? WHERE id = ?",
            .text(state.rawValue), .text(answer), .integer(now), .text(account.name), .integer(id))
    }

    private static func find(_ id: Int64, _ connection: borrowing Connection) throws -> WaitingAct? {
        try connection.first("SELECT \(columns) FROM office_act WHERE id = ?", .integer(id), row: act)
    }

    private static func act(_ row: borrowing Row) throws -> WaitingAct {
        let bytes = try row.blob(1)
        guard let state = WaitingAct.State(rawValue: try row.text(5)) else {
            throw DatabaseError(.corrupt, "The database holds a state of an act that this program does not know.")
        }
        return WaitingAct(
            id: try row.int64(0), act: try Office.Act(json: bytes), digest: SHA256.digest(bytes),
            authors: Set(try row.text(2).split(separator: ",").compactMap { Int64($0) }), name: try row.text(3),
            at: try row.int64(4), state: state, answer: try row.text(6), answeredBy: try row.text(7))
    }
}

extension Office.Act {
    /// Kind and subject: acts of one topic may undo each other.
    var topic: String { "\(kind) \(subject)" }

    private var kind: String {
        switch self {
        case .invite: "invite"
        case .suspend, .change: "membership"
        case .witnesses: "witnesses"
        case .rotateKey, .recoverKey, .revokeKey: "key"
        case .resume: "resume"
        case .enter: "enter"
        case .redact: "redact"
        case .issueDraft, .answer, .publish: "framework"
        case .report, .previewReport: "report"
        }
    }

    /// What the act is about, for the journal.
    var subject: String {
        switch self {
        case .invite(let member, _): member.tenant.text
        case .suspend(let tenant, _, _): tenant.text
        case .change(let change): change.tenant.text
        case .witnesses: "witnesses"
        case .rotateKey, .recoverKey: "office"
        case .revokeKey(let tenant, _, _, _): tenant.text
        case .resume: "log"
        case .enter: "statement"
        case .redact(let redaction): "entry \(redaction.target.index)"
        case .issueDraft(let framework, _): "framework \(framework.number)"
        case .answer(let answer, _): "entry \(answer.position.index)"
        case .publish(let framework): "framework \(framework.number)"
        case .report(let period, _, _), .previewReport(let period): period.description
        }
    }
}
