import Federation
import Testing

@testable import Hub

/// Every page and number right at every position of the log.
@Suite struct ScriptedYearTests {
    private let year: ScriptedYear

    init() throws { year = try ScriptedYear() }

    @Test func everyPositionFollowsFromTheLogAlone() throws {
        for stage in ScriptedYear.Stage.allCases {
            let snapshot = try #require(year.snapshots[stage])
            let (replay, edge) = try LogReading.replay(
                year.federation.log, upTo: snapshot.checkpoint.head.size, checksTiles: false)
            #expect(replay.faults.isEmpty)
            #expect(edge.head == snapshot.checkpoint.head, "\(stage)")
            guard !snapshot.state.frameworks.isEmpty else { continue }
            let period = try #require(Period("2027-H1"))
            #expect(
                try replay.state.report(period: period).canonicalBytes
                    == snapshot.state.report(period: period).canonicalBytes, "\(stage)")
        }
    }

    @Test func everyPageIsWellFormedAtEveryPosition() throws {
        for stage in ScriptedYear.Stage.allCases {
            let dashboard = try year.dashboard(stage)
            for path in ["/", "/towns", "/indicators", "/framework", "/log", "/towns/olpe", "/towns/arnsberg"] {
                for language in ["de", "en"] {
                    let page = try DashboardPage(dashboard, path, language: language)
                    #expect(page.response.status == 200, "\(stage) \(path)")
                    #expect(page.faults == [], "\(stage) \(path) \(language)")
                }
            }
        }
    }

    @Test func consultationIsPartOfTheLog() throws {
        #expect(try year.state(.drafted).currentConsultation?.entries.count == 0)
        #expect(try year.state(.positions).currentConsultation?.unanswered == 2)
        let answered = try #require(try year.state(.answered).currentConsultation)
        #expect(answered.unanswered == 0)
        #expect(answered.entries.map { $0.answer?.value.result } == [.takenOver, .noted])
        // Published: no draft is open any more, and the table of the consultation stays.
        #expect(try year.state(.published).currentConsultation == nil)
        #expect(try year.state(.nextYear).consultations(ofVersion: 1).first?.entries.count == 2)
    }

    @Test func aVersionIsInForceOnceItsOwnRuleSaysSo() throws {
        for stage in ScriptedYear.Stage.allCases where stage >= .published {
            let state = try year.state(stage)
            let first = try #require(state.frameworks.first)
            #expect(state.isInForce(first) == (stage >= .inForce), "\(stage)")
            #expect(state.frameworks.count == (stage >= .amended ? 2 : 1))
            // One pioneer does not follow the amendment: the first version stays the one that counts.
            #expect(state.currentFramework?.value.number == 1, "\(stage)")
            if stage >= .amended { #expect(!state.isInForce(try #require(state.frameworks.last))) }
        }
        let end = try year.state(.nextYear)
        let adopted = Dictionary(
            uniqueKeysWithValues: end.sortedMembers.map {
                ($0.tenant.text, end.adoptedFramework(of: $0.tenant)?.value.number)
            })
        #expect(
            adopted == [
                "arnsberg": 2, "bad-berleburg": 2, "brilon": 2, "menden": 1, "meschede": 2, "olpe": 2, "soest": 2,
            ])
    }

    /// First half of 2026, five towns: (70·12 + 20·9 + 50·11 + 25·8 + 45·13) ÷ 210 = 2355 ÷ 210 = 11.214.
    /// Corrected: Olpe 8.8 instead of 8.0: 2375 ÷ 210 = 11.310.
    /// Second half, with Meschede (30, 10.0) and Brilon (26, 9.5): (2355 + 300 + 247) ÷ 266 = 2902 ÷ 266 = 10.910.
    /// First half of 2027, Brilon within Meschede (56, 10.0): (2355 + 560) ÷ 266 = 2915 ÷ 266 = 10.959.
    @Test(arguments: [
        (ScriptedYear.Stage.joined, "2026-H1", nil, 0), (.reported, "2026-H1", "11.2", 5),
        (.followed, "2026-H1", "11.2", 5), (.corrected, "2026-H1", "11.3", 5), (.nextYear, "2026-H1", "11.3", 5),
        (.secondHalf, "2026-H2", "10.9", 7), (.merged, "2026-H2", "10.9", 7), (.nextYear, "2026-H2", "10.9", 7),
        (.nextYear, "2027-H1", "11.0", 6),
    ])
    func theRegionalValueIsTheOneCalculatedByHand(
        stage: ScriptedYear.Stage, period: String, value: String?, reported: Int64
    ) throws {
        let state = try year.state(stage)
        let framework = try #require(state.currentFramework?.value)
        let poverty = try #require(Code("poverty"))
        let definition = try #require(framework.indicator(poverty))
        let figure = RegionalFigures(state, framework: framework).figure(definition, in: try #require(Period(period)))
        #expect(figure.figure.value?.description == value)
        #expect(figure.figure.reported == reported)
        #expect(figure.figure.expected == max(reported, 5))
        let dashboard = try year.dashboard(stage)
        let page = try DashboardPage(dashboard, "/indicators/poverty?period=\(period)", language: "en")
        if let value { #expect(page.words.contains(value), "\(stage) \(period)") }
    }

    @Test func aCorrectionAfterTheReportMakesANewEditionThatSaysWhatChanged() throws {
        let period = try #require(Period("2026-H1"))
        let editions = try #require(try year.state(.reportedAgain).reports[period]).map(\.value)
        #expect(editions.map(\.edition) == [1, 2])
        #expect(editions[0].changes.isEmpty && editions[0].reason.isEmpty)
        #expect(editions[1].reason == "Olpe hat die Kinderarmut berichtigt.")
        // Olpe sent its whole summary again: the population kept its value and is now marked as revised.
        #expect(editions[1].changes.map { $0.indicator.text } == ["people", "poverty"])
        #expect(editions[1].changes.map { $0.before?.description } == ["210000", "11.2"])
        #expect(editions[1].changes.map { $0.after?.description } == ["210000", "11.3"])
        // The first edition stays what it was.
        #expect(try year.state(.reported).reports[period]?.first?.value.canonicalBytes == editions[0].canonicalBytes)
        let page = try DashboardPage(try year.dashboard(.reportedAgain), "/reports/2026-H1-2")
        #expect(page.words.contains("Olpe hat die Kinderarmut berichtigt."))
    }

    @Test func whoLeftByMergerIsExpectedNoMore() throws {
        let tenant = try #require(TenantID("brilon"))
        let brilon = try #require(try year.state(.nextYear).members[tenant])
        #expect(brilon.successor == TenantID("meschede"))
        #expect(brilon.isMember(on: try #require(CalendarDay("2026-12-31"))))
        #expect(!brilon.isMember(on: try #require(CalendarDay("2027-01-01"))))
    }
}
