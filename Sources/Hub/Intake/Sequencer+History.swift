import Crypto
import Database
import Federation
import Ledger
import Service

// The hub guards itself: it signs nothing over a history that it has lost (docs/PROTOCOL.md section 7).

extension Sequencer {
    /// Throws `Unavailable.history` while nothing may be signed.
    func requireWhole() throws(Unavailable) {
        if let stop = historyStop { throw .history(stop) }
    }

    /// Throws `CosignatureRefusal.lostHistory` where this log does not contain a checkpoint that its own key has signed;
    /// it is kept, and nothing is signed from then on.
    func requireContained(_ checkpoint: SignedCheckpoint) throws {
        // From the disk: what has been committed this moment is not shown to anybody yet.
        guard let own = try log.newestCheckpoint()?.head,
            let lost = try Self.missing(checkpoint.head, own, log)
        else { return }
        try log.store.write { try HistoryGuard.record(checkpoint, at: world.now().seconds, $0) }
        stop(.lost(lost))
        throw CosignatureRefusal.lostHistory(lost)
    }

    /// A quorum of witnesses has cosigned this size: none of them has seen anything behind it.
    func noticeWitnessed(_ size: Int64) throws {
        guard case .restored(let restored)? = historyStop, size >= max(restored.size, restored.needed),
            size == snapshot.checkpoint.head.size,
            let witnessed = try log.store.read({ try WitnessStore.witnessedSize($0) }), witnessed == size
        else { return }
        try resume()
    }

    /// Lifts the stop after a restore. A history that is known to be lost stays in the way.
    func resume(record: (borrowing Connection) throws -> Void = { _ in }) throws {
        try log.store.write { connection in
            try HistoryGuard.clearRestored(connection)
            try record(connection)
        }
        resumeIfRestored()
    }

    /// Keeps what was published before unless exactly that is stored. Whether the entries lead there all the same shows
    /// when they are read (`settle`).
    static func keepUnlessStored(_ checkpoint: SignedCheckpoint, _ log: LogStore, _ world: World) throws {
        if try log.checkpoint(covering: checkpoint.head.size - 1)?.head == checkpoint.head { return }
        try log.store.write { try HistoryGuard.record(checkpoint, at: world.now().seconds, $0) }
    }

    /// What stands in the way after the log has been read: heads of it that it has by now are forgotten.
    static func settle(
        _ lost: [TreeHead], _ heads: [Int64: TreeHead], _ state: FederationState, _ log: LogStore
    ) throws -> HistoryStop? {
        let found = lost.filter { heads[$0.size] == $0 }
        if !found.isEmpty {
            try log.store.write { connection in
                for head in found { try HistoryGuard.forget(head, connection) }
            }
        }
        let missing = lost.filter { heads[$0.size] != $0 }
        if let fork = missing.first(where: { $0.size <= state.size }) {
            return .lost(LostHistory(head: fork, isFork: true))
        }
        if let furthest = missing.last { return .lost(LostHistory(head: furthest, isFork: false)) }
        guard let restored = try log.store.read({ try HistoryGuard.restored($0) }) else { return nil }
        // Where nobody witnesses, a whole restore needs nobody's word; so does one that has become whole.
        if restored.size < restored.needed, restored.needed <= state.size, state.committee(at: state.size) == nil {
            try log.store.write { try HistoryGuard.clearRestored($0) }
            return nil
        }
        return .restored(restored)
    }

    /// Throws where a statement is gone and nobody has said why.
    static func requireRedacted(_ state: FederationState, _ log: LogStore) throws {
        let known = Set(try log.redactionList.read().map(\.target))
        if let index = state.missing.keys.filter({ !known.contains($0) }).min() {
            throw LogFault("The statement of entry \(index) is missing")
        }
    }

    /// The log lacks a redaction that was made: it was set back, and what is behind it must come back first.
    static func lostRedaction(_ state: FederationState, _ log: LogStore) throws -> HistoryStop? {
        guard !state.missing.isEmpty else {
            try log.redactionList.keep(state)
            return nil
        }
        let needed = try log.redactionList.read().filter { state.missing[$0.target] != nil }.map(\.redaction).max() ?? 0
        return .restored(RestoredLog(size: state.size, needed: max(state.size, needed + 1)))
    }

    private static func missing(_ head: TreeHead, _ own: TreeHead, _ log: LogStore) throws -> LostHistory? {
        guard head.size <= own.size else { return LostHistory(head: head, isFork: false) }
        if try log.root(at: head.size) == head.root { return nil }
        // Before the log is accused: a damaged tile is no second history, so the entries themselves are asked.
        return try rootOfEntries(head.size, log) == head.root ? nil : LostHistory(head: head, isFork: true)
    }

    private static func rootOfEntries(_ size: Int64, _ log: LogStore) throws -> Digest {
        var edge = TreeEdge()
        while edge.size < size {
            let leaves = try log.leaves(from: edge.size, limit: Int(min(4096, size - edge.size)))
            guard !leaves.isEmpty else { throw LogFault("Entry \(edge.size) is missing from the store") }
            for leaf in leaves { _ = edge.append(Merkle.leafHash(leaf)) }
        }
        return edge.head.root
    }
}
