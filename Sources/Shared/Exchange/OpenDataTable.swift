import Database
import Pages
import Participation
import Service
import Tables

/// One cell of open data.
enum OpenDataValue: Sendable {
    case text(String)
    case number(Int64?)
    /// Seconds since 1970, written in UTC.
    case time(Int64?)
    case boolean(Bool)

    var cell: CSVLine.Cell {
        switch self {
        case .text(let text): .text(text)
        case .number(let number): .integer(number)
        case .time(let seconds): .text(Self.text(seconds) ?? "")
        case .boolean(let value): .text(value ? "true" : "false")
        }
    }

    var json: String {
        switch self {
        case .text(let text): JSONWriting.string(text)
        case .number(let number): number.map { "\($0)" } ?? "null"
        case .time(let seconds): Self.text(seconds).map(JSONWriting.string) ?? "null"
        case .boolean(let value): value ? "true" : "false"
        }
    }

    private static func text(_ seconds: Int64?) -> String? { seconds.flatMap { Timestamp(seconds: $0) }?.text }
}

enum JSONWriting {
    /// A string of RFC 8259; `<` is escaped too, so that no reader takes a text for markup.
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "<", "\u{0}"..."\u{1F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// The tables that anybody may take: what is public on the pages, and nothing that says who somebody is. Pseudonyms,
/// groups and recorders are left out: published as rows they would tell more about people than on a page.
public enum OpenDataTable: String, Sendable, CaseIterable {
    case contributions, comments, results, meetings
    /// What other platforms had said of contributions besides.
    case facts

    var title: Phrase {
        switch self {
        case .contributions: Phrase(de: "Beiträge", en: "Contributions")
        case .comments: Phrase(de: "Kommentare", en: "Comments")
        case .results: Phrase(de: "Was daraus wurde", en: "What became of them")
        case .meetings: Phrase(de: "Übernommene Treffen", en: "Imported meetings")
        case .facts: Phrase(de: "Weitere übernommene Angaben", en: "Further imported facts")
        }
    }

    var summary: Phrase {
        switch self {
        case .contributions:
            Phrase(
                de: "Eine Zeile je veröffentlichtem Beitrag, mit Thema, Weg, Stand und Zahlen",
                en: "One row for each published contribution, with topic, channel, status and counts")
        case .comments:
            Phrase(
                de: "Eine Zeile je veröffentlichtem Kommentar und je Antwort der Kommune",
                en: "One row for each published comment and each answer of the municipality")
        case .results:
            Phrase(
                de: "Eine Zeile je Entscheidung über einen Beitrag und je übernommenem Ergebnis",
                en: "One row for each decision on a contribution and each imported result")
        case .meetings:
            Phrase(
                de: "Eine Zeile je Treffen, von dem eine andere Plattform berichtet",
                en: "One row for each meeting that another platform reports")
        case .facts:
            Phrase(
                de: "Kategorien, Merkmale und Zahlen, die eine andere Plattform zu einem Beitrag führte",
                en: "Categories, labels and counts that another platform kept of a contribution")
        }
    }

    /// The names never change; a new column goes to the end.
    var columns: [String] {
        switch self {
        case .contributions:
            [
                "id", "topic", "topic_name", "title", "text", "channel", "place", "place_name", "status", "published",
                "supports", "comments", "merged_into", "imported_supports", "imported_comments", "imported_status",
                "source", "source_id", "source_address", "is_example",
            ]
        case .comments:
            ["id", "contribution", "parent", "text", "channel", "office", "published", "source", "source_id"]
        case .results:
            [
                "contribution", "at", "act", "status", "decided_by", "reason", "title", "progress", "first_day",
                "last_day", "source", "source_id", "source_address",
            ]
        case .meetings:
            [
                "title", "text", "starts", "ends", "place", "attendees", "source", "source_id", "source_address",
            ]
        case .facts: ["contribution", "kind", "name", "value"]
        }
    }

    /// The next rows behind `after`, with where they end.
    func rows(
        of process: Int64, after: Int64, limit: Int, _ connection: borrowing Connection
    ) throws -> [(key: Int64, values: [OpenDataValue])] {
        switch self {
        case .contributions: try Self.contributions(process, after, limit, connection)
        case .comments: try Self.comments(process, after, limit, connection)
        case .results: try Self.results(process, after, limit, connection)
        case .meetings: try Self.meetings(process, after, limit, connection)
        case .facts: try Self.facts(process, after, limit, connection)
        }
    }

    private static func contributions(
        _ process: Int64, _ after: Int64, _ limit: Int, _ connection: borrowing Connection
    ) throws -> [(key: Int64, values: [OpenDataValue])] {
        try connection.query(
            """
            SELECT id, topic,
                coalesce((SELECT name FROM process_topic WHERE process = contribution.process AND code = topic), ''),
                title, text, channel, place, place_name, status, published, coalesce(supports, 0), coalesce(comments, 0),
                (SELECT above.id FROM contribution AS above
                    WHERE above.id = contribution.merged_into AND above.visibility = 'published'),
                imported_supports, imported_comments, imported_status, source, source_id, source_address, is_example
            FROM contribution LEFT JOIN contribution_tally ON contribution_tally.contribution = contribution.id
            WHERE process = ? AND visibility = 'published' AND id > ? ORDER BY id LIMIT ?
            """, .integer(process), .integer(after), Value(limit)
        ) { row in
            let isImported = try !row.text(16).isEmpty
            return (
                try row.int64(0),
                [
                    .number(try row.int64(0)), .text(try row.text(1)), .text(try row.text(2)), .text(try row.text(3)),
                    .text(try row.text(4)), .text(try row.text(5)), .text(try row.text(6)), .text(try row.text(7)),
                    .text(try row.text(8)), .time(try row.optionalInt64(9)), .number(try row.int64(10)),
                    .number(try row.int64(11)), .number(try row.optionalInt64(12)),
                    .number(isImported ? try row.int64(13) : nil), .number(isImported ? try row.int64(14) : nil),
                    .text(try row.text(15)), .text(try row.text(16)), .text(try row.text(17)), .text(try row.text(18)),
                    .boolean(try row.boolean(19)),
                ]
            )
        }
    }

