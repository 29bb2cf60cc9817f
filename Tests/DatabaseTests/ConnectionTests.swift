import Glibc
import Testing

@testable import Database

@Suite struct ConnectionTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test func valuesComeBackAsTheyWere() throws {
        let connection = try Connection(path: folder.file("a.db"))
        try connection.execute("CREATE TABLE v (id INTEGER PRIMARY KEY, x ANY) STRICT")
        let values: [Value] = [
            .integer(.max), .integer(.min), .text("Grün\u{0}blau"), .text(""), .blob([]), .blob([0, 255, 0]),
            .real(0.1),
            .real(-.infinity), .null, "x'); DROP TABLE v; --", 7, 1.5, nil, true,
        ]
        for value in values { try connection.execute("INSERT INTO v (x) VALUES (?)", value) }
        let read = try connection.query("SELECT x FROM v ORDER BY id") { try $0.value(0) }
        #expect(read == values)
        #expect(try connection.first("SELECT length(CAST(x AS BLOB)) FROM v WHERE id=3") { try $0.int(0) } == 10)
        #expect(code { try connection.execute("INSERT INTO v (x) VALUES (?)", .real(.nan)) } == .type)
    }

    @Test func optionalsAndWrongTypes() throws {
        let connection = try Connection(path: folder.file("a.db"))
        #expect(Value(String?.none) == .null && Value(Int64?(3)) == 3 && Value([UInt8]?([])) == .blob([]))
        let row = try connection.first("SELECT 1 AS number, 'text', NULL, x'00', 0.5, 2") { row in
            #expect(try row.optionalInt(0) == 1)
            #expect(try row.optionalText(2) == nil)
            #expect(try row.optionalBlob(3) == [0])
            #expect(try row.optionalReal(4) == 0.5)
            #expect(try row.isNull(2))
            for (column, read) in [(0, "text"), (1, "int"), (2, "text"), (3, "text"), (4, "int"), (9, "int")] {
                do {
                    if read == "text" { _ = try row.text(column) } else { _ = try row.int64(column) }
                    Issue.record("column \(column) was read as \(read)")
                } catch let error as DatabaseError {
                    #expect(error.code == (column == 9 ? .misuse : .type))
                    #expect(column != 0 || error.reason.contains("number"))
                }
            }
            do {
                _ = try row.boolean(5)
                Issue.record("2 was read as a truth value")
            } catch let error as DatabaseError {
                #expect(error.code == .type)
            }
            return true
        }
        #expect(row == true)
        #expect(code { _ = try connection.first("SELECT CAST(x'ff' AS TEXT)") { try $0.text(0) } } == .type)
    }

    @Test func whatTriggersAndForeignKeysChangeDoesNotCount() throws {
        let connection = try Connection(path: folder.file("a.db"))
        try connection.executeScript(
            """
            CREATE TABLE a (id INTEGER PRIMARY KEY, x INTEGER) STRICT;
            CREATE TABLE b (a INTEGER REFERENCES a (id) ON DELETE CASCADE) STRICT;
            CREATE TABLE c (x INTEGER) STRICT;
            CREATE TRIGGER noted AFTER UPDATE ON a BEGIN INSERT INTO c VALUES (NEW.x), (OLD.x); END;
            """)
        #expect(try connection.execute("INSERT INTO a VALUES (1, 1), (2, 2)") == 2)
        try connection.execute("INSERT INTO b VALUES (1), (1)")
        #expect(try connection.execute("UPDATE a SET x = 5 WHERE id = 1") == 1)
        #expect(try connection.execute("UPDATE a SET x = 5 WHERE id = 9") == 0)
        #expect(try connection.execute("DELETE FROM a WHERE id = 1") == 1)
        #expect(try connection.execute("PRAGMA user_version = 3") == 0)
        #expect(try connection.execute("DELETE FROM a WHERE id = 1") == 0)
    }

    @Test func statementsAreRefusedWhenNotExactlyOne() throws {
        let connection = try Connection(path: folder.file("a.db"))
        #expect(code { try connection.execute("") } == .misuse)
        #expect(code { try connection.execute("-- nothing") } == .misuse)
        #expect(code { try connection.execute("SELECT 1; SELECT 2") } == .misuse)
        #expect(code { try connection.execute("SELECT 1\u{0}") } == .misuse)
        #expect(code { try connection.execute("SELECT ?") } == .misuse)
        #expect(code { try connection.execute("SELECT ?", 1, 2) } == .misuse)
        #expect(code { try connection.execute("SELECT 1 FROM nothing") } == .other(1))
        #expect(code { try connection.execute("SELECT \"text in double quotes\"") } == .other(1))
        #expect(code { try connection.execute("SELECT 1;  \n") } == nil)
    }

    @Test func statementsAreKeptAndNestTheirOwnText() throws {
        let connection = try Connection(path: folder.file("a.db"))
        try connection.executeScript("CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (1), (2), (3);")
        let before = connection.statements.idleCount
        let sql = "SELECT n FROM t ORDER BY n"
        let pairs = try connection.query(sql) { outer in
            let left = try outer.int(0)
            return try connection.query(sql) { left * 10 + (try $0.int(0)) }
        }
        #expect(pairs.flatMap { $0 } == [11, 12, 13, 21, 22, 23, 31, 32, 33])
        #expect(connection.statements.idleCount == before + 1)
        for number in 0..<600 { try connection.execute("SELECT \(number)") }
        #expect(connection.statements.idleCount <= 256)
        #expect(try connection.execute("UPDATE t SET n = n + ? WHERE n > ?", 1, 1) == 2)
        #expect(try connection.execute("UPDATE t SET n = 0 WHERE n > 100") == 0)
    }

    @Test func constraintsAreTold() throws {
        let connection = try Connection(path: folder.file("a.db"))
        try connection.executeScript(
            """
            CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, n INTEGER CHECK (n > 0)) STRICT;
            CREATE TABLE c (parent INTEGER NOT NULL REFERENCES p) STRICT;
            INSERT INTO p VALUES (1, 'a', 1);
            """)
        let insert = "INSERT INTO p VALUES (?, ?, ?)"
        #expect(code { try connection.execute(insert, 1, "b", 1) } == .constraint(.primaryKey))
        #expect(code { try connection.execute(insert, 2, "a", 1) } == .constraint(.unique))
        #expect(code { try connection.execute(insert, 2, nil, 1) } == .constraint(.notNull))
        #expect(code { try connection.execute(insert, 2, "b", 0) } == .constraint(.check))
        #expect(code { try connection.execute(insert, 2, "b", "x") } == .constraint(.dataType))
        #expect(code { try connection.execute("INSERT INTO c VALUES (9)") } == .constraint(.foreignKey))
    }

    @Test func transactionsRollBackAndDontNest() throws {
        struct Stop: Error {}
        let connection = try Connection(path: folder.file("a.db"))
        try connection.execute("CREATE TABLE t (n INTEGER) STRICT")
        let count = { try connection.first("SELECT count(*) FROM t") { try $0.int(0) } }
        #expect(throws: Stop.self) {
            try connection.transaction {
                try connection.execute("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        #expect(try count() == 0)
        #expect(code { try connection.transaction { try connection.transaction {} } } == .misuse)
        #expect(code { try connection.transaction { try connection.execute("COMMIT") } } == .misuse)
        #expect(try connection.transaction(.deferred) { try count() } == 0)
        try connection.transaction { try connection.execute("INSERT INTO t VALUES (1)") }
        #expect(try count() == 1)
    }

    @Test func aWriterThatWaitsInVainIsBusy() throws {
        let path = folder.file("a.db")
        let first = try Connection(path: path)
        let second = try Connection(path: path, busyTimeoutMilliseconds: 20)
        let outcome = try first.transaction { code { try second.transaction {} } }
        #expect(outcome == .busy)
        #expect(code { try second.transaction {} } == nil)
    }

    @Test func filesAreForTheOwnerAlone() throws {
        let path = folder.file("a.db")
        let connection = try Connection(path: path)
        try connection.execute("CREATE TABLE t (n INTEGER) STRICT")
        for suffix in ["", "-wal", "-shm"] { #expect(permissions(path + suffix) == 0o600) }
        let settings = try ["synchronous", "foreign_keys", "trusted_schema"].map { name in
            try connection.first("PRAGMA \(name)") { try $0.int(0) }
        }
        #expect(settings == [2, 1, 0])
        #expect(try connection.first("PRAGMA journal_mode") { try $0.text(0) } == "wal")
        #expect(code { try connection.execute("PRAGMA writable_schema=ON; ") } == nil)
        #expect(code { try connection.execute("DELETE FROM sqlite_schema") } != nil)
    }

    @Test func wrongFilesAreRefused() throws {
        #expect(code { _ = try Connection(path: folder.file("none.db"), mode: .readOnly) } == .cannotOpen)
        #expect(code { _ = try Connection(path: folder.file("none.db"), mode: .readWrite) } == .cannotOpen)
        #expect(code { _ = try Connection(path: "") } == .cannotOpen)
        #expect(code { _ = try Connection(path: folder.file("no/folder.db")) } == .cannotOpen)
        let path = folder.file("text.db")
        let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
        let text = [UInt8](repeating: 0x41, count: 8192)
        #expect(write(descriptor, text, text.count) == text.count)
        close(descriptor)
        #expect(code { _ = try Connection(path: path, mode: .readOnly) } == .notADatabase)
        #expect(code { _ = try Connection(path: path) } == .notADatabase)
    }

    @Test func aReaderCannotWrite() throws {
        let path = folder.file("a.db")
        let writer = try Connection(path: path)
        try writer.execute("CREATE TABLE t (n INTEGER) STRICT")
        let reader = try Connection(path: path, mode: .readOnly)
        #expect(code { try reader.execute("INSERT INTO t VALUES (1)") } == .readOnly)
    }
}
