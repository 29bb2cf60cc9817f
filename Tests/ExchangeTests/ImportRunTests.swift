import Database
import Participation
import PlatformImport
import Testing

@testable import Exchange

@Suite struct ImportRunTests {
    private static let ideas = """
        Nr;Titel;Text;Kategorie;Status;Likes;Kommentare;Antwort;Datum;lat;lon;Name
        1;Bänke;Am Ufer;Grün;in Prüfung;12;3;;2026-01-05;51,399;8,064;Merkmalperson
        2;Licht;Im Park;Sicherheit;;0;0;Wird gebaut.;2026-01-06;;;Merkmalperson

        """

    @Test func everythingArrivesUnderItsSource() throws {
        let town = try Town()
        let outcome = try town.take(Self.ideas)
        #expect(outcome[.contribution] == ImportOutcome.Tally(added: 2))
        #expect(outcome.categories == ["Sicherheit": 1])
        let first = try town.contribution("1")
        #expect(first.origin.channel == .imported && first.visibility == .published && first.topic == "gruen")
        #expect(first.place == "51.39,8.06")
        #expect(
            first.source == Contribution.Source(name: "table", id: "1", supports: 12, comments: 3, status: "in Prüfung")
        )
        #expect(first.status == .open)
        // What is counted here stays apart from what was counted there.
        #expect(try town.number("SELECT sum(supports) FROM contribution_tally") == 0)
        let second = try town.contribution("2").id
        let steps = try town.store.read { connection in try StepStore.all(of: second, connection) }
        #expect(steps.map(\.act) == [.published, .answered] && steps.last?.reason == "Wird gebaut.")
        #expect(
            try town.text("SELECT group_concat(value, '|') FROM (SELECT value FROM imported_fact ORDER BY 1)")
                == "0|0|12|3|Grün|Sicherheit")
        #expect(try town.text("SELECT detail FROM journal WHERE act = 'participation.imported'").contains("2 added"))
    }

    @Test func importingAgainChangesAndNeverDoubles() throws {
        let town = try Town()
        try town.take(Self.ideas)
        #expect(try town.take(Self.ideas)[.contribution] == ImportOutcome.Tally(unchanged: 2))
        // What people here have decided since stays.
        try town.execute("UPDATE contribution SET visibility = 'withheld', status = 'examining' WHERE source_id = '1'")
        let changed = Self.ideas.replacing("Am Ufer", with: "Am anderen Ufer").replacing(";12;", with: ";15;")
        let outcome = try town.take(changed + "3;Neu;;;;;;;;;;\n")
        #expect(outcome[.contribution] == ImportOutcome.Tally(added: 1, changed: 1, unchanged: 1))
        let first = try town.contribution("1")
        #expect(first.text == "Am anderen Ufer" && first.source?.supports == 15)
        #expect(first.visibility == .withheld && first.status == .examining)
        #expect(try town.number("SELECT count(*) FROM contribution") == 3)
        #expect(try town.number("SELECT count(*) FROM contribution_step WHERE act = 'answered'") == 1)
    }

    @Test func whatWasRemovedHereDoesNotComeBack() throws {
        let town = try Town()
        try town.take(Self.ideas)
        for table in ["imported_fact", "contribution_step", "contribution_tally"] {
            try town.execute(
                "DELETE FROM \(table) WHERE contribution = (SELECT id FROM contribution WHERE source_id = '1')")
        }
        try town.execute("DELETE FROM contribution WHERE source_id = '1'")
        #expect(try town.take(Self.ideas)[.contribution] == ImportOutcome.Tally(unchanged: 1, gone: 1))
        #expect(try town.number("SELECT count(*) FROM contribution") == 1)
    }

    @Test func anotherProcessKeepsWhatItHas() throws {
        let town = try Town()
        try town.take(Self.ideas)
        let outcome = try town.take(Self.ideas.replacing("Bänke", with: "Stühle"), into: "land")
        #expect(outcome.elsewhere == 2 && outcome.isNothing)
        #expect(try town.contribution("1").title == "Bänke")
    }

    @Test func heldBackUntilSomebodyHasRead() throws {
        let town = try Town()
        try town.take(Self.ideas, ImportOptions(isPublished: false))
        #expect(try town.contribution("1").visibility == .received)
        #expect(try town.number("SELECT count(*) FROM contribution WHERE published IS NOT NULL") == 0)
    }

    @Test func allOrNothing() throws {
        let town = try Town()
        let bad = Self.ideas + "1;Zweimal;;;;;;;;;;\n"
        #expect(throws: ImportDesk.Refusal.refusedRows(1)) { try town.take(bad) }
        #expect(try town.number("SELECT count(*) FROM contribution") == 0)
        try town.take(bad, ImportOptions(skipsRefused: true))
        #expect(try town.number("SELECT count(*) FROM contribution") == 2)
        #expect(throws: ImportDesk.Refusal.noSuchProcess) { try town.take(Self.ideas, into: "nirgends") }
    }

    @Test func aDryRunWritesNothingAndMustStillHold() throws {
        let town = try Town()
        let plan = try PlatformImport.read(Array(Self.ideas.utf8), file: "x.csv")
        let seen = try town.desk.dryRun(plan, into: "stadt", options: ImportOptions())
        #expect(seen[.contribution].added == 2)
        #expect(try town.number("SELECT count(*) FROM contribution") == 0)
        try town.take(Self.ideas)
        #expect(try town.desk.take(plan, into: "stadt", options: ImportOptions(), expected: seen, by: nil) == nil)
    }

    private static let comments = """
        ID,Titel,Autor,Zusammenfassung,Erstellt am,Kommentar-ID,Autor,Kommentar,Übergeordnet,Erstellt am
        1,Radweg,m,Durchgehend,2026-04-01,12,o,Antwort,11,2026-04-03
        1,Radweg,m,Durchgehend,2026-04-01,11,n,Ja bitte,,2026-04-02

        """

    @Test func commentsKeepTheirThread() throws {
        let town = try Town()
        let outcome = try town.take(Self.comments)
        #expect(outcome[.comment] == ImportOutcome.Tally(added: 2))
        #expect(
            try town.text("SELECT above.text FROM comment JOIN comment AS above ON above.id = comment.parent")
                == "Ja bitte")
        #expect(try town.take(Self.comments).isNothing)
    }

    private static let proposals = """
        id;component/id;title/de;body/de;url
        7;3;Bäume;Mehr;https://d.example/proposals/7

        """
    private static let replies = """
        id;body;commentable_id;commentable_type;root_commentable_url;component/id
        1;Gut;7;Decidim::Proposals::Proposal;https://d.example/proposals/7;1
        2;Ja;1;Decidim::Comments::Comment;https://d.example/proposals/7;1
        3;Wozu;99;Decidim::Proposals::Proposal;https://d.example/proposals/99;1

        """

    @Test func commentsInAFileOfTheirOwnNeedTheirContribution() throws {
        let town = try Town()
        #expect(throws: ImportDesk.Refusal.refusedRows(3)) { try town.take(Self.replies) }
        let proposals = try PlatformImport.read(Array(Self.proposals.utf8), file: "p.csv", source: "decidim")
        _ = try town.desk.take(proposals, into: "stadt", options: ImportOptions(), expected: nil, by: nil)
        let outcome = try town.take(Self.replies, ImportOptions(skipsRefused: true))
        #expect(outcome[.comment].added == 2 && outcome.orphans == [4])
        #expect(try town.number("SELECT count(*) FROM comment WHERE parent IS NOT NULL") == 1)
    }

    @Test func resultsAndMeetings() throws {
        let town = try Town()
        try town.take(Self.proposals)
        let results = """
            id;title/de;description/de;progress;status/name/de;proposal_urls;url;component/id
            5;Bäume gepflanzt;Zwölf;100;Erledigt;https://d.example/proposals/7;https://d.example/results/5;2

            """
        #expect(try town.take(results)[.result] == ImportOutcome.Tally(added: 1))
        #expect(try town.number("SELECT count(*) FROM imported_result_origin") == 1)
        #expect(try town.take(results.replacing("Zwölf", with: "Dreizehn"))[.result] == ImportOutcome.Tally(changed: 1))
        #expect(try town.text("SELECT text FROM imported_result") == "Dreizehn")
        let meetings = """
            id;title/de;start_time;attendees;component/id
            9;Rundgang;2026-01-20 17:00:00 +0100;24;4

            """
        #expect(try town.take(meetings)[.meeting] == ImportOutcome.Tally(added: 1))
        #expect(try town.number("SELECT attendees FROM imported_meeting") == 24)
    }

    @Test func coarsePlaces() {
        #expect(CoarsePlace.cell(latitude: 51.3999, longitude: 8.0601) == "51.39,8.06")
        #expect(CoarsePlace.cell(latitude: -0.001, longitude: -70.5) == "-0.01,-70.50")
        #expect(CoarsePlace.cell(latitude: 51, longitude: nil) == "")
        #expect(CoarsePlace.cell(latitude: 91, longitude: 8) == "")
    }

    @Test func sourceNames() {
        #expect(ImportSource.isValid("decidim:beteiligung.example.org"))
        for text in ["", "a b", "ä", "a/b", String(repeating: "a", count: 81)] { #expect(!ImportSource.isValid(text)) }
    }

    @Test("A large file is taken in steps; what broke off goes on where it was, and nothing is there twice")
    func steps() throws {
        let town = try Town()
        var desk = town.desk
        desk.pace = ImportPace(work: .zero, pause: .zero)
        let text = "Nr;Titel\n" + (1...60).map { "\($0);Idee \($0)\n" }.joined()
        let plan = try PlatformImport.read(Array(text.utf8), file: "x.csv")
        func take() throws -> ImportOutcome? {
            try desk.take(plan, into: "stadt", options: ImportOptions(), expected: nil, by: nil)
        }
        func acts() throws -> String {
            try town.text("SELECT group_concat(act) FROM (SELECT act FROM journal ORDER BY id)")
        }
        try town.execute(
            """
            CREATE TRIGGER full BEFORE INSERT ON contribution WHEN NEW.source_id = '41'
            BEGIN SELECT RAISE(ABORT, 'full'); END
            """)
        #expect(throws: DatabaseError.self) { try take() }
        #expect(try town.number("SELECT count(*) FROM contribution") == 40)
        #expect(try acts() == "participation.import-begun")
        try town.execute("DROP TRIGGER full")
        #expect(try take()?[.contribution] == ImportOutcome.Tally(added: 20, unchanged: 40))
        #expect(try town.number("SELECT count(DISTINCT source_id) FROM contribution") == 60)
        #expect(try town.number("SELECT count(*) FROM contribution") == 60)
        #expect(try town.number("SELECT count(*) FROM idea_text_stale") == 0)
        #expect(try acts() == "participation.import-begun,participation.import-begun,participation.imported")
    }

    @Test("A file that is read in a moment is there as a whole or not at all")
    func small() throws {
        let town = try Town()
        var desk = town.desk
        desk.pace = ImportPace(work: .seconds(600), pause: .zero)
        let plan = try PlatformImport.read(Array(Self.ideas.utf8), file: "x.csv")
        try town.execute(
            "CREATE TRIGGER full BEFORE INSERT ON imported_record WHEN NEW.source_id = '2' BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        #expect(throws: DatabaseError.self) {
            try desk.take(plan, into: "stadt", options: ImportOptions(), expected: nil, by: nil)
        }
        #expect(try town.number("SELECT count(*) FROM contribution") == 0)
        #expect(try town.number("SELECT count(*) FROM journal") == 0)
    }
}
