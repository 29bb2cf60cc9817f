/// Reads XML 1.0 piece by piece, as far as a workbook needs it: elements, attributes, text, CDATA, comments, the five
/// entities that every document has, and characters by number.
///
/// A document type is refused, so no entity can be declared, fetched or multiplied. Names are given without their prefix,
/// because writers choose prefixes freely. UTF-8 only.
struct XMLReader {
    enum Event: Equatable {
        case start(String)
        case end(String)
        case text(String)
    }

    static let maximumDepth = 64
    static let maximumAttributes = 64

    private let bytes: [UInt8]
    private let place: String
    private var next = 0
    /// Names with their prefix, outermost first.
    private var open: [ArraySlice<UInt8>] = []
    /// An element `<a/>` ends right after its start.
    private var isEmptyElement = false
    private var hasRoot = false
    private(set) var attributes: [(name: String, value: String)] = []

    /// - Parameter place: the entry, for messages.
    init(_ bytes: [UInt8], place: String) throws(ArchiveError) {
        self.bytes = bytes
        self.place = place
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw ArchiveError(.malformedXML, "The document is not UTF-8.", in: place)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
        if starts("<?xml"), next + 5 < bytes.count, Self.isSpace(bytes[next + 5]) {
            let declaration = try take(until: "?>")
            let text = String(decoding: declaration, as: UTF8.self).lowercased()
            guard !text.contains("encoding=") || text.contains("utf-8") || text.contains("us-ascii") else {
                throw malformed("is not declared as UTF-8")
            }
        }
    }

    /// The value of an attribute of the element just begun.
    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// nil at the end of the document.
    mutating func read() throws(ArchiveError) -> Event? {
        if isEmptyElement {
            isEmptyElement = false
            return .end(Self.local(open.removeLast()))
        }
        while next < bytes.count {
            guard bytes[next] == 0x3C else {
                if let text = try text() { return .text(text) }
                continue
            }
            if starts("<!--") {
                try skipComment()
            } else if starts("<![CDATA[") {
                next += 9
                guard !open.isEmpty else { throw malformed("has text outside its root") }
                let content = try take(until: "]]>")
                return .text(String(decoding: content, as: UTF8.self))
            } else if starts("<!") {
                throw malformed("has a document type, which is not read")
            } else if starts("<?") {
                _ = try take(until: "?>")
            } else if starts("</") {
                return try endTag()
            } else {
                return try startTag()
            }
        }
        guard open.isEmpty, hasRoot else { throw malformed("ends in the middle") }
        return nil
    }

    /// Passes over the element just begun, with everything in it.
    mutating func skip() throws(ArchiveError) {
        let depth = open.count
        while open.count >= depth, try read() != nil {}
    }

    // MARK: Tags

    private mutating func startTag() throws(ArchiveError) -> Event {
        next += 1
        let name = try name()
        guard open.count < Self.maximumDepth else { throw malformed("is nested too deep") }
        guard !open.isEmpty || !hasRoot else { throw malformed("has two roots") }
        hasRoot = true
        attributes.removeAll(keepingCapacity: true)
        while true {
            let before = next
            skipSpace()
            guard next < bytes.count else { throw malformed("ends in the middle") }
            if bytes[next] == 0x3E {
                next += 1
                break
            }
            if starts("/>") {
                next += 2
                isEmptyElement = true
                break
            }
            guard next > before else { throw malformed("has attributes that are not separated") }
            try attribute()
        }
        open.append(name)
        return .start(Self.local(name))
    }

    private mutating func attribute() throws(ArchiveError) {
        let full = try name()
        skipSpace()
        guard next < bytes.count, bytes[next] == 0x3D else { throw malformed("has an attribute without a value") }
        next += 1
        skipSpace()
        guard next < bytes.count, bytes[next] == 0x22 || bytes[next] == 0x27 else {
            throw malformed("has an attribute without quotation marks")
        }
        let quote = bytes[next]
        next += 1
        let start = next
        while next < bytes.count, bytes[next] != quote {
            guard bytes[next] != 0x3C else { throw malformed("has a tag inside an attribute") }
            next += 1
        }
        guard next < bytes.count else { throw malformed("ends in the middle") }
        let value = try resolved(bytes[start..<next])
        next += 1
        // Namespaces are not resolved, so `id` and `r:id` are told apart by their prefix.
        let name = String(decoding: full, as: UTF8.self)
        guard attributes.count < Self.maximumAttributes, !attributes.contains(where: { $0.name == name }) else {
            throw malformed("has too many attributes, or one twice")
        }
        attributes.append((name, value))
    }

