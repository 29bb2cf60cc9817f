import Synchronization

/// A database shared by the threads of a program: one writer, several readers, all opened when first needed.
///
/// The writer opens first, even for a read: it creates and migrates the file. With `exclusive` it also holds
/// `<path>.lock`, so a second process on the same store is refused (`locked`).
public final class Store: Sendable {
    private let path: String
    private let writer: ConnectionPool
    private let readers: ConnectionPool
    private let carrier: ConnectionPool
    private let lock: Mutex<ProcessLock?>
    private let opened = Atomic<Bool>(false)

    private let exclusive: Bool

    /// - Parameter writeAheadPages: from how many pages on in the write-ahead log a commit carries them over into the
    ///   file itself. Whoever calls `carryOver` from time to time lets it be so many that it hardly ever happens.
    public init(
        path: String, application: Int32, migrations: [Migration], readers: Int = 8, exclusive: Bool = false,
        writeAheadPages: Int = 1000
    ) {
        self.path = path
        self.exclusive = exclusive
        lock = Mutex(nil)
        writer = ConnectionPool(limit: 1) {
            let connection = try Connection(path: path, mode: .readWriteCreate, application: application)
            try connection.migrate(migrations, application: application)
            try connection.setWriteAheadPages(writeAheadPages)
            return connection
        }
        carrier = ConnectionPool(limit: 1) {
            try Connection(path: path, mode: .readWrite, application: application)
        }
        self.readers = ConnectionPool(limit: readers) {
            try Connection(path: path, mode: .readOnly)
        }
    }

    /// Opens and migrates at once, so that a fault shows at the start of a program and not at its first request.
    public func open() throws {
        if opened.load(ordering: .acquiring) { return }
        if exclusive {
            try lock.withLock { held in
                if held == nil { held = try ProcessLock(path: path + ".lock") }
            }
        }
        try writer.lend { _ in opened.store(true, ordering: .releasing) }
    }

    /// Runs `body` on one consistent snapshot; what it writes is refused (`readOnly`).
    public func read<Result>(_ body: (borrowing Connection) throws -> Result) throws -> Result {
        try open()
        return try readers.lend { connection in
            try connection.transaction(.deferred) { try body(connection) }
        }
    }

    /// Runs `body` in one transaction of the only writer; durable when this returns, without a trace when it throws.
    @discardableResult
    public func write<Result>(_ body: (borrowing Connection) throws -> Result) throws -> Result {
        try open()
        return try writer.lend { connection in
            try connection.transaction(.immediate) { try body(connection) }
        }
    }

    /// `Connection.backup` on a reader, while writes go on.
    public func backup(to path: String, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws {
        try open()
        try readers.lend { try $0.backup(to: path, progress: progress) }
    }

    /// Carries the write-ahead log over into the file while others read and write, so that no commit has to wait for it.
    ///
    /// What is written meanwhile follows in a few more rounds, each shorter than the one before: only when nothing is left
    /// does the write-ahead log begin anew instead of growing.
    public func carryOver() throws {
        try open()
        try carrier.lend { connection in
            for _ in 0..<4 where try connection.carryOver() > 0 {}
        }
    }

    /// Carries everything over into the file and empties the write-ahead log, so that what was erased is in neither. False
    /// where a long reader keeps it from that; the next time, or closing, does it.
    @discardableResult
    public func emptyWriteAhead() throws -> Bool {
        try open()
        return try writer.lend { try $0.emptyWriteAhead() }
    }

    /// Waits for running reads and writes, then closes the file; every later use is an error.
    public func close() {
        readers.close()
        carrier.close()
        // Last, because only a writer can fold the write-ahead log back into the file.
        writer.close()
        lock.withLock { held in
            held?.release()
            held = nil
        }
    }
}
