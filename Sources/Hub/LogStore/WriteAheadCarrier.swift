import Database
import Service
import Synchronization

/// Carries the database's write-ahead log over into its file, on a thread of its own: a commit that does it itself keeps
/// everybody waiting for tens of milliseconds.
final class WriteAheadCarrier: Sendable {
    /// After how many bytes of new statements it starts; the write-ahead log then holds about twice as many.
    private static let byteInterval = 4 << 20
    /// 32 MB: if it does not keep up, commits carry over themselves from there on.
    static let fallbackPages = 8000

    private let store: Store
    private let world: World
    private let due = Signal()
    private let written = Atomic(0)
    private let isStopping = Atomic(false)

    init(store: Store, world: World) {
        self.store = store
        self.world = world
    }

    func start() throws -> Thread {
        try Thread.spawn(name: "write-ahead") { self.run() }
    }

    /// Says how many bytes have been committed.
    func count(_ bytes: Int) {
        guard written.add(bytes, ordering: .relaxed).newValue >= Self.byteInterval else { return }
        written.store(0, ordering: .relaxed)
        due.notify()
    }

    func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        due.notify()
    }

    private func run() {
        while due.wait(), !isStopping.load(ordering: .sequentiallyConsistent) {
            do {
                try store.carryOver()
            } catch {
                // Nothing is lost: what is committed lies in the write-ahead log, and the next round tries again.
                world.log.error("write-ahead.failed", .failure(error))
            }
        }
    }
}