    private mutating func endTag() throws(ArchiveError) -> Event {
        next += 2
        let name = try name()
        skipSpace()
        guard next < bytes.count, bytes[next] == 0x3E else { throw malformed("has an end tag that is not closed") }
        next += 1
        guard let opened = open.popLast(), opened == name else { throw malformed("has an end tag that fits no start") }
        return .end(Self.local(name))
    }

    private mutating func name() throws(ArchiveError) -> ArraySlice<UInt8> {
        let start = next
        while next < bytes.count, Self.isName(bytes[next]) { next += 1 }
        let name = bytes[start..<next]
        guard let first = name.first, !(0x30...0x39).contains(first), first != 0x2D, first != 0x2E, name.count <= 200
        else { throw malformed("has a name that is none") }
        return name
    }

    private static func local(_ name: ArraySlice<UInt8>) -> String {
        let rest = name.lastIndex(of: 0x3A).map { name[($0 + 1)...] } ?? name
        return String(decoding: rest, as: UTF8.self)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3A, 0x2D, 0x2E, 0x80...0xFF: true
        default: false
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private mutating func skipSpace() { while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 } }

    // MARK: Text

    /// nil where only white space stands outside the root.
    private mutating func text() throws(ArchiveError) -> String? {
        let start = next
        while next < bytes.count, bytes[next] != 0x3C { next += 1 }
        guard open.isEmpty else { return try resolved(bytes[start..<next]) }
        guard bytes[start..<next].allSatisfy(Self.isSpace) else { throw malformed("has text outside its root") }
        return nil
    }

    private func resolved(_ raw: ArraySlice<UInt8>) throws(ArchiveError) -> String {
        guard raw.contains(0x26) else { return String(decoding: raw, as: UTF8.self) }
        var result: [UInt8] = []
        var rest = raw
        while let first = rest.popFirst() {
            guard first == 0x26 else {
                result.append(first)
                continue
            }
            guard let end = rest.prefix(12).firstIndex(of: 0x3B) else { throw malformed("has an & that is no entity") }
            let name = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
            guard let scalar = Self.entities[name] ?? Self.numbered(name) else {
                throw malformed("uses an entity that is not known")
            }
            result += Array(String(Character(scalar)).utf8)
            rest = rest[(end + 1)...]
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let entities: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
    ]

    /// `#228` or `#xE4`, a character that XML allows.
    private static func numbered(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHexadecimal = digits.hasPrefix("x")
        let text = isHexadecimal ? digits.dropFirst() : digits
        guard text.first != "+", text.first != "-", let value = UInt32(text, radix: isHexadecimal ? 16 : 10),
            value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D, value != 0xFFFE, value != 0xFFFF
        else { return nil }
        return Unicode.Scalar(value)
    }

    // MARK: Steps

    private func starts(_ mark: StaticString) -> Bool { starts(mark, at: next) }

    private func starts(_ mark: StaticString, at place: Int) -> Bool {
        let text = mark.description.utf8
        return place + text.count <= bytes.count && zip(bytes[place...], text).allSatisfy { $0 == $1 }
    }

    private mutating func skipComment() throws(ArchiveError) {
        next += 4
        _ = try take(until: "-->")
    }

    /// Everything up to `mark`, which is passed over.
    private mutating func take(until mark: StaticString) throws(ArchiveError) -> ArraySlice<UInt8> {
        let start = next
        let first = mark.description.utf8.first
        while next < bytes.count {
            if bytes[next] == first, starts(mark) {
                let content = bytes[start..<next]
                next += mark.description.utf8.count
                return content
            }
            next += 1
        }
        throw malformed("ends in the middle")
    }

    private func malformed(_ what: String) -> ArchiveError {
        ArchiveError(.malformedXML, "The document \(what), at byte \(next).", in: place)
    }
}
