import Federation
import Foundation
import Pages
import Testing

@testable import TenantNode

/// The pages of the strategy as people use them, without sockets.
struct StrategyPagesTests {
    private func code(_ text: String) throws -> Code { try #require(Code(text)) }

    private func house(_ body: (TestNode, StaffHouse, StaffBrowser) throws -> Void) throws {
        let town = try TestNode()
        try town.importAll()
        let house = try StaffHouse(town)
        try body(town, house, try house.admin())
    }

    @Test func everyPageIsThereInBothLanguages() throws {
        try house { _, _, browser in
            for path in [
                "/staff/strategy", "/staff/strategy/measures", "/staff/strategy/measures/eins",
                "/staff/strategy/measures/new",
                "/staff/strategy/fields/new", "/staff/strategy/goals/new", "/staff/strategy/edit/head",
                "/staff/strategy/edit/field/klima", "/staff/strategy/edit/goal/spar",
                "/staff/strategy/edit/measure/eins/basics",
                "/staff/strategy/edit/measure/eins/assignment", "/staff/strategy/edit/measure/eins/components",
                "/staff/strategy/edit/measure/eins/milestones", "/staff/strategy/edit/measure/eins/progress",
                "/staff/strategy/edit/measure/eins/costs", "/staff/strategy/versions", "/staff/strategy/adopt",
                "/staff/strategy/publish", "/staff/strategy/deleted", "/staff/strategy/delete/measure/eins",
                "/staff/reports", "/staff/reports/status?period=2026-H1", "/staff/reports/year?period=2026",
                "/staff/face",
                "/staff/face/look", "/staff/face/logo", "/staff/face/imprint", "/staff/face/privacy",
                "/staff/face/accessibility", "/staff/feedback", "/", "/measures", "/imprint", "/privacy",
                "/accessibility",
                "/feedback",
            ] {
                for language in ["de", "en"] {
                    browser.language = language
                    try browser.get(path)
                    #expect(browser.status == 200, "\(path) \(language)")
                    #expect(browser.text.contains("<html lang=\"\(language)\""))
                    // Reachable from every page.
                    for address in ["/imprint", "/privacy", "/accessibility", "/feedback"] {
                        #expect(browser.text.contains("href=\"\(address)?"), "\(address) from \(path)")
                    }
                }
            }
            for path in [
                "/staff/strategy/measures/nichts", "/staff/strategy/edit/measure/eins/nichts", "/staff/strategy/edit/x",
                "/staff/strategy/versions/9", "/staff/strategy/proposals/9", "/staff/strategy/difference?from=1&to=2",
                "/staff/strategy/kept/1", "/staff/strategy/history/head", "/staff/strategy/delete/thing/eins",
                "/staff/reports/status?period=2026", "/staff/reports/year", "/staff/face/nichts", "/measures/eins",
            ] {
                #expect(try browser.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func strangersSeeNothingAndReadersChangeNothing() throws {
        try house { _, house, _ in
            let stranger = house.visitor()
            #expect(try stranger.get("/staff/strategy").status == 303)
            let reader = try house.person("leserin", "Rat", [.reader])
            #expect(try reader.get("/staff/strategy/measures/eins").status == 200)
            #expect(!reader.text.contains("/staff/strategy/edit/"))
            #expect(try reader.get("/staff/strategy/edit/head").status == 403)
            #expect(try reader.get("/staff/face/imprint").status == 403)
        }
    }

    @Test func aFormIsSavedAndComesBackWithSentencesWhereItDoesNotFit() throws {
        try house { town, _, browser in
            try browser.get("/staff/strategy/edit/measure/eins/basics")
            try browser.send([("title", ""), ("start", "05.10.2024"), ("partners", "Stadtwerke\r\nKreis")])
            #expect(browser.status == 422)
            #expect(browser.text.contains("<title>Fehler: "))
            #expect(browser.words.contains("Bitte prüfen Sie Ihre Angaben"))
            #expect(browser.text.contains("05.10.2024") && browser.text.contains("Stadtwerke\nKreis"))
            try browser.send([("title", "Neuer Titel")])
            #expect(browser.status == 303)
            try browser.follow()
            #expect(browser.words.contains("Gespeichert.") && browser.words.contains("Neuer Titel"))
            let measure = try town.node.store.read { connection in
                try StrategyStore.read(connection).measure(try code("eins"))
            }
            #expect(measure?.start?.description == "2024-10-05" && measure?.partners == ["Stadtwerke", "Kreis"])
        }
    }

    @Test func twoEditorsSeeBothTexts() throws {
        try house { town, house, first in
            let second = try house.person("zweite", "Projektleitung", [.author])
            try first.get("/staff/strategy/edit/head")
            try second.get("/staff/strategy/edit/head")
            try first.send([("vision", "Vision der Ersten")])
            #expect(first.status == 303)
            try second.send([("vision", "Vision der Zweiten")])
            try second.follow()
            #expect(second.status == 409)
            #expect(second.words.contains("A. Admin (Leitung) hat am"))
            #expect(second.words.contains("Vision der Ersten") && second.words.contains("Vision der Zweiten"))
            // Nothing is lost by going away.
            try second.get("/staff/strategy")
            #expect(second.words.contains("Ihr Text wartet noch"))
            try second.get("/staff/strategy/kept/1")
            try second.send([("vision", "Beides zusammen")], form: 0)
            #expect(second.status == 303)
            #expect(try town.node.store.read { try StrategyStore.read($0) }.vision == "Beides zusammen")
            try second.get("/staff/strategy")
            #expect(!second.words.contains("Ihr Text wartet noch"))
            // Nobody reads what somebody else has typed and not saved.
            try first.get("/staff/strategy/edit/head")
            try second.get("/staff/strategy/edit/head")
            try first.send([("vision", "drei")])
            try second.send([("vision", "vier")])
            #expect(try first.get("/staff/strategy/kept/2").status == 404)
            // Nor does anybody else let it go, by a form that names it.
            try first.get("/staff/strategy/edit/head")
            try first.send([("vision", "fünf"), ("kept", "2")])
            #expect(first.status == 303)
            #expect(try second.get("/staff/strategy/kept/2").status == 409)
            #expect(second.words.contains("vier"))
        }
    }

    /// Tables that compare two texts speak the form's language, also of a row that only one of the two has.
    @Test func comparisonsUseTheWordsOfTheForm() throws {
        try house { _, house, first in
            let second = try house.person("zweite", "Projektleitung", [.author])
            for part in ["basics", "components"] {
                try first.get("/staff/strategy/edit/measure/eins/\(part)")
                try second.get("/staff/strategy/edit/measure/eins/\(part)")
                let typed =
                    part == "basics"
                    ? [("status", "stopped")]
                    : (1...9).flatMap {
                        [("component-\($0)-title", "Teil \($0)"), ("component-\($0)-status", "stopped")]
                    }
                try first.send(typed)
                #expect(first.status == 303)
                try second.send([(part == "basics" ? "title" : "component-1-title", "Anders")])
                try second.follow()
                #expect(second.status == 409)
                for page in [second, try first.get("/staff/strategy/history/measure/eins/\(part)")] {
                    let table = try #require(page.text.components(separatedBy: "<table").dropFirst().first)
                        .components(separatedBy: "</table>")[0]
                    #expect(table.contains("eingestellt"))
                    for word in ["stopped", "component-", "unknown"] {
                        #expect(!table.contains(word), "\(word) \(part)")
                    }
                }
            }
        }
    }

    @Test func aCouncilDecisionNeedsASecondPerson() throws {
        try house { town, house, admin in
            let author = try house.person("autorin", "Projektleitung", [.author])
            let approver = try house.person("freigabe", "Amtsleitung", [.approver])
            try author.get("/staff/strategy/edit/head")
            try author.send([("vision", "Beschlossene Vision")])
            try author.get("/staff/strategy/adopt")
            try author.send([("body", "Rat"), ("date", "2026-10-06"), ("number", "1/26")])
            #expect(author.status == 422)
            #expect(author.words.contains("Dieses Datum liegt in der Zukunft. Ein Beschluss kann erst"))
            try author.send([("date", "5.10.2026")])
            #expect(author.status == 303)
            try author.follow()
            #expect(author.words.contains("Zum Freigeben fehlt Ihnen die Rolle"))
            try admin.get("/staff/strategy")
            #expect(admin.words.contains("Wartet auf eine zweite Person"))
            try approver.get("/staff/strategy/proposals/1")
            #expect(approver.words.contains("Beschlossene Vision"))
            try approver.send([], form: 0)
            #expect(approver.status == 303)
            try approver.follow()
            #expect(approver.words.contains("Bestätigt: Das ist eine angenommene Fassung"))
            try approver.get("/staff/strategy/versions")
            #expect(approver.words.contains("bestätigt von freigabe (Amtsleitung)"))
            // The first version came with the import.
            try approver.get("/staff/strategy/difference?from=1&to=2")
            #expect(
                approver.text.contains("<del>Marke1</del>") && approver.text.contains("<ins>Beschlossene Vision</ins>"))
            // The public start page shows what is adopted.
            let citizen = house.visitor()
            try citizen.get("/")
            #expect(citizen.words.contains("Beschlossene Vision") && citizen.words.contains("5. Oktober 2026"))
        }
    }

    @Test func whoeverWroteItCannotApproveIt() throws {
        try house { _, _, admin in
            try admin.get("/staff/strategy/adopt")
            try admin.send([("body", "Rat"), ("date", "2026")])
            try admin.follow()
            #expect(admin.words.contains("Daran haben Sie selbst gearbeitet"))
            try admin.post(
                "/staff/strategy/proposals/1",
                [
                    ("csrf", try csrf(admin)),
                    ("do", "approve"),
                ])
            #expect(admin.status == 409)
        }
    }

    private func csrf(_ browser: StaffBrowser) throws -> String {
        try browser.get("/staff/strategy/edit/head")
        return try #require(browser.forms.first?.fields.first { $0.0 == "csrf" }?.1)
    }

    @Test func profilesArePublicOnlyWhereTheTownWantsIt() throws {
        try house { _, house, admin in
            let citizen = house.visitor()
            #expect(try citizen.get("/measures/eins").status == 404)
            try admin.get("/staff/strategy/measures/eins")
            try admin.send([])
            #expect(try citizen.get("/measures/eins").status == 200)
            #expect(citizen.words.contains("Marke9"))
            #expect(try citizen.get("/measures/zwei").status == 404)
            try admin.get("/staff/strategy/publish")
            try admin.send([])
            #expect(try citizen.get("/measures/zwei").status == 200)
        }
    }

    @Test func deletingAsksForTheName() throws {
        try house { _, _, admin in
            try admin.get("/staff/strategy/delete/field/klima")
            #expect(admin.status == 409 && admin.words.contains("wird noch gebraucht"))
            try admin.get("/staff/strategy/delete/measure/zwei")
            try admin.send([("name", "falsch")])
            #expect(admin.status == 422 && admin.words.contains("Das ist nicht der Name"))
            try admin.send([("name", "zwei")])
            try admin.follow()
            #expect(admin.words.contains("Zwei Maßnahme"))
            try admin.send([])
            #expect(try admin.follow().words.contains("Zwei"))
        }
    }

    @Test func searchFindsByWordStatusAndField() throws {
        try house { _, _, admin in
            for (query, wanted, other) in [
                ("q=marke8", "Marke8", "Zwei"), ("status=planned", "Zwei", "Marke8"), ("field=klima", "Marke8", "Zwei"),
                ("guideline=goals", "Marke8", "Zwei"),
            ] {
                try admin.get("/staff/strategy/measures?\(query)")
                let table = try #require(admin.text.range(of: "<tbody>"))
                let rows = admin.text[table.lowerBound...]
                #expect(rows.contains(wanted) && !rows.contains(">\(other)<"), "\(query)")
            }
            try admin.get("/staff/strategy/measures?q=nirgends")
            #expect(admin.words.contains("Keine Maßnahme passt dazu"))
        }
    }

    @Test func theCostsForTheFunderBeginNoFormula() throws {
        let town = try TestNode()
        var measure = Measure(id: try code("m"), title: "=HYPERLINK(\"x\";\"y\")")
        measure.code = "-1"
        measure.status = .running
        measure.costs = [
            Measure.Cost(
                ownShare: ExactDecimal("10.50"), planned: ExactDecimal("1000.00"), source: "Bund; KfW", spent: nil,
                year: 2024)
        ]
        let table = CostTable(measures: [measure], language: .german)
        let excel = table.bytes(.excel)
        #expect(excel.starts(with: [0xEF, 0xBB, 0xBF]))
        let lines = String(decoding: excel.dropFirst(3), as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines[1] == "m;'-1;\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\";in Umsetzung;2024;\"Bund; KfW\";1000,00;;10,50")
        let neutral = String(decoding: table.bytes(.neutral), as: UTF8.self).components(separatedBy: "\r\n")
        #expect(neutral[1].hasSuffix(",2024,Bund; KfW,1000.00,,10.50"))
        _ = town
    }

    @Test func theLogoIsAPictureAndNothingElse() throws {
        try house { _, house, admin in
            try admin.get("/staff/face/logo")
            try admin.upload(Array("<svg onload='x'>".utf8), as: "picture", file: "logo.png")
            #expect(admin.status == 422 && admin.words.contains("weder PNG noch JPEG"))
            let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            let large = signature + [UInt8](repeating: 0, count: 262_144)
            try admin.upload(large, as: "picture", file: "logo.png", [("description", "Wappen")])
            #expect(admin.status == 422 && admin.words.contains("Höchstens 256 KiB") && admin.text.contains("Wappen"))
            try admin.upload(signature + [1, 2, 3], as: "picture", file: "logo.png")
            #expect(admin.status == 303)
            let citizen = house.visitor()
            #expect(try citizen.get("/").text.contains("<img src=\"/face/logo/1\" alt=\"Wappen\""))
            try citizen.get("/face/logo/1")
            guard case .bytes(let bytes) = citizen.answer.body else { throw CancellationError() }
            #expect(bytes == signature + [1, 2, 3] && citizen.answer.headers["Content-Type"] == "image/png")
            // Without a new file the picture stays; ticked away, it goes.
            try admin.get("/staff/face/logo")
            try admin.upload([], as: "picture", file: "", [("description", "")])
            #expect(try citizen.get("/").text.contains("<img src=\"/face/logo/2\" alt=\"\""))
            try admin.get("/staff/face/logo")
            try admin.upload([], as: "picture", file: "", [("remove", "yes")])
            #expect(try !citizen.get("/").text.contains("<img "))
        }
    }

    @Test func whatIsWrongWithTheFaceIsSaidAtItsField() throws {
        try house { _, house, admin in
            let second = try house.person("zweite", "Leitung", [.admin])
            try admin.get("/staff/face/look")
            try second.get("/staff/face/look")
            try admin.send([("name", "Stadt Soest"), ("accent", "#ffee00")])
            #expect(admin.status == 422 && admin.words.contains("nur einen Kontrast von 1,"))
            #expect(admin.text.contains("Stadt Soest"))
            try admin.send([("accent", "#8f3a78")])
            #expect(admin.status == 303)
            try second.send([("name", "Stadt S.")])
            #expect(second.status == 409 && second.words.contains("Stadt Soest") && second.text.contains("Stadt S."))
            try second.send([])
            #expect(second.status == 303)
            #expect(try house.visitor().get("/").words.contains("Stadt S."))
        }
    }

    @Test func extremesAreDrawn() throws {
        let town = try TestNode()
        let house = try StaffHouse(town)
        let admin = try house.admin()
        // Nothing at all.
        for path in [
            "/staff/strategy", "/staff/strategy/measures", "/staff/strategy/versions", "/staff/strategy/publish",
            "/staff/reports/year?period=2026", "/",
        ] {
            #expect(try admin.get(path).status == 200, "\(path)")
        }
        #expect(admin.words.contains("Hier steht die Strategie, sobald"))
        // Far too much, with the longest names there can be.
        let draft = try Extremes.strategy(measures: 200)
        try town.node.store.write { connection in try StrategyStore.write(draft, connection) }
        for path in [
            "/staff/strategy", "/staff/strategy/measures", "/staff/strategy/measures/m-001",
            "/staff/strategy/edit/measure/m-001/costs", "/staff/reports/year?period=2026",
        ] {
            #expect(try admin.get(path).status == 200, "\(path)")
        }
        let read = try town.node.store.read { connection in try StrategyStore.read(connection) }
        #expect(
            read.snapshot(number: 1, decision: nil).canonicalBytes
                == draft.snapshot(number: 1, decision: nil).canonicalBytes)
    }
}

enum Extremes {
    /// A strategy with everything filled to its limits.
    static func strategy(measures count: Int) throws -> StrategyDraft {
        func code(_ text: String) throws -> Code { try #require(Code(text)) }
        var draft = StrategyDraft()
        draft.title = "Smart Cities Rahmenstrategie für Südwestfalen und alle seine Kommunen"
        draft.vision = String(repeating: "Eine lange Vision. ", count: 100)
        draft.fields = try (1...8).map { number in
            StrategyDraft.Field(
                id: try code("f\(number)"), order: Int64(number),
                name: "Handlungsfeld \(number): Daseinsvorsorgeinfrastrukturentwicklung", description: "Beschreibung")
        }
        draft.goals = try (1...30).map { number in
            StrategyDraft.Goal(
                id: try code("g\(number < 10 ? "0" : "")\(number)"), field: try code("f\(number % 8 + 1)"),
                name: "Ziel \(number)")
        }
        draft.measures = try (1...count).map { number in
            let id = "m-" + String(repeating: "0", count: 3 - "\(number)".count) + "\(number)"
            var measure = Measure(id: try code(id), title: "Maßnahme \(number) für Menden (Sauerland)")
            measure.code = "M \(number)"
            measure.description = String(repeating: "Was getan wird. ", count: 30)
            measure.status = StrategyWords.statuses[number % 7]
            measure.fields = [try code("f\(number % 8 + 1)")]
            measure.goals = [try code("g\(number % 30 < 9 ? "0" : "")\(number % 30 + 1)")]
            measure.guidelines = [.transparency]
            measure.start = PartialDate("2024-\(number % 9 < 1 ? "10" : "0\(number % 9)")")
            measure.lead = "Fachbereich Zukunft und Digitales"
            measure.partners = ["Stadtwerke", "Kreis Soest"]
            measure.links = ["https://www.example.org/massnahmen/\(number)"]
            measure.progress = Measure.Progress(
                by: "Projektleitung", date: try #require(CalendarDay("2026-09-30")), percent: Int64(number % 101))
            measure.milestones = ["Konzept", "Vergabe", "Betrieb"].map {
                Measure.Milestone(date: PartialDate("2026"), isDone: $0 == "Konzept", title: $0)
            }
            measure.components = try (1...3).map {
                Measure.Component(id: try code("b\($0)"), owner: "Amt \($0)", status: .running, title: "Baustein \($0)")
            }
            measure.costs = (2024...2027).map {
                Measure.Cost(
                    ownShare: ExactDecimal("10000.00"), planned: ExactDecimal("118000.00"), source: "Bund", spent: nil,
                    year: $0)
            }
            return measure
        }
        return draft
    }
}
