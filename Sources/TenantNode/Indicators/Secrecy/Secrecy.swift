import Database
import Federation

/// What the town knows about a number besides the number, so that nothing secret follows from it: who stands behind an
/// amount, and which sums over it others publish. It stays in the house.
struct Secrecy: Sendable, Hashable {
    /// Who stands behind an amount of one period.
    struct Amount: Sendable, Hashable {
        let period: Period
        let contributors: Int64
        /// What the largest of them brings, in the indicator's unit.
        let largest: ExactDecimal
    }

    /// A sum that somebody else publishes, of this indicator and others of the town.
    struct Total: Sendable, Hashable {
        let period: Period
        let value: ExactDecimal
        /// The other indicators in it.
        let others: [Code]
        /// Who publishes it.
        let source: String
    }

    let indicator: Code
    var amounts: [Amount] = []
    var totals: [Total] = []
    /// 0 before it was first saved; grows with each save.
    var version: Int64 = 0

    static let tables = """
        -- What the town knows about a number so that nothing secret follows from it. It stays in the house.
        CREATE TABLE secrecy (indicator TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
        CREATE TABLE secrecy_amount (
            indicator TEXT NOT NULL REFERENCES secrecy (indicator) ON DELETE CASCADE,
            period TEXT NOT NULL,
            contributors INTEGER NOT NULL,
            largest TEXT NOT NULL,
            PRIMARY KEY (indicator, period)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE secrecy_total (
            indicator TEXT NOT NULL REFERENCES secrecy (indicator) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            period TEXT NOT NULL,
            value TEXT NOT NULL,
            -- Identifiers, separated by spaces.
            others TEXT NOT NULL,
            source TEXT NOT NULL,
            PRIMARY KEY (indicator, position)
        ) STRICT, WITHOUT ROWID;
        """
}

enum SecrecyStore {
    static func read(_ indicator: Code, _ connection: borrowing Connection) throws -> Secrecy {
        var secrecy = Secrecy(indicator: indicator)
        secrecy.version =
            try connection.first("SELECT version FROM secrecy WHERE indicator = ?", .text(indicator.text)) {
                try $0.int64(0)
            } ?? 0
        secrecy.amounts = try connection.query(
            "SELECT period, contributors, largest FROM secrecy_amount WHERE indicator = ? ORDER BY period",
            .text(indicator.text)
        ) { row in
            Secrecy.Amount(
                period: try period(row.text(0)), contributors: try row.int64(1), largest: try decimal(row.text(2)))
        }
        secrecy.totals = try connection.query(
            "SELECT period, value, others, source FROM secrecy_total WHERE indicator = ? ORDER BY position",
            .text(indicator.text)
        ) { row in
            Secrecy.Total(
                period: try period(row.text(0)), value: try decimal(row.text(1)),
                others: try row.text(2).split(separator: " ").compactMap { Code(String($0)) },
                source: try row.text(3))
        }
        return secrecy
    }

    static func all(_ connection: borrowing Connection) throws -> [Secrecy] {
        let ids = try connection.query("SELECT indicator FROM secrecy ORDER BY indicator") { try $0.text(0) }
        return try ids.compactMap { Code($0) }.map { try read($0, connection) }
    }

    /// - Returns: false where somebody else has saved meanwhile.
    static func write(_ secrecy: Secrecy, _ connection: borrowing Connection) throws -> Bool {
        let id = Value.text(secrecy.indicator.text)
        let written =
            secrecy.version == 0
            ? try connection.execute("INSERT INTO secrecy VALUES (?, 1) ON CONFLICT DO NOTHING", id)
            : try connection.execute(
                "UPDATE secrecy SET version = version + 1 WHERE indicator = ? AND version = ?", id,
                .integer(secrecy.version))
        guard written == 1 else { return false }
        try connection.execute("DELETE FROM secrecy_amount WHERE indicator = ?", id)
        try connection.execute("DELETE FROM secrecy_total WHERE indicator = ?", id)
        for amount in secrecy.amounts {
            try connection.execute(
                "INSERT INTO secrecy_amount VALUES (?, ?, ?, ?)", id, .text(amount.period.description),
                .integer(amount.contributors), .text(amount.largest.description))
        }
        for (position, total) in secrecy.totals.enumerated() {
            try connection.execute(
                "INSERT INTO secrecy_total VALUES (?, ?, ?, ?, ?, ?)", id, Value(position),
                .text(total.period.description), .text(total.value.description),
                .text(total.others.map(\.text).joined(separator: " ")), .text(total.source))
        }
        return true
    }

    private static func period(_ text: String) throws -> Period {
        guard let period = Period(text) else {
            throw DatabaseError(.corrupt, "The database holds a period that this program does not know.")
        }
        return period
    }

    private static func decimal(_ text: String) throws -> ExactDecimal {
        guard let decimal = ExactDecimal(text) else {
            throw DatabaseError(.corrupt, "The database holds a number that this program does not know.")
        }
        return decimal
    }
}

extension [Secrecy] {
    /// As suppression asks for it.
    var contributors: [Observation.Key: Suppression.Contributors] {
        var found: [Observation.Key: Suppression.Contributors] = [:]
        for secrecy in self {
            for amount in secrecy.amounts {
                found[Observation.Key(indicator: secrecy.indicator, period: amount.period)] =
                    Suppression.Contributors(count: amount.contributors, largest: amount.largest)
            }
        }
        return found
    }

    var totalsElsewhere: [Suppression.TotalElsewhere] {
        flatMap { secrecy in
            secrecy.totals.map { total in
                Suppression.TotalElsewhere(
                    value: total.value,
                    parts: ([secrecy.indicator] + total.others).map {
                        Observation.Key(indicator: $0, period: total.period)
                    })
            }
        }
    }
}
