import Accounts
import Crypto
import Database
import Glibc
import HTTP
import Pages
import Service
import Synchronization
import Testing

@testable import AccountPages

/// Staff pages on a fresh database, asked through the router; a browser keeps its cookies and forms.
final class TestSite {
    static let password = "vier Wörter ohne Bezug"

    let folder: String
    let clock: FixedClock
    let store: Store
    let desk: AccountDesk
    let gate: StaffGate
    let router: Router

    init(_ policy: AccountPolicy = AccountPolicy()) throws {
        var template = Array("/tmp/account-pages-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
        let clock = FixedClock(try Timestamp("2026-11-25T08:00:00Z"))
        self.clock = clock
        store = Store(
            path: "\(folder)/test.sqlite", application: 0x5465_7374,
            migrations: [Migration(number: 1, name: "accounts", sql: AccountTables.sql + JournalRetention.sql)])
        let cost = try #require(ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1))
        desk = try AccountDesk(
            store: store, now: { clock.now.seconds }, monotonic: { clock.monotonic }, cost: cost,
            policy: policy)
        let gate = try StaffGate(
            site: StaffSite(
                prefix: "/staff", desk: desk, log: World.fixed(clock).log,
                publicAddress: { "https://town.example" },
                language: { $0.queryValue("lang") == "en" ? .english : .german },
                frame: { request, language, _ in
                    PageFrame(language: language, path: request.path, siteName: "Town", title: "")
                }))
        self.gate = gate
        let log = sentLog
        router = try Router(
            routes: gate.routes + [
                gate.get("", for: .reader) { _, _, visitor in .text("start of \(visitor.account.login)") },
                gate.get("/strategy", for: .reader) { _, _, visitor in .text("form \(visitor.csrf.value)") },
                gate.get("/secret", for: .approver) { _, _, _ in .text("secret") },
                gate.get("/broken", for: .reader) { _, _, _ in throw Broken() },
                gate.post("/broken", for: .reader) { _, _, _, _ in throw Broken() },
                gate.post("/full", for: .reader) { _, _, _, _ in throw DatabaseError(.full, "no room") },
                gate.post("/strategy", for: .author) { _, _, visitor, form in
                    log.withLock { $0.append([visitor.account.login] + form.all("title")) }
                    return .text("saved \(form["title"])")
                },
            ], notFound: { _ in .text("no such page", status: 404) },
            methodNotAllowed: { _, _ in .text("method", status: 405) })
    }

    private struct Broken: Error {}
    private final class Log: Sendable {
        let lines = Mutex<[[String]]>([])
        func withLock(_ body: (inout [[String]]) -> Void) { lines.withLock { body(&$0) } }
    }
    private let sentLog = Log()

    /// What the handler of `/staff/strategy` has taken: login and titles.
    var saved: [[String]] { sentLog.lines.withLock { $0 } }

    deinit {
        store.close()
        for suffix in ["", "-wal", "-shm"] { unlink("\(folder)/test.sqlite\(suffix)") }
        rmdir(folder)
    }

    /// A browser in which the first admin has made the account through the real form.
    func admin() throws -> Browser {
        let browser = Browser(self)
        let link = try #require(try desk.firstAdminLink())
        try browser.get("/staff/link/\(link.text)")
        let answer = try browser.send([
            ("login", "a.admin"), ("name", "A. Admin"), ("function", "Leitung"), ("password", Self.password),
            ("password-repeated", Self.password),
        ])
        try #require(answer.status == 303)
        return browser
    }
}

/// Cookies, the last page, and the forms in it.
final class Browser {
    let site: TestSite
    var isSecure: Bool
    var address = "192.0.2.1"
    var headers: [(String, String)] = [("Sec-Fetch-Site", "same-origin")]
    var cookies: [String: String] = [:]
    private(set) var path = "/"
    private(set) var answer = Response()

    init(_ site: TestSite, isSecure: Bool = true) {
        self.site = site
        self.isSecure = isSecure
    }

    @discardableResult
    func get(_ target: String) throws -> Response { try ask("GET", target, []) }

    /// Sends the last page's (last) form: its hidden fields, with these in place of or beside them.
    @discardableResult
    func send(_ fields: [(String, String)]) throws -> Response {
        let form = try #require(forms.last)
        // As browsers do (URL Standard, "normalize newlines").
        return try post(form.action, form.hidden.map { ($0.0, $0.1.replacing("\n", with: "\r\n")) } + fields)
    }

    @discardableResult
    func post(_ target: String, _ fields: [(String, String)]) throws -> Response { try ask("POST", target, fields) }

    /// Follows the last answer's redirect.
    @discardableResult
    func follow() throws -> Response { try get(try #require(answer.headers["Location"])) }

    func logIn(_ login: String = "a.admin", _ password: String = TestSite.password) throws -> Response {
        try get("/staff/login")
        return try send([("login", login), ("password", password)])
    }

    private func ask(_ method: String, _ target: String, _ fields: [(String, String)]) throws -> Response {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count > 1 ? try FormCoding.parse(Array(parts[1].utf8)) : []
        var headers = Headers(self.headers)
        if !cookies.isEmpty {
            headers.add("Cookie", cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; "))
        }
        if method == "POST" { headers.add("Content-Type", "application/x-www-form-urlencoded") }
        let request = Request(
            method: method, path: parts[0], query: query, headers: headers,
            body: Array(FormCoding.encode(fields.map { (name: $0.0, value: $0.1) }).utf8), clientAddress: address,
            isSecure: isSecure, rawTarget: target)
        answer = site.router.handle(request)
        path = parts[0]
        for cookie in answer.headers.all("Set-Cookie") {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        return answer
    }

    var text: String {
        guard case .bytes(let bytes) = answer.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The page's forms that go anywhere but to the log-out.
    var forms: [(action: String, hidden: [(String, String)])] {
        text.split(separator: "<form ").dropFirst().map { part in
            let body = part.prefix(upTo: part.firstRange(of: "</form>")?.lowerBound ?? part.endIndex)
            let hidden = body.split(separator: "<input ").filter { $0.contains("type=\"hidden\"") }.map { input in
                (Self.attribute("name", input), Self.attribute("value", input))
            }
            return (Self.attribute("action", body), hidden)
        }.filter { !$0.action.contains("/logout") }
    }

    private static func attribute(_ name: String, _ text: Substring) -> String {
        guard let start = text.firstRange(of: "\(name)=\"") else { return "" }
        let value = String(text[start.upperBound...].prefix { $0 != "\"" })
        return [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(value) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}
