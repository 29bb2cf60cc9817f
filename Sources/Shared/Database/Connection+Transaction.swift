import CSQLite

extension Connection {
    /// Runs `body` in one transaction: committed when it returns, rolled back when it throws.
    ///
    /// Transactions don't nest: a second one inside `body` is an error of code `misuse`.
    /// Throws `DatabaseError`, or whatever `body` throws.
    @discardableResult
    public func transaction<Result>(_ kind: TransactionKind = .immediate, _ body: () throws -> Result) throws -> Result
    {
        guard !statements.inTransaction, sqlite3_get_autocommit(handle) != 0 else {
            throw DatabaseError(.misuse, "A transaction is open already; transactions don't nest.")
        }
        try execute(kind.rawValue)
        statements.inTransaction = true
        do {
            let result = try body()
            try checkTransactionStands("COMMIT")
            try execute("COMMIT")
            statements.inTransaction = false
            return result
        } catch {
            statements.inTransaction = false
            rollBack()
            throw error
        }
    }

    /// SQLite rolls back by itself on some errors (disk full); a body that went on after such an error would write
    /// outside of any transaction.
    func checkTransactionStands(_ sql: String) throws(DatabaseError) {
        guard statements.inTransaction, sqlite3_get_autocommit(handle) != 0 else { return }
        throw DatabaseError(
            .misuse, "The transaction has ended already, by an earlier error or by COMMIT in its body.", sql: sql)
    }

    /// Best effort: when SQLite has rolled back already there is nothing left to do.
    private func rollBack() {
        if sqlite3_get_autocommit(handle) == 0 { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }
}
