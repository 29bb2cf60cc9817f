import Accounts
import Crypto
import HTTP
import Testing

@testable import AccountPages

/// Large bodies are read from staff alone, and a long form over which a session has ended is not lost.
struct FormSpaceTests {
    /// What a connection does with the head of a form of that length from a browser.
    private func step(
        _ gate: StaffGate, _ browser: Browser?, _ length: Int, path: String = "/staff/strategy",
        chunked: Bool = false, parser: inout RequestParser
    ) -> Int {
        var limits = RequestParser.Limits()
        limits.maximumBodyBytes = gate.bodyLimit(uploads: { $0 == "/staff/upload" ? 16 << 20 : nil }) { _ in 10 }
        parser = RequestParser(limits: limits)
        let cookies = browser.map { $0.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") } ?? ""
        let framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: \(length)"
        parser.append(Array("POST \(path) HTTP/1.1\r\nHost: x\r\nCookie: \(cookies)\r\n\(framing)\r\n\r\n".utf8))
        if chunked {
            let chunk = String(repeating: "a", count: 0x4000)
            for _ in 0..<length / 0x4000 { parser.append(Array("4000\r\n\(chunk)\r\n".utf8)) }
        }
        guard case .failure(let error) = parser.next() else { return 200 }
        return error.status ?? 0
    }

    private func step(
        _ gate: StaffGate, _ browser: Browser?, _ length: Int, path: String = "/staff/strategy", chunked: Bool = false
    ) -> Int {
        var parser = RequestParser()
        return step(gate, browser, length, path: path, chunked: chunked, parser: &parser)
    }

    @Test func strangersSendNoMoreThanALogInForm() throws {
        let site = try TestSite()
        let admin = try site.admin()
        let stranger = Browser(site)
        try stranger.get("/staff/login")
        // A mark that was not made here is worth nothing.
        let forger = Browser(site)
        forger.cookies = stranger.cookies
        for key in admin.cookies.keys where key.contains("device") {
            forger.cookies[key] = String(repeating: "a", count: 32) + "." + String(repeating: "A", count: 43)
        }
        for browser in [nil, stranger, forger] {
            #expect(step(site.gate, browser, 64 << 10) == 200)
            #expect(step(site.gate, browser, (64 << 10) + 1) == 413)
            #expect(step(site.gate, browser, (64 << 10) + 1, path: "/staff/login") == 413)
            #expect(step(site.gate, browser, 128 << 10, chunked: true) == 413)
        }
        admin.isSecure = false
        #expect(step(site.gate, admin, 11, path: "/public") == 413)
        #expect(step(site.gate, admin, 11, path: "/staffs") == 413)
    }

    @Test func staffSendWholeTablesAndSoManyAtOnce() throws {
        let site = try TestSite()
        let admin = try plainAdmin(site)
        #expect(step(site.gate, admin, 4 << 20) == 200)
        #expect(step(site.gate, admin, (4 << 20) + 1) == 413)
        #expect(step(site.gate, admin, 128 << 10, chunked: true) == 200)
        var held: [RequestParser] = []
        for _ in 0..<32 {
            var parser = RequestParser()
            #expect(step(site.gate, admin, 1 << 20, parser: &parser) == 200)
            held.append(parser)
        }
        #expect(step(site.gate, admin, 1 << 20) == 503)
        // Small forms go on meanwhile.
        #expect(step(site.gate, admin, 1 << 10) == 200)
        held.removeLast()
        #expect(step(site.gate, admin, 1 << 20) == 200)
    }

    @Test func oneAddressTakesLargerFilesFromWhoeverIsLoggedIn() throws {
        let site = try TestSite()
        let admin = try plainAdmin(site)
        #expect(step(site.gate, admin, 16 << 20, path: "/staff/upload") == 200)
        #expect(step(site.gate, admin, (16 << 20) + 1, path: "/staff/upload") == 413)
        #expect(step(site.gate, nil, (64 << 10) + 1, path: "/staff/upload") == 413)
        var held: [RequestParser] = []
        for _ in 0..<2 {
            var parser = RequestParser()
            #expect(step(site.gate, admin, 16 << 20, path: "/staff/upload", parser: &parser) == 200)
            held.append(parser)
        }
        // Other forms don't wait for files.
        #expect(step(site.gate, admin, 16 << 20, path: "/staff/upload") == 503)
        #expect(step(site.gate, admin, 4 << 20) == 200)
        held = []
        // Whose session has ended sends no files.
        site.clock.advance(by: .seconds(7200))
        #expect(step(site.gate, admin, (4 << 20) + 1, path: "/staff/upload") == 413)
    }

    @Test func aBrowserWhoseSessionHasEndedMaySendItsLongForm() throws {
        let site = try TestSite()
        let admin = try plainAdmin(site)
        site.clock.advance(by: .seconds(7200))
        var held: [RequestParser] = []
        for _ in 0..<4 {
            var parser = RequestParser()
            #expect(step(site.gate, admin, 4 << 20, parser: &parser) == 200)
            held.append(parser)
        }
        // Whoever had an account may be anybody by now: few at once, and none of staff at work has to wait for it.
        #expect(step(site.gate, admin, 4 << 20) == 503)
        let other = Browser(site, isSecure: false)
        try #require(try other.logIn().status == 303)
        #expect(step(site.gate, other, 4 << 20) == 200)
        held = []
        // A restart forgets all sessions, and still takes it.
        let desk = try AccountDesk(
            store: site.store, now: { 1_800_000_000 }, monotonic: { 0 },
            cost: try #require(ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1)))
        #expect(try desk.isKnownBrowser(admin.cookies.first { $0.key.contains("device") }?.value))
        #expect(try !desk.isKnownBrowser(nil))
        #expect(step(site.gate, admin, 4 << 20) == 200)
        // The mark of an account that was deactivated is worth nothing.
        try site.store.write { connection in try connection.execute("UPDATE account SET is_active = 0") }
        #expect(step(site.gate, admin, 4 << 20) == 413)
    }

    @Test func aLongFormGoesThroughTheLogInOverARealConnection() throws {
        let site = try TestSite()
        let admin = try plainAdmin(site)
        try admin.get("/staff/strategy")
        let key = String(admin.text.dropFirst("form ".count))
        var configuration = ServerConfiguration()
        configuration.maximumBodyBytes = site.gate.bodyLimit { _ in 10 }
        let gate = site.gate
        configuration.refusal = { status, reason, request in
            gate.refusal(status: status, request) ?? .text(reason, status: status)
        }
        let router = site.router
        let server = Server(configuration: configuration, handler: { router.handle($0) })
        let port = try server.start()
        defer { server.stop() }
        let long = String(repeating: "Ä ", count: 250_000)
        func send(_ path: String, _ fields: [(name: String, value: String)], cookies: [String: String]) throws -> (
            Int, String
        ) {
            var request = ClientRequest(
                method: "POST", url: "http://127.0.0.1:\(port)\(path)",
                headers: Headers([
                    ("Content-Type", "application/x-www-form-urlencoded"), ("Accept-Language", "de"),
                    ("Cookie", cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")),
                ]))
            request.body = Array(FormCoding.encode(fields).utf8)
            let answer = try Client().send(request)
            return (answer.status, String(decoding: answer.body, as: UTF8.self))
        }
        let fields = [(name: "csrf", value: key), (name: "title", value: long)]
        let (status, page) = try send("/staff/strategy", fields, cookies: [:])
        #expect(status == 413)
        #expect(page.contains("So viel Text nehmen wir nur von angemeldeten Personen an."))
        #expect(try send("/staff/strategy", fields, cookies: admin.cookies).0 == 200)
        #expect(site.saved.count == 1)
        site.clock.advance(by: .seconds(7200))
        let (ended, logIn) = try send("/staff/strategy", fields, cookies: admin.cookies)
        #expect(ended == 403)
        #expect(logIn.contains("Ihre Anmeldung war abgelaufen.") && logIn.contains("enctype=\"multipart/form-data\""))
        #expect(logIn.contains("name=\"carried:title\" value=\"\(long)\""))
        let token = try #require(admin.cookies.first { $0.key.contains("-form-") })
        let form = try #require(Token(token.value)).formKey()
        let (back, offered) = try send(
            "/staff/login",
            [
                (name: "csrf", value: form), (name: "login", value: "a.admin"),
                (name: "password", value: TestSite.password), (name: "carried-action", value: "/staff/strategy"),
                (name: "carried:title", value: long),
            ], cookies: admin.cookies)
        #expect(back == 200)
        #expect(offered.contains("name=\"title\" value=\"\(long)\""))
        #expect(site.saved.count == 1)
    }

    /// The first admin over plain HTTP, with a form cookie, a session and a device mark.
    private func plainAdmin(_ site: TestSite) throws -> Browser {
        let browser = Browser(site, isSecure: false)
        let link = try #require(try site.desk.firstAdminLink())
        try browser.get("/staff/link/\(link.text)")
        let answer = try browser.send([
            ("login", "a.admin"), ("name", "A. Admin"), ("password", TestSite.password),
            ("password-repeated", TestSite.password),
        ])
        try #require(answer.status == 303)
        return browser
    }
}
