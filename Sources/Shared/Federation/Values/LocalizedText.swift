/// A text in German and English. An empty English text means: not translated.
public struct LocalizedText: Hashable, Sendable {
    public let german: String
    public let english: String

    public init(german: String, english: String) {
        self.german = german
        self.english = english
    }

    public static let empty = LocalizedText(german: "", english: "")

    public var isEmpty: Bool { german.isEmpty && english.isEmpty }
}

extension CanonicalReader {
    /// A text of at most `limit` bytes without control characters (line feeds apart) and bidirectional controls.
    public mutating func text(_ name: String, limit: Int, allowsEmpty: Bool = true) throws(Refusal) -> String {
        try member(name)
        return try text(limit: limit, allowsEmpty: allowsEmpty)
    }

    mutating func text(limit: Int, allowsEmpty: Bool = true) throws(Refusal) -> String {
        let start = position
        let text = try string()
        guard text.utf8.count <= limit else {
            throw fault(at: start, .value, "The text has \(text.utf8.count) bytes; at most \(limit) are taken")
        }
        guard allowsEmpty || !text.isEmpty else { throw fault(at: start, .value, "This text must not be empty") }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: continue
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
                throw fault(at: start, .value, "The text holds a control character")
            default: continue
            }
        }
        return text
    }

    public mutating func localized(
        _ name: String, limit: Int, allowsEmpty: Bool = true
    ) throws(Refusal) -> LocalizedText {
        try member(name)
        return try localized(limit: limit, allowsEmpty: allowsEmpty)
    }

    mutating func localized(limit: Int, allowsEmpty: Bool = true) throws(Refusal) -> LocalizedText {
        try openObject()
        let german = try text("de", limit: limit, allowsEmpty: allowsEmpty)
        let english = try text("en", limit: limit)
        try closeObject()
        return LocalizedText(german: german, english: english)
    }
}

extension CanonicalWriter {
    public mutating func localized(_ text: LocalizedText) {
        object { writer in
            writer.member("de")
            writer.string(text.german)
            writer.member("en")
            writer.string(text.english)
        }
    }
}
