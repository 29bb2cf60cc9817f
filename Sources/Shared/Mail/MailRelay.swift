import Crypto
import HTTP

/// A mail server that takes messages of this house (RFC 5321): with STARTTLS, with TLS from the start, or in the clear
/// within the house.
public struct MailRelay: Sendable {
    public enum Security: String, Sendable, CaseIterable {
        case starttls, tls, none
    }

    public var host: String
    public var port: Int
    public var security: Security
    /// Empty where no log-in is needed.
    public var user: String
    public var password: String
    /// Trusted instead of the system's authorities; nil for those.
    public var caFile: String?
    /// What this house calls itself to the server.
    public var ownName: String

    public init(
        host: String, port: Int, security: Security, user: String = "", password: String = "", caFile: String? = nil,
        ownName: String = "localhost"
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.caFile = caFile
        self.ownName = ownName
    }

    func send(_ message: MailMessage) throws(MailError) {
        var isHandedOver = false
        do {
            var stream = try LineStream(host: host, port: port, timeout: 120)
            try speak(message, &stream, &isHandedOver)
        } catch let error as MailError {
            throw error
        } catch {
            let reason = (error as? HTTPError)?.reason ?? "The mail server cannot be reached."
            throw MailError(isHandedOver ? .uncertain : .temporary, reason)
        }
    }

    private func speak(_ message: MailMessage, _ stream: inout LineStream, _ isHandedOver: inout Bool) throws {
        if security == .tls { try stream.startTLS(caFile: caFile) }
        _ = try answer(&stream, expecting: 220, after: "the greeting")
        var abilities = try hello(&stream)
        if security == .starttls {
            guard abilities.contains("STARTTLS") else {
                throw MailError(.temporary, "The mail server offers no STARTTLS; nothing was sent in the clear.")
            }
            _ = try command("STARTTLS", expecting: 220, &stream)
            try stream.startTLS(caFile: caFile)
            abilities = try hello(&stream)
        }
        if !user.isEmpty { try logIn(abilities, &stream) }
        _ = try command("MAIL FROM:<\(message.from)>", expecting: 250, &stream)
        _ = try command("RCPT TO:<\(message.to)>", expecting: 250, &stream, name: "RCPT")
        _ = try command("DATA", expecting: 354, &stream)
        // Nothing in quoted-printable begins with a dot, so none has to be doubled; a header never does.
        try stream.write(message.bytes)
        isHandedOver = true
        try stream.write(Array(".\r\n".utf8))
        _ = try answer(&stream, expecting: 250, after: "the message")
        // It is taken; how the goodbye ends does not matter.
        try? stream.write(Array("QUIT\r\n".utf8))
    }

    private func hello(_ stream: inout LineStream) throws -> Set<String> {
        let name = ownName.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-[]:".contains($0)) }
        let lines = try command("EHLO \(name.isEmpty ? "localhost" : name)", expecting: 250, &stream)
        return Set(lines.map { $0.uppercased() })
    }

    private func logIn(_ abilities: Set<String>, _ stream: inout LineStream) throws {
        guard security != .none else {
            throw MailError(.temporary, "A password is not sent in the clear; set mail.security to starttls or tls.")
        }
        let ways = abilities.first { $0.hasPrefix("AUTH ") }?.split(separator: " ").map(String.init) ?? []
        if ways.contains("PLAIN") {
            let secret = Base64.encode(Array("\u{0}\(user)\u{0}\(password)".utf8))
            _ = try command("AUTH PLAIN \(secret)", expecting: 235, &stream, name: "AUTH")
        } else if ways.contains("LOGIN") {
            _ = try command("AUTH LOGIN", expecting: 334, &stream, name: "AUTH")
            _ = try command(Base64.encode(Array(user.utf8)), expecting: 334, &stream, name: "AUTH")
            _ = try command(Base64.encode(Array(password.utf8)), expecting: 235, &stream, name: "AUTH")
        } else {
            throw MailError(.temporary, "The mail server knows neither AUTH PLAIN nor AUTH LOGIN.")
        }
    }

    /// - Parameter name: what stands in an error instead of the line, which may hold a secret or an address.
    private func command(
        _ line: String, expecting code: Int, _ stream: inout LineStream, name: String? = nil
    ) throws -> [String] {
        try stream.write(Array((line + "\r\n").utf8))
        let word = name ?? String(line.prefix { $0 != " " && $0 != ":" })
        return try answer(&stream, expecting: code, after: word)
    }

    /// The lines of an answer without their code.
    private func answer(_ stream: inout LineStream, expecting code: Int, after what: String) throws -> [String] {
        var lines: [String] = []
        while lines.count < 100 {
            guard let line = try stream.readLine() else {
                throw HTTPError(.connectionLost, "The mail server broke off after \(what).")
            }
            guard let found = Int(line.prefix(3)), line.utf8.count >= 3 else {
                throw MailError(.temporary, "The mail server's answer after \(what) is none.")
            }
            lines.append(String(line.dropFirst(4)))
            if line.dropFirst(3).first == "-" { continue }
            guard found == code else {
                let isRefusal = (500...599).contains(found) && what != "AUTH" && what != "MAIL"
                let isUnknown = what == "RCPT" && Self.namesAddress(lines.last ?? "")
                let kind: MailError.Kind = !isRefusal ? .temporary : isUnknown ? .refusedAddress : .permanent
                throw MailError(kind, "The mail server answered \(found) after \(what).")
            }
            return lines
        }
        throw MailError(.temporary, "The mail server's answer after \(what) does not end.")
    }

    /// Whether an answer says that it is the address that does not exist (RFC 3463 section 3.2). Others refuse the sender or
    /// this house, such as `5.7.1`, and many say nothing: then an address is not to blame.
    private static func namesAddress(_ text: String) -> Bool {
        ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"].contains(text.prefix { $0 != " " })
    }
}
