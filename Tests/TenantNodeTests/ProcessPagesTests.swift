import Accounts
import Testing

@testable import TenantNode

struct ProcessPagesTests {
    private let filled = [
        ("title", "Lebenswerte Stadt"), ("question", "Was braucht es, damit die Stadt noch lebenswerter wird?"),
        ("published", "yes"), ("phase-1-kind", "collect"), ("phase-1-first", "2026-10-01"),
        ("phase-1-last", "2026-10-31"), ("phase-2-kind", "decide"), ("phase-2-first", "2026-11-01"),
        ("topic-1-name", "Grün & Straße"),
    ]

    @Test func aProcessIsMadeAndShown() throws {
        let town = try TestNode()
        let house = try StaffHouse(town)
        let author = try house.person("autorin", "Beteiligung", [.author, .reader])
        let visitor = house.visitor()
        try visitor.get("/participation")
        #expect(visitor.status == 200 && visitor.words.contains("Zurzeit gibt es nichts zum Mitmachen"))

        try author.get("/staff/participation/processes/new").send(filled)
        #expect(author.status == 303)
        #expect(try author.follow().words.contains("Das Verfahren ist gespeichert."))
        try visitor.get("/participation/lebenswerte-stadt")
        #expect(visitor.status == 200)
        #expect(visitor.words.contains("Jetzt: Ideen sammeln, bis 31. Oktober 2026."))
        #expect(visitor.text.contains("Grün &amp; Straße"))

        // The machine sleeps through the change of phase.
        town.clock.advance(by: .seconds(40 * 86_400))
        #expect(try visitor.get("/participation/lebenswerte-stadt").words.contains("Jetzt: Entscheiden."))
    }

    @Test(arguments: [
        ("phase-1-last", "2026-11-05", "ist noch nicht zu Ende"),
        ("phase-1-last", "2026-09-01", "liegt vor dem ersten"),
        ("phase-1-first", "1.10.2026", "JJJJ-MM-TT"), ("question", "", "Bitte"),
    ])
    func aFaultIsSaidAndNothingIsLost(name: String, value: String, sentence: String) throws {
        let town = try TestNode()
        let house = try StaffHouse(town)
        let author = try house.person("autorin", "Beteiligung", [.author, .reader])
        try author.get("/staff/participation/processes/new")
        try author.send(filled.filter { $0.0 != name } + [(name, value)])
        #expect(author.status == 422 && author.words.contains(sentence))
        #expect(author.text.contains("Lebenswerte Stadt"))
        #expect(try house.visitor().get("/participation/lebenswerte-stadt").status == 404)
    }

    @Test func twoEditorsAtOnce() throws {
        let town = try TestNode()
        let house = try StaffHouse(town)
        let one = try house.person("eine", "Beteiligung", [.author, .reader])
        let other = try house.person("andere", "Beteiligung", [.author, .reader])
        try one.get("/staff/participation/processes/new").send(filled)
        let path = "/staff/participation/processes/lebenswerte-stadt"
        try one.get(path)
        try other.get(path)
        try one.send([("title", "Eins")])
        #expect(one.status == 303)
        try other.send([("title", "Zwei")])
        #expect(other.status == 422 && other.words.contains("Jemand anderes hat inzwischen gespeichert"))
        #expect(other.text.contains("Zwei"))
        try other.send([])
        #expect(other.status == 303)
    }

    @Test func whoOnlyReadsCannotEdit() throws {
        let town = try TestNode()
        let house = try StaffHouse(town)
        let reader = try house.person("leserin", "Amt", [.reader])
        #expect(try reader.get("/staff/participation").status == 200)
        #expect(try reader.get("/staff/participation/processes/new").status == 403)
    }
}
