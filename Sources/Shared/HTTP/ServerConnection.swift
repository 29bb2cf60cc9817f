import Glibc

/// One connection's life on its own thread: handshake, then requests one after another until either side has enough.
final class ServerConnection {
    private let server: Server
    private let entry: ConnectionEntry
    private let origin: Origin
    private let tls: TLSContext?
    private var transport: Transport
    private var parser: RequestParser
    private var sender: ResponseSender
    private var isFirst = true
    /// When the connection opened, or the request at hand began to arrive; in nanoseconds.
    private var began = Deadline.now

    private var configuration: ServerConfiguration { server.configuration }

    init(server: Server, entry: ConnectionEntry, peer: IPAddress, proxies: TrustedProxies, tls: TLSContext?) {
        self.server = server
        self.entry = entry
        self.tls = tls
        let origin = Origin(peer: peer, peerText: peer.text, proxies: proxies, isTLS: tls != nil)
        self.origin = origin
        transport = Transport(descriptor: entry.descriptor)
        var limits = RequestParser.Limits()
        limits.maximumHeaderBytes = server.configuration.maximumHeaderBytes
        limits.maximumBodyBytes = server.configuration.maximumBodyBytes.completing { origin.complete(&$0) }
        parser = RequestParser(limits: limits)
        sender = ResponseSender(configuration: server.configuration)
    }

    /// Serves until the end. The descriptor is closed when this object goes, after the table has forgotten it.
    func run() {
        serve()
        server.table.remove(entry)
    }

    private func serve() {
        if let tls {
            do throws(HTTPError) {
                let deadline = Deadline(seconds: configuration.headerDeadline, after: began)
                try transport.startTLS(tls, host: nil, until: deadline)
            } catch {
                server.observer?(.handshakeFailed(clientAddress: origin.peerText, reason: error.reason))
                return
            }
        }
        while true {
            switch parser.next() {
            case .needsMore: guard receive() else { return }
            case .continueExpected: guard sender.sendContinue(&transport) else { return }
            case .request(let request, let exchange):
                guard answer(request, exchange) else { return }
                isFirst = false
                began = Deadline.now
            case .failure(let error):
                guard var refused = parser.refused else { return refuse(error, request: nil) }
                origin.complete(&refused)
                return refuse(error, request: refused)
            }
        }
    }

    /// Reads more bytes; false when the connection is over.
    private func receive() -> Bool {
        let isIdle = !isFirst && parser.isBetweenRequests
        if isIdle {
            entry.becomeIdle()
            // Checked after becoming idle, so that a stop either sees the idle entry or is seen here.
            if server.isStopping { return false }
        }
        let deadline = currentDeadline(isIdle)
        do throws(HTTPError) {
            let count = try parser.receive { (buffer) throws(HTTPError) in
                try transport.read(into: buffer, until: deadline)
            }
            if isIdle {
                guard entry.becomeBusy() else { return false }
                began = Deadline.now
            }
            if count > 0 { return true }
            if !parser.isBetweenRequests {
                refuse(.badRequest("The request ends before it is complete."), request: nil)
            }
        } catch {
            if error.code == .timeout, !parser.isBetweenRequests {
                let reason = "The request took too long to arrive."
                refuse(HTTPError(.timeout, reason, status: 408), request: nil)
            }
        }
        return false
    }

    private func currentDeadline(_ isIdle: Bool) -> Deadline {
        if isIdle { return Deadline(seconds: configuration.idleTimeout) }
        guard parser.awaitsBody else {
            return Deadline(seconds: min(configuration.headerDeadline, configuration.requestDeadline), after: began)
        }
        let earned = max(0, parser.bodyBytes - 2 << 20) / 65536
        return Deadline(seconds: configuration.requestDeadline + Double(earned), after: began)
    }

    /// Lets the handler answer; false when the connection is not to be used further.
    private func answer(_ arrived: Request, _ exchange: RequestParser.Exchange) -> Bool {
        var request = arrived
        var counted: IPAddress?
        let client = origin.complete(&request)
        if client != origin.peer {
            guard server.table.enter(client.capKey) else {
                let reason = "Too many requests at once come from one address."
                refuse(HTTPError(.requestTooLarge, reason, status: 503), request: request)
                return false
            }
            counted = client.capKey
        }
        defer { if let counted { server.table.leave(counted) } }
        let start = Deadline.now
        let response = server.handler(request)
        let keepsAlive =
            exchange.keepsAlive && !server.isStopping && !response.headers.lists("connection", "close")
        let outcome = sender.send(
            response, to: request, keepsAlive: keepsAlive, allowsChunked: exchange.allowsChunked, over: &transport)
        server.observer?(
            .requestFinished(
                request, route: response.route, status: outcome.status, bytes: outcome.bytes,
                nanoseconds: Deadline.now - start, completed: outcome.isComplete))
        return outcome.keepsAlive
    }

    /// Answers what the server itself refuses, and closes in a way that lets the answer arrive.
    private func refuse(_ error: HTTPError, request: Request?) {
        let status = error.status ?? 400
        let response = configuration.refusal(status, error.reason, request)
        let outcome = sender.send(
            response, to: request ?? Request(), keepsAlive: false, allowsChunked: true, over: &transport)
        if outcome.isComplete { transport.drain() }
        let address = request?.clientAddress ?? origin.peerText
        server.observer?(.requestRefused(clientAddress: address, status: status, reason: error.reason))
    }
}

/// Where a connection's requests come from.
private struct Origin: Sendable {
    let peer: IPAddress
    let peerText: String
    let proxies: TrustedProxies
    let isTLS: Bool

    /// Tells a request who sent it and how, and gives the client's address.
    @discardableResult
    func complete(_ request: inout Request) -> IPAddress {
        let client = proxies.client(peer: peer, headers: request.headers)
        request.clientAddress = client.address == peer ? peerText : client.address.text
        request.isSecure = client.isSecure ?? isTLS
        return client.address
    }
}
