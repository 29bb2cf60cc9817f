import Crypto
import Federation
import Foundation
import Ledger
import Service
import Testing

@testable import Hub

@Suite struct LogRouteTests {
    private static let immutable = "public, max-age=31536000, immutable"

    @Test func checkpoint() throws {
        let hub = try TestHub.withTowns(["soest"])
        let first = try hub.get("/log/checkpoint")
        #expect(first.status == 200)
        #expect(first.header("Content-Type") == "text/plain; charset=utf-8")
        #expect(first.header("Cache-Control") == "public, max-age=2")
        let size = try Standing(hub).size
        #expect(first.response.etag == "\"\(size)\"")
        let signed = try SignedCheckpoint(note: first.bytes, log: try hub.running.hub.store.log.logKey)
        #expect(signed.head.size == size)

        let unchanged = try hub.get("/log/checkpoint", [("If-None-Match", "\"\(size)\"")])
        #expect(unchanged.status == 304)
        #expect(unchanged.bytes.isEmpty)
        #expect(try hub.get("/log/checkpoint", [("If-None-Match", "\"\(size - 1)\"")]).status == 200)
        #expect(try hub.get("/log/checkpoint", method: "HEAD").bytes == first.bytes)
        let posted = try hub.get("/log/checkpoint", method: "POST")
        #expect(posted.status == 405)
        #expect(posted.code == "method")
        #expect(posted.header("Allow") == "GET, HEAD")

        try hub.say(try hub.summary("soest"), by: "soest")
        #expect(try hub.get("/log/checkpoint", [("If-None-Match", "\"\(size)\"")]).status == 200)
    }

    /// Carried by stick: the same check, and a receipt that goes back.
    @Test func aStatementComesAsAFile() throws {
        let hub = try TestHub.withTowns(["soest"])
        let statement = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        let size = try hub.state.size
        let path = "\(hub.folder)/soest-000002-summary.jws"
        try Files.writeFileDurably(path, statement)
        try hub.write("broken.jws", "ey.ey.ey")
        hub.close()
        let done = try hub.command("enter", path)
        #expect(done.status == 0, "\(done.speech)")
        let receipt = try Files.readFile("\(hub.folder)/soest-000002-summary.tlog-proof", maximum: 1 << 20)
        #expect(try hub.command("enter", path).status == 0)
        #expect(try Files.readFile("\(hub.folder)/soest-000002-summary.tlog-proof", maximum: 1 << 20) == receipt)
        let refused = try hub.command("enter", "\(hub.folder)/broken.jws")
        #expect(refused.status != 0)
        #expect(!FileManager.default.fileExists(atPath: "\(hub.folder)/broken.tlog-proof"))
        try hub.start()
        #expect(try hub.state.size == size + 1)
        let parsed = try Receipt(text: receipt)
        #expect(parsed.index == size)
        _ = try parsed.verify(entry: parsed.extra ?? [], log: try hub.running.hub.store.log.logKey)
    }

    @Test func tilesAndBundlesOfAGrowingLog() throws {
        let hub = try TestHub.withTowns(["soest"])
        try hub.grow(to: 300, by: "soest")
        let log = try hub.running.hub.store.log
        let leaves = try log.leaves(from: 0, limit: 1000)
        try #require(leaves.count == 300)
        let hashes = leaves.map { Merkle.leafHash($0) }
        func bytes(_ range: Range<Int>) -> [UInt8] { hashes[range].flatMap(\.bytes) }
        func bundle(_ range: Range<Int>) throws -> [UInt8] { try EntryBundle(entries: Array(leaves[range])).bytes }

        for (path, expected) in [
            ("0/000", bytes(0..<256)), ("0/000.p/1", bytes(0..<1)), ("0/000.p/255", bytes(0..<255)),
            ("0/001.p/44", bytes(256..<300)), ("0/001.p/1", bytes(256..<257)), ("entries/000", try bundle(0..<256)),
            ("entries/000.p/7", try bundle(0..<7)), ("entries/001.p/44", try bundle(256..<300)),
        ] {
            let answer = try hub.get("/log/tile/\(path)")
            #expect(answer.status == 200, "\(path)")
            #expect(answer.bytes == expected, "\(path)")
            #expect(answer.header("Content-Type") == "application/octet-stream")
            #expect(answer.header("Cache-Control") == Self.immutable)
            #expect(try hub.get("/log/tile/\(path)", method: "HEAD").status == 200)
        }
        let top = try hub.get("/log/tile/1/000.p/1")
        var edge = TreeEdge()
        for hash in hashes.prefix(256) { _ = edge.append(hash) }
        #expect(top.bytes == edge.head.root.bytes)
    }

    @Test(arguments: [
        "0/001", "0/001.p/45", "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/-1", "0/000.p", "0/000.p/", "0/00",
        "0/0", "0/002.p/1", "1/000", "1/000.p/2", "1/001.p/1", "2/000.p/1", "7/000.p/1", "8/000.p/1", "-1/000",
        "00/000", "0/x000/000", "0/x001/000", "0/x999/x999/x999/x999/x999/x999/999",
        "0/x009/x223/x372/x036/x854/x775/807", "entries/001", "entries/001.p/45", "entries/000.p/256",
        "entries/x999/x999/x999/x999/x999/x999/999", "entries/x036/x028/x797/x018/x963/967", "entries/", "entries",
        "0", "0/000/", "0/ 000", "0/000.p/1/2", "entries/../0/000",
    ])
    func whatTheLogDoesNotHave(_ path: String) throws {
        let hub = try LogRouteTests.grown.get()
        let answer = try hub.get("/log/tile/\(path)")
        #expect(answer.status == 404, "\(path)")
        #expect(answer.code == "not-found", "\(path)")
        #expect(answer.detail == "The log has nothing at /log/tile/\(path)")
        #expect(answer.header("Cache-Control") == "no-store")
    }

