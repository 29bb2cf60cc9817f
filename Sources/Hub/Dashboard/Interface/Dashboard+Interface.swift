import Federation
import HTTP
import Pages

extension Dashboard {
    /// The same as the pages for programs: JSON, and CSV where it is a table. Everybody may read it from anywhere.
    var interfaceRoutes: [Route] {
        [
            read("/api/v1/region", json: { RegionData(regionModel($0.state)).region($0.state) }),
            read("/api/v1/region.csv", csv: { RegionData(regionModel($0.state)).newestCSV() }),
            read("/api/v1/towns", json: { RegionData(regionModel($0.state)).towns() }),
            read("/api/v1/towns.csv", csv: { RegionData(regionModel($0.state)).townsCSV() }),
            read("/api/v1/indicators", json: { RegionData(regionModel($0.state)).indicators() }),
            read("/api/v1/indicators.csv", csv: { RegionData(regionModel($0.state)).indicatorsCSV() }),
            read("/api/v1/participation", json: { FunnelData(model: FunnelModel($0.state)).json() }),
            read("/api/v1/participation.csv", csv: { FunnelData(model: FunnelModel($0.state)).csv() }),
            either("/api/v1/towns/:name") { context, name in
                guard let tenant = TenantID(name),
                    let model = TownModel(context.state, tenant, regionModel(context.state))
                else { return nil }
                return Answer({ TownData(model).json() }, { TownData(model).csv() })
            },
            either("/api/v1/indicators/:name") { context, name in
                guard let id = Code(name), let model = IndicatorModel(context.state, id) else { return nil }
                return Answer(
                    { IndicatorData(model).json(context.state) }, { IndicatorData(model).csv(context.state) })
            },
            read(
                "/api/v1/frameworks/:name",
                bytes: { context, name in context.state.framework(number: name)?.value.canonicalBytes }),
            either("/api/v1/drafts/:name") { context, name in
                guard let consultation = context.state.consultation(named: name) else { return nil }
                return Answer({ DraftData(consultation).json() }, { DraftData(consultation).csv(context.state) })
            },
            either("/api/v1/reports/:name") { context, name in
                guard let report = context.state.report(named: name)?.value else { return nil }
                return Answer(canonical: { report.canonicalBytes }, csv: { ReportData.csv(report) })
            },
            logRoute("/api/v1/log", isCSV: false), logRoute("/api/v1/log.csv", isCSV: true),
        ]
    }

    /// Two ways to say the same thing.
    private struct Answer {
        let json: () -> [UInt8]
        let isEnveloped: Bool
        let value: (() -> [(String, JSONValue)])?
        let csv: () -> [UInt8]

        init(_ value: @escaping () -> [(String, JSONValue)], _ csv: @escaping () -> [UInt8]) {
            json = { [] }
            isEnveloped = true
            self.value = value
            self.csv = csv
        }

        init(canonical: @escaping () -> [UInt8], csv: @escaping () -> [UInt8]) {
            json = canonical
            isEnveloped = false
            value = nil
            self.csv = csv
        }
    }

    private func read(
        _ path: String, json: @escaping @Sendable (PageContext) -> [(String, JSONValue)]
    ) -> Route {
        answer(path) { context, _ in jsonResponse(enveloped(json(context), context)) }
    }

    private func read(_ path: String, csv: @escaping @Sendable (PageContext) -> [UInt8]) -> Route {
        answer(path) { context, _ in csvResponse(csv(context), context.path) }
    }

    private func read(_ pattern: String, bytes: @escaping @Sendable (PageContext, String) -> [UInt8]?) -> Route {
        answer(pattern) { context, parameters in
            bytes(context, parameters["name"] ?? "").map(jsonResponse)
        }
    }

    /// One pattern for `<name>` and `<name>.csv`.
    private func either(
        _ pattern: String, _ find: @escaping @Sendable (PageContext, String) -> Answer?
    ) -> Route {
        answer(pattern) { context, parameters in
            let text = parameters["name"] ?? ""
            let isCSV = text.hasSuffix(".csv")
            guard let answer = find(context, isCSV ? String(text.dropLast(4)) : text) else { return nil }
            if isCSV { return csvResponse(answer.csv(), context.path) }
            return jsonResponse(answer.value.map { enveloped($0(), context) } ?? answer.json())
        }
    }

    private func logRoute(_ path: String, isCSV: Bool) -> Route {
        answer(path, query: ["from", "limit"]) { context, _ in
            func value(_ name: String, _ standard: Int64, _ range: ClosedRange<Int64>) -> Int64? {
                guard let item = context.query.first(where: { $0.name == name }) else { return standard }
                return Int64(item.value).flatMap { range.contains($0) ? $0 : nil }
            }
            let size = context.state.size
            guard let from = value("from", max(0, size - 100), 0...size), let limit = value("limit", 100, 1...1000)
            else { return malformed() }
            let count = Int(min(limit, size - from))
            let leaves = try count > 0 ? log.leaves(from: from, limit: count) : []
            if isCSV { return csvResponse(try LogData.csv(leaves, from: from), context.path) }
            return jsonResponse(enveloped(try LogData.json(leaves, from: from, context.snapshot), context))
        }
    }

    private func malformed() -> Response {
        Problem(
            type: "\(site.publicAddress)/problems/malformed", title: ProblemPhrases.title("malformed")(.english),
            status: 400,
            detail: "from is an entry index up to the size of the log, limit a number from 1 to 1000"
        ).response()
    }

    private func answer(
        _ pattern: String, query names: [String] = [],
        _ make: @escaping @Sendable (PageContext, Parameters) throws -> Response?
    ) -> Route {
        Route("GET", pattern) { request, parameters in
            let context = context(request, query: names)
            let key = PageCache.Key(
                address: context.query.reduce(request.path) { "\($0)?\($1.name)=\($1.value)" }, language: "data")
            return cache.answer(request, size: context.state.size, key: key) {
                do {
                    return try make(context, parameters) ?? notFound(request)
                } catch {
                    return Problem(
                        type: "\(site.publicAddress)/problems/storage",
                        title: ProblemPhrases.title("storage")(context.language), status: 503,
                        detail: "The hub cannot read its log at the moment", instance: request.id
                    ).response()
                }
            }
        }
    }

    /// What every answer says about itself: the log position, the federation's notice, the licence.
    private func enveloped(_ members: [(String, JSONValue)], _ context: PageContext) -> [UInt8] {
        let notice = context.state.founding?.value.notice.map { JSONValue($0) } ?? .null
        return JSONValue.members(
            members + [
                ("log_size", .integer(context.state.size)), ("notice", notice), ("license", .string(site.license)),
            ]
        ).canonicalBytes
    }

    private func jsonResponse(_ bytes: [UInt8]) -> Response {
        var response = Response.json(bytes)
        response.headers.add("Access-Control-Allow-Origin", "*")
        response.headers.add("X-Content-Type-Options", "nosniff")
        return response
    }

    private func csvResponse(_ bytes: [UInt8], _ path: String) -> Response {
        var response = Response.bytes(bytes, contentType: "text/csv; charset=utf-8; header=present")
        let name = path.split(separator: "/").dropFirst(2).joined(separator: "-")
        response.headers.add("Content-Disposition", "attachment; filename=\"\(name)\"")
        response.headers.add("Access-Control-Allow-Origin", "*")
        response.headers.add("X-Content-Type-Options", "nosniff")
        return response
    }
}
