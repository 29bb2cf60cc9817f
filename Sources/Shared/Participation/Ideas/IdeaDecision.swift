import Accounts
import Database

/// What the town decides about a contribution and says to it, on disk. Every way in ends here.
enum IdeaDecision {
    /// In bytes of UTF-8.
    static let officeLimit = 120
    static let reasonLimit = 2000

    /// - Parameter version: the one that whoever decides has seen.
    /// - Returns: false where somebody has changed it since.
    static func status(
        _ status: ContributionStatus, of id: Int64, seen version: Int64, decidedBy: String, reason: String,
        by account: Account?, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        guard
            try connection.execute(
                "UPDATE contribution SET status = ?, version = version + 1 WHERE id = ? AND version = ?",
                .text(status.rawValue), .integer(id), .integer(version)) == 1
        else { return false }
        try StepStore.add(
            ContributionStep(
                at: seconds, act: .status, detail: status.rawValue, decidedBy: decidedBy, reason: reason), to: id,
            connection)
        try Journal.record(
            "participation.status", object: ModerationSubject.contribution(id).object, detail: status.rawValue,
            by: account, at: seconds, connection)
        return true
    }

    /// - Parameter form: what is sent twice is taken once.
    static func answer(
        _ text: String, to id: Int64, seen version: Int64, office: String, form: String, by account: Account?,
        at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        guard
            try connection.execute(
                "UPDATE contribution SET version = version + 1 WHERE id = ? AND version = ?", .integer(id),
                .integer(version)) == 1
        else { return false }
        _ = try CommentStore.insert(
            Comment(contribution: id, text: text, office: office, visibility: .published, received: seconds),
            form: form, connection)
        try StepStore.add(ContributionStep(at: seconds, act: .answered, decidedBy: office), to: id, connection)
        try Journal.record(
            "participation.answered", object: ModerationSubject.contribution(id).object, detail: office, by: account,
            at: seconds, connection)
        return true
    }

    /// - Parameter topic: a code of the process; empty for none.
    static func topic(
        _ topic: String, of id: Int64, seen version: Int64, by account: Account?, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        guard
            try connection.execute(
                "UPDATE contribution SET topic = ?, version = version + 1 WHERE id = ? AND version = ?", .text(topic),
                .integer(id), .integer(version)) == 1
        else { return false }
        try Journal.record(
            "participation.topic", object: ModerationSubject.contribution(id).object, detail: topic, by: account,
            at: seconds, connection)
        return true
    }
}
