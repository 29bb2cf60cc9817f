import Crypto
import Federation
import Service
import TestSupport
import Testing

@testable import TenantNode

struct ImportTests {
    private func refusal(_ files: [String: String]) throws -> [String] {
        var all = Fixtures.strategy
        for (name, text) in files { all[name] = Array(text.utf8) }
        do {
            _ = try StrategyTables.read(all, over: StrategyDraft(), known: KnownFramework())
            return []
        } catch {
            return error.problems.map { $0.text(.english) }
        }
    }

    @Test func readsEveryTable() throws {
        let draft = try StrategyTables.read(Fixtures.strategy, over: StrategyDraft(), known: KnownFramework())
        #expect(draft.title == "Marke0")
        #expect(draft.fields.map(\.id.text) == ["klima", "offen"])
        #expect(draft.goals.first?.field?.text == "klima")
        let measure = try #require(draft.measures.first)
        #expect(measure.costs.map { $0.planned?.description } == ["1000.50", "2.00"])
        #expect(measure.components.map(\.status) == [.done])
        #expect(measure.partners == ["Marke11", "Marke12"])
        #expect(draft.mappings.count == 2)
        #expect(measure.milestones.map(\.title) == ["Marke19", "Ende"])
        #expect(measure.milestones.map(\.isDone) == [true, false])
        #expect(measure.milestones.map { $0.date?.description } == ["2025-06", nil])
        let day = try #require(CalendarDay("2025-12-01"))
        #expect(measure.progress == Measure.Progress(by: "Marke20", date: day, percent: 40))
        #expect(draft.measures.last?.progress == nil)
    }

    @Test func partsStayUnlessTheirTableIsReplaced() throws {
        let present = try StrategyTables.read(Fixtures.strategy, over: StrategyDraft(), known: KnownFramework())
        let measures = try #require(Fixtures.strategy["measures.csv"])
        let again = try StrategyTables.read(["measures.csv": measures], over: present, known: KnownFramework())
        #expect(present.changes(to: again).filter { !$0.isNothing }.isEmpty)
        let without = try StrategyTables.read(
            ["milestones.csv": Array("measure,title\n".utf8), "progress.csv": Array("measure,percent,date,by\n".utf8)],
            over: present, known: KnownFramework())
        #expect(without.measures.allSatisfy { $0.milestones.isEmpty && $0.progress == nil })
        let changes = present.changes(to: without).filter { !$0.isNothing }
        #expect(changes.map { "\($0.table) \($0.removed)" } == ["milestones.csv 2", "progress.csv 1"])
    }

