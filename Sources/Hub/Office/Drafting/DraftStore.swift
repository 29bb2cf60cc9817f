import Accounts
import Database
import Federation

/// Who changes something at the office.
struct Editor: Sendable, Equatable {
    /// The account's number; nil for a command.
    let id: Int64?
    let name: String
}

/// Why a change of the working draft was not saved.
enum DraftProblem: Error {
    /// There is no working draft.
    case none
    /// There is one already.
    case exists
    /// Somebody saved this part meanwhile (nil: removed it); what was typed is with the caller.
    case stale(StoredPart?)
    /// A new thing has the code of one that is there.
    case taken(StoredPart)
    /// The whole would not be sound.
    case faults([Fault])
}

/// Keeps the working draft of the framework. Each write is one transaction that compares before it swaps, and every
/// text that was ever saved stays readable.
struct DraftStore: Sendable {
    let store: Store

    func load() throws -> WorkingDraft? { try store.read { try Self.load($0) } }

    static func load(_ connection: borrowing Connection) throws -> WorkingDraft? {
        guard
            let (base, revision) = try connection.first(
                "SELECT base, revision FROM framework_draft WHERE only = 1",
                row: { (try $0.int64(0), try $0.int64(1)) })
        else { return nil }
        let parts = try connection.query(
            "SELECT kind, id, counter, value, changed_at, changed_by FROM framework_part"
        ) { row in try part(row) }
        return WorkingDraft(
            base: base, revision: revision,
            parts: Dictionary(parts.compactMap(\.self).map { ($0.name, $0) }, uniquingKeysWith: { $1 }))
    }

    /// Begins a draft; errors: `.exists`.
    func begin(
        _ parts: [PartName: JSONValue], base: Int64, by editor: Editor, at now: Int64, journal account: Account?
    ) throws {
        try store.write { connection in
            guard try Self.load(connection) == nil else { throw DraftProblem.exists }
            let revision = try Self.lastCounter(connection) + 1
            _ = try connection.execute(
                "INSERT INTO framework_draft (only, base, first, revision) VALUES (1, ?, ?, ?)", .integer(base),
                .integer(revision), .integer(revision))
            for (name, value) in parts {
                try Self.put(name, value, counter: revision, by: editor, at: now, connection)
            }
            try Journal.record(
                "framework.draft-begun", object: String(base + 1), detail: "", by: account, at: now, connection)
        }
    }

    /// Saves one part. `counter` is the one the form was made from, 0 for a new thing.
    func save(_ name: PartName, _ value: JSONValue, counter: Int64, by editor: Editor, at now: Int64) throws {
        try change { connection, draft in
            let stored = draft.parts[name]
            if counter == 0, let stored { throw DraftProblem.taken(stored) }
            if counter != 0, stored?.counter != counter { throw DraftProblem.stale(stored) }
            var parts = draft.parts.mapValues(\.value)
            parts[name] = value
            let faults = DraftChecks(parts).faults(of: name)
            guard faults.isEmpty else { throw DraftProblem.faults(faults) }
            try Self.put(name, value, counter: draft.revision + 1, by: editor, at: now, connection)
        }
    }

    /// Removes a thing that nothing else of the draft names.
    func remove(_ name: PartName, counter: Int64, by editor: Editor, at now: Int64) throws {
        try change { connection, draft in
            guard let stored = draft.parts[name], stored.counter == counter, !name.kind.isSingle else {
                throw DraftProblem.stale(draft.parts[name])
            }
            let faults = DraftChecks(draft.parts.mapValues(\.value)).faults(removing: name)
            guard faults.isEmpty else { throw DraftProblem.faults(faults) }
            _ = try connection.execute(
                "DELETE FROM framework_part WHERE kind = ? AND id = ?", .text(name.kind.rawValue), .text(name.id))
            try Self.remember(name, nil, counter: draft.revision + 1, by: editor, at: now, connection)
        }
    }

    /// Puts a whole framework in the place of the draft, as an import does. `revision` is the one that was looked at.
    func replace(_ parts: [PartName: JSONValue], revision: Int64, by editor: Editor, at now: Int64) throws {
        try change { connection, draft in
            guard draft.revision == revision else { throw DraftProblem.stale(nil) }
            for (name, _) in draft.parts where parts[name] == nil {
                _ = try connection.execute(
                    "DELETE FROM framework_part WHERE kind = ? AND id = ?", .text(name.kind.rawValue), .text(name.id))
                try Self.remember(name, nil, counter: draft.revision + 1, by: editor, at: now, connection)
            }
            for (name, value) in parts where draft.parts[name]?.value != value {
                try Self.put(name, value, counter: draft.revision + 1, by: editor, at: now, connection)
            }
        }
    }

