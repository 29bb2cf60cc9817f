import Federation
import Testing

@testable import Hub

/// What the overview and a town's profile say of what is due, of money and of participation; and that they stay small.
@Suite struct OverviewTests {
    @Test func tellsOfFieldsGoalsMoneyAndParticipation() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        for language in ["de", "en"] {
            #expect(try DashboardPage(dashboard, "/", language: language).faults == [])
        }
        let page = try DashboardPage(dashboard, "/")
        for path in [
            "/fields/energy", "/goals/less-poverty", "/measures", "/bundles/m01", "/participation", "/compare",
        ] {
            #expect(page.text.contains("href=\"\(path)\""), "\(path)")
        }
        #expect(page.words.contains("9,98 2024"))
        #expect(page.words.contains("1 im Zeitplan"))
        // Soest plans 150,000 and Olpe 80,000; Soest has spent 92,000.50.
        #expect(page.words.contains("230.000 € 92.000,50 €"))
        #expect(page.words.contains("Was wurde aus der Beteiligung in der Region?"))
        #expect(page.text.contains("action=\"/changes\""))
    }

    @Test func staysSmallHoweverManyTownsThereAre() throws {
        let dashboard = try DashboardExtremes.federation(towns: 120, indicators: 40, quarters: 4).dashboard()
        let page = try DashboardPage(dashboard, "/")
        #expect(page.text.utf8.count < 150_000, "\(page.text.utf8.count)")
        #expect(page.words.contains("Alle Kommunen (120)"))
        #expect(page.words.contains("Alle Kennzahlen (40)"))
        #expect(!page.text.contains("href=\"/towns/town-99\""))
    }

    /// The quick look at who is late is what the rule of deliveries says of each town, all year round.
    @Test func whoIsLateIsWhoTheRuleSays() throws {
        let year = try ScriptedYear()
        var isSomebodyLate = false
        for stage in ScriptedYear.Stage.allCases {
            let state = try year.state(stage)
            let region = RegionModel(state)
            guard let framework = region.framework?.value else { continue }
            for months: Int64 in [0, 60, 400, 800] {
                let today = state.day.adding(days: months)
                for due in DuePeriod.newest(framework, before: today) {
                    for town in region.towns {
                        let delivery = state.delivery(of: town.member.tenant, in: due, today: today)
                        #expect(town.owes(due, today: today) == (delivery != nil), "\(stage) \(town.member.tenant)")
                        #expect(
                            town.isLate(due, today: today) == (delivery?.standing == .overdue),
                            "\(stage) \(town.member.tenant) \(due.period)")
                        if delivery?.standing == .overdue { isSomebodyLate = true }
                    }
                }
            }
        }
        #expect(isSomebodyLate)
    }

    @Test func saysWhoIsLate() throws {
        let federation = try DashboardGoals.federation()
        federation.day = CalendarDay("2030-06-01")
        try federation.rename("datenplattform", to: "Plattform", of: "olpe")
        let dashboard = try federation.dashboard()
        let page = try DashboardPage(dashboard, "/")
        #expect(page.faults == [])
        #expect(page.words.contains("0 von 5 Kommunen haben sie abgegeben"))
        #expect(page.words.contains("überfällig"))
        #expect(try DashboardPage(dashboard, "/towns").words.contains("Es fehlen:"))
        #expect(try DashboardPage(dashboard, "/towns/soest").words.contains("fällig und fehlt noch"))
        // On an earlier day nobody was late with it.
        #expect(!(try DashboardPage(dashboard, "/?at=\(federation.state.size - 1)").words.contains("überfällig")))
    }

    @Test func aTownShowsWhatItWorksOn() throws {
        let dashboard = try DashboardGoals.federation().dashboard()
        let page = try DashboardPage(dashboard, "/towns/soest")
        #expect(page.faults == [])
        #expect(page.text.contains("href=\"/measures?town=soest\""))
        #expect(page.text.contains("href=\"/towns/soest/measures/datenplattform\""))
        #expect(page.text.contains("href=\"/bundles/m01\""))
        #expect(page.text.contains("href=\"/compare?town=soest\""))
        #expect(page.words.contains("150.000 € 92.000,50 €"))
        #expect(try DashboardPage(dashboard, "/towns/soest?sort=colour").response.status == 400)
        #expect(try DashboardPage(dashboard, "/towns/soest?page=2").response.status == 400)
        let found = try DashboardPage(dashboard, "/towns/bad-berleburg?q=dorf")
        #expect(found.words.contains("Dorfwerkstätten"))
        #expect(!found.text.contains("href=\"/towns/bad-berleburg/measures/lorawan\""))
    }
}
