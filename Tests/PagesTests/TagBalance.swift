/// A small, strict reader of rendered pages: it accepts only what our renderer is meant to write.
struct TagBalance {
    struct Problem: Error { let text: String }

    private(set) var elementCount = 0
    private(set) var attributes: [(name: String, value: String?)] = []
    private(set) var names: Set<String> = []
    private(set) var ids: [String] = []

    /// Reads the whole page; refuses unbalanced tags, bare `<` or `>`, unquoted values, doubled attributes.
    init(_ bytes: [UInt8]) throws {
        let void: Set<String> = ["meta", "link", "hr", "br", "wbr", "col", "img", "input"]
        var open: [String] = []
        var position = 0
        let prefix = Array("<!DOCTYPE html>".utf8)
        if bytes.starts(with: prefix) { position = prefix.count }
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                if bytes[position] == UInt8(ascii: ">") { throw Problem(text: "bare > at \(position)") }
                position += 1
                continue
            }
            position += 1
            let isEnd = bytes[position] == UInt8(ascii: "/")
            if isEnd { position += 1 }
            let name = Self.word(bytes, &position)
            guard !name.isEmpty else { throw Problem(text: "bare < at \(position)") }
            if isEnd {
                guard bytes[position] == UInt8(ascii: ">"), open.popLast() == name else {
                    throw Problem(text: "</\(name)> closes nothing")
                }
                position += 1
                continue
            }
            var seen: Set<String> = []
            while bytes[position] == UInt8(ascii: " ") {
                position += 1
                let attribute = Self.word(bytes, &position)
                guard !attribute.isEmpty, seen.insert(attribute).inserted else {
                    throw Problem(text: "attribute \(attribute) of <\(name)> is empty or doubled")
                }
                guard bytes[position] == UInt8(ascii: "=") else {
                    attributes.append((attribute, nil))
                    continue
                }
                guard bytes[position + 1] == UInt8(ascii: "\"") else { throw Problem(text: "unquoted \(attribute)") }
                let start = position + 2
                guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else {
                    throw Problem(text: "\(attribute) has no end")
                }
                let value = String(decoding: bytes[start..<end], as: UTF8.self)
                if value.contains("<") || value.contains(">") { throw Problem(text: "< in \(attribute)") }
                attributes.append((attribute, value))
                if attribute == "id" { ids.append(value) }
                position = end + 1
            }
            guard bytes[position] == UInt8(ascii: ">") else { throw Problem(text: "<\(name) is not closed") }
            position += 1
            elementCount += 1
            names.insert(name)
            if !void.contains(name) { open.append(name) }
        }
        guard open.isEmpty else { throw Problem(text: "left open: \(open)") }
    }

    private static func word(_ bytes: [UInt8], _ position: inout Int) -> String {
        let start = position
        while position < bytes.count, !Set(" =<>/\"'\n".utf8).contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}

/// A generator with a seed, so that a failing case can be had again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
