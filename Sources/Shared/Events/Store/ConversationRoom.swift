import Database
import Pages
import Participation

/// What events and conversations keep of people beside the contributions themselves: who recorded, and what a talk was.
public struct ConversationRoom: PersonalRoom {
    public init() {}

    public func record(_ digest: [UInt8], _ connection: borrowing Connection) throws -> PersonalRecord? {
        guard let id = try Self.find(digest, connection) else { return nil }
        let notes = try connection.query(
            """
            SELECT c.text FROM conversation_note AS n JOIN contribution AS c ON c.id = n.contribution
            WHERE n.conversation = ? ORDER BY c.id
            """, .integer(id), row: { try $0.text(0) })
        return try connection.first(
            """
            SELECT p.title, t.day, t.place, t.people, t.grouping, t.recorder
            FROM conversation AS t JOIN process AS p ON p.id = t.process WHERE t.id = ?
            """, .integer(id)
        ) { row in
            PersonalRecord(
                kind: Phrase(de: "Gespräch", en: "conversation"), title: try row.text(0),
                fields: [
                    PersonalRecord.Field("id", Phrase(de: "Nummer", en: "number"), "\(id)"),
                    try Self.day(row.text(1)),
                    PersonalRecord.Field("place", Phrase(de: "Ort", en: "place"), try row.text(2)),
                    PersonalRecord.Field("people", Phrase(de: "Menschen", en: "people"), "\(try row.int64(3))"),
                    .group(Group(rawValue: try row.text(4))),
                    PersonalRecord.Field("recorder", Phrase(de: "Wer", en: "who"), try row.text(5)),
                    PersonalRecord.Field(
                        "notes", Phrase(de: "Was gesagt wurde", en: "what was said"),
                        notes.filter { !$0.isEmpty }.joined(separator: "\n")),
                ], standing: Phrase(de: "festgehalten", en: "recorded"), path: nil)
        }
    }

    private static func day(_ day: String) -> PersonalRecord.Field {
        PersonalRecord.Field(
            "day", Phrase(de: "Tag", en: "day"), day,
            words: Phrase(de: DateFormat.date(day, .german), en: DateFormat.date(day, .english)))
    }

    public func erase(
        _ digest: [UInt8], removesText: Bool, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        guard let id = try Self.find(digest, connection) else { return false }
        // That there was a talk, and with how many, stays: it is only a number.
        try connection.execute(
            "UPDATE conversation SET author = NULL, recorder = '', grouping = '' WHERE id = ?", .integer(id))
        if removesText { try connection.execute("UPDATE conversation SET place = '' WHERE id = ?", .integer(id)) }
        let notes = try connection.query(
            "SELECT contribution FROM conversation_note WHERE conversation = ?", .integer(id), row: { try $0.int64(0) })
        for note in notes {
            try connection.execute(
                "UPDATE contribution SET recorder = '', grouping = '', version = version + 1 WHERE id = ?",
                .integer(note))
            if removesText { try PersonalStub.takeBack(note, at: seconds, connection) }
        }
        return true
    }

    public func expire(_ task: RetentionTask, _ connection: borrowing Connection) throws -> Int {
        switch task {
        case .names(let process):
            let talks = try connection.execute(
                "UPDATE conversation SET recorder = '', author = NULL WHERE process = ? AND recorder <> ''",
                .integer(process))
            // A form that was opened before would bring the names back.
            try connection.execute(
                """
                UPDATE event SET version = version + 1 WHERE process = ?
                    AND id IN (SELECT event FROM event_table WHERE moderator <> '' OR recorder <> '')
                """, .integer(process))
            return try talks
                + connection.execute(
                    """
                    UPDATE event_table SET moderator = '', recorder = ''
                    WHERE (moderator <> '' OR recorder <> '') AND event IN (SELECT id FROM event WHERE process = ?)
                    """, .integer(process))
        case .groups(let process):
            return try connection.execute(
                "UPDATE conversation SET grouping = '' WHERE process = ? AND grouping <> ''", .integer(process))
        default: return 0
        }
    }

    private static func find(_ digest: [UInt8], _ connection: borrowing Connection) throws -> Int64? {
        try connection.first("SELECT id FROM conversation WHERE author = ?", .blob(digest), row: { try $0.int64(0) })
    }
}
