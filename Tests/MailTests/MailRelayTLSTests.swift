import Glibc
import Synchronization
import Testing

@testable import HTTP
@testable import Mail

/// An authority made for one test, and certificates it signed, by the openssl command.
private final class Certificates: Sendable {
    let folder: String
    var authority: String { folder + "/ca.pem" }

    init() throws {
        var template = Array("/tmp/rahmenwerk-certificates-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        try run("openssl req -x509 \(Self.key) -keyout ca.key -out ca.pem -subj '/CN=Test authority' -days 2")
    }

    deinit { _ = system("rm -rf \(folder)") }

    func issue(_ name: String, for host: String = "IP:127.0.0.1", days: Int = 2) throws -> TLSFiles {
        try run("openssl req -new \(Self.key) -keyout \(name).key -out \(name).csr -subj /CN=\(name)")
        try run("echo subjectAltName=\(host) > \(name).ext")
        try run(
            "openssl x509 -req -in \(name).csr -CA ca.pem -CAkey ca.key -CAcreateserial -days \(days) "
                + "-extfile \(name).ext -out \(name).pem")
        return TLSFiles(certificateChain: "\(folder)/\(name).pem", privateKey: "\(folder)/\(name).key")
    }

    func selfSigned() throws -> TLSFiles {
        try run(
            "openssl req -x509 \(Self.key) -keyout own.key -out own.pem -subj /CN=own -days 2 "
                + "-addext subjectAltName=IP:127.0.0.1")
        return TLSFiles(certificateChain: folder + "/own.pem", privateKey: folder + "/own.key")
    }

    private static let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"

    private func run(_ command: String) throws {
        try #require(system("cd \(folder) && \(command) 2> /dev/null") == 0, "\(command)")
    }
}

/// A mail server for one conversation, with the TLS of the house's own server; it keeps what it hears and whether that was
/// encrypted.
private final class SecureRelay: Sendable {
    struct Heard: Sendable {
        let line: String
        let isEncrypted: Bool
    }

    let port: Int
    private let listener: Int32
    private let context: TLSContext
    private let security: MailRelay.Security
    private let heard = Mutex<[Heard]>([])

    init(_ files: TLSFiles, _ security: MailRelay.Security) throws {
        context = try TLSContext(files)
        self.security = security
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(listener, raw, size) == 0 && listen(listener, 1) == 0 && getsockname(listener, raw, &size) == 0
            }
        }
        try #require(bound)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(listener) }

    var lines: [Heard] { heard.withLock { $0 } }

    /// Answers one client on a thread of its own; what is returned waits for its end.
    func serve() -> () -> Void {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                // A client that is not content breaks off; what it said until then is what counts.
                try? Unmanaged<SecureRelay>.fromOpaque(argument).takeRetainedValue().converse()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        return { pthread_join(thread, nil) }
    }

    private func converse() throws {
        var transport = Transport(descriptor: accept(listener, nil, nil))
        let deadline = Deadline(seconds: 20)
        var isEncrypted = security == .tls
        if isEncrypted { try transport.startTLS(context, host: nil, until: deadline) }
        func say(_ text: String, _ transport: inout Transport) throws {
            var patience = WritePatience(seconds: 10, rate: 1, until: deadline)
            try transport.write(Array((text + "\r\n").utf8), [], patience: &patience)
        }
        try say("220 here", &transport)
        var buffer: [UInt8] = []
        var isData = false
        while true {
            guard let end = buffer.firstIndex(of: 0x0A) else {
                let space = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4096)
                defer { space.deallocate() }
                let count = try transport.read(into: space, until: deadline)
                guard count > 0 else { return }
                buffer += space[..<count]
                continue
            }
            let line = String(decoding: buffer[..<end], as: UTF8.self).filter { $0 != "\r" && $0 != "\r\n" }
            buffer.removeSubrange(...end)
            heard.withLock { $0.append(Heard(line: line, isEncrypted: isEncrypted)) }
            if isData {
                guard line == "." else { continue }
                isData = false
            }
            switch line.prefix(while: { $0 != " " && $0 != ":" }) {
            case "EHLO":
                try say(
                    security == .starttls && !isEncrypted ? "250-here\r\n250 STARTTLS" : "250-here\r\n250 AUTH PLAIN",
                    &transport)
            case "STARTTLS":
                try say("220 go", &transport)
                try transport.startTLS(context, host: nil, until: deadline)
                isEncrypted = true
            case "AUTH": try say("235 welcome", &transport)
            case "DATA":
                try say("354 go on", &transport)
                isData = true
            case "QUIT":
                try say("221 bye", &transport)
                return
            default: try say("250 ok", &transport)
            }
        }
    }
}

