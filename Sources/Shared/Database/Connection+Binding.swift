import CSQLite

extension Connection {
    func bind(_ values: [Value], to statement: OpaquePointer, _ sql: String) throws(DatabaseError) {
        let expected = Int(sqlite3_bind_parameter_count(statement))
        guard values.count == expected else {
            throw DatabaseError(
                .misuse, "The statement has \(expected) parameters, but \(values.count) values were given.", sql: sql)
        }
        for (offset, value) in values.enumerated() {
            let result = try bind(value, at: Int32(offset + 1), of: statement, sql)
            guard result == SQLITE_OK else { throw DatabaseError(handle: handle, result: result, sql: sql) }
        }
    }

    private func bind(
        _ value: Value, at index: Int32, of statement: OpaquePointer, _ sql: String
    ) throws(DatabaseError) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let number): return sqlite3_bind_int64(statement, index, number)
        case .real(let number):
            // SQLite would store NaN as NULL without a word.
            guard !number.isNaN else {
                throw DatabaseError(.type, "Parameter \(index) is NaN; a number is expected.", sql: sql)
            }
            return sqlite3_bind_double(statement, index, number)
        case .text(let text):
            let count = try length(text.utf8.count, index, sql)
            // The terminating NUL is not counted; NUL characters inside the text are.
            return text.withCString { shim_sqlite3_bind_text(statement, index, $0, count) }
        case .blob(let bytes):
            let count = try length(bytes.count, index, sql)
            // A null pointer would store NULL instead of the empty blob.
            guard count > 0 else { return sqlite3_bind_zeroblob(statement, index, 0) }
            return bytes.withUnsafeBytes { shim_sqlite3_bind_blob(statement, index, $0.baseAddress, count) }
        }
    }

    private func length(_ count: Int, _ index: Int32, _ sql: String) throws(DatabaseError) -> Int32 {
        guard let length = Int32(exactly: count) else {
            throw DatabaseError(
                .tooBig, "Parameter \(index) has \(count) bytes; less than 2 GiB are expected.", sql: sql)
        }
        return length
    }
}
