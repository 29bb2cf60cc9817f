import Glibc
import Testing

@testable import Database

@Suite struct DurabilityTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test func aFullDiskLeavesNothingOfTheTransaction() throws {
        let connection = try Connection(path: folder.file("a.db"))
        try connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, body BLOB) STRICT")
        try connection.execute("INSERT INTO t VALUES (0, x'00')")
        try connection.execute("PRAGMA max_page_count=20")
        let block = Value.blob([UInt8](repeating: 7, count: 4000))
        let outcome = code {
            try connection.transaction {
                for number in 1...100 { try connection.execute("INSERT INTO t VALUES (?, ?)", Value(number), block) }
            }
        }
        #expect(outcome == .full)
        #expect(try connection.query("SELECT n FROM t") { try $0.int(0) } == [0])
        try connection.execute("PRAGMA max_page_count=1000")
        try connection.transaction { try connection.execute("INSERT INTO t VALUES (1, ?)", block) }
        #expect(try connection.integrityCheck() == [])
    }

    @Test func aBodyThatHidesAFullDiskIsFoundOut() throws {
        let connection = try Connection(path: folder.file("a.db"))
        try connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, body BLOB) STRICT")
        try connection.execute("PRAGMA max_page_count=20")
        let block = Value.blob([UInt8](repeating: 7, count: 40_000))
        let outcome = code {
            try connection.transaction {
                try connection.execute("INSERT INTO t VALUES (1, x'00')")
                for number in 2...9 { _ = try? connection.execute("INSERT INTO t VALUES (?, ?)", Value(number), block) }
                // SQLite has either kept the transaction whole or ended it; then the next call must say so.
                try connection.execute("INSERT INTO t VALUES (50, x'00')")
            }
        }
        let numbers = try connection.query("SELECT n FROM t ORDER BY n") { try $0.int(0) }
        #expect(outcome == nil ? numbers.first == 1 && numbers.last == 50 : numbers == [])
    }

    /// A child process acknowledges each commit in a second file and is killed in the midst of the next writes.
    @Test(arguments: [3, 17, 40]) func killedInTheMidstOfWritesLosesNoCommittedRow(acknowledged: Int) async throws {
        let path = folder.file("a.db")
        let journal = folder.file("acknowledged")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, journal = journal as String, acknowledged = acknowledged as Int] in
            let connection = try Connection(path: path)
            try connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, body BLOB) STRICT")
            let descriptor = open(journal, O_CREAT | O_WRONLY | O_APPEND, 0o600)
            let count = Int64(acknowledged)
            let killer = TestThread {
                var status = stat()
                while stat(journal, &status) != 0 || status.st_size < count { usleep(50) }
                kill(getpid(), SIGKILL)
            }
            for number in 1...1_000_000 {
                try connection.transaction {
                    for part in 0..<4 {
                        let body = Value.blob([UInt8](repeating: UInt8(part), count: 3000))
                        try connection.execute("INSERT INTO t VALUES (?, ?)", Value(number * 4 + part), body)
                    }
                }
                _ = write(descriptor, "+", 1)
            }
            killer.join()
        }
        var status = stat()
        #expect(stat(journal, &status) == 0)
        let connection = try Connection(path: path, mode: .readWrite)
        #expect(try connection.integrityCheck() == [])
        let numbers = try connection.query("SELECT n FROM t ORDER BY n") { try $0.int(0) }
        #expect(numbers.count >= Int(status.st_size) * 4 && status.st_size >= acknowledged)
        // Whole transactions, in order, without a gap.
        #expect(numbers == Array(4..<(4 + numbers.count)) && numbers.count % 4 == 0)
    }

    @Test func backupIsACompleteCheckedSingleFile() throws {
        let connection = try Connection(path: folder.file("a.db"))
        try connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, body BLOB) STRICT")
        let block = Value.blob([UInt8](repeating: 7, count: 4000))
        for number in 1...1500 { try connection.execute("INSERT INTO t VALUES (?, ?)", Value(number), block) }
        let other = try Connection(path: folder.file("a.db"))
        var steps = 0
        let copy = folder.file("copy.db")
        try connection.backup(to: copy) { done, total in
            steps += 1
            #expect(done <= total)
            // A write by another in the midst of the copy isn't part of it and doesn't start it over.
            _ = try? other.execute("INSERT INTO t VALUES (?, x'00')", Value(10_000 + steps))
        }
        #expect(steps > 3 && steps < 20)
        #expect(!folder.names.contains("copy.db-wal") && permissions(copy) == 0o600)
        let restored = try Connection(path: copy, mode: .readWrite)
        #expect(
            try restored.first("SELECT count(*), max(n) FROM t") { [try $0.int(0), try $0.int(1)] } == [1500, 1500])
        #expect(code { try connection.backup(to: copy) } == .alreadyExists)
        #expect(code { try connection.backup(to: folder.file("no/folder")) } == .cannotOpen)
        #expect(try restored.first("SELECT count(*) FROM t") { try $0.int(0) } == 1500)
    }

    @Test func damageIsFound() throws {
        let path = folder.file("a.db")
        do {
            let connection = try Connection(path: path)
            try connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, body TEXT) STRICT")
            try connection.execute("CREATE INDEX i ON t (body)")
            for number in 1...500 {
                try connection.execute("INSERT INTO t VALUES (?, ?)", Value(number), "text \(number)")
            }
        }
        let descriptor = open(path, O_RDWR)
        let noise = [UInt8](repeating: 0xa5, count: 4096)
        #expect(pwrite(descriptor, noise, noise.count, 4096 * 3) == noise.count)
        close(descriptor)
        let connection = try Connection(path: path, mode: .readWrite)
        #expect(try connection.integrityCheck().isEmpty == false)
        let copy = folder.file("copy.db")
        #expect(code { try connection.backup(to: copy) } == .corrupt)
        #expect(!folder.names.contains("copy.db"))
    }
}
