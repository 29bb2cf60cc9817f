import Accounts
import Database
import Pages
import Testing

@testable import Participation

struct VoteStoreTests {
    private func device(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

    private func ballot(_ room: RoomStore, access: Ballot.Access) throws -> Ballot {
        let process = try room.process()
        return try room.store.write { connection in
            let id = try BallotStore.write(
                Ballot(
                    process: process, title: "Wahl", method: .points, allowance: 5, access: access,
                    isPublished: true,
                    options: (1...3).map { Ballot.Option(number: $0, kind: .statement, title: "\($0)") }), at: 1,
                connection)
            return try #require(try BallotStore.read(id ?? 0, connection))
        }
    }

    @Test func aDeviceVotesOnceAndCanChange() throws {
        let room = try RoomStore()
        let ballot = try ballot(room, access: .device)
        func cast(_ marks: [Int: Int], _ device: [UInt8], _ form: String) throws -> VoteStore.Outcome {
            try room.store.write {
                try VoteStore.cast(marks, ballot: ballot.id, code: nil, device: device, form: form, $0)
            }
        }
        #expect(try cast([1: 5], device(1), "a") == .taken)
        #expect(try cast([2: 5], device(1), "b") == .changed)
        // The answer to the first never arrived, so the browser sends the same form again without a cookie.
        #expect(try cast([3: 1], device(2), "c") == .taken)
        #expect(try cast([3: 2], device(3), "c") == .changed)
        #expect(try cast([3: 4], device(3), "d") == .changed)
        let tally = try room.store.read { try VoteStore.tally(ballot, $0) }
        #expect(tally.voters == 2 && tally.sum(1) == 0 && tally.sum(2) == 5 && tally.sum(3) == 4)
        #expect(try room.store.read { try VoteStore.marks(ballot: ballot.id, voter: device(3), $0) } == [3: 4])
    }

    @Test func aCodeCountsOnce() throws {
        let room = try RoomStore()
        let ballot = try ballot(room, access: .code)
        func cast(_ code: UInt8, _ by: UInt8, _ form: String) throws -> VoteStore.Outcome {
            try room.store.write {
                try VoteStore.cast(
                    [1: 1], ballot: ballot.id, code: device(code), device: device(by), form: form, $0)
            }
        }
        #expect(try cast(100, 1, "a") == .taken)
        #expect(try cast(100, 2, "b") == .codeUsed)
        #expect(try cast(100, 1, "c") == .changed)
        // Two people share a telephone: each code counts.
        #expect(try cast(101, 1, "d") == .taken)
        #expect(try room.store.read { try VoteStore.count(ballot.id, $0) } == 2)
    }

    @Test func codesAreReadAsTheyAreTyped() throws {
        var byte: UInt8 = 0
        let code = BallotCodes.make { count in
            (0..<count).map { _ in
                byte &+= 37
                return byte
            }
        }
        #expect(code.utf8.count == BallotCodes.length)
        let printed = BallotCodes.printed(code)
        #expect(printed.split(separator: "-").map(\.utf8.count) == [4, 4, 4])
        for typed in [code, printed, printed.lowercased(), " " + printed.replacing("-", with: " ")] {
            #expect(BallotCodes.read(typed) == code)
        }
        for wrong in ["", "ABCD", code + "A", "ABCD-EFGH-JKL0", "ABCDEFGHIJKL", String(repeating: "A", count: 100_000)]
        {
            #expect(BallotCodes.read(wrong) == nil)
        }
        let keyed = BallotCodes(key: device(1))
        #expect(try keyed.digest(code, ballot: 1) != keyed.digest(code, ballot: 2))
        #expect(try keyed.digest(code, ballot: 1) != BallotCodes(key: device(2)).digest(code, ballot: 1))
    }

    @Test func batchesAreMadeOnceAndCanBeWithdrawn() throws {
        let room = try RoomStore()
        let ballot = try ballot(room, access: .code)
        func add(_ codes: [UInt8], _ form: String) throws -> Bool {
            try room.store.write {
                try CodeStore.add(codes.map(device), ballot: ballot.id, label: "Markt", form: form, at: 1, $0)
            }
        }
        #expect(try add([1, 2, 3], "a"))
        #expect(try !add([4, 5, 6], "a"))
        #expect(try add([7], "b"))
        func isGood(_ code: UInt8) throws -> Bool {
            try room.store.read { try CodeStore.isGood(device(code), ballot: ballot.id, $0) }
        }
        #expect(try isGood(1) && isGood(7) && !isGood(4) && !isGood(9))
        _ = try room.store.write {
            try VoteStore.cast([1: 1], ballot: ballot.id, code: device(1), device: device(1), form: "v", $0)
        }
        #expect(try room.store.write { try CodeStore.withdraw(1, ballot: ballot.id, at: 2, $0) })
        #expect(try !room.store.write { try CodeStore.withdraw(1, ballot: ballot.id, at: 2, $0) })
        #expect(try !isGood(2) && isGood(7))
        // One of the withdrawn ones was used, one is still out.
        #expect(try room.store.read { try CodeStore.handedOut(ballot.id, $0) } == 2)
    }

    private func account(_ id: Int64) -> Account {
        Account(id: id, login: "a\(id)", name: "Person \(id)", function: "Amt", roles: [.author], isActive: true)
    }

    @Test func sheetsCountOnceTwoPeopleAgree() throws {
        let room = try RoomStore()
        let ballot = try ballot(room, access: .device)
        let sheet = try room.store.write {
            try SheetStore.add(ballot: ballot.id, channel: .paper, place: "Rathaus", at: 1, $0)
        }
        func numbers(_ voters: Int, _ points: Int) -> Sheet.Numbers {
            Sheet.Numbers(
                handedOut: 20, invalid: 1, tally: Tally(voters: voters, counts: [Tally.Mark(1): points]))
        }
        func count(_ counter: Int, _ person: Int64, _ numbers: Sheet.Numbers, seen: Int64, _ reason: String = "")
            throws -> SheetStore.Outcome
        {
            try room.store.write {
                try SheetStore.count(
                    numbers, sheet: sheet, counter: counter, by: account(person), reason: reason, seen: seen, at: 2, $0)
            }
        }
        func counted() throws -> Int? {
            try room.store.read { try SheetStore.read(sheet, $0) }?.counted?.tally.sum(1)
        }
        #expect(try count(1, 1, numbers(10, 40), seen: 0) == .waiting)
        // The same form again is the same count; the same person cannot be both counters.
        #expect(try count(1, 1, numbers(10, 40), seen: 0) == .waiting)
        #expect(try count(1, 3, numbers(10, 41), seen: 0) == .stale)
        #expect(try count(2, 1, numbers(10, 40), seen: 0) == .refused)
        #expect(try counted() == nil)
        #expect(try count(2, 2, numbers(10, 42), seen: 0) == .different)
        let shown = try #require(try room.store.read { try SheetStore.read(sheet, $0) })
        #expect(shown.differences(ballot, .german).map(\.label) == ["1. 1"])
        #expect(shown.differences(ballot, .german).map(\.second) == [42])
        #expect(try count(2, 2, numbers(10, 40), seen: 2, "verzählt") == .agreed)
        #expect(try counted() == 40)
        // A correction by one alone leaves the last agreement in force.
        #expect(try count(1, 1, numbers(11, 44), seen: 1, "ein Zettel lag noch in der Urne") == .different)
        #expect(try counted() == 40)
        #expect(try count(2, 2, numbers(11, 44), seen: 3, "gesehen") == .agreed)
        #expect(try counted() == 44)
        let all = try #require(try room.store.read { try SheetStore.read(sheet, $0) })
        #expect(all.counts.count == 5 && all.counts.map(\.reason).last == "gesehen")
        let result = try room.store.read { try ResultStore.read(ballot, $0) }
        #expect(result.voters == 11 && result.turnout.last?.handedOut == 20)
        #expect(try room.store.write { try SheetStore.withdraw(sheet, reason: "doppelt", at: 3, $0) })
        #expect(try room.store.read { try ResultStore.read(ballot, $0) }.voters == 0)
    }

    @Test(arguments: [
        (Ballot.Method.choice, ["handed": "9"], "handed"), (.choice, ["count-1": "11"], "count-1"),
        (.choice, ["count-1": "10", "count-2": "10", "count-3": "1"], "voters"), (.points, ["count-1": "21"], "voters"),
        (.points, ["count-1": "-1"], "count-1"), (.points, ["voters": ""], "voters"),
        (.points, ["invalid": "1000001"], "invalid"), (.rating, ["count-2-1": "6", "count-2-5": "5"], "count-2-1"),
    ])
    func aSheetThatCannotBeIsRefused(method: Ballot.Method, fields: [String: String], at name: String) {
        let ballot = Ballot(
            process: 1, title: "", method: method, allowance: method == .rating ? 0 : 2,
            options: (1...3).map { Ballot.Option(number: $0, kind: .statement, title: "\($0)") })
        let form = SheetFields(ballot: ballot)
        var input = FormInput()
        for field in form.all(.german) { input[field.id] = "0" }
        input["handed"] = "10"
        input["voters"] = "10"
        #expect(form.read(&input) != nil)
        for (name, value) in fields { input[name] = value }
        #expect(form.read(&input) == nil)
        #expect(input.faults.map(\.name) == [name])
    }
}
