import AccountPages
import Accounts
import Crypto
import HTTP
import Pages
import Testing

@testable import Hub

struct OfficePageTests {
    private func office(_ hub: TestHub) throws -> (office: OfficePages, dashboard: Dashboard, routers: [Router]) {
        try hub.start()
        let running = try hub.running
        let sequencer = running.hub.sequencer
        let dashboard = Dashboard(
            snapshot: { sequencer.snapshot }, log: running.hub.store.log,
            site: Site(publicAddress: TestHub.address, license: "CC BY 4.0", version: Version.text))
        let office = try OfficePages(
            dashboard: dashboard, office: running.hub.office, store: running.hub.store.store, world: hub.world,
            publicAddress: "https://intern.example",
            passwordCost: try #require(ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1)))
        let operations = OperationRoutes(
            sequencer: sequencer, metrics: try HubMetrics(), regionSize: { dashboard.regionSize })
        let apart = try Routes.staffRouter(
            staff: office.routes, dashboard: dashboard, operations: operations, problems: running.problems)
        return (office, dashboard, [running.router, apart])
    }

    @Test func theOfficeListensApartAndAsksForALogIn() throws {
        let hub = try TestHub()
        defer { hub.close() }
        let (office, _, routers) = try office(hub)
        func status(_ router: Router, _ path: String) -> Int { router.handle(Request(path: path)).status }
        // The public router has none of it.
        #expect(status(routers[0], "/office") == 404 && status(routers[0], "/office/login") == 404)
        #expect(status(routers[0], "/favicon.ico") == 200)
        #expect(routers[1].handle(Request(path: "/")).headers["Location"] == "/office")
        #expect(routers[1].handle(Request(path: "/office")).headers["Location"]?.hasPrefix("/office/login?") == true)
        #expect(status(routers[1], "/office/login") == 200 && status(routers[1], "/favicon.ico") == 200)
        // What is public stands at its own address.
        let towns = routers[1].handle(Request(path: "/towns/soest", query: [(name: "lang", value: "en")]))
        #expect(towns.headers["Location"] == "\(TestHub.address)/towns/soest?lang=en")
        #expect(status(routers[1], "/nowhere") == 404)
        #expect(try office.firstAdminLink()?.hasPrefix("https://intern.example/office/link/") == true)
    }

    @Test func accountsAreManagedBesideTheRunningHub() throws {
        let hub = try TestHub()
        let (office, _, _) = try office(hub)
        let invited = try hub.command("accounts", "invite", "b.office", "--name", "B. Office", "--role", "admin")
        #expect(invited.status == 0, "\(invited.speech)")
        let link = try #require(invited.output.split(separator: "\n").last)
        #expect(link.hasPrefix("https://hub.example/office/link/"))
        let token = try #require(link.split(separator: "/").last.flatMap { Token(String($0)) })
        let password = "vier Wörter ohne Bezug"
        let desk = office.gate.site.desk
        let step = try desk.acceptInvitation(token, password: password, repeated: password)
        #expect(step.account.roles == [.admin])
        #expect(try office.firstAdminLink() == nil)
        let elsewhere = try hub.command("accounts", "list", data: hub.folder + "/nowhere")
        #expect(elsewhere.status == 1 && elsewhere.speech.contains("There is no hub here yet"))
    }
}
