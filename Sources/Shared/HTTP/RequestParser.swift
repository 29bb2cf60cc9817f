/// Bytes in, requests out: a strict HTTP/1.1 request parser (RFC 9112) that knows no socket and no clock.
///
/// It takes any bytes in pieces of any size, never holds more than the limits allow, and after a failure stays
/// failed. Bodies come by Content-Length or chunked; HTTP/1.0 is understood without keep-alive.
public struct RequestParser: Sendable {
    /// What a request may measure.
    public struct Limits: Sendable {
        /// Request line and fields together, in bytes; more is answered with 431.
        public var maximumHeaderBytes = 32768
        /// The request target, in bytes; more is answered with 414.
        public var maximumTargetBytes = 8192
        /// The body, in bytes, decided when the head is known; more is answered with 413.
        public var maximumBodyBytes = BodyLimit(2 << 20)

        public init() {}
    }

    /// What the bytes so far amount to.
    public enum Step: Sendable {
        case needsMore
        /// The head is complete and the client waits for "100 Continue" before it sends the body.
        case continueExpected
        case request(Request, Exchange)
        /// `status` of the error is the answer; the connection cannot be used further.
        case failure(HTTPError)
    }

    /// What the connection has to know about a request beyond the handler's view.
    public struct Exchange: Sendable, Equatable {
        /// False for HTTP/1.0 and after `Connection: close`.
        public var keepsAlive: Bool
        /// False for HTTP/1.0, which does not know the chunked coding.
        public var allowsChunked: Bool
    }

    private struct Pending: Sendable {
        var request: Request
        var exchange: Exchange
        var remaining: Int
        var chunked: ChunkedDecoder?
        var expectsContinue: Bool
    }

    private let limits: Limits
    private(set) var buffer = ReceiveBuffer()
    private var scanner = HeadScanner()
    private var pending: Pending?
    private var failure: HTTPError?
    private var skippedEmptyLine = false
    /// After a failure: the head of the request whose body was not wanted, where that was the reason.
    private(set) var refused: Request?

    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Adds bytes that have arrived.
    public mutating func append(_ bytes: some Collection<UInt8>) { buffer.append(bytes) }

    /// Reads straight into the parser's buffer.
    mutating func receive(
        _ read: (UnsafeMutableBufferPointer<UInt8>) throws(HTTPError) -> Int
    ) throws(HTTPError) -> Int {
        try buffer.receive(read)
    }

    /// Whether no byte of a next request has arrived.
    public var isBetweenRequests: Bool { pending == nil && buffer.isEmpty }

    /// Whether the head is complete and the body is not.
    var awaitsBody: Bool { pending != nil }

    /// Bytes of the body taken so far.
    var bodyBytes: Int { pending?.request.body.count ?? 0 }

    /// Goes as far as the bytes allow. Call again after each step but `.needsMore` and `.failure`.
    public mutating func next() -> Step {
        if let failure { return .failure(failure) }
        do throws(HTTPError) {
            return try advance()
        } catch {
            failure = error
            pending = nil
            buffer.consume(buffer.count)
            return .failure(error)
        }
    }

    private mutating func advance() throws(HTTPError) -> Step {
        if pending == nil {
            guard let headEnd = try findHead() else { return .needsMore }
            pending = try parseHead(headEnd)
            buffer.consume(headEnd)
            scanner = HeadScanner()
            skippedEmptyLine = false
        }
        guard var request = pending else { return .needsMore }
        pending = nil
        if request.remaining > 0 || request.chunked != nil {
            if request.expectsContinue, buffer.isEmpty {
                request.expectsContinue = false
                pending = request
                return .continueExpected
            }
            guard try takeBody(&request) else {
                pending = request
                return .needsMore
            }
        }
        return .request(request.request, request.exchange)
    }

    private mutating func findHead() throws(HTTPError) -> Int? {
        while true {
            let limits = limits
            var scanner = scanner
            let end = try buffer.withUnread { (bytes) throws(HTTPError) -> Int? in
                if bytes.count > 0, bytes[0] != 0x0D, !isToken(bytes[0]) {
                    throw .badRequest("The request does not begin with a method.")
                }
                let end = try scanner.end(in: bytes)
                if (end ?? bytes.count) > limits.maximumHeaderBytes {
                    throw scanner.lineStart == 0
                        ? HTTPError(.requestTooLarge, "The request line is too long.", status: 414)
                        : HTTPError(.requestTooLarge, "The request head is too long.", status: 431)
                }
                return end
            }
            self.scanner = scanner
            guard end == 2 else { return end }
            // RFC 9112 section 2.2: one empty line before the request line is forgiven.
            guard !skippedEmptyLine else { throw .badRequest("The request does not begin with a method.") }
            skippedEmptyLine = true
            buffer.consume(2)
            self.scanner = HeadScanner()
        }
    }

    private mutating func parseHead(_ headEnd: Int) throws(HTTPError) -> Pending {
        let limits = limits
        let head = try buffer.withUnread { (bytes) throws(HTTPError) in
            try RequestHead(bytes, headEnd, maximumTargetBytes: limits.maximumTargetBytes)
        }
        let headers = Headers(wire: buffer.copy(head.fieldsStart..<headEnd - 2), fields: head.fields)
        let request = Request(
            method: head.method, path: head.target.path, query: head.target.query, headers: headers,
            rawTarget: head.rawTarget)
        let exchange = Exchange(keepsAlive: head.keepsAlive, allowsChunked: head.isHTTP11)
        var pending = Pending(
            request: request, exchange: exchange, remaining: 0, chunked: nil, expectsContinue: head.expectsContinue)
        if head.framing.isChunked || head.framing.contentLength ?? 0 > 0 {
            refused = request
            let length = head.framing.isChunked ? nil : head.framing.contentLength
            let allowance = try limits.maximumBodyBytes.allowance(request, length: length)
            let maximum = allowance.bytes
            pending.remaining = head.framing.contentLength ?? 0
            guard pending.remaining <= maximum else {
                throw HTTPError(
                    .requestTooLarge, "The body is longer than the \(maximum) bytes allowed here.", status: 413)
            }
            refused = nil
            pending.request.place = allowance.place
            if head.framing.isChunked { pending.chunked = ChunkedDecoder(maximumBytes: maximum) }
        }
        return pending
    }

    /// Moves buffered bytes into the body; true when it is complete.
    private mutating func takeBody(_ pending: inout Pending) throws(HTTPError) -> Bool {
        if var decoder = pending.chunked {
            var body = pending.request.body
            pending.request.body = []
            let used = try buffer.withUnread { (bytes) throws(HTTPError) in try decoder.decode(bytes, into: &body) }
            pending.request.body = body
            pending.chunked = decoder
            buffer.consume(used)
            return decoder.isDone
        }
        let count = min(pending.remaining, buffer.count)
        if count == 0 { return pending.remaining == 0 }
        try buffer.withUnread { (bytes) throws(HTTPError) in
            bytes.extracting(0..<count).withUnsafeBufferPointer { pending.request.body.append(contentsOf: $0) }
        }
        buffer.consume(count)
        pending.remaining -= count
        return pending.remaining == 0
    }
}
