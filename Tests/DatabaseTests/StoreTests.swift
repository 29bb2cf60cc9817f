import Glibc
import Synchronization
import Testing

@testable import Database

@Suite struct StoreTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func store(_ name: String = "a.db", readers: Int = 2, exclusive: Bool = false) -> Store {
        let list = [
            Migration(number: 1, name: "account", sql: "CREATE TABLE a (id INTEGER PRIMARY KEY, cents INTEGER) STRICT"),
            Migration(number: 2, name: "two", sql: "INSERT INTO a VALUES (1, 1000), (2, 1000)"),
        ]
        return Store(path: folder.file(name), application: 5, migrations: list, readers: readers, exclusive: exclusive)
    }

    /// Writers move money between two rows; no reader may ever see another sum.
    @Test func readersSeeWholeTransactions() throws {
        let store = store()
        let failures = Mutex<[String]>([])
        let attempt: @Sendable (() throws -> Void) -> Void = { body in
            do { try body() } catch { failures.withLock { $0.append("\(error)") } }
        }
        let threads = (0..<8).map { index in
            TestThread {
                for round in 0..<40 {
                    attempt {
                        if index < 3 {
                            try store.write { connection in
                                let amount = Value(round + index)
                                try connection.execute("UPDATE a SET cents = cents - ? WHERE id = 1", amount)
                                try connection.execute("UPDATE a SET cents = cents + ? WHERE id = 2", amount)
                            }
                        } else {
                            let sum = try store.read { connection in
                                let one = try connection.first("SELECT cents FROM a WHERE id=1") { try $0.int(0) }
                                let two = try connection.first("SELECT cents FROM a WHERE id=2") { try $0.int(0) }
                                return (one ?? 0) + (two ?? 0)
                            }
                            if sum != 2000 { failures.withLock { $0.append("sum \(sum)") } }
                        }
                    }
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(failures.withLock { $0 } == [])
        let moved = (0..<3).map { index in (0..<40).map { $0 + index }.reduce(0, +) }.reduce(0, +)
        #expect(try store.read { try $0.first("SELECT cents FROM a WHERE id=2") { try $0.int(0) } } == 1000 + moved)
    }

    @Test func aFailedWriteLeavesNothing() throws {
        struct Stop: Error {}
        let store = store()
        #expect(throws: Stop.self) {
            try store.write { connection in
                try connection.execute("DELETE FROM a")
                throw Stop()
            }
        }
        #expect(try store.read { try $0.first("SELECT count(*) FROM a") { try $0.int(0) } } == 2)
        #expect(code { try store.read { try $0.execute("DELETE FROM a") } } == .readOnly)
    }

    @Test func nestingIsRefusedInsteadOfWaitingForItself() throws {
        let store = store(readers: 1)
        #expect(code { try store.write { _ in try store.write { _ in } } } == .misuse)
        #expect(code { try store.read { _ in try store.read { _ in } } } == .misuse)
        #expect(code { try store.write { _ in try store.read { _ in } } } == nil)
        #expect(code { try store.write { try $0.transaction {} } } == .misuse)
    }

    @Test func closedStoresStayClosed() throws {
        let store = store()
        try store.open()
        _ = try store.read { try $0.first("SELECT 1") { try $0.int(0) } }
        store.close()
        #expect(!folder.names.contains("a.db-wal"))
        #expect(code { try store.read { _ in } } == .misuse)
        #expect(code { try store.write { _ in } } == .misuse)
    }

    /// What has been carried over stands in the file itself, and the write-ahead log begins anew instead of growing.
    @Test func theWriteAheadLogIsCarriedOverBesideTheWriter() throws {
        let store = Store(
            path: folder.file("a.db"), application: 5,
            migrations: [Migration(number: 1, name: "a", sql: "CREATE TABLE a (bytes BLOB NOT NULL) STRICT")],
            writeAheadPages: 1_000_000)
        var largest = 0
        for round in 1...30 {
            try store.write { try $0.execute("INSERT INTO a VALUES (?)", .blob([UInt8](repeating: 7, count: 100_000))) }
            try store.carryOver()
            largest = max(largest, size("a.db-wal"))
            #expect(size("a.db") >= round * 100_000)
        }
        #expect(largest < 300_000)
        #expect(try store.read { try $0.first("SELECT count(*) FROM a") { try $0.int(0) } } == 30)
        store.close()
        #expect(code { try store.carryOver() } == .misuse)
    }

    private func size(_ name: String) -> Int {
        var status = stat()
        return stat(folder.file(name), &status) == 0 ? Int(status.st_size) : 0
    }

    @Test func backupGoesOnBesideWrites() throws {
        let store = store()
        try store.open()
        let writer = TestThread {
            for number in 10..<60 {
                _ = try? store.write { try $0.execute("INSERT INTO a VALUES (?, 0)", Value(number)) }
            }
        }
        try store.backup(to: folder.file("copy.db"))
        writer.join()
        #expect(try store.read { try $0.first("SELECT count(*) FROM a") { try $0.int(0) } } == 52)
        let copy = try Connection(path: folder.file("copy.db"), mode: .readWrite, application: 5)
        #expect(try copy.first("SELECT count(*) FROM a WHERE id < 10") { try $0.int(0) } == 2)
    }

    @Test func onlyOneProcessHoldsAStore() throws {
        let first = store(exclusive: true)
        try first.open()
        let second = store(exclusive: true)
        do {
            try second.open()
            Issue.record("two holders")
        } catch let error as DatabaseError {
            #expect(error.code == .locked && error.reason.contains("process \(getpid())"))
        }
        first.close()
        try second.open()
        second.close()
    }

    @Test func theLockEndsWithItsProcess() async throws {
        let path = folder.file("lock")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try ProcessLock(path: path)
            withExtendedLifetime(lock) { _ = kill(getpid(), SIGKILL) }
        }
        let lock = try ProcessLock(path: path)
        #expect(code { _ = try ProcessLock(path: path) } == .locked)
        lock.release()
        lock.release()
        _ = try ProcessLock(path: path)
    }
}
