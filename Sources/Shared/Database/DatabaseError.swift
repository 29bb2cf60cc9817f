import CSQLite

/// Why a database operation failed; two errors are equal when their codes are.
public struct DatabaseError: Error, Equatable, CustomStringConvertible, Sendable {
    /// Which rule of the schema a write broke.
    public enum Constraint: Sendable, Hashable {
        case check, foreignKey, notNull, primaryKey, trigger, unique, dataType, other
    }

    public enum Code: Sendable, Hashable {
        /// Another connection held the lock longer than the busy timeout; trying again can help.
        case busy
        /// The disk or the page limit is exhausted; the transaction was rolled back.
        case full
        case corrupt
        case readOnly
        case constraint(Constraint)
        case notADatabase
        case cannotOpen
        /// A file that must be new is there already.
        case alreadyExists
        case inputOutput
        /// The stored migrations and the program's list don't agree, or a migration failed.
        case migration
        /// The database was written by a newer program.
        case newerDatabase
        /// The file belongs to another program (application_id).
        case wrongApplication
        /// A column holds another type than was asked for.
        case type
        case misuse
        case tooBig
        /// Another process holds the lock file.
        case locked
        case other(Int32)
    }

    public let code: Code
    /// A sentence that says what is wrong and what is expected.
    public let reason: String
    /// The statement concerned; parameters are bound, so it holds no data.
    public let sql: String?

    public init(_ code: Code, _ reason: String, sql: String? = nil) {
        self.code = code
        self.reason = reason
        self.sql = sql
    }

    public var description: String {
        guard let sql else { return reason }
        return "\(reason) (in: \(sql))"
    }

    public static func == (left: DatabaseError, right: DatabaseError) -> Bool { left.code == right.code }
}

extension DatabaseError {
    /// The last error of `handle`; must be read before the next call on that handle.
    init(handle: OpaquePointer?, result: Int32, sql: String?) {
        let extended = handle.map { sqlite3_extended_errcode($0) } ?? result
        let effective = extended & 0xff == result & 0xff ? extended : result
        let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(result))
        self.init(Self.code(effective), "SQLite refused: \(message).", sql: sql)
    }

    static func code(_ extended: Int32) -> Code {
        switch extended & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_CORRUPT: .corrupt
        case SQLITE_READONLY, SQLITE_PERM: .readOnly
        case SQLITE_CONSTRAINT: .constraint(constraint(extended >> 8))
        case SQLITE_NOTADB: .notADatabase
        case SQLITE_CANTOPEN: .cannotOpen
        case SQLITE_IOERR: .inputOutput
        case SQLITE_MISMATCH: .type
        case SQLITE_MISUSE, SQLITE_RANGE: .misuse
        case SQLITE_TOOBIG: .tooBig
        default: .other(extended)
        }
    }

    /// The second byte of an extended constraint code (https://www.sqlite.org/rescode.html).
    private static func constraint(_ kind: Int32) -> Constraint {
        switch kind {
        case 1: .check
        case 3: .foreignKey
        case 5: .notNull
        case 6: .primaryKey
        case 7: .trigger
        case 8: .unique
        case 12: .dataType
        default: .other
        }
    }
}
