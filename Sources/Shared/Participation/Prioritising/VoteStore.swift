import Database

/// Votes that were cast online, on disk.
enum VoteStore {
    enum Outcome: Sendable, Hashable {
        case taken, changed
        /// The code was used on another device.
        case codeUsed
    }

    /// Takes a vote, or puts it in the place of the one that this voter gave before.
    ///
    /// - Parameters:
    ///   - voter: the digest of the code; nil where each device has one vote.
    ///   - form: the name of the form. The same form again is the same vote, even where the answer to the first never
    ///     arrived and the browser has no cookie yet.
    static func cast(
        _ marks: [Int: Int], ballot: Int64, code voter: [UInt8]?, device: [UInt8], form: String,
        _ connection: borrowing Connection
    ) throws -> Outcome {
        let key = voter ?? device
        let known = try connection.first(
            "SELECT id, device, form FROM vote WHERE ballot = ? AND voter = ?", .integer(ballot), .blob(key)
        ) { (id: try $0.int64(0), device: try $0.blob(1), form: try $0.text(2)) }
        let repeated =
            voter == nil && known == nil
            ? try connection.first(
                "SELECT id FROM vote WHERE ballot = ? AND form = ?", .integer(ballot), .text(form)
            ) { try $0.int64(0) } : nil
        let id: Int64
        var outcome = Outcome.changed
        if let known {
            guard known.device == device || known.form == form else { return .codeUsed }
            id = known.id
        } else if let repeated {
            id = repeated
        } else {
            try connection.execute(
                "INSERT INTO vote (ballot, voter, device, form) VALUES (?, ?, ?, ?)", .integer(ballot), .blob(key),
                .blob(device), .text(form))
            id = connection.lastInsertedRow
            outcome = .taken
        }
        try connection.execute(
            "UPDATE vote SET voter = ?, device = ?, form = ? WHERE id = ?", .blob(key), .blob(device), .text(form),
            .integer(id))
        try connection.execute("DELETE FROM vote_mark WHERE vote = ?", .integer(id))
        for (number, value) in marks.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                "INSERT INTO vote_mark (vote, number, value) VALUES (?, ?, ?)", .integer(id), Value(number),
                Value(value))
        }
        return outcome
    }

    /// What this voter has given so far.
    static func marks(ballot: Int64, voter: [UInt8], _ connection: borrowing Connection) throws -> [Int: Int]? {
        guard
            let id = try connection.first(
                "SELECT id FROM vote WHERE ballot = ? AND voter = ?", .integer(ballot), .blob(voter),
                row: { try $0.int64(0) })
        else { return nil }
        return Dictionary(
            uniqueKeysWithValues: try connection.query(
                "SELECT number, value FROM vote_mark WHERE vote = ?", .integer(id)
            ) { (try $0.int(0), try $0.int(1)) })
    }

    static func count(_ ballot: Int64, _ connection: borrowing Connection) throws -> Int {
        try connection.first("SELECT count(*) FROM vote WHERE ballot = ?", .integer(ballot)) { try $0.int(0) } ?? 0
    }

    /// The online votes added up.
    static func tally(_ ballot: Ballot, _ connection: borrowing Connection) throws -> Tally {
        var tally = Tally(voters: try count(ballot.id, connection))
        let rows = try connection.query(
            """
            SELECT number, value, count(*) FROM vote_mark JOIN vote ON vote.id = vote_mark.vote
            WHERE ballot = ? GROUP BY number, value
            """, .integer(ballot.id)
        ) { (number: try $0.int(0), value: try $0.int(1), count: try $0.int(2)) }
        for row in rows {
            switch ballot.method {
            case .points: tally.add(row.value * row.count, Tally.Mark(row.number))
            case .choice: tally.add(row.count, Tally.Mark(row.number))
            case .rating: tally.add(row.count, Tally.Mark(row.number, level: row.value))
            }
        }
        return tally
    }
}
