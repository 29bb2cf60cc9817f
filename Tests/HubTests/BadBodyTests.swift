import Foundation
import HTTP
import Testing

@testable import Hub

/// Bodies that are too large, cut off or too long, over a real connection.
@Suite struct BadBodyTests {
    private func serve(_ hub: TestHub) throws -> (Server, Int) {
        let running = try hub.running
        var configuration = ServerConfiguration(host: "127.0.0.1", port: 0)
        configuration.drainSeconds = 0.5
        configuration.refusal = { status, reason, _ in running.problems.refusal(status: status, reason: reason) }
        let server = Server(configuration: configuration, handler: { running.router.handle($0) })
        return (server, try server.start())
    }

    private func post(_ body: [UInt8], announcing length: Int? = nil) -> [UInt8] {
        Array(
            ("POST /api/v1/statements HTTP/1.1\r\nHost: hub.example\r\nContent-Type: application/jose\r\n"
                + "Content-Length: \(length ?? body.count)\r\n\r\n").utf8) + body
    }

    private func next(_ hub: TestHub) throws -> [UInt8] {
        try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
    }

    @Test func aByteMoreThanAStatementMayHave() throws {
        let hub = try BadInput.hub()
        let (server, port) = try serve(hub)
        defer { server.stop() }
        let before = try Standing(hub)
        let answer = try exchange(port, post([UInt8](repeating: 0x61, count: 1_048_577)), ending: true)
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("\"type\":\"https://hub.example/problems/too-large\""))
        #expect(answer.contains("A statement has at most 1048576 bytes, this has 1048577"))
        #expect(try Standing(hub) == before)
    }

    @Test func moreThanTheServerTakesAtAll() throws {
        let hub = try BadInput.hub()
        let (server, port) = try serve(hub)
        defer { server.stop() }
        let before = try Standing(hub)
        let answer = try exchange(port, post([], announcing: 2_097_153), ending: false)
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("\"type\":\"https://hub.example/problems/too-large\""))
        #expect(answer.contains("\"title\":\"Die Nachricht ist zu groß\""))
        #expect(answer.contains("The body is longer than the 2097152 bytes allowed here."))
        #expect(try Standing(hub) == before)
    }

    @Test func aBodyCutOffOnItsWay() throws {
        let hub = try BadInput.hub()
        let (server, port) = try serve(hub)
        defer { server.stop() }
        let before = try Standing(hub)
        let whole = try next(hub)
        for length in [0, 1, whole.count / 2, whole.count - 1] {
            let answer = try exchange(port, post(Array(whole[..<length]), announcing: whole.count), ending: true)
            #expect(!answer.contains(" 201 ") && !answer.contains(" 200 "), "\(answer)")
            #expect(try Standing(hub) == before)
        }
        #expect(try exchange(port, post(whole), ending: true).hasPrefix("HTTP/1.1 201 "))
        #expect(try Standing(hub).size == before.size + 1)
    }

    @Test func aBodyLongerThanAnnounced() throws {
        let hub = try BadInput.hub()
        let (server, port) = try serve(hub)
        defer { server.stop() }
        let before = try Standing(hub)
        let whole = try next(hub)
        // Cut at the announced length it is no statement; what is left over is no request.
        let answer = try exchange(port, post(whole, announcing: whole.count - 10), ending: true)
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains("https://hub.example/problems/truncated"))
        #expect(answer.contains("A signature has 64 bytes, this has 57"))
        #expect(answer.components(separatedBy: "HTTP/1.1 400 ").count == 3, "\(answer)")
        #expect(answer.contains("https://hub.example/problems/malformed"))
        #expect(try Standing(hub) == before)
        #expect(try exchange(port, post(whole), ending: true).hasPrefix("HTTP/1.1 201 "))
    }

    @Test func twoLengthsAreNoLength() throws {
        let hub = try BadInput.hub()
        let (server, port) = try serve(hub)
        defer { server.stop() }
        let before = try Standing(hub)
        let whole = try next(hub)
        let head =
            "POST /api/v1/statements HTTP/1.1\r\nHost: hub.example\r\nContent-Length: \(whole.count)\r\n"
            + "Content-Length: 5\r\n\r\n"
        let answer = try exchange(port, Array(head.utf8) + whole, ending: true)
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains("https://hub.example/problems/malformed"))
        #expect(try Standing(hub) == before)
    }

    /// Sends the bytes and gives everything that comes back.
    private func exchange(_ port: Int, _ bytes: [UInt8], ending: Bool) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, Int32(SO_RCVTIMEO), &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        try #require(connected)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            sent += count
        }
        if ending { shutdown(descriptor, Int32(SHUT_WR)) }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { break }
            received += buffer[..<count]
        }
        return String(decoding: received, as: UTF8.self)
    }
}