    /// One hub of 300 entries for all rows.
    private static let grown = Result {
        let hub = try TestHub.withTowns(["soest"])
        try hub.grow(to: 300, by: "soest")
        return hub
    }

    @Test func statementsByTheirDigest() throws {
        let hub = try TestHub.withTowns(["soest"])
        let bytes = try hub.say(try hub.summary("soest"), by: "soest")
        let hex = SHA256.digest(bytes).hex
        let answer = try hub.get("/log/statement/\(hex)")
        #expect(answer.status == 200)
        #expect(answer.bytes == bytes)
        #expect(answer.header("Content-Type") == "application/jose")
        #expect(answer.header("Cache-Control") == Self.immutable)
        #expect(try hub.get("/log/statement/\(hex)", method: "HEAD").status == 200)
        for wrong in [hex.uppercased(), String(hex.dropLast()), hex + "0", SHA256.digest([]).hex, "x", "..%2f"] {
            #expect(try hub.get("/log/statement/\(wrong)").code == "not-found", "\(wrong)")
        }
        try hub.tamper("UPDATE entry SET statement = NULL WHERE position = 1")
        let log = try hub.running.hub.store.log
        let redacted = try LogEntry(canonicalBytes: try #require(try log.leaves(from: 1, limit: 1).first)).sha256
        let gone = try hub.get("/log/statement/\(redacted.hex)")
        #expect(gone.status == 410)
        #expect(gone.code == "redacted")
        #expect(gone.header("Cache-Control") == "no-store")
        // Its receipt is still there.
        #expect(try hub.get("/log/receipt/1").receipt(hub).index == 1)
    }

    @Test func receiptsByIndex() throws {
        let hub = try TestHub.withTowns(["soest", "olpe"])
        let size = try Standing(hub).size
        for index in 0..<size {
            let answer = try hub.get("/log/receipt/\(index)")
            #expect(answer.status == 200)
            #expect(try answer.receipt(hub).index == index)
        }
        for wrong in ["\(size)", "-1", "01", "+1", "1.0", "9223372036854775807", "9223372036854775808", "x"] {
            #expect(try hub.get("/log/receipt/\(wrong)").code == "not-found", "\(wrong)")
        }
    }

    @Test func whereAnIssuerStands() throws {
        let hub = try TestHub.withTowns(["soest"])
        let bytes = try hub.say(try hub.summary("soest"), by: "soest")
        let answer = try hub.get("/api/v1/issuers/soest")
        #expect(answer.text == #"{"issuer":"soest","previous":"\#(SHA256.digest(bytes).hex)","sequence":2}"#)
        #expect(answer.header("Content-Type") == "application/json")
        #expect(answer.header("Cache-Control") == "no-store")
        #expect(try hub.get("/api/v1/issuers/office").text.hasSuffix(#","sequence":3}"#))
        for wrong in ["olpe", "SOEST", "s", "x y"] {
            #expect(try hub.get("/api/v1/issuers/\(wrong)").code == "not-found", "\(wrong)")
        }
    }

    @Test func health() throws {
        let hub = try TestHub.withTowns(["soest"])
        #expect(try hub.get("/healthz").text == "ok 4\n")
        let metrics = try hub.get("/metrics").text
        #expect(metrics.contains("rahmenwerk_log_size 4\n"))
        #expect(metrics.contains("rahmenwerk_intake_queue 0\n"))
        // Nobody has asked for a page yet.
        #expect(metrics.contains("rahmenwerk_region_size 0\n"))
        #expect(try hub.get("/").status == 200)
        #expect(try hub.get("/metrics").text.contains("rahmenwerk_region_size 4\n"))
    }
}

extension TestHub {
    /// Fills the log up to `size` entries with summaries of one town, in one batch, and starts the hub again.
    func grow(to size: Int64, by name: String) throws {
        close()
        let store = try HubStore(settings, exclusive: true)
        let keys = try HubKeys.load(
            folder: settings.keyFolder, origin: settings.origin, vault: settings.vault)
        let (replay, before) = try LogReading.replay(store.log)
        var state = replay.state
        var edge = before
        var completed: [CompletedTile] = []
        var taken: [VerifiedEntry] = []
        let tenant = try #require(TenantID(name))
        let framework = try #require(state.adoptedFramework(of: tenant)).reference
        let now = Instant(secondsSince1970: world.now().seconds)
        while state.size < size {
            let chain = state.chain(of: .tenant(tenant))
            let period = try #require(Period("\(2020 + chain.sequence % 5)"))
            let body = try HubFramework.summary(
                period: period, jobs: "\(1000 + state.size)",
                revision: (state.summaries[tenant]?[period]?.value.revision ?? 0) + 1, framework: framework)
            let signed = try SignedStatement.sign(
                Statement(
                    body: .summary(body), federation: settings.origin, issued: now, issuer: .tenant(tenant),
                    previous: chain.last, sequence: chain.sequence + 1), key: try town(name).statementKey)
            let verified = try state.check(signed, as: LogEntry(of: signed, received: max(now, state.lastReceived)))
            state.apply(verified)
            completed += edge.append(Merkle.leafHash(verified.entry.canonicalBytes))
            taken.append(verified)
        }
        _ = try store.log.append(
            taken.map(AcceptedEntry.init), completed: completed, from: before, to: edge,
            sign: { try Checkpoint(origin: settings.origin, head: $0).signed(by: keys.log) })
        store.store.close()
        try start()
    }
}
