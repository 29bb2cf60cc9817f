/// The fields of a message in their order; names compare without case (RFC 9110 section 5).
///
/// The fields are kept as the bytes that travel, with the places of names and values beside them, so that neither
/// reading nor writing a message makes a string for a field nobody asks for.
public struct Headers: Sendable {
    struct Field: Sendable {
        var nameStart: Int32
        var nameEnd: Int32
        var valueStart: Int32
        var valueEnd: Int32
        var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
        var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
    }

    /// The field lines, each ended by CRLF.
    private(set) var wire: [UInt8]
    private(set) var fields: [Field]

    /// Takes the pairs in order, each as `add` does.
    public init(_ pairs: [(String, String)] = []) {
        wire = []
        fields = []
        for (name, value) in pairs { add(name, value) }
    }

    init(wire: [UInt8], fields: [Field]) {
        self.wire = wire
        self.fields = fields
    }

    /// The value of the first field of that name. Setting replaces all fields of the name; nil removes them.
    public subscript(name: String) -> String? {
        get {
            let bytes = wire.span
            for field in fields where matches(bytes, field, name) { return string(bytes, field.value) }
            return nil
        }
        set {
            if self[name] != nil {
                let others = pairs.filter { $0.name.lowercased() != name.lowercased() }
                self = Headers(others.map { ($0.name, $0.value) })
            }
            if let newValue { add(name, newValue) }
        }
    }

    /// The values of all fields of that name, in order.
    public func all(_ name: String) -> [String] {
        let bytes = wire.span
        return fields.filter { matches(bytes, $0, name) }.map { string(bytes, $0.value) }
    }

    /// Appends a field. Control characters in the value become spaces and a name that is no token adds nothing, so
    /// no text from outside can end a field early and smuggle in another.
    public mutating func add(_ name: String, _ value: String) {
        guard !name.isEmpty, name.utf8.allSatisfy(isToken), wire.count + value.utf8.count < 1 << 24 else { return }
        let nameStart = wire.count
        wire.append(name)
        let nameEnd = wire.count
        wire.append(": ")
        let valueStart = wire.count
        wire.append(contentsOf: value.utf8.lazy.map { isFieldValue($0) ? $0 : 0x20 })
        let valueEnd = wire.count
        wire.append("\r\n")
        fields.append(
            Field(
                nameStart: Int32(nameStart), nameEnd: Int32(nameEnd), valueStart: Int32(valueStart),
                valueEnd: Int32(valueEnd)))
    }

    /// All fields in order.
    public var pairs: [(name: String, value: String)] {
        let bytes = wire.span
        return fields.map { (string(bytes, $0.name), string(bytes, $0.value)) }
    }

    /// Whether any field has that lower case name, or its list of tokens holds `token`.
    func lists(_ name: String, _ token: String) -> Bool {
        all(name).contains { listTokens($0).contains(token) }
    }

    private func matches(_ bytes: borrowing Span<UInt8>, _ field: Field, _ name: String) -> Bool {
        guard field.name.count == name.utf8.count else { return false }
        var index = field.name.lowerBound
        for expected in name.utf8 {
            guard lowercased(bytes[index]) == lowercased(expected) else { return false }
            index += 1
        }
        return true
    }
}
