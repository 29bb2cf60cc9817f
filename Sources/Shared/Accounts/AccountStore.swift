import Crypto
import Database

/// Reads and writes the rows of accounts; the rules stand in `AccountDesk`.
public enum AccountStore {
    /// What only the desk may see of an account.
    struct Credentials: Sendable {
        let account: Account
        let password: PasswordHash
        let secret: [UInt8]?
        let codeStep: Int64
        let generation: Int64
    }

    private static let columns = """
        id, login, name, function, is_active, version, password_hash, password_salt, password_log_rounds,
        password_block_size, password_parallelism, code_secret, code_step, session_generation
        """

    /// By login.
    public static func all(_ connection: borrowing Connection) throws -> [Account] {
        let roles = try rolesByAccount(connection)
        return try connection.query("SELECT \(columns) FROM account ORDER BY login") {
            try credentials($0, roles)
        }.map(\.account)
    }

    public static func find(_ id: Int64, _ connection: borrowing Connection) throws -> Account? {
        try credentials(id, connection)?.account
    }

    public static func find(login: String, _ connection: borrowing Connection) throws -> Account? {
        try credentials(login: login, connection)?.account
    }

    static func hasAny(_ connection: borrowing Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM account LIMIT 1") { try $0.int64(0) } != nil
    }

    static func credentials(_ id: Int64, _ connection: borrowing Connection) throws -> Credentials? {
        let roles = try rolesByAccount(connection)
        return try connection.first("SELECT \(columns) FROM account WHERE id = ?", .integer(id)) {
            try credentials($0, roles)
        }
    }

    static func credentials(login: String, _ connection: borrowing Connection) throws -> Credentials? {
        let roles = try rolesByAccount(connection)
        return try connection.first(
            "SELECT \(columns) FROM account WHERE login = ?", .text(PersonEntry.folded(login))
        ) { try credentials($0, roles) }
    }

    static func insert(
        _ person: PersonEntry, _ password: PasswordHash, at now: Int64, _ connection: borrowing Connection
    ) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO account (login, name, function, is_active, password_hash, password_salt, password_log_rounds,
                password_block_size, password_parallelism, code_secret, code_step, session_generation, version, created)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, NULL, 0, 1, 1, ?)
            """,
            .text(person.login), .text(person.name), .text(person.function), .blob(password.hash),
            .blob(password.salt), Value(password.cost.logRounds), Value(password.cost.blockSize),
            Value(password.cost.parallelism), .integer(now))
        let id = connection.lastInsertedRow
        try setRoles(person.roles, of: id, connection)
        return id
    }

    static func setRoles(_ roles: Set<StaffRole>, of id: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM account_role WHERE account = ?", .integer(id))
        for role in roles {
            try connection.execute(
                "INSERT INTO account_role (account, role) VALUES (?, ?)", .integer(id), .text(role.rawValue))
        }
    }

    static func setPassword(_ password: PasswordHash, of id: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            """
            UPDATE account SET password_hash = ?, password_salt = ?, password_log_rounds = ?, password_block_size = ?,
                password_parallelism = ? WHERE id = ?
            """,
            .blob(password.hash), .blob(password.salt), Value(password.cost.logRounds),
            Value(password.cost.blockSize), Value(password.cost.parallelism), .integer(id))
    }

    /// Ends every session of the account, in whichever process it is.
    static func endSessions(of id: Int64, _ connection: borrowing Connection) throws {
        try connection.execute(
            "UPDATE account SET session_generation = session_generation + 1 WHERE id = ?", .integer(id))
    }

    /// Active accounts besides `id` that have the role of admin.
    static func otherAdmins(than id: Int64, _ connection: borrowing Connection) throws -> Int64 {
        try connection.first(
            """
            SELECT count(*) FROM account JOIN account_role ON account_role.account = account.id
            WHERE account.id <> ? AND account.is_active = 1 AND account_role.role = 'admin'
            """, .integer(id)
        ) { try $0.int64(0) } ?? 0
    }

    private static func rolesByAccount(_ connection: borrowing Connection) throws -> [Int64: Set<StaffRole>] {
        let rows = try connection.query("SELECT account, role FROM account_role") {
            (try $0.int64(0), StaffRole(rawValue: try $0.text(1)))
        }
        return rows.reduce(into: [:]) { roles, row in
            if let role = row.1 { roles[row.0, default: []].insert(role) }
        }
    }

    private static func credentials(
        _ row: borrowing Row, _ roles: [Int64: Set<StaffRole>]
    ) throws -> Credentials {
        let id = try row.int64(0)
        guard
            let cost = ScryptCost(
                logRounds: try row.int(8), blockSize: try row.int(9), parallelism: try row.int(10))
        else { throw DatabaseError(.corrupt, "The parameters of a password hash are out of range.") }
        let secret = try row.optionalBlob(11)
        return Credentials(
            account: Account(
                id: id, login: try row.text(1), name: try row.text(2), function: try row.text(3),
                roles: roles[id] ?? [],
                isActive: try row.boolean(4), hasSecondFactor: secret != nil, version: try row.int64(5)),
            password: PasswordHash(hash: try row.blob(6), salt: try row.blob(7), cost: cost), secret: secret,
            codeStep: try row.int64(12), generation: try row.int64(13))
    }
}
