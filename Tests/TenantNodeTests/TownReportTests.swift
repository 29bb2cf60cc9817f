import Federation
import Pages
import Service
import Testing

@testable import TenantNode

/// The town's reports tell of their period: the version that held then, indicators by name, and everything that is known.
struct TownReportTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    @Test func aReportUsesTheVersionThatHeldInItsPeriod() throws {
        try joined { _, town in
            func adopt(_ title: String, _ date: String) throws {
                try town.node.store.write { connection in
                    let old = try StrategyStore.read(connection)
                    var new = old
                    new.title = title
                    if let measure = new.measures.first {
                        var renamed = measure
                        renamed.title = "Maßnahme \(title)"
                        new.put(renamed)
                    }
                    try StrategyStore.save(from: old, to: new, connection)
                }
                let draft = try town.node.store.read { try StrategyStore.read($0) }
                let decision = Decision(body: "Rat", date: PartialDate(date), link: "", number: title)
                _ = try StrategyApproval(node: town.node).adopt(decision, isSelfApproved: false, seen: draft)
            }
            try adopt("Erste", "2024-06-30")
            try adopt("Zweite", "2026-01-15")
            let held = { (text: String) in
                try town.node.store.read { connection in try VersionStore.holding(on: try day(text), connection) }
            }
            #expect(try held("2024-06-29")?.strategy.title != "Erste")
            #expect(try held("2024-06-30")?.strategy.title == "Erste")
            #expect(try held("2026-01-14")?.strategy.title == "Erste")
            #expect(try held("2026-01-15")?.strategy.title == "Zweite")
            func report(_ period: String) throws -> String {
                let report = try StatusReport.make(try #require(Period(period)), town.node, .german)
                return String(decoding: HTML.fragment(report.body).rendered(), as: UTF8.self)
            }
            #expect(try report("2024").contains("Maßnahme Erste") && !report("2024").contains("Maßnahme Zweite"))
            #expect(try report("2026").contains("Maßnahme Zweite") && !report("2026").contains("Maßnahme Erste"))
        }
    }

    @Test func measuresAddedSinceStayAndDroppedOnesStandAsDecided() throws {
        func measure(_ id: String, _ title: String, _ status: MeasureStatus) throws -> Measure {
            var measure = Measure(id: try #require(Code(id)), title: title)
            measure.status = status
            return measure
        }
        var then = StrategyDraft()
        then.measures = [try measure("kept", "Alt", .planned), try measure("gone", "Weg", .running)]
        var now = StrategyDraft()
        now.measures = [try measure("kept", "Neu", .done), try measure("new", "Dazu", .running)]
        let reported = now.reported(under: then.snapshot(number: 1, decision: nil))
        #expect(reported.measures.map(\.title) == ["Weg", "Alt", "Dazu"])
        #expect(reported.measures.map(\.status) == [.running, .done, .running])
    }

    @Test func localIndicatorsStandInReportsByTheirNames() throws {
        try staffed { _, town, house in
            let author = try house.person("a.author", [.author])
            let path = "/staff/indicators/new"
            let saved = try author.send(
                try author.get(path), to: path,
                ["id": "baenke", "name-de": "Bänke in der Innenstadt", "kind": "count"])
            #expect(saved.status == 303, "\(saved.words)")
            let local = try #require(
                try town.node.store.read { try LocalIndicatorStore.all($0) }.first?.definition)
            try town.node.store.write { connection in
                for (period, value) in [("2024", "12"), ("2023-Q4", "11")] {
                    let observation = StoredObservation(
                        key: Observation.Key(indicator: local.id, period: try #require(Period(period))),
                        value: ExactDecimal(value), numerator: nil, denominator: nil, status: .reported,
                        flags: [], level: .town, comment: "")
                    try ObservationStore.merge([observation], connection)
                }
            }
            let report = try author.get("/staff/reports/year?period=2024")
            #expect(report.has("Bänke in der Innenstadt") && !report.has(local.id.text))
            // A value of another kind of period is not hidden.
            let page = try author.get("/staff/indicators/series/\(local.id)")
            #expect(page.has("Werte anderer Zeiträume") && page.has("4. Quartal 2023"))
        }
    }

    @Test func theTownIsToldThatItsMembershipEnds() throws {
        try staffed { hub, town, house in
            let reader = try house.person("r.reader", [.reader])
            let member = try #require(
                try town.node.log(of: try town.node.membership("region")).state.members.values.first)
            try hub.say(
                .membership(
                    MembershipChange(
                        from: try day("2026-10-01"), location: nil, name: member.name, official: member.official,
                        reason: "Ratsbeschluss", role: member.role, successor: nil, tenant: member.tenant,
                        until: try day("2027-01-01"))))
            try LogFollower(node: town.node, name: "region").follow()
            #expect(try reader.get("/staff").has("Die Mitgliedschaft endet mit dem Tag vor dem 1. Januar 2027."))
            #expect(try NodeStatus.read(town.node).json.canonicalBytes.isEmpty == false)
        }
    }

    @Test func aRefusedFileStandsInTheFormToBeMended() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let path = "/staff/indicators/import"
            let table = "indicator;period;value\nchild-poverty;2024;viel\n"
            let refused = try author.upload(
                path,
                [
                    (name: "table", fileName: nil, bytes: []),
                    (name: "notation", fileName: nil, bytes: Array("auto".utf8)),
                    (name: "file", fileName: "werte.csv", bytes: Array(table.utf8)),
                ])
            #expect(refused.status == 422)
            let kept = refused.form(to: path)?.first { $0.0 == "table" }?.1
            #expect(kept == table, "\(refused.words)")
        }
    }
}
