import Federation
import Ledger
import Service

/// Makes the receipts of what has been committed and wakes those who wait for them, on a thread of its own: the
/// sequencer can take the next batch meanwhile.
final class ReceiptDesk: Sendable {
    /// What became of one batch.
    struct Batch: Sendable {
        /// In the order of the batch: the index in the log, or why there is none.
        let answers: [(Completion<Sequencer.Answer>, Result<Int64, Refusal>)]
        let taken: [AcceptedEntry]
        /// The checkpoint that covers what was taken; nil where nothing was.
        let checkpoint: SignedCheckpoint?
        let tiles: RecentTiles
    }

    private let log: LogStore
    private let world: World
    private let queue = BlockingQueue<Batch>(capacity: 64)

    init(log: LogStore, world: World) {
        self.log = log
        self.world = world
    }

    func start() throws -> Thread {
        try Thread.spawn(name: "receipts") { self.run() }
    }

    /// Waits only while dozens of batches wait for their receipts.
    func hand(_ batch: Batch) {
        if !queue.pushWaiting(batch) { fail(batch, Unavailable.stopping) }
    }

    /// The batches handed over are still answered.
    func stop() { queue.close() }

    private func run() {
        var prover = TiledProver(size: 0)
        while let batches = queue.popAll() {
            for batch in batches {
                do {
                    try answer(batch, &prover)
                } catch {
                    prover = TiledProver(size: 0)
                    // It is in the log all the same; who sends it again gets the receipt.
                    world.log.error("receipt.failed", .failure(error))
                    fail(batch, Unavailable.storage(error))
                }
            }
        }
    }

    private func answer(_ batch: Batch, _ prover: inout TiledProver) throws {
        let receipts =
            try batch.checkpoint.map {
                try log.receipts(batch.taken, under: $0, prover: &prover, tiles: batch.tiles)
            } ?? []
        let first = batch.taken.first?.index ?? 0
        var seen: Set<Int64> = []
        for (completion, result) in batch.answers {
            switch result {
            case .success(let index):
                _ = completion.fulfil(
                    .success(
                        Sequencer.Acknowledgement(
                            index: index, receipt: receipts[Int(index - first)], isNew: seen.insert(index).inserted)))
            case .failure(let refusal): _ = completion.fulfil(.failure(refusal))
            }
        }
    }

    private func fail(_ batch: Batch, _ error: Unavailable) {
        for (completion, _) in batch.answers { _ = completion.fulfil(.failure(error)) }
    }
}
