import Federation
import Foundation
import HTTP
import Pages
import Testing

@testable import Hub

@Suite struct InterfaceTests {
    /// A dashboard's router as the hub has it, asked with any method.
    struct Reader {
        let dashboard: Dashboard
        let router: Router

        init(_ dashboard: Dashboard) throws {
            self.dashboard = dashboard
            let problems = Problems(publicAddress: "https://hub.example")
            router = try Router(
                routes: dashboard.routes, notFound: { dashboard.notFound($0) },
                methodNotAllowed: { request, _ in problems.problem("method", status: 405, "no", request).response() })
        }

        func ask(_ target: String, method: String = "GET", _ headers: [(String, String)] = []) throws -> HubAnswer {
            let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
            let query = parts.count > 1 ? try FormCoding.parse(Array(parts[1].utf8), maximumFields: 20) : []
            return try HubAnswer(
                router.handle(
                    Request(
                        method: method, path: parts[0], query: query,
                        headers: Headers(headers + [("Accept-Language", "en")]))))
        }

        var document: DataValue { OpenAPIDocument(site: dashboard.site, state: dashboard.snapshot().state).json }

        /// The description's address with its examples filled in; nil where there is nothing of that kind yet.
        func filled(_ address: String) -> String? {
            var address = address
            guard let operation = document["paths"]?[address]?["get"],
                case .array(let parameters) = operation["parameters"]
            else { return nil }
            for parameter in parameters where parameter["in"]?.words == "path" {
                guard let name = parameter["name"]?.words, let example = parameter["example"]?.words else { return nil }
                address = address.replacingOccurrences(of: "{\(name)}", with: example)
            }
            return address
        }
    }

