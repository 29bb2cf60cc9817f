import AccountPages
import Crypto
import Events
import Federation
import HTTP
import Participation
import Service
import Testing

@testable import Accounts
@testable import TenantNode

/// The node's pages without sockets, and people who are logged in to them.
final class StaffHouse {
    static let password = "vier Wörter ohne Bezug"

    let town: TestNode
    let router: Router
    let desk: AccountDesk
    let events: EventsRoom
    let pages: NodePages
    let participation: ParticipationDesk

    init(_ town: TestNode, mail: MailSetup? = nil) throws {
        self.town = town
        let staff = try StaffPages(
            node: town.node, standard: .german, mail: mail, publicAddress: { "https://town.example" },
            openAddress: { "https://town.example" })
        desk = staff.gate.site.desk
        events = staff.events
        participation = staff.participation
        let pages = NodePages(
            node: town.node, standard: .german, leadsToStaff: true, participation: staff.participation,
            events: staff.events)
        self.pages = pages
        router = try Router(
            routes: pages.routes + staff.routes, notFound: { pages.notFound($0) },
            methodNotAllowed: { _, _ in .text("method", status: 405) })
    }

    /// The first admin, who may also write and approve.
    func admin() throws -> StaffBrowser {
        let link = try #require(try desk.firstAdminLink())
        return try made(link, [("login", "a.admin"), ("name", "A. Admin"), ("function", "Leitung")])
    }

    /// Somebody else in the house.
    func person(_ login: String, _ function: String, _ roles: Set<StaffRole>) throws -> StaffBrowser {
        let token = try Token.random()
        let now = town.clock.now.seconds
        try town.node.store.write { connection in
            try AccountDesk.insert(
                token,
                AccountLink(
                    kind: .invitation, login: login, name: login, function: function, roles: roles, expires: now + 1000,
                    account: nil, removesSecondFactor: false), connection)
        }
        return try made(token, [])
    }

    private func made(_ token: Token, _ fields: [(String, String)]) throws -> StaffBrowser {
        let browser = StaffBrowser(self)
        try browser.get("/staff/link/\(token.text)")
        try browser.send(fields + [("password", Self.password), ("password-repeated", Self.password)])
        try #require(browser.status == 303)
        return browser
    }

    /// What everybody sees.
    func visitor() -> StaffBrowser { StaffBrowser(self) }
}

/// Cookies, the last page, and the forms in it.
final class StaffBrowser {
    let house: StaffHouse
    var cookies: [String: String] = [:]
    private(set) var answer = Response()
    var language = "de"

    init(_ house: StaffHouse) { self.house = house }

    var status: Int { answer.status }

    var text: String {
        guard case .bytes(let bytes) = answer.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text between the tags, with white space joined.
    var words: String {
        var words = ""
        var isInTag = false
        for character in text {
            if character == "<" {
                isInTag = true
            } else if character == ">" {
                isInTag = false
                words.append(" ")
            } else if !isInTag {
                words.append(character == "\u{A0}" ? " " : character)
            }
        }
        return words.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ")
    }

    @discardableResult
    func get(_ target: String) throws -> StaffBrowser { try ask("GET", target, []) }

    @discardableResult
    func post(_ target: String, _ fields: [(String, String)]) throws -> StaffBrowser { try ask("POST", target, fields) }

    /// Sends a form of the last page with these values in place of its own; follows to where it leads.
    @discardableResult
    func send(_ fields: [(String, String)], form place: Int? = nil) throws -> StaffBrowser {
        let forms = self.forms
        let form = try #require(place.map { $0 < forms.count ? forms[$0] : nil } ?? forms.last)
        let names = Set(fields.map(\.0))
        return try post(form.action, form.fields.filter { !names.contains($0.0) } + fields)
    }

    @discardableResult
    func follow() throws -> StaffBrowser { try get(try #require(answer.headers["Location"])) }

    /// Sends the page's last form with a file in it, as browsers do.
    @discardableResult
    func upload(_ bytes: [UInt8], as name: String, file: String, _ fields: [(String, String)] = []) throws
        -> StaffBrowser
    {
        let form = try #require(forms.last)
        let names = Set(fields.map(\.0))
        var body: [UInt8] = []
        for (name, value) in form.fields.filter({ !names.contains($0.0) }) + fields {
            body += Array("--grenze\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array("--grenze\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(file)\"\r\n".utf8)
        body += Array("Content-Type: image/png\r\n\r\n".utf8) + bytes + Array("\r\n--grenze--\r\n".utf8)
        return try ask("POST", form.action, [], multipart: body)
    }

    private func ask(_ method: String, _ target: String, _ fields: [(String, String)], multipart: [UInt8]? = nil) throws
        -> StaffBrowser
    {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        var query = parts.count > 1 ? try FormCoding.parse(Array(parts[1].utf8)) : []
        if !query.contains(where: { $0.name == "lang" }) { query.append((name: "lang", value: language)) }
        var headers = Headers([("Sec-Fetch-Site", "same-origin")])
        if !cookies.isEmpty {
            headers.add("Cookie", cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; "))
        }
        if method == "POST" {
            headers.add(
                "Content-Type",
                multipart == nil ? "application/x-www-form-urlencoded" : "multipart/form-data; boundary=grenze")
        }
        answer = house.router.handle(
            Request(
                method: method, path: parts[0], query: query, headers: headers,
                body: multipart ?? Array(FormCoding.encode(fields.map { (name: $0.0, value: $0.1) }).utf8),
                clientAddress: "192.0.2.1", isSecure: true))
        for cookie in answer.headers.all("Set-Cookie") {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        return self
    }

    /// The page's forms with the values that a browser would send, but for the log-out.
    var forms: [(action: String, fields: [(String, String)])] {
        text.split(separator: "<form ").dropFirst().map { part in
            let body = part.prefix(upTo: part.firstRange(of: "</form>")?.lowerBound ?? part.endIndex)
            return (Self.attribute("action", body), Self.fields(body))
        }.filter { !$0.action.contains("/logout") }
    }

    private static func fields(_ body: Substring) -> [(String, String)] {
        var fields: [(String, String)] = []
        for input in body.split(separator: "<input ").dropFirst() {
            let tag = input.prefix { $0 != ">" }
            if tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\""), !tag.contains(" checked") {
                continue
            }
            if tag.contains("type=\"file\"") { continue }
            fields.append((attribute("name", tag), attribute("value", tag)))
        }
        for area in body.split(separator: "<textarea ").dropFirst() {
            let content = area.drop { $0 != ">" }.dropFirst()
            let text = content.prefix(upTo: content.firstRange(of: "</textarea>")?.lowerBound ?? content.endIndex)
            fields.append((attribute("name", area), plain(String(text.hasPrefix("\n") ? text.dropFirst() : text))))
        }
        for select in body.split(separator: "<select ").dropFirst() {
            let options = select.prefix(upTo: select.firstRange(of: "</select>")?.lowerBound ?? select.endIndex)
            let chosen = options.split(separator: "<option ").first { $0.prefix { $0 != ">" }.contains(" selected") }
            fields.append((attribute("name", select), chosen.map { attribute("value", $0) } ?? ""))
        }
        return fields
    }

    private static func attribute(_ name: String, _ text: Substring) -> String {
        guard let start = text.firstRange(of: "\(name)=\"") else { return "" }
        return plain(String(text[start.upperBound...].prefix { $0 != "\"" }))
    }

    private static func plain(_ text: String) -> String {
        [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}
