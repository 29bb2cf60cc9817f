import Glibc

/// A connection for protocols that speak in lines, such as SMTP: blocking, with one deadline for all of it, and TLS from
/// the start or later. Owned by one thread; closed when it goes out of scope.
public struct LineStream: ~Copyable {
    private var transport: Transport
    private let host: String
    private let deadline: Deadline
    private var buffer: [UInt8] = []
    private var end = false

    /// - Parameter timeout: in seconds, from now to the last byte.
    public init(host: String, port: Int, connectTimeout: Double = 20, timeout: Double) throws(HTTPError) {
        Signals.ignoreBrokenPipes()
        deadline = Deadline(seconds: timeout)
        self.host = host
        transport = Transport(
            descriptor: try Socket.connect(
                host: host, port: port, until: min(deadline, Deadline(seconds: connectTimeout))))
    }

    /// Demands a certificate for the host. What came before in the clear and was not read is refused: somebody in between
    /// could have put it there.
    /// - Parameter caFile: trusted instead of the system's authorities.
    public mutating func startTLS(caFile: String? = nil) throws(HTTPError) {
        guard buffer.isEmpty else {
            throw HTTPError(.tlsFailed, "The server sent more before the TLS handshake than it should.")
        }
        try transport.startTLS(try TLSContext(caFile: caFile), host: host, until: deadline)
    }

    public mutating func write(_ bytes: [UInt8]) throws(HTTPError) {
        var patience = WritePatience(seconds: 60, rate: 1024, until: deadline)
        try transport.write(bytes, [], patience: &patience)
    }

    /// A line without its end; nil at the end of the stream.
    public mutating func readLine(limit: Int = 4096) throws(HTTPError) -> String? {
        while true {
            if let place = buffer.firstIndex(of: 0x0A) {
                var line = buffer[..<place]
                if line.last == 0x0D { line.removeLast() }
                let text = String(decoding: line, as: UTF8.self)
                buffer.removeSubrange(...place)
                return text
            }
            guard buffer.count <= limit else {
                throw HTTPError(.malformedResponse, "The server sent a line of more than \(limit) bytes.")
            }
            guard !end else { return nil }
            let block = try readBlock()
            if block.isEmpty { end = true } else { buffer += block }
        }
    }

    private mutating func readBlock() throws(HTTPError) -> [UInt8] {
        let space = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4096)
        defer { space.deallocate() }
        let count = try transport.read(into: space, until: deadline)
        return Array(space[..<count])
    }
}
