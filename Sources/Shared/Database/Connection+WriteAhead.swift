extension Connection {
    /// From how many pages on in the write-ahead log a commit of this connection carries them over into the file.
    func setWriteAheadPages(_ count: Int) throws(DatabaseError) {
        try executeScript("PRAGMA wal_autocheckpoint=\(count)")
    }

    /// Whether nothing is left in the write-ahead log and its file is empty.
    func emptyWriteAhead() throws -> Bool {
        try first("PRAGMA wal_checkpoint(TRUNCATE)") { row in try row.int(0) == 0 } ?? false
    }

    /// Carries over what nobody still reads in its old state, durably and without keeping anybody waiting; the number of
    /// pages that are left.
    func carryOver() throws -> Int {
        try first("PRAGMA wal_checkpoint(PASSIVE)") { row in
            // Whether it had to give up for another one; pages in the log; pages carried over.
            try row.int(0) == 0 ? try row.int(1) - row.int(2) : 0
        } ?? 0
    }
}
