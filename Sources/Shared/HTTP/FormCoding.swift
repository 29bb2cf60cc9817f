/// Percent coding (RFC 3986 section 2.1) and application/x-www-form-urlencoded (URL Standard section 5).
public enum FormCoding {
    /// `text` for use inside a path segment, a query or a form: everything but unreserved characters is coded.
    public static func encode(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var coded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: coded.append(byte)
            default: coded += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: coded, as: UTF8.self)
    }

    /// The form's text: `name=value` pairs joined by `&`.
    public static func encode(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
    }

    /// The decoded pairs in order; a part without `=` is a name with an empty value, empty parts are skipped.
    /// Errors: bad percent coding, text that is not UTF-8 or holds NUL (400), more than `maximumFields` (413).
    public static func parse(
        _ bytes: [UInt8], maximumFields: Int = 1000
    ) throws(HTTPError) -> [(name: String, value: String)] {
        try parse(bytes.span, 0..<bytes.count, maximumFields: maximumFields)
    }

    static func parse(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, maximumFields: Int
    ) throws(HTTPError) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            var equals: Int?
            while index < range.upperBound, bytes[index] != 0x26 {
                if equals == nil, bytes[index] == 0x3D { equals = index }
                index += 1
            }
            let end = index
            index += 1
            if start == end { continue }
            guard pairs.count < maximumFields else {
                throw HTTPError(
                    .malformedForm, "There are more than \(maximumFields) form or query fields.", status: 413)
            }
            let name = try text(bytes, start..<(equals ?? end), plusIsSpace: true)
            let value = equals == nil ? "" : try text(bytes, ((equals ?? end) + 1)..<end, plusIsSpace: true)
            pairs.append((name, value))
        }
        return pairs
    }

    /// The decoded text of a range; refuses bad percent coding, invalid UTF-8 and NUL.
    static func text(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, plusIsSpace: Bool
    ) throws(HTTPError) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == 0x25 {
                guard index + 2 < range.upperBound, let high = hexValue(bytes[index + 1]),
                    let low = hexValue(bytes[index + 2])
                else { throw .badRequest("A percent sign is not followed by two hexadecimal digits.") }
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(plusIsSpace && byte == 0x2B ? 0x20 : byte)
                index += 1
            }
        }
        guard !decoded.contains(0), let text = String(validating: decoded, as: UTF8.self) else {
            throw .badRequest("Percent-coded text is not valid UTF-8.")
        }
        return text
    }
}
