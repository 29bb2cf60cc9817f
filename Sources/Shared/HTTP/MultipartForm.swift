/// Parses multipart/form-data (RFC 7578) the way browsers write it, and refuses everything else: a preamble, an
/// epilogue, bare line feeds, folded or foreign header fields, a part without a name.
///
/// ```
/// --BOUNDARY CRLF
/// Content-Disposition: form-data; name="NAME"[; filename="FILE"] CRLF
/// [Content-Type: TYPE CRLF]
/// CRLF
/// CONTENT CRLF
/// … --BOUNDARY--[CRLF]
/// ```
/// Inside the quotes browsers write `"` as `%22`, CR as `%0D` and LF as `%0A` (HTML Standard, multipart form data).
public struct MultipartForm: Sendable {
    /// A field, or a file that was chosen in one.
    public struct Part: Sendable, Equatable {
        /// The field's name.
        public let name: String
        /// Without folders; nil where the part is no file, empty where no file was chosen.
        public let fileName: String?
        /// As the sender says; empty where it does not.
        public let contentType: String
        public let bytes: [UInt8]

        /// The value of a field; of a file only where it is UTF-8.
        public var text: String? { String(validating: bytes, as: UTF8.self) }
    }

    /// In the order of the body.
    public let parts: [Part]

    /// - Parameter boundary: as the content type announces it.
    ///
    /// Errors: malformed (400), more than `maximumParts` (413).
    public init(_ body: [UInt8], boundary: String, maximumParts: Int = 1000) throws(HTTPError) {
        var reader = try MultipartReader(body, boundary: boundary)
        parts = try reader.parts(maximumParts)
    }
}

private struct MultipartReader {
    /// In bytes, of all header lines of one part.
    static let maximumHead = 4096

