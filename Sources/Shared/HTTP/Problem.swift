/// An error answer as application/problem+json (RFC 9457).
public struct Problem: Sendable {
    /// The value of an extra member.
    public enum Value: Sendable, Equatable {
        case string(String)
        case integer(Int)
    }

    /// A stable address that explains this kind of problem; `about:blank` when the status says it all.
    public var type: String
    public var title: String
    public var status: Int
    /// What is wrong, where, and what is expected.
    public var detail: String
    /// The request's id; `urn:uuid:` is put before it when it is not there.
    public var instance: String?
    /// Further members such as `position` or `expected`, in order.
    public var extra: [(String, Value)]

    public init(
        type: String = "about:blank", title: String, status: Int, detail: String, instance: String? = nil,
        extra: [(String, Value)] = []
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.instance = instance
        self.extra = extra
    }

    /// A problem whose title is the status phrase.
    public init(status: Int, detail: String, instance: String? = nil) {
        self.init(title: StatusPhrase.text(status), status: status, detail: detail, instance: instance)
    }

    public func response() -> Response {
        var response = Response.bytes(json(), contentType: "application/problem+json", status: status)
        response.headers.add("Cache-Control", "no-store")
        return response
    }

    private func json() -> [UInt8] {
        var members: [(String, Value)] = [
            ("type", .string(type)), ("title", .string(title)), ("status", .integer(status)),
            ("detail", .string(detail)),
        ]
        if let instance {
            members.append(("instance", .string(instance.hasPrefix("urn:") ? instance : "urn:uuid:\(instance)")))
        }
        let taken = Set(members.map(\.0))
        members += extra.filter { !taken.contains($0.0) }
        var bytes = Array("{".utf8)
        for (index, (name, value)) in members.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            Self.appendString(name, to: &bytes)
            bytes.append(0x3A)
            switch value {
            case .string(let text): Self.appendString(text, to: &bytes)
            case .integer(let number): bytes.append(String(number))
            }
        }
        bytes.append("}\n")
        return bytes
    }

    private static func appendString(_ text: String, to bytes: inout [UInt8]) {
        let hex = Array("0123456789abcdef".utf8)
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0x0A: bytes.append("\\n")
            case 0..<0x20: bytes += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
