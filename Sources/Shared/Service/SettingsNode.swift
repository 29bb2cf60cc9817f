/// A value of a settings file with the line where it starts.
struct SettingsNode: Sendable {
    indirect enum Value: Sendable {
        case null
        case boolean(Bool)
        case integer(Int64)
        /// A number with a fraction or exponent, or beyond 64 bits, as written.
        case decimal(String)
        case text(String)
        case list([SettingsNode])
        /// In the order of the file; no key twice.
        case section([(key: String, node: SettingsNode)])
    }

    let value: Value
    let line: Int

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
