import Database
import Testing

@testable import Participation

struct LineageTests {
    private func strategy(_ ids: [String], open: Set<String>) -> TownStrategy {
        TownStrategy(
            fields: [],
            measures: ids.map {
                TownStrategy.Measure(
                    id: $0, title: "Maßnahme \($0)", fields: [], indicators: ["kennzahl"], isPublic: open.contains($0))
            }, indicators: [TownStrategy.Named(id: "kennzahl", name: "Kennzahl")])
    }

    private func link(_ idea: Int64, _ measures: [String], pilots: [Pilot] = [], _ room: RoomStore) throws {
        try room.store.write { connection in
            try LineageStore.set(
                idea, pilots: pilots, measures: measures.map { LineageStore.MeasureName(id: $0, title: "Alt \($0)") },
                decidedBy: "Amt", reason: "", at: 3, connection)
        }
    }

    private func pilot(_ title: String, isPublished: Bool, _ measures: [String], _ room: RoomStore) throws -> Pilot {
        try room.store.write { connection in
            let id = try PilotStore.write(
                Pilot(title: title, tried: "etwas", isPublished: isPublished), by: "Amt", at: 2, connection)
            let pilot = try #require(try PilotStore.read(id ?? 0, connection))
            try LineageStore.set(
                pilot: pilot.id, measures: measures.map { LineageStore.MeasureName(id: $0, title: "Alt \($0)") }, at: 2,
                connection)
            return pilot
        }
    }

    private func read(_ strategy: TownStrategy, _ room: RoomStore) throws -> Lineage {
        try room.store.read { try LineageStore.read(strategy, $0) }
    }

    @Test func countsWhatAReaderCanCheck() throws {
        let room = try RoomStore()
        let process = try room.process()
        let direct = try room.idea("direkt", process)
        let tried = try room.idea("probiert", process)
        let official = try room.idea("amtlich", process, group: .administration)
        let hidden = try room.idea("verborgen", process, visibility: .withheld)
        let open = try pilot("offen", isPublished: true, ["zwei"], room)
        let closed = try pilot("intern", isPublished: false, ["fünf"], room)
        try link(direct, ["eins", "intern", "weg"], room)
        try link(tried, [], pilots: [open, closed], room)
        try link(official, ["drei"], room)
        try link(hidden, ["vier"], room)
        let lineage = try read(
            strategy(
                ["eins", "zwei", "drei", "vier", "fünf", "intern"], open: ["eins", "zwei", "drei", "vier", "fünf"]),
            room)
        #expect(lineage.open.count == 5)
        #expect(lineage.proven.map(\.measure.id) == ["eins", "zwei"])
        #expect(lineage.proven.last?.origins.first?.pilots.map(\.title) == ["offen"])
        #expect(lineage.proven.first?.indicators.map(\.name) == ["Kennzahl"])
        // A measure that was deleted later is named as it was, and not counted.
        #expect(lineage.lost.map(\.title) == ["Alt weg"])
        #expect(lineage.lost.first?.ideas.map(\.title) == ["direkt"])
    }

    @Test func mergedIdeasAreOfTheChain() throws {
        let room = try RoomStore()
        let process = try room.process()
        let official = try room.idea("amtlich", process, group: .administration)
        let citizen = try room.idea("Bürgerin", process)
        try link(official, ["eins"], room)
        let plan = strategy(["eins"], open: ["eins"])
        #expect(try read(plan, room).proven.isEmpty)
        try room.store.write {
            try MergeStore.merge([citizen], into: official, decidedBy: "", reason: "", at: 4, $0)
        }
        let lineage = try read(plan, room)
        #expect(lineage.proven.first?.origins.first?.merged.map(\.title) == ["Bürgerin"])
        let file = String(decoding: LineageFiles.csv(lineage), as: UTF8.self)
        #expect(file.contains("eins,Maßnahme eins,yes,\(citizen),Bürgerin,\(official),no,no,yes,,,kennzahl\r\n"))
        let json = String(
            decoding: LineageFiles.json(lineage, licence: .standard, on: try #require(CivilDay("2026-10-05"))),
            as: UTF8.self)
        let head = #"{"licence":"CC BY 4.0","licence_address":"https://creativecommons.org/licenses/by/4.0/","#
        #expect(json.hasPrefix(head + #""as_of":"2026-10-05","measures":1,"going_back_to_ideas":1,"#))
    }

    @Test func everyLinkIsAStepAndCanBeTakenBack() throws {
        let room = try RoomStore()
        let idea = try room.idea("Idee", try room.process())
        let pilot = try pilot("Versuch", isPublished: true, [], room)
        try link(idea, ["eins"], pilots: [pilot], room)
        try link(idea, ["eins"], pilots: [pilot], room)
        try link(idea, [], room)
        let steps = try room.store.read { try StepStore.all(of: idea, $0) }
        #expect(steps.map(\.act) == [.linked, .linked, .unlinked, .unlinked])
        #expect(steps.map(\.detail) == ["Versuch", "Alt eins", "Versuch", "Alt eins"])
        #expect(try room.store.read { try LineageStore.contributions(ofPilot: pilot.id, $0) }.isEmpty)
    }

    @Test func aPilotKeepsItsVersions() throws {
        let room = try RoomStore()
        var pilot = try pilot("Erste", isPublished: true, [], room)
        let old = pilot
        pilot.title = "Zweite"
        #expect(try room.store.write { try PilotStore.write(pilot, by: "Amt", at: 9, $0) } == pilot.id)
        // Whoever still has the first version in a form does not overwrite the second.
        #expect(try room.store.write { try PilotStore.write(old, by: "Amt", at: 10, $0) } == nil)
        #expect(try room.store.read { try PilotStore.read(pilot.id, $0) }?.title == "Zweite")
        #expect(try room.store.read { try PilotStore.read(pilot.id, version: 1, $0) }?.title == "Erste")
        #expect(try room.store.read { try PilotStore.versions(of: pilot.id, $0) }.map(\.number) == [2, 1])
    }

    @Test func jsonIsEscaped() {
        let text = OpenJSON.object([("a\"", .list([.text("\\\n\u{1}ü"), .null, .boolean(true), .integer(-3)]))]).bytes
        #expect(String(decoding: text, as: UTF8.self) == "{\"a\\\"\":[\"\\\\\\u000a\\u0001ü\",null,true,-3]}\n")
    }
}
