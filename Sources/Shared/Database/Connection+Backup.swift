import CSQLite
import Glibc

extension Connection {
    /// Copies the database, as of one moment, to a new file while others go on writing; the copy is checked and durable
    /// when this returns, and one file without a write-ahead log. A failed copy is removed.
    ///
    /// - Parameter progress: pages done and pages in all.
    /// - Throws: `alreadyExists` when `path` is there already, `corrupt` when the copy fails its check.
    public func backup(to path: String, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let code: DatabaseError.Code = errno == EEXIST ? .alreadyExists : .cannotOpen
            throw DatabaseError(code, "Cannot create the backup \(path): \(systemMessage()).")
        }
        close(descriptor)
        do {
            if sqlite3_get_autocommit(handle) != 0 {
                // An own snapshot: without one, each write by others would start the copy over.
                try transaction(.deferred) { try copyPages(to: path, progress) }
            } else {
                try copyPages(to: path, progress)
            }
            try Self.checkCopy(path)
            try synchronizeFile(path)
            try synchronizeFolder(of: path)
        } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
            throw error
        }
    }

    /// What SQLite finds wrong with the file and its foreign keys, in sentences; empty when all is well.
    public func integrityCheck() throws -> [String] {
        let damage: [String]
        do {
            damage = try query("PRAGMA integrity_check") { try $0.text(0) }.filter { $0 != "ok" }
        } catch let error as DatabaseError where error.code == .corrupt {
            // Damage can be so great that the check itself stops; that is a finding as well.
            return [error.reason]
        }
        let orphans = try query("PRAGMA foreign_key_check") { row in
            "Table \(try row.text(0)) has a row (\(try row.value(1))) without its parent in \(try row.text(2))."
        }
        return damage + orphans
    }

    private func copyPages(to path: String, _ progress: (Int, Int) -> Void) throws {
        let target = try Self.open(path, .readWrite)
        defer { sqlite3_close_v2(target) }
        // Takes the snapshot that the copy keeps to.
        _ = try first("SELECT count(*) FROM sqlite_schema") { try $0.int64(0) }
        guard let copy = sqlite3_backup_init(target, "main", handle, "main") else {
            throw DatabaseError(handle: target, result: sqlite3_errcode(target), sql: nil)
        }
        var result = SQLITE_OK
        while result == SQLITE_OK {
            result = sqlite3_backup_step(copy, 256)
            let total = Int(sqlite3_backup_pagecount(copy))
            progress(total - Int(sqlite3_backup_remaining(copy)), total)
        }
        sqlite3_backup_finish(copy)
        guard result == SQLITE_DONE else { throw DatabaseError(handle: target, result: result, sql: nil) }
    }

    private static func checkCopy(_ path: String) throws {
        let copy = try Connection(path: path, mode: .readWrite)
        try copy.execute("PRAGMA journal_mode=DELETE")
        let problems = try copy.integrityCheck()
        guard problems.isEmpty else {
            throw DatabaseError(.corrupt, "The backup \(path) is damaged: \(problems.joined(separator: " ")).")
        }
    }
}