    @Test func everyAnswerIsWhatTheDocumentSays() throws {
        let reader = try Reader(try DashboardRegion.federation(withReport: true).dashboard())
        let document = reader.document
        let check = SchemaCheck(document: document)
        var seen = 0
        for operation in ReadOperation.allCases {
            let description = operation.description
            for (format, _) in description.answers {
                let address = description.address(format)
                guard let filled = reader.filled(address) else {
                    #expect([.draft].contains(operation), "\(address) has no example")
                    continue
                }
                let answer = try reader.ask(filled)
                #expect(answer.status == 200, "\(filled)")
                let described = try #require(
                    document["paths"]?[address]?["get"]?["responses"]?["200"]?["content"], "\(address)")
                let type = try #require(answer.header("Content-Type"))
                #expect(described.names == [String(type.prefix { $0 != ";" })])
                #expect(answer.header("Access-Control-Allow-Origin") == "*")
                #expect(answer.header("ETag") != nil)
                seen += 1
                guard format == .json, operation != .openAPI else { continue }
                let schema = try #require(described["application/json"]?["schema"])
                #expect(check.faults(try JSONValue(canonicalBytes: answer.bytes), schema) == [], "\(filled)")
            }
        }
        #expect(seen >= 24)
    }

    @Test func theRouterHasWhatTheDocumentHasAndNothingElse() throws {
        let hub = try TestHub.withTowns(["soest"])
        let snapshot = try hub.sequencer.snapshot
        let site = Site(publicAddress: "https://hub.example", license: "CC BY 4.0", version: "0")
        let paths = try #require(OpenAPIDocument(site: site, state: snapshot.state).json["paths"]).names
        #expect(Set(paths).count == paths.count)
        let described = Set(
            (ReadOperation.allCases.map(\.description) + ExchangeOperation.allCases.map(\.description)).flatMap { one in
                one.answers.map { one.address($0.format) }
            })
        #expect(Set(paths) == described)
        for path in paths {
            // Another method shows that the address is known.
            let asked = path.replacingOccurrences(of: "{", with: "").replacingOccurrences(of: "}", with: "")
            let answer = try hub.get(asked, method: "DELETE")
            #expect(answer.status == 405, "\(path)")
            #expect(answer.code == "method")
        }
        let running = try hub.running
        let machine = LogRoutes(
            log: running.hub.store.log, sequencer: running.hub.sequencer,
            intake: Intake(sequencer: running.hub.sequencer, world: hub.world),
            enrolment: Enrolment(
                sequencer: running.hub.sequencer, invitations: running.hub.store.invitations, world: hub.world),
            witnesses: running.hub.witnesses, problems: running.problems)
        let dashboard = try DashboardRegion.federation().dashboard()
        let routes = (machine.routes + dashboard.routes).map(\.pattern).filter { $0.hasPrefix("/api/") }
        let patterns = (ReadOperation.allCases.map(\.description) + ExchangeOperation.allCases.map(\.description))
            .flatMap(\.patterns)
        #expect(Set(routes) == Set(patterns))
    }

    @Test(arguments: [
        ("/api/v1/towns?limit=0", "limit", "a whole number from 1 to 1000"),
        ("/api/v1/towns?limit=1001", "limit", "a whole number from 1 to 1000"),
        ("/api/v1/towns?limit=99999999999999999999", "limit", "a whole number from 1 to 1000"),
        ("/api/v1/towns?limit=010", "limit", "a whole number from 1 to 1000"),
        ("/api/v1/towns?limit=", "limit", "a whole number from 1 to 1000"),
        ("/api/v1/towns?offset=-1", "offset", "a whole number from 0 to 9007199254740991"),
        ("/api/v1/towns?limt=5", "limt", "one of the parameters limit, offset, at, lang"),
        ("/api/v1/towns.csv?limit=5", "limit", "one of the parameters style, at, lang"),
        ("/api/v1/towns?limit=5&limit=6", "limit", "it once"),
        ("/api/v1/towns.csv?style=excel", "style", "one of neutral, excel-de"),
        ("/api/v1/observations?town=A", "town", "the id of a member such as soest"),
        ("/api/v1/observations?period=2022-Q5", "period", "a period such as 2026, 2026-H1, 2026-Q2 or 2026-07"),
        (
            "/api/v1/measures?status=fertig", "status",
            "one of conditional, done, planned, proposed, running, stopped, unknown"
        ),
        ("/api/v1/log?from=999999", "from", "an entry from 0 to the size of the log"),
        ("/api/v1/log?from=x", "from", "a whole number from 0 to 9007199254740991"),
        ("/api/v1/towns?at=0", "at", "a whole number from 1 to 9007199254740991"),
        ("/api/v1/towns.csv?at=999999", "at", "a number from 1 to the size of the log"),
        ("/api/v1/log?at=1", "at", "one of the parameters from, limit, lang"),
        ("/api/v1/region?lang=fr", "lang", "one of de, en"),
    ])
    func parametersThatAreNotAllowedAreNamed(_ target: String, _ field: String, _ expected: String) throws {
        let reader = try Reader(try DashboardRegion.federation().dashboard())
        let answer = try reader.ask(target)
        #expect(answer.status == 400)
        #expect(answer.code == "parameter")
        #expect(answer.problem["field"] as? String == field)
        let words = try #require(answer.problem["expected"] as? String)
        #expect(words.hasPrefix(expected), "\(words)")
        #expect(answer.detail?.contains(words) == true)
        #expect(answer.header("Access-Control-Allow-Origin") == "*")
        #expect(reader.dashboard.cache.count == 0)
    }

    @Test func aGermanReaderIsToldInGerman() throws {
        let reader = try Reader(try DashboardRegion.federation().dashboard())
        let answer = try reader.ask("/api/v1/towns?limit=5000&lang=de")
        #expect(answer.detail == "Für „limit“ steht „5000“ in der Adresse. Erlaubt ist eine ganze Zahl von 1 bis 1000.")
    }

    @Test(arguments: ["towns", "indicators", "observations", "measures", "participation", "frameworks", "reports"])
    func aListComesInPartsThatMakeTheWhole(_ name: String) throws {
        let reader = try Reader(try DashboardRegion.federation(withReport: true).dashboard())
        func rows(_ answer: HubAnswer) throws -> [JSONValue] {
            let value = try JSONValue(canonicalBytes: answer.bytes)
            guard case .array(let rows) = value.member(name == "participation" ? "towns" : name) else { return [] }
            return rows
        }
        let whole = try reader.ask("/api/v1/\(name)?limit=1000")
        let all = try rows(whole)
        let size = max(1, all.count / 3)
        var collected: [JSONValue] = []
        var next: String? = "https://hub.example/api/v1/\(name)?limit=\(size)&offset=0"
        while let address = next {
            let answer = try reader.ask(String(address.dropFirst("https://hub.example".count)))
            #expect(answer.status == 200)
            let part = try rows(answer)
            #expect(part.count <= size)
            collected += part
            let value = try JSONValue(canonicalBytes: answer.bytes)
            #expect(value.member("total") == .integer(Int64(all.count)))
            if case .string(let address) = value.member("next") { next = address } else { next = nil }
            let link = try #require(answer.header("Link"))
            #expect(link.contains("rel=\"next\"") == (next != nil))
            if let next { #expect(link.contains("<\(next)>; rel=\"next\"")) }
            #expect(link.contains("rel=\"prev\"") == !address.hasSuffix("offset=0"))
            try #require(collected.count <= all.count)
        }
        #expect(collected == all)
        let beyond = try reader.ask("/api/v1/\(name)?offset=9007199254740991")
        #expect(try rows(beyond) == [])
        #expect(beyond.status == 200)
    }

    @Test func filtersAndContributionsFit() throws {
        let reader = try Reader(try DashboardRegion.federation().dashboard())
        func total(_ target: String) throws -> Int64 {
            let value = try JSONValue(canonicalBytes: try reader.ask(target).bytes)
            guard case .integer(let total) = value.member("total") else { return -1 }
            return total
        }
        let state = reader.dashboard.snapshot().state
        let all = try total("/api/v1/observations")
        #expect(all == state.observations.values.reduce(0) { $0 + Int64($1.count) })
        let towns = try state.sortedMembers.map { try total("/api/v1/observations?town=\($0.tenant)") }
        #expect(towns.reduce(0, +) == all)
        let one = try total("/api/v1/observations?town=soest&indicator=child-poverty&period=2022")
        #expect(one == 1)
        #expect(try total("/api/v1/observations?town=nobody") == 0)
        // What goes into the regional value of 2022, with its statement.
        let part = try reader.ask("/api/v1/indicators/child-poverty/contributions?period=2022&town=soest")
        #expect(part.text.contains("\"counts\":true"))
        #expect(part.text.contains("\"sha256\":"))
        #expect(try total("/api/v1/indicators/child-poverty/contributions?period=2022") == 5)
        #expect(try reader.ask("/api/v1/indicators/none/contributions").status == 404)
    }

    @Test func theLogIsReadFromAnyEntry() throws {
        let reader = try Reader(try DashboardRegion.federation().dashboard())
        let size = reader.dashboard.snapshot().state.size
        let first = try reader.ask("/api/v1/log?from=0&limit=2")
        #expect(first.header("Link")?.contains("<https://hub.example/api/v1/log?from=2&limit=2>; rel=\"next\"") == true)
        #expect(first.text.contains("\"next\":\"https://hub.example/api/v1/log?from=2&limit=2\""))
        let last = try reader.ask("/api/v1/log?limit=3")
        #expect(last.text.contains("\"from\":\(size - 3),"))
        #expect(last.text.contains("\"next\":null"))
        #expect(try reader.ask("/api/v1/log?from=\(size)").status == 200)
    }

    @Test func anEarlierPositionIsAnsweredAsItWas() throws {
        let year = try ScriptedYear()
        let reader = try Reader(try year.dashboard(.nextYear))
        func values(_ query: String) throws -> [String] {
            let answer = try reader.ask("/api/v1/indicators/poverty\(query)")
            guard case .array(let figures) = try JSONValue(canonicalBytes: answer.bytes).member("figures") else {
                return []
            }
            return figures.compactMap { figure in
                if case .string(let value) = figure.member("value") { value } else { nil }
            }
        }
        let before = try year.state(.reported).size
        let (then, now) = (try values("?at=\(before)"), try values(""))
        #expect(then.contains("11.2"))
        #expect(!then.contains("11.3"))
        #expect(now.contains("11.3"))
        let list = try JSONValue(canonicalBytes: reader.ask("/api/v1/towns?at=\(before)&limit=1").bytes)
        #expect(list.member("log_size") == .integer(before))
        // The next part is of the same position.
        guard case .string(let next) = list.member("next") else {
            Issue.record("no next part")
            return
        }
        #expect(next.contains("at=\(before)"))
        // The size of the log itself is the present.
        let size = reader.dashboard.snapshot().state.size
        #expect(try values("?at=\(size)") == now)
    }

    @Test func conditionsAndOtherMethods() throws {
        let reader = try Reader(try DashboardRegion.federation().dashboard())
        for path in [
            "/api/v1/towns?limit=2", "/api/v1/towns.csv?style=excel-de", "/api/v1/indicators.json-stat",
            "/api/dcat.jsonld",
        ] {
            let first = try reader.ask(path)
            let etag = try #require(first.header("ETag"))
            let same = try reader.ask(path, [("If-None-Match", etag)])
            #expect(same.status == 304)
            #expect(same.bytes.isEmpty)
            #expect(same.header("Access-Control-Allow-Origin") == "*")
            #expect(try reader.ask(path, method: "HEAD").header("ETag") == etag)
            let options = try reader.ask(path, method: "OPTIONS", [("Access-Control-Request-Headers", "if-none-match")])
            #expect(options.status == 204)
            #expect(options.header("Access-Control-Allow-Headers")?.contains("If-None-Match") == true)
            #expect(options.header("Access-Control-Allow-Methods") == "GET, HEAD")
            #expect(try reader.ask(path, method: "PUT").status == 405)
        }
    }

    @Test func aLogThatCannotBeReadIsSaidAsDescribed() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.tamper("ALTER TABLE entry RENAME TO gone")
        for path in ["/api/v1/log", "/api/v1/log.csv", "/api/v1/towns?at=1"] {
            let answer = try hub.get(path)
            #expect(answer.status == 503)
            #expect(answer.code == "storage")
            #expect(answer.header("Access-Control-Allow-Origin") == "*")
        }
        // What the state says needs no reading, and the trouble is not kept.
        #expect(try hub.get("/api/v1/towns").status == 200)
        try hub.tamper("ALTER TABLE gone RENAME TO entry")
        #expect(try hub.get("/api/v1/log").status == 200)
    }

    @Test func thePageNamesEveryAddressAndParameter() throws {
        let dashboard = try DashboardRegion.federation().dashboard()
        for language in ["de", "en"] {
            let page = try DashboardPage(dashboard, "/api", language: language)
            #expect(page.faults == [])
            for operation in ReadOperation.allCases.map(\.description) + ExchangeOperation.allCases.map(\.description) {
                #expect(page.text.contains("<code>\(operation.path)</code>"), "\(operation.path)")
                for answer in operation.answers where operation.method == "GET" && !operation.path.contains("{") {
                    #expect(page.text.contains("href=\"\(operation.address(answer.format))\""), "\(operation.path)")
                }
                for parameter in operation.answers.flatMap({ operation.parameters($0.format) }) {
                    let name = parameter.place == .path ? "{\(parameter.name)}" : parameter.name
                    #expect(page.text.contains("<code>\(name)</code>"), "\(name)")
                }
            }
        }
        // From every page by its footer, and from the page about the method.
        #expect(try DashboardPage(dashboard, "/towns").text.contains("href=\"/api\""))
        let about = try DashboardPage(dashboard, "/about")
        #expect(about.text.contains("href=\"/api/openapi.json\"") && about.text.contains("href=\"/api/dcat.jsonld\""))
    }

    @Test func unknownIdsAreNotFound() throws {
        let reader = try Reader(try DashboardRegion.federation().dashboard())
        for path in [
            "towns/nobody", "towns/UPPER", "towns/nobody.csv", "towns/.csv", "indicators/none",
            "indicators/none.json-stat",
            "indicators/child-poverty.xml", "frameworks/7", "frameworks/1.csv", "drafts/1-1", "reports/2022-9",
            "nothing", "",
        ] {
            let answer = try reader.ask("/api/v1/\(path)")
            #expect(answer.status == 404, "\(path)")
            #expect(answer.code == "not-found", "\(path)")
            #expect(answer.detail?.contains("/api names all addresses") == true)
        }
    }
}

extension JSONValue {
    func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}
