import Crypto
import Federation
import Foundation
import Ledger
import Testing

@testable import Hub

/// A hub that came back from an old backup, and how it gets its history back.
@Suite struct RecoveryTests {
    private static let names = ["olpe", "soest"]

    /// A hub set back to before its last two entries, and a copy of the log from before that.
    private struct Loss {
        let hub: TestHub
        let copy: CopiedLog
        let size: Int64
    }

    private static func loss(needsCommittee: Bool = true) throws -> Loss {
        let hub = try TestHub.withTowns(names)
        if needsCommittee { try hub.choose(names, quorum: 2) }
        let old = "\(hub.folder)/old.sqlite"
        try #require(try hub.command("backup", old).status == 0)
        try hub.say(try hub.summary("soest"), by: "soest")
        try hub.say(try hub.summary("olpe"), by: "olpe")
        let size = try hub.state.size
        let copy = try CopiedLog(try hub.running.hub.store.log)
        hub.close()
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: hub.database + suffix)
        }
        // The head on another disk is lost as well.
        try? FileManager.default.removeItem(atPath: hub.settings.headPath)
        let refused = try hub.command("restore", old, "--at-least", "\(size)")
        #expect(refused.status != 0)
        #expect(refused.speech.contains("recover"))
        let restored = try hub.command("restore", old, "--at-least", "\(size)", "--incomplete")
        try #require(restored.status == 0, "\(restored.speech)")
        return Loss(hub: hub, copy: copy, size: size)
    }

    private static func recover(_ hub: TestHub, _ source: any LogSource) throws -> Recovery.Outcome {
        let store = try HubStore(hub.settings, exclusive: true)
        defer { store.store.close() }
        return try Recovery(log: store.log, source: source).run { _, _ in }
    }

    @Test func aRestoredHubWaitsForItsWitnesses() throws {
        let hub = try TestHub.withTowns(Self.names)
        try hub.choose(Self.names, quorum: 2)
        for name in Self.names { #expect(try hub.cosign(try hub.candidate(), by: name).status == 204) }
        let backup = "\(hub.folder)/whole.sqlite"
        try #require(try hub.command("backup", backup).status == 0)
        let size = try hub.state.size
        hub.close()
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: hub.database + suffix)
        }
        try #require(try hub.command("restore", backup, "--at-least", "\(size)").status == 0)
        try hub.start()
        #expect(try hub.get("/healthz").status == 503)
        let statement = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        #expect(try hub.post(statement).code == "lost-history")
        // What the backup says of earlier cosignatures counts for nothing.
        let candidate = try hub.candidate()
        #expect(candidate.note.signatures.count == 1)
        #expect(try hub.cosign(candidate, by: "soest").status == 204)
        #expect(try hub.post(statement).code == "lost-history")
        #expect(try hub.cosign(candidate, by: "olpe").status == 204)
        #expect(try hub.post(statement).status == 201)
    }

    @Test func theOfficeMayVouchWhereWitnessesStayAway() throws {
        let loss = try Self.loss()
        try loss.hub.start()
        #expect(try loss.hub.sequencer.historyStop == .restored(RestoredLog(size: loss.size - 2, needed: loss.size)))
        #expect(try loss.hub.running.hub.office.perform(.resume).contains("goes on"))
        #expect(try loss.hub.sequencer.historyStop == nil)
        loss.hub.close()
        try loss.hub.start()
        #expect(try loss.hub.sequencer.historyStop == nil)
    }

    @Test func whatWasLostComesBackFromACopy() throws {
        let loss = try Self.loss()
        try loss.hub.start()
        // A witness shows what it has seen; until then the hub only waits.
        let told = try loss.hub.post(loss.copy.checkpoint, to: "/log/cosignature")
        #expect(told.code == "lost-history")
        loss.hub.close()

        let outcome = try Self.recover(loss.hub, loss.copy)
        #expect(outcome.before == loss.size - 2)
        #expect(outcome.after == loss.size)
        try loss.hub.start()
        let log = try loss.hub.running.hub.store.log
        #expect(try log.newestCheckpoint()?.bytes == loss.copy.checkpoint)
        // The lost head is there again; what is left is the word of the witnesses.
        #expect(try loss.hub.sequencer.historyStop == .restored(RestoredLog(size: loss.size - 2, needed: loss.size)))
        for name in Self.names { #expect(try loss.hub.cosign(try loss.hub.candidate(), by: name).status == 204) }
        #expect(try loss.hub.sequencer.historyStop == nil)
        try loss.hub.say(try loss.hub.summary("soest"), by: "soest")
        // Once more does nothing.
        loss.hub.close()
        let again = try Self.recover(loss.hub, loss.copy)
        #expect(again.before == again.after)
    }

    /// Without a committee a whole restore waits for nobody, and so does one that has become whole.
    @Test func whatIsWholeAgainGoesOnByItselfWithoutACommittee() throws {
        let loss = try Self.loss(needsCommittee: false)
        try loss.hub.start()
        #expect(try loss.hub.sequencer.historyStop == .restored(RestoredLog(size: loss.size - 2, needed: loss.size)))
        loss.hub.close()
        _ = try Self.recover(loss.hub, loss.copy)
        try loss.hub.start()
        #expect(try loss.hub.sequencer.historyStop == nil)
        try loss.hub.say(try loss.hub.summary("soest"), by: "soest")
        loss.hub.close()
        try loss.hub.start()
        #expect(try loss.hub.sequencer.historyStop == nil)
    }

    @Test(arguments: ["statement", "entry", "checkpoint", "missing"])
    func anAlteredCopyChangesNothing(_ what: String) throws {
        let loss = try Self.loss(needsCommittee: false)
        let altered = loss.copy.altered(what)
        #expect(throws: (any Error).self) { _ = try Self.recover(loss.hub, altered) }
        let store = try HubStore(loss.hub.settings, exclusive: true)
        defer { store.store.close() }
        #expect(try store.log.newestCheckpoint()?.head.size == loss.size - 2)
        #expect(try store.log.entries(from: loss.size - 2, limit: 10).isEmpty)
        #expect(try LogReading.replay(store.log).1.size == loss.size - 2)
    }

    @Test func whatWasLostComesBackFromAnExport() throws {
        let hub = try TestHub.withTowns(Self.names)
        let old = "\(hub.folder)/old.sqlite"
        try #require(try hub.command("backup", old).status == 0)
        try hub.say(try hub.summary("soest"), by: "soest")
        let size = try hub.state.size
        let export = "\(hub.folder)/export.tar"
        try #require(try hub.command("export", "--output", export).status == 0)
        hub.close()
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: hub.database + suffix)
        }
        try FileManager.default.copyItem(atPath: old, toPath: hub.database)
        // The head in its own file knows better than the database.
        try hub.start()
        guard case .lost? = try hub.sequencer.historyStop else {
            Issue.record("the hub goes on over a history that it has lost")
            return
        }
        hub.close()
        let refused = try hub.command("recover", "--from", "\(hub.folder)/federation.json5")
        #expect(refused.status == 1)
        #expect(refused.speech.contains("federation.json5"))
        let recovered = try hub.command("recover", "--from", export)
        #expect(recovered.status == 0, "\(recovered.speech)")
        try hub.start()
        #expect(try hub.sequencer.historyStop == nil)
        #expect(try hub.state.size == size)
        try hub.say(try hub.summary("olpe"), by: "olpe")
    }

    @Test func anotherHistoryIsNoRecovery() throws {
        let loss = try Self.loss(needsCommittee: false)
        try loss.hub.start()
        _ = try loss.hub.running.hub.office.perform(.resume)
        try loss.hub.publish(2)
        loss.hub.close()
        #expect(throws: (any Error).self) { _ = try Self.recover(loss.hub, loss.copy) }
    }
}

