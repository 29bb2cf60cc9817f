import Federation
import Glibc
import HTTP
import Service
import Testing

@testable import TenantNode

/// Somebody who has made the first account of a running node and looks at its pages.
private struct Staff {
    let port: Int
    let cookie: String

    init(_ server: NodeServer, _ port: Int) throws {
        self.port = port
        let link = try #require(server.firstAdminLink?.split(separator: "/staff/").last)
        let url = "http://127.0.0.1:\(port)/staff/\(link)"
        let page = try Client().send(ClientRequest(url: url))
        let text = String(decoding: page.body, as: UTF8.self)
        let field = try #require(text.firstRange(of: "name=\"csrf\" value=\""))
        let key = String(text[field.upperBound...].prefix { $0 != "\"" })
        let password = "vier Wörter ohne Bezug"
        var request = ClientRequest(
            method: "POST", url: url,
            headers: Headers([
                ("Content-Type", "application/x-www-form-urlencoded"),
                ("Cookie", try #require(page.headers["Set-Cookie"]).prefix { $0 != ";" }.description),
            ]))
        request.body = Array(
            FormCoding.encode([
                (name: "csrf", value: key), (name: "login", value: "a.admin"), (name: "name", value: "A. Admin"),
                (name: "password", value: password), (name: "password-repeated", value: password),
            ]).utf8)
        let answer = try Client().send(request)
        try #require(answer.status == 303)
        cookie = answer.headers.all("Set-Cookie").map { $0.prefix { $0 != ";" } }.joined(separator: "; ")
    }

    func get(_ path: String, _ language: String) throws -> ClientResponse {
        try Client().send(
            ClientRequest(
                url: "http://127.0.0.1:\(port)\(path)",
                headers: Headers([("Accept-Language", language), ("Cookie", cookie)])))
    }
}

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
            let port = try server.start().staff
            let client = Client()
            let staff = try Staff(server, port)
            func get(_ path: String, _ language: String = "de") throws -> ClientResponse {
                try staff.get(path, language)
            }
            for path in ["/", "/staff", "/staff/strategy", "/staff/receipts", "/staff/summary/region/2024"] {
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
            #expect(try get("/staff/summary/region/never").status == 404)
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
            let staff = try Staff(server, try server.start().staff)
            for (language, words) in [
                ("de", ["seit Eintrag \(seen - 1) ausgesetzt", "kürzer als das, was schon gesehen wurde"]),
                ("en", ["suspended since entry \(seen - 1)", "log is shorter than what was seen"]),
            ] {
                let page = try staff.get("/staff", language)
                let text = String(decoding: page.body, as: UTF8.self)
                for word in words { #expect(text.contains(word)) }
            }
            server.stop()
            try town.restart()
        }
    }

    @Test func staffPagesAskForALogInAndCanListenApart() throws {
        try joined { _, town in
            let settings = try NodeSettings.load(
                file: "config/node.json5", data: town.folder,
                flags: [
                    "http.port=0", "minimumFreeMegabytes=0", "staff.address=127.0.0.1", "staff.port=0",
                    "staff.publicAddress=https://intern.example",
                ], environment: [:])
            let server = try NodeServer(node: town.node, settings: settings)
            let ports = try server.start()
            #expect(ports.public != ports.staff)
            #expect(server.firstAdminLink?.hasPrefix("https://intern.example/staff/link/") == true)
            func status(_ port: Int, _ path: String) throws -> Int {
                try Client().send(ClientRequest(url: "http://127.0.0.1:\(port)\(path)")).status
            }
            for path in ["/staff", "/staff/strategy", "/staff/receipts"] {
                #expect(try status(ports.public, path) == 404)
                #expect(try status(ports.staff, path) == 303)
            }
            #expect(try status(ports.public, "/staff/login") == 404)
            #expect(try status(ports.staff, "/staff/login") == 200)
            #expect(try status(ports.public, "/metrics") == 404)
            for port in [ports.public, ports.staff] {
                #expect(try status(port, "/healthz") == 200)
                #expect(try status(port, "/favicon.ico") == 200)
            }
            server.stop()
            try town.restart()
        }
    }

    @Test func theStaffAddressForLinksIsChecked() throws {
        for bad in ["intern.example", "https://intern.example/", "ftp://intern.example", "https://a b", "https://"] {
            #expect(throws: ServiceError.self, "\(bad)") {
                try NodeSettings.load(
                    file: nil, data: "x", flags: ["staff.publicAddress=\(bad)"], environment: [:])
            }
        }
    }

    @Test func everyCommandHasHelpInBothLanguages() {
        for command in [
            ["init"], ["join"], ["import", "strategy"], ["import", "indicators"], ["import", "participation"],
            ["import", "values"], ["indicators"], ["indicator", "plan"], ["indicator", "secrecy"], ["due"],
            ["deadline", "list"],
            ["deadline", "add"],
            ["deadline", "done"], ["deadline", "remove"], ["summary", "withdraw"],
            ["adopt"], ["publish", "strategy"], ["summary", "preview"], ["summary", "approve"], ["summary", "submit"],
            ["approve"], ["submit"], ["send"], ["withdraw"], ["status"], ["receipts"], ["serve"], ["backup"],
            ["restore"], ["federations"], ["resume"], ["leave"], ["strategy", "show"], ["strategy", "versions"],
            ["strategy", "adopt"], ["measures"], ["measure", "public"], ["report", "status"], ["report", "year"],
            ["report", "costs"], ["report", "measure"], ["position"], ["declare"], ["summary", "request"],
            ["summary", "return"], ["summary", "standing"], ["face", "show"], ["face", "set"], ["face", "logo"],
        ] {
            for language in ["de_DE.UTF-8", "en_GB.UTF-8"] {
                let console = Console(environment: ["LANG": language], output: -1, speech: -1)
                // The output is closed, so only the status says that the command is known: 1, not 2.
                #expect(Main.commandLine.run(command + ["--help"], console: console) == 1)
            }
        }
    }
}