/// The way to the mail server is encrypted to the right one, or nothing is sent.
struct MailRelayTLSTests {
    private func send(
        _ files: TLSFiles, _ security: MailRelay.Security, caFile: String?,
        offered: MailRelay.Security? = nil
    ) throws -> (MailError?, [SecureRelay.Heard]) {
        let server = try SecureRelay(files, offered ?? security)
        let join = server.serve()
        let relay = MailRelay(
            host: "127.0.0.1", port: server.port, security: security, user: "stadt", password: "geheim", caFile: caFile,
            ownName: "town.example")
        let message = MailMessage(
            from: try #require(MailAddress("stadt@town.example")), fromName: "Stadt",
            to: try #require(MailAddress("ada@example.org")), subject: "Neues", text: "Eins\n", at: 0, identifier: "1")
        var failure: MailError?
        do { try relay.send(message) } catch { failure = error }
        join()
        return (failure, server.lines)
    }

    @Test("With the right certificate the message arrives, and nothing but the greeting goes in the clear")
    func delivers() throws {
        let certificates = try Certificates()
        let files = try certificates.issue("relay")
        for security in [MailRelay.Security.starttls, .tls] {
            let (failure, heard) = try send(files, security, caFile: certificates.authority)
            #expect(failure == nil, "\(security)")
            #expect(heard.last { $0.line != "QUIT" }?.line == ".")
            #expect(heard.contains { $0.line == "RCPT TO:<ada@example.org>" })
            #expect(heard.contains { $0.line.hasPrefix("AUTH PLAIN ") })
            let open = heard.filter { !$0.isEncrypted }.map(\.line)
            #expect(open == (security == .tls ? [] : ["EHLO town.example", "STARTTLS"]))
        }
    }

    @Test("Any other certificate is refused with its reason, before the password; the mail may be tried again")
    func refuses() throws {
        let certificates = try Certificates()
        let other = try Certificates()
        let good = try certificates.issue("relay")
        let cases: [(TLSFiles, String?, String)] = [
            (try certificates.selfSigned(), certificates.authority, "is not trusted"),
            (good, nil, "is not trusted"),
            (good, other.authority, "is not trusted"),
            (good, certificates.folder + "/none.pem", "holds no usable PEM certificate"),
            (
                try certificates.issue("else", for: "DNS:mail.example,IP:192.0.2.1"), certificates.authority,
                "is for another host than 127.0.0.1"
            ),
            (try certificates.issue("old", days: -1), certificates.authority, "has expired"),
        ]
        for security in [MailRelay.Security.starttls, .tls] {
            for (files, caFile, reason) in cases {
                let (failure, heard) = try send(files, security, caFile: caFile)
                #expect(failure?.kind == .temporary)
                #expect(failure?.reason.contains(reason) == true, "\(String(describing: failure))")
                #expect(!heard.contains { $0.isEncrypted || $0.line.hasPrefix("AUTH") || $0.line.hasPrefix("MAIL") })
            }
        }
    }

    @Test("A server without STARTTLS, or with less TLS than the settings ask for, gets nothing")
    func noStartTLS() throws {
        let certificates = try Certificates()
        let files = try certificates.issue("relay")
        let (failure, heard) = try send(
            files, .starttls, caFile: certificates.authority, offered: MailRelay.Security.none)
        #expect(failure?.kind == .temporary)
        #expect(failure?.reason == "The mail server offers no STARTTLS; nothing was sent in the clear.")
        #expect(heard.map(\.line) == ["EHLO town.example"])
    }
}
