import Ledger
import Service
import Synchronization

/// The newest checkpoint in a file of its own, best on another disk than the database: a database that was set back behind
/// it is noticed at the start, before anything is signed.
///
/// It follows the log by less than a second, on a thread of its own: no batch waits for it.
final class PublishedHead: Sendable {
    private static let pause = Duration.milliseconds(200)

    private let path: String
    private let world: World
    private let newest = Mutex<SignedCheckpoint?>(nil)
    private let due = Signal()
    /// Nobody notifies it but `stop`: one file in so long is enough.
    private let pause = Signal()
    private let isStopping = Atomic(false)

    init(path: String, world: World) {
        self.path = path
        self.world = world
    }

    /// What the file holds; nil where there is none. Throws for one that this log's key did not sign.
    static func read(_ path: String, log: VerifierKey) throws -> SignedCheckpoint? {
        guard let bytes = try content(path) else { return nil }
        do {
            return try SignedCheckpoint(note: bytes, log: log)
        } catch {
            throw LogFault("\(path) holds no checkpoint of this log (\(error.reason)); move it away if it is another's")
        }
    }

    private static func content(_ path: String) throws(ServiceError) -> [UInt8]? {
        do throws(ServiceError) {
            return try Files.readFile(path, maximum: SignedNote.maximumByteCount)
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    func start() throws -> Thread {
        try Thread.spawn(name: "published-head") { self.run() }
    }

    func publish(_ checkpoint: SignedCheckpoint) {
        newest.withLock { $0 = checkpoint }
        due.notify()
    }

    /// What is published is still written.
    func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        pause.notify()
        due.notify()
    }

    private func run() {
        while due.wait() {
            // Before the file is written: whatever was published until then is in it.
            let isLast = isStopping.load(ordering: .sequentiallyConsistent)
            write()
            if isLast { return }
            _ = pause.wait(timeout: Self.pause)
        }
    }

    private func write() {
        guard
            let checkpoint = newest.withLock({ newest in
                defer { newest = nil }
                return newest
            })
        else { return }
        do {
            try Files.writeFileDurably(path, checkpoint.bytes)
        } catch {
            // The log itself is safe; the next checkpoint tries again.
            world.log.error("published-head.failed", .failure(error))
        }
    }
}
