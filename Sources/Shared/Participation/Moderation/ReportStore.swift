import Accounts
import Database

/// What readers have reported, on disk.
enum ReportStore {
    struct Report: Sendable {
        let id: Int64
        let contribution: Int64
        let comment: Int64?
        let rule: ModerationRule
        /// What the reporter says.
        let words: String
        let received: Int64
        let title: String
        /// The text that was reported.
        let text: String
        let visibility: Visibility

        var subject: ModerationSubject { comment.map { .comment($0) } ?? .contribution(contribution) }
    }

    static func openCount(_ connection: borrowing Connection) throws -> Int {
        try connection.first("SELECT count(*) FROM report WHERE closed IS NULL") { try $0.int(0) } ?? 0
    }

    /// The oldest first.
    static func open(limit: Int, _ connection: borrowing Connection) throws -> [Report] {
        try connection.query(
            """
            SELECT report.id, report.contribution, report.comment, report.rule, report.text, report.received,
                contribution.title, coalesce(comment.text, contribution.text),
                coalesce(comment.visibility, contribution.visibility)
            FROM report JOIN contribution ON contribution.id = report.contribution
                LEFT JOIN comment ON comment.id = report.comment
            WHERE report.closed IS NULL ORDER BY report.received, report.id LIMIT ?
            """, Value(limit)
        ) { row in
            Report(
                id: try row.int64(0), contribution: try row.int64(1), comment: try row.optionalInt64(2),
                rule: ModerationRule(rawValue: try row.text(3)) ?? .other, words: try row.text(4),
                received: try row.int64(5), title: try row.text(6), text: try row.text(7),
                visibility: Visibility(rawValue: try row.text(8)) ?? .published)
        }
    }

    /// Closes all open reports on a subject: one decision answers them all.
    static func close(
        _ subject: ModerationSubject, isKept: Bool, by account: Account?, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        let outcome = Value.text(isKept ? "kept" : "removed")
        let closed: Int
        switch subject {
        case .contribution(let id):
            closed = try connection.execute(
                "UPDATE report SET closed = ?, outcome = ? WHERE contribution = ? AND comment IS NULL AND closed IS NULL",
                .integer(seconds), outcome, .integer(id))
        case .comment(let id):
            closed = try connection.execute(
                "UPDATE report SET closed = ?, outcome = ? WHERE comment = ? AND closed IS NULL", .integer(seconds),
                outcome, .integer(id))
        }
        guard closed > 0 else { return }
        try Journal.record(
            isKept ? "participation.report-kept" : "participation.report-removed", object: subject.object, detail: "",
            by: account, at: seconds, connection)
    }
}