    /// Ends the draft as it stood at `revision`; its texts stay in the history. Errors: `.stale` if it went on.
    func discard(revision: Int64, by editor: Editor, at now: Int64, journal account: Account?) throws {
        try store.write { connection in
            guard let draft = try Self.load(connection) else { throw DraftProblem.none }
            guard draft.revision == revision else { throw DraftProblem.stale(nil) }
            for name in draft.parts.keys {
                try Self.remember(name, nil, counter: draft.revision + 1, by: editor, at: now, connection)
            }
            _ = try Self.end(revision: revision, connection)
            try Journal.record(
                "framework.draft-discarded", object: String(draft.base + 1), detail: "", by: account, at: now,
                connection)
        }
    }

    /// Ends the draft in the transaction that publishes it, unless somebody has changed it since: then it goes on.
    @discardableResult
    static func end(revision: Int64, _ connection: borrowing Connection) throws -> Bool {
        let changed = try connection.execute(
            "DELETE FROM framework_draft WHERE only = 1 AND revision = ?", .integer(revision))
        guard changed == 1 else { return false }
        _ = try connection.execute("DELETE FROM framework_part")
        return true
    }

    /// Everybody with an account who has written in the draft: none of them approves it. Whoever began it has only made a
    /// copy, unless there was no version to copy.
    static func authors(_ connection: borrowing Connection) throws -> Set<Int64> {
        Set(
            try connection.query(
                """
                SELECT DISTINCT account FROM framework_part_history
                WHERE account IS NOT NULL AND counter >= (SELECT first + (base > 0) FROM framework_draft WHERE only = 1)
                """, row: { try $0.int64(0) }))
    }

    /// Earlier texts of a part, the newest first; nil where it was removed.
    func history(of name: PartName) throws -> [(value: JSONValue?, at: Int64, by: String)] {
        try store.read { connection in
            try connection.query(
                """
                SELECT value, changed_at, changed_by FROM framework_part_history WHERE kind = ? AND id = ?
                ORDER BY number DESC LIMIT 50
                """, .text(name.kind.rawValue), .text(name.id)
            ) { row in
                (
                    value: try row.optionalBlob(0).map { try JSONValue(canonicalBytes: $0) }, at: try row.int64(1),
                    by: try row.text(2)
                )
            }
        }
    }

    private func change(_ body: (borrowing Connection, WorkingDraft) throws -> Void) throws {
        try store.write { connection in
            guard let draft = try Self.load(connection) else { throw DraftProblem.none }
            try body(connection, draft)
            _ = try connection.execute("UPDATE framework_draft SET revision = revision + 1 WHERE only = 1")
        }
    }

    private static func put(
        _ name: PartName, _ value: JSONValue, counter: Int64, by editor: Editor, at now: Int64,
        _ connection: borrowing Connection
    ) throws {
        _ = try connection.execute(
            """
            INSERT INTO framework_part (kind, id, counter, value, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, id) DO UPDATE SET counter = excluded.counter, value = excluded.value,
                changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """, .text(name.kind.rawValue), .text(name.id), .integer(counter), .blob(value.canonicalBytes),
            .integer(now), .text(editor.name))
        try remember(name, value, counter: counter, by: editor, at: now, connection)
    }

    private static func remember(
        _ name: PartName, _ value: JSONValue?, counter: Int64, by editor: Editor, at now: Int64,
        _ connection: borrowing Connection
    ) throws {
        _ = try connection.execute(
            """
            INSERT INTO framework_part_history (kind, id, counter, value, changed_at, changed_by, account)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .text(name.kind.rawValue), .text(name.id), .integer(counter),
            value.map { .blob($0.canonicalBytes) } ?? .null, .integer(now), .text(editor.name), Value(editor.id))
    }

    /// Counters never come back, so that a form from before a discarded draft is stale as well.
    private static func lastCounter(_ connection: borrowing Connection) throws -> Int64 {
        try connection.first("SELECT coalesce(max(counter), 0) FROM framework_part_history") { try $0.int64(0) } ?? 0
    }

    private static func part(_ row: borrowing Row) throws -> StoredPart? {
        guard let kind = PartKind(rawValue: try row.text(0)) else { return nil }
        return StoredPart(
            name: PartName(kind, try row.text(1)), value: try JSONValue(canonicalBytes: try row.blob(3)),
            counter: try row.int64(2), changedAt: try row.int64(4), changedBy: try row.text(5))
    }
}
