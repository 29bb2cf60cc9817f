import Federation
import HTTP
import Pages
import Service
import Synchronization

/// `serve`: the status pages, health and metrics, and the thread that delivers and follows.
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
    private let server = Mutex<Server?>(nil)
    private let background = Mutex<Service.Thread?>(nil)

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

    /// Starts everything and returns the port.
    func start() throws -> Int {
        var configuration = ServerConfiguration(host: settings.listen, port: settings.port, tls: settings.tls)
        configuration.trustedProxies = settings.trustedProxies
        configuration.maximumConnections = 256
        configuration.maximumBodyBytes = 4096
        let pages = NodePages(node: node, standard: settings.language == .de ? .german : .english)
        let routes =
            pages.routes + [
                Route("GET", "/healthz") { [self] _, _ in health() },
                Route("GET", "/metrics") { [self] _, _ in metricsPage() },
            ]
        let router = try Router(
            routes: routes, notFound: { pages.notFound($0) },
            methodNotAllowed: { _, _ in
                NodePages.guarded(Problem(status: 405, detail: "These pages can only be read.").response())
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
        let port = try made.start()
        server.withLock { $0 = made }
        let delivery = DeliveryThread(node: node, interval: settings.interval, wake: wake) { [self] in
            stopping.load(ordering: .acquiring)
        }
        let thread = try Service.Thread.spawn(name: "delivery", stackSize: 8 << 20) { delivery.run() }
        background.withLock { $0 = thread }
        return port
    }

    /// Answers what is under way, ends the delivery after its present step, closes the database.
    func stop() {
        stopping.store(true, ordering: .releasing)
        wake.notify()
        server.withLock { $0 }?.stop()
        background.withLock { $0 }?.join()
        node.store.close()
    }

    func waitUntilStopped() {
        server.withLock { $0 }?.waitUntilStopped()
        background.withLock { $0 }?.join()
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
