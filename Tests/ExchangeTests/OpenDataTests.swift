import Foundation
import Participation
import Tables
import Testing

@testable import Exchange
@testable import PlatformImport

@Suite struct OpenDataTests {
    private func filled() throws -> Town {
        let town = try Town()
        try town.take(
            """
            Nr;Titel;Text;Likes;Antwort;Name
            1;=cmd|' /C calc'!A0;"Zeile 1
            mit ""Anführung"", Komma";7;+49 ist eine Vorwahl;Merkmalperson
            2;<script>alert(1)</script>;Text;;;Merkmalperson

            """)
        try town.execute(
            "UPDATE contribution SET pseudonym = 'Merkmalperson', grouping = 'youth', recorder = 'Merkmalperson'")
        return town
    }

    @Test func csvIsReadBackAndStartsNoFormula() throws {
        let town = try filled()
        let text = try town.open(.contributions, .csv)
        let rows = try #require(CSVReader.read(Array(text.utf8), file: "", problems: ProblemList()))
        #expect(rows.count == 3)
        #expect(rows[0].cells == OpenDataTable.contributions.columns)
        #expect(rows[1].cells[3] == "'=cmd|' /C calc'!A0")
        #expect(rows[1].cells[4] == "Zeile 1\nmit \"Anführung\", Komma")
        #expect(rows[1].cells[13] == "7")
        #expect(!text.contains("Merkmalperson") && !text.contains("youth"))
        #expect(try town.open(.results, .csv).contains("'+49 ist eine Vorwahl"))
        for table in OpenDataTable.allCases {
            for row in try #require(
                CSVReader.read(Array(try town.open(table, .csv).utf8), file: "", problems: ProblemList()))
            {
                #expect(row.cells.count == table.columns.count)
                for cell in row.cells { #expect(!(cell.first.map { "=+-@\t\r".contains($0) } ?? false)) }
            }
        }
    }

    @Test func jsonIsReadByAnother() throws {
        let town = try filled()
        for table in OpenDataTable.allCases {
            let text = try town.open(table, .json)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(object["licence"] as? String == "CC BY 4.0")
            let rows = try #require(object[table.rawValue] as? [[String: Any]])
            #expect(rows.allSatisfy { Set($0.keys) == Set(table.columns) })
            #expect(!text.contains("Merkmalperson") && !text.contains("<"))
        }
        let object = try JSONSerialization.jsonObject(with: Data(try town.open(.contributions, .json).utf8))
        let rows = try #require((object as? [String: Any])?["contributions"] as? [[String: Any]])
        #expect(rows[0]["imported_supports"] as? Int == 7)
    }

    @Test func factsOfTheSourceAndMeetings() throws {
        let town = try filled()
        #expect(try town.open(.facts, .csv).contains("count,supports,7\r\n"))
        try town.take("id;title/de;start_time;attendees;component/id\n9;Rundgang;2026-01-20 17:00 UTC;24;4\n")
        #expect(try town.open(.meetings, .csv).contains("Rundgang,,2026-01-20T17:00:00Z,,,24,decidim,9,\r\n"))
    }

    @Test func onlyWhatIsPublished() throws {
        let town = try filled()
        try town.execute("UPDATE contribution SET visibility = 'withheld' WHERE source_id = '1'")
        #expect(!(try town.open(.contributions, .csv).contains("cmd")))
        #expect(!(try town.open(.results, .csv).contains("Vorwahl")))
    }

    @Test func moreThanOneBatch() throws {
        let town = try Town()
        try town.take("Nr;Titel\n" + (1...1_203).map { "\($0);Idee \($0)\n" }.joined())
        let rows = try #require(
            CSVReader.read(Array(try town.open(.contributions, .csv).utf8), file: "", problems: ProblemList()))
        #expect(rows.count == 1_204)
        #expect(Set(rows.map { $0.cells[0] }).count == 1_204)
        let text = try town.open(.contributions, .json)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect((object?["contributions"] as? [[String: Any]])?.count == 1_203)
    }

    @Test func theMarkFollowsEveryChange() throws {
        let town = try filled()
        let data = OpenData(store: town.store, licence: .standard)
        func mark() throws -> String { try data.mark(.contributions, of: try town.process(), as: .csv) }
        var seen = [try mark()]
        #expect(try mark() == seen[0])
        for sql in [
            "UPDATE contribution SET version = version + 1 WHERE source_id = '1'",
            "UPDATE contribution SET visibility = 'removed' WHERE source_id = '2'",
            "UPDATE contribution_tally SET supports = supports + 1",
            "INSERT INTO contribution_step (contribution, at, act, detail, decided_by, reason) SELECT min(id), 1, 'status', 'done', '', '' FROM contribution",
        ] {
            try town.execute(sql)
            seen.append(try mark())
        }
        #expect(Set(seen).count == 5)
        #expect(try data.mark(.contributions, of: try town.process(), as: .json) != seen[4])
    }
}

@Suite struct PendingImportTests {
    private func entry(_ account: Int64, at: Int64) -> PendingImports.Pending {
        PendingImports.Pending(
            plan: ImportPlan(source: "x"), file: "x", process: "p", options: ImportOptions(), outcome: ImportOutcome(),
            account: account, at: at)
    }

    @Test func oneForEachPersonForHalfAnHour() {
        let pending = PendingImports()
        pending.keep(entry(1, at: 100), as: "a")
        #expect(pending.find("a", account: 1, at: 100 + 1_800) != nil)
        #expect(pending.find("a", account: 2, at: 100) == nil)
        #expect(pending.find("a", account: 1, at: 100 + 1_801) == nil)
        pending.keep(entry(1, at: 200), as: "b")
        #expect(pending.find("a", account: 1, at: 200) == nil)
        for account in 2...5 { pending.keep(entry(Int64(account), at: 200 + Int64(account)), as: "k\(account)") }
        #expect(pending.find("b", account: 1, at: 210) == nil)
        #expect(pending.find("k5", account: 5, at: 210) != nil)
        pending.drop("k5")
        #expect(pending.find("k5", account: 5, at: 210) == nil)
    }
}
