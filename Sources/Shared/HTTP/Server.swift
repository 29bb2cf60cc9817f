import Glibc
import Synchronization

/// An HTTP/1.1 server with a thread per connection, hard caps and total deadlines.
///
/// `start` returns at once and the server runs until `stop`, which must be called: its threads keep it alive.
public final class Server: Sendable {
    private struct Running {
        var wakeWriter: Int32
        var stoppedReader: Int32
        var stoppedWriter: Int32
    }

    let configuration: ServerConfiguration
    let handler: Handler
    let observer: (@Sendable (ServerEvent) -> Void)?
    let table: ConnectionTable
    private let tls = Mutex<TLSContext?>(nil)
    private let running = Mutex<Running?>(nil)
    private let draining = Atomic(false)
    private let accepting = Atomic(false)

    public init(
        configuration: ServerConfiguration, handler: @escaping Handler,
        observer: (@Sendable (ServerEvent) -> Void)? = nil
    ) {
        self.configuration = configuration
        self.handler = handler
        self.observer = observer
        table = ConnectionTable(
            maximum: configuration.maximumConnections, maximumPerAddress: configuration.maximumConnectionsPerAddress)
    }

    deinit {
        running.withLock { running in
            guard let running else { return }
            close(running.wakeWriter)
            close(running.stoppedReader)
            if running.stoppedWriter >= 0 { close(running.stoppedWriter) }
        }
    }

    /// Listens and returns the bound port. Errors: cannotListen, nameNotFound, unusableCertificateFile,
    /// malformedSetting.
    public func start() throws(HTTPError) -> Int {
        Signals.ignoreBrokenPipes()
        let proxies = try TrustedProxies(configuration.trustedProxies)
        try reloadCertificates()
        return try running.withLock { (running) throws(HTTPError) -> Int in
            guard running == nil else { throw HTTPError(.cannotListen, "This server was started before.") }
            let listener = try Socket.listen(host: configuration.host, port: configuration.port)
            guard let wake = Self.makePipe(), let stopped = Self.makePipe() else {
                close(listener.descriptor)
                throw HTTPError(.cannotListen, "The process has no file descriptors left.")
            }
            running = Running(wakeWriter: wake.write, stoppedReader: stopped.read, stoppedWriter: stopped.write)
            accepting.store(true, ordering: .sequentiallyConsistent)
            let started = Thread.start { [self] in
                acceptConnections(listener.descriptor, wake.read, proxies)
                close(listener.descriptor)
                close(wake.read)
                accepting.store(false, ordering: .sequentiallyConsistent)
            }
            guard started else { throw HTTPError(.cannotListen, "The system has no thread left for the server.") }
            return listener.port
        }
    }

    /// Reads certificate and key again, for the connections to come; on an error the old ones stay in use.
    public func reloadCertificates() throws(HTTPError) {
        guard let files = configuration.tls else { return }
        let context = try TLSContext(files)
        tls.withLock { $0 = context }
    }

    /// Stops accepting, closes idle connections, waits `drainSeconds` for requests in progress, then closes what is
    /// left. Returns when all is closed; further calls wait for the first. Not to be called by a handler.
    public func stop() {
        guard let wakeWriter = running.withLock({ $0?.wakeWriter }) else { return }
        guard !draining.exchange(true, ordering: .sequentiallyConsistent) else { return waitUntilStopped() }
        _ = write(wakeWriter, "x", 1)
        table.evictAllIdle()
        if !waitForThreads(until: Deadline(seconds: configuration.drainSeconds)) {
            table.interruptAll()
            // A handler that computes cannot be interrupted; its answer will find a closed connection.
            _ = waitForThreads(until: Deadline(seconds: 2))
        }
        running.withLock { running in
            guard let writer = running?.stoppedWriter else { return }
            close(writer)
            running?.stoppedWriter = -1
        }
    }

    /// Returns when `stop` has done its work; at once when the server was never started.
    public func waitUntilStopped() {
        guard let reader = running.withLock({ $0?.stoppedReader }) else { return }
        var entry = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, -1) < 0, errno == EINTR {}
    }

    /// Whether connections should end after the request at hand.
    public var isStopping: Bool { draining.load(ordering: .sequentiallyConsistent) }

    /// The number of open connections, for metrics.
    public var openConnections: Int { table.runningThreads }

    /// How many of them wait for another request, and would give way where a cap is reached.
    public var idleConnections: Int { table.idle }

    private func waitForThreads(until deadline: Deadline) -> Bool {
        while accepting.load(ordering: .sequentiallyConsistent) || table.runningThreads > 0 {
            if deadline.hasPassed { return false }
            usleep(2000)
        }
        return true
    }

    private func acceptConnections(_ listener: Int32, _ wake: Int32, _ proxies: TrustedProxies) {
        var entries = [
            pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
        ]
        while !isStopping {
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let descriptor = withUnsafeMutablePointer(to: &storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { accept(listener, $0, &length) }
            }
            if descriptor >= 0 {
                admit(descriptor, IPAddress(storage) ?? IPAddress(bits: 0), proxies)
                continue
            }
            switch errno {
            case EAGAIN: poll(&entries, 2, -1)
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                table.evictOldest()
                usleep(10000)
            default: break
            }
        }
    }

    private func admit(_ descriptor: Int32, _ peer: IPAddress, _ proxies: TrustedProxies) {
        // Behind a trusted proxy all clients share its address; their own is counted request by request.
        let entry = ConnectionEntry(descriptor: descriptor, capKey: proxies.contains(peer) ? nil : peer.capKey)
        switch table.admit(entry) {
        case .admitted: break
        case .full: return refuse(descriptor, peer, "The server has as many connections as it can serve.")
        case .addressFull: return refuse(descriptor, peer, "Too many connections come from one address.")
        }
        let context = tls.withLock { $0 }
        let started = Thread.start { [self] in
            do {
                ServerConnection(server: self, entry: entry, peer: peer, proxies: proxies, tls: context).run()
            }
            table.threadEnded()
        }
        if !started {
            table.remove(entry)
            table.threadEnded()
            refuse(descriptor, peer, "The server has no thread left.")
        }
    }

    /// Says 503 if that is possible without waiting, and closes.
    private func refuse(_ descriptor: Int32, _ peer: IPAddress, _ reason: String) {
        if configuration.tls == nil {
            var response = configuration.refusal(503, "The server is busy; please try again shortly.", nil)
            response.headers["Retry-After"] = "5"
            var writer = ResponseHeadWriter()
            if case .bytes(let body) = response.body {
                let bytes = writer.head(response, .length(body.count), closes: true) + body
                send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            shutdown(descriptor, Int32(SHUT_WR))
            var scratch = [UInt8](repeating: 0, count: 4096)
            recv(descriptor, &scratch, scratch.count, Int32(MSG_DONTWAIT))
        }
        close(descriptor)
        observer?(.connectionRefused(clientAddress: peer.text, reason: reason))
    }

    private static func makePipe() -> (read: Int32, write: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