/// A log in memory, as a node keeps it.
private struct CopiedLog: LogSource {
    private(set) var checkpoint: [UInt8]
    private var files: [String: [UInt8]] = [:]

    init(_ log: LogStore) throws {
        let newest = try #require(try log.newestCheckpoint())
        checkpoint = newest.bytes
        for coordinate in EntryBundleCoordinate.bundles(forSize: newest.head.size) {
            files[coordinate.path] = try log.bundle(coordinate)
        }
        for entry in try log.entries(from: 0, limit: 1000) {
            let statement = try #require(entry.statement)
            files["statement/\(SHA256.digest(statement).hex)"] = statement
        }
    }

    func altered(_ what: String) -> CopiedLog {
        var altered = self
        switch what {
        case "checkpoint": altered.checkpoint[altered.checkpoint.count - 10] ^= 1
        case "entry":
            for (path, bytes) in files where path.hasPrefix("tile/") { altered.files[path]?[bytes.count - 5] ^= 1 }
        case "statement":
            for path in files.keys where path.hasPrefix("statement/") { altered.files[path]?[100] ^= 1 }
        default:
            for path in files.keys where path.hasPrefix("statement/") { altered.files[path] = nil }
        }
        return altered
    }

    func read(_ path: String, maximum: Int) throws -> [UInt8] {
        if path == "checkpoint" { return checkpoint }
        guard let bytes = files[path] else { throw LogFault("\(path) is not there") }
        return bytes
    }
}
