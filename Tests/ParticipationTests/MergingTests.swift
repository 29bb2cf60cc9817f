import Database
import Testing

@testable import Participation

struct MergingTests {
    private func merge(_ ids: [Int64], _ target: Int64, _ room: RoomStore) throws {
        try room.store.write { connection in
            try MergeStore.merge(ids, into: target, decidedBy: "Amt", reason: "gleich", at: 5, connection)
        }
    }

    @Test func supportsAreCountedOnceAndComeBack() throws {
        let room = try RoomStore()
        let process = try room.process()
        let (a, b, c) = (
            try room.idea("A", process), try room.idea("B", process), try room.idea("C", process)
        )
        try room.support(a, by: [1, 2])
        try room.support(b, by: [2, 3])
        try room.support(c, by: [3, 4, 5])
        try merge([b], a, room)
        try merge([c], a, room)
        func supports(_ id: Int64) throws -> MergedSupports {
            try room.store.read { try MergeStore.supports(of: id, $0) }
        }
        // Devices 1 to 5: two support A itself, three more only merged ideas.
        #expect(try supports(a).own == 2 && supports(a).fromMerged == 3)
        #expect(try supports(b).own == 2 && supports(b).fromMerged == 0)

        let before = try room.store.read { try ContributionStore.read(c, $0) }
        let merging = try #require(try room.store.read { try MergeStore.history(of: c, $0) }.first)
        func undo() throws -> Bool {
            try room.store.write {
                try MergeStore.undo(merging.id, decidedBy: "Amt", reason: "doch nicht", at: 6, $0)
            }
        }
        #expect(try undo())
        #expect(try !undo())
        var after = try room.store.read { try ContributionStore.read(c, $0) }
        #expect(after?.mergedInto == nil && before?.mergedInto == a)
        after?.mergedInto = before?.mergedInto
        after?.version = before?.version ?? 0
        #expect(after == before)
        #expect(try supports(a).own == 2 && supports(a).fromMerged == 1)
        #expect(try supports(c).own == 3)
        // The steps stand on both sides.
        for (id, details) in [(a, ["from \(b)", "from \(c)", "from \(c)"]), (c, ["into \(a)", "into \(a)"])] {
            #expect(try room.store.read { try StepStore.all(of: id, $0) }.map(\.detail) == details)
        }
    }

    @Test func whatCouldBeMergedIsSearchedLikeThePublicList() throws {
        let room = try RoomStore()
        let process = try room.process()
        let (one, other, compound) = (
            try room.idea("Öffentliche Bäume", process), try room.idea("ÖFFENTLICHE BÄUME!", process),
            try room.idea("Obstbäume", process)
        )
        _ = try room.idea("Bäume anderswo", try room.process("land"))
        let idea = try #require(try room.store.read { try ContributionStore.read(one, $0) })
        func found(_ words: String) throws -> [Int64] {
            try room.store.write { try IdeaText.catchUp($0) }
            return try room.store.read { try TieForms.matches(words, idea, limit: 5, $0) }.map(\.id)
        }
        #expect(try found("öffentliche bäume") == [other])
        #expect(try found("Baum") == [other, compound])
        #expect(try found("  ").isEmpty)
        try merge([other], one, room)
        #expect(try found("Baum") == [compound])
        #expect(try room.store.read { try ContributionStore.publishedCount(of: process, $0) } == 3)
    }

    @Test func chainsAreFollowedAndNeverClosed() throws {
        let room = try RoomStore()
        let process = try room.process()
        let ids = try ["A", "B", "C", "D"].map { try room.idea($0, process) }
        try merge([ids[0]], ids[1], room)
        try merge([ids[1]], ids[2], room)
        try merge([ids[2]], ids[3], room)
        #expect(try room.store.read { try MergeStore.chain(from: ids[0], $0) } == ids)
        #expect(try room.store.read { try MergeStore.chain(from: ids[3], $0) } == [ids[3]])
        #expect(try room.store.read { try MergeStore.standing(in: ids[3], $0) } == Array(ids.prefix(3)))
        // Whatever order of steps is tried, none closes a circle.
        for (from, target, refusal) in [
            (3, 0, MergeRefusal.circle(ids[3])), (2, 0, .circle(ids[2])), (1, 0, .circle(ids[1])),
            (0, 0, .itself(ids[0])), (0, 3, .alreadyMerged(ids[0], into: ids[1])),
        ] {
            #expect(throws: refusal) { try merge([ids[from]], ids[target], room) }
        }
    }

    @Test func refusalsChangeNothing() throws {
        let room = try RoomStore()
        let (process, other) = (try room.process(), try room.process("land"))
        let (a, b) = (try room.idea("A", process), try room.idea("B", process))
        let foreign = try room.idea("F", other)
        let unread = try room.idea("U", process, visibility: .received)
        for (id, refusal) in [
            (foreign, MergeRefusal.otherProcess(foreign)), (unread, .notPublished(unread)), (99, .unknown(99)),
        ] {
            // All or none: B could be merged, and is not.
            #expect(throws: refusal) { try merge([b, id], a, room) }
        }
        #expect(throws: MergeRefusal.notPublished(unread)) { try merge([b], unread, room) }
        #expect(try room.store.read { try ContributionStore.read(b, $0) }?.mergedInto == nil)
        #expect(try room.store.read { try StepStore.all(of: b, $0) }.isEmpty)
        // The same number twice is one.
        try merge([b, b], a, room)
        #expect(try room.store.read { try MergeStore.history(of: a, $0) }.count == 1)
    }
}
