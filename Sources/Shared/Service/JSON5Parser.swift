/// Reads a settings file: JSON5 (https://spec.json5.org) with comments, trailing commas, bare keys and single quotes.
///
/// Stricter than JSON5 where a mistake would hide: a key twice in one section, NaN, Infinity, lone surrogates and more
/// than 64 levels are refused, each with its line.
struct JSON5Parser {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private let file: String
    private let maximumDepth = 64

    static func parse(_ bytes: [UInt8], file: String) throws(ServiceError) -> JSON5Node {
        var parser = JSON5Parser(bytes: bytes, file: file)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw ServiceError(.malformed, "The file isn't UTF-8 text.", at: file)
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { parser.position = 3 }
        let node = try parser.value(depth: 0)
        try parser.skipSpace()
        guard parser.current == nil else { throw parser.error("Text follows the end of the settings") }
        return node
    }

    private init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    private mutating func value(depth: Int) throws(ServiceError) -> JSON5Node {
        try skipSpace()
        guard depth <= maximumDepth else { throw error("More than \(maximumDepth) levels are nested") }
        let start = line
        switch current {
        case nil: throw error("A value is missing")
        case UInt8(ascii: "{"): return JSON5Node(value: .section(try members(depth: depth)), line: start)
        case UInt8(ascii: "["): return JSON5Node(value: .list(try elements(depth: depth)), line: start)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return JSON5Node(value: .text(try quoted()), line: start)
        default: return JSON5Node(value: try word(), line: start)
        }
    }

    private mutating func members(depth: Int) throws(ServiceError) -> [(key: String, node: JSON5Node)] {
        position += 1
        var members: [(key: String, node: JSON5Node)] = []
        var seen: Set<String> = []
        while true {
            try skipSpace()
            if accept("}") { return members }
            let key = current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") ? try quoted() : try bareKey()
            guard seen.insert(key).inserted else {
                throw ServiceError(.duplicateKey, "The key stands twice in its section (line \(line)).", at: key)
            }
            try skipSpace()
            guard accept(":") else { throw error("A colon is expected after the key \(printable(key))") }
            members.append((key, try value(depth: depth + 1)))
            try skipSpace()
            if accept(",") { continue }
            guard accept("}") else { throw error("A comma or } is expected") }
            return members
        }
    }

    private mutating func elements(depth: Int) throws(ServiceError) -> [JSON5Node] {
        position += 1
        var elements: [JSON5Node] = []
        while true {
            try skipSpace()
            if accept("]") { return elements }
            elements.append(try value(depth: depth + 1))
            try skipSpace()
            if accept(",") { continue }
            guard accept("]") else { throw error("A comma or ] is expected") }
            return elements
        }
    }

    private mutating func bareKey() throws(ServiceError) -> String {
        let start = position
        while let byte = current, isWordByte(byte), byte != UInt8(ascii: "."), byte != UInt8(ascii: "+") {
            position += 1
        }
        let key = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let first = key.utf8.first, first < 0x30 || first > 0x39, first != UInt8(ascii: "-") else {
            throw error("A key is expected")
        }
        return key
    }

    private mutating func word() throws(ServiceError) -> JSON5Node.Value {
        let start = position
        while let byte = current, isWordByte(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "null": return .null
        default: break
        }
        if let number = Self.number(word) { return number }
        throw error(word.isEmpty ? "A value is expected" : "\(printable(word)) is neither a number nor a quoted text")
    }

