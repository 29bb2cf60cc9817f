import Accounts
import Crypto
import Custody
import Database
import Exchange
import Face
import Federation
import Glibc
import HTTP
import Participation
import Service
import Synchronization

/// An opened node: its folder, its database, and the world around it.
///
/// Several processes may have the same node open: data are guarded by SQLite's own locks, signing and sending by one
/// lock for each federation.
final class Node: Sendable {
    let folder: String
    let store: Store
    let world: World
    let client: Client
    let minimumFreeSpace: UInt64
    /// Under which participation gives its data.
    let openDataLicence: OpenDataLicence
    /// What hashing a password costs; tests make it cheap.
    let passwordCost: ScryptCost
    let accountPolicy: AccountPolicy
    /// How the town shows itself on every page.
    let face: FaceDesk
    /// Opens the key files.
    let vault: KeyVault
    private let logs = Mutex<[String: FollowedLog]>([:])

    static func databasePath(in folder: String) -> String { "\(folder)/node.sqlite" }

    convenience init(settings: NodeSettings, world: World) throws {
        try self.init(
            folder: settings.data, client: settings.client, minimumFreeSpace: settings.minimumFreeSpace, world: world,
            accountPolicy: settings.accounts, openDataLicence: settings.openDataLicence, vault: settings.vault)
    }

    /// Opens a node that was initialised before.
    init(
        folder: String, client: ClientConfiguration, minimumFreeSpace: UInt64, world: World,
        passwordCost: ScryptCost = .standard, accountPolicy: AccountPolicy = AccountPolicy(),
        openDataLicence: OpenDataLicence = .standard, vault: KeyVault = KeyVault()
    ) throws {
        if access(Self.databasePath(in: folder), F_OK) != 0 {
            let number = errno
            guard number == ENOENT || number == ENOTDIR else {
                let message = strerror(number).map { String(cString: $0) } ?? "\(number)"
                throw NodeError(
                    .notPermitted,
                    de:
                        "Kein Zugriff auf den Datenordner \(folder) (\(message)). Bitte als der Benutzer ausführen, dem "
                        + "er gehört.",
                    en: "No access to the data folder \(folder) (\(message)). Please run this as the user who owns it.")
            }
            throw NodeError(
                .notInitialised,
                de: "In \(folder) ist noch kein Knoten. Bitte zuerst „init --data \(folder)“ ausführen.",
                en: "There is no node in \(folder) yet. Please run \"init --data \(folder)\" first.")
        }
        self.folder = folder
        self.world = world
        self.client = Client(configuration: client)
        self.minimumFreeSpace = minimumFreeSpace
        self.passwordCost = passwordCost
        self.accountPolicy = accountPolicy
        self.openDataLicence = openDataLicence
        self.vault = vault
        store = Store(
            path: Self.databasePath(in: folder), application: Migrations.application, migrations: Migrations.all)
        face = FaceDesk(store: store, world: world)
        try store.open()
    }

    /// Creates folder and database; refuses a folder that has one already.
    static func initialise(folder: String) throws {
        try Files.ensureFolder(folder)
        guard access(databasePath(in: folder), F_OK) != 0 else {
            throw NodeError(
                .alreadyThere, de: "In \(folder) ist schon ein Knoten; es wurde nichts geändert.",
                en: "There is a node in \(folder) already; nothing was changed.")
        }
        guard chmod(folder, 0o700) == 0 else {
            throw ServiceError(.notPermitted, "The folder's mode cannot be set to 0700.", at: folder)
        }
        let store = Store(
            path: databasePath(in: folder), application: Migrations.application, migrations: Migrations.all)
        try store.open()
        store.close()
    }

    // MARK: Federations

    func folder(of federation: String) -> String { "\(folder)/federations/\(federation)" }

    func memberships() throws -> [Membership] { try store.read { connection in try MembershipStore.all(connection) } }

    func membership(_ name: String) throws -> Membership {
        let all = try memberships()
        if let found = all.first(where: { $0.name == name }) { return found }
        guard !all.isEmpty else {
            throw NodeError(
                .notFound, de: "Dieser Knoten ist noch keinem Verbund beigetreten; bitte zuerst „join“ ausführen.",
                en: "This node has not joined a federation yet; please run \"join\" first.")
        }
        let known = all.map(\.name).joined(separator: ", ")
        let shown = printable(name, maximum: 60)
        throw NodeError(
            .notFound, de: "Einen Verbund „\(shown)“ gibt es hier nicht. Bekannt: \(known).",
            en: "There is no federation \"\(shown)\" here. Known: \(known).")
    }

