import AccountPages
import Accounts
import Exchange
import HTTP
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
    var interval: Duration
    /// Under which participation gives its data.
    var openDataLicence: OpenDataLicence
    var logFormat: Logger.Format
    var logLevel: Logger.Level
    /// In bytes.
    var minimumFreeSpace: UInt64

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
        let openData = try root.section("openData")
        let licenceAddress = try openData.string("licenceAddress", default: OpenDataLicence.standard.address)
        guard OpenDataLicence.isAddress(licenceAddress) else {
            throw ServiceError(
                .wrongType, "An address that begins with https:// or http:// is expected.",
                at: "openData.licenceAddress")
        }
        openDataLicence = OpenDataLicence(
            name: try openData.string("licence", default: OpenDataLicence.standard.name), address: licenceAddress)
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
}
