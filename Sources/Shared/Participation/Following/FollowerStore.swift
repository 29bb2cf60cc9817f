import Database
import Mail
import Pages

/// How often somebody wants to hear of what they follow.
public enum FollowerRhythm: String, Sendable, CaseIterable {
    case daily, weekly
}

/// Somebody who follows by mail, without their address: that is read for sending only.
struct Follower: Sendable {
    let id: Int64
    let language: Language
    let rhythm: FollowerRhythm
    let token: [UInt8]
    let isConfirmed: Bool
    let seen: Int64
    let period: String
}

/// Followers on disk.
enum FollowerStore {
    /// More than this one house never has.
    private static let most: Int64 = 200_000
    /// An address gets no more requests for confirmation than this on a day, whoever enters it.
    private static let requestsADay: Int64 = 3
    /// As much as one mail can follow.
    private static let mostSubjects = 200

    /// Notes a wish; it counts once confirmed.
    /// - Parameter token: the secret for the links, where the address is new.
    /// - Returns: the follower who is to be asked; nil where enough was asked today, or there is no room.
    static func request(
        _ address: MailAddress, _ subject: FollowedSubject, _ rhythm: FollowerRhythm, _ language: Language,
        token: [UInt8], on day: CivilDay, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Follower? {
        let known = try connection.first(
            "SELECT id, asked_day, asked FROM follower WHERE address = ?", .text(address.description)
        ) { row in (try row.int64(0), try row.text(1), try row.int64(2)) }
        guard let (id, asked, count) = known else {
            let all = try connection.first("SELECT count(*) FROM follower") { try $0.int64(0) } ?? 0
            guard all < most else { return nil }
            try connection.execute(
                """
                INSERT INTO follower (address, language, rhythm, token, requested, asked_day, asked, seen, period)
                VALUES (?, ?, ?, ?, ?, ?, 1, ?, '')
                """, .text(address.description), .text(language.rawValue), .text(rhythm.rawValue), .blob(token),
                .integer(seconds), .text(day.description), .integer(seconds))
            let id = connection.lastInsertedRow
            try want(id, subject, connection)
            return try read(id, connection)
        }
        if asked == day.description, count >= requestsADay { return nil }
        let subjects = try self.subjects(of: id, connection).count
        guard subjects < mostSubjects else { return nil }
        try connection.execute(
            "UPDATE follower SET asked_day = ?1, asked = CASE WHEN asked_day = ?1 THEN asked + 1 ELSE 1 END WHERE id = ?2",
            .text(day.description), .integer(id))
        try want(id, subject, connection)
        return try read(id, connection)
    }

    private static func want(
        _ id: Int64, _ subject: FollowedSubject, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO follower_subject (follower, subject) VALUES (?, ?) ON CONFLICT DO NOTHING", .integer(id),
            .text(subject.name))
    }

    static func find(_ token: [UInt8], _ connection: borrowing Connection) throws -> Follower? {
        try connection.first("SELECT \(columns) FROM follower WHERE token = ?", .blob(token), row: follower)
    }

    static func read(_ id: Int64, _ connection: borrowing Connection) throws -> Follower? {
        try connection.first("SELECT \(columns) FROM follower WHERE id = ?", .integer(id), row: follower)
    }

    private static let columns = "id, language, rhythm, token, confirmed, seen, period"

    private static func follower(_ row: borrowing Row) throws -> Follower {
        Follower(
            id: try row.int64(0), language: Language(rawValue: try row.text(1)) ?? .german,
            rhythm: FollowerRhythm(rawValue: try row.text(2)) ?? .weekly, token: try row.blob(3),
            isConfirmed: try row.optionalInt64(4) != nil, seen: try row.int64(5), period: try row.text(6))
    }

