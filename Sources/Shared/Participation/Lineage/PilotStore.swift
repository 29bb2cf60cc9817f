import Database

/// Pilots on disk, with every version there was.
public enum PilotStore {
    /// A version as it is listed.
    struct Version: Sendable, Hashable {
        let number: Int64
        let at: Int64
        let savedBy: String
    }

    /// The newest first.
    public static func all(_ connection: borrowing Connection) throws -> [Pilot] {
        try connection.query(
            """
            SELECT pilot.id, title, tried, place, first_day, last_day, learned, decision, decision_reason, decided_by,
                is_published, pilot.version
            FROM pilot JOIN pilot_version ON pilot_version.pilot = pilot.id AND pilot_version.version = pilot.version
            ORDER BY pilot.id DESC
            """, row: pilot)
    }

    /// - Parameter version: nil for the newest.
    public static func read(_ id: Int64, version: Int64? = nil, _ connection: borrowing Connection) throws -> Pilot? {
        try connection.first(
            """
            SELECT pilot.id, title, tried, place, first_day, last_day, learned, decision, decision_reason, decided_by,
                is_published, pilot_version.version
            FROM pilot JOIN pilot_version ON pilot_version.pilot = pilot.id
            WHERE pilot.id = ?1 AND pilot_version.version = coalesce(?2, pilot.version)
            """, .integer(id), Value(version), row: pilot)
    }

    static func versions(of id: Int64, _ connection: borrowing Connection) throws -> [Version] {
        try connection.query(
            "SELECT version, at, saved_by FROM pilot_version WHERE pilot = ? ORDER BY version DESC", .integer(id)
        ) { Version(number: try $0.int64(0), at: try $0.int64(1), savedBy: try $0.text(2)) }
    }

    /// Writes a new pilot, or a new version of one that nobody has changed since it was read.
    /// - Returns: its identifier; nil where it is stale.
    public static func write(
        _ pilot: Pilot, by function: String, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Int64? {
        var id = pilot.id
        if pilot.version == 0 {
            try connection.execute(
                "INSERT INTO pilot (is_published, created, version) VALUES (?, ?, 1)", Value(pilot.isPublished),
                .integer(seconds))
            id = connection.lastInsertedRow
        } else {
            let changed = try connection.execute(
                "UPDATE pilot SET is_published = ?, version = version + 1 WHERE id = ? AND version = ?",
                Value(pilot.isPublished), .integer(id), .integer(pilot.version))
            guard changed == 1 else { return nil }
        }
        try connection.execute(
            """
            INSERT INTO pilot_version (pilot, version, at, saved_by, title, tried, place, first_day, last_day, learned,
                decision, decision_reason, decided_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(id), .integer(pilot.version + 1), .integer(seconds), .text(function), .text(pilot.title),
            .text(pilot.tried), .text(pilot.place), .text(pilot.firstDay?.description ?? ""),
            .text(pilot.lastDay?.description ?? ""), .text(pilot.learned), .text(pilot.decision.rawValue),
            .text(pilot.decisionReason), .text(pilot.decidedBy))
        return id
    }

    private static func pilot(_ row: borrowing Row) throws -> Pilot {
        guard let decision = Pilot.Decision(rawValue: try row.text(7)) else {
            throw DatabaseError(.corrupt, "The database holds a pilot that this program does not know.")
        }
        return Pilot(
            id: try row.int64(0), title: try row.text(1), tried: try row.text(2), place: try row.text(3),
            firstDay: CivilDay(try row.text(4)), lastDay: CivilDay(try row.text(5)), learned: try row.text(6),
            decision: decision, decisionReason: try row.text(8), decidedBy: try row.text(9),
            isPublished: try row.boolean(10), version: try row.int64(11))
    }
}
