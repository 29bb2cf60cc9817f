import AccountPages
import Accounts
import Events
import Exchange
import Federation
import HTTP
import Pages
import Participation
import Service
import Synchronization

/// `serve`: the public and the staff pages, health and metrics, and the thread that delivers and follows.
final class NodeServer: Sendable {
    private let node: Node
    private let settings: NodeSettings
    private let metrics = Metrics()
    private let requests: Counter
    private let outbox: Gauge
    private let alarms: Gauge
    private let logSize: Gauge
    private let lastContact: Gauge
    private let stopping = Atomic<Bool>(false)
    private let wake = Signal()
    private let servers = Mutex<[Server]>([])
    private let staffAddress = Mutex("")
    private let openAddress = Mutex("")
    private let firstLink = Mutex<String?>(nil)
    private let background = Mutex<[Service.Thread]>([])
    private let participationWake = Signal()
    private let events = Mutex<EventsRoom?>(nil)

    init(node: Node, settings: NodeSettings) throws {
        self.node = node
        self.settings = settings
        requests = try metrics.counter(
            "rahmenwerk_node_requests_total", help: "Answered requests.", labels: ["route", "status"])
        outbox = try metrics.gauge(
            "rahmenwerk_node_outbox_statements", help: "Statements without a receipt.", labels: ["federation", "state"])
        alarms = try metrics.gauge(
            "rahmenwerk_node_alarm", help: "1 while signing and sending is stopped.", labels: ["federation"])
        logSize = try metrics.gauge(
            "rahmenwerk_node_log_entries", help: "Entries of the log that were checked.", labels: ["federation"])
        lastContact = try metrics.gauge(
            "rahmenwerk_node_last_contact_seconds",
            help: "When the hub's log was last followed, in seconds since 1970.",
            labels: ["federation"])
    }

    /// Where the first account is made; nil once there is one.
    var firstAdminLink: String? { firstLink.withLock { $0 } }

    /// Starts everything. `staff` is the same port unless the staff pages listen apart.
    @discardableResult
    func start() throws -> (public: Int, staff: Int) {
        let standard: Pages.Language = settings.language == .de ? .german : .english
        let staffPages = try StaffPages(
            node: node, standard: standard, mail: settings.mail,
            publicAddress: { [self] in staffAddress.withLock { $0 } },
            openAddress: { [self] in openAddress.withLock { $0 } },
            // The rest is for pages and cards, while everybody watches.
            mostWatchers: settings.maximumConnections * 3 / 4)
        events.withLock { $0 = staffPages.events }
        // Before anybody is answered: whatever a restored backup has brought back is erased again.
        let returned = try Erasing.replay(staffPages.participation)
        if returned > 0 { node.world.log.info("privacy.erased-again", .number("count", returned)) }
        let staff = staffPages.routes
        let isApart = settings.staffListen != nil
        let pages = NodePages(
            node: node, standard: standard, leadsToStaff: !isApart, participation: staffPages.participation,
            events: staffPages.events)
        let healthRoute = Route("GET", "/healthz") { [self] _, _ in health() }
        let metricsRoute = Route("GET", "/metrics") { [self] _, _ in metricsPage() }
        // Feeds and mail name whole addresses, also to whoever comes first. Which port the system chooses for 0 is known later.
        staffAddress.withLock { $0 = settings.staffAddress(port: settings.staffListen?.port ?? settings.port) }
        openAddress.withLock { $0 = settings.openAddress(port: settings.port) }
        let publicPort = try listen(
            settings.listen, settings.port, pages.routes + [healthRoute] + (isApart ? [] : staff + [metricsRoute]),
            pages, isApart ? nil : staffPages.gate)
        var staffPort = publicPort
        if let place = settings.staffListen {
            let toStart = Route("GET", "/") { _, _ in .redirect(to: StaffPages.prefix) }
            staffPort = try listen(
                place.address, place.port,
                staff + pages.texts + NodePages.assets(node) + [toStart, healthRoute, metricsRoute], pages,
                staffPages.gate)
        }
        staffAddress.withLock { $0 = settings.staffAddress(port: staffPort) }
        openAddress.withLock { $0 = settings.openAddress(port: publicPort) }
        let token = try staffPages.gate.site.desk.firstAdminLink()
        firstLink.withLock { $0 = token.map { staffPages.gate.site.address(of: $0) } }
        let delivery = DeliveryThread(node: node, interval: settings.interval, wake: wake) { [self] in
            stopping.load(ordering: .acquiring)
        }
        let thread = try Service.Thread.spawn(name: "delivery", stackSize: 8 << 20) { delivery.run() }
        let participation = ParticipationThread(desk: staffPages.participation, wake: participationWake) { [self] in
            stopping.load(ordering: .acquiring)
        }
        let other = try Service.Thread.spawn(name: "participation") { participation.run() }
        background.withLock { $0 = [thread, other] }
        return (publicPort, staffPort)
    }

