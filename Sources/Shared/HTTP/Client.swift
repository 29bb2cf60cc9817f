import Glibc
import Synchronization

/// How a client connects and what it accepts. Times are in seconds.
public struct ClientConfiguration: Sendable {
    /// A PEM file of authorities to trust *instead of* the system's: a federation that runs its own authority must
    /// not accept a certificate anyone else issued for its hub. Put several in one file to trust more.
    public var caFile: String?
    /// "http://host:port" of a proxy, used by CONNECT for https and by absolute addresses for http.
    public var proxy: String?
    /// The value of Proxy-Authorization, such as "Basic …".
    public var proxyAuthorization: String?
    public var connectTimeout = 10.0
    /// From the call to the last byte of the answer, but for the name server's own time to answer.
    public var totalTimeout = 60.0
    public var maximumResponseBytes = 64 << 20
    public var userAgent = "Rahmenwerk"

    public init() {}
}

/// A request to send. Host, Content-Length, Connection and User-Agent are the client's own to set.
public struct ClientRequest: Sendable {
    public var method: String
    public var url: String
    public var headers: Headers
    public var body: [UInt8]

    public init(method: String = "GET", url: String, headers: Headers = Headers(), body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// An HTTP/1.1 client: one connection for each request, no redirects followed, nothing retried.
public struct Client: Sendable {
    /// Reading the authorities takes milliseconds, so it is done once, at the first https request.
    private final class Trust: Sendable {
        private let context = Mutex<TLSContext?>(nil)

        func context(caFile: String?) throws(HTTPError) -> TLSContext {
            try context.withLock { (context) throws(HTTPError) in
                if let context { return context }
                let made = try TLSContext(caFile: caFile)
                context = made
                return made
            }
        }
    }

    private static let ownFields = ["host", "content-length", "transfer-encoding", "connection", "user-agent"]

    public let configuration: ClientConfiguration
    private let trust = Trust()

    public init(configuration: ClientConfiguration = ClientConfiguration()) { self.configuration = configuration }

    /// Sends the request and returns the whole answer, whatever its status.
    public func send(_ request: ClientRequest) throws(HTTPError) -> ClientResponse {
        Signals.ignoreBrokenPipes()
        let url = try URLParts(request.url)
        guard !request.method.isEmpty, request.method.utf8.allSatisfy(isToken), request.method != "CONNECT" else {
            throw HTTPError(.malformedClientRequest, "The method of the request is not a plain word.")
        }
        let deadline = Deadline(seconds: configuration.totalTimeout)
        let proxy = try configuration.proxy.map { (proxy) throws(HTTPError) in try URLParts(proxy) }
        if let proxy, proxy.isSecure || proxy.target != "/" {
            throw HTTPError(.malformedURL, "The proxy is expected as http://host:port.")
        }
        var transport = try connect(url, through: proxy, until: deadline)
        let head = head(request, url, isProxied: proxy != nil && !url.isSecure)
        let what = "waiting for the answer of \(url.host)"
        var patience = WritePatience(seconds: configuration.totalTimeout, rate: .max, until: deadline)
        do throws(HTTPError) {
            try transport.write(head, request.body, patience: &patience)
        } catch  where error.code == .connectionLost {
            // A server may answer, with 413 say, and close before it has read the whole body.
            let parser = ResponseParser(method: request.method, maximumBytes: configuration.maximumResponseBytes)
            if let early = try? Self.receive(parser, &transport, deadline, what).response { return early }
            throw error
        }
        let parser = ResponseParser(method: request.method, maximumBytes: configuration.maximumResponseBytes)
        return try Self.receive(parser, &transport, deadline, what).response
    }

    private func connect(
        _ url: URLParts, through proxy: URLParts?, until deadline: Deadline
    ) throws(HTTPError) -> Transport {
        let connectDeadline = min(deadline, Deadline(seconds: configuration.connectTimeout))
        let first = proxy ?? url
        let context = url.isSecure ? try trust.context(caFile: configuration.caFile) : nil
        var transport = Transport(
            descriptor: try Socket.connect(host: first.host, port: first.port, until: connectDeadline))
        if proxy != nil, url.isSecure { try openTunnel(&transport, url, deadline) }
        if let context {
            do throws(HTTPError) {
                try transport.startTLS(context, host: url.host, until: deadline)
            } catch  where error.code == .timeout || error.code == .connectionLost || error.code == .tlsFailed {
                throw HTTPError(
                    error.code,
                    "\(error.reason) This was during the TLS handshake with \(url.host); "
                        + "does port \(url.port) speak TLS?"
                )
            }
        }
        return transport
    }

    private func openTunnel(
        _ transport: inout Transport, _ url: URLParts, _ deadline: Deadline
    ) throws(HTTPError) {
        var head = "CONNECT \(url.hostAndPort) HTTP/1.1\r\nHost: \(url.hostAndPort)\r\n"
        head += "User-Agent: \(clean(configuration.userAgent))\r\n"
        if let authorization = configuration.proxyAuthorization {
            head += "Proxy-Authorization: \(clean(authorization))\r\n"
        }
        var patience = WritePatience(seconds: configuration.totalTimeout, rate: .max, until: deadline)
        try transport.write(Array((head + "\r\n").utf8), [], patience: &patience)
        let parser = ResponseParser(method: "CONNECT", maximumBytes: 65536)
        let (response, leftover) = try Self.receive(parser, &transport, deadline, "waiting for the proxy")
        guard (200..<300).contains(response.status) else {
            let hint = response.status == 407 ? "; it asks for a user name and password" : ""
            throw HTTPError(
                .proxyRefused,
                "The proxy refused to connect to \(url.hostAndPort) with status \(response.status)\(hint).")
        }
        // The server speaks only after our hello: bytes that are here already are the proxy's own.
        guard leftover == 0 else {
            throw HTTPError(.proxyRefused, "The proxy sent bytes of its own into the tunnel to \(url.hostAndPort).")
        }
    }

    private func head(_ request: ClientRequest, _ url: URLParts, isProxied: Bool) -> [UInt8] {
        var head: [UInt8] = []
        head.append("\(request.method) \(isProxied ? "http://\(url.authority)" : "")\(url.target) HTTP/1.1\r\n")
        head.append("Host: \(url.authority)\r\nUser-Agent: \(clean(configuration.userAgent))\r\n")
        head.append("Connection: close\r\n")
        if isProxied, let authorization = configuration.proxyAuthorization {
            head.append("Proxy-Authorization: \(clean(authorization))\r\n")
        }
        for (name, value) in request.headers.pairs where !Self.ownFields.contains(name.lowercased()) {
            head.append("\(name): \(value)\r\n")
        }
        if !request.body.isEmpty || !["GET", "HEAD", "DELETE", "OPTIONS"].contains(request.method) {
            head.append("Content-Length: \(request.body.count)\r\n")
        }
        head.append("\r\n")
        return head
    }

    /// A field value that cannot end its line.
    private func clean(_ value: String) -> String {
        String(decoding: value.utf8.map { isFieldValue($0) ? $0 : 0x20 }, as: UTF8.self)
    }

    private static func receive(
        _ start: ResponseParser, _ transport: inout Transport, _ deadline: Deadline, _ activity: String
    ) throws(HTTPError) -> (response: ClientResponse, leftover: Int) {
        var parser = start
        var hasEnded = false
        while true {
            switch hasEnded ? parser.finish() : parser.next() {
            case .response(let response): return (response, parser.buffer.count)
            case .failure(let error): throw error
            case .needsMore:
                do throws(HTTPError) {
                    hasEnded =
                        try parser.receive { (buffer) throws(HTTPError) in
                            try transport.read(into: buffer, until: deadline)
                        } == 0
                } catch  where error.code == .timeout {
                    throw HTTPError(.timeout, "The time ran out while \(activity).")
                } catch  where error.code == .connectionLost && parser.hasHead {
                    throw HTTPError(
                        .responseTruncated, "The connection was lost in the middle of the answer: \(error.reason)")
                }
            }
        }
    }
}
