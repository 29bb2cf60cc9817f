import HTTP
import Ledger
import Pages
import Service
import Synchronization

/// `serve`: runs the hub until SIGTERM.
enum ServeCommand {
    static let command = Service.Command(
        ["serve"], Wording(de: "Den Hub betreiben", en: "Run the hub"),
        details: Wording(
            de:
                "Läuft bis SIGTERM oder Strg-C, beantwortet dann die laufenden Anfragen und schließt das Protokoll.\nSIGHUP liest die TLS-Zertifikate neu.",
            en:
                "Runs until SIGTERM or Ctrl-C, then answers the requests in progress and closes the log.\nSIGHUP reads the TLS certificates anew."
        )
    ) { invocation, console in
        let settings = try HubSettings(invocation)
        let world = World.live(logFormat: settings.logFormat, logLevel: settings.logLevel)
        let stopping = Service.Signal()
        let server = ServerBox()
        let signals = try Signals(terminate: { stopping.notify() }, reload: { server.reload(world.log) })
        defer { withExtendedLifetime(signals) {} }
        try run(settings, world, console, server, stopping)
        return 0
    }

    private static func run(
        _ settings: HubSettings, _ world: World, _ console: Console, _ box: ServerBox, _ stopping: Service.Signal
    ) throws {
        let hub = try OpenHub(settings, world: world)
        defer { hub.close() }
        let problems = Problems(publicAddress: settings.publicAddress)
        let sequencer = hub.sequencer
        let dashboard = Dashboard(
            snapshot: { sequencer.snapshot }, log: hub.store.log,
            site: Site(
                publicAddress: settings.publicAddress, accent: settings.accent, footerLinks: settings.footer,
                license: settings.license, version: Version.text))
        let machine = LogRoutes(
            log: hub.store.log, sequencer: sequencer, intake: Intake(sequencer: sequencer, world: world),
            enrolment: Enrolment(sequencer: sequencer, invitations: hub.store.invitations, world: world),
            problems: problems)
        let metrics = try HubMetrics()
        let router = try Routes.router(
            machine: machine, dashboard: dashboard, operations: OperationRoutes(sequencer: sequencer, metrics: metrics),
            problems: problems)
        var configuration = settings.server
        configuration.refusal = { problems.refusal(status: $0, reason: $1) }
        let server = Server(
            configuration: configuration, handler: { router.handle($0) },
            observer: { metrics.observe($0, world.log) })
        let control = try Control(settings: settings, office: hub.office)
        let port = try server.start()
        let controlServer = try control.start()
        box.set(server)
        let scheme = settings.server.tls == nil ? "http" : "https"
        console.say(
            Wording(
                de: "Der Hub ist bereit: \(scheme)://\(settings.server.host):\(port)/",
                en: "The hub is ready: \(scheme)://\(settings.server.host):\(port)/"))
        world.log.info(
            "hub.started", .number("port", port), .number("size", sequencer.snapshot.checkpoint.head.size))
        _ = stopping.wait()
        world.log.info("hub.stopping")
        controlServer.stop()
        server.stop()
        server.waitUntilStopped()
        world.log.info("hub.stopped")
    }
}

/// Hands the running server to the signal thread.
private final class ServerBox: Sendable {
    private let server = Mutex<Server?>(nil)

    func set(_ server: Server) { self.server.withLock { $0 = server } }

    func reload(_ log: Logger) {
        do {
            try server.withLock { $0 }?.reloadCertificates()
            log.info("tls.reloaded")
        } catch {
            log.error("tls.reload-failed", .failure(error))
        }
    }
}
