import COpenSSL
import Glibc

/// A connected socket, with or without TLS, owned by one thread. The descriptor does not block; every wait is a poll
/// that ends at a deadline. Closed when it goes out of scope.
struct Transport: ~Copyable {
    let descriptor: Int32
    // Freed in deinit and used by the one owner only.
    private var ssl: OpaquePointer?
    private var canShutDownTLS = false
    /// Whether the last read took all there was. The next one then waits at once instead of asking in vain first: with one
    /// request after the other that is a system call less for each.
    private var isDrained = false

    /// Takes ownership of a connected socket and makes it non-blocking.
    init(descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        if let ssl {
            if canShutDownTLS {
                ERR_clear_error()
                SSL_shutdown(ssl)
            }
            SSL_free(ssl)
        }
        close(descriptor)
    }

    /// Reads what is there, waiting for the first byte until the deadline. Returns 0 at the end of the stream, which
    /// under TLS the peer must have announced. Errors: timeout, connectionLost, tlsFailed.
    mutating func read(
        into buffer: UnsafeMutableBufferPointer<UInt8>, until deadline: Deadline
    ) throws(HTTPError) -> Int {
        guard let base = buffer.baseAddress, !buffer.isEmpty else { return 0 }
        while true {
            if let ssl {
                ERR_clear_error()
                let count = SSL_read(ssl, base, Int32(min(buffer.count, 1 << 20)))
                if count > 0 { return Int(count) }
                if try !waitForTLS(ssl, count, deadline, "reading") { return 0 }
            } else {
                if isDrained { try wait(for: Int16(POLLIN), deadline, "reading") }
                let count = recv(descriptor, base, buffer.count, 0)
                isDrained = count < buffer.count
                if count >= 0 { return count }
                let code = errno
                if code == EINTR { continue }
                guard code == EAGAIN || code == EWOULDBLOCK else { throw Self.lost(code) }
            }
        }
    }

    /// Writes both parts whole, in one system call or TLS record where they fit. Errors as for `read`.
    mutating func write(_ head: [UInt8], _ body: [UInt8], patience: inout WritePatience) throws(HTTPError) {
        guard ssl == nil else {
            // The first record carries the head and what fits of the body.
            let first = min(body.count, max(0, 16384 - head.count))
            try writeTLS((head + body[..<first])[...], &patience)
            if first < body.count { try writeTLS(body[first...], &patience) }
            return
        }
        var written = 0
        while written < head.count + body.count {
            let count = head.withUnsafeBufferPointer { head in
                body.withUnsafeBufferPointer { body in writeParts(head, body, from: written) }
            }
            if count >= 0 {
                written += count
                patience.wrote(count)
                continue
            }
            let code = errno
            if code == EINTR { continue }
            guard code == EAGAIN || code == EWOULDBLOCK else { throw Self.lost(code) }
            let start = Deadline.now
            try wait(for: Int16(POLLOUT), patience.deadline, "writing")
            patience.waited(since: start)
        }
    }

    private func writeParts(
        _ head: UnsafeBufferPointer<UInt8>, _ body: UnsafeBufferPointer<UInt8>, from written: Int
    ) -> Int {
        let headDone = min(written, head.count)
        let bodyDone = written - headDone
        var parts = (
            iovec(
                iov_base: UnsafeMutableRawPointer(mutating: head.baseAddress.map { $0 + headDone }),
                iov_len: head.count - headDone),
            iovec(
                iov_base: UnsafeMutableRawPointer(mutating: body.baseAddress.map { $0 + bodyDone }),
                iov_len: body.count - bodyDone)
        )
        return withUnsafeMutablePointer(to: &parts) { pointer in
            pointer.withMemoryRebound(to: iovec.self, capacity: 2) { vector in
                var message = msghdr()
                message.msg_iov = vector
                message.msg_iovlen = 2
                return sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
            }
        }
    }

