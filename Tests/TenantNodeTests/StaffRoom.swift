import Accounts
import Crypto
import Database
import Federation
import HTTP
import Pages
import Service
import Testing

@testable import AccountPages
@testable import Accounts
@testable import TenantNode

/// The staff pages of a node, asked through the router without sockets, by people with accounts.
final class StaffRoom {
    let node: Node
    let router: Router
    private let desk: AccountDesk
    private let cookies: StaffCookies

    init(_ node: Node) throws {
        self.node = node
        let pages = try StaffPages(
            node: node, standard: .german, publicAddress: { "https://town.example" },
            openAddress: { "https://town.example" })
        desk = pages.gate.site.desk
        cookies = pages.gate.cookies
        router = try Router(
            routes: pages.routes, notFound: { _ in .text("no such page", status: 404) },
            methodNotAllowed: { _, _ in .text("method", status: 405) })
    }

    /// Somebody who is logged in.
    func person(_ login: String, _ roles: Set<StaffRole>) throws -> StaffPerson {
        let entry = try PersonEntry(login: login, name: "Name \(login)", function: "Amt", roles: roles)
        let at = node.world.now().seconds
        let hash = try PasswordHashing(cost: #require(ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1))).make("x")
        let id = try node.store.write { connection in try AccountStore.insert(entry, hash, at: at, connection) }
        let token = try desk.sessions.begin(id, generation: 1, isComplete: true, at: at)
        return StaffPerson(house: self, id: id, cookies: cookies, token: token)
    }

    /// Somebody in a house that lets people approve their own work.
    func alone(_ login: String) throws -> StaffPerson {
        try allowSelfApproval()
        return try person(login, [.author, .approver])
    }

    func allowSelfApproval() throws {
        try node.store.write { connection in try AccountSetting.write(.selfApproval, [1], connection) }
    }

    func journal() throws -> [Journal.Entry] {
        try node.store.read { connection in try Journal.newest(100, skipping: 0, connection) }
    }
}

/// An account with a session.
struct StaffPerson {
    let house: StaffRoom
    let id: Int64
    fileprivate let cookies: StaffCookies
    fileprivate let token: Token

    fileprivate init(house: StaffRoom, id: Int64, cookies: StaffCookies, token: Token) {
        self.house = house
        self.id = id
        self.cookies = cookies
        self.token = token
    }

    func get(_ target: String) throws -> StaffAnswer { try ask("GET", target, headers: [], body: []) }

    /// Sends a form with the hidden field that shows it is ours.
    func post(_ target: String, _ fields: [(String, String)]) throws -> StaffAnswer {
        let all = [("csrf", try token.formKey())] + fields
        return try ask(
            "POST", target, headers: [("Content-Type", "application/x-www-form-urlencoded")],
            body: Array(FormCoding.encode(all.map { (name: $0.0, value: $0.1) }).utf8))
    }

    /// Sends the page's form that leads to `target`, with these fields in place of those it has.
    func send(_ page: StaffAnswer, to target: String, _ typed: [String: String] = [:]) throws -> StaffAnswer {
        let form = try #require(page.form(to: target), "no form to \(target) in \(page.text)")
        var fields = form.filter { $0.0 != "csrf" }
        for (name, value) in typed {
            fields.removeAll { $0.0 == name }
            fields.append((name, value))
        }
        return try post(target, fields)
    }

    func upload(_ target: String, _ parts: [(name: String, fileName: String?, bytes: [UInt8])]) throws -> StaffAnswer {
        var body: [UInt8] = []
        for part in [(name: "csrf", fileName: nil, bytes: Array(try token.formKey().utf8))] + parts {
            body += Array("--b\r\nContent-Disposition: form-data; name=\"\(part.name)\"".utf8)
            if let file = part.fileName { body += Array("; filename=\"\(file)\"".utf8) }
            body += Array("\r\n\r\n".utf8) + part.bytes + [0x0D, 0x0A]
        }
        body += Array("--b--\r\n".utf8)
        return try ask(
            "POST", target, headers: [("Content-Type", "multipart/form-data; boundary=b")], body: body)
    }

