import AccountPages
import Face
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
        // Boundaries that cannot be drawn are a fault of the settings, and refused before anything is opened.
        let map = try RegionMap(settings.map)
        let hub = try OpenHub(settings, world: world)
        defer { hub.close() }
        try map.check(hub.sequencer.snapshot.state)
        let problems = Problems(publicAddress: settings.publicAddress)
        let sequencer = hub.sequencer
        let face = FaceDesk(store: hub.store.store, world: world, standard: settings.face, publishesData: true)
        let dashboard = Dashboard(
            snapshot: { sequencer.snapshot }, log: hub.store.log,
            site: Site(
                publicAddress: settings.publicAddress, accent: settings.accent, footerLinks: settings.footer,
                license: settings.license, version: Version.text, catalogue: settings.catalogue, map: map),
            face: face, witnesses: hub.witnesses)
        let machine = LogRoutes(
            log: hub.store.log, sequencer: sequencer, intake: Intake(sequencer: sequencer, world: world),
            enrolment: Enrolment(sequencer: sequencer, invitations: hub.store.invitations, world: world),
            witnesses: hub.witnesses, problems: problems)
        let metrics = try HubMetrics()
        let office = try OfficePages(
            dashboard: dashboard, office: hub.office, store: hub.store.store, world: world,
            publicAddress: settings.staffPublicAddress, policy: settings.accounts)
        let operations = OperationRoutes(
            sequencer: sequencer, metrics: metrics, regionSize: { dashboard.regionSize })
        let router = try Routes.router(
            machine: machine, dashboard: dashboard, operations: operations, problems: problems,
            staff: settings.staffServer == nil ? office.routes : [])
        let serve = { (configuration: ServerConfiguration, router: Router) -> Server in
            var configuration = configuration
            // A statement has at most 1 MiB; what the public pages take is no more than a message.
            configuration.maximumBodyBytes = office.gate.bodyLimit { $0.path.hasPrefix("/api/") ? 2 << 20 : 64 << 10 }
            configuration.refusal = { status, reason, request in
                office.gate.refusal(status: status, request) ?? problems.refusal(status: status, reason: reason)
            }
            return Server(
                configuration: configuration, handler: { router.handle($0) },
                observer: { metrics.observe($0, world.log) })
        }
        let server = serve(settings.server, router)
        let staffServer = try settings.staffServer.map { configuration in
            serve(
                configuration,
                try Routes.staffRouter(
                    staff: office.routes, dashboard: dashboard, operations: operations, problems: problems))
        }
        try dashboard.prepare(world)
        let control = try Control(settings: settings, office: hub.office)
        let port = try server.start()
        let staffPort = try staffServer?.start()
        let controlServer = try control.start()
        box.set([server] + (staffServer.map { [$0] } ?? []))
        let scheme = settings.server.tls == nil ? "http" : "https"
        console.say(
            Wording(
                de: "Der Hub ist bereit: \(scheme)://\(settings.server.host):\(port)/",
                en: "The hub is ready: \(scheme)://\(settings.server.host):\(port)/"))
        if let staffPort, let host = settings.staffServer?.host {
            let address = "\(scheme)://\(host):\(staffPort)\(OfficePages.prefix)"
            console.say(Wording(de: "Geschäftsstelle: \(address)", en: "Office: \(address)"))
        }
        let staff = settings.staffServer ?? settings.server
        PlainPasswords.warn(
            host: staff.host, hasTLS: staff.tls != nil, isBehindProxy: !staff.trustedProxies.isEmpty, console)
        FirstAdmin.say(try office.firstAdminLink(), console)
        world.log.info(
            "hub.started", .number("port", port), .number("size", sequencer.snapshot.checkpoint.head.size))
        _ = stopping.wait()
        world.log.info("hub.stopping")
        controlServer.stop()
        staffServer?.stop()
        server.stop()
        server.waitUntilStopped()
        world.log.info("hub.stopped")
    }
}

/// Hands the running servers to the signal thread.
private final class ServerBox: Sendable {
    private let servers = Mutex<[Server]>([])

    func set(_ servers: [Server]) { self.servers.withLock { $0 = servers } }

    func reload(_ log: Logger) {
        do {
            for server in servers.withLock({ $0 }) { try server.reloadCertificates() }
            log.info("tls.reloaded")
        } catch {
            log.error("tls.reload-failed", .failure(error))
        }
    }
}
