import Pages
import Tables
import TestSupport
import Testing

@testable import PlatformImport

@Suite struct ConsulTests {
    private static let proposals = """
        ID,Titel,Autor,Zusammenfassung,Erstellt am,Kommentar-ID,Autor,Kommentar,Übergeordnet,Erstellt am
        1,Radweg am Fluss,m@example.org,Durchgehend bis zur Brücke,2026-04-01 10:00:00 UTC,11,n@example.org,Ja bitte,,2026-04-02 10:00:00 UTC
        1,Radweg am Fluss,m@example.org,Durchgehend bis zur Brücke,2026-04-01 10:00:00 UTC,12,o@example.org,"Und Licht, bitte",11,2026-04-03 10:00:00 UTC
        2,Bücherschrank,p@example.org,Am Rathaus,2026-04-05 10:00:00 UTC,,,,,
        """

    @Test func oneRowForEachComment() throws {
        let plan = try read(Self.proposals)
        #expect(plan.report.parts.map(\.format) == [.consulProposals])
        #expect(plan.contributions.map(\.title) == ["Radweg am Fluss", "Bücherschrank"])
        #expect(plan.comments.map(\.id) == ["11", "12"])
        #expect(plan.comments.map(\.parent) == [nil, "11"])
        #expect(plan.comments.map(\.contribution) == ["1", "1"])
        #expect(plan.comments.first?.created == seconds("2026-04-02T10:00:00Z"))
        #expect(plan.source == "consul")
        #expect(!written(plan).contains("@example.org"))
        #expect(plan.report.parts[0].personal.map(\.count) == [3, 2])
    }

    @Test func contradictingAndRepeatedRowsAreRefused() throws {
        let plan = try read(
            Self.proposals + "\n2,Anderes,p@example.org,Anders,2026-04-05 10:00:00 UTC,,,,,\n"
                + "2,Bücherschrank,p@example.org,Am Rathaus,2026-04-05 10:00:00 UTC,12,x,Noch einmal,,\n")
        #expect(plan.report.parts[0].refused.map(\.row) == [5, 6])
        #expect(plan.contributions.count == 2 && plan.comments.count == 2)
    }

    @Test func investments() throws {
        let plan = try read(
            """
            ID;Titel;Unterstützungen;Verwaltung;Prüfung;Prüfgruppe;Gebiet;Machbarkeit;Prüfung beendet;Ausgewählt;Sichtbar;Benutzername
            4;Spielplatz;17;Merkmalperson;Merkmalperson;Grünflächen;Nord;Machbar;ja;nein;ja;Merkmalperson
            """)
        let investment = try #require(plan.contributions.first)
        #expect(plan.report.parts[0].format == .consulInvestments)
        #expect(investment.count(.supports) == 17 && investment.category == "Nord" && investment.status == "Machbar")
        #expect(!written(plan).contains("Merkmalperson"))
        #expect(plan.report.parts[0].loss("Prüfgruppe") == .noPlace)
    }

    @Test func graphQL() throws {
        let plan = try read(
            """
            {"data":{"proposals":{"edges":[{"node":{"id":"9","title":"Caf\\u00e9 f\\u00fcr alle","summary":"Kurz",
            "description":"<p>Ein Ort zum Treffen</p>","cached_votes_up":4,"comments_count":1,"hot_score":8.5,
            "public_created_at":"2026-05-01 12:00:00 +0200","video_url":"","geozone":{"name":"Mitte"},
            "public_author":{"username":"Merkmalperson"},"tags":{"edges":[{"node":{"name":"Treffpunkt"}},{"node":{"name":"Essen"}}]},
            "extra":1,"comments":{"edges":[{"node":{"id":71,"body":"Gut!","ancestry":"5/6","public_author":null}}]}}}]}}}
            """, file: "antwort.json")
        let proposal = try #require(plan.contributions.first)
        #expect(proposal.title == "Café für alle" && proposal.text == "Ein Ort zum Treffen")
        #expect(proposal.category == "Mitte" && proposal.labels == ["Treffpunkt", "Essen"])
        #expect(proposal.count(.supports) == 4)
        #expect(proposal.created == seconds("2026-05-01T10:00:00Z"))
        #expect(proposal.facts == [ImportedFact(name: "summary", value: "Kurz")])
        #expect(plan.comments.map(\.id) == ["71"] && plan.comments.map(\.parent) == ["6"])
        let part = plan.report.parts[0]
        #expect(part.loss("extra") == .unknown && part.loss("hot_score") == .technical)
        #expect(part.personal == [ImportReport.PersonalColumn(name: "public_author", count: 1)])
        #expect(!written(plan).contains("Merkmalperson"))
    }

    @Test(arguments: [
        "{", "{\"data\":null}", "[]", "[1]", "{\"data\":{\"proposals\":{\"edges\":[]}}}", "[{\"id\":1}]",
        "[{\"id\":1,\"id\":2,\"title\":\"x\"}]", "[{\"id\":01,\"title\":\"x\"}]", "[{\"id\":1,\"title\":\"\\ud800\"}]",
    ])
    func refusesOtherJSON(_ text: String) { #expect(throws: ImportRefusal.self) { try read(text) } }

    @Test func jsonMutationsDoNotCrash() {
        let text = #"[{"id":1,"title":"a\u00e4\n","x":[true,null,-1.5e3]},{"id":"2","title":"b","y":{"z":[]}}]"#
        var refused = 0
        for mutated in mutations(of: Array(text.utf8), count: 4_000, seed: 170) {
            do { _ = try JSONReader.read(mutated) } catch { refused += 1 }
        }
        #expect(refused > 1_000)
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONReader.Failure.self) { try JSONReader.read(Array(deep.utf8)) }
    }
}
