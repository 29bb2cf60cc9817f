import Crypto
import Database
import Participation

/// Remarks on disk.
public enum RemarkStore {
    /// More than this on one document is no participation but an attack.
    static let most: Int64 = 20_000

    static let columns = """
        id, document, number, paragraph, text, wording, pseudonym, channel, grouping, event, event_table, recorder,
        visibility, reason, received, published, verdict, answer_reason, answer_office, answered, is_example, version
        """

    /// Stores a remark once: the same `form` again gives the identifier of the first.
    /// - Parameter author: the secret of the author's link; nil where nobody gets one.
    /// - Returns: nil where there are too many.
    public static func insert(
        _ remark: Remark, form: String? = nil, author: String? = nil, _ connection: borrowing Connection
    ) throws -> (id: Int64, wasThere: Bool)? {
        if let form,
            let id = try connection.first(
                "SELECT id FROM remark WHERE form = ?", .text(form), row: { try $0.int64(0) })
        {
            return (id, true)
        }
        let count =
            try connection.first("SELECT count(*) FROM remark WHERE document = ?", .integer(remark.document)) {
                try $0.int64(0)
            } ?? 0
        guard count < most else { return nil }
        let origin = remark.origin
        try connection.execute(
            """
            INSERT INTO remark (document, number, paragraph, text, wording, pseudonym, channel, grouping, event,
                event_table, recorder, visibility, reason, received, published, verdict, answer_reason, answer_office,
                answered, form, author, is_example, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            """,
            values: [
                .integer(remark.document), .integer(remark.number), Value(remark.paragraph), .text(remark.text),
                .text(remark.wording), .text(remark.pseudonym), .text(origin.channel.rawValue),
                .text(origin.group?.rawValue ?? ""), Value(origin.event), Value(origin.table), .text(origin.recorder),
                .text(remark.visibility.rawValue), .text(remark.reason), .integer(remark.received),
                Value(remark.published), .text(remark.answer?.verdict.rawValue ?? ""),
                .text(remark.answer?.reason ?? ""), .text(remark.answer?.office ?? ""), Value(remark.answer?.at),
                Value(form), Value(author.map { SHA256.digest(Array($0.utf8)).bytes }), Value(remark.isExample),
            ])
        return (connection.lastInsertedRow, false)
    }

    public static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Remark? {
        try connection.first("SELECT \(columns) FROM remark WHERE id = ?", .integer(id), row: remark)
    }

    /// Which remarks of a document are asked for.
    public enum Choice: String, Sendable, CaseIterable {
        /// Nobody has decided yet whether they are shown.
        case waiting
        /// Shown, and not answered yet.
        case open
        case answered
        /// Not shown.
        case hidden
        case all

        var condition: String {
            switch self {
            case .waiting: "visibility IN ('received', 'reviewed')"
            case .open: "visibility = 'published' AND verdict = ''"
            case .answered: "visibility = 'published' AND verdict <> ''"
            case .hidden: "visibility IN ('withheld', 'removed')"
            case .all: "1"
            }
        }
    }

    public static func list(
        _ choice: Choice, of document: Int64, limit: Int, skipping: Int, _ connection: borrowing Connection
    ) throws -> [Remark] {
        try connection.query(
            """
            SELECT \(columns) FROM remark WHERE document = ? AND \(choice.condition) ORDER BY id LIMIT ? OFFSET ?
            """, .integer(document), Value(limit), Value(skipping), row: remark)
    }

    public static func count(
        _ choice: Choice, of document: Int64, _ connection: borrowing Connection
    ) throws -> Int {
        try connection.first(
            "SELECT count(*) FROM remark WHERE document = ? AND \(choice.condition)", .integer(document)
        ) { try $0.int(0) } ?? 0
    }

    /// Those that the public sees, from the first on.
    public static func published(of document: Int64, _ connection: borrowing Connection) throws -> [Remark] {
        try connection.query(
            "SELECT \(columns) FROM remark WHERE document = ? AND visibility = 'published' ORDER BY id",
            .integer(document), row: remark)
    }

    /// Those of one paragraph that the public sees; nil: those about the whole.
    public static func published(
        of document: Int64, paragraph: Int64?, _ connection: borrowing Connection
    ) throws -> [Remark] {
        try connection.query(
            """
            SELECT \(columns) FROM remark WHERE document = ? AND visibility = 'published' AND paragraph IS ? ORDER BY id
            """, .integer(document), Value(paragraph), row: remark)
    }

    /// How many the public sees at each paragraph; under nil those about the whole.
    public static func publishedCounts(
        of document: Int64, _ connection: borrowing Connection
    ) throws -> [Int64?: Int] {
        let counts = try connection.query(
            """
            SELECT paragraph, count(*) FROM remark WHERE document = ? AND visibility = 'published' GROUP BY paragraph
            """, .integer(document)
        ) { row in (try row.optionalInt64(0), try row.int(1)) }
        return Dictionary(counts, uniquingKeysWith: +)
    }

    /// How many still need an answer before a version may say that it is final.
    public static func openCount(of document: Int64, _ connection: borrowing Connection) throws -> Int {
        try connection.first(
            """
            SELECT count(*) FROM remark WHERE document = ? AND verdict = '' AND visibility NOT IN ('withheld', 'removed')
            """, .integer(document)
        ) { try $0.int(0) } ?? 0
    }

    /// Decides whether it is shown.
    /// - Returns: false where somebody has changed it since it was read, or nothing is left of it to show.
    public static func show(
        _ remark: Remark, as visibility: Visibility, reason: String, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE remark SET visibility = ?1, reason = ?2, published = ?3, decided = ?4, version = version + 1
            WHERE id = ?5 AND version = ?6 AND (?1 <> 'published' OR text <> '' OR wording <> '')
            """, .text(visibility.rawValue), .text(reason),
            Value(visibility == .published ? remark.published ?? seconds : remark.published), .integer(seconds),
            .integer(remark.id), .integer(remark.version)) == 1
    }

    /// - Returns: false where somebody has changed it since it was read.
    public static func answer(
        _ remark: Remark, _ answer: Remark.Answer, _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE remark SET verdict = ?, answer_reason = ?, answer_office = ?, answered = ?, version = version + 1
            WHERE id = ? AND version = ?
            """, .text(answer.verdict.rawValue), .text(answer.reason), .text(answer.office), .integer(answer.at),
            .integer(remark.id), .integer(remark.version)) == 1
    }

    static func remark(_ row: borrowing Row) throws -> Remark {
        guard let channel = Channel(rawValue: try row.text(7)), let visibility = Visibility(rawValue: try row.text(12))
        else {
            throw DatabaseError(.corrupt, "The database holds a remark that this program does not know.")
        }
        var answer: Remark.Answer?
        if let verdict = Remark.Answer.Verdict(rawValue: try row.text(16)), let at = try row.optionalInt64(19) {
            answer = Remark.Answer(
                verdict: verdict, reason: try row.text(17), office: try row.text(18), at: at)
        }
        return Remark(
            id: try row.int64(0), document: try row.int64(1), number: try row.int64(2),
            paragraph: try row.optionalInt64(3), text: try row.text(4), wording: try row.text(5),
            pseudonym: try row.text(6),
            origin: Origin(
                channel, group: Group(rawValue: try row.text(8)), event: try row.optionalInt64(9),
                table: try row.optionalInt64(10), recorder: try row.text(11)),
            visibility: visibility, reason: try row.text(13), received: try row.int64(14),
            published: try row.optionalInt64(15), answer: answer, isExample: try row.boolean(20),
            version: try row.int64(21))
    }
}
