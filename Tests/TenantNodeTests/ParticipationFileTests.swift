import Database
import Drafting
import Events
import Pages
import Participation
import Service
import Testing

@testable import TenantNode

/// Whole processes from one file: through the rules of the pages, all or nothing, once.
struct ParticipationFileTests {
    private static let head = "{format: 1, file: \"probe\", by: \"Projektleitung\", example: true,\n"
    private static let process = """
        processes: [{id: "stadt", title: "Stadt", question: "Was fehlt?", published: true,
          phases: [{kind: "collect", from: "2026-01-01", to: "2026-03-31"}, {kind: "prioritise", from: "2026-04-01", to: "2026-04-30"},
            {kind: "decide", from: "2026-05-01"}],
          themes: [{id: "klima", field: "klima"}, {id: "anderes", name: "Anderes"}]}],

        """
    private static let ideas = """
        ideas: [
          {id: "baum", process: "stadt", title: "Mehr Bäume", text: ["Am Markt.", "Auch am Bahnhof."], theme: "klima", on: "2026-01-10",
            group: "citizens", supports: 3, comments: [{on: "2026-01-11", text: "Ja."}, {on: "2026-01-12", text: "Linden.", reply_to: 1}],
            answers: [{on: "2026-02-01", by: "Grünflächen", text: "Zehn sind bestellt."}],
            decisions: [{on: "2026-05-02", status: "accepted", why: "Günstig."}],
            leads_to: [{on: "2026-05-02", pilots: ["probe"], measures: ["eins"], why: "Erst probieren."}]},
          {id: "linde", process: "stadt", title: "Linden am Markt", theme: "klima", on: "2026-01-20", supports: 5},
        ],

        """
    private static let pilots = """
        pilots: [{id: "probe", title: "Zehn Linden", tried: "Zehn Linden am Markt.", published: true}],

        """
    private static let merges = """
        merges: [{id: "m", into: "baum", ideas: ["linde"], on: "2026-02-03", why: "Dasselbe."}],

        """
    private static let ballots = """
        ballots: [{id: "wahl", process: "stadt", title: "Was zuerst?", method: "choice", allowance: 1, published: true, measures: ["eins"],
          ideas: ["baum"], online: [{voters: 7, marks: {baum: 1}}, {voters: 6, marks: {eins: 1}}],
          sheets: [{id: "urne", place: "Rathaus", channel: "paper", on: "2026-05-02", counts: [
            {by: "Wahlamt", handed_out: 20, valid: 15, invalid: 1, marks: {eins: 9, baum: 6}},
            {by: "Jugendrat", handed_out: 20, valid: 15, invalid: 1, marks: {eins: 9, baum: 6}}]}],
          released: "2026-05-03"}],

        """
    private static let documents = """
        documents: [{id: "charta", process: "stadt", title: "Charta", versions: [
          {on: "2026-04-01", sections: [{id: "a", title: "Bäume", text: ["Wir pflanzen.", "Wir gießen."], ideas: ["baum"]}, {id: "b",
            title: "Wege", text: "Wir gehen."}],
            remarks: [{on: "2026-04-05", section: "a", paragraph: 2, text: "Auch im Winter?", answer: {on: "2026-05-01", verdict: "declined",
              why: "Im Winter ruhen sie."}}, {on: "2026-04-06", text: "Gut.", channel: "paper", recorder: "Bürgerbüro", answer: {
              on: "2026-05-01", verdict: "taken", why: "Danke."}}]},
          {on: "2026-06-01", note: "Kürzer.", final: true, sections: [{id: "b", title: "Wege", text: "Wir gehen und fahren."}, {id: "a",
            title: "Bäume", text: "Wir pflanzen."}]}]}],

        """
    private static let events = """
        events: [{id: "tag", process: "stadt", kind: "workshop", attendance: "on_site", title: "Tag", from: "2026-02-02", published: true,
          programme: [{from: "10:00", title: "Beginn"}], tables: [{id: "eins", name: "Tisch Eins", theme: "klima"}],
          themes: ["Grün"], cards: [{id: "karte", table: "eins", text: "Schatten", on: "2026-02-02 10:30", theme: "Grün"},
            {id: "offen", table: "eins", text: "Wartet", on: "2026-02-02", shown: "waiting"}],
          documentation: {people: 12, summary: "Gut.", published: true}}],
        conversations: [{id: "g", process: "stadt", day: "2026-02-05", people: 2, recorder: "Quartier", group: "youth",
          said: [{id: "gesagt", text: "Mehr Licht.", theme: "anderes"}]}],

        """
    private static let whole = head + process + pilots + events + ideas + merges + ballots + documents + "}"

