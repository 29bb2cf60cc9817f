import CSQLite

/// The prepared statements of one connection, keyed by their SQL text, and its transaction mark.
///
/// A statement in use is taken out of the cache, so the same SQL inside its own row closure gets a second statement.
final class StatementCache {
    /// Set while `Connection.transaction` runs; SQLite may roll back on its own (disk full), which must be noticed.
    var inTransaction = false

    private let handle: OpaquePointer
    private var idle: [String: OpaquePointer] = [:]
    private let capacity = 256

    init(handle: OpaquePointer) {
        self.handle = handle
    }

    var idleCount: Int { idle.count }

    func take(_ sql: String) throws(DatabaseError) -> OpaquePointer {
        if let statement = idle.removeValue(forKey: sql) { return statement }
        return try prepare(sql)
    }

    /// Takes a statement back; it is reset at once, so it holds no lock and no bound data.
    func giveBack(_ statement: OpaquePointer, _ sql: String) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        if idle[sql] != nil {
            sqlite3_finalize(statement)
            return
        }
        if idle.count >= capacity, let (key, oldest) = idle.first {
            idle[key] = nil
            sqlite3_finalize(oldest)
        }
        idle[sql] = statement
    }

    func finalizeAll() {
        for statement in idle.values { sqlite3_finalize(statement) }
        idle = [:]
    }

    private func prepare(_ sql: String) throws(DatabaseError) -> OpaquePointer {
        guard !sql.utf8.contains(0) else { throw DatabaseError(.misuse, "SQL text must not hold a NUL character.") }
        var statement: OpaquePointer?
        var rest = ""
        let result = sql.withCString { start in
            var tail: UnsafePointer<CChar>?
            let result = sqlite3_prepare_v3(
                handle, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, &tail)
            if let tail { rest = String(cString: tail) }
            return result
        }
        guard result == SQLITE_OK else { throw DatabaseError(handle: handle, result: result, sql: sql) }
        guard let statement else { throw DatabaseError(.misuse, "One SQL statement is expected, not none.", sql: sql) }
        guard rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
            sqlite3_finalize(statement)
            throw DatabaseError(
                .misuse, "One SQL statement is expected, but more text follows it; use executeScript.", sql: sql)
        }
        return statement
    }
}
