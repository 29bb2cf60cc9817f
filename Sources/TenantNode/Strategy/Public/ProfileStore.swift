import Database
import Federation

/// Which measures have a public page at this node. Off until the town wants it.
enum ProfileStore {
    static func isPublicByDefault(_ connection: borrowing Connection) throws -> Bool {
        try connection.first("SELECT value FROM strategy_setting WHERE name = 'public-measures'") { try $0.text(0) }
            == "yes"
    }

    static func setDefault(_ isPublic: Bool, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            INSERT INTO strategy_setting VALUES ('public-measures', ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, .text(isPublic ? "yes" : "no"))
    }

    static func isPublic(_ measure: Code, _ connection: borrowing Connection) throws -> Bool {
        let own = try connection.first(
            "SELECT is_public FROM measure_profile WHERE measure = ?", .text(measure.text)
        ) { try $0.boolean(0) }
        return try own ?? isPublicByDefault(connection)
    }

    static func set(_ measure: Code, isPublic: Bool, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            INSERT INTO measure_profile VALUES (?, ?) ON CONFLICT (measure) DO UPDATE SET is_public = excluded.is_public
            """, .text(measure.text), Value(isPublic))
    }

    /// The measures that have a public page.
    static func publicMeasures(of draft: StrategyDraft, _ connection: borrowing Connection) throws -> [Measure] {
        let rule = try isPublicByDefault(connection)
        let own = Dictionary(
            uniqueKeysWithValues: try connection.query("SELECT measure, is_public FROM measure_profile") {
                (try $0.text(0), try $0.boolean(1))
            })
        return draft.measures.filter { own[$0.id.text] ?? rule }
    }
}
