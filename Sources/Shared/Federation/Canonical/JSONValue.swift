/// Any canonical JSON value, for what has no type of its own.
public indirect enum JSONValue: Hashable, CanonicalValue {
    case object([Member])
    case array([JSONValue])
    case string(String)
    case integer(Int64)
    case boolean(Bool)
    case null

    /// One member of an object.
    public struct Member: Hashable, Sendable {
        public let name: String
        public let value: JSONValue

        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        switch reader.nextByte {
        case 0x7B:
            var members: [Member] = []
            try reader.openObject()
            while true {
                // Behind the comma, at the name.
                let start = reader.position + (members.isEmpty ? 0 : 1)
                guard let name = try reader.anyMember() else { break }
                if let last = members.last, !last.name.utf16.lexicographicallyPrecedes(name.utf16) {
                    throw reader.fault(
                        at: start, .notCanonical, "The member \"\(name)\" stands twice or is not in its sorted place")
                }
                members.append(Member(name, try JSONValue(from: &reader)))
            }
            self = .object(members)
        case 0x5B:
            var elements: [JSONValue] = []
            try reader.openArray()
            while try reader.nextElement() { elements.append(try JSONValue(from: &reader)) }
            self = .array(elements)
        case 0x22: self = .string(try reader.string())
        case 0x74, 0x66: self = .boolean(try reader.boolean())
        case 0x6E:
            guard reader.null() else { throw reader.fault(.malformed, "Here should stand null") }
            self = .null
        default: self = .integer(try reader.integer())
        }
    }

    /// Sorts the members; two members of one name have no canonical form and keep their order.
    public func write(to writer: inout CanonicalWriter) {
        switch self {
        case .object(let members):
            let sorted = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
            writer.object { writer in
                for member in sorted {
                    writer.member(member.name)
                    member.value.write(to: &writer)
                }
            }
        case .array(let elements): writer.array(elements) { $1.write(to: &$0) }
        case .string(let text): writer.string(text)
        case .integer(let value): writer.integer(value)
        case .boolean(let value): writer.boolean(value)
        case .null: writer.null()
        }
    }

    // Strings are compared as bytes: Swift's own equality takes é and e + U+0301 for the same.
    public static func == (left: JSONValue, right: JSONValue) -> Bool { left.canonicalBytes == right.canonicalBytes }

    public func hash(into hasher: inout Hasher) { hasher.combine(canonicalBytes) }
}
