import AccountPages
import Accounts
import Custody
import Face
import HTTP
import Pages
import Service

/// The hub's settings; `config/hub.json5` explains each key.
struct HubSettings: Sendable {
    private(set) var data: String
    let origin: String
    let publicAddress: String
    let server: ServerConfiguration
    /// Where the office's pages listen when they have an address of their own; nil: together with the public ones.
    let staffServer: ServerConfiguration?
    /// What stands in front of links to the office's pages.
    let staffPublicAddress: String
    /// What the office demands of its accounts.
    let accounts: AccountPolicy
    let logLevel: Logger.Level
    let logFormat: Logger.Format
    let minimumFreeSpace: UInt64
    /// The file that holds the newest checkpoint; empty: beside the database.
    private let headFile: String
    /// Opens the key files.
    let vault: KeyVault
    let accent: AccentColour
    let footer: [(label: Phrase, address: String)]
    /// The same addresses by the name of their page.
    let elsewhere: [String: String]
    let license: String
    let catalogue: CatalogueFacts
    /// The file of boundaries for maps.
    let map: RegionMap.Source
    /// The settings as they took effect, for `status`.
    let report: String

    static let environmentPrefix = "RAHMENWERK_HUB"

    /// Reads the file that `--settings` or RAHMENWERK_HUB_SETTINGS names; `--set key=value` and `--data` override it.
    init(_ invocation: Invocation) throws {
        let environment = Settings.processEnvironment()
        let path = invocation.option("settings") ?? environment["\(Self.environmentPrefix)_SETTINGS"]
        var flags = invocation.repeatedOption("set")
        if let data = invocation.option("data") { flags.append("data=\(data)") }
        if let file = invocation.option("passphrase-file") { flags.append("\(ProtectionCommands.settingsKey)=\(file)") }
        let settings = try Settings(
            try path.map { try Files.readFile($0, maximum: 1_048_576) }, file: path ?? "settings",
            prefix: Self.environmentPrefix, environment: environment,
            ignoring: ["\(Self.environmentPrefix)_SETTINGS"], flags: flags)
        try self.init(settings)
    }