    static func subjects(
        of id: Int64, _ connection: borrowing Connection
    ) throws -> [(subject: FollowedSubject, isConfirmed: Bool)] {
        try connection.query(
            "SELECT subject, confirmed FROM follower_subject WHERE follower = ? ORDER BY subject", .integer(id)
        ) { row in (FollowedSubject(try row.text(0)), try row.optionalInt64(1) != nil) }
        .compactMap { subject, isConfirmed in subject.map { ($0, isConfirmed) } }
    }

    /// Everything that was wished for counts from now on.
    static func confirm(_ id: Int64, at seconds: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            UPDATE follower SET seen = CASE WHEN confirmed IS NULL THEN ?1 ELSE seen END, confirmed = coalesce(confirmed, ?1)
            WHERE id = ?2
            """, .integer(seconds), .integer(id))
        try connection.execute(
            "UPDATE follower_subject SET confirmed = coalesce(confirmed, ?) WHERE follower = ?", .integer(seconds),
            .integer(id))
    }

    static func change(
        _ id: Int64, rhythm: FollowerRhythm, keeping kept: Set<FollowedSubject>, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "UPDATE follower SET rhythm = ? WHERE id = ?", .text(rhythm.rawValue), .integer(id))
        for (subject, _) in try subjects(of: id, connection) where !kept.contains(subject) {
            try connection.execute(
                "DELETE FROM follower_subject WHERE follower = ? AND subject = ?", .integer(id), .text(subject.name))
        }
    }

    /// Notes that the server refused the address for good.
    /// - Returns: how often it did so in a row.
    static func wasRefused(_ id: Int64, _ connection: borrowing Connection) throws -> Int {
        try connection.execute("UPDATE follower SET refusals = refusals + 1 WHERE id = ?", .integer(id))
        return try connection.first("SELECT refusals FROM follower WHERE id = ?", .integer(id)) { try $0.int(0) } ?? 0
    }

    static func wasReached(_ id: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("UPDATE follower SET refusals = 0 WHERE id = ? AND refusals <> 0", .integer(id))
    }

    /// Forgets the address, and with it what waits to be sent.
    static func remove(_ id: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM follower WHERE id = ?", .integer(id))
    }

    /// Requests that nobody confirmed.
    /// - Returns: how many were forgotten.
    static func forgetUnconfirmed(before seconds: Int64, _ connection: borrowing Connection) throws -> Int {
        try connection.execute(
            """
            DELETE FROM follower_subject WHERE confirmed IS NULL
                AND follower IN (SELECT id FROM follower WHERE confirmed IS NOT NULL AND asked_day < ?)
            """, .text(CivilDay.of(seconds).description))
        return try connection.execute(
            "DELETE FROM follower WHERE confirmed IS NULL AND requested < ?", .integer(seconds))
    }

    /// Those whose mail of a period has not been made, with a mail under way they wait.
    static func due(
        _ rhythm: FollowerRhythm, period: String, limit: Int, _ connection: borrowing Connection
    ) throws -> [Follower] {
        try connection.query(
            """
            SELECT \(columns) FROM follower
            WHERE confirmed IS NOT NULL AND rhythm = ? AND period <> ?
                AND NOT EXISTS (SELECT 1 FROM mail_queue WHERE follower = follower.id AND kind = 'digest')
            ORDER BY id LIMIT ?
            """, .text(rhythm.rawValue), .text(period), Value(limit), row: follower)
    }

    /// The mail of that period is made, or there was nothing to tell.
    static func told(
        _ id: Int64, period: String, through seconds: Int64, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "UPDATE follower SET period = ?, seen = ? WHERE id = ?", .text(period), .integer(seconds), .integer(id))
    }

    /// For the page that says how many there are.
    static func counts(_ connection: borrowing Connection) throws -> (confirmed: Int, waiting: Int, queued: Int) {
        try connection.first(
            """
            SELECT (SELECT count(*) FROM follower WHERE confirmed IS NOT NULL),
                (SELECT count(*) FROM follower WHERE confirmed IS NULL), (SELECT count(*) FROM mail_queue)
            """
        ) { (try $0.int(0), try $0.int(1), try $0.int(2)) } ?? (0, 0, 0)
    }
}
