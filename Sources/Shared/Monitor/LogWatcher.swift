import Crypto
import Federation
import Ledger

/// Looks at a log as anybody can: whether what it serves is signed, goes on from what it served before, and is witnessed.
///
/// It rebuilds the tree's right edge from what was verified before and appends the new entries to it. So new entries,
/// their place and the log's consistency are all checked by one comparison with the signed root, and the cost is that of
/// what is new. Whether a statement may stand there is not asked: that takes the whole log, which an export holds.
public struct LogWatcher {
    /// How the newest witnessed head stands.
    public enum Witnessing: Sendable {
        /// The policy asks for no witnesses.
        case notAsked
        /// Nothing witnessed is served.
        case none
        /// What is served as witnessed lacks the policy's quorum: so many of its witnesses have cosigned. The committee may
        /// have changed since the policy was written.
        case lacking(SignedCheckpoint, cosigners: Int)
        /// The newest head with a quorum, and the POSIX seconds of its newest cosignature.
        case met(SignedCheckpoint, newest: Int64)
    }

    /// What a look has shown.
    public struct Look: Sendable {
        /// To be kept durably.
        public let log: WatchedLog
        /// Nil at the first look.
        public let before: Int64?
        public let witnessing: Witnessing
    }

    private let server: any LogServer
    private let key: VerifierKey
    private let policy: WitnessPolicy?

    /// - Parameter policy: whose witnesses count; without one, or with `quorum none`, nobody is asked for.
    public init(_ server: any LogServer, log key: VerifierKey, policy: WitnessPolicy?) {
        self.server = server
        self.key = key
        self.policy = policy
    }

    /// Looks once. `each` gets every new entry once all are verified; the first look begins at what is served now.
    public func look(
        _ known: WatchedLog?, now: Instant, each: (Int64, LogEntry) -> Void
    ) throws(WatchFault) -> Look {
        // Fetched before the newest one, so that it is not the larger of the two.
        let witnessed = try checkpoint("/log/witnessed")
        guard let served = try checkpoint("/log/checkpoint") else {
            if let known { throw shrunk(known.checkpoint, to: nil, now) }
            throw .broken("This address serves no log: there is nothing at /log/checkpoint.")
        }
        let entries = try known.map { known throws(WatchFault) in try goesOn(known.checkpoint, served, now) } ?? []
        if known == nil { _ = try edge(of: served.head, in: served.head) }
        let witnessing = try witnessing(witnessed, known, served, now)
        for (place, entry) in entries.enumerated() { each((known?.checkpoint.head.size ?? 0) + Int64(place), entry) }
        var newest = known?.witnessed
        if case .met(let checkpoint, _) = witnessing { newest = checkpoint }
        return Look(
            log: WatchedLog(checkpoint: served, witnessed: newest, looked: now),
            before: known?.checkpoint.head.size, witnessing: witnessing)
    }

    private func checkpoint(_ path: String) throws(WatchFault) -> SignedCheckpoint? {
        guard let bytes = try server.get(path) else { return nil }
        do throws(LedgerError) {
            return try SignedCheckpoint(note: bytes, log: key)
        } catch {
            throw .broken("What is served at \(path) is not a checkpoint of this log: \(error)")
        }
    }

    // MARK: What is new

    /// The entries by which `new` goes on from `old`.
    private func goesOn(
        _ old: SignedCheckpoint, _ new: SignedCheckpoint, _ now: Instant
    ) throws(WatchFault) -> [LogEntry] {
        guard new.head.size >= old.head.size else { throw shrunk(old, to: new, now) }
        guard new.head.size > old.head.size else {
            if new.head.root == old.head.root { return [] }
            throw evidence { () throws(LedgerError) in
                try Evidence(fork: old, new, observed: now.description, observer: "")
            }
        }
        var edge: TreeEdge
        do throws(WatchFault) {
            edge = try self.edge(of: old.head, in: new.head)
        } catch .broken(let reason) {
            throw try contradiction(old, new, now, otherwise: reason)
        }
        var entries: [LogEntry] = []
        for coordinate in EntryBundleCoordinate.bundles(forSize: new.head.size)
        where coordinate.firstIndex + Int64(coordinate.width) > old.head.size {
            let bundle = try bundle(coordinate)
            for (place, bytes) in bundle.enumerated() where coordinate.firstIndex + Int64(place) >= old.head.size {
                _ = edge.append(Merkle.leafHash(bytes))
                do throws(Refusal) {
                    entries.append(try LogEntry(canonicalBytes: bytes))
                } catch {
                    throw .broken("Entry \(coordinate.firstIndex + Int64(place)) is not well formed: \(error)")
                }
            }
        }
        guard edge.head == new.head else {
            throw try contradiction(
                old, new, now,
                otherwise: "The entries served do not yield the root that the log has signed for \(new.head.size).")
        }
        return entries
    }

    /// A log whose tree does not begin with what it signed before has contradicted itself; one that serves tiles that
    /// belong to no signed root cannot be convicted by them.
    private func contradiction(
        _ old: SignedCheckpoint, _ new: SignedCheckpoint, _ now: Instant, otherwise reason: String
    ) throws(WatchFault) -> WatchFault {
        guard old.head.size > 0 else { return .broken(reason) }
        do {
            let beginning = try TiledTree.beginning(of: old.head.size, in: new.head.size) { coordinate in
                try tile(coordinate)
            }
            return .contradiction(
                try Evidence(
                    inconsistent: old, new, beginning: beginning, observed: now.description, observer: ""))
        } catch let fault as WatchFault {
            if case .unreachable = fault { throw fault }
            return .broken(reason)
        } catch {
            return .broken(reason)
        }
    }

