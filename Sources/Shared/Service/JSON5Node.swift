/// A value of a JSON5 file (settings, framework texts) with the line where it starts.
public struct JSON5Node: Sendable {
    public indirect enum Value: Sendable {
        case null
        case boolean(Bool)
        case integer(Int64)
        /// A number with a fraction or exponent, or beyond 64 bits, as written.
        case decimal(String)
        case text(String)
        case list([JSON5Node])
        /// In the order of the file; no key twice.
        case section([(key: String, node: JSON5Node)])
    }

    public let value: Value
    public let line: Int

    /// Reads a whole file; `file` is its name, for errors.
    public static func parse(_ bytes: [UInt8], file: String) throws(ServiceError) -> JSON5Node {
        try JSON5Parser.parse(bytes, file: file)
    }

    var kind: String {
        switch value {
        case .null: "null"
        case .boolean: "a truth value"
        case .integer: "an integer"
        case .decimal: "a decimal or very large number"
        case .text: "text"
        case .list: "a list"
        case .section: "a section"
        }
    }
}
