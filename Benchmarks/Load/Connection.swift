import Glibc

/// One keep-alive connection: a request goes out in one write, the answer is read to its announced length.
final class Connection {
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
        let request =
            Array("\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
        var written = 0
        while written < request.count {
            let count = request.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: written), request.count - written)
            }
            guard count > 0 else { throw LoadError("the connection broke while sending") }
            written += count
        }
        var answer: [UInt8] = []
        while true {
            if let end = answer.endOfHead {
                let head = String(decoding: answer[..<end], as: UTF8.self)
                guard let status = Int(head.dropFirst(9).prefix(3)), let length = Self.length(in: head) else {
                    throw LoadError("an answer without status or length")
                }
                if answer.count >= end + length { return (status, Array(answer[end..<(end + length)])) }
            }
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { throw LoadError("the connection broke while receiving") }
            answer += buffer[..<count]
        }
    }

    private static func length(in head: String) -> Int? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
            return Int(line.dropFirst(15).drop { $0 == " " })
        }
        return nil
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

extension Array<UInt8> {
    /// The index just behind the empty line that ends the head.
    fileprivate var endOfHead: Int? {
        guard count >= 4 else { return nil }
        for index in 0...(count - 4)
        where self[index] == 0x0D && self[index + 1] == 0x0A && self[index + 2] == 0x0D && self[index + 3] == 0x0A {
            return index + 4
        }
        return nil
    }
}
