import Database
import Pages
import PublicForms

/// An idea in a list: a heading that leads on, the beginning of its text, and where it stands.
struct IdeaCard: Sendable {
    let id: Int64
    let title: String
    let excerpt: String
    let topic: String
    let status: ContributionStatus
    let supports: Int64
    let comments: Int64
    /// Seconds since 1970.
    let published: Int64

    private static let excerptLength = 240

    static func read(_ id: Int64, _ process: Process, _ connection: borrowing Connection) throws -> IdeaCard? {
        try connection.first(
            """
            SELECT contribution.title, contribution.text, contribution.topic, contribution.status, idea_listing.supports,
                idea_listing.comments, idea_listing.published
            FROM contribution JOIN idea_listing ON idea_listing.contribution = contribution.id
            WHERE contribution.id = ?
            """, .integer(id),
            row: { row in
                IdeaCard(
                    id: id, title: try row.text(0), excerpt: excerpt(try row.text(1)),
                    topic: process.topic(try row.text(2))?.name ?? "",
                    status: ContributionStatus(rawValue: try row.text(3)) ?? .open, supports: try row.int64(4),
                    comments: try row.int64(5), published: try row.int64(6))
            })
    }

    /// The beginning of a text on one line, cut between words.
    static func excerpt(_ text: String) -> String {
        let line = text.prefix(excerptLength * 2).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.count > excerptLength else { return line }
        let cut = line.prefix(excerptLength)
        return (cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut) + " …"
    }

    /// Whether a text says no more than its title: cards and what was said in conversations take their title from it.
    static func says(_ title: String, allOf text: String) -> Bool {
        title == text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func html(_ turn: PublicTurn) -> HTML {
        .element(
            .article, [.class("passage")],
            [
                .h2(.a(turn.link(IdeaPaths.idea(id)), .text(title))),
                .when(!excerpt.isEmpty && !Self.says(title, allOf: excerpt), .p(.text(excerpt))),
                .p(
                    StatusBadge(status.badge, turn(status.word)).html(),
                    .text(
                        " · "
                            + [
                                topic, supports > 0 ? IdeaWords.supports(supports, turn.language) : "",
                                comments > 0 ? IdeaWords.comments(comments, turn.language) : "",
                                DateFormat.date(Moments.day(published), turn.language),
                            ].filter { !$0.isEmpty }.joined(separator: " · ")), class: "muted"),
            ])
    }
}

/// Addresses of this room.
enum IdeaPaths {
    static func list(_ process: Process) -> String { "\(ParticipationRooms.path)/\(process.slug)/ideas" }
    static func new(_ process: Process) -> String { list(process) + "/new" }
    static func idea(_ id: Int64) -> String { "\(ParticipationRooms.path)/ideas/\(id)" }
    static func author(_ secret: String) -> String { "\(ParticipationRooms.path)/mine/\(secret)" }
    static let rules = ParticipationRooms.path + "/rules"
    static let log = ParticipationRooms.path + "/log"
    static func staff(_ id: Int64) -> String { "/participation/contributions/\(id)" }
    static let queue = "/participation/queue"
}
