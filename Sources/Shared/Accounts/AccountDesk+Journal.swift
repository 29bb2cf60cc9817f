/// Reading the journal.
extension AccountDesk {
    public func journalCount() throws -> Int64 { try store.read { connection in try Journal.count(connection) } }

    /// The newest entries first.
    public func journal(_ limit: Int, skipping: Int) throws -> [Journal.Entry] {
        try store.read { connection in try Journal.newest(limit, skipping: skipping, connection) }
    }

    /// Every entry from the oldest on.
    public func scanJournal(_ take: (Journal.Entry) throws -> Void) throws {
        try store.read { connection in try Journal.scan(connection, take) }
    }
}
