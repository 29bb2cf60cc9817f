import CSQLite

/// A single-owner handle on one SQLite database file, used by one thread at a time.
///
/// Every connection waits on a busy lock before it gives up, runs in write-ahead mode with `synchronous=FULL` (a commit
/// that has returned survives a power failure), checks foreign keys, distrusts the schema's own functions and refuses
/// double-quoted strings. The file it creates is readable by its owner alone.
public struct Connection: ~Copyable {
    public enum Mode: Sendable {
        case readWriteCreate, readWrite, readOnly
    }

    public enum TransactionKind: String, Sendable {
        /// Takes the write lock at once, so that it can't fail half-way for another writer.
        case immediate = "BEGIN IMMEDIATE"
        /// One consistent snapshot for several reads.
        case deferred = "BEGIN DEFERRED"
    }

    let handle: OpaquePointer
    let statements: StatementCache

    /// Opens `path`; a file that isn't a database, or that belongs to another `application` (the `application_id` in
    /// the file's header), is refused.
    public init(
        path: String, mode: Mode = .readWriteCreate, application: Int32? = nil, busyTimeoutMilliseconds: Int32 = 10_000
    ) throws(DatabaseError) {
        let opened = Connection(handle: try Self.open(path, mode))
        // First of all: the pragmas below can already meet a lock.
        sqlite3_busy_timeout(opened.handle, busyTimeoutMilliseconds)
        try opened.configure(mode)
        if let application { try opened.requireApplication(application) }
        self = opened
    }

    private init(handle: OpaquePointer) {
        self.handle = handle
        statements = StatementCache(handle: handle)
    }

    deinit {
        statements.finalizeAll()
        sqlite3_close_v2(handle)
    }

    /// Runs one statement with bound values and gives the number of rows it changed; what its triggers and foreign keys
    /// changed besides does not count.
    @discardableResult
    public func execute(_ sql: String, _ values: Value...) throws(DatabaseError) -> Int {
        try execute(sql, values: values)
    }

    @discardableResult
    public func execute(_ sql: String, values: [Value]) throws(DatabaseError) -> Int {
        let statement = try start(sql, values)
        defer { statements.giveBack(statement, sql) }
        let before = sqlite3_total_changes64(handle)
        while try step(statement, sql) {}
        // The count without triggers is left as it was by a statement that changes nothing; only the total tells that.
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    /// Runs a query with bound values and collects what `row` makes of each row.
    /// Throws `DatabaseError`, or whatever `row` throws.
    public func query<Result>(
        _ sql: String, _ values: Value..., row: (borrowing Row) throws -> Result
    ) throws -> [Result] {
        try query(sql, values: values, row: row)
    }

    public func query<Result>(
        _ sql: String, values: [Value], row: (borrowing Row) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        try scan(sql, values: values) { current in
            results.append(try row(current))
            return true
        }
        return results
    }

    /// The first row of a query, or nil when there is none.
    public func first<Result>(
        _ sql: String, _ values: Value..., row: (borrowing Row) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try scan(sql, values: values) { current in
            result = try row(current)
            return false
        }
        return result
    }

    /// Hands over rows one by one without collecting them, until there are no more or `row` returns false.
    public func scan(_ sql: String, values: [Value] = [], row: (borrowing Row) throws -> Bool) throws {
        let statement = try start(sql, values)
        defer { statements.giveBack(statement, sql) }
        while try step(statement, sql) {
            guard try row(Row(statement: statement)) else { return }
        }
    }

    /// Runs several statements without parameters, such as a migration's; only for text that is part of the program.
    public func executeScript(_ sql: String) throws(DatabaseError) {
        try checkTransactionStands(sql)
        guard !sql.utf8.contains(0) else { throw DatabaseError(.misuse, "SQL text must not hold a NUL character.") }
        let result = sqlite3_exec(handle, sql, nil, nil, nil)
        guard result == SQLITE_OK else { throw DatabaseError(handle: handle, result: result, sql: sql) }
    }

    /// The row number of the last insert on this connection.
    public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    private func start(_ sql: String, _ values: [Value]) throws(DatabaseError) -> OpaquePointer {
        try checkTransactionStands(sql)
        let statement = try statements.take(sql)
        do {
            try bind(values, to: statement, sql)
        } catch {
            statements.giveBack(statement, sql)
            throw error
        }
        return statement
    }

    private func step(_ statement: OpaquePointer, _ sql: String) throws(DatabaseError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let result: throw DatabaseError(handle: handle, result: result, sql: sql)
        }
    }
}
