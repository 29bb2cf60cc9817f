import Crypto
import Ledger
import Service

/// The keys of a hub: the office's, which speaks, and the log's, which signs checkpoints.
struct HubKeys: Sendable {
    let office: PrivateKey
    let log: NoteSigner

    static func load(folder: String, origin: String) throws -> HubKeys {
        HubKeys(
            office: try KeyFile.load("\(folder)/office.pem"),
            log: try NoteSigner(name: origin, key: try KeyFile.load("\(folder)/log.pem"), type: .ed25519))
    }

}

/// The keys of a hub that is being made: nothing is on disk before `save`.
struct NewHubKeys {
    let keys: HubKeys
    let recovery: PrivateKey
    private let log: PrivateKey

    init(origin: String) throws {
        log = try PrivateKey.generate(.ed25519)
        recovery = try PrivateKey.generate(.ed25519)
        keys = HubKeys(
            office: try PrivateKey.generate(.ed25519), log: try NoteSigner(name: origin, key: log, type: .ed25519))
    }

    /// Writes office, recovery and log key. None is ever overwritten.
    func save(folder: String) throws {
        try Files.ensureFolder(folder)
        try KeyFile.create(keys.office, at: "\(folder)/office.pem")
        try KeyFile.create(recovery, at: "\(folder)/recovery.pem")
        try KeyFile.create(log, at: "\(folder)/log.pem")
    }
}