    private func take(_ text: String, _ town: TestNode, isDryRun: Bool = false) throws -> FilingOutcome {
        try ParticipationFile(Array(text.utf8), file: "probe.json5").take(town.node, isDryRun: isDryRun)
    }

    private func faults(_ text: String, _ town: TestNode) throws -> [String] {
        do {
            _ = try take(text, town)
            return []
        } catch let refusal as ParticipationFile.Refusal {
            return refusal.faults.map { $0.text(.english) }
        }
    }

    private func town() throws -> TestNode {
        let town = try TestNode()
        try town.importAll()
        return town
    }

    @Test func takesTheWholeThroughTheStoresOfThePages() throws {
        let town = try town()
        #expect(try take(Self.whole, town, isDryRun: true).added[.contribution] == 5)
        let processes = try town.node.store.read { connection in try ProcessStore.all(connection) }
        #expect(processes.isEmpty)
        let outcome = try take(Self.whole, town)
        #expect(outcome.added[.process] == 1 && outcome.added[.remark] == 2 && outcome.unchanged.isEmpty)
        let strategy = try NodeParticipation.strategy(town.node)
        try town.node.store.read { connection in
            let process = try #require(try ProcessStore.find(slug: "stadt", connection))
            #expect(process.isExample && process.topics.first?.name == "Marke3")
            let baum = try #require(try contribution("Mehr Bäume", connection))
            #expect(baum.status == .accepted && baum.visibility == .published && baum.isExample)
            // In the order of the days, whatever the order in the file.
            #expect(
                try StepStore.all(of: baum.id, connection).map(\.act)
                    == [.published, .answered, .merged, .linked, .status, .linked, .linked])
            #expect(try contribution("Linden am Markt", connection)?.mergedInto == baum.id)
            // Whoever supports both counts once.
            let supports = try MergeStore.supports(of: baum.id, connection)
            #expect(supports.own == 3 && (2...5).contains(supports.fromMerged))
            #expect(try contribution("Schatten", connection)?.topic == "klima")
            #expect(try contribution("Wartet", connection)?.visibility == .received)
            #expect(try contribution("Mehr Licht.", connection)?.origin.channel == .conversation)
            let ballot = try #require(try BallotStore.all(connection).first)
            #expect(ballot.released != nil)
            let event = try #require(try EventStore.find(slug: "tag", connection))
            #expect(event.documentation.people == 12 && event.isExample)
            let charta = try #require(try DocumentStore.find(slug: "charta", connection))
            let newest = try #require(try VersionStore.newest(of: charta.id, connection))
            #expect(newest.isFinal && newest.sections.map(\.title) == ["Wege", "Bäume"])
            #expect(try RemarkStore.published(of: charta.id, connection).allSatisfy { $0.answer != nil })
            let first = try #require(CivilDay("2026-01-01"))
            let figures = try ParticipationFigures.count(
                from: first, to: try #require(CivilDay("2026-12-31")),
                strategy: strategy, connection)
            #expect(figures.contributions == 4 && figures.answered == 2 && figures.withConsequence == 2)
            #expect(figures.byChannel == [.online: 2, .eventTable: 1, .conversation: 1] && figures.pilots == 1)
        }
    }

    /// What the filled house shows: each thing leads to what it belongs to.
    @Test func thePagesLeadFromOneToTheOther() throws {
        let town = try town()
        _ = try take(Self.whole, town)
        let house = try StaffHouse(town)
        let visitor = house.visitor()
        try visitor.get("/participation/stadt")
        for address in [
            "/events/tag?", "/events/tag/documentation?", "/participation/documents/charta?",
            "/participation/votes/1/result?",
            "/participation/follow?subject=process:1",
        ] { #expect(visitor.text.contains("href=\"\(address)"), "\(address)") }
        let (baum, linde) = try town.node.store.read { connection in
            (
                try #require(try contribution("Mehr Bäume", connection)).id,
                try #require(try contribution("Linden am Markt", connection)).id
            )
        }
        try visitor.get("/participation/ideas/\(linde)")
        // Decided was about the idea that stands for it, and its history leads there.
        #expect(visitor.words.contains("wird umgesetzt"))
        #expect(visitor.words.contains("Zusammengeführt; es geht weiter mit Mehr Bäume ."))
        #expect(visitor.text.contains("href=\"/participation/ideas/\(baum)?"))
        try visitor.get("/participation/ideas/\(baum)")
        #expect(visitor.words.contains("Zusammengeführt; hier steht jetzt auch Linden am Markt ."))
        try visitor.get("/participation/pilots/1")
        #expect(visitor.words.contains("Beispiel: Die Beiträge dieses Verfahrens"))
        // Ideas are ticked by their titles where they are chosen from.
        let author = try house.person("autorin", "Stabsstelle", [.author, .reader])
        try author.get("/staff/participation/documents/charta/sections/1")
        #expect(author.words.contains("Mehr Bäume") && author.words.contains("3 Unterstützungen"))
    }

    private func contribution(_ title: String, _ connection: borrowing Connection) throws -> Contribution? {
        let id = try connection.first("SELECT id FROM contribution WHERE title = ?", .text(title)) { try $0.int64(0) }
        return try id.flatMap { try ContributionStore.read($0, connection) }
    }

    @Test func isTakenOnceAndTakesWhatIsNew() throws {
        let town = try town()
        _ = try take(Self.whole, town)
        let again = try take(Self.whole, town)
        #expect(again.isNothing && again.unchanged[.contribution] == 5)
        let more = Self.whole.replacing(
            "answers: [{on",
            with: "answers: [{on: \"2026-02-01\", by: \"Grünflächen\", text: \"Zehn sind bestellt.\"}, {on"
        )
        .replacing("by: \"Grünflächen\", text: \"Zehn sind bestellt.\"}],", with: "text: \"Sie stehen.\"}],")
        let added = try take(more, town)
        #expect(added.added == [.act: 1])
        let changed = Self.whole.replacing("Mehr Bäume", with: "Weniger Bäume")
        let found = try faults(changed, town)
        #expect(found.count == 1 && found[0].hasPrefix("ideas[1] (line "))
        #expect(found[0].contains("and reads differently now"))
    }

    /// Each is refused at its place, and nothing is written.
    @Test(arguments: [
        ("format: 1", "format: 2", "format (line 1): Expected is format: 1"),
        ("file: \"probe\"", "file: \"Probe!\"", "file (line 1): Expected is an identifier"),
        ("question: \"Was fehlt?\", ", "", "processes[1].question (line 2): Something must stand here."),
        (
            "title: \"Stadt\"", "titel: \"Stadt\"",
            "processes[1].titel (line 2): There is no \"titel\" here. Possible are: id, title"
        ),
        ("to: \"2026-03-31\"", "to: \"2025-03-31\"", "processes[1].phases[1].to (line 3)"),
        ("field: \"klima\"", "field: \"wetter\"", "processes[1].themes[1].field"),
        (
            "id: \"stadt\", title", "id: \"pilots\", title",
            "processes[1].id (line 2): There is something at this address"
        ),
        ("on: \"2026-01-10\"", "on: \"2026-06-10\"", "ideas[1].on (line 15): The process took no ideas on that day"),
        ("on: \"2026-01-10\"", "on: \"2027-01-10\"", "ideas[1].on (line 15): This lies in the future"),
        ("on: \"2026-01-10\"", "on: 20260110", "ideas[1].on (line 15): Expected is a day such as"),
        ("theme: \"klima\", on: \"2026-01-10\"", "theme: \"meer\", on: \"2026-01-10\"", "ideas[1].theme (line 15)"),
        ("group: \"citizens\"", "group: \"alle\"", "ideas[1].group (line 16)"),
        ("Auch am Bahnhof.", "Rufen Sie an: 030 23125 014.", "ideas[1].shown"),
        ("text: \"Ja.\"", "text: \"\"", "ideas[1].comments[1].text"),
        ("on: \"2026-01-11\"", "on: \"2026-05-11\"", "ideas[1].comments[1].on"),
        ("reply_to: 1", "reply_to: 9", "ideas[1].comments[2].reply_to"),
        (
            "status: \"accepted\"", "status: \"yes\"",
            "ideas[1].decisions[1].status (line 18): Expected is one of: open, examining"
        ),
        ("why: \"Günstig.\"", "why: \"\"", "ideas[1].decisions[1].why"),
        ("pilots: [\"probe\"]", "pilots: [\"prob\"]", "ideas[1].leads_to[1].pilots[1] (line 19): There is no \"prob\""),
        ("measures: [\"eins\"], why", "measures: [\"drei\"], why", "ideas[1].leads_to[1].measures[1]"),
        ("into: \"baum\"", "into: \"linde\"", "merges[1]"),
        ("allowance: 1", "allowance: 0", "ballots[1].allowance"),
        ("voters: 7, marks: {baum: 1}", "voters: 7, marks: {baum: 1, eins: 1}", "ballots[1].online[1].marks"),
        ("marks: {eins: 1}", "marks: {zwei: 1}", "ballots[1].online[2].marks.zwei"),
        ("by: \"Jugendrat\"", "by: \"Wahlamt\"", "ballots[1].sheets[1].counts[2].by"),
        (
            "by: \"Jugendrat\", handed_out: 20, valid: 15", "by: \"Jugendrat\", handed_out: 20, valid: 14",
            "14 papers make at most 14, counted are 15"
        ),
        (
            "by: \"Jugendrat\", handed_out: 20, valid: 15", "by: \"Jugendrat\", handed_out: 21, valid: 15",
            "ballots[1].released (line 28): One sheet is not counted alike"
        ),
        (
            "by: \"Jugendrat\", handed_out: 20", "by: \"Jugendrat\", handed_out: 10",
            "ballots[1].sheets[1].counts[2].handed_out"
        ),
        ("released: \"2026-05-03\"", "released: \"2026-04-03\"", "ballots[1].released"),
        (
            "example: true", "example: false",
            "ideas[1].supports (line 16): People give votes and supports online themselves"
        ),
        ("table: \"eins\", text: \"Schatten\"", "table: \"zwei\", text: \"Schatten\"", "events[1].cards[1].table"),
        ("on: \"2026-02-02 10:30\"", "on: \"2026-03-02 10:30\"", "events[1].cards[1].on"),
        ("people: 2, recorder", "people: 0, recorder", "conversations[1].people"),
        (
            "section: \"a\", paragraph: 2", "section: \"a\", paragraph: 3",
            "documents[1].versions[1].remarks[1].paragraph"
        ),
        (
            "on: \"2026-05-01\", verdict: \"declined\"", "on: \"2026-07-01\", verdict: \"declined\"",
            "documents[1].versions[2].final"
        ),
        ("note: \"Kürzer.\", ", "", "documents[1].versions[2].note"),
    ])
    func refusesWithThePlace(_ old: String, _ new: String, _ expected: String) throws {
        let town = try town()
        try #require(Self.whole.contains(old))
        let found = try faults(Self.whole.replacing(old, with: new, maxReplacements: 1), town)
        #expect(found.contains { $0.contains(expected) }, "\(found)")
        // What only follows from that fault is not said as well.
        let isHidden = expected.hasSuffix(".shown")
        #expect(
            isHidden || !found.contains { $0.contains("at least two") || $0.contains("order of their days") },
            "\(found)")
        try town.node.store.read { connection in
            for table in ["process", "pilot", "contribution", "filed_thing", "journal"] {
                let count = try connection.first("SELECT count(*) FROM \(table)") { try $0.int(0) }
                #expect(count == 0, "\(table)")
            }
        }
    }

    @Test func saysWhereItIsNoJSON() throws {
        #expect(throws: ServiceError.self) { try ParticipationFile(Array("{format: 1,\n ideas: [}".utf8), file: "x") }
        let town = try town()
        #expect(try faults("[]", town).first?.hasPrefix(". (line 1)") == true)
    }

    /// Unequal counts of a sheet are kept to be cleared in the browser; the result waits.
    @Test func unequalCountsWait() throws {
        let town = try town()
        let text = Self.whole.replacing(
            "marks: {eins: 9, baum: 6}}]}],\n  released: \"2026-05-03\"", with: "marks: {eins: 8, baum: 7}}]}]")
        _ = try take(text, town)
        let ballots = try town.node.store.read { connection in try BallotStore.all(connection) }
        #expect(ballots.count == 1 && ballots[0].released == nil)
    }
}
