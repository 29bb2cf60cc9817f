import Foundation
import HTTP
import Testing

@testable import Hub

/// A page as a reader gets it: status, text, and its tags checked for balance.
struct DashboardPage {
    let response: Response
    let text: String

    /// Asks the dashboard's routes, without sockets.
    init(
        _ dashboard: Dashboard, _ target: String, language: String? = nil, headers: [(String, String)] = []
    ) throws {
        let router = try Router(
            routes: dashboard.routes, notFound: { dashboard.notFound($0) },
            methodNotAllowed: { _, _ in .text("no", status: 405) })
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        var query = parts.count > 1 ? try FormCoding.parse(Array(parts[1].utf8), maximumFields: 20) : []
        if let language { query.append((name: "lang", value: language)) }
        response = router.handle(Request(path: parts[0], query: query, headers: Headers(headers)))
        switch response.body {
        case .bytes(let bytes): text = String(decoding: bytes, as: UTF8.self)
        default: throw NotBytes()
        }
    }

    struct NotBytes: Error {}

    /// What is wrong with the markup: unbalanced tags, doubled ids, links within the page that lead nowhere.
    var faults: [String] {
        var faults: [String] = []
        let void: Set<String> = ["base", "meta", "link", "hr", "br", "wbr", "col", "img", "input", "!DOCTYPE"]
        var open: [String] = []
        var ids: Set<String> = []
        var targets: Set<String> = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            guard let end = rest[start...].firstIndex(of: ">") else { return ["a tag has no end"] }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                if open.popLast() != String(tag.dropFirst()) { faults.append("\(tag) closes nothing") }
                continue
            }
            let name = String(tag.prefix { $0 != " " })
            if !void.contains(name) { open.append(name) }
            if ["script", "style", "iframe"].contains(name) { faults.append("a \(name)") }
            let pieces = tag.dropFirst(name.count).split(separator: "\"", omittingEmptySubsequences: false)
            for (place, piece) in pieces.enumerated() where place.isMultiple(of: 2) && piece.hasSuffix("=") {
                let attribute = piece.split(separator: " ").last?.dropLast() ?? ""
                let value = place + 1 < pieces.count ? String(pieces[place + 1]) : ""
                if attribute == "style" || attribute.hasPrefix("on") { faults.append(String(attribute)) }
                if attribute == "id", !ids.insert(value).inserted { faults.append("id \(value) twice") }
                if attribute == "href", value.hasPrefix("#") { targets.insert(String(value.dropFirst())) }
                if attribute == "href", value.hasPrefix("javascript") { faults.append("a script address") }
            }
        }
        if !open.isEmpty { faults.append("left open: \(open)") }
        faults += targets.subtracting(ids).map { "#\($0) leads nowhere" }
        return faults
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
}