    private func shrunk(
        _ newest: SignedCheckpoint, to served: SignedCheckpoint?, _ now: Instant
    ) -> WatchFault {
        evidence { () throws(LedgerError) in
            try Evidence(shrunk: newest, to: served, observed: now.description, observer: "")
        }
    }

    private func evidence(_ make: () throws(LedgerError) -> Evidence) -> WatchFault {
        do throws(LedgerError) { return .contradiction(try make()) } catch { return .broken("\(error)") }
    }

    // MARK: Witnesses

    private func witnessing(
        _ witnessed: SignedCheckpoint?, _ known: WatchedLog?, _ served: SignedCheckpoint, _ now: Instant
    ) throws(WatchFault) -> Witnessing {
        if let witnessed { try begins(witnessed, served, now) }
        guard let policy, policy.quorum != nil else { return .notAsked }
        guard let witnessed else {
            if let before = known?.witnessed { throw shrunk(before, to: nil, now) }
            return .none
        }
        let found: [SignedCheckpoint.Witnessing]
        do throws(LedgerError) {
            found = try witnessed.witnessings(by: policy.witnessKeys)
        } catch {
            throw .broken("A cosignature at /log/witnessed does not hold: \(error)")
        }
        guard policy.isSatisfied(by: Set(found.map(\.witness))), let newest = found.map(\.seconds).max() else {
            return .lacking(witnessed, cosigners: found.count)
        }
        if let before = known?.witnessed, witnessed.head.size < before.head.size {
            throw shrunk(before, to: witnessed, now)
        }
        return .met(witnessed, newest: newest)
    }

    /// The witnessed head and the newest one are of one history.
    private func begins(
        _ witnessed: SignedCheckpoint, _ served: SignedCheckpoint, _ now: Instant
    ) throws(WatchFault) {
        guard witnessed.head.size <= served.head.size else { throw shrunk(witnessed, to: served, now) }
        if witnessed.head.size == served.head.size {
            guard witnessed.head.root != served.head.root else { return }
            throw evidence { () throws(LedgerError) in
                try Evidence(fork: witnessed, served, observed: now.description, observer: "")
            }
        }
        do {
            try TiledTree.consistencyProof(from: witnessed.head.size, to: served.head.size) { try tile($0) }
                .verify(old: witnessed.head, new: served.head)
        } catch let fault as WatchFault {
            throw fault
        } catch {
            throw try contradiction(
                witnessed, served, now, otherwise: "The witnessed head does not fit the tiles that are served: \(error)"
            )
        }
    }

    // MARK: Tiles

    /// The right edge of the tree `head`, from the tiles of the same or a larger one. Throws `broken` where they do not
    /// yield its root.
    private func edge(of head: TreeHead, in larger: TreeHead) throws(WatchFault) -> TreeEdge {
        var unfinished: [[Digest]] = []
        var level = 0
        while level <= TileCoordinate.maximumLevel, head.size >> (8 * level) > 0 {
            let width = Int(head.size >> (8 * level) & 0xFF)
            var hashes: [Digest] = []
            // The tile that is unfinished at this size; where its width is 0 it has not been begun.
            if width > 0 {
                let number = (head.size >> (8 * level)) >> 8
                guard let place = TileCoordinate.tile(level: level, number: number, forSize: larger.size) else {
                    throw .broken("A tile \(number) of level \(level) ought to exist.")
                }
                hashes = Array(try tile(place).prefix(width))
            }
            unfinished.append(hashes)
            level += 1
        }
        do throws(LedgerError) {
            let edge = try TreeEdge(size: head.size, unfinishedTiles: unfinished)
            guard edge.head == head else {
                throw LedgerError(.proofInvalid, "The tiles served do not yield the signed root of size \(head.size).")
            }
            return edge
        } catch {
            throw .broken(error.reason)
        }
    }

    private func tile(_ coordinate: TileCoordinate) throws(WatchFault) -> [Digest] {
        func decode(_ bytes: [UInt8], _ coordinate: TileCoordinate) throws(WatchFault) -> [Digest] {
            do throws(LedgerError) {
                return try TileCoding.decode(bytes, of: coordinate)
            } catch {
                throw .broken("\(error)")
            }
        }
        if let bytes = try server.get("/log/\(coordinate.path)") { return try decode(bytes, coordinate) }
        // Once a tile is full its partial forms may go.
        guard !coordinate.isFull,
            let full = try? TileCoordinate(
                level: coordinate.level, number: coordinate.number, width: TileCoordinate.fullWidth),
            let bytes = try server.get("/log/\(full.path)")
        else { throw .broken("\(coordinate.path) is not served.") }
        return Array(try decode(bytes, full).prefix(coordinate.width))
    }

    private func bundle(_ coordinate: EntryBundleCoordinate) throws(WatchFault) -> [[UInt8]] {
        func decode(_ bytes: [UInt8], width: Int) throws(WatchFault) -> [[UInt8]] {
            do throws(LedgerError) {
                return try EntryBundle(bytes: bytes, width: width).entries
            } catch {
                throw .broken("\(coordinate.path): \(error)")
            }
        }
        if let bytes = try server.get("/log/\(coordinate.path)") { return try decode(bytes, width: coordinate.width) }
        guard !coordinate.isFull,
            let full = try? EntryBundleCoordinate(number: coordinate.number, width: TileCoordinate.fullWidth),
            let bytes = try server.get("/log/\(full.path)")
        else { throw .broken("\(coordinate.path) is not served.") }
        return Array(try decode(bytes, width: full.width).prefix(coordinate.width))
    }
}
