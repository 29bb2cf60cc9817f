import Database

/// Votes and counts by hand. No vote is joined to a person or a link, so nothing can be asked for by one; what a device, a
/// code and a counter could be found by is forgotten in time, and every number stays.
struct BallotRoom: PersonalRoom {
    func record(_ digest: [UInt8], _ connection: borrowing Connection) throws -> PersonalRecord? { nil }

    func erase(
        _ digest: [UInt8], removesText: Bool, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool { false }

    func expire(_ task: RetentionTask, _ connection: borrowing Connection) throws -> Int {
        let ballots = "(SELECT id FROM ballot WHERE process = ?)"
        switch task {
        case .names(let process):
            // That two different people have counted stays to be seen; who they were does not.
            return try connection.execute(
                """
                UPDATE sheet_count SET name = '', account = -counter
                WHERE account >= 0 AND sheet IN (SELECT id FROM ballot_sheet WHERE ballot IN \(ballots))
                """, .integer(process))
        case .devices(let process):
            try connection.execute(
                """
                UPDATE code_batch SET
                    kept_codes = (SELECT count(*) FROM ballot_code WHERE batch = code_batch.id),
                    kept_used = (SELECT count(*) FROM ballot_code JOIN vote ON vote.ballot = ballot_code.ballot
                        AND vote.voter = ballot_code.digest WHERE batch = code_batch.id)
                WHERE kept_codes IS NULL AND ballot IN \(ballots)
                """, .integer(process))
            let codes = try connection.execute(
                "DELETE FROM ballot_code WHERE ballot IN \(ballots)", .integer(process))
            // A vote by chance is known by its empty form, so that it is not drawn anew each day.
            return try codes
                + connection.execute(
                    """
                    UPDATE vote SET voter = randomblob(32), device = randomblob(32), form = ''
                    WHERE form <> '' AND ballot IN \(ballots)
                    """, .integer(process))
        default: return 0
        }
    }
}
