/// The request line and the fields the connection itself must understand (RFC 9112 sections 3, 6 and 9).
struct RequestHead {
    let method: String
    let rawTarget: String
    let target: RequestTarget
    let isHTTP11: Bool
    let fieldsStart: Int
    let fields: [Headers.Field]
    let framing: BodyFraming
    private(set) var keepsAlive: Bool
    private(set) var expectsContinue = false

    /// Parses the `end` first bytes, which end in an empty line.
    init(_ bytes: borrowing Span<UInt8>, _ end: Int, maximumTargetBytes: Int) throws(HTTPError) {
        var index = 0
        while isToken(bytes[index]) { index += 1 }
        guard index > 0, bytes[index] == 0x20 else {
            throw .badRequest("The request line does not begin with a method and one space.")
        }
        guard index <= 32 else { throw HTTPError(.notImplemented, "The method is not known.", status: 501) }
        method = string(bytes, 0..<index)
        index += 1
        let targetStart = index
        while bytes[index] > 0x20, bytes[index] < 0x7F { index += 1 }
        let targetRange = targetStart..<index
        guard targetRange.count <= maximumTargetBytes else {
            throw HTTPError(
                .requestTooLarge, "The address is longer than the \(maximumTargetBytes) bytes allowed.", status: 414)
        }
        guard !targetRange.isEmpty, bytes[index] == 0x20 else {
            throw .badRequest("The request line is not a method, an address and a version, parted by single spaces.")
        }
        index += 1
        isHTTP11 = try Self.version(bytes, &index)
        keepsAlive = isHTTP11
        if method == "CONNECT" || (targetRange.count == 1 && bytes[targetStart] == 0x2A) {
            throw HTTPError(.notImplemented, "This server is no proxy and has no options as a whole.", status: 501)
        }
        rawTarget = string(bytes, targetRange)
        target = try RequestTarget(bytes, targetRange)
        fieldsStart = index
        fields = try FieldParser.parse(bytes, index..<end - 2)
        framing = try BodyFraming(bytes, index, fields)
        try readConnectionFields(bytes)
    }

    private static func version(_ bytes: borrowing Span<UInt8>, _ index: inout Int) throws(HTTPError) -> Bool {
        // "HTTP/" DIGIT "." DIGIT CRLF; the head ends in an empty line, so CR LF is always there to stop at.
        let start = index
        while bytes[index] != 0x0D { index += 1 }
        let range = start..<index
        guard bytes[index + 1] == 0x0A, range.count == 8, string(bytes, start..<start + 5) == "HTTP/",
            isDigit(bytes[start + 5]), bytes[start + 6] == 0x2E, isDigit(bytes[start + 7])
        else { throw .badRequest("The request line does not end in a version such as HTTP/1.1.") }
        guard bytes[start + 5] == 0x31, bytes[start + 7] <= 0x31 else {
            throw HTTPError(.notImplemented, "Only HTTP/1.1 and HTTP/1.0 are understood.", status: 505)
        }
        index += 2
        return bytes[start + 7] == 0x31
    }

    private mutating func readConnectionFields(_ bytes: borrowing Span<UInt8>) throws(HTTPError) {
        var hosts = 0
        for field in fields {
            let name = field.name.lowerBound + fieldsStart..<field.name.upperBound + fieldsStart
            let value = field.value.lowerBound + fieldsStart..<field.value.upperBound + fieldsStart
            if spells(bytes, name, "host") {
                hosts += 1
                try Self.checkHost(bytes, value)
            } else if spells(bytes, name, "connection") {
                if spells(bytes, value, "keep-alive") { continue }
                if listTokens(string(bytes, value)).contains("close") { keepsAlive = false }
            } else if spells(bytes, name, "expect"), isHTTP11 {
                guard spells(bytes, value, "100-continue") else {
                    throw HTTPError(.notImplemented, "The only expectation known is 100-continue.", status: 417)
                }
                expectsContinue = true
            }
        }
        guard hosts == 1 || (hosts == 0 && !isHTTP11) else {
            throw .badRequest("The Host header is expected exactly once.")
        }
        guard isHTTP11 || !framing.isChunked else {
            throw .badRequest("HTTP/1.0 does not know Transfer-Encoding.")
        }
    }

    private static func checkHost(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(HTTPError) {
        for index in range {
            switch bytes[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x3A, 0x5B, 0x5D: break
            default: throw .badRequest("The Host header is not a host name and an optional port.")
            }
        }
    }
}
