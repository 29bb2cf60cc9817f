import Database
import Federation

/// One of the town's own indicators, with the version that was read.
struct LocalIndicator: Sendable, Hashable {
    var definition: IndicatorDefinition
    /// 0 before it was first saved.
    var version: Int64
}

enum LocalIndicatorStore {
    static func all(_ connection: borrowing Connection) throws -> [LocalIndicator] {
        try connection.query(
            """
            SELECT id, name_de, name_en, unit_de, unit_en, decimals, parts_decimals, kind, frequency, direction, minimum,
            maximum, factor, due_days, missing, method, source, version FROM local_indicator ORDER BY name_de, id
            """
        ) { row in
            let kind: Indicator.Kind = try word(row.text(7))
            let method = try row.text(15)
            return LocalIndicator(
                definition: IndicatorDefinition(
                    id: try code(row.text(0)),
                    name: LocalizedText(german: try row.text(1), english: try row.text(2)),
                    unit: LocalizedText(german: try row.text(3), english: try row.text(4)),
                    decimals: try row.int(5), partsDecimals: try row.int(6), kind: kind,
                    frequency: try word(row.text(8)), direction: try word(row.text(9)),
                    minimum: try decimal(row.optionalText(10)), maximum: try decimal(row.optionalText(11)),
                    factor: try row.int64(12), hasParts: kind == .ratio, dueDays: try row.int64(13),
                    missing: try word(row.text(14)), threshold: nil, isCore: false, numerator: .empty,
                    denominator: .empty, method: LocalizedText(german: method, english: ""), source: try row.text(16),
                    codes: [], origin: .local),
                version: try row.int64(17))
        }
    }

    /// Writes over version `indicator.version`; false where somebody else has saved another one meanwhile, or where the
    /// identifier of a new one is taken.
    static func write(_ indicator: LocalIndicator, _ connection: borrowing Connection) throws -> Bool {
        let definition = indicator.definition
        let values: [Value] = [
            .text(definition.name.german), .text(definition.name.english), .text(definition.unit.german),
            .text(definition.unit.english), Value(definition.decimals), Value(definition.partsDecimals),
            .text(definition.kind.rawValue), .text(definition.frequency.rawValue),
            .text(definition.direction.rawValue), Value(definition.minimum?.description),
            Value(definition.maximum?.description), .integer(definition.factor), .integer(definition.dueDays),
            .text(definition.missing.rawValue), .text(definition.method.german), .text(definition.source),
            .text(definition.id.text),
        ]
        if indicator.version == 0 {
            return try connection.execute(
                """
                INSERT INTO local_indicator (name_de, name_en, unit_de, unit_en, decimals, parts_decimals, kind, frequency,
                direction, minimum, maximum, factor, due_days, missing, method, source, id, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO NOTHING
                """, values: values) == 1
        }
        return try connection.execute(
            """
            UPDATE local_indicator SET name_de = ?, name_en = ?, unit_de = ?, unit_en = ?, decimals = ?,
            parts_decimals = ?, kind = ?, frequency = ?, direction = ?, minimum = ?, maximum = ?, factor = ?,
            due_days = ?, missing = ?, method = ?, source = ?, version = version + 1 WHERE id = ? AND version = ?
            """, values: values + [.integer(indicator.version)]) == 1
    }

    /// Removes an indicator that has no values; false where it has some, or is not there.
    static func remove(_ id: Code, _ connection: borrowing Connection) throws -> Bool {
        let removed = try connection.execute(
            """
            DELETE FROM local_indicator WHERE id = ?1
            AND NOT EXISTS (SELECT 1 FROM observation WHERE indicator = ?1)
            """, .text(id.text))
        if removed == 1 { try connection.execute("DELETE FROM indicator_plan WHERE indicator = ?", .text(id.text)) }
        return removed == 1
    }
}
