import Crypto
import Database
import Federation
import Ledger
import Service
import Synchronization

/// The one writer of the log: takes what has queued up, appends it in one transaction, signs one checkpoint, answers
/// all. A receipt can leave the building only after both are durable.
///
/// The sequence of one batch, of which each step depends on the one before: entry check → head consistent with the last
/// one signed → transaction (entries, statements, tree → read back and recompute → sign → checkpoint under its size) →
/// publish → answer (`ReceiptDesk`). After any storage error the state is read anew from disk, through
/// the same code as at the start.
final class Sequencer: Sendable {
    /// What readers see: a log position and everything that follows from it. An object, because every request takes it
    /// from under a lock, where copying the state's tables one by one made the others wait.
    final class Snapshot: Sendable {
        let state: FederationState
        let checkpoint: SignedCheckpoint

        init(state: FederationState, checkpoint: SignedCheckpoint) {
            self.state = state
            self.checkpoint = checkpoint
        }
    }

    /// An entry that is durable and covered by a durable checkpoint.
    struct Acknowledgement: Sendable {
        let index: Int64
        let receipt: Receipt
        let isNew: Bool
    }

    /// Something the office says; the sequencer gives it its number and signs it.
    struct OfficeAct: Sendable {
        let body: @Sendable (FederationState) throws -> StatementBody
        /// Signs in place of the office's present key; nil where that does.
        let key: PrivateKey?
        /// Written in the same transaction as the entry.
        let record: @Sendable (borrowing Connection, _ index: Int64) throws -> Void

        init(
            _ body: @escaping @Sendable (FederationState) throws -> StatementBody, key: PrivateKey? = nil,
            record: @escaping @Sendable (borrowing Connection, _ index: Int64) throws -> Void = { _, _ in }
        ) {
            self.body = body
            self.key = key
            self.record = record
        }
    }

    typealias Answer = Result<Acknowledgement, any Error>

    private enum Item: Sendable {
        case statement(SignedStatement, Completion<Answer>)
        case act(OfficeAct, Completion<Answer>)
    }

    /// What only the sequencer's thread changes.
    private struct Working {
        var state: FederationState
        var edge: TreeEdge
    }

    static let maximumBatch = 256

    let log: LogStore
    private let keys: HubKeys
    let world: World
    private let dataFolder: String
    private let minimumFreeSpace: UInt64
    private let queue = BlockingQueue<Item>(capacity: 8192)
    private let desk: ReceiptDesk
    private let carrier: WriteAheadCarrier
    private let head: PublishedHead
    /// Why nothing is signed; nil while all is well.
    private let stopped: Mutex<HistoryStop?>
    private let working: Mutex<Working?>
    private let published: Mutex<Snapshot>

    /// Reads and checks the whole log. Refuses to start on a log that is not what was signed.
    ///
    /// On a log that lacks what was signed before (docs/PROTOCOL.md section 7) it starts, but signs nothing.
    init(
        log: LogStore, keys: HubKeys, world: World, dataFolder: String, headPath: String, minimumFreeSpace: UInt64
    ) throws {
        self.log = log
        self.keys = keys
        self.world = world
        self.dataFolder = dataFolder
        self.minimumFreeSpace = minimumFreeSpace
        desk = ReceiptDesk(log: log, world: world)
        carrier = WriteAheadCarrier(store: log.store, world: world)
        head = PublishedHead(path: headPath, world: world)
        if let last = try PublishedHead.read(headPath, log: log.logKey) { try Self.keepUnlessStored(last, log, world) }
        let loaded = try Sequencer.load(log)
        working = Mutex(loaded.working)
        published = Mutex(loaded.snapshot)
        stopped = Mutex(loaded.stop)
        if loaded.stop == nil { head.publish(loaded.snapshot.checkpoint) }
    }

    var snapshot: Snapshot { published.withLock { $0 } }

    /// The key as the newest snapshot knows it, without a copy of that: every statement asks.
    func key(_ thumbprint: String) throws(Refusal) -> PublicKey {
        try published.withLock { (snapshot) throws(Refusal) in try snapshot.state.key(thumbprint) }
    }

    var queued: Int { queue.count }

    /// Why nothing can be taken at the moment; nil while all is well.
    var trouble: Unavailable? {
        guard let free = try? Files.freeSpace(dataFolder), free >= minimumFreeSpace else { return .fullDisk }
        if let stop = historyStop { return .history(stop) }
        return working.withLock { $0 == nil } ? .reloading : nil
    }

    /// Why nothing is signed; nil while all is well.
    var historyStop: HistoryStop? { stopped.withLock { $0 } }

    /// From now on nothing is signed.
    func stop(_ reason: HistoryStop) {
        let isNew = stopped.withLock { stopped in
            defer { stopped = reason }
            return stopped != reason
        }
        if isNew { world.log.error("log.history", .failure(Unavailable.history(reason))) }
    }

