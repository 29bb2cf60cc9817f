import Crypto
import Database
import Federation
import Ledger
import Service

/// Brings the end of a log back that this hub has signed and lost: entries from elsewhere, through the same check as ever,
/// up to a checkpoint with the log's own signature. Nothing is signed.
struct Recovery {
    let log: LogStore
    let source: any LogSource

    /// What came back.
    struct Outcome: Sendable {
        let before: Int64
        let after: Int64
    }

    /// All or nothing: what does not fit what this log has, or fails the entry check, changes nothing.
    func run(progress: (Int64, Int64) -> Void) throws -> Outcome {
        let checkpoint = try checkpoint()
        let (replay, edge) = try LogReading.replay(log)
        let size = edge.size
        guard checkpoint.head.size > size else {
            guard try log.root(at: checkpoint.head.size) == checkpoint.head.root else {
                throw LogFault(
                    "At size \(checkpoint.head.size) the other log has another root: these are two histories, and no recovery "
                        + "can join them")
            }
            return Outcome(before: size, after: size)
        }
        var state = replay
        var tree = edge
        try log.store.write { connection in
            while tree.size < checkpoint.head.size {
                let entries = try entries(from: tree.size, to: checkpoint.head.size)
                try take(entries, &state, &tree, connection)
                progress(tree.size - size, checkpoint.head.size - size)
            }
            guard tree.head == checkpoint.head else {
                throw LogFault(
                    "The recovered entries do not have the root that was signed at size \(checkpoint.head.size): either they "
                        + "are altered, or the other log is another history")
            }
            if let index = state.state.missing.keys.min() {
                throw LogFault("The statement of entry \(index) is missing, and no redaction says why")
            }
            for redaction in state.state.redactions.values where redaction.index >= size {
                try LogStore.erase(redaction.value.target.index, connection)
            }
            _ = try connection.execute(
                "INSERT INTO head (size, checkpoint) VALUES (?, ?)", .integer(checkpoint.head.size),
                .blob(checkpoint.bytes))
        }
        return Outcome(before: size, after: checkpoint.head.size)
    }

    /// With nothing but the log's own line: cosignatures are collected anew.
    private func checkpoint() throws -> SignedCheckpoint {
        let bytes = try source.read("checkpoint", maximum: SignedNote.maximumByteCount)
        do {
            let signed = try SignedCheckpoint(note: bytes, log: log.logKey)
            guard let own = signed.note.signatures.first(where: { log.logKey.isNamed(by: $0) }) else { return signed }
            return try SignedCheckpoint(
                note: SignedNote(text: signed.note.text, signatures: [own]), log: log.logKey)
        } catch {
            throw LogFault("What is there is no checkpoint of this log: \(error.reason)")
        }
    }

    /// The rest of one bundle.
    private func entries(from start: Int64, to size: Int64) throws -> [[UInt8]] {
        for coordinate in EntryBundleCoordinate.bundles(from: start, to: size) {
            let bytes = try source.read(coordinate.path, maximum: 32 << 20)
            let bundle: EntryBundle
            do {
                bundle = try EntryBundle(bytes: bytes, width: coordinate.width)
            } catch {
                throw LogFault("\(coordinate.path) is incomplete: \(error.reason)")
            }
            return Array(bundle.entries.dropFirst(Int(max(0, start - coordinate.firstIndex))))
        }
        throw LogFault("There are no entries from \(start) on")
    }

    private func take(
        _ entries: [[UInt8]], _ replay: inout Replay, _ tree: inout TreeEdge, _ connection: borrowing Connection
    ) throws {
        let first = tree.size
        let items = try entries.map { leaf in
            let entry = try LogEntry(canonicalBytes: leaf)
            // Only what can be redacted may be missing; whether it was, the log must say by its end.
            let statement =
                entry.kind.isRedactable
                ? try? source.read("statement/\(entry.sha256.hex)", maximum: 1 << 20)
                : try source.read("statement/\(entry.sha256.hex)", maximum: 1 << 20)
            return Replay.Item(entry: leaf, statement: statement)
        }
        replay.take(items)
        if let fault = replay.faults.first {
            throw LogFault("Entry \(fault.index) does not pass: \(fault.refusal)")
        }
        var completed: [CompletedTile] = []
        for (offset, item) in items.enumerated() {
            _ = try connection.execute(
                "INSERT INTO entry (position, leaf, sha256, statement) VALUES (?, ?, ?, ?)",
                .integer(first + Int64(offset)), .blob(item.entry),
                .blob(try LogEntry(canonicalBytes: item.entry).sha256.bytes), item.statement.map { .blob($0) } ?? .null)
            completed += tree.append(Merkle.leafHash(item.entry))
        }
        try LogStore.store(completed, tree, connection)
    }
}