    init(_ settings: Settings) throws {
        let root = settings.root
        data = try root.string("data")
        origin = try root.string("origin", default: "localhost/log")
        // With a size of 19 digits it names the top folder of an export, and a ustar name has 100 bytes.
        guard origin.utf8.count <= 79 else {
            throw ServiceError(
                .outOfRange, "An origin has at most 79 bytes, this has \(origin.utf8.count).", at: "origin")
        }
        let http = try root.section("http")
        var server = ServerConfiguration(
            host: try http.string("address", default: "127.0.0.1"),
            port: try http.integer("port", in: 0...65535, default: 8080))
        let certificate = try http.optionalString("certificate")
        let key = try http.optionalString("key")
        guard (certificate == nil) == (key == nil) else {
            throw ServiceError(.missingKey, "certificate and key belong together", at: "http")
        }
        if let certificate, let key { server.tls = TLSFiles(certificateChain: certificate, privateKey: key) }
        server.maximumConnections = try http.integer("maximumConnections", in: 16...65536, default: 4096)
        server.maximumConnectionsPerAddress = try http.integer(
            "maximumConnectionsPerAddress", in: 4...65536, default: 512)
        server.trustedProxies = try http.list("trustedProxies", default: [])
        self.server = server
        let scheme = certificate == nil ? "http" : "https"
        publicAddress = try root.string("publicAddress", default: "\(scheme)://\(server.host):\(server.port)")
        let staff = try root.section("staff")
        let staffAddress = try staff.string("address", default: "")
        var apart = server
        apart.host = staffAddress
        apart.port = try staff.integer("port", in: 0...65535, default: 8081)
        staffServer = staffAddress.isEmpty ? nil : apart
        staffPublicAddress =
            try StaffSettings.publicAddress(try staff.string("publicAddress", default: ""))
            ?? (staffAddress.isEmpty ? publicAddress : "\(scheme)://\(apart.host):\(apart.port)")
        accounts = try StaffSettings.policy(staff)
        let log = try root.section("log")
        logLevel = try log.choice("level", of: Logger.Level.self, default: .info)
        logFormat = try log.choice("format", of: Logger.Format.self, default: .readable)
        let storage = try root.section("storage")
        minimumFreeSpace = UInt64(try storage.integer("minimumFreeMegabytes", in: 1...1_000_000, default: 200)) << 20
        headFile = try storage.string("headFile", default: "")
        let passphraseFile = try root.section("keys").string("passphraseFile", default: "")
        vault = KeyVault(passphraseFile: passphraseFile.isEmpty ? nil : passphraseFile, console: Console())
        let pages = try root.section("pages")
        if let light = try pages.optionalString("accent") {
            accent = try AccentColour(light: light, dark: try pages.optionalString("accentDark"))
        } else {
            accent = .standard
        }
        var footer: [(Phrase, String)] = []
        var elsewhere: [String: String] = [:]
        for (key, label) in [
            ("imprint", Phrase(de: "Impressum", en: "Imprint")), ("privacy", Phrase(de: "Datenschutz", en: "Privacy")),
            ("accessibility", Phrase(de: "Barrierefreiheit", en: "Accessibility")),
            ("feedback", Phrase(de: "Rückmeldung", en: "Feedback")),
        ] {
            if let address = try pages.optionalString(key) {
                footer.append((label, address))
                elsewhere[key] = address
            }
        }
        self.footer = footer
        self.elsewhere = elsewhere
        license = try pages.string("license", default: "CC BY 4.0")
        catalogue = try Self.catalogue(try root.section("catalogue"))
        let map = try root.section("map")
        self.map = RegionMap.Source(
            path: try map.string("boundaries", default: ""), notice: try map.string("notice", default: ""))
        guard self.map.path.isEmpty || !self.map.notice.isEmpty else {
            throw ServiceError(
                .missingKey, "Boundaries belong to somebody: whose they are and their licence stand under every map.",
                at: "map.notice")
        }
        try settings.finish()
        report = settings.report
    }

    private static func catalogue(_ section: SettingsReader) throws -> CatalogueFacts {
        let facts = CatalogueFacts(
            contributor: try section.string("contributor", default: ""),
            contactMail: try section.string("contactMail", default: ""), places: try section.list("places", default: [])
        )
        for (key, addresses) in [("contributor", [facts.contributor]), ("places", facts.places)] {
            for address in addresses where !address.isEmpty {
                guard address.hasPrefix("http://") || address.hasPrefix("https://"), (try? Address(address)) != nil
                else {
                    throw ServiceError(
                        .outOfRange, "An address that begins with http:// or https:// is expected, not \(address).",
                        at: "catalogue.\(key)")
                }
            }
        }
        let mail = facts.contactMail.split(separator: "@", omittingEmptySubsequences: false)
        let isMail = mail.count == 2 && !mail[0].isEmpty && mail[1].contains(".") && !facts.contactMail.contains(" ")
        guard facts.contactMail.isEmpty || isMail else {
            throw ServiceError(
                .outOfRange, "An address such as daten@example.org is expected, not \(facts.contactMail).",
                at: "catalogue.contactMail")
        }
        return facts
    }

    /// The same with another data folder.
    func moved(to folder: String) -> HubSettings {
        var moved = self
        moved.data = folder
        return moved
    }

    /// How the hub looks where the office has set nothing in the browser.
    var face: Face {
        var face = Face()
        face.accent = accent
        face.elsewhere = elsewhere
        return face
    }

    var databasePath: String { "\(data)/hub.sqlite" }
    /// Where the newest checkpoint is kept apart from the database.
    var headPath: String { headFile.isEmpty ? "\(data)/published-head" : headFile }
    /// What has been redacted, apart from the database.
    var redactionPath: String { "\(data)/redacted" }
    var keyFolder: String { "\(data)/keys" }
    var controlPath: String { "\(data)/control" }
}
