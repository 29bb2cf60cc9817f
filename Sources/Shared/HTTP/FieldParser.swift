/// Finds the empty line that ends a message head, across as many reads as it takes, and refuses a line feed that
/// does not follow a carriage return.
struct HeadScanner: Sendable {
    private(set) var scanned = 0
    private(set) var lineStart = 0

    /// The number of bytes up to and with the empty line; nil when it has not arrived.
    mutating func end(in bytes: borrowing Span<UInt8>) throws(HTTPError) -> Int? {
        var index = scanned
        while index < bytes.count {
            if bytes[index] == 0x0A {
                guard index > 0, bytes[index - 1] == 0x0D else {
                    throw .badRequest("A line of the message head ends in a bare line feed; CR LF is expected.")
                }
                if index - 1 == lineStart { return index + 1 }
                lineStart = index + 1
            }
            index += 1
        }
        scanned = index
        return nil
    }
}

/// Parses the field lines of a head or a trailer (RFC 9112 section 5), strictly: no folding, no space before the
/// colon, no control characters.
enum FieldParser {
    static let maximumFields = 100

    /// The fields in `range`, whose lines each end in CRLF; places are counted from the start of `range`.
    static func parse(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(HTTPError) -> [Headers.Field] {
        var fields: [Headers.Field] = []
        fields.reserveCapacity(16)
        var index = range.lowerBound
        while index < range.upperBound {
            guard fields.count < maximumFields else {
                throw HTTPError(
                    .requestTooLarge, "The head has more than \(maximumFields) fields.", status: 431)
            }
            fields.append(try parseLine(bytes, &index, range))
        }
        return fields
    }

    private static func parseLine(
        _ bytes: borrowing Span<UInt8>, _ index: inout Int, _ range: Range<Int>
    ) throws(HTTPError) -> Headers.Field {
        let nameStart = index
        while index < range.upperBound, isToken(bytes[index]) { index += 1 }
        let nameEnd = index
        guard nameEnd > nameStart, index < range.upperBound, bytes[index] == 0x3A else {
            throw .badRequest("A header line is not a name followed directly by a colon.")
        }
        index += 1
        while index < range.upperBound, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        let valueStart = index
        while index < range.upperBound, isFieldValue(bytes[index]) { index += 1 }
        var valueEnd = index
        guard index + 1 < range.upperBound, bytes[index] == 0x0D, bytes[index + 1] == 0x0A else {
            throw .badRequest("A header value holds a control character.")
        }
        index += 2
        while valueEnd > valueStart, bytes[valueEnd - 1] == 0x20 || bytes[valueEnd - 1] == 0x09 { valueEnd -= 1 }
        let base = range.lowerBound
        return Headers.Field(
            nameStart: Int32(nameStart - base), nameEnd: Int32(nameEnd - base),
            valueStart: Int32(valueStart - base), valueEnd: Int32(valueEnd - base))
    }
}

/// How long a message's body is (RFC 9112 section 6), read from its fields.
struct BodyFraming: Sendable {
    var contentLength: Int?
    var isChunked = false

    /// `span` and `fields` as `FieldParser.parse` saw and made them, with `base` the start of the field lines.
    init(_ bytes: borrowing Span<UInt8>, _ base: Int, _ fields: [Headers.Field]) throws(HTTPError) {
        for field in fields {
            let name = field.name.lowerBound + base..<field.name.upperBound + base
            let value = field.value.lowerBound + base..<field.value.upperBound + base
            if spells(bytes, name, "content-length") {
                guard contentLength == nil else { throw .badRequest("Content-Length is given twice.") }
                contentLength = try Self.length(bytes, value)
            } else if spells(bytes, name, "transfer-encoding") {
                guard !isChunked else { throw .badRequest("Transfer-Encoding is given twice.") }
                guard spells(bytes, value, "chunked") else {
                    throw HTTPError(
                        .notImplemented, "The only Transfer-Encoding understood is chunked.", status: 501)
                }
                isChunked = true
            }
        }
        guard !(isChunked && contentLength != nil) else {
            throw .badRequest("Content-Length and Transfer-Encoding exclude each other.")
        }
    }

    private static func length(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(HTTPError) -> Int {
        guard !range.isEmpty, range.count <= 18 else {
            throw .badRequest("Content-Length is not a decimal number of bytes.")
        }
        var length = 0
        for index in range {
            guard isDigit(bytes[index]) else {
                throw .badRequest("Content-Length is not a decimal number of bytes.")
            }
            length = length * 10 + Int(bytes[index] - 0x30)
        }
        return length
    }
}