    private let bytes: [UInt8]
    /// CR LF, two hyphens, the boundary.
    private let delimiter: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8], boundary: String) throws(HTTPError) {
        guard Self.isBoundary(boundary) else { throw Self.malformed("The boundary is not one of RFC 2046.") }
        self.bytes = bytes
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    mutating func parts(_ maximum: Int) throws(HTTPError) -> [MultipartForm.Part] {
        // The first delimiter has no line before it that it could end.
        guard bytes.starts(with: delimiter.dropFirst(2)) else {
            throw Self.malformed("The body does not begin with the boundary.")
        }
        index = delimiter.count - 2
        var parts: [MultipartForm.Part] = []
        while try !isAtEnd() {
            guard parts.count < maximum else {
                throw HTTPError(.malformedForm, "The form has more than \(maximum) parts.", status: 413)
            }
            parts.append(try part())
        }
        return parts
    }

    /// Reads what follows a boundary: a line end, or two hyphens and the end of the body.
    private mutating func isAtEnd() throws(HTTPError) -> Bool {
        let rest = bytes[index...]
        if rest.starts(with: [0x0D, 0x0A]) {
            index += 2
            return false
        }
        guard rest.elementsEqual([0x2D, 0x2D]) || rest.elementsEqual([0x2D, 0x2D, 0x0D, 0x0A]) else {
            throw Self.malformed("A boundary is followed by neither a line end nor the end of the body.")
        }
        return true
    }

    private mutating func part() throws(HTTPError) -> MultipartForm.Part {
        var disposition: (name: String, fileName: String?)?
        var contentType: String?
        let limit = index + Self.maximumHead
        while true {
            let line = try line(limit)
            if line.isEmpty { break }
            let (name, value) = try Self.field(line)
            switch name {
            case "content-disposition":
                guard disposition == nil else { throw Self.malformed("A part has two Content-Disposition fields.") }
                disposition = try Self.disposition(value)
            case "content-type":
                guard contentType == nil else { throw Self.malformed("A part has two Content-Type fields.") }
                contentType = value
            default: throw Self.malformed("A part has a header field other than Content-Disposition and Content-Type.")
            }
        }
        guard let disposition else { throw Self.malformed("A part has no Content-Disposition.") }
        let content = try content()
        if disposition.fileName == nil {
            guard let text = String(validating: content, as: UTF8.self), !text.utf8.contains(0) else {
                throw Self.malformed("The value of a field is not UTF-8, or holds NUL.")
            }
        }
        return MultipartForm.Part(
            name: disposition.name, fileName: disposition.fileName, contentType: contentType ?? "", bytes: content)
    }

    /// One header line without its end.
    private mutating func line(_ limit: Int) throws(HTTPError) -> [UInt8] {
        let start = index
        while index < bytes.count, index < limit {
            let byte = bytes[index]
            index += 1
            if byte == 0x0D {
                guard index < bytes.count, bytes[index] == 0x0A else { break }
                index += 1
                return Array(bytes[start..<index - 2])
            }
            guard isFieldValue(byte) else { break }
        }
        throw Self.malformed("A part's header is longer than \(Self.maximumHead) bytes, or not ended by CR LF.")
    }

    /// Everything up to the next delimiter, which is passed over.
    private mutating func content() throws(HTTPError) -> [UInt8] {
        // The empty line that ends the head may already be the one that the delimiter begins with.
        let start = index
        while index + delimiter.count <= bytes.count {
            if bytes[index] == 0x0D, bytes[index...].starts(with: delimiter) {
                defer { index += delimiter.count }
                return Array(bytes[start..<index])
            }
            index += 1
        }
        throw Self.malformed("The last part is not ended by the boundary.")
    }

    // MARK: Header fields

    private static func field(_ line: [UInt8]) throws(HTTPError) -> (name: String, value: String) {
        guard let colon = line.firstIndex(of: 0x3A), colon > 0, line[..<colon].allSatisfy(isToken),
            let value = String(validating: line[(colon + 1)...], as: UTF8.self)
        else { throw malformed("A part's header line is not a name, a colon and a value in UTF-8.") }
        return (String(decoding: line[..<colon], as: UTF8.self).lowercased(), trimmed(value))
    }

    /// Exactly `form-data; name="…"`, with at most `; filename="…"` after it.
    private static func disposition(_ value: String) throws(HTTPError) -> (name: String, fileName: String?) {
        var rest = value[...]
        guard rest.prefix(9).lowercased() == "form-data" else { throw malformed("A part is not form-data.") }
        rest = rest.dropFirst(9)
        let name = try parameter("name", &rest)
        guard let name, !name.isEmpty else { throw malformed("A part has no name.") }
        let file = try parameter("filename", &rest)
        guard rest.isEmpty else { throw malformed("A part's Content-Disposition has more than name and filename.") }
        let last = file?.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last
        return (name, last.map(String.init))
    }

    private static func parameter(_ name: String, _ rest: inout Substring) throws(HTTPError) -> String? {
        guard rest.first == ";" else { return nil }
        let after = rest.dropFirst().drop { $0 == " " }
        guard after.hasPrefix("\(name)=\"") else { throw malformed("A part's Content-Disposition is not as expected.") }
        let quoted = after.dropFirst(name.count + 2)
        guard let end = quoted.firstIndex(of: "\"") else { throw malformed("A quotation mark is not closed.") }
        rest = quoted[quoted.index(after: end)...]
        let text = String(quoted[..<end])
        return text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    /// 1 to 70 characters of RFC 2046 section 5.1.1, the last one no space.
    static func isBoundary(_ text: String) -> Bool {
        (1...70).contains(text.utf8.count) && text.utf8.last != 0x20
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F: true
                default: false
                }
            }
    }

    private static func malformed(_ reason: String) -> HTTPError { HTTPError(.malformedForm, reason, status: 400) }
}

extension Request {
    /// The parts of a multipart/form-data body; nil where the body is of another type. Errors: malformed, no or several
    /// boundaries (400), more than `maximumParts` (413).
    public func multipartForm(maximumParts: Int = 1000) throws(HTTPError) -> MultipartForm? {
        let pieces = (headers["Content-Type"] ?? "").split(separator: ";", omittingEmptySubsequences: false).map(
            trimmed)
        guard let type = pieces.first, type.lowercased() == "multipart/form-data" else { return nil }
        guard pieces.count == 2, pieces[1].prefix(9).lowercased() == "boundary=" else {
            throw HTTPError(.malformedForm, "The form does not announce exactly one boundary.", status: 400)
        }
        let value = pieces[1].dropFirst(9)
        let isQuoted = value.utf8.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        return try MultipartForm(
            body, boundary: String(isQuoted ? value.dropFirst().dropLast() : value), maximumParts: maximumParts)
    }
}
