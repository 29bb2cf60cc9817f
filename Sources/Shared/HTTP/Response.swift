/// What a handler answers. The server adds Date and the fields that frame the body; whatever a handler sets for
/// Content-Length, Transfer-Encoding, Date or Connection is dropped, but for `Connection: close`.
public struct Response: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Bytes made while they are sent; `length` in bytes when known, else the body is chunked. A producer that
        /// throws, or writes another number of bytes than announced, aborts the connection instead of ending the
        /// body as if it were whole; before the first byte it becomes a plain 500.
        case stream(length: Int?, @Sendable (_ write: ([UInt8]) throws -> Void) throws -> Void)
        /// A regular file, sent as long as it is when opened.
        case file(path: String)
    }

    public var status: Int
    public var headers: Headers
    public var body: Body
    /// The router's pattern that answered; a label for metrics, not sent.
    public var route: String?

    public init(status: Int = 200, headers: Headers = Headers(), body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public static func bytes(_ bytes: [UInt8], contentType: String, status: Int = 200) -> Response {
        Response(status: status, headers: Headers([("Content-Type", contentType)]), body: .bytes(bytes))
    }

    public static func text(_ text: String, status: Int = 200) -> Response {
        bytes(Array(text.utf8), contentType: "text/plain; charset=utf-8", status: status)
    }

    public static func html(_ bytes: [UInt8], status: Int = 200) -> Response {
        self.bytes(bytes, contentType: "text/html; charset=utf-8", status: status)
    }

    public static func html(_ text: String, status: Int = 200) -> Response { html(Array(text.utf8), status: status) }

    public static func json(_ bytes: [UInt8], status: Int = 200) -> Response {
        self.bytes(bytes, contentType: "application/json", status: status)
    }

    public static func json(_ text: String, status: Int = 200) -> Response { json(Array(text.utf8), status: status) }

    public static func file(path: String, contentType: String) -> Response {
        Response(headers: Headers([("Content-Type", contentType)]), body: .file(path: path))
    }

    /// An answer without a body; 204 unless told.
    public static func empty(status: Int = 204) -> Response { Response(status: status) }

    /// Sends the client to `location` with GET (303) unless told.
    public static func redirect(to location: String, status: Int = 303) -> Response {
        Response(status: status, headers: Headers([("Location", location)]))
    }

    public static func notModified(etag: String) -> Response {
        var response = Response(status: 304)
        response.etag = etag
        return response
    }

    /// The entity tag (RFC 9110 section 8.8.3). Set it with or without its quotes; a `"` inside is dropped.
    public var etag: String? {
        get { headers["ETag"] }
        set { headers["ETag"] = newValue.map(Self.quoted) }
    }

    private static func quoted(_ tag: String) -> String {
        let isWeak = tag.hasPrefix("W/")
        let opaque = tag.dropFirst(isWeak ? 2 : 0).filter { $0 != "\"" }
        return "\(isWeak ? "W/" : "")\"\(opaque)\""
    }

    /// This answer, or 304 without a body when the request's If-None-Match names its ETag: weak comparison, lists
    /// and `*` (RFC 9110 section 13.1.2). Only a 200 to GET or HEAD is turned.
    public func conditional(for request: Request) -> Response {
        guard status == 200, request.method == "GET" || request.method == "HEAD", let etag else { return self }
        let conditions = request.headers.all("If-None-Match")
        guard conditions.contains(where: { Self.matches($0, etag) }) else { return self }
        var answer = self
        answer.status = 304
        answer.body = .bytes([])
        for name in ["Content-Type", "Content-Encoding", "Content-Language", "Content-Disposition"] {
            answer.headers[name] = nil
        }
        return answer
    }

    private static func matches(_ condition: String, _ etag: String) -> Bool {
        if condition == "*" { return true }
        let wanted = etag.hasPrefix("W/") ? etag.dropFirst(2) : etag[...]
        // A comma may stand inside the quotes, so the list is walked quote by quote.
        var rest = condition[...]
        while let open = rest.firstIndex(of: "\"") {
            guard let close = rest[rest.index(after: open)...].firstIndex(of: "\"") else { return false }
            if rest[open...close] == wanted { return true }
            rest = rest[rest.index(after: close)...]
        }
        return false
    }
}
