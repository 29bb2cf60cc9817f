import Testing

@testable import Database

@Suite struct MigrationTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    let first = Migration(number: 1, name: "towns", sql: "CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT) STRICT")
    let second = Migration(
        number: 2, name: "index", sql: "CREATE INDEX town_name ON town (name); INSERT INTO town VALUES (1, 'ä')")

    @Test func appliedOnceInOrder() throws {
        let path = folder.file("a.db")
        for list in [[first], [first, second], [first, second]] {
            try Connection(path: path, application: 77).migrate(list, application: 77)
        }
        let connection = try Connection(path: path, application: 77)
        #expect(try connection.query("SELECT name FROM town") { try $0.text(0) } == ["ä"])
        #expect(code { try connection.migrate([first], application: 77) } == .newerDatabase)
        #expect(code { try connection.migrate([first, second], application: 78) } == .wrongApplication)
        #expect(code { _ = try Connection(path: path, application: 78) } == .wrongApplication)
        // The same letters in another normal form are another text.
        let edited = Migration(number: 2, name: "index", sql: second.sql.replacing("ä", with: "a\u{308}"))
        #expect(edited.sql == second.sql)
        #expect(code { try connection.migrate([first, edited], application: 77) } == .migration)
        #expect(code { try connection.migrate([second], application: 77) } == .misuse)
    }

    @Test func aFailingMigrationLeavesTheEarlierOnes() throws {
        let connection = try Connection(path: folder.file("a.db"))
        let broken = Migration(number: 2, name: "broken", sql: "CREATE TABLE half (n INTEGER); SELECT nothing")
        #expect(code { try connection.migrate([first, broken], application: 77) } == .migration)
        let tables = try connection.query("SELECT name FROM sqlite_schema ORDER BY name") { try $0.text(0) }
        #expect(tables == ["applied_migration", "town"])
        let orphan = Migration(
            number: 2, name: "orphan",
            sql: "CREATE TABLE c (town INTEGER REFERENCES town) STRICT; INSERT INTO c VALUES (5)")
        #expect(code { try connection.migrate([first, orphan], application: 77) } == .migration)
        let ending = Migration(number: 2, name: "ending", sql: "COMMIT; CREATE TABLE stray (n INTEGER)")
        #expect(code { try connection.migrate([first, ending], application: 77) } != nil)
        try connection.migrate([first, second], application: 77)
    }

    @Test func aForeignDatabaseIsNotTakenOver() throws {
        let connection = try Connection(path: folder.file("a.db"))
        try connection.execute("CREATE TABLE theirs (n INTEGER)")
        #expect(code { try connection.migrate([first], application: 77) } == .wrongApplication)
        #expect(try connection.query("SELECT name FROM sqlite_schema") { try $0.text(0) } == ["theirs"])
    }
}
