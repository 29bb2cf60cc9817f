/// A JSON value (RFC 8259) as it is written; numbers stay text.
enum JSONText: Equatable {
    case object([(name: String, value: JSONText)])
    case array([JSONText])
    case string(String)
    case number(String)
    case boolean(Bool)
    case null

    static func == (left: JSONText, right: JSONText) -> Bool {
        switch (left, right) {
        case (.object(let left), .object(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.name == $1.name && $0.value == $1.value }
        case (.array(let left), .array(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.boolean(let left), .boolean(let right)): left == right
        case (.null, .null): true
        default: false
        }
    }

    subscript(name: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var elements: [JSONText]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// A text, or a number as written; nil for everything else.
    var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        default: nil
        }
    }

    var isNothing: Bool {
        switch self {
        case .null, .string(""): true
        case .array(let elements): elements.isEmpty
        case .object(let members): members.allSatisfy { $0.value.isNothing }
        default: false
        }
    }
}

/// Reads JSON strictly: one value, no name twice, at most 64 levels deep.
struct JSONReader {
    struct Failure: Error, Equatable {
        let byte: Int
    }

    private static let maximumDepth = 64
    private let bytes: [UInt8]
    private var next = 0

    static func read(_ bytes: [UInt8]) throws(Failure) -> JSONText {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Failure(byte: 0) }
        var reader = JSONReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.next = 3 }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.next == bytes.count else { throw reader.failure }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var failure: Failure { Failure(byte: next) }
    private var current: UInt8? { next < bytes.count ? bytes[next] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { next += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        next += 1
        return true
    }

    private mutating func value(depth: Int) throws(Failure) -> JSONText {
        guard depth < Self.maximumDepth else { throw failure }
        skipSpace()
        switch current {
        case 0x7B: return try object(depth)
        case 0x5B: return try array(depth)
        case 0x22: return .string(try string())
        case 0x2D, .some(0x30...0x39): return .number(try number())
        default:
            for (word, value) in [("true", JSONText.boolean(true)), ("false", .boolean(false)), ("null", .null)]
            where bytes[next...].starts(with: word.utf8) {
                next += word.utf8.count
                return value
            }
            throw failure
        }
    }

    private mutating func object(_ depth: Int) throws(Failure) -> JSONText {
        next += 1
        var members: [(name: String, value: JSONText)] = []
        var names: Set<String> = []
        skipSpace()
        if take(0x7D) { return .object([]) }
        while true {
            skipSpace()
            guard current == 0x22 else { throw failure }
            let name = try string()
            guard names.insert(name).inserted else { throw failure }
            skipSpace()
            guard take(0x3A) else { throw failure }
            members.append((name, try value(depth: depth + 1)))
            skipSpace()
            if take(0x7D) { return .object(members) }
            guard take(0x2C) else { throw failure }
        }
    }

    private mutating func array(_ depth: Int) throws(Failure) -> JSONText {
        next += 1
        var elements: [JSONText] = []
        skipSpace()
        if take(0x5D) { return .array([]) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(0x5D) { return .array(elements) }
            guard take(0x2C) else { throw failure }
        }
    }

    private mutating func number() throws(Failure) -> String {
        let start = next
        _ = take(0x2D)
        func digits(_ from: Int) -> Int { bytes[from...].prefix { (0x30...0x39).contains($0) }.count }
        let whole = digits(next)
        guard whole > 0, whole == 1 || bytes[next] != 0x30 else { throw failure }
        next += whole
        if take(0x2E) {
            let fraction = digits(next)
            guard fraction > 0 else { throw failure }
            next += fraction
        }
        if take(0x65) || take(0x45) {
            if !take(0x2B) { _ = take(0x2D) }
            let exponent = digits(next)
            guard exponent > 0 else { throw failure }
            next += exponent
        }
        return String(decoding: bytes[start..<next], as: UTF8.self)
    }

    private mutating func string() throws(Failure) -> String {
        next += 1
        var content: [UInt8] = []
        while let byte = current {
            next += 1
            switch byte {
            case 0x22: return String(decoding: content, as: UTF8.self)
            case 0x5C: content += try escape()
            case 0..<0x20: throw failure
            default: content.append(byte)
            }
        }
        throw failure
    }

    private mutating func escape() throws(Failure) -> [UInt8] {
        guard let byte = current else { throw failure }
        next += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: return [byte]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75:
            var units = [try unit()]
            if (0xD800..<0xDC00).contains(units[0]) {
                guard take(0x5C), take(0x75) else { throw failure }
                units.append(try unit())
            }
            guard let text = String(validating: units, as: UTF16.self) else { throw failure }
            return Array(text.utf8)
        default: throw failure
        }
    }

    private mutating func unit() throws(Failure) -> UInt16 {
        let digits = bytes[next...].prefix(4)
        guard digits.count == 4, !digits.contains(0x2B), !digits.contains(0x2D),
            let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw failure }
        next += 4
        return value
    }
}