    private mutating func writeTLS(_ bytes: ArraySlice<UInt8>, _ patience: inout WritePatience) throws(HTTPError) {
        guard let ssl else { return }
        var rest = bytes
        while !rest.isEmpty {
            ERR_clear_error()
            let count = rest.withUnsafeBufferPointer { SSL_write(ssl, $0.baseAddress, Int32(min($0.count, 1 << 30))) }
            if count > 0 {
                rest = rest.dropFirst(Int(count))
                patience.wrote(Int(count))
                continue
            }
            let start = Deadline.now
            guard try waitForTLS(ssl, count, patience.deadline, "writing") else { throw Self.lost(EPIPE) }
            patience.waited(since: start)
        }
    }

    /// Shakes hands as a server or, with `host`, as a client that demands a certificate for it.
    mutating func startTLS(_ context: TLSContext, host: String?, until deadline: Deadline) throws(HTTPError) {
        let ssl = try context.makeConnection(descriptor: descriptor, host: host)
        self.ssl = ssl
        while true {
            ERR_clear_error()
            let result = host == nil ? SSL_accept(ssl) : SSL_connect(ssl)
            if result == 1 { break }
            if let host, let failure = TLSFailure.certificate(ssl, host: host) { throw failure }
            guard try waitForTLS(ssl, result, deadline, "the TLS handshake") else {
                throw HTTPError(.tlsFailed, "The other side ended the TLS handshake.")
            }
        }
        canShutDownTLS = true
    }

    /// Waits for what OpenSSL wants; false when the peer announced its end.
    private mutating func waitForTLS(
        _ ssl: OpaquePointer, _ result: Int32, _ deadline: Deadline, _ activity: String
    ) throws(HTTPError) -> Bool {
        let code = errno
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: try wait(for: Int16(POLLIN), deadline, activity)
        case SSL_ERROR_WANT_WRITE: try wait(for: Int16(POLLOUT), deadline, activity)
        case SSL_ERROR_ZERO_RETURN: return false
        case SSL_ERROR_SYSCALL:
            canShutDownTLS = false
            throw Self.lost(code)
        default:
            canShutDownTLS = false
            throw TLSFailure.drain("The TLS connection failed while \(activity)")
        }
        return true
    }

    private func wait(for events: Int16, _ deadline: Deadline, _ activity: String) throws(HTTPError) {
        var entry = pollfd(fd: descriptor, events: events, revents: 0)
        while true {
            let result = poll(&entry, 1, deadline.milliseconds)
            if result > 0 { return }
            if result < 0, errno != EINTR { throw Self.lost(errno) }
            guard !deadline.hasPassed else { throw HTTPError(.timeout, "The time ran out while \(activity).") }
        }
    }

    private static func lost(_ code: Int32) -> HTTPError {
        switch code {
        case EPIPE, ECONNRESET: HTTPError(.connectionLost, "The other side broke off the connection.")
        case EHOSTUNREACH, ENETUNREACH: HTTPError(.connectionLost, "The network to the other side was lost.")
        default: HTTPError(.connectionLost, "The connection was lost (system error \(code)).")
        }
    }

    /// Makes the close that follows a reset: the peer cannot take a cut-off body for a whole one.
    mutating func abort() {
        canShutDownTLS = false
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Ends our side and swallows what still comes, for a second at most: closing with bytes unread would reset the
    /// connection and take the answer from a client that is still sending.
    mutating func drain() {
        if let ssl, canShutDownTLS {
            ERR_clear_error()
            SSL_shutdown(ssl)
            canShutDownTLS = false
        }
        shutdown(descriptor, Int32(SHUT_WR))
        let deadline = Deadline(seconds: 1)
        var scratch = [UInt8](repeating: 0, count: 16384)
        var total = 0
        while total < 4 << 20 {
            let count = recv(descriptor, &scratch, scratch.count, 0)
            if count == 0 { return }
            if count > 0 {
                total += count
                if deadline.hasPassed { return }
                continue
            }
            guard errno == EAGAIN || errno == EINTR else { return }
            do throws(HTTPError) { try wait(for: Int16(POLLIN), deadline, "closing") } catch { return }
        }
    }
}
