import Federation
import Foundation
import Testing

@testable import Hub

/// Every number that is counted or added up opens its calculation, which comes to the same number.
@Suite struct CalculationPageTests {
    /// What the overview keeps up entry by entry is what the calculation comes to, all year round.
    @Test func calculationsComeToTheNumbersShown() throws {
        let year = try ScriptedYear()
        var states = try ScriptedYear.Stage.allCases.map { try year.state($0) }
        states.append(try DashboardGoals.federation().snapshot().state)
        var compared = 0
        for state in states {
            let region = RegionModel(state)
            func expect(_ asked: CountQuestion.Measures, _ number: Int64) {
                let total = CountExplanation(.measures(asked), state).total?.units ?? 0
                #expect(total == number, "\(asked) at \(state.size)")
                if number > 0 { compared += 1 }
            }
            func expect(_ asked: CountQuestion.Measures, _ part: MeasureStanding.Part) {
                expect(asked, part.tally.count)
                expect(asked.asking(.underway), part.tally.underWay)
                expect(asked.asking(.towns), Int64(part.towns))
                expect(asked.asking(.planned), part.tally.planned?.units ?? 0)
                expect(asked.asking(.spent), part.tally.spent?.units ?? 0)
                for count in part.tally.list { expect(asked.asking(.measures, status: count.status), count.count) }
            }
            expect(.init(), Int64(region.measures.total))
            expect(.init(isWithoutField: true), Int64(region.measures.unmapped))
            for standing in region.fields { expect(.init(field: standing.field.id), standing.measures) }
            for standing in region.goals { expect(.init(goal: standing.goal.id), standing.measures) }
            for standing in region.bundles { expect(.init(bundle: standing.bundle.id), standing.part) }
            for stage in FunnelModel.Stage.allCases {
                let explained = CountExplanation(stage.question, state)
                #expect((explained.total?.units ?? 0) == (region.funnel.count(stage).published ?? 0))
                #expect(explained.isLowerBound == region.funnel.count(stage).isPartlySuppressed)
            }
            for dimension in Summary.Participation.Dimension.allCases where dimension != .whole {
                for (part, count) in region.funnel.parts(dimension) {
                    let explained = CountExplanation(.participation(.init(.contributions, part)), state)
                    #expect((explained.total?.units ?? 0) == (count.published ?? 0))
                    #expect(explained.isLowerBound == count.isPartlySuppressed)
                    compared += 1
                }
            }
            #expect((CountExplanation(.adoptions, state).total?.units ?? 0) == Int64(region.adopted))
            if let newest = region.newestPeriod {
                let explained = CountExplanation(.summaries(newest), state)
                #expect((explained.total?.units ?? 0) == Int64(region.reportedInNewestPeriod))
            }
            for report in state.newestReports {
                // As the log stood when it was made.
                guard report.value.size == state.size - 1 else { continue }
                for count in report.value.measures {
                    expect(.init(status: count.status, upTo: report.value.period), count.count)
                }
            }
        }
        #expect(compared > 50)
    }

    @Test func aCalculationNamesRuleSharesStatementsAndCommand() throws {
        let federation = try DashboardGoals.federation()
        let dashboard = try federation.dashboard()
        let size = try federation.snapshot().state.size
        for (language, result) in [("de", "Ergebnis: 180.000\u{A0}€."), ("en", "Result: €180,000.")] {
            let page = try DashboardPage(
                dashboard, "/calculations/measures?number=planned&bundle=m01", language: language)
            #expect(page.response.status == 200)
            #expect(page.faults == [])
            #expect(page.text.contains(result), "\(language)")
            #expect(page.text.contains("--number planned --bundle m01 --as-of \(size - 1) --policy POLICY"))
            #expect(page.text.contains("/api/v1/calculations/measures?number=planned&amp;bundle=m01"))
        }
        let page = try DashboardPage(dashboard, "/calculations/measures?number=planned&bundle=m01")
        #expect(page.text.contains("80.000\u{A0}€ + 100.000\u{A0}€ = 180.000\u{A0}€"))
        #expect(page.words.contains("gemeldet am"))
        #expect(page.text.contains("href=\"/measures?town=soest&amp;bundle=m01\""))
        #expect(page.text.contains("href=\"/log/statement/"))
        // Spent: Olpe states no amount, and that is no zero.
        let spent = try DashboardPage(dashboard, "/calculations/measures?number=spent&bundle=m01")
        #expect(spent.words.contains("Ohne Angabe: Arnsberg, Bad Berleburg, Menden (Sauerland), Olpe."))
        let contributions = try DashboardPage(
            dashboard, "/calculations/participation?figure=contributions&by=field&key=energy")
        #expect(contributions.words.contains("30 + 12 = 42"))
        #expect(contributions.faults == [])
        #expect(try DashboardPage(dashboard, "/calculations/adoptions").words.contains("Ergebnis: 5."))
        #expect(try DashboardPage(dashboard, "/calculations/summaries").words.contains("Ergebnis: 2."))
    }