    @Test(arguments: [
        ("fields.csv", "id,order,name\nKlima,1,x\n", "fields.csv, row 2, column id: \"Klima\" is not an identifier"),
        ("fields.csv", "id,order,name\na,0,x\n", "fields.csv, row 2, column order: \"0\" is not a whole number"),
        (
            "fields.csv", "id,order\na,1\n",
            "fields.csv, row 1, column name: The column is missing. Accepted is: name, Bezeichnung."
        ),
        ("fields.csv", "id,order,name,colour\na,1,x,red\n", "fields.csv, row 1: The column \"colour\" is not known."),
        (
            "fields.csv", "id,Kennung,order,name\na,a,1,x\n",
            "fields.csv, row 1, column id: The column stands there twice."
        ),
        ("fields.csv", "id order name\n", "fields.csv, row 1: The separator could not be found out."),
        ("fields.csv", "id,order,name\na,1\n", "fields.csv, row 2: The row has 2 cells, the header 3."),
        ("fields.csv", "id,order,name\na,1,\"x\n", "fields.csv, row 2: A quotation mark is not closed."),
        ("fields.csv", "id,order,name\na,1,\"x\" y\n", "fields.csv, row 2: Text follows the closing quotation mark."),
        ("fields.csv", "id,order,name\na,1,x\"y\n", "fields.csv, row 2: A quotation mark inside a cell."),
        ("fields.csv", "id,order,name\nklima,1,x\n\nklima,2,y\n", "fields.csv, row 4: \"klima\" stands there twice."),
        (
            "milestones.csv", "measure,title,date,done\ndrei,x,,\n",
            "milestones.csv, row 2, column measure: \"drei\" does not exist; please look in measures.csv."
        ),
        (
            "milestones.csv", "measure,title,date,done\neins,,,\n",
            "milestones.csv, row 2, column title: Something must stand here."
        ),
        (
            "milestones.csv", "measure,title,date,done\neins,x,,ja\n",
            "milestones.csv, row 2, column done: \"ja\" is not known here. Expected is one of: no, yes."
        ),
        (
            "progress.csv", "measure,percent,date,by\neins,101,2025-12-01,x\n",
            "progress.csv, row 2, column percent: \"101\" is not a whole number"
        ),
        (
            "progress.csv", "measure,percent,date,by\neins,40,2025-12,x\n",
            "progress.csv, row 2, column date: \"2025-12\" is not a day: expected is, for example, 2021-10-06."
        ),
        (
            "progress.csv", "measure,percent,date,by\neins,40,2025-12-01,\n",
            "progress.csv, row 2, column by: Something must stand here."
        ),
        (
            "progress.csv", "measure,percent,date,by\neins,40,2025-12-01,x\neins,50,2025-12-02,x\n",
            "progress.csv, row 3: \"eins\" stands there twice."
        ),
        (
            "goals.csv", "id,field,name\na,wald,x\n",
            "goals.csv, row 2, column field: \"wald\" does not exist; please look in fields.csv."
        ),
        (
            "measures.csv", "id,title,status\na,x,laeuft\n",
            "measures.csv, row 2, column status: \"laeuft\" is not known here."
        ),
        (
            "measures.csv", "id,title,status,start\na,x,done,06.10.2021\n",
            "measures.csv, row 2, column start: \"06.10.2021\" is not a date."
        ),
        (
            "measures.csv", "id,title,status,start\na,x,done,2021-02-29\n",
            "measures.csv, row 2, column start: \"2021-02-29\" is not a date."
        ),
        (
            "measures.csv", "id,title,status,links\na,x,done,javascript:x\n",
            "measures.csv, row 2, column links: Not an address"
        ),
        (
            "measures.csv", "id,title,status\na,x\u{202E}y,done\n",
            "measures.csv, row 2, column title: The text holds a control character."
        ),
        (
            "costs.csv", "measure,year,source,planned\neins,2024,x,1.005\n",
            "costs.csv, row 2, column planned: An amount has at most 2 decimals"
        ),
        (
            "costs.csv", "measure,year,source,planned\neins,2024,x,1.000,00\n",
            "costs.csv, row 2: The row has 5 cells, the header 4."
        ),
        (
            "strategy.csv", "key,value\ntitle,a\ntitle,b\n",
            "strategy.csv, row 3, column key: The key \"title\" stands there twice."
        ),
        ("strategy.csv", "key,value\nvision,a\n", "strategy.csv, column title: The key \"title\" is missing."),
        (
            "mappings.csv", "kind,own,framework\nfield,wald,energy\n",
            "mappings.csv, row 2, column own: \"wald\" does not exist"
        ),
    ])
    func namesWhatIsWrong(_ file: String, _ text: String, _ expected: String) throws {
        let problems = try refusal([file: text])
        #expect(problems.contains { $0.hasPrefix(expected) }, "\(problems)")
    }

    @Test func tooLongSaysByHowMuch() throws {
        let problems = try refusal(["fields.csv": "id,order,name\na,1,\(String(repeating: "ä", count: 101))\n"])
        #expect(problems.contains { $0.contains("too long by 2 bytes; at most 200") })
    }

