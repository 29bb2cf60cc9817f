import Database
import Testing

@testable import Participation

struct BallotRetentionTests {
    private func bytes(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

    /// After its time nobody can be found by a vote, a code or a count, and every number is what it was.
    @Test func numbersStayAndPeopleGo() throws {
        let room = try RoomStore()
        let process = try room.process()
        let ballot = try room.store.write { connection in
            let id = try #require(
                try BallotStore.write(
                    Ballot(
                        process: process, title: "Wahl", method: .points, allowance: 5, access: .code,
                        isPublished: true,
                        options: (1...2).map { Ballot.Option(number: $0, kind: .statement, title: "\($0)") }), at: 1,
                    connection))
            _ = try CodeStore.add(
                [bytes(1), bytes(2), bytes(3)], ballot: id, label: "Markt", form: "f", at: 1, connection)
            _ = try VoteStore.cast([1: 4], ballot: id, code: bytes(1), device: bytes(9), form: "a", connection)
            let sheet = try SheetStore.add(ballot: id, channel: .paper, place: "Rathaus", at: 1, connection)
            for counter in 1...2 {
                try connection.execute(
                    """
                    INSERT INTO sheet_count (sheet, counter, account, name, at, handed_out, voters, invalid, reason)
                    VALUES (?, ?, ?, 'Ada Beispiel', 1, 7, 6, 1, '')
                    """, .integer(sheet), Value(counter), Value(40 + counter))
            }
            return try #require(try BallotStore.read(id, connection))
        }
        func state() throws -> ([CodeStore.Batch], Tally, [Sheet]) {
            try room.store.read { connection in
                (
                    try CodeStore.batches(of: ballot.id, connection), try VoteStore.tally(ballot, connection),
                    try SheetStore.all(of: ballot.id, connection)
                )
            }
        }
        func expire(_ task: RetentionTask) throws -> Int {
            try room.store.write { connection in try BallotRoom().expire(task, connection) }
        }
        let before = try state()
        #expect(before.0.first?.codes == 3 && before.0.first?.used == 1)
        #expect(try expire(.devices(process: process + 1)) == 0)
        #expect(try expire(.devices(process: process)) == 4, "three codes and a vote")
        #expect(try expire(.devices(process: process)) == 0, "nothing is drawn anew")
        #expect(try expire(.names(process: process)) == 2)
        #expect(try expire(.names(process: process)) == 0)
        let after = try state()
        #expect(after.0 == before.0 && after.1 == before.1)
        let counts = try #require(after.2.first?.counts)
        #expect(counts.map(\.name) == ["", ""] && counts.map(\.account) == [-1, -2])
        #expect(counts.map(\.numbers) == before.2.first?.counts.map(\.numbers))
        #expect(counts.first?.who(.german) == "Name gelöscht")
        try room.store.read { connection in
            #expect(try VoteStore.marks(ballot: ballot.id, voter: bytes(1), connection) == nil)
            #expect(try !CodeStore.isGood(bytes(2), ballot: ballot.id, connection))
            let known = try connection.first(
                "SELECT count(*) FROM vote WHERE voter = ?1 OR device = ?2", .blob(bytes(1)), .blob(bytes(9))
            ) { try $0.int(0) }
            #expect(known == 0)
        }
    }
}
