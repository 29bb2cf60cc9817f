import Crypto
import Federation
import Ledger
import Service

/// What the office hands over on another way (docs/PROTOCOL.md section 8): where the hub is and by which keys its log
/// is
/// known, so that nothing has to be trusted on first use.
struct Invitation: Sendable {
    static let maximumBytes = 65_536

    let expires: Instant
    let hub: String
    let log: VerifierKey
    /// Thumbprint of the office key that signs the founding.
    let office: String
    let origin: String
    /// Witnesses and quorum (C2SP tlog-policy), or empty.
    let policy: String
    let tenant: TenantID
    /// A secret, valid once.
    let token: String

    /// Finds the block in `text`, which may stand in a message with other text around it.
    init(text: [UInt8]) throws {
        guard text.count <= Self.maximumBytes, let message = String(validating: text, as: UTF8.self) else {
            throw Self.refusal(
                de: "Die Datei ist kein Text oder zu groß.", en: "The file is no text, or too large.")
        }
        let lines = message.split(whereSeparator: \.isNewline).map { line in line.filter { !$0.isWhitespace } }
        guard let begin = lines.firstIndex(of: "-----BEGINRAHMENWERKINVITATION-----"),
            let end = lines[begin...].firstIndex(of: "-----ENDRAHMENWERKINVITATION-----")
        else {
            throw Self.refusal(
                de: "Der Block von BEGIN bis END RAHMENWERK INVITATION fehlt oder ist unvollständig kopiert.",
                en: "The block from BEGIN to END RAHMENWERK INVITATION is missing or was not copied whole.")
        }
        guard let json = Base64URL.decode(lines[(begin + 1)..<end].joined().utf8) else {
            throw Self.refusal(
                de: "Der Block ist beschädigt; bitte noch einmal ganz kopieren.",
                en: "The block is damaged; please copy it whole once more.")
        }
        do {
            try self.init(canonical: json)
        } catch let error as NodeError {
            throw error
        } catch {
            throw Self.refusal(
                de: "Der Inhalt ist nicht lesbar (\(error)); bitte noch einmal ganz kopieren.",
                en: "The content cannot be read (\(error)); please copy it whole once more.")
        }
    }

    private init(canonical json: [UInt8]) throws {
        var reader = try CanonicalReader(json)
        try reader.openObject()
        expires = try reader.instant("expires")
        try reader.member("hub")
        let hub = try reader.string()
        try reader.member("log")
        log = try VerifierKey(text: try reader.string())
        try reader.member("office")
        office = try reader.string()
        try reader.member("origin")
        origin = try reader.string()
        policy = try reader.text("policy", limit: 32_768)
        let issuer = try reader.issuer("tenant")
        try reader.member("token")
        token = try reader.string()
        _ = try reader.integer("version", in: 1...1)
        try reader.closeObject()
        try reader.end()
        self.hub = hub.hasSuffix("/") ? String(hub.dropLast()) : hub
        guard case .tenant(let tenant) = issuer, hub.hasPrefix("https://") || hub.hasPrefix("http://"),
            log.type == .ed25519, log.name == origin, Base64URL.decode(office.utf8)?.count == Digest.byteCount,
            token.utf8.count == 32, Hex.decode(token.utf8) != nil
        else {
            throw Self.refusal(
                de: "Die Angaben passen nicht zusammen; bitte die Geschäftsstelle um eine neue Einladung bitten.",
                en: "Its parts don't fit together; please ask the office for a new invitation.")
        }
        self.tenant = tenant
        if !policy.isEmpty { _ = try WitnessPolicy(text: policy) }
    }

    private static func refusal(de: String, en: String) -> NodeError {
        NodeError(.invitation, de: "Die Einladung wird nicht angenommen. " + de, en: "The invitation is refused. " + en)
    }
}
