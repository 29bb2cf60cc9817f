import Database
import Federation
import HTTP
import Pages

/// Who edits: an account, or the command line.
struct Editor: Sendable, Equatable {
    let account: Int64?
    /// Shown to colleagues, never published.
    let name: String

    static let commandLine = Editor(account: nil, name: "Befehlszeile")
}

/// The history of every part of the strategy, and what was typed but not taken.
enum EditStore {
    /// One save.
    struct Edit: Sendable {
        let edition: Int64
        let fields: FormInput
        /// Seconds since 1970.
        let edited: Int64
        /// nil for how it stood before its first edit.
        let editor: String
    }

    /// A form that was not saved because somebody else had saved the same part before.
    struct Kept: Sendable {
        let id: Int64
        let thing: StrategyThing
        let fields: FormInput
        let typed: Int64
        let account: Int64?
        let editor: String
    }

    static func edition(of thing: StrategyThing, _ connection: borrowing Connection) throws -> Int64 {
        try connection.first(
            "SELECT max(edition) FROM strategy_edit WHERE thing = ?", .text(thing.key)
        ) { try $0.optionalInt64(0) ?? 0 } ?? 0
    }

    static func last(of thing: StrategyThing, _ connection: borrowing Connection) throws -> Edit? {
        try connection.first(
            "SELECT edition, fields, edited, editor FROM strategy_edit WHERE thing = ? ORDER BY edition DESC LIMIT 1",
            .text(thing.key), row: edit)
    }

    /// The newest first.
    static func all(of thing: StrategyThing, _ connection: borrowing Connection) throws -> [Edit] {
        try connection.query(
            "SELECT edition, fields, edited, editor FROM strategy_edit WHERE thing = ? ORDER BY edition DESC LIMIT 100",
            .text(thing.key), row: edit)
    }

    static func edit(_ edition: Int64, of thing: StrategyThing, _ connection: borrowing Connection) throws -> Edit? {
        try connection.first(
            "SELECT edition, fields, edited, editor FROM strategy_edit WHERE thing = ? AND edition = ?",
            .text(thing.key), .integer(edition), row: edit)
    }

    /// Notes a save; the first one also keeps how the thing stood before.
    static func record(
        _ thing: StrategyThing, from old: FormInput?, to new: FormInput, by editor: Editor, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Int64 {
        let edition = try edition(of: thing, connection)
        func insert(_ edition: Int64, _ fields: FormInput, _ editor: Editor) throws {
            try connection.execute(
                "INSERT INTO strategy_edit VALUES (?, ?, ?, ?, ?, ?)", .text(thing.key), .integer(edition),
                .text(fields.encoded), .integer(seconds), Value(editor.account), .text(editor.name))
        }
        if edition == 0, let old, try last(of: thing, connection) == nil {
            try insert(0, old, Editor(account: nil, name: ""))
        }
        try insert(edition + 1, new, editor)
        return edition + 1
    }

    /// The accounts that have edited anything since a moment.
    static func accounts(since seconds: Int64, _ connection: borrowing Connection) throws -> Set<Int64> {
        Set(
            try connection.query(
                "SELECT DISTINCT account FROM strategy_edit WHERE edited >= ? AND account IS NOT NULL",
                .integer(seconds)
            ) { try $0.int64(0) })
    }

    // MARK: Kept texts

    static func keep(
        _ thing: StrategyThing, _ fields: FormInput, edition: Int64, by editor: Editor, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Int64 {
        try connection.execute(
            "INSERT INTO strategy_kept (thing, edition, fields, typed, account, editor) VALUES (?, ?, ?, ?, ?, ?)",
            .text(thing.key), .integer(edition), .text(fields.encoded), .integer(seconds), Value(editor.account),
            .text(editor.name))
        return connection.lastInsertedRow
    }

    static func kept(_ connection: borrowing Connection) throws -> [Kept] {
        try connection.query("SELECT id, thing, fields, typed, account, editor FROM strategy_kept ORDER BY id") { row in
            guard let thing = StrategyThing(key: try row.text(1)) else {
                throw DatabaseError(
                    .corrupt, "The database holds a part of the strategy that this program does not know.")
            }
            return Kept(
                id: try row.int64(0), thing: thing, fields: try input(row.text(2)), typed: try row.int64(3),
                account: try row.optionalInt64(4), editor: try row.text(5))
        }
    }

    /// Only whoever typed a text can let it go.
    static func drop(kept id: Int64, of account: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            "DELETE FROM strategy_kept WHERE id = ? AND account = ?", .integer(id), .integer(account))
    }

    private static func edit(_ row: borrowing Row) throws -> Edit {
        Edit(
            edition: try row.int64(0), fields: try input(row.text(1)), edited: try row.int64(2), editor: try row.text(3)
        )
    }

    private static func input(_ text: String) throws -> FormInput {
        FormInput(try FormCoding.parse(Array(text.utf8), maximumFields: 10_000))
    }
}

extension FormInput {
    /// The fields as they are kept: application/x-www-form-urlencoded, sorted by name.
    var encoded: String { FormCoding.encode(names.flatMap { name in all(name).map { (name: name, value: $0) } }) }

    /// Names whose values differ.
    func differences(from other: FormInput) -> [String] {
        Set(names).union(other.names).filter { all($0) != other.all($0) }.sorted()
    }
}
