/// Reads canonical JSON (docs/PROTOCOL.md section 1) member by member in the one order it can have.
///
/// A caller names the members it expects; whatever differs from the canonical bytes of exactly these members is
/// refused with its position. Nothing is looked up and no tree is built, so reading costs one pass.
public struct CanonicalReader {
    public static let maximumDepth = 32
    public static let maximumInteger: Int64 = 9_007_199_254_740_991

    private let bytes: [UInt8]
    public private(set) var position = 0
    private var needsComma = false
    private var depth = 0
    private var lastCode: (range: Range<Int>, code: Code)?

    /// What stands between two quotation marks.
    private enum Content {
        case verbatim(Range<Int>)
        /// With its escapes resolved.
        case unescaped([UInt8])
    }

    /// Refuses bytes that are not valid UTF-8.
    public init(_ bytes: [UInt8]) throws(Refusal) {
        self.bytes = bytes
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw Refusal(.invalidUTF8, "The text is not valid UTF-8", position: UTF8Check.firstFault(in: bytes))
        }
    }

    // MARK: Objects and arrays

    public mutating func openObject() throws(Refusal) { try open(0x7B, "an object") }

    public mutating func closeObject() throws(Refusal) {
        if peek() == 0x2C {
            position += 1
            let name = (try? readString()) ?? "?"
            throw fault(.unknownMember, "The member \"\(quoted(name))\" is not known here")
        }
        try close(0x7D, "}")
    }

    public mutating func openArray() throws(Refusal) { try open(0x5B, "a list") }

    /// Whether another element follows; at the end the closing bracket is consumed.
    public mutating func nextElement() throws(Refusal) -> Bool {
        if peek() == 0x5D {
            try close(0x5D, "]")
            return false
        }
        if needsComma { try expect(0x2C, "a comma or the end of the list") }
        needsComma = false
        return true
    }

    /// The name of the next member, which must come next.
    public mutating func member(_ name: String) throws(Refusal) {
        if needsComma {
            guard peek() == 0x2C else {
                throw peek() == 0x7D
                    ? fault(.unknownMember, "The member \"\(name)\" is missing", expected: name) : unexpected("a comma")
            }
            position += 1
        }
        needsComma = false
        let start = position
        if matches(name) { return }
        if position == bytes.count { throw unexpected("the member \"\(name)\"") }
        if peek() == 0x7D { throw fault(.unknownMember, "The member \"\(name)\" is missing", expected: name) }
        guard let found = try? readString() else {
            position = start
            throw unexpected("the member \"\(name)\"")
        }
        position = start
        throw fault(
            .unknownMember, "Here stands the member \"\(quoted(found))\" where \"\(name)\" belongs", expected: name)
    }

    /// The name of the next member in an object of any members; nil at its end, which is consumed.
    mutating func anyMember() throws(Refusal) -> String? {
        if peek() == 0x7D {
            try close(0x7D, "}")
            return nil
        }
        if needsComma { try expect(0x2C, "a comma or the end of the object") }
        needsComma = false
        let name = try readString()
        try expect(0x3A, "a colon")
        needsComma = false
        return name
    }

    public func end() throws(Refusal) {
        guard position == bytes.count else { throw fault(.notCanonical, "Something follows after the end") }
    }

    /// Consumes `text` if it stands next: several members at once where all of them have their usual values.
    mutating func skip(_ text: String) -> Bool {
        let text = text.utf8.span
        guard holds(text, at: position) else { return false }
        position += text.count
        return true
    }

    /// Goes back to the first member of an object.
    mutating func rewind(to start: Int) {
        position = start
        needsComma = false
    }

    // MARK: Values

    public mutating func string() throws(Refusal) -> String { try readString() }

    /// The bytes of a string, for a value that is made from them without a `String` in between.
    mutating func content<Value>(_ read: (Span<UInt8>) -> Value) throws(Refusal) -> Value {
        switch try readContent() {
        case .verbatim(let range): read(bytes.span.extracting(range))
        case .unescaped(let text): read(text.span)
        }
    }

    /// A code. One that repeats the code before it, as in a series, shares its text.
    mutating func code() throws(Refusal) -> Code {
        if let lastCode, repeats(lastCode.range) { return lastCode.code }
        let start = position
        let content = try readContent()
        switch content {
        case .verbatim(let range):
            if let code = Code(bytes.span.extracting(range)) {
                lastCode = (range, code)
                return code
            }
        case .unescaped: break
        }
        throw fault(at: start, .value, "Here stands a code of 1 to 64 of a-z, 0-9 and -")
    }

    public mutating func integer() throws(Refusal) -> Int64 {
        let start = position
        let negative = peek() == 0x2D
        if negative { position += 1 }
        let digits = position
        var value: Int64 = 0
        while let byte = peek(), byte >= 0x30, byte <= 0x39 {
            guard position - digits < 16 else {
                throw Refusal(.notCanonical, "The integer is too large", position: start)
            }
            value = value * 10 + Int64(byte - 0x30)
            position += 1
        }
        guard position > digits else { throw unexpected("an integer") }
        guard bytes[digits] != 0x30 || (position == digits + 1 && !negative) else {
            throw Refusal(.notCanonical, "An integer has no leading zero and no negative zero", position: start)
        }
        if let byte = peek(), byte == 0x2E || byte == 0x65 || byte == 0x45 {
            throw Refusal(.notCanonical, "Only integers stand here; decimals are strings", position: start)
        }
        guard value <= Self.maximumInteger else {
            throw Refusal(.notCanonical, "The integer is beyond 2^53−1", position: start)
        }
        needsComma = true
        return negative ? -value : value
    }

    public mutating func boolean() throws(Refusal) -> Bool {
        if matchesLiteral("true") { return true }
        if matchesLiteral("false") { return false }
        throw unexpected("true or false")
    }

    /// Whether a null stands next; it is then consumed.
    public mutating func null() -> Bool { matchesLiteral("null") }

    /// The index just behind the last occurrence of `text` in the last `count` bytes.
    func lastEnd(of text: String, inLast count: Int) -> Int? {
        let text = text.utf8.span
        let first = max(0, bytes.count - count)
        var start = bytes.count - text.count
        while start >= first {
            if bytes[start] == text[0], holds(text, at: start) { return start + text.count }
            start -= 1
        }
        return nil
    }

    func bytes(from start: Int) -> ArraySlice<UInt8> { bytes[start...] }

    /// What kind of value stands next, by its first byte.
    var nextByte: UInt8? { peek() }

    var nextIsString: Bool { peek() == 0x22 }

    /// A fault at the present position, with the path of the member that stands there.
    public func fault(_ code: Refusal.Code, _ reason: String, expected: String? = nil) -> Refusal {
        fault(at: position, code, reason, expected: expected)
    }

    func fault(at place: Int, _ code: Refusal.Code, _ reason: String, expected: String? = nil) -> Refusal {
        Refusal(code, reason, position: place, field: CanonicalPath.path(at: place, in: bytes), expected: expected)
    }

    /// A foreign name as a message may repeat it: short, whatever was sent.
    private func quoted(_ name: String) -> String { String(String.UnicodeScalarView(name.unicodeScalars.prefix(60))) }

    // MARK: Reading bytes

    private mutating func readString() throws(Refusal) -> String {
        switch try readContent() {
        case .verbatim(let range): String(decoding: bytes[range], as: UTF8.self)
        case .unescaped(let text): String(decoding: text, as: UTF8.self)
        }
    }

    private mutating func readContent() throws(Refusal) -> Content {
        guard peek() == 0x22 else { throw unexpected("a string") }
        let start = position + 1
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x22 {
                position = index + 1
                needsComma = true
                return .verbatim(start..<index)
            }
            if byte == 0x5C { return .unescaped(try readEscapedContent(from: start)) }
            if byte < 0x20 { break }
            index += 1
        }
        position = index
        throw index == bytes.count
            ? fault(.truncated, "The text ends within a string")
            : fault(.notCanonical, "A control character must be escaped")
    }

    private mutating func readEscapedContent(from start: Int) throws(Refusal) -> [UInt8] {
        var content: [UInt8] = []
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x22:
                position = index + 1
                needsComma = true
                return content
            case 0x5C:
                position = index
                guard let (value, length) = escape(at: index) else {
                    throw fault(.notCanonical, "This escape is not the canonical form of its character")
                }
                content.append(value)
                index += length
            case 0..<0x20:
                position = index
                throw fault(.notCanonical, "A control character must be escaped")
            default:
                content.append(byte)
                index += 1
            }
        }
        position = index
        throw fault(.truncated, "The text ends within a string")
    }

    /// Whether the string that stands next has the bytes of an earlier one; it is then consumed.
    private mutating func repeats(_ earlier: Range<Int>) -> Bool {
        let end = position + 1 + earlier.count
        guard end < bytes.count, bytes[position] == 0x22, bytes[end] == 0x22,
            holds(bytes.span.extracting(earlier), at: position + 1)
        else { return false }
        position = end + 1
        needsComma = true
        return true
    }

    private func escape(at index: Int) -> (value: UInt8, length: Int)? {
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case 0x22: return (0x22, 2)
        case 0x5C: return (0x5C, 2)
        case 0x62: return (0x08, 2)
        case 0x74: return (0x09, 2)
        case 0x6E: return (0x0A, 2)
        case 0x66: return (0x0C, 2)
        case 0x72: return (0x0D, 2)
        case 0x75:
            guard index + 5 < bytes.count, bytes[index + 2] == 0x30, bytes[index + 3] == 0x30,
                let high = hexValue(bytes[index + 4]), high <= 1, let low = hexValue(bytes[index + 5])
            else { return nil }
            let value = high << 4 | low
            return [0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(value) ? nil : (value, 6)
        default: return nil
        }
    }

    private func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    private mutating func open(_ bracket: UInt8, _ what: String) throws(Refusal) {
        guard peek() == bracket else { throw unexpected(what) }
        guard depth < Self.maximumDepth else { throw fault(.notCanonical, "The nesting is too deep") }
        depth += 1
        position += 1
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8, _ what: String) throws(Refusal) {
        try expect(bracket, what)
        depth -= 1
        needsComma = true
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws(Refusal) {
        guard peek() == byte else { throw unexpected(what) }
        position += 1
    }

    private func unexpected(_ expected: String) -> Refusal {
        guard let byte = peek() else { return fault(.truncated, "The text ends where \(expected) should stand") }
        if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            return fault(.notCanonical, "White space is not canonical; here should stand \(expected)")
        }
        return fault(.malformed, "Here should stand \(expected)")
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func matches(_ name: String) -> Bool {
        let name = name.utf8.span
        let end = position + 1 + name.count
        guard end + 1 < bytes.count, bytes[position] == 0x22, bytes[end] == 0x22, bytes[end + 1] == 0x3A,
            holds(name, at: position + 1)
        else { return false }
        position = end + 2
        return true
    }

    private mutating func matchesLiteral(_ literal: String) -> Bool {
        let literal = literal.utf8.span
        guard holds(literal, at: position) else { return false }
        position += literal.count
        needsComma = true
        return true
    }

    /// Whether `text` stands at `start`.
    private func holds(_ text: Span<UInt8>, at start: Int) -> Bool {
        guard start + text.count <= bytes.count else { return false }
        let here = bytes.span.extracting(start..<(start + text.count))
        var difference: UInt8 = 0
        for index in text.indices { difference |= text[index] ^ here[index] }
        return difference == 0
    }
}

/// Finds where UTF-8 breaks; used only to report a fault.
enum UTF8Check {
    /// The first byte of the first sequence that is not UTF-8 (Unicode table 3-7); the length where there is none.
    static func firstFault(in bytes: [UInt8]) -> Int {
        var index = 0
        while index < bytes.count {
            guard let length = sequenceLength(at: index, in: bytes) else { return index }
            index += length
        }
        return index
    }

    private static func sequenceLength(at index: Int, in bytes: [UInt8]) -> Int? {
        let continuation: ClosedRange<UInt8> = 0x80...0xBF
        let length: Int
        var second = continuation
        switch bytes[index] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]),
            bytes[(index + 2)..<(index + length)].allSatisfy(continuation.contains)
        else { return nil }
        return length
    }
}
