import Crypto
import Federation
import Foundation
import HTTP
import Service
import Testing

@testable import AccountPages
@testable import Accounts
@testable import Hub

extension TestHub {
    static func id(_ name: String) throws -> TenantID { try #require(TenantID(name)) }
}

/// The office's pages of a test hub, and people who are logged in there.
final class TestOffice {
    let hub: TestHub
    let pages: OfficePages
    let router: Router
    private let desk: AccountDesk

    init(_ hub: TestHub) throws {
        self.hub = hub
        let running = try hub.running
        let sequencer = running.hub.sequencer
        let cost = try #require(ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1))
        let dashboard = Dashboard(
            snapshot: { sequencer.snapshot }, log: running.hub.store.log,
            site: Site(publicAddress: TestHub.address, license: "CC BY 4.0", version: Version.text))
        pages = try OfficePages(
            dashboard: dashboard, office: running.hub.office, store: running.hub.store.store, world: hub.world,
            publicAddress: TestHub.address, passwordCost: cost)
        desk = pages.gate.site.desk
        router = try Router(
            routes: pages.routes + dashboard.routes, notFound: { dashboard.notFound($0) },
            methodNotAllowed: { _, _ in .text("method", status: 405) })
    }

    /// A person with these roles, logged in.
    func person(_ login: String, _ roles: StaffRole...) throws -> StaffBrowser {
        let store = desk.store
        let now = desk.now()
        let id = try store.write { connection in
            let id = try AccountStore.insert(
                PersonEntry(login: login, name: "Name of \(login)", function: "", roles: Set(roles)),
                PasswordHash(hash: [UInt8](repeating: 0, count: 32), salt: [1], cost: .standard), at: now, connection)
            return id
        }
        let token = try desk.sessions.begin(id, generation: 1, isComplete: true, at: now)
        return StaffBrowser(self, id: id, cookie: try cookie(token))
    }

    /// Lets authors approve their own work, as an office of one person has to.
    func allowSelfApproval() throws {
        try desk.store.write { connection in try AccountSetting.write(.selfApproval, [1], connection) }
    }

    private func cookie(_ token: Token) throws -> String {
        var response = Response()
        pages.gate.cookies.set(.session, token.text, Request(isSecure: true), &response)
        return String(try #require(response.headers["Set-Cookie"]).prefix { $0 != ";" })
    }
}

/// Somebody at the office: the last page, and its forms.
final class StaffBrowser {
    let office: TestOffice
    let id: Int64
    private let cookie: String
    private(set) var page = Response()

    init(_ office: TestOffice, id: Int64, cookie: String) {
        self.office = office
        self.id = id
        self.cookie = cookie
    }

    @discardableResult func get(_ target: String, language: String = "en") throws -> HubAnswer {
        try ask("GET", target, [], language)
    }

    /// Sends the form of the last page that goes to `action` (the last one if none is named): its fields as they stand,
    /// with these in their place.
    @discardableResult
    func send(_ fields: [(String, String)] = [], to action: String? = nil, language: String = "en") throws -> HubAnswer
    {
        let all = forms
        let form = try #require(
            all.last { form in action.map { form.action.hasPrefix($0) } ?? true }, "no such form on the page")
        let names = Set(fields.map(\.0))
        return try ask("POST", form.action, form.fields.filter { !names.contains($0.0) } + fields, language)
    }

    @discardableResult
    func post(_ target: String, _ fields: [(String, String)], language: String = "en") throws -> HubAnswer {
        try ask("POST", target, fields, language)
    }

    private func ask(
        _ method: String, _ target: String, _ fields: [(String, String)], _ language: String
    ) throws -> HubAnswer {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count > 1 ? try FormCoding.parse(Array(parts[1].utf8)) : []
        var headers = Headers([
            ("Cookie", cookie), ("Accept-Language", language), ("Sec-Fetch-Site", "same-origin"),
        ])
        if method == "POST" { headers.add("Content-Type", "application/x-www-form-urlencoded") }
        let request = Request(
            method: method, path: parts[0], query: query, headers: headers,
            body: Array(FormCoding.encode(fields.map { (name: $0.0, value: $0.1) }).utf8), isSecure: true,
            rawTarget: target)
        page = office.router.handle(request)
        return try HubAnswer(page)
    }

    /// Sends the last page's form with these files.
    @discardableResult
    func upload(_ target: String, _ files: [(name: String, fileName: String, bytes: [UInt8])]) throws -> HubAnswer {
        let csrf = try #require(forms.last?.fields.first { $0.0 == "csrf" }?.1)
        var body = Array("--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(csrf)\r\n".utf8)
        for file in files {
            let head =
                "--b\r\nContent-Disposition: form-data; name=\"\(file.name)\"; filename=\"\(file.fileName)\"\r\n\r\n"
            body += Array(head.utf8) + file.bytes + [0x0D, 0x0A]
        }
        body += Array("--b--\r\n".utf8)
        let headers = Headers([
            ("Cookie", cookie), ("Accept-Language", "en"), ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", "multipart/form-data; boundary=b"),
        ])
        page = office.router.handle(
            Request(method: "POST", path: target, headers: headers, body: body, isSecure: true, rawTarget: target))
        return try HubAnswer(page)
    }

    var text: String {
        guard case .bytes(let bytes) = page.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The page without its markup.
    var words: String {
        var words = ""
        var isTag = false
        for character in text {
            if character == "<" { isTag = true }
            if !isTag { words.append(character) }
            if character == ">" {
                isTag = false
                words.append(" ")
            }
        }
        return StaffBrowser.plain(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The page's forms but the log-out, with every field as a browser would send it.
    var forms: [(action: String, fields: [(String, String)])] {
        text.components(separatedBy: "<form ").dropFirst().map { part in
            let body = part.components(separatedBy: "</form>")[0]
            return (Self.attribute("action", body), Self.fields(body))
        }.filter { !$0.action.contains("/logout") }
    }

    private static func fields(_ form: String) -> [(String, String)] {
        var fields: [(String, String)] = []
        for part in form.components(separatedBy: "<input ").dropFirst() {
            let tag = part.components(separatedBy: ">")[0]
            let type = attribute("type", tag)
            if ["checkbox", "radio"].contains(type), !tag.contains(" checked") { continue }
            fields.append((attribute("name", tag), attribute("value", tag)))
        }
        for part in form.components(separatedBy: "<textarea ").dropFirst() {
            let name = attribute("name", part.components(separatedBy: ">")[0])
            let value = part.components(separatedBy: "</textarea>")[0].components(separatedBy: ">").dropFirst()
            fields.append((name, plain(String(value.joined(separator: ">").drop { $0 == "\n" }))))
        }
        for part in form.components(separatedBy: "<select ").dropFirst() {
            let name = attribute("name", part.components(separatedBy: ">")[0])
            let options = part.components(separatedBy: "</select>")[0].components(separatedBy: "<option ").dropFirst()
            let chosen = options.first { $0.components(separatedBy: ">")[0].contains(" selected") }
            fields.append((name, chosen.map { attribute("value", $0) } ?? ""))
        }
        return fields
    }

    private static func attribute(_ name: String, _ text: String) -> String {
        guard let start = text.range(of: "\(name)=\"") else { return "" }
        return plain(String(text[start.upperBound...].prefix { $0 != "\"" }))
    }

    private static func plain(_ text: String) -> String {
        [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(text) {
            $0.replacingOccurrences(of: $1.0, with: $1.1)
        }
    }
}
