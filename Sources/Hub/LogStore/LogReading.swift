import Federation
import Ledger

/// Reads the stored log through the entry check: at the start, for an export, at `rebuild`.
enum LogReading {
    static let batch = 512
    /// Statements may have 1 MiB each.
    private static let batchBytes = 16 << 20

    /// Everything up to `size` entries (all if nil). Stops at the first entry that does not pass. Statements that are not
    /// there are in the state's `missing` until the redaction that says why; the caller judges what is left there.
    ///
    /// `each` sees the tree after every entry. The stored tiles must be those of the entries, unless told otherwise.
    static func replay(
        _ log: LogStore, upTo size: Int64? = nil, checksTiles: Bool = true,
        progress: (Int64, Int64) -> Void = { _, _ in },
        each: (TreeEdge) -> Void = { _ in }
    ) throws -> (Replay, TreeEdge) {
        var replay = Replay(origin: log.origin)
        var edge = TreeEdge()
        while edge.size < size ?? .max {
            let limit = min(Int64(batch), (size ?? .max) - edge.size)
            let stored = try log.entries(from: edge.size, limit: Int(limit), byteLimit: batchBytes)
            if stored.isEmpty { break }
            replay.take(try stored.map(item))
            if let fault = replay.faults.first {
                throw LogFault("Entry \(fault.index) does not pass: \(fault.refusal)")
            }
            for entry in stored {
                guard entry.index == edge.size else { throw LogFault("Entry \(edge.size) is missing from the store") }
                let completed = edge.append(Merkle.leafHash(entry.leaf))
                if checksTiles, !completed.isEmpty {
                    try log.requireTiles(completed.map { ($0.coordinate, $0.bytes) })
                }
                each(edge)
            }
            progress(edge.size, size ?? edge.size)
        }
        if checksTiles { try log.requireTiles(edge.unfinished.map { ($0.0, TileCoding.encode($0.1)) }) }
        return (replay, edge)
    }

    /// The state after `size` entries, from an earlier one on. The tree is not looked at: the entries below `size` have passed
    /// with their tiles when the hub started.
    static func replay(_ log: LogStore, from state: FederationState, upTo size: Int64) throws -> FederationState {
        var replay = Replay(from: state)
        while replay.state.size < size {
            let limit = min(Int64(batch), size - replay.state.size)
            let stored = try log.entries(from: replay.state.size, limit: Int(limit), byteLimit: batchBytes)
            if stored.isEmpty { break }
            guard stored.enumerated().allSatisfy({ $1.index == replay.state.size + Int64($0) }) else {
                throw LogFault("An entry behind entry \(replay.state.size) is missing from the store")
            }
            replay.take(try stored.map(item))
            if let fault = replay.faults.first {
                throw LogFault("Entry \(fault.index) does not pass: \(fault.refusal)")
            }
        }
        return replay.state
    }

    private static func item(_ entry: LogStore.StoredEntry) throws -> Replay.Item {
        Replay.Item(entry: entry.leaf, statement: entry.statement)
    }
}
