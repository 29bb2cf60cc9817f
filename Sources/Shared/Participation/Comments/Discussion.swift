import Database
import Pages
import PublicForms

/// The comments of one page with the replies to them.
struct Discussion: Sendable {
    struct Thread: Sendable {
        let comment: Comment
        let replies: [Comment]
        /// True where it replies to something that stands on another page or is not shown.
        let isApart: Bool
    }

    static let pageSize = 200

    let threads: [Thread]
    /// The last comment of this page where there are more.
    let next: Int64?

    static func read(of contribution: Int64, after id: Int64, _ connection: borrowing Connection) throws -> Discussion {
        let found = try CommentStore.published(of: contribution, after: id, limit: pageSize + 1, connection)
        let page = Array(found.prefix(pageSize))
        return Discussion(page, next: found.count > pageSize ? page.last?.id : nil)
    }

    /// Replies to replies stand under the first comment of their thread, in the order in which they came.
    init(_ comments: [Comment], next: Int64?) {
        self.next = next
        var root: [Int64: Int64] = [:]
        var replies: [Int64: [Comment]] = [:]
        var first: [Comment] = []
        for comment in comments {
            if let parent = comment.parent, let top = root[parent] {
                root[comment.id] = top
                replies[top, default: []].append(comment)
            } else {
                root[comment.id] = comment.id
                first.append(comment)
            }
        }
        threads = first.map { Thread(comment: $0, replies: replies[$0.id] ?? [], isApart: $0.parent != nil) }
    }
}

/// Draws a discussion.
struct DiscussionView {
    let discussion: Discussion
    let contribution: Int64
    let canReply: Bool
    let turn: PublicTurn

    func html() -> HTML { .fragment(discussion.threads.map(thread) + [further]) }

    private func thread(_ thread: Discussion.Thread) -> HTML {
        .element(
            .article, [.class("passage"), .id("comment-\(thread.comment.id)")],
            [
                .when(
                    thread.isApart,
                    .p(
                        .text(
                            turn.say(
                                "Antwort auf einen Kommentar, der hier nicht steht",
                                "Reply to a comment that does not stand here")), class: "muted")),
                content(thread.comment),
                .when(
                    !thread.replies.isEmpty,
                    .ul(
                        thread.replies.map {
                            .element(.li, [.id("comment-\($0.id)")], [content($0)])
                        }, class: "replies")),
            ])
    }

    private func content(_ comment: Comment) -> HTML {
        [
            .p(
                .strong(.text(Self.name(comment, turn))), .text(", "), Moments.time(comment.received, turn.language),
                .when(comment.channel != .online, .text(", " + turn(comment.channel.word)))),
            .element(.div, [.class("flow")], PlainText(comment.text, headingLevel: 4).html()),
            .when(
                comment.office.isEmpty,
                .p(
                    .when(
                        canReply,
                        [
                            .a(
                                turn.link(
                                    CommentPages.path(contribution), [QueryItem("to", String(comment.id))]),
                                .text(turn.say("Antworten", "Reply")),
                                .hidden(turn.say(" auf ", " to ") + Self.name(comment, turn))),
                            .text(" · "),
                        ]),
                    .a(
                        turn.link(
                            ReportPages.path(contribution), [QueryItem("comment", String(comment.id))]),
                        .text(turn.say("Melden", "Report")),
                        .hidden(
                            turn.say(", Kommentar von ", ", comment by ") + Self.name(comment, turn))), class: "muted")),
        ]
    }

    private var further: HTML {
        .when(discussion.next) { last in
            .p(
                .buttonLink(
                    turn.link(IdeaPaths.idea(contribution), [QueryItem("after", String(last))], fragment: "discussion"),
                    turn.say("Weitere Kommentare", "More comments"), primary: false))
        }
    }

    static func name(_ comment: Comment, _ turn: PublicTurn) -> String {
        if !comment.office.isEmpty { return turn.say("Antwort: \(comment.office)", "Answer: \(comment.office)") }
        return comment.pseudonym.isEmpty ? turn.say("anonym", "anonymous") : comment.pseudonym
    }
}
