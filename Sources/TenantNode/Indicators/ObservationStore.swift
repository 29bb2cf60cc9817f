import Database
import Federation

/// Observations and participation on disk.
enum ObservationStore {
    static func observations(_ connection: borrowing Connection) throws -> [StoredObservation] {
        try connection.query(
            """
            SELECT indicator, period, value, numerator, denominator, status, flags, level, comment FROM observation
            ORDER BY indicator, period
            """
        ) { row in
            StoredObservation(
                key: Observation.Key(indicator: try code(row.text(0)), period: try period(row.text(1))),
                value: try decimal(row.optionalText(2)), numerator: try decimal(row.optionalText(3)),
                denominator: try decimal(row.optionalText(4)), status: try word(row.text(5)),
                flags: try row.text(6).split(separator: "|").map { try word(String($0)) },
                level: try word(row.text(7)), comment: try row.text(8))
        }
    }

    /// Writes each observation over the one of the same indicator and period; others stay.
    static func merge(_ observations: [StoredObservation], _ connection: borrowing Connection) throws {
        for observation in observations {
            try connection.execute(
                """
                INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (indicator, period) DO UPDATE SET value = excluded.value, numerator = excluded.numerator,
                denominator = excluded.denominator, status = excluded.status, flags = excluded.flags,
                level = excluded.level, comment = excluded.comment
                """, .text(observation.key.indicator.text), .text(observation.key.period.description),
                Value(observation.value?.description), Value(observation.numerator?.description),
                Value(observation.denominator?.description), .text(observation.status.rawValue),
                .text(observation.flags.map(\.rawValue).joined(separator: "|")), .text(observation.level.rawValue),
                .text(observation.comment))
        }
    }

    static func remove(_ key: Observation.Key, _ connection: borrowing Connection) throws {
        try connection.execute(
            "DELETE FROM observation WHERE indicator = ? AND period = ?", .text(key.indicator.text),
            .text(key.period.description))
    }

    /// Notes who has worked on a value; nil is the command line.
    static func noteEdit(
        _ key: Observation.Key, by account: Int64?, at seconds: Int64, _ connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO observation_edit (indicator, period, account, at) VALUES (?, ?, ?, ?)",
            .text(key.indicator.text), .text(key.period.description), Value(account), .integer(seconds))
    }

    static func participation(
        of reporting: Period, _ connection: borrowing Connection
    ) throws -> [StoredParticipation] {
        try connection.query(
            "SELECT channel, figure, count FROM participation WHERE period = ? ORDER BY channel, figure",
            .text(reporting.description)
        ) { row in
            StoredParticipation(
                channel: try word(row.text(0)), figure: try word(row.text(1)), count: try row.optionalInt64(2))
        }
    }

    static func replaceParticipation(
        of reporting: Period, with rows: [StoredParticipation], _ connection: borrowing Connection
    ) throws {
        try connection.execute("DELETE FROM participation WHERE period = ?", .text(reporting.description))
        for row in rows {
            try connection.execute(
                "INSERT INTO participation VALUES (?, ?, ?, ?)", .text(reporting.description),
                .text(row.channel.rawValue), .text(row.figure.rawValue), Value(row.count))
        }
    }
}