    /// Signs again where only the restore stood in the way.
    func resumeIfRestored() {
        stopped.withLock { stopped in
            if case .restored? = stopped { stopped = nil }
        }
    }

    /// The thread ends after `stop`, when everything taken has been answered.
    func start() throws -> Thread {
        let answering = try desk.start()
        let carrying = try carrier.start()
        let publishing = try head.start()
        return try Thread.spawn(name: "sequencer", stackSize: 8 << 20) {
            self.run()
            self.desk.stop()
            self.carrier.stop()
            self.head.stop()
            answering.join()
            carrying.join()
            publishing.join()
        }
    }

    /// No further item is taken; the ones queued are still answered.
    func stop() { queue.close() }

    /// Waits until `statement` is in the log, durable and covered by a checkpoint, or refused.
    func submit(_ statement: SignedStatement) throws -> Acknowledgement {
        try wait { .statement(statement, $0) }
    }

    /// Waits until the office has said `act`.
    func issue(_ act: OfficeAct) throws -> Acknowledgement {
        try wait { .act(act, $0) }
    }

    /// Throws what would stand in the way of saying this now, and says nothing.
    func check(_ body: (FederationState) throws -> StatementBody) throws {
        let state = snapshot.state
        _ = try officeEntry(try body(state), state, key: nil)
    }

    private func wait(_ item: (Completion<Answer>) -> Item) throws -> Acknowledgement {
        let completion = Completion<Answer>()
        guard queue.push(item(completion)) else { throw Unavailable.stopping }
        guard let answer = completion.wait() else { throw Unavailable.stopping }
        return try answer.get()
    }

    private func run() {
        while let items = queue.popAll(maximum: Sequencer.maximumBatch) {
            var batch: [(SignedStatement, Completion<Answer>)] = []
            for item in items {
                switch item {
                case .statement(let statement, let completion): batch.append((statement, completion))
                case .act(let act, let completion):
                    process(batch)
                    batch = []
                    process(act, completion)
                }
            }
            process(batch)
        }
    }

    private func process(_ batch: [(SignedStatement, Completion<Answer>)]) {
        guard !batch.isEmpty else { return }
        do {
            try requireWhole()
            var next = try reloadedIfNeeded()
            let before = next.edge
            var completed: [CompletedTile] = []
            var taken: [AcceptedEntry] = []
            var places: [Digest: Int64] = [:]
            var answers: [(Completion<Answer>, Result<Int64, Refusal>)] = []
            for (statement, completion) in batch {
                if let place = places[statement.sha256] {
                    answers.append((completion, .success(place)))
                    continue
                }
                do throws(Refusal) {
                    let verified = try next.state.check(
                        statement, as: LogEntry(of: statement, received: now(next.state)))
                    next.state.apply(verified)
                    let entry = AcceptedEntry(verified)
                    completed += next.edge.append(entry.leafHash)
                    taken.append(entry)
                    places[statement.sha256] = verified.index
                    answers.append((completion, .success(verified.index)))
                } catch {
                    answers.append((completion, .failure(error)))
                }
            }
            let checkpoint = try taken.isEmpty ? nil : commit(taken, completed, from: before, to: next) { _ in }
            desk.hand(
                ReceiptDesk.Batch(
                    answers: answers, taken: taken, checkpoint: checkpoint,
                    tiles: RecentTiles(completed, next.edge)))
        } catch {
            fail(batch.map(\.1), error)
        }
    }

    private func process(_ act: OfficeAct, _ completion: Completion<Answer>) {
        do {
            try requireWhole()
            var next = try reloadedIfNeeded()
            let before = next.edge
            let entry: AcceptedEntry
            do {
                entry = AcceptedEntry(try officeEntry(try act.body(next.state), next.state, key: act.key))
            } catch {
                // What cannot be said is no fault of the storage: nothing was changed and the sentence helps.
                _ = completion.fulfil(.failure(error))
                return
            }
            next.state.apply(entry.verified)
            let completed = next.edge.append(entry.leafHash)
            let checkpoint = try commit([entry], completed, from: before, to: next) { connection in
                try act.record(connection, entry.index)
            }
            var prover = TiledProver(size: checkpoint.head.size)
            let receipt = try log.receipts(
                [entry], under: checkpoint, prover: &prover, tiles: RecentTiles(completed, next.edge))[0]
            _ = completion.fulfil(.success(Acknowledgement(index: entry.index, receipt: receipt, isNew: true)))
        } catch {
            fail([completion], error)
        }
    }

    private func officeEntry(
        _ body: StatementBody, _ state: FederationState, key: PrivateKey?
    ) throws -> VerifiedEntry {
        let received = now(state)
        let chain = state.chain(of: .office)
        let statement = try SignedStatement.sign(
            Statement(
                body: body, federation: log.origin, issued: received, issuer: .office, previous: chain.last,
                sequence: chain.sequence + 1), key: try key ?? keys.office(in: state))
        return try state.check(statement, as: LogEntry(of: statement, received: received))
    }

