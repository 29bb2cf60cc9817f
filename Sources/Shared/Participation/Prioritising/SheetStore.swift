import Accounts
import Database

/// Sheets on disk. Counts are only ever added, so every correction leaves what was before.
enum SheetStore {
    enum Outcome: Sendable, Hashable {
        case waiting, agreed, different
        /// The same person would be both counters, or the sheet was withdrawn.
        case refused
        /// Somebody else has counted since the form was opened.
        case stale
    }

    static func all(of ballot: Int64, _ connection: borrowing Connection) throws -> [Sheet] {
        let ids = try connection.query(
            "SELECT id FROM ballot_sheet WHERE ballot = ? ORDER BY id", .integer(ballot)
        ) { try $0.int64(0) }
        return try ids.compactMap { try read($0, connection) }
    }

    static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Sheet? {
        let counts = try counts(of: id, connection)
        return try connection.first(
            """
            SELECT id, ballot, channel, place, created, agreed, withdrawn, withdrawn_reason FROM ballot_sheet WHERE id = ?
            """, .integer(id)
        ) { row in
            guard let channel = Channel(rawValue: try row.text(2)) else {
                throw DatabaseError(.corrupt, "The database holds a sheet that this program does not know.")
            }
            return Sheet(
                id: try row.int64(0), ballot: try row.int64(1), channel: channel, place: try row.text(3),
                created: try row.int64(4), agreed: try row.optionalInt64(5), withdrawn: try row.optionalInt64(6),
                withdrawnReason: try row.text(7), counts: counts)
        }
    }

    private static func counts(of sheet: Int64, _ connection: borrowing Connection) throws -> [Sheet.Count] {
        let marks = try connection.query(
            """
            SELECT sheet_count, number, level, count FROM sheet_mark
            JOIN sheet_count ON sheet_count.id = sheet_mark.sheet_count WHERE sheet = ?
            """, .integer(sheet)
        ) { (try $0.int64(0), Tally.Mark(try $0.int(1), level: try $0.int(2)), try $0.int(3)) }
        let byCount = Dictionary(grouping: marks, by: \.0)
        return try connection.query(
            """
            SELECT id, counter, account, name, at, handed_out, voters, invalid, reason FROM sheet_count
            WHERE sheet = ? ORDER BY id
            """, .integer(sheet)
        ) { row in
            let id = try row.int64(0)
            return Sheet.Count(
                id: id, counter: try row.int(1), account: try row.int64(2), name: try row.text(3),
                at: try row.int64(4), handedOut: try row.int(5), invalid: try row.int(7),
                tally: Tally(
                    voters: try row.int(6),
                    counts: Dictionary(
                        (byCount[id] ?? []).map { ($0.1, $0.2) }, uniquingKeysWith: { first, _ in first })),
                reason: try row.text(8))
        }
    }

    static func add(
        ballot: Int64, channel: Channel, place: String, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Int64 {
        try connection.execute(
            "INSERT INTO ballot_sheet (ballot, channel, place, created) VALUES (?, ?, ?, ?)", .integer(ballot),
            .text(channel.rawValue), .text(place), .integer(seconds))
        return connection.lastInsertedRow
    }

    /// Adds a count. Once both newest ones are equal they are what counts; until then the last agreement does.
    /// - Parameter seen: the newest count of this counter when the form was opened; 0 for none.
    static func count(
        _ numbers: Sheet.Numbers, sheet id: Int64, counter: Int, by account: Account, reason: String, seen: Int64,
        at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Outcome {
        guard let sheet = try read(id, connection), sheet.mayCount(counter, account: account.id) else {
            return .refused
        }
        let newest = sheet.newest(counter)
        if (newest?.id ?? 0) != seen {
            // The same form sent twice is one count.
            guard let newest, newest.account == account.id, newest.numbers == numbers, newest.reason == reason else {
                return .stale
            }
            return outcome(sheet)
        }
        try connection.execute(
            """
            INSERT INTO sheet_count (sheet, counter, account, name, at, handed_out, voters, invalid, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(id), Value(counter), .integer(account.id), .text(account.name), .integer(seconds),
            Value(numbers.handedOut), Value(numbers.tally.voters), Value(numbers.invalid), .text(reason))
        let count = connection.lastInsertedRow
        for (mark, value) in numbers.tally.counts.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                "INSERT INTO sheet_mark (sheet_count, number, level, count) VALUES (?, ?, ?, ?)", .integer(count),
                Value(mark.number), Value(mark.level), Value(value))
        }
        guard let now = try read(id, connection) else { return .refused }
        if now.isAgreed, let first = now.newest(1) {
            try connection.execute(
                "UPDATE ballot_sheet SET agreed = ? WHERE id = ?", .integer(first.id), .integer(id))
        }
        return outcome(now)
    }

    private static func outcome(_ sheet: Sheet) -> Outcome {
        guard sheet.newest(1) != nil, sheet.newest(2) != nil else { return .waiting }
        return sheet.isAgreed ? .agreed : .different
    }

    /// Takes a sheet out of the result; it stays to be seen.
    static func withdraw(
        _ id: Int64, reason: String, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        try connection.execute(
            "UPDATE ballot_sheet SET withdrawn = ?, withdrawn_reason = ? WHERE id = ? AND withdrawn IS NULL",
            .integer(seconds), .text(reason), .integer(id)) == 1
    }
}
