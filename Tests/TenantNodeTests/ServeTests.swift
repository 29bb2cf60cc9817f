import Federation
import Glibc
import HTTP
import Service
import Testing

@testable import TenantNode

struct ServeTests {
    private func settings(_ folder: String) throws -> NodeSettings {
        try NodeSettings.load(
            file: "config/node.json5", data: folder, flags: ["http.port=0", "minimumFreeMegabytes=0"], environment: [:])
    }

    @Test func theSettingsFileHoldsExactlyTheDefaults() throws {
        let fromFile = try NodeSettings.load(
            file: "config/node.json5", data: nil, flags: [], environment: [:])
        let standard = try NodeSettings.load(
            file: nil, data: "/var/lib/rahmenwerk-node", flags: [], environment: [:])
        #expect("\(fromFile)" == "\(standard)")
        #expect(throws: ServiceError.self) {
            try NodeSettings.load(file: nil, data: "x", flags: [], environment: ["RAHMENWERK_NODE_HTTP_PROT": "1"])
        }
    }

    @Test func showsPagesInBothLanguagesAndDeliversInTheBackground() throws {
        try joined { hub, town in
            let own = try town.submit()
            let settings = try settings(town.folder)
            let server = try NodeServer(node: town.node, settings: settings)
            let port = try server.start()
            let client = Client()
            func get(_ path: String, _ language: String = "de") throws -> ClientResponse {
                try client.send(
                    ClientRequest(
                        url: "http://127.0.0.1:\(port)\(path)", headers: Headers([("Accept-Language", language)])))
            }
            for path in ["/", "/strategy", "/receipts", "/summary/2024"] {
                for language in ["de", "en"] {
                    let response = try get(path, language)
                    let text = String(decoding: response.body, as: UTF8.self)
                    #expect(response.status == 200)
                    #expect(text.contains(language == "de" ? "Nur ein Test" : "Only a test"))
                    #expect(text.contains("lang=\"\(language)\""))
                    #expect(response.headers["Content-Security-Policy"]?.contains("default-src 'none'") == true)
                    #expect(response.headers["Cache-Control"] == "no-store")
                    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
                }
            }
            #expect(try get("/nothing").status == 404)
            #expect(try get("/summary/never").status == 404)
            #expect(try get("/healthz").status == 200)
            let metrics = String(decoding: try get("/metrics").body, as: UTF8.self)
            #expect(metrics.contains("rahmenwerk_node_alarm{federation=\"region\"} 0"))
            #expect(try client.send(ClientRequest(method: "POST", url: "http://127.0.0.1:\(port)/")).status == 405)
            for _ in 0..<100 where hub.statements(of: "soest").count < 2 { usleep(50_000) }
            #expect(hub.statements(of: "soest").last == own.bytes)
            server.stop()
            try town.restart()
        }
    }

    @Test func thePageSaysThatTheTownIsNotHeard() throws {
        try joined { hub, town in
            try hub.suspend("soest")
            try LogFollower(node: town.node, name: "region").follow()
            let seen = hub.size
            hub.content.withLock { $0.shortAt = Int64(seen) - 1 }
            try LogFollower(node: town.node, name: "region").follow()
            let server = try NodeServer(node: town.node, settings: try settings(town.folder))
            let port = try server.start()
            for (language, words) in [
                ("de", ["seit Eintrag \(seen - 1) ausgesetzt", "kürzer als das, was schon gesehen wurde"]),
                ("en", ["suspended since entry \(seen - 1)", "log is shorter than what was seen"]),
            ] {
                let page = try Client().send(
                    ClientRequest(
                        url: "http://127.0.0.1:\(port)/", headers: Headers([("Accept-Language", language)])))
                let text = String(decoding: page.body, as: UTF8.self)
                for word in words { #expect(text.contains(word)) }
            }
            server.stop()
            try town.restart()
        }
    }

    @Test func everyCommandHasHelpInBothLanguages() {
        for command in [
            ["init"], ["join"], ["import", "strategy"], ["import", "indicators"], ["import", "participation"],
            ["adopt"], ["publish", "strategy"], ["summary", "preview"], ["summary", "approve"], ["summary", "submit"],
            ["approve"], ["submit"], ["send"], ["withdraw"], ["status"], ["receipts"], ["serve"], ["backup"],
            ["restore"], ["federations"], ["resume"], ["leave"],
        ] {
            for language in ["de_DE.UTF-8", "en_GB.UTF-8"] {
                let console = Console(environment: ["LANG": language], output: -1, speech: -1)
                // The output is closed, so only the status says that the command is known: 1, not 2.
                #expect(Main.commandLine.run(command + ["--help"], console: console) == 1)
            }
        }
    }
}
