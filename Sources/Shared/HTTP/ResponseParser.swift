/// A response as the client hands it back.
public struct ClientResponse: Sendable {
    public var status: Int
    public var headers: Headers
    public var body: [UInt8]

    public init(status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Bytes in, one response out: a strict HTTP/1.1 response parser (RFC 9112). Interim responses are skipped; bodies
/// come by Content-Length, chunked, or up to the end of the connection.
public struct ResponseParser: Sendable {
    public enum Step: Sendable {
        case needsMore
        case response(ClientResponse)
        case failure(HTTPError)
    }

    private enum Body: Sendable {
        case fixed(remaining: Int)
        case chunked(ChunkedDecoder)
        case untilEnd
    }

    private static let maximumHeadBytes = 65536

    private let expectsNoBody: Bool
    private let isConnect: Bool
    private let maximumBytes: Int
    private(set) var buffer = ReceiveBuffer()
    private var scanner = HeadScanner()
    private var response: ClientResponse?
    private var body = Body.untilEnd
    private var interim = 0
    private var failure: HTTPError?

    /// `method` is the request's: answers to HEAD, and agreement to CONNECT, have no body.
    public init(method: String, maximumBytes: Int) {
        expectsNoBody = method == "HEAD"
        isConnect = method == "CONNECT"
        self.maximumBytes = maximumBytes
    }

    public mutating func append(_ bytes: some Collection<UInt8>) { buffer.append(bytes) }

    mutating func receive(
        _ read: (UnsafeMutableBufferPointer<UInt8>) throws(HTTPError) -> Int
    ) throws(HTTPError) -> Int {
        try buffer.receive(read)
    }

    /// Whether the head is complete, so that what is missing is the body.
    var hasHead: Bool { response != nil }

    /// Goes as far as the bytes allow.
    public mutating func next() -> Step { step(atEnd: false) }

    /// The connection ended: a body without a length is complete, anything else unfinished is truncated.
    public mutating func finish() -> Step { step(atEnd: true) }

    private mutating func step(atEnd: Bool) -> Step {
        if let failure { return .failure(failure) }
        do throws(HTTPError) {
            if let response = try advance(atEnd: atEnd) { return .response(response) }
            return .needsMore
        } catch {
            // The shared parts speak of requests' errors; here the sender of the bytes is a server.
            switch error.code {
            case .malformedRequest, .notImplemented:
                failure = HTTPError(.malformedResponse, "The server's answer is not valid HTTP: \(error.reason)")
            case .requestTooLarge: failure = tooLarge
            default: failure = error
            }
            response = nil
            return .failure(failure ?? error)
        }
    }

    private mutating func advance(atEnd: Bool) throws(HTTPError) -> ClientResponse? {
        while response == nil {
            guard let end = try findHead() else {
                guard atEnd else { return nil }
                throw HTTPError(
                    .responseTruncated,
                    buffer.isEmpty
                        ? "The server closed the connection without an answer."
                        : "The server closed the connection in the middle of the answer's head.")
            }
            try takeHead(end)
        }
        guard try takeBody() else {
            guard atEnd else { return nil }
            if case .untilEnd = body { return response }
            throw HTTPError(
                .responseTruncated, "The answer's body is shorter than announced; the connection ended before.")
        }
        return response
    }

    private mutating func findHead() throws(HTTPError) -> Int? {
        var scanner = scanner
        let end = try buffer.withUnread { (bytes) throws(HTTPError) in try scanner.end(in: bytes) }
        self.scanner = scanner
        guard (end ?? buffer.count) <= Self.maximumHeadBytes else { throw tooLarge }
        return end
    }

    private mutating func takeHead(_ end: Int) throws(HTTPError) {
        let (status, start, fields, framing) = try buffer.withUnread {
            (bytes) throws(HTTPError) -> (Int, Int, [Headers.Field], BodyFraming) in
            let (status, start) = try Self.statusLine(bytes, end)
            let fields = try FieldParser.parse(bytes, start..<end - 2)
            return (status, start, fields, try BodyFraming(bytes, start, fields))
        }
        let headers = Headers(wire: buffer.copy(start..<end - 2), fields: fields)
        buffer.consume(end)
        scanner = HeadScanner()
        if (100..<200).contains(status) {
            interim += 1
            guard status != 101, interim <= 10 else {
                throw .badRequest("It switches protocols or sends too many interim answers.")
            }
            return
        }
        response = ClientResponse(status: status, headers: headers)
        if expectsNoBody || status == 204 || status == 304 || (isConnect && status < 300) {
            body = .fixed(remaining: 0)
        } else if framing.isChunked {
            body = .chunked(ChunkedDecoder(maximumBytes: maximumBytes))
        } else if let length = framing.contentLength {
            guard length <= maximumBytes else { throw tooLarge }
            body = .fixed(remaining: length)
        } else {
            body = .untilEnd
        }
    }

    /// "HTTP/1.1 200 OK" with any or no phrase.
    private static func statusLine(_ bytes: borrowing Span<UInt8>, _ end: Int) throws(HTTPError) -> (Int, Int) {
        guard end >= 16, spells(bytes, 0..<7, "http/1."), bytes[0] == 0x48, isDigit(bytes[7]), bytes[8] == 0x20,
            isDigit(bytes[9]), isDigit(bytes[10]), isDigit(bytes[11]), bytes[9] != 0x30,
            bytes[12] == 0x20 || bytes[12] == 0x0D
        else { throw .badRequest("it does not begin with a status line such as HTTP/1.1 200 OK.") }
        var index = 12
        while isFieldValue(bytes[index]) { index += 1 }
        guard bytes[index] == 0x0D, bytes[index + 1] == 0x0A else {
            throw .badRequest("its status line holds a control character.")
        }
        let status = Int(bytes[9] - 0x30) * 100 + Int(bytes[10] - 0x30) * 10 + Int(bytes[11] - 0x30)
        return (status, index + 2)
    }

    private mutating func takeBody() throws(HTTPError) -> Bool {
        guard var taken = response?.body else { return false }
        response?.body = []
        defer { response?.body = taken }
        switch body {
        case .chunked(var decoder):
            let used = try buffer.withUnread { (bytes) throws(HTTPError) in try decoder.decode(bytes, into: &taken) }
            buffer.consume(used)
            body = .chunked(decoder)
            return decoder.isDone
        case .fixed(let remaining):
            let count = min(remaining, buffer.count)
            taken += buffer.copy(0..<count)
            buffer.consume(count)
            body = .fixed(remaining: remaining - count)
            return remaining == count
        case .untilEnd:
            guard taken.count + buffer.count <= maximumBytes else { throw tooLarge }
            taken += buffer.copy(0..<buffer.count)
            buffer.consume(buffer.count)
            return false
        }
    }

    private var tooLarge: HTTPError {
        HTTPError(.responseTooLarge, "The answer is longer than the \(maximumBytes) bytes allowed.")
    }
}
