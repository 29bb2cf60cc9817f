import Glibc
import HTTP
import Testing

@Suite struct ClientTests {
    private func failure(_ url: String, _ adjust: (inout ClientConfiguration) -> Void = { _ in }) -> HTTPError? {
        var configuration = ClientConfiguration()
        configuration.totalTimeout = 5
        adjust(&configuration)
        do throws(HTTPError) {
            _ = try Client(configuration: configuration).send(ClientRequest(url: url))
            return nil
        } catch {
            return error
        }
    }

    @Test func sendsMethodFieldsAndBody() throws {
        let running = try RunningServer(handler: { request in
            .text("\(request.method) \(request.rawTarget) \(request.headers["X-A"] ?? "-") \(request.body.count)")
        })
        let request = ClientRequest(
            method: "PUT", url: "http://127.0.0.1:\(running.port)/p?q=1",
            headers: Headers([("X-A", "b"), ("Content-Length", "99")]), body: [1, 2, 3])
        let response = try Client().send(request)
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == "PUT /p?q=1 b 3")
        #expect(response.headers["content-type"] == "text/plain; charset=utf-8")
    }

    @Test func everyFailureHasItsSentence() throws {
        let free = try FakePeer { _ in }.port
        #expect(failure("http://127.0.0.1:\(free)/")?.code == .refused)
        #expect(failure("http://name.invalid/")?.code == .nameNotFound)
        #expect(failure("http://user@host/")?.code == .malformedURL)
        let mute = try FakePeer { descriptor in
            _ = receiveHead(descriptor)
            usleep(1_500_000)
        }
        let timeout = failure("http://127.0.0.1:\(mute.port)/") { $0.totalTimeout = 0.3 }
        #expect(timeout?.code == .timeout)
        #expect(timeout?.reason.contains("waiting for the answer of 127.0.0.1") == true)
        let dripping = try FakePeer { descriptor in
            _ = receiveHead(descriptor)
            for byte in "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" {
                sendText(descriptor, String(byte))
                usleep(50000)
            }
        }
        let start = monotonic()
        #expect(failure("http://127.0.0.1:\(dripping.port)/") { $0.totalTimeout = 0.5 }?.code == .timeout)
        #expect(monotonic() - start < 4)
    }

    @Test(arguments: [
        ("", HTTPError.Code.responseTruncated), ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", .responseTruncated),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", .responseTruncated),
        ("220 mail.example ESMTP\r\n\r\n", .malformedResponse),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", .responseTooLarge),
    ]) func brokenAnswers(_ text: String, _ code: HTTPError.Code) throws {
        let peer = try FakePeer { descriptor in
            _ = receiveHead(descriptor)
            sendText(descriptor, text)
        }
        #expect(failure("http://127.0.0.1:\(peer.port)/")?.code == code)
    }

    @Test func plainProxyGetsTheWholeAddress() throws {
        let proxy = try FakePeer { descriptor in
            let head = receiveHead(descriptor)
            let line = head.prefix { $0 != "\r\n" }
            sendText(descriptor, "HTTP/1.1 200 OK\r\nContent-Length: \(line.utf8.count)\r\n\r\n\(line)")
        }
        var configuration = ClientConfiguration()
        configuration.proxy = "http://127.0.0.1:\(proxy.port)"
        let response = try Client(configuration: configuration).send(ClientRequest(url: "http://hub.example/a"))
        #expect(String(decoding: response.body, as: UTF8.self) == "GET http://hub.example/a HTTP/1.1")
    }

    @Test func aProxyThatRefusesIsNamed() throws {
        let proxy = try FakePeer { descriptor in
            _ = receiveHead(descriptor)
            sendText(descriptor, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        }
        let error = failure("https://hub.example/") { $0.proxy = "http://127.0.0.1:\(proxy.port)" }
        #expect(error?.code == .proxyRefused)
        #expect(error?.reason.contains("407") == true)
    }
}