    private func commit(
        _ taken: [AcceptedEntry], _ completed: [CompletedTile], from before: TreeEdge, to next: Working,
        with more: (borrowing Connection) throws -> Void
    ) throws -> SignedCheckpoint {
        guard try Files.freeSpace(dataFolder) >= minimumFreeSpace else { throw Unavailable.fullDisk }
        let last = snapshot.checkpoint.head
        guard before.head == last else { throw LogFault("The log in memory is not the one last signed") }
        let checkpoint = try log.append(
            taken, completed: completed, from: before, to: next.edge,
            sign: { head in
                // Asked last: what arrived while this batch was checked counts, too.
                try requireWhole()
                return try Checkpoint(origin: log.origin, head: head).signed(by: keys.log)
            }, with: more)
        working.withLock { $0 = next }
        published.withLock { $0 = Snapshot(state: next.state, checkpoint: checkpoint) }
        head.publish(checkpoint)
        carrier.count(taken.reduce(0) { $0 + $1.verified.statement.bytes.count })
        return checkpoint
    }

    private func fail(_ completions: [Completion<Answer>], _ error: any Error) {
        if case .history? = error as? Unavailable {
            // Said once, when it was found.
        } else {
            world.log.error("log.failed", .failure(error))
        }
        let reason = error as? Unavailable ?? .storage(error)
        if case .storage = reason {
            // Whatever was done is done anew from disk before the next item.
            working.withLock { $0 = nil }
        }
        for completion in completions { _ = completion.fulfil(.failure(reason)) }
        if case .history = reason { return }
        do {
            // At once, so that a fault that has passed does not show until somebody submits again.
            _ = try reloadedIfNeeded()
        } catch {
            world.log.error("log.reload-failed", .failure(error))
        }
    }

    private func reloadedIfNeeded() throws -> Working {
        if let current = working.withLock({ $0 }) { return current }
        let loaded = try Sequencer.load(log, following: snapshot.checkpoint.head)
        working.withLock { $0 = loaded.working }
        published.withLock { $0 = loaded.snapshot }
        stopped.withLock { $0 = loaded.stop }
        world.log.info("log.reloaded", .number("size", loaded.working.edge.size))
        return loaded.working
    }

    private func now(_ state: FederationState) -> Instant {
        max(Instant(secondsSince1970: world.now().seconds), state.lastReceived)
    }

    private struct Loaded {
        let working: Working
        let snapshot: Snapshot
        let stop: HistoryStop?
    }

    /// Reads the log from disk through the entry check and compares it with what was signed.
    ///
    /// `published` is what this process has shown already: a log without it has been taken back and is not continued.
    private static func load(_ log: LogStore, following published: TreeHead? = nil) throws -> Loaded {
        let newest = try log.newestCheckpoint()
        let lost = try log.store.read { try HistoryGuard.lostHeads($0) }
        var heads: [Int64: TreeHead] = [:]
        let wanted = Set([newest?.head.size, published?.size].compactMap(\.self) + lost.map(\.size))
        let (replay, edge) = try LogReading.replay(
            log,
            each: { edge in
                if wanted.contains(edge.size) { heads[edge.size] = edge.head }
            })
        guard let newest else { throw LogFault("This log has no founding yet; run init first") }
        guard heads[newest.head.size] == newest.head, edge.size == newest.head.size else {
            throw LogFault("The stored entries are not the ones that were signed at size \(newest.head.size)")
        }
        guard published == nil || heads[published?.size ?? 0] == published else {
            throw LogFault("The store no longer holds what was published at size \(published?.size ?? 0)")
        }
        let stop = try settle(lost, heads, replay.state, log)
        try requireRedacted(replay.state, log)
        return Loaded(
            working: Working(state: replay.state, edge: edge),
            snapshot: Snapshot(state: replay.state, checkpoint: newest),
            stop: try stop ?? lostRedaction(replay.state, log))
    }
}

/// Why the hub takes nothing now. What was sent is not in the log; sending it again later is safe.
enum Unavailable: Error, CustomStringConvertible {
    case stopping
    case fullDisk
    case reloading
    case storage(any Error)
    case history(HistoryStop)

    var description: String {
        switch self {
        case .stopping: "The hub is stopping; please send the statement again in a moment"
        case .fullDisk: "The hub's disk is almost full; nothing is taken until there is space again"
        case .history(.lost(let lost)):
            lost.isFork
                ? "This log has signed two histories that differ at size \(lost.head.size); nothing is taken until the "
                    + "regional office has settled that"
                : "This hub lacks entries up to size \(lost.head.size) that it has signed before; nothing is taken until "
                    + "they are recovered"
        case .history(.restored):
            "This hub was restored from a backup and waits for its witnesses; please send the statement again later"
        case .reloading, .storage: "The hub cannot write its log at the moment; please send the statement again later"
        }
    }
}
