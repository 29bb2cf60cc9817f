/// The request target (RFC 9112 section 3.2) parsed into a path that cannot surprise a handler.
struct RequestTarget: Sendable {
    /// Decoded, valid UTF-8, starts with "/", without "//", "." or ".." segments and control characters.
    let path: String
    let query: [(name: String, value: String)]

    /// Takes origin-form, and absolute-form of http and https, whose authority is dropped.
    init(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(HTTPError) {
        var start = range.lowerBound
        guard !range.isEmpty else { throw .badRequest("The request target is empty.") }
        if bytes[start] != 0x2F { start = try Self.skipAuthority(bytes, range) }
        var end = start
        var isPlain = true
        while end < range.upperBound, bytes[end] != 0x3F {
            isPlain = try Self.checkPathByte(bytes[end]) && isPlain
            end += 1
        }
        path = try Self.decodePath(bytes, start..<end, isPlain: isPlain)
        guard end < range.upperBound else {
            query = []
            return
        }
        for index in end..<range.upperBound {
            // Browsers send { } | ^ ` and \ in a query as they are (URL Standard); quotes and < > # they do not.
            switch bytes[index] {
            case 0x22, 0x23, 0x3C, 0x3E, 0...0x20, 0x7F...0xFF:
                throw .badRequest("The query holds a character that must be percent-coded.")
            default: break
            }
        }
        query = try FormCoding.parse(bytes, end + 1..<range.upperBound, maximumFields: 200)
    }

    private static func skipAuthority(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(HTTPError) -> Int {
        for scheme in ["http://", "https://"] where range.count > scheme.utf8.count {
            var index = range.lowerBound + scheme.utf8.count
            guard spells(bytes, range.lowerBound..<index, scheme) else { continue }
            let authority = index
            while index < range.upperBound, isToken(bytes[index]) || [0x3A, 0x5B, 0x5D].contains(bytes[index]) {
                index += 1
            }
            if index > authority, index < range.upperBound, bytes[index] == 0x2F { return index }
        }
        throw .badRequest("The request target is neither a path nor an http address with a path.")
    }

    /// Whether the byte stands for itself; throws when it may not stand in a path.
    private static func checkPathByte(_ byte: UInt8) throws(HTTPError) -> Bool {
        switch byte {
        case 0x25: return false
        case 0x22, 0x23, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7D, 0...0x20, 0x7F...0xFF:
            throw .badRequest("The path holds a character that must be percent-coded.")
        default: return true
        }
    }

    private static func decodePath(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, isPlain: Bool
    ) throws(HTTPError) -> String {
        if isPlain {
            try checkSegments(bytes, range)
            return string(bytes, range)
        }
        var index = range.lowerBound
        while index + 2 < range.upperBound {
            if bytes[index] == 0x25, bytes[index + 1] == 0x32, lowercased(bytes[index + 2]) == 0x66 {
                // Decoded it could not be told from a separator: two addresses would name one path.
                throw .badRequest("The path holds a percent-coded slash.")
            }
            index += 1
        }
        let path = try FormCoding.text(bytes, range, plusIsSpace: false)
        let decoded = Array(path.utf8)
        guard decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .badRequest("The path holds a control character.")
        }
        try checkSegments(decoded.span, 0..<decoded.count)
        return path
    }

    private static func checkSegments(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(HTTPError) {
        var start = range.lowerBound + 1
        while start <= range.upperBound {
            var end = start
            while end < range.upperBound, bytes[end] != 0x2F { end += 1 }
            let length = end - start
            let isLast = end == range.upperBound
            if length == 0, !isLast { throw .badRequest("The path holds an empty segment.") }
            if (length == 1 && bytes[start] == 0x2E)
                || (length == 2 && bytes[start] == 0x2E && bytes[start + 1] == 0x2E)
            {
                throw .badRequest("The path holds a dot segment.")
            }
            start = end + 1
        }
    }
}