    /// Numbers of JSON5: sign, hexadecimal, a bare leading or trailing point.
    static func number(_ word: String) -> JSON5Node.Value? {
        var rest = Substring(word)
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        if rest.hasPrefix("0x") || rest.hasPrefix("0X") {
            let digits = rest.dropFirst(2)
            guard !digits.isEmpty, digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
                return nil
            }
            return Int64((isNegative ? "-" : "") + digits, radix: 16).map { .integer($0) } ?? .decimal(word)
        }
        let parts = rest.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let mantissa = parts.first else { return nil }
        if parts.count == 2 {
            let exponent = parts[1].hasPrefix("-") || parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]
            guard isDigits(exponent), !exponent.isEmpty else { return nil }
        }
        let digits = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard digits.allSatisfy(isDigits), digits.contains(where: { !$0.isEmpty }) else { return nil }
        // A leading zero would be octal to some readers and decimal to others.
        guard digits[0].count < 2 || !digits[0].hasPrefix("0") else { return nil }
        if parts.count == 1, digits.count == 1, let number = Int64((isNegative ? "-" : "") + rest) {
            return .integer(number)
        }
        return .decimal(word)
    }

    private static func isDigits(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...: true
        case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }
}

extension JSON5Parser {
    private mutating func quoted() throws(ServiceError) -> String {
        let quote = bytes[position]
        position += 1
        var result: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case quote: return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &result)
            case 0..<0x20: throw error("A quoted text must end on its line and hold no control characters")
            default: result.append(byte)
            }
        }
        throw error("A quoted text is not closed")
    }

    private mutating func escape(into result: inout [UInt8]) throws(ServiceError) {
        guard let byte = current else { throw error("A quoted text is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0c)
        case UInt8(ascii: "n"): result.append(0x0a)
        case UInt8(ascii: "r"): result.append(0x0d)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "v"): result.append(0x0b)
        case 0x0a: line += 1
        case 0x0d: if accept("\n") { line += 1 }
        case UInt8(ascii: "x"): try append(try hexadecimal(2), to: &result)
        case UInt8(ascii: "u"):
            let high = try hexadecimal(4)
            guard 0xd800...0xdbff ~= high else { return try append(high, to: &result) }
            guard accept("\\"), accept("u") else { throw error("Half of a surrogate pair is missing") }
            let low = try hexadecimal(4)
            guard 0xdc00...0xdfff ~= low else { throw error("Half of a surrogate pair is missing") }
            try append(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00), to: &result)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): throw error("A backslash before a digit is not known")
        default: result.append(byte)
        }
    }

    private func append(_ number: UInt32, to result: inout [UInt8]) throws(ServiceError) {
        guard let scalar = Unicode.Scalar(number), number != 0 else {
            throw error("An escape names no character, or NUL")
        }
        result += Array(String(Character(scalar)).utf8)
    }

    private mutating func hexadecimal(_ count: Int) throws(ServiceError) -> UInt32 {
        guard position + count <= bytes.count else { throw error("\(count) hexadecimal digits are expected") }
        let digits = String(decoding: bytes[position..<position + count], as: UTF8.self)
        guard !digits.hasPrefix("+"), !digits.hasPrefix("-"), let number = UInt32(digits, radix: 16) else {
            throw error("\(count) hexadecimal digits are expected")
        }
        position += count
        return number
    }

    private mutating func skipSpace() throws(ServiceError) {
        while let byte = current {
            switch byte {
            case 0x0a:
                line += 1
                position += 1
            case 0x20, 0x09, 0x0b, 0x0c, 0x0d: position += 1
            // A no-break space, as word processors leave it.
            case 0xc2 where position + 1 < bytes.count && bytes[position + 1] == 0xa0: position += 2
            case UInt8(ascii: "/"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(ServiceError) {
        position += 1
        if accept("/") {
            while let byte = current, byte != 0x0a { position += 1 }
            return
        }
        guard accept("*") else { throw error("A comment starts with // or /*") }
        let start = line
        while let byte = current {
            position += 1
            if byte == 0x0a { line += 1 }
            if byte == UInt8(ascii: "*"), accept("/") { return }
        }
        throw error("The comment from line \(start) is not closed")
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func error(_ what: String) -> ServiceError {
        ServiceError(.malformed, "\(what) (line \(line)).", at: file)
    }
}
