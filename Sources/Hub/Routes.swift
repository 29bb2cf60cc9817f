import HTTP
import Pages
import Service

/// Every address of the hub, in one table.
enum Routes {
    static func router(
        machine: LogRoutes, dashboard: Dashboard, operations: OperationRoutes, problems: Problems, staff: [Route] = []
    ) throws -> Router {
        try router(machine.routes + dashboard.routes + operations.routes + staff, dashboard, problems)
    }

    /// The office's pages at an address of their own.
    static func staffRouter(
        staff: [Route], dashboard: Dashboard, operations: OperationRoutes, problems: Problems
    ) throws -> Router {
        let toStart = Route("GET", "/") { _, _ in .redirect(to: OfficePages.prefix) }
        // The office's pages lead to public ones, which stand at the public address.
        let elsewhere = (dashboard.pageRoutes + dashboard.figureRoutes + dashboard.interfaceRoutes)
            .filter { $0.method == "GET" && $0.pattern != "/" }.map { route in
                Route("GET", route.pattern) { request, _ in .redirect(to: problems.publicAddress + request.rawTarget) }
            }
        return try router(
            staff + [toStart] + elsewhere + dashboard.textRoutes + dashboard.assetRoutes + operations.routes, dashboard,
            problems)
    }

    private static func router(_ routes: [Route], _ dashboard: Dashboard, _ problems: Problems) throws -> Router {
        try Router(
            routes: routes, notFound: { dashboard.notFound($0) },
            methodNotAllowed: { request, allowed in
                // An address of a form, typed or loaded anew; programs are told in their way.
                if ["GET", "HEAD"].contains(request.method), !request.path.hasPrefix("/api/"),
                    request.headers["Accept"]?.contains("text/html") == true
                {
                    return dashboard.formOnly(request)
                }
                var problem = problems.problem(
                    "method", status: 405, "\(request.path) takes \(allowed.joined(separator: ", "))", request)
                problem.extra.append(("expected", .string(allowed.joined(separator: ", "))))
                var response = problem.response()
                if request.path.hasPrefix("/api/") { response.headers["Access-Control-Allow-Origin"] = "*" }
                return response
            })
    }
}

/// What those who run the hub look at.
struct OperationRoutes: Sendable {
    let sequencer: Sequencer
    let metrics: HubMetrics
    /// The log size that pages about the region are ready for.
    let regionSize: @Sendable () -> Int64

    var routes: [Route] {
        [
            Route("GET", "/healthz") { _, _ in
                var response =
                    sequencer.trouble.map { Response.text("\($0)\n", status: 503) }
                    ?? .text("ok \(sequencer.snapshot.checkpoint.head.size)\n")
                response.headers["Cache-Control"] = "no-store"
                return response
            },
            Route("GET", "/metrics") { _, _ in
                .bytes(Array(metrics.text(sequencer, regionSize: regionSize()).utf8), contentType: Metrics.contentType)
            },
        ]
    }
}
