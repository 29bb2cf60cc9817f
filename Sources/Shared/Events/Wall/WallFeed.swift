import Database
import Participation

/// What has happened on a wall since a moment, as server-sent events (WHATWG HTML, 9.2).
///
/// `event: card`, `event: gone` or `event: layout`, the number of the change as `id:`, and one line of JSON as `data:`. Several
/// changes of one card are told once, under the last one's number and with what the card is then: whoever has seen number n
/// and asks for what came after n misses nothing and gets nothing that they have.
enum WallFeed {
    /// Beyond this a wall is drawn anew instead of being brought up to date card by card.
    static let mostChanges = 400

    struct Message: Sendable, Equatable {
        let number: Int64
        let bytes: [UInt8]
    }

    /// The number of the last change of an event; 0 before the first.
    static func latest(of event: Int64, _ connection: borrowing Connection) throws -> Int64 {
        try connection.first("SELECT max(id) FROM wall_change WHERE event = ?", .integer(event)) {
            try $0.optionalInt64(0)
        }.flatMap { $0 } ?? 0
    }

    /// Events that have changed since `number`, and the number of the last change of all.
    static func changedEvents(since number: Int64, _ connection: borrowing Connection) throws -> [(Int64, Int64)] {
        try connection.query(
            "SELECT event, max(id) FROM wall_change WHERE id > ? GROUP BY event", .integer(number)
        ) { (try $0.int64(0), try $0.int64(1)) }
    }

    static func messages(
        of event: Int64, after number: Int64, _ connection: borrowing Connection
    ) throws -> [Message] {
        let latest = try latest(of: event, connection)
        // A number from the future: the data were restored from a backup since.
        guard number <= latest else { return [layout(latest)] }
        let changes = try connection.query(
            """
            SELECT max(id), contribution FROM wall_change WHERE event = ? AND id > ?
            GROUP BY contribution ORDER BY max(id) LIMIT ?
            """, .integer(event), .integer(number), Value(mostChanges + 1)
        ) { (try $0.int64(0), try $0.optionalInt64(1)) }
        guard changes.count <= mostChanges, !changes.contains(where: { $0.1 == nil }) else { return [layout(latest)] }
        return try changes.map { number, contribution in
            let id = contribution ?? 0
            let card = try CardStore.shown(id, of: event, connection)
            return card.map { message("card", number, data($0)) } ?? message("gone", number, "{\"card\":\(id)}")
        }
    }

    private static func layout(_ number: Int64) -> Message { message("layout", number, "{}") }

    private static func message(_ kind: String, _ number: Int64, _ data: String) -> Message {
        Message(number: number, bytes: Array("event: \(kind)\nid: \(number)\ndata: \(data)\n\n".utf8))
    }

    private static func data(_ card: WallCard) -> String {
        var members = "{\"card\":\(card.id)"
        if let table = card.table { members += ",\"table\":\(table)" }
        if let theme = card.theme { members += ",\"theme\":\(theme)" }
        for (name, text) in [("title", card.title), ("text", card.text), ("by", card.pseudonym)] where !text.isEmpty {
            members += ",\"\(name)\":\(quoted(text))"
        }
        return members + "}"
    }

    /// A JSON string on one line, whatever is in the text.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
