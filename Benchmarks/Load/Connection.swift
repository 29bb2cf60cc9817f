import Glibc

/// One keep-alive connection: a request goes out in one write, the answer is read to its announced length.
final class Connection {
    private static let lengthName = Array("content-length:".utf8)

    private let host: String
    private let port: UInt16
    private var descriptor: Int32 = -1
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    deinit { disconnect() }

    /// Status and body; throws where the connection breaks, after which the next call connects anew.
    func send(_ method: String, _ path: String, _ body: [UInt8]) throws -> (status: Int, body: [UInt8]) {
        do {
            return try exchange(method, path, body)
        } catch {
            disconnect()
            throw error
        }
    }

    private func exchange(_ method: String, _ path: String, _ body: [UInt8]) throws -> (status: Int, body: [UInt8]) {
        if descriptor < 0 { try connect() }
        try sendAll(
            Array("\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nContent-Length: \(body.count)\r\n\r\n".utf8), body)
        var filled = 0
        while true {
            if let end = endOfHead(filled) {
                guard let status = number(at: 9, upTo: end), let length = contentLength(upTo: end) else {
                    throw LoadError("an answer without status or length")
                }
                if filled >= end + length { return (status, Array(buffer[end..<(end + length)])) }
                if end + length > buffer.count {
                    buffer += [UInt8](repeating: 0, count: end + length - buffer.count)
                }
            }
            let count = buffer.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            guard count > 0 else { throw LoadError("the connection broke while receiving") }
            filled += count
        }
    }

    /// Head and body in one call, so that they travel together.
    private func sendAll(_ head: [UInt8], _ body: [UInt8]) throws {
        var written = 0
        while written < head.count + body.count {
            let count = head.withUnsafeBytes { head in
                body.withUnsafeBytes { body in
                    let headDone = min(written, head.count)
                    let bodyDone = written - headDone
                    var parts = [
                        iovec(
                            iov_base: UnsafeMutableRawPointer(mutating: head.baseAddress?.advanced(by: headDone)),
                            iov_len: head.count - headDone),
                        iovec(
                            iov_base: UnsafeMutableRawPointer(mutating: body.baseAddress?.advanced(by: bodyDone)),
                            iov_len: body.count - bodyDone),
                    ]
                    return writev(descriptor, &parts, 2)
                }
            }
            guard count > 0 else { throw LoadError("the connection broke while sending") }
            written += count
        }
    }

    /// The index just behind the empty line that ends the head.
    private func endOfHead(_ filled: Int) -> Int? {
        var index = 3
        while index < filled {
            if buffer[index] == 0x0A && buffer[index - 1] == 0x0D && buffer[index - 2] == 0x0A { return index + 1 }
            index += 1
        }
        return nil
    }

    private func contentLength(upTo end: Int) -> Int? {
        let name = Self.lengthName
        var line = 0
        while line + name.count < end {
            var place = 0
            while place < name.count, buffer[line + place] | 0x20 == name[place] { place += 1 }
            if place == name.count { return number(at: line + place, upTo: end) }
            while line < end, buffer[line] != 0x0A { line += 1 }
            line += 1
        }
        return nil
    }

    /// The decimal number at `start`, behind any spaces.
    private func number(at start: Int, upTo end: Int) -> Int? {
        var index = start
        while index < end, buffer[index] == 0x20 { index += 1 }
        let first = index
        var value = 0
        while index < end, (0x30...0x39).contains(buffer[index]), index - first < 10 {
            value = value * 10 + Int(buffer[index] - 0x30)
            index += 1
        }
        return index > first ? value : nil
    }

    private func connect() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw LoadError("no hub answers at \(host):\(port)") }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private func disconnect() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
