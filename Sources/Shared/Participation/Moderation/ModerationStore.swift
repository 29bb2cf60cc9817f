import Accounts
import Database

/// A contribution or a comment that somebody decides about.
enum ModerationSubject: Sendable, Hashable {
    case contribution(Int64)
    case comment(Int64)

    /// As it stands in a form: `c12`, `k34`.
    init?(_ name: String) {
        guard let id = Int64(name.dropFirst()) else { return nil }
        switch name.first {
        case "c": self = .contribution(id)
        case "k": self = .comment(id)
        default: return nil
        }
    }

    var name: String {
        switch self {
        case .contribution(let id): "c\(id)"
        case .comment(let id): "k\(id)"
        }
    }

    /// As it stands in the journal.
    var object: String {
        switch self {
        case .contribution(let id): "contribution \(id)"
        case .comment(let id): "comment \(id)"
        }
    }
}

/// What somebody decided.
enum ModerationDecision: Sendable {
    case publish
    /// Published without what is surely personal data.
    case publishRedacted
    /// Looked at, and left for another to decide.
    case leave
    /// Not shown, or no longer.
    case withhold(ModerationRule, reason: String)
}

/// Decisions of moderation on disk: the way from received to shown, with what the author and the public are told.
enum ModerationStore {
    struct Act: Sendable {
        let at: Int64
        let visibility: Visibility
        let rule: ModerationRule?
        let reason: String
    }

    /// Decides, unless somebody else has done so since `seen`.
    /// - Parameter seen: the visibility that was shown to whoever decides.
    /// - Returns: false where it was decided meanwhile, or is gone.
    static func decide(
        _ decision: ModerationDecision, _ subject: ModerationSubject, seen: Visibility, by account: Account?,
        at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        let result: Visibility
        var rule: ModerationRule?
        var reason = ""
        switch decision {
        case .publish, .publishRedacted: result = .published
        case .leave: result = seen == .received ? .reviewed : seen
        case .withhold(let broken, let words):
            result = seen == .published || seen == .removed ? .removed : .withheld
            rule = broken
            reason = words
        }
        if result == .published, try isGone(subject, connection) { return false }
        if case .publishRedacted = decision { try redact(subject, connection) }
        let contribution: Int64
        var comment: Int64?
        switch subject {
        case .contribution(let id):
            guard try mark(id, seen, result, seconds, connection) else { return false }
            contribution = id
            if let step = step(from: seen, to: result, rule: rule, reason: reason, at: seconds) {
                try StepStore.add(step, to: id, connection)
            }
        case .comment(let id):
            guard try markComment(id, seen, result, seconds, connection) else { return false }
            guard let of = try CommentStore.read(id, connection)?.contribution else { return false }
            contribution = of
            comment = id
        }
        try connection.execute(
            """
            INSERT INTO moderation_act (at, contribution, comment, act, rule, reason) VALUES (?, ?, ?, ?, ?, ?)
            """, .integer(seconds), .integer(contribution), Value(comment), .text(result.rawValue),
            .text(rule?.rawValue ?? ""), .text(reason))
        try Journal.record(
            "participation.\(result.rawValue)", object: subject.object, detail: rule?.rawValue ?? "", by: account,
            at: seconds, connection)
        return true
    }

    /// Whether its author took it back, or its time was over: then nothing is left that could be shown.
    private static func isGone(_ subject: ModerationSubject, _ connection: borrowing Connection) throws -> Bool {
        switch subject {
        case .contribution(let id): try ContributionStore.read(id, connection).map(PersonalStub.isAllOf) ?? true
        case .comment(let id): try CommentStore.read(id, connection)?.text.isEmpty ?? true
        }
    }

    private static func mark(
        _ id: Int64, _ seen: Visibility, _ result: Visibility, _ seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE contribution SET visibility = ?1, reviewed = ?2,
                published = CASE WHEN ?1 = 'published' THEN coalesce(published, ?2) ELSE published END, version = version + 1
            WHERE id = ?3 AND visibility = ?4
            """, .text(result.rawValue), .integer(seconds), .integer(id), .text(seen.rawValue)) == 1
    }

    private static func markComment(
        _ id: Int64, _ seen: Visibility, _ result: Visibility, _ seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE comment SET visibility = ?1, reviewed = ?2,
                published = CASE WHEN ?1 = 'published' THEN coalesce(published, ?2) ELSE published END
            WHERE id = ?3 AND visibility = ?4
            """, .text(result.rawValue), .integer(seconds), .integer(id), .text(seen.rawValue)) == 1
    }

    /// What the public history says: what changes for it, and nothing else.
    private static func step(
        from seen: Visibility, to result: Visibility, rule: ModerationRule?, reason: String, at seconds: Int64
    ) -> ContributionStep? {
        guard seen != result else { return nil }
        let words = [rule?.word(.german) ?? "", reason].filter { !$0.isEmpty }.joined(separator: ": ")
        switch result {
        case .published: return ContributionStep(at: seconds, act: .published)
        case .withheld: return ContributionStep(at: seconds, act: .withheld, reason: words)
        case .removed: return ContributionStep(at: seconds, act: .removed, reason: words)
        case .received, .reviewed: return nil
        }
    }

    private static func redact(_ subject: ModerationSubject, _ connection: borrowing Connection) throws {
        switch subject {
        case .contribution(let id):
            guard let found = try ContributionStore.read(id, connection) else { return }
            try connection.execute(
                "UPDATE contribution SET title = ?, text = ?, pseudonym = ?, place_name = ? WHERE id = ?",
                .text(PersonalData.redacted(found.title)), .text(PersonalData.redacted(found.text)),
                .text(PersonalData.redacted(found.pseudonym)), .text(PersonalData.redacted(found.placeName)),
                .integer(id))
        case .comment(let id):
            guard let found = try CommentStore.read(id, connection) else { return }
            try connection.execute(
                "UPDATE comment SET text = ?, pseudonym = ? WHERE id = ?", .text(PersonalData.redacted(found.text)),
                .text(PersonalData.redacted(found.pseudonym)), .integer(id))
        }
    }

    /// The last decision about a contribution, or about one of its comments.
    static func last(contribution: Int64, comment: Int64?, _ connection: borrowing Connection) throws -> Act? {
        try connection.first(
            """
            SELECT at, act, rule, reason FROM moderation_act
            WHERE contribution = ? AND comment IS ? ORDER BY id DESC LIMIT 1
            """, .integer(contribution), Value(comment),
            row: { row in
                Act(
                    at: try row.int64(0), visibility: Visibility(rawValue: try row.text(1)) ?? .reviewed,
                    rule: ModerationRule(rawValue: try row.text(2)), reason: try row.text(3))
            })
    }
}