    private func ask(_ method: String, _ target: String, headers: [(String, String)], body: [UInt8]) throws
        -> StaffAnswer
    {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count > 1 ? try FormCoding.parse(Array(parts[1].utf8)) : []
        var all = Headers(headers + [("Sec-Fetch-Site", "same-origin")])
        var sample = Response()
        let plain = Request(method: method, path: parts[0], isSecure: true)
        cookies.set(.session, token.text, plain, &sample)
        all.add("Cookie", String((sample.headers["Set-Cookie"] ?? "").prefix { $0 != ";" }))
        let request = Request(
            method: method, path: parts[0], query: query, headers: all, body: body, isSecure: true, rawTarget: target)
        return StaffAnswer(response: house.router.handle(request))
    }
}

/// An answer as a person sees it.
struct StaffAnswer {
    let response: Response

    var status: Int { response.status }
    var location: String { response.headers["Location"] ?? "" }
    var bytes: [UInt8] { if case .bytes(let bytes) = response.body { bytes } else { [] } }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text without markup, entities resolved, white space joined.
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
        return Self.resolved(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func has(_ sentence: String) -> Bool { words.contains(sentence) }

    /// Names and values of the form whose action begins with `target`, as a browser would send it; nil without one.
    func form(to target: String) -> [(String, String)]? {
        let path = target.prefix { $0 != "?" }
        for piece in text.components(separatedBy: "<form").dropFirst() {
            guard let end = piece.range(of: "</form>") else { continue }
            let form = String(piece[..<end.lowerBound])
            guard let action = Self.attribute("action", form), action.prefix(while: { $0 != "?" }) == path else {
                continue
            }
            return Self.fields(form)
        }
        return nil
    }

    private static func fields(_ form: String) -> [(String, String)] {
        var fields: [(String, String)] = []
        for piece in form.components(separatedBy: "<").dropFirst() {
            let tag = String(piece.prefix { $0 != ">" })
            guard let name = attribute("name", tag) else {
                if piece.hasPrefix("option"), tag.contains(" selected"), let last = fields.last {
                    fields[fields.count - 1] = (last.0, attribute("value", tag) ?? "")
                }
                continue
            }
            if piece.hasPrefix("textarea") {
                let content = piece.dropFirst(tag.count + 1)
                fields.append((name, resolved(String(content.first == "\n" ? content.dropFirst() : content))))
            } else if piece.hasPrefix("select") {
                fields.append((name, ""))
            } else if piece.hasPrefix("input") {
                let type = attribute("type", tag)
                if type == "checkbox" || type == "radio", !tag.contains(" checked") { continue }
                if type == "file" { continue }
                fields.append((name, attribute("value", tag) ?? ""))
            }
        }
        return fields
    }

    private static func attribute(_ name: String, _ tag: String) -> String? {
        guard let start = tag.range(of: " \(name)=\"") else { return nil }
        return resolved(String(tag[start.upperBound...].prefix { $0 != "\"" }))
    }

    private static func resolved(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&#x27;", with: "'").replacing("\u{A0}", with: " ")
            .replacing("&amp;", with: "&")
    }
}

extension String {
    /// The pieces between occurrences of `separator`.
    func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let found = rest.range(of: separator) {
            parts.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return parts + [String(rest)]
    }

    func range(of text: String) -> Range<String.Index>? { self[...].range(of: text) }
}

extension Substring {
    func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}

/// A town that has joined and adopted, with its staff.
func staffed(_ body: (FakeHub, TestNode, StaffRoom) throws -> Void) throws {
    try joined { hub, town in
        let house = try StaffRoom(town.node)
        try body(hub, town, house)
    }
}