    @Test func takesTheRealTownsOfTheRepository() throws {
        for town in ["arnsberg", "bad-berleburg", "menden", "olpe", "soest"] {
            let folder = "config/suedwestfalen/towns/\(town)"
            var files: [String: [UInt8]] = [:]
            for name in StrategyTables.names { files[name] = try Files.readFile("\(folder)/\(name)", maximum: 1 << 20) }
            let draft = try StrategyTables.read(files, over: StrategyDraft(), known: KnownFramework())
            #expect(!draft.title.isEmpty && !draft.measures.isEmpty)
            let rows = try IndicatorTable.read(
                try Files.readFile("\(folder)/indicators.csv", maximum: 1 << 20), file: "indicators.csv",
                known: KnownFramework(), today: try #require(CalendarDay("2026-10-05")))
            #expect(rows.count > 50)
            _ = try AdoptionTable.read(
                try Files.readFile("\(folder)/adoption.csv", maximum: 1 << 20), file: "adoption.csv")
        }
    }

    @Test(arguments: [
        ("rate,2024,13,,,,,,", ""), ("rate,2024,13.123,,,,,,", "column value: 13.123 has 3 decimals"),
        ("rate,2027,13,,,,,,", "column period: The period 2027 has not begun yet."),
        ("rate,2024-Q1,13,,,,,,", "column period: This indicator is reported by year"),
        ("rate,2024,101,,,,,,", "column value: 101.00 is above 100.00"),
        ("rate,2024,,,,,,,", "column value: The value is missing."),
        ("rate,2024,1,,,missing,,,", "column status: With \"missing\" there is no number."),
        ("rate,2024,,1,2,,,,", "column value: This indicator is reported as a value."),
        ("share,2024,1,,,,,,", "column numerator: This indicator is reported as numerator and denominator."),
        ("share,2024,,1,,,,,", "column denominator: Numerator and denominator belong together."),
        ("rate,2024,1,1,2,,,,", "column value: Value and numerator/denominator stand together"),
        ("trees,2024,1,,,,,,", "column indicator: The indicator \"trees\" does not exist"),
        ("rate,31.12.2024,1,,,,,,", "column period: \"31.12.2024\" is not a period."),
        ("rate,2024,ca. 5,,,,,,", "column value: \"ca. 5\" is not a number."),
        ("rate,2024,5,,,,sicher,,", "column flags: \"sicher\" is not known here."),
    ])
    func checksIndicatorsAgainstTheFramework(_ row: String, _ expected: String) throws {
        let today = try #require(CalendarDay("2026-10-05"))
        var known = KnownFramework()
        known.add([try Framework(canonicalBytes: Array(Fixtures.framework.utf8))])
        let table = "indicator,period,value,numerator,denominator,status,flags,level,comment\n\(row)\n"
        do {
            let rows = try IndicatorTable.read(
                Array(table.utf8), file: "indicators.csv", known: known, today: today)
            #expect(expected.isEmpty)
            #expect(rows.first?.value?.description == "13.00")
        } catch {
            let problems = error.problems.map { $0.text(.english) }
            #expect(
                !expected.isEmpty && problems.contains { $0.hasPrefix("indicators.csv, row 2, " + expected) },
                "\(problems)")
        }
    }

    /// Whatever comes in, nothing traps, and what is taken can be stored and read back as the same draft.
    @Test func survivesMutations() throws {
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet: [UInt8] = Array(",;\t\"\n\r|x0.-".utf8) + [0xC3, 0x00, 0xFF, 0xE2]
        for round in 0..<thorough(4000) {
            var files = Fixtures.strategy
            let name = StrategyTables.names[random(StrategyTables.names.count)]
            var bytes = try #require(files[name])
            for _ in 0...random(4) {
                switch random(3) {
                case 0 where !bytes.isEmpty: bytes.remove(at: random(bytes.count))
                case 1: bytes.insert(alphabet[random(alphabet.count)], at: random(bytes.count + 1))
                default: if !bytes.isEmpty { bytes[random(bytes.count)] = alphabet[random(alphabet.count)] }
                }
            }
            files[name] = bytes
            guard let draft = try? StrategyTables.read(files, over: StrategyDraft(), known: KnownFramework()) else {
                continue
            }
            let framework = try Framework(canonicalBytes: Array(Fixtures.framework.utf8))
            let published = draft.published(
                for: framework, reference: Reference(index: 1, sha256: SHA256.digest([])), number: 1)
            if draft.title.isEmpty { continue }
            #expect(throws: Never.self, "round \(round) \(name)") {
                try Strategy(canonicalBytes: published.canonicalBytes)
            }
        }
    }

    @Test func storesAndReadsBackTheSame() throws {
        let town = try TestNode()
        try town.importAll()
        let stored = try town.node.store.read { connection in try StrategyStore.read(connection) }
        let draft = try StrategyTables.read(Fixtures.strategy, over: StrategyDraft(), known: KnownFramework())
        #expect(stored.changes(to: draft).filter { !$0.isNothing }.isEmpty)
        #expect(StrategyDraft().changes(to: draft).map(\.added).reduce(0, +) > 10)
        let rows = try town.node.store.read { connection in try ObservationStore.observations(connection) }
        #expect(rows.count == 4)
    }
}
