import HTTP

/// A place below the staff prefix to go to after logging in. Nothing that leaves this site can be one.
struct ReturnPath: Sendable, Equatable {
    /// Path and query as they stand in an address.
    let text: String

    /// nil for anything but a path below `prefix`, as it stood in a request line of ours.
    init?(_ text: String, prefix: String) {
        let path = text.prefix { $0 != "?" }
        let isPlain = text.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "#")
        }
        guard isPlain, text.utf8.count <= 4000, path == prefix[...] || path.hasPrefix(prefix + "/"),
            !path.contains("//"), !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." })
        else { return nil }
        // Back to the log-in would lead nowhere.
        guard !path.hasPrefix(prefix + "/login"), !path.hasPrefix(prefix + "/logout") else { return nil }
        self.text = text
    }

    init?(of request: Request, prefix: String) { self.init(request.rawTarget, prefix: prefix) }

    /// The path as a handler sees it, and the query's fields.
    var parts: (path: String, query: [(name: String, value: String)]) {
        let halves = text.split(separator: "?", maxSplits: 1).map { Array($0.utf8) }
        let path = (try? FormCoding.parse([0x3D] + (halves.first ?? [])))?.first?.value ?? text
        return (path, halves.count > 1 ? (try? FormCoding.parse(halves[1])) ?? [] : [])
    }
}
