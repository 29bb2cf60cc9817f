import Glibc

/// Opens sockets: a listener for the server, a connection within a deadline for the client.
enum Socket {
    /// A listening, non-blocking socket on the first address of `host`, and the port it got.
    static func listen(host: String, port: Int) throws(HTTPError) -> (descriptor: Int32, port: Int) {
        let addresses = try resolve(host, port, flags: AI_PASSIVE)
        var code: Int32 = 0
        for address in addresses {
            let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else {
                code = errno
                continue
            }
            set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
            // Connections inherit it, which saves a call for each.
            set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
            if address.family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
            if address.call(bind, descriptor) == 0, Glibc.listen(descriptor, 4096) == 0 {
                _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                return (descriptor, boundPort(descriptor))
            }
            code = errno
            close(descriptor)
        }
        let why =
            switch code {
            case EADDRINUSE: "another program already listens there"
            case EACCES: "this user may not use that port"
            case EADDRNOTAVAIL: "this machine does not have that address"
            default: "system error \(code)"
            }
        throw HTTPError(.cannotListen, "Cannot listen on \(host) port \(port): \(why).")
    }

    /// A connected socket to the first address of `host` that answers.
    static func connect(host: String, port: Int, until deadline: Deadline) throws(HTTPError) -> Int32 {
        let addresses = try resolve(host, port, flags: 0)
        var failure = HTTPError(.unreachable, "No address of \(host) can be reached.")
        for (index, address) in addresses.enumerated() {
            // One dead address must not use up the time of those after it.
            let now = Deadline.now
            let left = deadline.nanoseconds > now ? deadline.nanoseconds - now : 0
            let share = Deadline(nanoseconds: now + left / UInt64(addresses.count - index))
            do throws(HTTPError) {
                return try connect(address, host: host, port: port, until: share)
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private static func connect(
        _ address: Address, host: String, port: Int, until deadline: Deadline
    ) throws(HTTPError) -> Int32 {
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw connectFailure(errno, host, port) }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        var code: Int32 = address.call(Glibc.connect, descriptor) == 0 ? 0 : errno
        if code == EINPROGRESS || code == EINTR { code = waitForConnection(descriptor, deadline) }
        guard code == 0 else {
            close(descriptor)
            throw connectFailure(code, host, port)
        }
        return descriptor
    }

    private static func waitForConnection(_ descriptor: Int32, _ deadline: Deadline) -> Int32 {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            let result = poll(&entry, 1, deadline.milliseconds)
            if result > 0 { break }
            if result < 0, errno != EINTR { return errno }
            if deadline.hasPassed { return ETIMEDOUT }
        }
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
        return code
    }

    private static func connectFailure(_ code: Int32, _ host: String, _ port: Int) -> HTTPError {
        switch code {
        case ECONNREFUSED:
            HTTPError(
                .refused,
                "\(host) refuses connections on port \(port); is the service running, and is the port right?")
        case ETIMEDOUT:
            HTTPError(
                .timeout,
                "The time ran out while connecting to \(host) port \(port); a firewall may drop the packets.")
        case ENETUNREACH, EHOSTUNREACH:
            HTTPError(.unreachable, "There is no network route to \(host) port \(port).")
        default:
            HTTPError(.unreachable, "Cannot connect to \(host) port \(port) (system error \(code)).")
        }
    }

    /// One resolved address, copied out of the resolver's list.
    private struct Address {
        var family: Int32
        var storage: sockaddr_storage
        var length: socklen_t

        func call(
            _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ descriptor: Int32
        ) -> Int32 {
            withUnsafePointer(to: storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { function(descriptor, $0, length) }
            }
        }
    }

    private static func resolve(_ host: String, _ port: Int, flags: Int32) throws(HTTPError) -> [Address] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = flags | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, String(port), &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        var addresses: [Address] = []
        var next = result == 0 ? list : nil
        while let entry = next?.pointee {
            if let source = entry.ai_addr, Int(entry.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size {
                var storage = sockaddr_storage()
                withUnsafeMutableBytes(of: &storage) {
                    $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: Int(entry.ai_addrlen)))
                }
                addresses.append(Address(family: entry.ai_family, storage: storage, length: entry.ai_addrlen))
            }
            next = entry.ai_next
        }
        guard !addresses.isEmpty else {
            throw HTTPError(
                .nameNotFound, "The name \(host) cannot be found; check its spelling and this machine's name server.")
        }
        return addresses
    }

    private static func boundPort(_ descriptor: Int32) -> Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
        }
        // The port stands at the same place in both families.
        return withUnsafeBytes(of: storage) {
            Int(UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
        }
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
