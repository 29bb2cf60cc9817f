import AccountPages
import Accounts
import Custody
import Exchange
import HTTP
import Mail
import Participation
import Service

/// The settings of a node: `config/node.json5` explains each key; environment (RAHMENWERK_NODE_…) and flags go over it.
struct NodeSettings: Sendable {
    enum PageLanguage: String, Sendable, CaseIterable {
        case de, en
    }

    var data: String
    var language: PageLanguage
    var listen: String
    var port: Int
    var tls: TLSFiles?
    /// Where the staff pages listen when they have an address of their own; nil: together with the public ones.
    var staffListen: (address: String, port: Int)?
    /// What stands in front of the path of links that are handed on; nil: what the program listens on.
    var staffPublicAddress: String?
    /// What stands in front of public addresses in QR codes, feeds and mail; nil: what the program listens on.
    var publicAddress: String?
    /// What the house demands of its accounts.
    var accounts: AccountPolicy
    var trustedProxies: [String]
    /// Of each listener; a screen or phone that watches a wall holds one all the time.
    var maximumConnections: Int
    var maximumConnectionsPerAddress: Int
    var client = ClientConfiguration()
    /// How mail leaves the house; nil: not at all.
    var mail: MailSetup?
    var interval: Duration
    /// Under which participation gives its data.
    var openDataLicence: OpenDataLicence
    var logFormat: Logger.Format
    var logLevel: Logger.Level
    /// In bytes.
    var minimumFreeSpace: UInt64

    /// Opens the key files.
    var vault: KeyVault

    static let prefix = "RAHMENWERK_NODE"

    var scheme: String { tls == nil ? "http" : "https" }

    /// What stands in front of links to the staff pages, which listen at that port.
    func staffAddress(port: Int) -> String {
        let host = staffListen?.address ?? listen
        return staffPublicAddress ?? "\(scheme)://\(Self.bracketed(host)):\(port)"
    }

    /// What stands in front of public addresses, which listen at that port.
    func openAddress(port: Int) -> String { publicAddress ?? "\(scheme)://\(Self.bracketed(listen)):\(port)" }

    /// An IPv6 address stands in brackets.
    private static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    /// Reads the file (where one is named), environment and flags; an unknown key is refused.
    static func load(
        file: String?, data: String?, flags: [String], environment: [String: String]
    ) throws -> NodeSettings {
        let path = file ?? environment["\(prefix)_SETTINGS"]
        let bytes = try path.map { try Files.readFile($0, maximum: 1 << 20) }
        let settings = try Settings(
            bytes, file: path ?? "settings", prefix: prefix, environment: environment,
            ignoring: ["\(prefix)_SETTINGS"], flags: flags + (data.map { ["data=\($0)"] } ?? []))
        let loaded = try NodeSettings(settings.root)
        try settings.finish()
        return loaded
    }

