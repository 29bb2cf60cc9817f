import Crypto
import Database
import Federation
import Foundation
import HTTP
import Ledger
import Service
import Testing

@testable import Hub

@Suite struct SequencerTests {
    @Test func sixteenTownsAndTheOfficeAtOnce() throws {
        let names = (0..<16).map { "town-\($0)" }
        let hub = try TestHub.withTowns(names, adopting: false)
        let framework = try #require(try hub.state.frameworks.last).reference
        let before = try Standing(hub).size
        let results = try onThreads(17) { number -> [([UInt8], HubAnswer)] in
            guard number < 16 else {
                for version in 2...5 { try hub.publish(version) }
                return []
            }
            let name = names[number]
            var previous: Digest?
            return try (1...5).map { sequence in
                let body =
                    sequence == 1
                    ? StatementBody.adoption(
                        Adoption(
                            decision: Decision(body: "Rat", date: nil, link: "", number: ""), framework: framework))
                    : .summary(
                        try HubFramework.summary(
                            period: try #require(Period("2024")), jobs: "\(100 * sequence + number)",
                            revision: Int64(sequence - 1), framework: framework))
                let bytes = try hub.signed(
                    Statement(
                        body: body, federation: TestHub.origin,
                        issued: Instant(secondsSince1970: hub.world.now().seconds),
                        issuer: .tenant(try #require(TenantID(name))), previous: previous, sequence: Int64(sequence)),
                    by: name)
                previous = SHA256.digest(bytes)
                return (bytes, try hub.post(bytes))
            }
        }
        let said = results.flatMap(\.self)
        #expect(said.count == 80)
        var indices: Set<Int64> = []
        for (bytes, answer) in said {
            #expect(answer.status == 201, "\(answer.text)")
            let receipt = try answer.receipt(hub, for: bytes)
            indices.insert(receipt.index)
            #expect(try hub.get("/log/receipt/\(receipt.index)").bytes == answer.bytes)
        }
        #expect(indices.count == 80)
        #expect(try Standing(hub).size == before + 84)
        #expect(try hub.state.frameworks.count == 5)
        let log = try hub.running.hub.store.log
        let (replay, edge) = try LogReading.replay(log)
        #expect(replay.state.size == before + 84)
        #expect(edge.head == (try log.newestCheckpoint()?.head))
    }

    @Test func oneStatementFromManyThreadsIsInTheLogOnce() throws {
        let hub = try TestHub.withTowns(["soest"])
        let before = try Standing(hub).size
        let bytes = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        let answers = try onThreads(8) { _ in try hub.post(bytes) }
        #expect(answers.filter { $0.status == 201 }.count == 1)
        #expect(answers.filter { $0.status == 200 }.count == 7)
        #expect(Set(answers.map(\.bytes)).count == 1)
        for answer in answers { #expect(try answer.receipt(hub, for: bytes).index == before) }
        #expect(try Standing(hub).size == before + 1)
    }

    @Test func twoStatementsUnderOneNumberAtOnce() throws {
        let hub = try TestHub.withTowns(["soest"])
        let before = try Standing(hub).size
        let answers = try onThreads(8) { number in
            let body = try HubFramework.summary(
                period: try #require(Period("2024")), jobs: "\(100 + number)", revision: 1,
                framework: try #require(try hub.state.frameworks.last).reference)
            let said = try hub.statement(.summary(body), by: "soest", sequence: 2)
            return try hub.post(try hub.signed(said, by: "soest"))
        }
        #expect(answers.filter { $0.status == 201 }.count == 1)
        #expect(answers.filter { $0.code == "fork" || $0.code == "previous" }.count == 7)
        #expect(try Standing(hub).size == before + 1)
    }

    @Test func stoppingAnswersWhatIsQueued() throws {
        let hub = try TestHub.withTowns((0..<5).map { "town-\($0)" })
        let statements = try (0..<5).map { number in
            try hub.signed(
                try hub.statement(try hub.summary("town-\(number)"), by: "town-\(number)"), by: "town-\(number)")
        }
        hub.close()
        let (store, sequencer) = try idle(hub)
        defer { store.store.close() }
        let intake = Intake(sequencer: sequencer, world: hub.world)
        let before = sequencer.snapshot.state.size
        let results = try onThreads(6) { number -> Int64 in
            guard number < 5 else {
                // Ends by itself where something is not queued: then the numbers below do not hold.
                for _ in 0..<10_000 where sequencer.queued < 5 { usleep(1000) }
                sequencer.stop()
                try sequencer.start().join()
                return before
            }
            return try intake.take(statements[number]).receipt.index
        }
        #expect(Set(results) == Set(before..<(before + 5)))
        #expect(sequencer.snapshot.checkpoint.head.size == before + 5)

        // From now on nothing is taken, and the sender is told why.
        let problems = Problems(publicAddress: TestHub.address)
        do {
            _ = try sequencer.issue(Sequencer.OfficeAct { _ in .framework(try HubFramework.make(number: 2)) })
            Issue.record("a stopped sequencer took an act")
        } catch {
            let answer = try HubAnswer(problems.response(error, .init(headers: Headers([("Accept-Language", "en")]))))
            #expect(answer.status == 503)
            #expect(answer.code == "stopping")
            #expect(answer.header("Retry-After") == "30")
            #expect(answer.detail == "The hub is stopping; please send the statement again in a moment")
        }
        // What is in the log keeps its receipt.
        #expect(try sequencer.log.receipt(index: before).index == before)
    }

    @Test func almostFullDisk() throws {
        let hub = try TestHub.withTowns(["soest"])
        let known = try hub.say(try hub.summary("soest", "2023"), by: "soest")
        let bytes = try hub.signed(try hub.statement(try hub.summary("soest"), by: "soest"), by: "soest")
        hub.close()
        let before = try Standing.rows(hub.database)
        do {
            let (store, sequencer) = try idle(hub, minimumFreeSpace: .max)
            defer { store.store.close() }
            let thread = try sequencer.start()
            let intake = Intake(sequencer: sequencer, world: hub.world)
            let problems = Problems(publicAddress: TestHub.address)
            for _ in 0..<2 {
                do {
                    _ = try intake.take(bytes)
                    Issue.record("taken on a full disk")
                } catch {
                    let answer = try HubAnswer(
                        problems.response(error, .init(headers: Headers([("Accept-Language", "en")]))))
                    #expect(answer.status == 503)
                    #expect(answer.code == "storage")
                    #expect(answer.header("Retry-After") == "30")
                    #expect(
                        answer.detail
                            == "The hub's disk is almost full; nothing is taken until there is space again")
                }
            }
            #expect(try intake.take(known).isNew == false)
            sequencer.stop()
            thread.join()
        }
        #expect(try Standing.rows(hub.database) == before)
        try hub.start()
        #expect(try hub.post(bytes).status == 201)
    }

    /// A sequencer that has not been started.
    private func idle(_ hub: TestHub, minimumFreeSpace: UInt64 = 0) throws -> (HubStore, Sequencer) {
        let store = try HubStore(hub.settings, exclusive: true)
        let keys = try HubKeys.load(
            folder: hub.settings.keyFolder, origin: hub.settings.origin, vault: hub.settings.vault)
        return (
            store,
            try Sequencer(
                log: store.log, keys: keys, world: hub.world, dataFolder: hub.settings.data,
                headPath: hub.settings.headPath,
                minimumFreeSpace: minimumFreeSpace)
        )
    }
}
