/// A server's certificate chain and private key, both PEM files.
public struct TLSFiles: Sendable {
    public var certificateChain: String
    public var privateKey: String

    public init(certificateChain: String, privateKey: String) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }
}

/// What a server listens on and how much it puts up with. Times are in seconds, sizes in bytes.
public struct ServerConfiguration: Sendable {
    public var host = "127.0.0.1"
    /// 0 lets the system choose; `start` returns the choice.
    public var port = 0
    /// Without it the server speaks plain HTTP.
    public var tls: TLSFiles?
    public var maximumConnections = 4096
    /// Connections of one client address, or requests in progress of one behind a trusted proxy; an IPv6 /64
    /// network counts as one address.
    public var maximumConnectionsPerAddress = 512
    public var maximumHeaderBytes = 32768
    public var maximumBodyBytes = BodyLimit(2 << 20)
    /// From the connection's start, or a later request's first byte, to the end of the head; TLS handshake included.
    public var headerDeadline = 10.0
    /// From the same moment to the end of the body. A body beyond 2 MiB earns a second per 64 KiB received.
    public var requestDeadline = 30.0
    /// How long a response may block on a client that does not read; each 16 KiB it takes earn a second back.
    public var writeDeadline = 60.0
    /// How long a kept-alive connection may be silent.
    public var idleTimeout = 60.0
    /// IP addresses and CIDR ranges whose X-Forwarded-For and X-Forwarded-Proto count.
    public var trustedProxies: [String] = []
    /// How long `stop` waits for requests in progress.
    public var drainSeconds = 10.0
    /// Makes the answer to a request the server itself refuses, from a status, a sentence and, where a body was not
    /// wanted, the request's head.
    public var refusal: @Sendable (_ status: Int, _ reason: String, Request?) -> Response = { status, reason, _ in
        Problem(status: status, detail: reason).response()
    }

    public init(host: String = "127.0.0.1", port: Int = 0, tls: TLSFiles? = nil) {
        self.host = host
        self.port = port
        self.tls = tls
    }
}

/// What a server tells its observer, which is called on the connection's thread and must be quick.
public enum ServerEvent: Sendable {
    /// A handler's answer was sent, or broke off when `completed` is false. `route` is the router's pattern;
    /// `bytes` is head and body as sent; the time runs from the complete request to the last byte written.
    case requestFinished(
        Request, route: String?, status: Int, bytes: Int, nanoseconds: UInt64, completed: Bool)
    /// A request was refused before a handler saw it.
    case requestRefused(clientAddress: String, status: Int, reason: String)
    /// A connection was turned away because a cap is reached.
    case connectionRefused(clientAddress: String, reason: String)
    case handshakeFailed(clientAddress: String, reason: String)
}

/// Answers requests; it is called on many threads at once.
public typealias Handler = @Sendable (Request) -> Response
