import Crypto
import Database
import Federation
import Foundation
import Ledger
import Testing

@testable import Hub

/// What the hub does when its store fails, or is no longer what was signed.
@Suite struct StorageFaultTests {
    @Test(arguments: ["entry", "tile", "head"])
    func aFailingTable(_ table: String) throws {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        let before = try Standing(hub)
        let bytes = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        try hub.tamper(
            "CREATE TRIGGER broken BEFORE INSERT ON \(table) BEGIN SELECT RAISE(ABORT, 'disk failure'); END")
        for _ in 0..<2 {
            let answer = try hub.post(bytes)
            #expect(answer.status == 503)
            #expect(answer.code == "storage")
            #expect(answer.header("Retry-After") == "30")
            #expect(
                answer.detail == "The hub cannot write its log at the moment; please send the statement again later")
            #expect(answer.problem["title"] as? String == "The hub cannot store at the moment")
            #expect(try Standing(hub) == before)
        }
        #expect(throws: Unavailable.self) { try hub.publish(2) }
        #expect(try Standing(hub) == before)
        #expect(try hub.get("/log/checkpoint").status == 200)

        try hub.tamper("DROP TRIGGER broken")
        let answer = try hub.post(bytes)
        #expect(answer.status == 201)
        #expect(try answer.receipt(hub, for: bytes).index == before.size)
        try hub.say(try hub.summary("olpe"), by: "olpe")
        hub.close()
        try hub.start()
        #expect(try Standing(hub).size == before.size + 2)
    }

    // It once stayed at 503 after a fault that had passed, until somebody submitted.
    @Test func healthTellsAPassingFaultFromALastingOne() throws {
        let hub = try TestHub.withTowns(["soest"])
        let bytes = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        try hub.tamper("CREATE TRIGGER broken BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk failure'); END")
        #expect(try hub.post(bytes).status == 503)
        let end = ContinuousClock.now + .seconds(10)
        while try hub.get("/healthz").status != 200, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.01) }
        #expect(try hub.get("/healthz").status == 200)
        // Now the log cannot be read back either.
        try hub.tamper("UPDATE entry SET leaf = x'7b7d' WHERE position = 1")
        #expect(try hub.post(bytes).status == 503)
        #expect(try hub.get("/healthz").status == 503)
    }

    @Test func aTokenIsNotUsedUpByAFailedAdmission() throws {
        let hub = try TestHub()
        try hub.start()
        let town = try TestHub.town("soest")
        let token = try hub.invite("soest")
        let before = try Standing(hub)
        try hub.tamper(
            "CREATE TRIGGER broken BEFORE UPDATE ON invitation BEGIN SELECT RAISE(ABORT, 'disk failure'); END")
        #expect(try hub.enrol(town, token: token).code == "storage")
        #expect(try Standing(hub) == before)
        try hub.tamper("DROP TRIGGER broken")
        #expect(try hub.enrol(town, token: token).status == 201)
    }

    /// What is changed while the hub is down, and the sentence with which it then refuses to start.
    enum Damage: String, CaseIterable, CustomTestStringConvertible {
        case statement, leaf, digest, tile, missingTile, shortTile, missingEntry, missingHead, head, lastEntry, noHead

        var testDescription: String { rawValue }

        var sql: String {
            switch self {
            case .statement:
                "UPDATE entry SET statement = CAST(substr(statement, 1, 300) || 'A' || substr(statement, 302) AS BLOB) WHERE position = 3"
            case .leaf:
                "UPDATE entry SET leaf = CAST(replace(leaf, '\"bytes\":', '\"bytes\":1') AS BLOB) WHERE position = 3"
            case .digest: "UPDATE entry SET leaf = (SELECT leaf FROM entry WHERE position = 4) WHERE position = 3"
            case .tile: "UPDATE tile SET hashes = CAST(x'00' || substr(hashes, 2) AS BLOB)"
            case .missingTile: "DELETE FROM tile"
            case .shortTile: "UPDATE tile SET hashes = substr(hashes, 1, 32)"
            case .missingEntry: "DELETE FROM entry WHERE position = 3"
            case .missingHead: "DELETE FROM head WHERE size = (SELECT max(size) FROM head)"
            case .head:
                "UPDATE head SET checkpoint = CAST(replace(checkpoint, char(10) || size || char(10), char(10) || (size + 1) || char(10)) AS BLOB)"
            case .lastEntry: "DELETE FROM entry WHERE position = (SELECT max(position) FROM entry)"
            case .noHead: "DELETE FROM head"
            }
        }

        func sentence(size: Int64) -> String {
            switch self {
            case .statement, .leaf, .digest: "Entry 3 does not pass: "
            case .tile:
                "The stored hashes of tile/0/000.p/\(size) are not those of the entries; run: rahmenwerk-hub rebuild"
            case .missingTile, .shortTile:
                "The stored hashes of tile/0/000.p/\(size) are incomplete; run: rahmenwerk-hub rebuild"
            case .missingEntry: "Entry 3 "
            case .missingHead, .lastEntry: "The stored entries are not the ones that were signed at size "
            case .head: "signatureInvalid at index 0: The signature of hub.example/log does not verify"
            case .noHead: "This log has no founding yet; run init first"
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func aDamagedStoreIsRefusedAtTheStart(_ damage: Damage) throws {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        let size = try Standing(hub).size
        hub.close()
        try hub.tamper(damage.sql)
        do {
            try hub.start()
            Issue.record("started on a damaged store")
        } catch {
            #expect("\(error)".hasPrefix(damage.sentence(size: size)), "\(error)")
        }
        // Nor does any command speak for it.
        let published = try hub.command("report", "2024")
        #expect(published.status == 1)
        #expect(published.speech.contains(damage.sentence(size: size)), "\(published.speech)")
    }

    @Test func rebuildRepairsTiles() throws {
        let hub = try TestHub.withTowns(["soest"])
        hub.close()
        let before = try Standing.rows(hub.database, tables: ["tile"])
        try hub.tamper(Damage.tile.sql)
        #expect(try Standing.rows(hub.database, tables: ["tile"]) != before)
        #expect(try hub.command("rebuild").status == 0)
        #expect(try Standing.rows(hub.database, tables: ["tile"]) == before)
        try hub.start()
        try hub.say(try hub.summary("soest"), by: "soest")
    }

    @Test func rebuildDoesNotTouchALogThatIsNotTheSignedOne() throws {
        let hub = try TestHub.withTowns(["soest"])
        hub.close()
        try hub.tamper(Damage.lastEntry.sql)
        let before = try Standing.rows(hub.database)
        let rebuilt = try hub.command("rebuild")
        #expect(rebuilt.status == 1)
        #expect(rebuilt.speech.contains("nothing was changed"), "\(rebuilt.speech)")
        #expect(try Standing.rows(hub.database) == before)
    }

    @Test func anotherProcessHasPublished() throws {
        let hub = try TestHub.withTowns(["soest"])
        let before = try Standing(hub)
        try hub.tamper("INSERT INTO head (size, checkpoint) VALUES (1000, x'00')")
        let bytes = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        for _ in 0..<3 { #expect(try hub.post(bytes).code == "storage") }
        try hub.tamper("DELETE FROM head WHERE size = 1000")
        #expect(try Standing(hub) == before)
        #expect(try hub.post(bytes).status == 201)
    }

    /// A store that was taken back behind a running hub: going on would make two logs under one key.
    @Test func aLogThatLostItsEndIsNotContinued() throws {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        try hub.say(try hub.summary("olpe"), by: "olpe")
        let shown = try hub.sequencer.snapshot.checkpoint.head
        let copy = "\(hub.folder)/copy.sqlite"
        try hub.running.hub.store.store.backup(to: copy)
        try hub.tamper("DELETE FROM head WHERE size = (SELECT max(size) FROM head)")
        try hub.tamper("DELETE FROM entry WHERE position = (SELECT max(position) FROM entry)")
        let bytes = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        for _ in 0..<3 { #expect(try hub.post(bytes).code == "storage") }
        #expect(try hub.sequencer.snapshot.checkpoint.head == shown)

        try hub.tamper("ATTACH DATABASE ? AS copy", .text(copy))
        let connection = try Connection(path: hub.database, mode: .readWrite)
        _ = try connection.execute("ATTACH DATABASE ? AS copy", .text(copy))
        _ = try connection.execute("INSERT OR IGNORE INTO entry SELECT * FROM copy.entry")
        _ = try connection.execute("INSERT OR IGNORE INTO head SELECT * FROM copy.head")
        #expect(try hub.post(bytes).status == 201)
        #expect(try hub.sequencer.snapshot.checkpoint.head.size == shown.size + 1)
    }

    @Test func twoHubsOnOneStore() throws {
        let hub = try TestHub()
        try hub.start()
        do {
            _ = try OpenHub(hub.settings, world: hub.world)
            Issue.record("two hubs on one store")
        } catch {
            #expect("\(error)".hasPrefix("The store is in use by process \(getpid())"), "\(error)")
        }
        // Reading is allowed meanwhile.
        #expect(try hub.command("status").status == 0)
        #expect(try hub.command("rebuild").status == 1)
    }
}
