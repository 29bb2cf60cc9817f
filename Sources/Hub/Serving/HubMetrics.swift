import HTTP
import Service

/// What the hub counts for Prometheus.
struct HubMetrics: Sendable {
    private let metrics = Metrics()
    private let requests: Counter
    private let durations: Histogram
    private let refused: Counter
    private let logSize: Gauge
    private let queued: Gauge
    private let regionSize: Gauge

    init() throws {
        requests = try metrics.counter(
            "rahmenwerk_http_requests_total", help: "Requests answered, by route and status.",
            labels: ["route", "status"])
        durations = try metrics.histogram(
            "rahmenwerk_http_request_seconds", help: "Time from request to last byte, by route.", labels: ["route"])
        refused = try metrics.counter(
            "rahmenwerk_http_refused_total", help: "Requests and connections refused before a handler saw them.")
        logSize = try metrics.gauge("rahmenwerk_log_size", help: "Entries in the log.")
        queued = try metrics.gauge("rahmenwerk_intake_queue", help: "Statements that wait for the sequencer.")
        regionSize = try metrics.gauge(
            "rahmenwerk_region_size",
            help: "Log size that pages about the region were last worked out for; 0 while they are at the start.")
    }

    func text(_ sequencer: Sequencer, regionSize size: Int64) -> String {
        logSize.set(Double(sequencer.snapshot.checkpoint.head.size))
        regionSize.set(Double(size))
        queued.set(Double(sequencer.queued))
        return metrics.text()
    }

    /// Counts and logs what the server tells. No address and no query goes into the log: both can be personal.
    func observe(_ event: ServerEvent, _ log: Logger) {
        switch event {
        case .requestFinished(let request, let route, let status, let bytes, let nanoseconds, let completed):
            let name = route ?? "none"
            requests.add(1, name, String(status))
            durations.observe(.nanoseconds(Int64(clamping: nanoseconds)), name)
            log.log(
                status >= 500 ? .error : .debug, "http.request",
                [
                    .code("request", request.id), .code("method", request.method), .path("route", name),
                    .number("status", status), .number("bytes", bytes),
                    .duration("duration", .nanoseconds(Int64(clamping: nanoseconds))), .boolean("completed", completed),
                ])
        case .requestRefused(_, let status, _):
            refused.add()
            log.debug("http.refused", .number("status", status))
        case .connectionRefused:
            refused.add()
            log.warning("http.connection-refused")
        case .handshakeFailed(_, let reason):
            refused.add()
            log.debug("http.handshake-failed", .path("reason", reason))
        }
    }
}