    /// Answers what is under way, ends the delivery after its present step, closes the database.
    func stop() {
        stopping.store(true, ordering: .releasing)
        wake.notify()
        events.withLock { $0 }?.stop()
        participationWake.notify()
        for server in servers.withLock({ $0 }) { server.stop() }
        for thread in background.withLock({ $0 }) { thread.join() }
        node.store.close()
    }

    func waitUntilStopped() {
        for server in servers.withLock({ $0 }) { server.waitUntilStopped() }
        for thread in background.withLock({ $0 }) { thread.join() }
    }

    private func listen(
        _ host: String, _ port: Int, _ routes: [Route], _ pages: NodePages, _ gate: StaffGate?
    ) throws -> Int {
        var configuration = ServerConfiguration(host: host, port: port, tls: settings.tls)
        configuration.trustedProxies = settings.trustedProxies
        configuration.maximumConnections = settings.maximumConnections
        configuration.maximumConnectionsPerAddress = settings.maximumConnectionsPerAddress
        // Staff paste whole tables; everybody else sends no more than a message.
        configuration.maximumBodyBytes =
            gate?.bodyLimit(
                uploads: { ExchangeRooms.uploadLimit($0, prefix: StaffPages.prefix) }, elsewhere: { _ in 64 << 10 })
            ?? BodyLimit(64 << 10)
        configuration.refusal = { status, reason, request in
            gate?.refusal(status: status, request) ?? pages.refusal(status: status, request)
                ?? Problem(status: status, detail: reason).response()
        }
        let router = try Router(
            routes: routes, notFound: { pages.notFound($0) },
            methodNotAllowed: { _, allowed in
                NodePages.guarded(
                    Problem(
                        status: 405, detail: "This address takes \(allowed.joined(separator: ", "))."
                    ).response())
            })
        let log = node.world.log
        let made = Server(configuration: configuration, handler: { router.handle($0) }) { [requests] event in
            guard case .requestFinished(let request, let route, let status, _, let nanoseconds, _) = event else {
                return
            }
            requests.add(1, route ?? "none", String(status))
            // The route, never the path or the client: neither belongs into a log.
            log.info(
                "request", .code("id", request.id), .code("route", route ?? "none"), .number("status", status),
                .duration("took", .nanoseconds(Int64(clamping: nanoseconds))))
        }
        let bound = try made.start()
        servers.withLock { $0.append(made) }
        return bound
    }

    /// 200 while the database answers and there is space to write; an alarm is a matter for people, not for a restart.
    private func health() -> Response {
        do {
            _ = try node.memberships()
            guard try Files.freeSpace(node.folder) >= node.minimumFreeSpace else {
                return .text("disk almost full\n", status: 503)
            }
            return .text("ok\n")
        } catch {
            return .text("database not available\n", status: 503)
        }
    }

    private func metricsPage() -> Response {
        if let status = try? NodeStatus.read(node) {
            for federation in status.federations {
                let name = federation.membership.name
                for state in [OwnStatement.State.waiting, .refused] {
                    outbox.set(Double(federation.statements.count { $0.state == state }), name, state.rawValue)
                }
                alarms.set(federation.membership.alarm == nil ? 0 : 1, name)
                logSize.set(Double(federation.state.size), name)
                lastContact.set(Double(federation.membership.checked ?? 0), name)
            }
        }
        return .bytes(Array(metrics.text().utf8), contentType: Metrics.contentType)
    }
}