    /// The federation meant: the one named, or the only one.
    func chosen(_ name: String?) throws -> Membership {
        if let name { return try membership(name) }
        let all = try memberships()
        if let only = all.first, all.count == 1 { return only }
        guard !all.isEmpty else { return try membership("") }
        let known = all.map(\.name).joined(separator: ", ")
        throw NodeError(
            .severalFederations, de: "Bitte mit --federation wählen: \(known).",
            en: "Please choose with --federation: \(known).")
    }

    func hub(of membership: Membership) -> HubClient { HubClient(base: membership.hub, client: client) }

    /// The keys that speak now.
    func keys(of membership: Membership) throws -> NodeKeys {
        try NodeKeys.load(folder: NodeKeys.folder(membership.keyNumber, in: folder(of: membership.name)), vault)
    }

    /// The public half of the key that signs statements now; needs no passphrase.
    func statementKey(of membership: Membership) throws -> PublicKey {
        let folder = NodeKeys.folder(membership.keyNumber, in: folder(of: membership.name))
        return try vault.publicKey("\(folder)/statement.pem")
    }

    /// Forgets what this process has read of a federation's log.
    func forget(_ name: String) {
        logs.withLock { logs in
            for key in logs.keys where key.hasPrefix("\(name) ") { logs[key] = nil }
        }
    }

    /// The log as it is on disk, every entry checked once in the life of this process.
    func log(of membership: Membership) throws -> FollowedLog {
        // A federation that was given up and joined anew under the same name has another log.
        let key = "\(membership.name) \(membership.log) \(membership.office)"
        var log = logs.withLock { $0[key] } ?? FollowedLog(origin: membership.origin)
        let before = log.size
        try store.read { connection in try log.takeStored(membership, connection) }
        if log.size > before {
            logs.withLock { logs in
                if logs[key].map({ $0.size < log.size }) ?? true { logs[key] = log }
            }
        }
        return log
    }

    /// Everything the town's federations know, for checks at an import.
    func knownFramework() throws -> KnownFramework {
        var known = KnownFramework()
        for membership in try memberships() {
            known.add(try log(of: membership).state.frameworks.map(\.value))
        }
        return known
    }
}

/// The keys of one federation: the town speaks with one and will cosign the log with the other.
struct NodeKeys: Sendable {
    let statement: PrivateKey
    let cosigner: PrivateKey

    static let files = ["statement.pem", "cosigner.pem"]

    static func load(folder: String, _ vault: KeyVault) throws -> NodeKeys {
        NodeKeys(
            statement: try vault.load("\(folder)/statement.pem"), cosigner: try vault.load("\(folder)/cosigner.pem"))
    }

    /// Where set `number` of a federation's keys lies: the first in the federation's folder, later ones beside it.
    static func folder(_ number: Int, in folder: String) -> String {
        number == 1 ? folder : "\(folder)/keys-\(number)"
    }

    /// Loads what is there and makes what is missing; nothing is ever overwritten.
    static func ensure(folder: String, algorithm: SignatureAlgorithm, _ vault: KeyVault) throws -> NodeKeys {
        try Files.ensureFolder(folder)
        for (file, algorithm) in [("statement.pem", algorithm), ("cosigner.pem", .ed25519)] {
            let path = "\(folder)/\(file)"
            if access(path, F_OK) != 0 { try vault.create(try PrivateKey.generate(algorithm), at: path) }
        }
        return try load(folder: folder, vault)
    }

    /// The first set of keys at or after `number` that an admission can name: of this algorithm, and in no log yet.
    static func unused(
        from number: Int, in folder: String, algorithm: SignatureAlgorithm, _ vault: KeyVault,
        isRegistered: (PublicKey) -> Bool
    ) throws -> (number: Int, keys: NodeKeys) {
        var number = number
        while true {
            let keys = try ensure(folder: Self.folder(number, in: folder), algorithm: algorithm, vault)
            if keys.statement.publicKey.algorithm == algorithm, !isRegistered(keys.statement.publicKey),
                !isRegistered(keys.cosigner.publicKey)
            {
                return (number, keys)
            }
            number += 1
        }
    }
}