    @Test func pagesLeadToCalculations() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        func expect(_ path: String, _ addresses: String...) throws {
            let page = try DashboardPage(dashboard, path)
            #expect(page.faults == [], "\(path)")
            for address in addresses {
                #expect(page.text.contains("href=\"/calculations/\(address)\""), "\(path): \(address)")
                let plain = address.replacing("&amp;", with: "&")
                let target = try DashboardPage(dashboard, "/calculations/\(plain)")
                #expect(target.response.status == 200, "\(address)")
            }
        }
        try expect(
            "/", "adoptions", "summaries?period=2023", "measures?number=underway", "measures?status=running",
            "measures?number=planned&amp;status=done", "measures?field=energy", "measures?goal=less-poverty",
            "measures?bundle=m01", "measures?unmapped=yes")
        try expect(
            "/fields/energy", "measures?number=underway&amp;field=energy", "measures?number=spent&amp;field=energy",
            "measures?status=running&amp;field=energy", "participation?figure=contributions&amp;by=field&amp;key=energy"
        )
        try expect("/goals/less-poverty", "measures?number=underway&amp;goal=less-poverty")
        try expect(
            "/bundles/m01", "measures?number=towns&amp;bundle=m01", "measures?number=planned&amp;bundle=m01",
            "measures?number=spent&amp;bundle=m01")
        try expect("/bundles", "measures?number=planned&amp;bundle=m01")
        try expect(
            "/participation", "participation?figure=answered",
            "participation?figure=contributions&amp;by=field&amp;key=energy",
            "participation?figure=contributions&amp;by=field")
        try expect("/measures?field=energy", "measures?field=energy")
    }

    /// A report's numbers lead to how they were counted when it was computed.
    @Test func reportsLeadToTheirOwnPosition() throws {
        let federation = try DashboardGoals.federation()
        try federation.report("2023")
        let dashboard = try federation.dashboard()
        let size = try federation.snapshot().state.size - 1
        let page = try DashboardPage(dashboard, "/reports/2023-1")
        #expect(page.faults == [])
        #expect(page.text.contains("/calculations/measures?status=running&amp;until=2023&amp;at=\(size)"))
        let target = try DashboardPage(dashboard, "/calculations/measures?status=running&until=2023&at=\(size)")
        #expect(target.response.status == 200)
        #expect(target.words.contains("1 + 1 + 2 + 1 + 1 = 6"))
        #expect(target.text.contains("--until 2023 --as-of \(size - 1)"))
        #expect(target.text.contains("/api/v1/calculations/measures?status=running&amp;until=2023&amp;at=\(size)"))
    }

    @Test func theSameAsJSON() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        func asked(_ query: String) throws -> [String: Any] {
            let page = try DashboardPage(dashboard, "/api/v1/calculations/\(query)")
            return try #require(try JSONSerialization.jsonObject(with: Data(page.text.utf8)) as? [String: Any])
        }
        let planned = try asked("measures?number=planned&bundle=m01")
        #expect(planned["value"] as? String == "180000.00")
        #expect(planned["lower_bound"] as? Bool == false)
        let shares = try #require(planned["contributions"] as? [[String: Any]])
        #expect(shares.count == 5)
        let soest = try #require(shares.first { $0["tenant"] as? String == "soest" })
        #expect(soest["value"] as? String == "100000.00")
        #expect(soest["period"] as? String == "2023")
        #expect(soest["statement"] is [String: Any])
        #expect(try asked("participation?figure=answered")["value"] as? String == "39")
        #expect(try asked("adoptions")["value"] as? String == "5")
        #expect(try asked("summaries?period=2022")["value"] as? String == "5")
        // Each word may stand there, but together they name a part that there is not.
        for (query, field) in [
            ("participation?by=channel", "key"), ("participation?by=group&key=post", "key"),
            ("participation?by=field&key=%5B", "key"), ("participation?figure=answered&by=channel", "by"),
        ] {
            let answer = try asked(query)
            #expect(answer["field"] as? String == field, "\(query)")
            #expect(answer["status"] as? Int == 404, "\(query)")
        }
        #expect(try asked("participation?figure=votes")["status"] as? Int == 400)
        // What is allowed is said even where that is nothing.
        let expected = try asked("participation?figure=answered&by=channel")["expected"] as? String
        #expect(expected == CountQuestion.Misread.Expected.words([]).text.de)
    }

    @Test(arguments: [
        "measures?number=all", "measures?status=lost", "measures?field=nowhere", "measures?bundle=NO",
        "measures?until=soon", "measures?unmapped=no", "participation?figure=votes", "participation?by=channel",
        "participation?by=channel&key=post", "participation?figure=pilots&by=group",
        "participation?by=field&key=none-x",
        "summaries?period=x", "measures?sort=weight", "measures?page=9", "measures?at=0",
    ])
    func whatThereIsNotIsNamed(query: String) throws {
        let page = try DashboardPage(try DashboardGoals.federation().dashboard(), "/calculations/\(query)")
        #expect(page.response.status == 400, "\(query)")
    }

    @Test func anUnknownKindIsNotFound() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        #expect(try DashboardPage(dashboard, "/calculations/everything").response.status == 404)
        // Nobody has reported anything.
        let empty = try DashboardFederation()
        try empty.found()
        #expect(try DashboardPage(try empty.dashboard(), "/calculations/summaries").response.status == 404)
        let none = try DashboardPage(try empty.dashboard(), "/calculations/measures")
        #expect(none.response.status == 200)
        #expect(none.faults == [])
    }
}
