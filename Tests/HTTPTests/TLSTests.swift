import Glibc
import HTTP
import Testing

/// A certificate authority made for one test, and certificates it signed, by the openssl command.
final class TestAuthority: Sendable {
    let directory: TemporaryDirectory
    var caFile: String { directory.file("ca.pem") }

    init() throws {
        directory = try TemporaryDirectory()
        try openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
            directory.file("ca.key"), "-out", caFile, "-subj", "/CN=Test authority", "-days", "2",
        ])
    }

    func issue(_ name: String, for host: String = "DNS:localhost,IP:127.0.0.1", days: Int = 2) throws -> TLSFiles {
        let key = directory.file("\(name).key")
        let extensions = directory.write("\(name).ext", "subjectAltName=\(host)\n")
        try openssl([
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out",
            directory.file("\(name).csr"), "-subj", "/CN=\(name)",
        ])
        try openssl([
            "x509", "-req", "-in", directory.file("\(name).csr"), "-CA", caFile, "-CAkey", directory.file("ca.key"),
            "-CAcreateserial", "-days", "\(days)", "-extfile", extensions, "-out", directory.file("\(name).pem"),
        ])
        return TLSFiles(certificateChain: directory.file("\(name).pem"), privateKey: key)
    }

    func client(_ adjust: (inout ClientConfiguration) -> Void = { _ in }) -> Client {
        var configuration = ClientConfiguration()
        configuration.caFile = caFile
        configuration.totalTimeout = 10
        adjust(&configuration)
        return Client(configuration: configuration)
    }

    private func openssl(_ arguments: [String]) throws { try #require(try run(["openssl"] + arguments) == 0) }
}

@Suite struct TLSTests {
    private func code(_ client: Client, _ url: String) -> HTTPError.Code? {
        do throws(HTTPError) {
            _ = try client.send(ClientRequest(url: url))
            return nil
        } catch {
            return error.code
        }
    }

    @Test func speaksTLSWithATrustedCertificateOnly() throws {
        let authority = try TestAuthority()
        let files = try authority.issue("server")
        let large = [UInt8](repeating: 7, count: 300_000)
        let running = try RunningServer(
            { $0.tls = files },
            handler: { request in
                .bytes(request.isSecure ? large + request.body : [], contentType: "a/b")
            })
        for host in ["localhost", "127.0.0.1"] {
            let url = "https://\(host):\(running.port)/"
            let response = try authority.client().send(ClientRequest(method: "POST", url: url, body: large))
            #expect(response.body == large + large)
        }
        #expect(code(Client(), "https://localhost:\(running.port)/") == .certificateNotTrusted)
        let other = try TestAuthority()
        #expect(code(other.client(), "https://localhost:\(running.port)/") == .certificateNotTrusted)
        #expect(code(authority.client(), "http://localhost:\(running.port)/") != nil)
    }

    @Test func wrongHostAndExpiredAreRefused() throws {
        let authority = try TestAuthority()
        let elsewhere = try authority.issue("elsewhere", for: "DNS:hub.example,DNS:*.example")
        let expired = try authority.issue("expired", days: -1)
        let wrong = try RunningServer { $0.tls = elsewhere }
        #expect(code(authority.client(), "https://localhost:\(wrong.port)/") == .certificateForAnotherHost)
        #expect(code(authority.client(), "https://127.0.0.1:\(wrong.port)/") == .certificateForAnotherHost)
        let late = try RunningServer { $0.tls = expired }
        #expect(code(authority.client(), "https://localhost:\(late.port)/") == .certificateExpired)
        let plain = try RunningServer()
        #expect(code(authority.client(), "https://localhost:\(plain.port)/") == .tlsFailed)
    }

    @Test func versionsAndSuitesAreLimited() throws {
        let authority = try TestAuthority()
        let files = try authority.issue("server")
        let running = try RunningServer { $0.tls = files }
        func accepts(_ options: [String]) throws -> Bool {
            try run(["openssl", "s_client", "-connect", "127.0.0.1:\(running.port)"] + options) == 0
        }
        #expect(try accepts(["-tls1_3"]))
        #expect(try accepts(["-tls1_2"]))
        #expect(try !accepts(["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"]))
        #expect(try !accepts(["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256"]))
        #expect(try !accepts(["-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"]))
        #expect(try !accepts(["-groups", "P-521"]))
    }

    @Test func aSilentHandshakeEndsAtTheHeaderDeadline() throws {
        let authority = try TestAuthority()
        let files = try authority.issue("server")
        let running = try RunningServer {
            $0.tls = files
            $0.headerDeadline = 0.3
        }
        let connection = try running.connect()
        connection.send([0x16, 0x03, 0x01])
        let start = monotonic()
        _ = connection.readAll()
        #expect(monotonic() - start < 5)
        #expect(
            eventually {
                running.events.all.contains { if case .handshakeFailed = $0 { true } else { false } }
            })
    }

    @Test func tunnelsThroughAProxy() throws {
        let authority = try TestAuthority()
        let files = try authority.issue("server")
        let running = try RunningServer { $0.tls = files }
        let proxy = try FakePeer { descriptor in
            let head = receiveHead(descriptor)
            guard head.hasPrefix("CONNECT localhost:\(running.port) HTTP/1.1\r\n"), head.contains("Basic eDp5"),
                let upstream = try? running.connect()
            else { return }
            sendText(descriptor, "HTTP/1.1 200 Connection established\r\n\r\n")
            relay(descriptor, upstream.descriptor)
        }
        let client = authority.client {
            $0.proxy = "http://127.0.0.1:\(proxy.port)"
            $0.proxyAuthorization = "Basic eDp5"
        }
        let response = try client.send(ClientRequest(url: "https://localhost:\(running.port)/through"))
        #expect(String(decoding: response.body, as: UTF8.self) == "path=/through body=0")
    }

    @Test func certificatesCanBeReplacedWhileRunning() throws {
        let authority = try TestAuthority()
        let files = try authority.issue("server", days: -1)
        let running = try RunningServer { $0.tls = files }
        let url = "https://localhost:\(running.port)/"
        #expect(code(authority.client(), url) == .certificateExpired)
        _ = try authority.issue("server")
        try running.server.reloadCertificates()
        #expect(code(authority.client(), url) == nil)
    }
}

private func relay(_ left: Int32, _ right: Int32) {
    var entries = [
        pollfd(fd: left, events: Int16(POLLIN), revents: 0), pollfd(fd: right, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 16384)
    while poll(&entries, 2, 10000) > 0 {
        for (index, entry) in entries.enumerated() where entry.revents != 0 {
            let count = recv(entry.fd, &buffer, buffer.count, 0)
            if count <= 0 { return }
            send(index == 0 ? right : left, buffer, count, Int32(MSG_NOSIGNAL))
        }
    }
}
