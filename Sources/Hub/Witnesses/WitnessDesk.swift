import Federation
import Ledger
import Service
import Synchronization
import Witnessing

/// Offers one checkpoint to the witnesses and collects what they cosign (docs/PROTOCOL.md section 7).
///
/// The candidate stays the same until it is witnessed or 24 hours have passed, so that nodes which ask at their own times
/// meet on the same bytes.
final class WitnessDesk: Sendable {
    static let patience: Int64 = 24 * 3600
    /// How far a witness's clock may be ahead of the hub's, in seconds.
    static let maximumSecondsAhead: Int64 = 24 * 3600

    private let sequencer: Sequencer
    private let store: WitnessStore
    private let world: World
    /// One after the other: what is offered must not change between looking and storing.
    private let turn = Mutex(false)
    /// Counts every change of what pages show of the witnesses.
    private let changes = Atomic<Int>(0)

    init(sequencer: Sequencer, world: World) {
        self.sequencer = sequencer
        self.world = world
        store = WitnessStore(log: sequencer.log)
    }

    var historyStop: HistoryStop? { sequencer.historyStop }

    var generation: Int { changes.load(ordering: .acquiring) }

    /// What witnesses are asked to cosign now, with the lines it has; nil where there is no committee.
    func candidate() throws -> SignedCheckpoint? {
        try turn.withLock { _ in
            guard let offer = try offer() else { return nil }
            return try store.log.store.read { try store.cosigned(offer.size, $0) }
        }
    }

    /// The newest checkpoint with a quorum.
    func witnessed() throws -> SignedCheckpoint? { try store.witnessed() }

    /// Takes a note with cosignatures. Throws a `CosignatureRefusal`; then nothing was taken.
    ///
    /// A note that the log's own key has signed and that this log does not contain is kept, and stops all signing.
    func take(_ note: [UInt8]) throws {
        let signed = try readable { () throws(LedgerError) in try SignedCheckpoint(note: note, log: store.log.logKey) }
        try sequencer.requireContained(signed)
        try turn.withLock { _ in
            let offered = try offer()
            let witnessedSize = try store.log.store.read { try WitnessStore.witnessedSize($0) }
            let size = signed.head.size
            guard let offered, size == offered.size || size == witnessedSize else {
                throw CosignatureRefusal.notCandidate(size: size, candidate: offered?.size)
            }
            guard let committee = Committee(sequencer.snapshot.state, at: size) else {
                throw CosignatureRefusal.notAWitness
            }
            try keep(signed, committee, isCandidate: size == offered.size)
        }
    }

    private func keep(_ signed: SignedCheckpoint, _ committee: Committee, isCandidate: Bool) throws {
        let size = signed.head.size
        let lines = try readable { () throws(LedgerError) in try signed.note.verifiedLines(by: committee.keys) }
        guard !lines.isEmpty else { throw CosignatureRefusal.notAWitness }
        let latest = world.now().seconds + Self.maximumSecondsAhead
        try store.log.store.write { connection in
            for (key, line) in lines {
                let seconds = try Cosignature(bytes: line.signature).seconds
                guard let tenant = committee.member(key)?.tenant else { continue }
                guard seconds <= latest else { throw CosignatureRefusal.future(tenant) }
                try WitnessStore.keep(line, at: seconds, of: tenant, size: size, connection)
            }
            let all = try store.cosigned(size, connection).witnessings(by: committee.keys)
            if isCandidate, committee.isQuorum(all), try WitnessStore.witnessedSize(connection) != size {
                try WitnessStore.setWitnessed(size, connection)
                world.log.info("log.witnessed", .number("size", size), .number("witnesses", all.count))
            }
        }
        try sequencer.noticeWitnessed(size)
        changes.add(1, ordering: .acquiringAndReleasing)
    }

    private func readable<Value>(_ read: () throws(LedgerError) -> Value) throws -> Value {
        do {
            return try read()
        } catch {
            throw CosignatureRefusal.unreadable(error)
        }
    }

    /// The offer that stands, after it has moved on where its time has come.
    private func offer() throws -> WitnessStore.Offer? {
        let snapshot = sequencer.snapshot
        let newest = snapshot.checkpoint.head.size
        guard Committee(snapshot.state, at: newest) != nil else { return nil }
        let (standing, witnessedSize) = try store.log.store.read { connection in
            (try WitnessStore.offer(connection), try WitnessStore.witnessedSize(connection))
        }
        let now = world.now().seconds
        if let standing, standing.size <= newest {
            let isDone = standing.size == witnessedSize || now - standing.since >= Self.patience
            // Before there was a committee nobody could cosign.
            let isOpen = Committee(snapshot.state, at: standing.size) != nil && !isDone
            if isOpen || standing.size == newest { return standing }
        }
        let next = WitnessStore.Offer(size: newest, since: now)
        try store.log.store.write { try WitnessStore.setOffer(next, $0) }
        changes.add(1, ordering: .acquiringAndReleasing)
        return next
    }
}

/// Why a cosignature is not taken.
enum CosignatureRefusal: Error {
    case unreadable(LedgerError)
    case notCandidate(size: Int64, candidate: Int64?)
    case notAWitness
    case future(TenantID)
    /// The note proves that this log has lost or rewritten history.
    case lostHistory(LostHistory)
}
