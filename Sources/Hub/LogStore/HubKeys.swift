import Crypto
import Custody
import Federation
import Glibc
import Ledger
import Service

/// The keys of a hub: the office's, which speaks, and the log's, which signs checkpoints.
///
/// The office's keys lie side by side as `office.pem`, `office-2.pem` and so on, its recovery keys likewise; the log says
/// which of them is valid.
struct HubKeys: Sendable {
    enum Role: String, Sendable {
        case office, recovery
    }

    let folder: String
    let log: NoteSigner
    let vault: KeyVault

    static func load(folder: String, origin: String, vault: KeyVault) throws -> HubKeys {
        let keys = HubKeys(
            folder: folder,
            log: try NoteSigner(name: origin, key: try vault.load("\(folder)/log.pem"), type: .ed25519), vault: vault)
        // A file that cannot be read should show at the start and not at the first act.
        _ = try keys.officeFiles()
        return keys
    }

    /// The office's key that may sign the next entry after `state`.
    func office(in state: FederationState) throws -> PrivateKey {
        let speaking = try officeFiles().first { key in
            guard let registered = state.keys[key.publicKey.thumbprint] else { return false }
            return registered.owner == .office && registered.use == .statement && registered.isValid(at: state.size)
        }
        guard let speaking else {
            throw ServiceError(
                .notFound, "No file of the office's keys is valid; is it lost, `key recover` introduces a new one",
                at: folder)
        }
        return speaking
    }

    /// A key that no log knows yet, durable in its file; what an earlier try left behind is taken up.
    func unused(_ role: Role, _ algorithm: SignatureAlgorithm, _ state: FederationState) throws -> PrivateKey {
        var number = 1
        while true {
            let path = path(role, number)
            number += 1
            // A number whose file has gone may stand for a key that was taken elsewhere.
            if access(path, F_OK) != 0 {
                guard number > 2 else { continue }
                let made = try PrivateKey.generate(algorithm)
                try vault.create(made, at: path)
                return made
            }
            let key = try vault.load(path)
            if key.publicKey.algorithm == algorithm, state.keys[key.publicKey.thumbprint] == nil { return key }
        }
    }

    /// Every key file of a hub, in the order of their names.
    static func allFiles(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".pem") { names.append(name) }
        }
        return names.sorted().map { "\(folder)/\($0)" }
    }

    private func officeFiles() throws -> [PrivateKey] {
        var found: [PrivateKey] = []
        var number = 1
        // The first may have been lost.
        while number == 1 || access(path(.office, number), F_OK) == 0 {
            let path = path(.office, number)
            if access(path, F_OK) == 0 { found.append(try vault.load(path)) }
            number += 1
        }
        return found
    }

    private func path(_ role: Role, _ number: Int) -> String {
        "\(folder)/\(role.rawValue)\(number == 1 ? "" : "-\(number)").pem"
    }
}

/// The keys of a hub that is being made: nothing is on disk before `save`.
struct NewHubKeys {
    let office: PrivateKey
    let recovery: PrivateKey
    let logSigner: NoteSigner
    private let log: PrivateKey

    /// - Parameter algorithm: of the keys that sign statements; the log's is always Ed25519.
    init(origin: String, algorithm: SignatureAlgorithm = .ed25519) throws {
        log = try PrivateKey.generate(.ed25519)
        recovery = try PrivateKey.generate(algorithm)
        office = try PrivateKey.generate(algorithm)
        logSigner = try NoteSigner(name: origin, key: log, type: .ed25519)
    }

    /// Writes office, recovery and log key. None is ever overwritten.
    func save(folder: String, _ vault: KeyVault) throws {
        try Files.ensureFolder(folder)
        try vault.create(office, at: "\(folder)/office.pem")
        try vault.create(recovery, at: "\(folder)/recovery.pem")
        try vault.create(log, at: "\(folder)/log.pem")
    }
}
