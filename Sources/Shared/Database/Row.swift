import CSQLite

/// One result row, valid only inside the closure that receives it.
///
/// Reads are strict: a column that holds another storage class, NULL included, is an error of code `type` that names
/// the column; nothing is converted. The `optional…` forms give nil for NULL.
public struct Row: ~Copyable {
    let statement: OpaquePointer

    public var columnCount: Int { Int(sqlite3_column_count(statement)) }

    public func isNull(_ column: Int) throws(DatabaseError) -> Bool {
        try kind(column) == SQLITE_NULL
    }

    public func int64(_ column: Int) throws(DatabaseError) -> Int64 {
        try expect(SQLITE_INTEGER, column)
        return sqlite3_column_int64(statement, Int32(column))
    }

    public func int(_ column: Int) throws(DatabaseError) -> Int {
        Int(try int64(column))
    }

    /// True for 1, false for 0; any other integer is an error.
    public func boolean(_ column: Int) throws(DatabaseError) -> Bool {
        switch try int64(column) {
        case 0: return false
        case 1: return true
        case let other: throw failure(column, "holds \(other) where 0 or 1 is expected")
        }
    }

    public func real(_ column: Int) throws(DatabaseError) -> Double {
        try expect(SQLITE_FLOAT, column)
        return sqlite3_column_double(statement, Int32(column))
    }

    /// Text as stored, NUL characters included; text that isn't UTF-8 is an error.
    public func text(_ column: Int) throws(DatabaseError) -> String {
        try expect(SQLITE_TEXT, column)
        guard let start = sqlite3_column_text(statement, Int32(column)) else {
            throw failure(column, "could not be read: memory is exhausted")
        }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        guard let text = String(validating: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) else {
            throw failure(column, "holds bytes that aren't UTF-8 where text is expected")
        }
        return text
    }

    public func blob(_ column: Int) throws(DatabaseError) -> [UInt8] {
        try expect(SQLITE_BLOB, column)
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        guard count > 0 else { return [] }
        guard let start = sqlite3_column_blob(statement, Int32(column)) else {
            throw failure(column, "could not be read: memory is exhausted")
        }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    public func optionalInt64(_ column: Int) throws(DatabaseError) -> Int64? {
        try isNull(column) ? nil : try int64(column)
    }

    public func optionalInt(_ column: Int) throws(DatabaseError) -> Int? {
        try isNull(column) ? nil : try int(column)
    }

    public func optionalReal(_ column: Int) throws(DatabaseError) -> Double? {
        try isNull(column) ? nil : try real(column)
    }

    public func optionalText(_ column: Int) throws(DatabaseError) -> String? {
        try isNull(column) ? nil : try text(column)
    }

    public func optionalBlob(_ column: Int) throws(DatabaseError) -> [UInt8]? {
        try isNull(column) ? nil : try blob(column)
    }

    /// The column in whatever storage class it has.
    public func value(_ column: Int) throws(DatabaseError) -> Value {
        switch try kind(column) {
        case SQLITE_INTEGER: .integer(try int64(column))
        case SQLITE_FLOAT: .real(try real(column))
        case SQLITE_TEXT: .text(try text(column))
        case SQLITE_BLOB: .blob(try blob(column))
        default: .null
        }
    }

    private func expect(_ wanted: Int32, _ column: Int) throws(DatabaseError) {
        let found = try kind(column)
        guard found == wanted else {
            throw failure(column, "holds \(Self.name(found)) where \(Self.name(wanted)) is expected")
        }
    }

    private func kind(_ column: Int) throws(DatabaseError) -> Int32 {
        guard column >= 0, column < columnCount else {
            throw DatabaseError(
                .misuse, "Column \(column) was asked for, but the row has \(columnCount) columns.", sql: sql)
        }
        return sqlite3_column_type(statement, Int32(column))
    }

    private func failure(_ column: Int, _ what: String) -> DatabaseError {
        let name = sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? "?"
        return DatabaseError(.type, "Column \(column) (\(name)) \(what).", sql: sql)
    }

    private var sql: String? { sqlite3_sql(statement).map { String(cString: $0) } }

    private static func name(_ kind: Int32) -> String {
        switch kind {
        case SQLITE_INTEGER: "an integer"
        case SQLITE_FLOAT: "a real number"
        case SQLITE_TEXT: "text"
        case SQLITE_BLOB: "a blob"
        default: "NULL"
        }
    }
}
