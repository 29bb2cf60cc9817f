import Crypto
import Database
import Participation

/// A talk that somebody has held, and what was said in it.
public struct Conversation: Sendable, Hashable {
    public var process: Int64
    public var day: CivilDay
    public var place: String
    public var people: Int64
    public var group: Group?
    /// Who held it, as a function.
    public var recorder: String
    public var notes: [String]

    public init(
        process: Int64, day: CivilDay, place: String, people: Int64, group: Group?, recorder: String, notes: [String]
    ) {
        self.process = process
        self.day = day
        self.place = place
        self.people = people
        self.group = group
        self.recorder = recorder
        self.notes = notes
    }

    public static let mostPeople: Int64 = 10_000
    public static let mostNotes = 20
    static let noteLimit = 1000
}

/// Conversations on disk.
public enum ConversationStore {
    /// Stores the talk and, for each thing said, a contribution that waits to be read; once for each `form`.
    public static func insert(
        _ conversation: Conversation, form: String, author: String? = nil, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws {
        let present = try connection.first("SELECT id FROM conversation WHERE form = ?", .text(form)) {
            try $0.int64(0)
        }
        guard present == nil else { return }
        try connection.execute(
            """
            INSERT INTO conversation (process, day, place, people, grouping, recorder, received, form, author)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(conversation.process), .text(conversation.day.description), .text(conversation.place),
            .integer(conversation.people), .text(conversation.group?.rawValue ?? ""), .text(conversation.recorder),
            .integer(seconds), .text(form), Value(author.map { SHA256.digest(Array($0.utf8)).bytes }))
        let id = connection.lastInsertedRow
        for (place, note) in conversation.notes.enumerated() {
            let contribution = Contribution(
                process: conversation.process, title: CardTitle.make(from: note), text: note,
                origin: Origin(.conversation, group: conversation.group, recorder: conversation.recorder),
                placeName: conversation.place, received: seconds)
            let made = try ContributionStore.insert(contribution, form: "\(form)-\(place)", connection)
            try connection.execute(
                "INSERT INTO conversation_note (conversation, contribution) VALUES (?, ?)", .integer(id),
                .integer(made.id))
        }
    }

    /// How many talks there were, and with how many people.
    public static func totals(
        of process: Int64, _ connection: borrowing Connection
    ) throws -> (conversations: Int, people: Int64) {
        try connection.first(
            "SELECT count(*), coalesce(sum(people), 0) FROM conversation WHERE process = ?", .integer(process)
        ) { (try $0.int(0), try $0.int64(1)) } ?? (0, 0)
    }

    /// The latest first, without what was said, each with its number and how many notes it has.
    /// - Parameter after: the number of the last one of the page before; nil for the first page.
    public static func page(
        of process: Int64, after: Int64? = nil, limit: Int, _ connection: borrowing Connection
    ) throws -> [(id: Int64, conversation: Conversation, notes: Int)] {
        try connection.query(
            """
            SELECT day, place, people, grouping, recorder,
                (SELECT count(*) FROM conversation_note n WHERE n.conversation = conversation.id), id
            FROM conversation WHERE process = ?1
                AND (?2 IS NULL OR (day, id) < (SELECT last.day, last.id FROM conversation last WHERE last.id = ?2))
            ORDER BY day DESC, id DESC LIMIT ?3
            """, .integer(process), Value(after), Value(limit)
        ) { row in
            guard let day = CivilDay(try row.text(0)) else {
                throw DatabaseError(.corrupt, "The database holds a conversation without a day.")
            }
            return (
                try row.int64(6),
                Conversation(
                    process: process, day: day, place: try row.text(1), people: try row.int64(2),
                    group: Group(rawValue: try row.text(3)), recorder: try row.text(4), notes: []),
                try row.int(5)
            )
        }
    }

    /// - Returns: the edition of the multipliers' link of a process; nil while it is withdrawn.
    static func linkEdition(_ process: Int64, _ connection: borrowing Connection) throws -> Int64? {
        let found = try connection.first(
            "SELECT edition, is_withdrawn FROM multiplier_link WHERE process = ?", .integer(process)
        ) { (edition: try $0.int64(0), isWithdrawn: try $0.boolean(1)) }
        guard let found else { return 1 }
        return found.isWithdrawn ? nil : found.edition
    }

    /// Makes the present link worthless for good; with `withdraws` there is none until it is renewed.
    static func renewLink(
        _ process: Int64, withdraws: Bool, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO multiplier_link (process, edition, is_withdrawn) VALUES (?1, 2, ?2)
            ON CONFLICT DO UPDATE SET edition = edition + 1, is_withdrawn = excluded.is_withdrawn
            """, .integer(process), Value(withdraws))
    }
}
