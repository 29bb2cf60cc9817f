import CSQLite
import Glibc

extension Connection {
    static func open(_ path: String, _ mode: Mode) throws(DatabaseError) -> OpaquePointer {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DatabaseError(.cannotOpen, "A database path must be a file name without NUL characters.")
        }
        if mode == .readWriteCreate { try createOwnerOnly(path) }
        var handle: OpaquePointer?
        let access = mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
        // With a leading "./" neither ":memory:" nor "file:" names can be anything but files.
        let name = path.hasPrefix("/") ? path : "./" + path
        let result = sqlite3_open_v2(name, &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard result == SQLITE_OK, let handle else {
            let error = DatabaseError(handle: handle, result: result, sql: nil)
            sqlite3_close_v2(handle)
            throw DatabaseError(error.code, "Cannot open the database \(path): \(error.reason)")
        }
        return handle
    }

    func configure(_ mode: Mode) throws(DatabaseError) {
        guard shim_sqlite3_defensive(handle) == SQLITE_OK,
            shim_sqlite3_refuse_double_quoted_strings(handle) == SQLITE_OK
        else { throw DatabaseError(.misuse, "SQLite refused a safety setting; version 3.29 or newer is expected.") }
        try executeScript("PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON")
        if mode == .readOnly {
            // Reads the header, so that a file of another kind is refused here and not at the first query.
            try execute("PRAGMA schema_version")
            return
        }
        let journal = try pragma("journal_mode=WAL") { row throws(DatabaseError) in try row.text(0) }
        guard journal == "wal" else {
            throw DatabaseError(
                .cannotOpen, "Write-ahead logging is expected, but the file system only allows \(journal ?? "none").")
        }
        // What is deleted is overwritten: erased means gone.
        try executeScript("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON")
    }

    /// Refuses a database of another program; an empty new one (application_id 0, no tables) is accepted.
    public func requireApplication(_ application: Int32) throws(DatabaseError) {
        let found = try pragma("application_id") { row throws(DatabaseError) in try row.int64(0) } ?? 0
        if found == Int64(application) { return }
        let isEmpty = try pragma("schema_version") { row throws(DatabaseError) in try row.int64(0) } == 0
        guard found == 0, isEmpty else {
            throw DatabaseError(
                .wrongApplication,
                "The database belongs to another program: application_id \(application) is expected, not \(found).")
        }
    }

    /// The first row of `PRAGMA name`; `name` is always a literal of this target.
    private func pragma<Result>(
        _ name: String, row: (borrowing Row) throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result? {
        do {
            return try first("PRAGMA " + name, row: row)
        } catch let error as DatabaseError {
            throw error
        } catch {
            throw DatabaseError(.misuse, "PRAGMA \(name) failed: \(error).")
        }
    }

    /// Creates the file before SQLite does, so that it is never readable by others; -wal and -shm take its mode over.
    private static func createOwnerOnly(_ path: String) throws(DatabaseError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else {
                throw DatabaseError(.cannotOpen, "Cannot create the database \(path): \(systemMessage()).")
            }
            return
        }
        close(descriptor)
        try synchronizeFolder(of: path)
    }
}