    private init(_ root: SettingsReader) throws {
        data = try root.string("data", default: "")
        language = try root.choice("language", default: .de)
        let http = try root.section("http")
        listen = try http.string("listen", default: "127.0.0.1")
        port = try http.integer("port", in: 0...65_535, default: 8600)
        let certificate = try http.string("certificate", default: "")
        let key = try http.string("key", default: "")
        guard certificate.isEmpty == key.isEmpty else {
            throw ServiceError(.missingKey, "Certificate and key are given together or not at all.", at: "http.key")
        }
        tls = certificate.isEmpty ? nil : TLSFiles(certificateChain: certificate, privateKey: key)
        trustedProxies = try http.list("trustedProxies", default: [])
        maximumConnections = try http.integer("maximumConnections", in: 16...65_536, default: 2048)
        maximumConnectionsPerAddress = try http.integer("maximumConnectionsPerAddress", in: 8...65_536, default: 1536)
        publicAddress = try StaffSettings.publicAddress(
            try http.string("publicAddress", default: ""), at: "http.publicAddress")
        let staff = try root.section("staff")
        let staffAddress = try staff.string("address", default: "")
        let staffPort = try staff.integer("port", in: 0...65_535, default: 8601)
        staffListen = staffAddress.isEmpty ? nil : (staffAddress, staffPort)
        staffPublicAddress = try StaffSettings.publicAddress(try staff.string("publicAddress", default: ""))
        accounts = try StaffSettings.policy(staff)
        let hub = try root.section("hub")
        let proxy = try hub.string("proxy", default: "")
        client.proxy = proxy.isEmpty ? nil : proxy
        let authorization = try hub.secret("proxyAuthorization", default: "")
        client.proxyAuthorization = authorization.isEmpty ? nil : authorization
        let authority = try hub.string("caFile", default: "")
        client.caFile = authority.isEmpty ? nil : authority
        let timeout = try hub.duration("timeout", in: .seconds(1)...(.seconds(600)), default: .seconds(60))
        client.totalTimeout = Double(timeout.components.seconds)
        client.userAgent = "rahmenwerk-node"
        interval = try hub.duration("interval", in: .seconds(10)...(.seconds(86_400)), default: .seconds(900))
        let passphraseFile = try root.section("keys").string("passphraseFile", default: "")
        vault = KeyVault(passphraseFile: passphraseFile.isEmpty ? nil : passphraseFile, console: Console())
        let openData = try root.section("openData")
        let licenceAddress = try openData.string("licenceAddress", default: OpenDataLicence.standard.address)
        guard OpenDataLicence.isAddress(licenceAddress) else {
            throw ServiceError(
                .wrongType, "An address that begins with https:// or http:// is expected.",
                at: "openData.licenceAddress")
        }
        openDataLicence = OpenDataLicence(
            name: try openData.string("licence", default: OpenDataLicence.standard.name), address: licenceAddress)
        mail = try Self.mail(try root.section("mail"), publicAddress)
        let log = try root.section("log")
        logFormat = try log.choice("format", default: .readable)
        logLevel = try log.choice("level", default: .info)
        minimumFreeSpace =
            UInt64(
                try root.integer("minimumFreeMegabytes", in: 0...1_000_000, default: 100)) << 20
        guard !data.isEmpty else {
            throw ServiceError(
                .missingKey, "The data folder is missing: give --data DIR, or \"data\" in the settings file.",
                at: "data")
        }
    }

    private static func mail(_ section: SettingsReader, _ publicAddress: String?) throws -> MailSetup? {
        let from = try section.string("from", default: "")
        let program = try section.string("sendmail", default: "")
        let relay = try section.section("relay")
        let host = try relay.string("host", default: "")
        let port = try relay.integer("port", in: 1...65_535, default: 587)
        let security = try relay.choice("security", of: MailRelay.Security.self, default: .starttls)
        let user = try relay.string("user", default: "")
        let password = try relay.secret("password", default: "")
        let authority = try relay.string("caFile", default: "")
        guard !from.isEmpty else {
            guard program.isEmpty, host.isEmpty else {
                throw ServiceError(.missingKey, "Mail needs the address it comes from.", at: "mail.from")
            }
            return nil
        }
        guard let address = MailAddress(from) else {
            throw ServiceError(
                .wrongType, "A mail address is expected, such as mitmachen@town.example.", at: "mail.from")
        }
        guard program.isEmpty != host.isEmpty else {
            throw ServiceError(
                .missingKey, "Mail goes out either by mail.sendmail or by mail.relay.host: give one of both.",
                at: "mail.sendmail")
        }
        guard program.isEmpty || program.hasPrefix("/") else {
            throw ServiceError(.wrongType, "The whole path of the program is expected.", at: "mail.sendmail")
        }
        guard user.isEmpty || security != .none else {
            throw ServiceError(
                .wrongType, "A password is not sent in the clear: set security to \"starttls\" or \"tls\".",
                at: "mail.relay.security")
        }
        guard let publicAddress else {
            throw ServiceError(
                .missingKey, "Links in mail need the address that the public reaches: give http.publicAddress.",
                at: "http.publicAddress")
        }
        if !program.isEmpty { return MailSetup(way: .program(path: program), from: address) }
        // The host of an address that was checked already: what stands between // and the next / or :.
        let rest = publicAddress.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        let ownName = String(rest.prefix { $0 != ":" })
        return MailSetup(
            way: .relay(
                MailRelay(
                    host: host, port: port, security: security, user: user, password: password,
                    caFile: authority.isEmpty ? nil : authority, ownName: ownName)), from: address)
    }
}
