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

    /// Makes office, recovery and log key. None is ever overwritten.
    static func create(folder: String, origin: String) throws -> (keys: HubKeys, recovery: PrivateKey) {
        try Files.ensureFolder(folder)
        let office = try PrivateKey.generate(.ed25519)
        let recovery = try PrivateKey.generate(.ed25519)
        let log = try PrivateKey.generate(.ed25519)
        let signer = try NoteSigner(name: origin, key: log, type: .ed25519)
        try KeyFile.create(office, at: "\(folder)/office.pem")
        try KeyFile.create(recovery, at: "\(folder)/recovery.pem")
        try KeyFile.create(log, at: "\(folder)/log.pem")
        return (HubKeys(office: office, log: signer), recovery)
    }
}
