import Federation
import Service

/// A framework as a JSON5 file: the members of docs/PROTOCOL.md section 5, with comments, in any order.
enum FrameworkFile {
    static let maximumBytes = 1_048_576

    static func read(_ path: String) throws -> Framework {
        let node = try JSON5Node.parse(try Files.readFile(path, maximum: maximumBytes), file: path)
        let bytes = try value(node, file: path).canonicalBytes
        do throws(Refusal) {
            return try Framework(canonicalBytes: bytes)
        } catch {
            // The position is one in the canonical form, which nobody has in front of them.
            throw ServiceError(
                .malformed, error.reason, at: [path, error.field].compactMap(\.self).joined(separator: ": "))
        }
    }

    /// The same from text that somebody pasted, as a value that has still to be checked.
    static func parse(_ bytes: [UInt8], file: String) throws(ServiceError) -> JSONValue {
        try value(try JSON5Node.parse(bytes, file: file), file: file)
    }

    /// A framework laid out for people.
    static func text(_ framework: Framework) throws(Refusal) -> String {
        try JSONValue(canonicalBytes: framework.canonicalBytes).laidOut() + "\n"
    }

    static func value(_ node: JSON5Node, file: String) throws(ServiceError) -> JSONValue {
        switch node.value {
        case .null: return .null
        case .boolean(let flag): return .boolean(flag)
        case .integer(let number):
            guard abs(number) <= CanonicalReader.maximumInteger else {
                throw ServiceError(.outOfRange, "The number is beyond 2^53−1", at: "\(file):\(node.line)")
            }
            return .integer(number)
        case .decimal(let text):
            throw ServiceError(
                .wrongType, "\(text) must stand in quotation marks: decimals are texts here", at: "\(file):\(node.line)"
            )
        case .text(let text): return .string(text)
        case .list(let elements):
            var values: [JSONValue] = []
            for element in elements { values.append(try value(element, file: file)) }
            return .array(values)
        case .section(let members):
            var values: [JSONValue.Member] = []
            for member in members { values.append(JSONValue.Member(member.key, try value(member.node, file: file))) }
            return .object(values)
        }
    }
}
