import Ledger
import Service

/// Statements that go to the hub as files and receipts that come back as files, where there is no connection.
struct OfflineDelivery: Sendable {
    let node: Node
    let name: String

    /// Writes what waits, one file each, in the order in which it has to be entered; the bytes are those that would be
    /// sent. Returns the paths.
    func write(to folder: String) throws -> [String] {
        try FederationLock.with(node.folder(of: name), waiting: 10) {
            let membership = try node.membership(name)
            try Signer.requireFree(membership)
            try Files.ensureFolder(folder)
            return try files(membership).map { file in
                let path = "\(folder)/\(file.name)"
                try Files.writeFileDurably(path, file.own.bytes, mode: 0o644)
                return path
            }
        }
    }

    /// A statement that waits, and what its file is called.
    struct File: Sendable {
        let own: OwnStatement
        let name: String
    }

    /// What waits, in the order in which it has to be entered.
    func files() throws -> [File] {
        let membership = try node.membership(name)
        try Signer.requireFree(membership)
        return try files(membership)
    }

    private func files(_ membership: Membership) throws -> [File] {
        try node.store.read({ try OwnStatements.chain(of: name, $0) })
            .filter { $0.state == .waiting || $0.state == .refused }
            .map { own in
                let number = String(own.sequence)
                let padded = String(repeating: "0", count: max(0, 6 - number.count)) + number
                return File(own: own, name: "\(membership.tenant)-\(padded)-\(own.kind.rawValue).jws")
            }
    }

    /// Takes a receipt that has come back: by the log's key and for exactly one statement that waits. Whether the log still
    /// holds the entry there is checked against our own copy as soon as there is a connection.
    ///
    /// - Returns: the number of the statement. The same receipt again changes nothing.
    func take(_ bytes: [UInt8]) throws -> Int64 {
        try FederationLock.with(node.folder(of: name), waiting: 10) {
            let membership = try node.membership(name)
            let receipt = try Self.read(bytes)
            let chain = try node.store.read { try OwnStatements.chain(of: name, $0) }
            let own = chain.first { own in (try? Outbox.check(receipt, of: own, membership)) != nil }
            guard let own else {
                throw NodeError(
                    .usage,
                    de:
                        "Diese Quittung gehört zu keiner Erklärung dieses Knotens, oder sie ist nicht mit dem Schlüssel des "
                        + "Protokolls unterschrieben. Es wurde nichts geändert.",
                    en:
                        "This receipt belongs to no statement of this node, or the log's key has not signed it. Nothing was "
                        + "changed.")
            }
            if own.state != .delivered {
                try node.store.write { connection in
                    try OwnStatements.markDelivered(own.id, receipt: receipt, connection)
                    try OwnStatements.markUnchecked(own.id, connection)
                }
            }
            return own.sequence
        }
    }

    private static func read(_ bytes: [UInt8]) throws -> Receipt {
        do throws(LedgerError) {
            return try Receipt(text: bytes)
        } catch {
            throw NodeError(
                .usage, de: "Das ist keine Quittung: \(error.reason)", en: "This is no receipt: \(error.reason)")
        }
    }
}
