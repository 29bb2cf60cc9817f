import Accounts
import Federation
import Participation
import Testing

@testable import TenantNode

/// From the idea to the measure and back, as staff and visitors see it.
struct LineagePagesTests {
    private func scene() throws -> (TestNode, StaffHouse, StaffBrowser) {
        let town = try TestNode()
        try town.importAll()
        let house = try StaffHouse(town)
        let author = try house.person("autorin", "Stabsstelle", [.author, .reader])
        try town.node.store.write { connection in
            let process = try ProcessStore.write(
                Process(slug: "stadt", title: "Stadt", question: "Was?", isPublished: true), at: 1, connection)
            for title in ["Radweg am Fluss", "Sicherer Radweg", "Mehr Bänke"] {
                _ = try ContributionStore.insert(
                    Contribution(
                        process: try #require(process), title: title, text: "<b>\(title)</b>", origin: Origin(.paper),
                        visibility: .published, received: 1, published: 1), connection)
            }
            try ProfileStore.set(try #require(Code("eins")), isPublic: true, connection)
        }
        return (town, house, author)
    }

    @Test func anIdeaIsTriedAndBecomesAMeasure() throws {
        let (town, house, author) = try scene()
        try author.get("/staff/participation/pilots/new").send([
            ("title", "Pop-up-Radweg"), ("tried", "Vier Wochen eine Spur für Räder"), ("place", "Uferstraße"),
            ("first", "2026-05-01"), ("last", "2026-05-28"), ("learned", "Doppelt so viele Räder"),
            ("decision", "continued"), ("decided-by", "Hauptausschuss"), ("reason", "Hat sich bewährt"),
            ("measures", "eins"), ("published", "yes"),
        ])
        #expect(author.status == 303)
        try author.get("/staff/participation/lineage/1").send([("pilots", "1"), ("link-reason", "Wird erprobt")])
        #expect(try author.follow().words.contains("Die Verbindungen sind gespeichert."))

        let visitor = house.visitor()
        try visitor.get("/participation/pilots/1")
        #expect(visitor.status == 200)
        #expect(visitor.words.contains("Entscheidung: wird fortgeführt. Entschieden: Hauptausschuss."))
        for address in ["/participation/ideas/1?", "/measures/eins?"] {
            #expect(visitor.text.contains("href=\"\(address)"))
        }
        try visitor.get("/participation/lineage")
        #expect(visitor.words.contains("1 von 1 Maßnahme (100,0 %) geht auf Ideen aus der Bevölkerung zurück."))
        for address in ["/participation/ideas/1?", "/measures/eins?", "/participation/pilots/1?"] {
            #expect(visitor.text.contains("href=\"\(address)"))
        }
        try visitor.get("/participation/ideas/1")
        for address in ["/participation/pilots/1?", "/measures/eins?"] {
            #expect(visitor.text.contains("href=\"\(address)"))
        }
        // And back from the measure, for the public and for staff.
        for path in ["/measures/eins", "/staff/strategy/measures/eins"] {
            try author.get(path)
            #expect(author.words.contains("Auf welche Ideen sie zurückgeht"), "\(path)")
            #expect(author.text.contains("href=\"/participation/ideas/1?"))
        }
        #expect(try visitor.get("/participation/lineage.csv").text.contains("Radweg am Fluss"))
        let file = try visitor.get("/participation/lineage.json")
        #expect(file.text.contains("\"going_back_to_ideas\":1"))
        // The licence stands in the file, beside it, and on the page.
        #expect(file.text.contains("\"licence\":\"CC BY 4.0\""))
        let licence = "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\""
        #expect(file.answer.headers["Link"] == licence)
        #expect(try visitor.get("/participation/lineage.csv").answer.headers["Link"] == licence)
        #expect(try visitor.get("/participation/lineage").words.contains("Lizenz: CC BY 4.0"))

        // The measure goes; the link says so and is not counted.
        try town.node.store.write { connection in
            try connection.execute("DELETE FROM measure WHERE id = 'eins'")
        }
        try visitor.get("/participation/lineage")
        #expect(visitor.words.contains("nicht mehr Teil der Strategie, zählt nicht mit"))
        #expect(try visitor.get("/participation/lineage.json").text.contains("\"going_back_to_ideas\":0"))
        #expect(try visitor.get("/participation/pilots/1").words.contains("nicht mehr Teil der Strategie"))
        #expect(try author.get("/staff/participation/lineage/1").status == 200)
    }

    @Test func duplicatesAreMergedAndSeparated() throws {
        let (town, house, author) = try scene()
        // The forms of the page: search, merge, links.
        try author.get("/staff/participation/lineage/1?q=radweg")
        #expect(author.text.contains("Sicherer Radweg") && !author.text.contains("Mehr Bänke"))
        try author.send([("similar", "2"), ("numbers", "99"), ("reason", "Dasselbe")], form: 1)
        #expect(author.status == 422 && author.words.contains("Einen Beitrag Nummer 99 gibt es nicht."))
        #expect(author.text.contains("value=\"99\"") && author.text.contains("Dasselbe"))
        try author.get("/staff/participation/lineage/1?q=radweg")
        try author.send([("similar", "2"), ("reason", "Dasselbe")], form: 1)
        #expect(author.status == 303)
        #expect(try author.follow().words.contains("Hierin steht: Sicherer Radweg"))
        let visitor = house.visitor()
        try visitor.get("/participation/ideas/1")
        #expect(visitor.words.contains("Hierin zusammengeführt Sicherer Radweg"))
        #expect(visitor.words.contains("davon 0 aus zusammengeführten Ideen"))
        #expect(try visitor.get("/participation/ideas/2").words.contains("Radweg am Fluss"))
        try author.get("/staff/participation/lineage/2").send([("numbers", "1"), ("reason", "zurück")], form: 0)
        #expect(author.status == 303 || author.status == 422)
        #expect(try town.node.store.read { try MergeStore.chain(from: 2, $0) } == [2, 1])
        try author.get("/staff/participation/lineage/1").send([("undo-reason-1", "Doch verschieden")], form: 0)
        #expect(author.status == 303)
        #expect(try town.node.store.read { try MergeStore.chain(from: 2, $0) } == [2])
    }

    @Test func twoPeopleAtOneIdea() throws {
        let (_, house, author) = try scene()
        let other = try house.person("andere", "Amt", [.author, .reader])
        try author.get("/staff/participation/lineage/3")
        try other.get("/staff/participation/lineage/3")
        try other.send([("measures", "eins")])
        #expect(other.status == 303)
        try author.send([])
        #expect(author.status == 422 && author.words.contains("Jemand anderes hat inzwischen gespeichert"))
    }

    @Test func whoOnlyReadsChangesNothing() throws {
        let (_, house, _) = try scene()
        let reader = try house.person("leserin", "Amt", [.reader])
        #expect(try reader.get("/staff/participation/lineage").status == 200)
        #expect(try reader.get("/staff/participation/lineage/1").status == 403)
        #expect(try reader.get("/staff/participation/pilots/new").status == 403)
        #expect(try reader.get("/staff/participation/votes/new").status == 403)
        let moderator = try house.person("moderatorin", "Amt", [.moderator])
        #expect(try moderator.get("/staff/participation/lineage/1").status == 200)
    }

    @Test func aPilotNeedsItsReasons() throws {
        let (_, house, author) = try scene()
        try author.get("/staff/participation/pilots/new").send([
            ("title", "Versuch"), ("tried", "etwas"), ("decision", "ended"), ("first", "gestern"), ("published", "yes"),
        ])
        #expect(author.status == 422)
        for sentence in ["wer entschieden hat", "warum so entschieden wurde", "JJJJ-MM-TT"] {
            #expect(author.words.contains(sentence))
        }
        #expect(author.text.contains("gestern"))
        #expect(try house.visitor().get("/participation/pilots").words.contains("Noch kein Versuch"))
        #expect(try house.visitor().get("/participation/pilots/1").status == 404)
    }
}