    private static func comments(
        _ process: Int64, _ after: Int64, _ limit: Int, _ connection: borrowing Connection
    ) throws -> [(key: Int64, values: [OpenDataValue])] {
        try connection.query(
            """
            SELECT comment.id, comment.contribution,
                (SELECT above.id FROM comment AS above WHERE above.id = comment.parent AND above.visibility = 'published'),
                comment.text, comment.channel, comment.office, comment.published, comment.source, comment.source_id
            FROM comment JOIN contribution ON contribution.id = comment.contribution
            WHERE contribution.process = ? AND contribution.visibility = 'published' AND comment.visibility = 'published'
                AND comment.id > ?
            ORDER BY comment.id LIMIT ?
            """, .integer(process), .integer(after), Value(limit)
        ) { row in
            (
                try row.int64(0),
                [
                    .number(try row.int64(0)), .number(try row.int64(1)), .number(try row.optionalInt64(2)),
                    .text(try row.text(3)), .text(try row.text(4)), .text(try row.text(5)),
                    .time(try row.optionalInt64(6)), .text(try row.text(7)), .text(try row.text(8)),
                ]
            )
        }
    }

    /// Decisions have odd keys and imported results even ones, so that one number says how far a reader has come.
    private static func results(
        _ process: Int64, _ after: Int64, _ limit: Int, _ connection: borrowing Connection
    ) throws -> [(key: Int64, values: [OpenDataValue])] {
        try connection.query(
            """
            SELECT * FROM (
                SELECT step.id * 2 + 1 AS key, step.contribution AS contribution, step.at AS at, step.act AS act,
                    step.detail AS status, step.decided_by AS decided_by, step.reason AS reason, '' AS title,
                    '' AS progress, '' AS first_day, '' AS last_day, '' AS source, '' AS source_id, '' AS address
                FROM contribution_step AS step JOIN contribution ON contribution.id = step.contribution
                WHERE contribution.process = ?1 AND contribution.visibility = 'published'
                    AND step.act IN ('status', 'answered')
                UNION ALL
                SELECT result.id * 2,
                    (SELECT origin.contribution FROM imported_result_origin AS origin
                        JOIN contribution ON contribution.id = origin.contribution
                        WHERE origin.result = result.id AND contribution.visibility = 'published'
                        ORDER BY origin.contribution LIMIT 1),
                    NULL, 'imported', result.status, '', result.text, result.title, result.progress, result.first_day,
                    result.last_day, result.source, result.source_id, result.address
                FROM imported_result AS result WHERE result.process = ?1)
            WHERE key > ?2 ORDER BY key LIMIT ?3
            """, .integer(process), .integer(after), Value(limit)
        ) { row in
            (
                try row.int64(0),
                [
                    .number(try row.optionalInt64(1)), .time(try row.optionalInt64(2)), .text(try row.text(3)),
                    .text(try row.text(4)), .text(try row.text(5)), .text(try row.text(6)), .text(try row.text(7)),
                    .text(try row.text(8)), .text(try row.text(9)), .text(try row.text(10)), .text(try row.text(11)),
                    .text(try row.text(12)), .text(try row.text(13)),
                ]
            )
        }
    }

    private static func meetings(
        _ process: Int64, _ after: Int64, _ limit: Int, _ connection: borrowing Connection
    ) throws -> [(key: Int64, values: [OpenDataValue])] {
        try connection.query(
            """
            SELECT id, title, text, starts, ends, place, attendees, source, source_id, address FROM imported_meeting
            WHERE process = ? AND id > ? ORDER BY id LIMIT ?
            """, .integer(process), .integer(after), Value(limit)
        ) { row in
            (
                try row.int64(0),
                [
                    .text(try row.text(1)), .text(try row.text(2)), .time(try row.optionalInt64(3)),
                    .time(try row.optionalInt64(4)), .text(try row.text(5)), .number(try row.optionalInt64(6)),
                    .text(try row.text(7)), .text(try row.text(8)), .text(try row.text(9)),
                ]
            )
        }
    }

    private static func facts(
        _ process: Int64, _ after: Int64, _ limit: Int, _ connection: borrowing Connection
    ) throws -> [(key: Int64, values: [OpenDataValue])] {
        try connection.query(
            """
            SELECT imported_fact.contribution * 100000 + position AS key, imported_fact.contribution, kind, name, value
            FROM imported_fact JOIN contribution ON contribution.id = imported_fact.contribution
            WHERE contribution.process = ?1 AND contribution.visibility = 'published'
                AND imported_fact.contribution >= ?2 / 100000 AND imported_fact.contribution * 100000 + position > ?2
            ORDER BY imported_fact.contribution, position LIMIT ?3
            """, .integer(process), .integer(after), Value(limit)
        ) { row in
            (
                try row.int64(0),
                [
                    .number(try row.int64(1)), .text(try row.text(2)), .text(try row.text(3)), .text(try row.text(4)),
                ]
            )
        }
    }
}
