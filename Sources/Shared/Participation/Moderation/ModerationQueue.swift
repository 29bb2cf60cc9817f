import Database

/// What waits for somebody to read it: contributions and comments alike, the oldest first.
struct ModerationQueue: Sendable {
    enum Part: String, Sendable, CaseIterable {
        /// Nobody has looked at it yet.
        case waiting
        /// Somebody has left it for another to decide.
        case left
        /// It appeared at once and nobody has read it yet.
        case unread
        /// Not shown, or taken down.
        case hidden
    }

    struct Item: Sendable {
        let subject: ModerationSubject
        let visibility: Visibility
        /// The contribution it is or belongs to.
        let contribution: Int64
        /// The contribution's title; for a comment that of the contribution it belongs to.
        let title: String
        let text: String
        let pseudonym: String
        let placeName: String
        let process: String
        let received: Int64

        /// Everything of it that would be shown.
        var whole: String { [title, text, pseudonym, placeName].filter { !$0.isEmpty }.joined(separator: "\n") }
        /// Nothing is left of it that could be shown.
        var isGone: Bool { text.isEmpty && (isComment || title == PersonalStub.title) }
        var isComment: Bool {
            if case .comment = subject { return true }
            return false
        }
    }

    static let pageSize = 25

    let items: [Item]
    let counts: [Part: Int]
    let openReports: Int

    static func read(_ part: Part, skipping: Int, _ connection: borrowing Connection) throws -> ModerationQueue {
        let most = skipping + pageSize
        let contributions = try connection.query(
            """
            SELECT contribution.id, contribution.visibility, contribution.title, contribution.text,
                contribution.pseudonym, contribution.place_name, process.title, contribution.received
            FROM contribution JOIN process ON process.id = contribution.process
            WHERE \(contributionsOf(part)) ORDER BY contribution.received, contribution.id LIMIT ?
            """, Value(most)
        ) { row in
            let id = try row.int64(0)
            return Item(
                subject: .contribution(id), visibility: Visibility(rawValue: try row.text(1)) ?? .received,
                contribution: id, title: try row.text(2), text: try row.text(3), pseudonym: try row.text(4),
                placeName: try row.text(5), process: try row.text(6), received: try row.int64(7))
        }
        let comments = try connection.query(
            """
            SELECT comment.id, comment.visibility, contribution.id, contribution.title, comment.text, comment.pseudonym,
                process.title, comment.received
            FROM comment JOIN contribution ON contribution.id = comment.contribution
                JOIN process ON process.id = contribution.process
            WHERE \(commentsOf(part)) ORDER BY comment.received, comment.id LIMIT ?
            """, Value(most)
        ) { row in
            Item(
                subject: .comment(try row.int64(0)), visibility: Visibility(rawValue: try row.text(1)) ?? .received,
                contribution: try row.int64(2), title: try row.text(3), text: try row.text(4),
                pseudonym: try row.text(5), placeName: "", process: try row.text(6), received: try row.int64(7))
        }
        let all = (contributions + comments).sorted { ($0.received, $0.subject.name) < ($1.received, $1.subject.name) }
        return ModerationQueue(
            items: Array(all.dropFirst(skipping).prefix(pageSize)),
            counts: Dictionary(
                uniqueKeysWithValues: try Part.allCases.map { part in (part, try count(part, connection)) }),
            openReports: try ReportStore.openCount(connection))
    }

    static func count(_ part: Part, _ connection: borrowing Connection) throws -> Int {
        let contributions =
            try connection.first("SELECT count(*) FROM contribution WHERE \(contributionsOf(part))") { try $0.int(0) }
        let comments = try connection.first("SELECT count(*) FROM comment WHERE \(commentsOf(part))") { try $0.int(0) }
        return (contributions ?? 0) + (comments ?? 0)
    }

    /// Each has a partial index of just these rows.
    private static func contributionsOf(_ part: Part) -> String {
        switch part {
        case .waiting: "contribution.visibility = 'received' AND contribution.visibility IN ('received', 'reviewed')"
        case .left: "contribution.visibility = 'reviewed' AND contribution.visibility IN ('received', 'reviewed')"
        case .unread:
            """
            contribution.visibility = 'published' AND contribution.reviewed IS NULL AND contribution.channel = 'online'
                AND contribution.source = ''
            """
        case .hidden: "contribution.visibility IN ('withheld', 'removed')"
        }
    }

    private static func commentsOf(_ part: Part) -> String {
        switch part {
        case .waiting: "comment.visibility = 'received' AND comment.visibility IN ('received', 'reviewed')"
        case .left: "comment.visibility = 'reviewed' AND comment.visibility IN ('received', 'reviewed')"
        case .unread:
            """
            comment.visibility = 'published' AND comment.reviewed IS NULL AND comment.channel = 'online'
                AND comment.source = '' AND comment.office = ''
            """
        case .hidden: "comment.visibility IN ('withheld', 'removed')"
        }
    }
}
