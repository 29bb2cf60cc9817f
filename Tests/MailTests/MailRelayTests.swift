import Glibc
import Synchronization
import Testing

@testable import HTTP
@testable import Mail

/// A mail server for one conversation: it says what it is told and keeps what it hears.
private final class FakeRelay: Sendable {
    let port: Int
    private let listener: Int32
    private let heard = Mutex<[String]>([])

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let (bound, port) = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                let result = bind(listener, raw, size)
                getsockname(listener, raw, &length)
                return (result, UInt16(bigEndian: pointer.pointee.sin_port))
            }
        }
        try #require(bound == 0 && listen(listener, 4) == 0)
        self.listener = listener
        self.port = Int(port)
    }

    deinit { close(listener) }

    var lines: [String] { heard.withLock { $0 } }

    /// Answers one client: `answers` by the first word of what it says.
    func serve(_ answers: [String: String], greeting: String = "220 here") -> () -> Void {
        nonisolated(unsafe) var thread = pthread_t()
        final class Work: Sendable {
            let run: @Sendable () -> Void
            init(_ run: @escaping @Sendable () -> Void) { self.run = run }
        }
        let work = Work { [self] in converse(answers, greeting) }
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(work).toOpaque())
        return { pthread_join(thread, nil) }
    }

    private func converse(_ answers: [String: String], _ greeting: String) {
        let peer = accept(listener, nil, nil)
        guard peer >= 0 else { return }
        defer { close(peer) }
        func say(_ text: String) {
            let bytes = Array((text + "\r\n").utf8)
            _ = bytes.withUnsafeBytes { send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
        say(greeting)
        var buffer: [UInt8] = []
        var isData = false
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(peer, &block, block.count, 0)
            guard count > 0 else { return }
            buffer += block[..<count]
            while let end = buffer.firstIndex(of: 0x0A) {
                let line = String(decoding: buffer[..<end], as: UTF8.self).filter { $0 != "\r" && $0 != "\r\n" }
                buffer.removeSubrange(...end)
                heard.withLock { $0.append(line) }
                if isData {
                    guard line == "." else { continue }
                    isData = false
                }
                let word = line.split { $0 == " " || $0 == ":" }.first.map(String.init) ?? ""
                guard let answer = answers[word] else { return }
                if answer == "close" { return }
                say(answer)
                if answer.hasPrefix("354") { isData = true }
                if word == "QUIT" { return }
            }
        }
    }
}

struct MailRelayTests {
    private static let good = [
        "EHLO": "250-here\r\n250 AUTH PLAIN LOGIN", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on",
        ".": "250 taken", "QUIT": "221 bye",
    ]

    private func send(
        _ answers: [String: String], greeting: String = "220 here", _ change: (inout MailRelay) -> Void = { _ in }
    )
        throws -> (MailError?, [String])
    {
        let fake = try FakeRelay()
        let join = fake.serve(answers, greeting: greeting)
        var relay = MailRelay(host: "127.0.0.1", port: fake.port, security: .none, ownName: "town.example")
        change(&relay)
        let message = MailMessage(
            from: try #require(MailAddress("stadt@town.example")), fromName: "Stadt",
            to: try #require(MailAddress("ada@example.org")), subject: "Neues", text: "Eins\n.\nZwei\n", at: 0,
            identifier: "1")
        var failure: MailError?
        do { try relay.send(message) } catch { failure = error }
        join()
        return (failure, fake.lines)
    }

    @Test func aMessageIsHandedOver() throws {
        let (failure, lines) = try send(Self.good)
        #expect(failure == nil)
        #expect(lines.first == "EHLO town.example")
        #expect(lines.contains("MAIL FROM:<stadt@town.example>") && lines.contains("RCPT TO:<ada@example.org>"))
        #expect(lines.contains("=2E") && lines.contains("."))
    }

    @Test(arguments: [
        ("RCPT", "550 5.1.1 unknown", MailError.Kind.refusedAddress), ("RCPT", "450 later", .temporary),
        ("RCPT", "550-5.1.1 no\r\n550 5.1.1 such user", .refusedAddress), ("RCPT", "550 no", .permanent),
        ("RCPT", "550 5.7.1 relaying denied", .permanent), ("RCPT", "550 5.1.8 bad sender", .permanent),
        ("MAIL", "550 not you", .temporary), ("DATA", "554 no", .permanent), (".", "452 full", .temporary),
        (".", "close", .uncertain), ("DATA", "close", .temporary), ("EHLO", "nonsense", .temporary),
    ])
    func whatGoesWrongIsKnown(word: String, answer: String, kind: MailError.Kind) throws {
        let (failure, _) = try send(Self.good.merging([word: answer]) { $1 })
        #expect(failure?.kind == kind, "\(String(describing: failure))")
        // An error is logged: it never names whom the mail was for.
        #expect(failure?.reason.contains("ada") == false)
    }

    @Test func nothingGoesInTheClearByMistake() throws {
        let (missing, lines) = try send(Self.good) { $0.security = .starttls }
        #expect(missing?.kind == .temporary && !lines.contains { $0.hasPrefix("MAIL") })
        let (secret, heard) = try send(Self.good) { relay in
            relay.user = "user"
            relay.password = "geheim"
        }
        #expect(secret != nil && !heard.contains { $0.hasPrefix("AUTH") })
        // Bytes that somebody slipped in before the handshake are refused.
        let (injected, _) = try send(
            Self.good.merging(["EHLO": "250 STARTTLS", "STARTTLS": "220 go\r\n250 injected"]) { $1 }
        ) { $0.security = .starttls }
        #expect(injected != nil)
    }

    @Test func nobodyListens() throws {
        let relay = MailRelay(host: "127.0.0.1", port: 1, security: .none)
        let message = MailMessage(
            from: try #require(MailAddress("stadt@town.example")), fromName: "",
            to: try #require(MailAddress("ada@example.org")), subject: "", text: "", at: 0, identifier: "1")
        #expect(throws: MailError.self) { try relay.send(message) }
    }

    @Test func theProgramOfTheSystem() throws {
        var template = Array("/tmp/rahmenwerk-mail-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        let script = "#!/bin/sh\necho \"$@\" > \(folder)/arguments\ncat > \(folder)/message\nexit ${1#-}\n"
        for (name, ending) in [("good", "exit 0"), ("bad", "exit 75"), ("unknown", "exit 67")] {
            let path = "\(folder)/\(name)"
            let file = try #require(fopen(path, "w"))
            fputs(script.replacing("exit ${1#-}", with: ending), file)
            fclose(file)
            chmod(path, 0o700)
        }
        let message = MailMessage(
            from: try #require(MailAddress("stadt@town.example")), fromName: "Stadt",
            to: try #require(MailAddress("ada@example.org")), subject: "Neues", text: "Text\n", at: 0, identifier: "1")
        try MailWay.program(path: "\(folder)/good").send(message)
        func read(_ name: String) throws -> String {
            let file = try #require(fopen("\(folder)/\(name)", "r"))
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 8192)
            return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
        }
        #expect(try read("arguments") == "-i -f stadt@town.example -- ada@example.org\n")
        #expect(try read("message").hasSuffix("\n\nText\n"))
        #expect(!(try read("message").contains("\r")))
        for (name, kind) in [("bad", MailError.Kind.temporary), ("unknown", .refusedAddress)] {
            let failure = #expect(throws: MailError.self) {
                try MailWay.program(path: "\(folder)/\(name)").send(message)
            }
            #expect(failure?.kind == kind)
        }
        #expect(throws: MailError.self) { try MailWay.program(path: "\(folder)/none").send(message) }
    }
}
