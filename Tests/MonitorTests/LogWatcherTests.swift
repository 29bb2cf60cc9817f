import Crypto
import Federation
import Ledger
import Testing

@testable import Monitor

@Suite struct LogWatcherTests {
    private let log: FakeLog
    private let now = Instant(secondsSince1970: 1_760_000_000)

    init() throws { log = try FakeLog() }

    private func look(
        _ known: WatchedLog?, policy: WitnessPolicy? = nil
    ) throws -> (look: LogWatcher.Look, news: [(index: Int64, entry: LogEntry)]) {
        var news: [(index: Int64, entry: LogEntry)] = []
        let look = try LogWatcher(log, log: log.key, policy: policy).look(known, now: now) { news.append(($0, $1)) }
        return (look, news)
    }

    private func evidence(_ known: WatchedLog, policy: WitnessPolicy? = nil) throws -> Evidence {
        do {
            _ = try look(known, policy: policy)
        } catch WatchFault.contradiction(let evidence) {
            // Anybody can check it from the file alone.
            #expect(try Evidence(file: evidence.file, log: log.key) == evidence)
            return evidence
        }
        throw TestFault()
    }

    private func isBroken(_ known: WatchedLog?, policy: WitnessPolicy? = nil) throws -> Bool {
        do {
            _ = try look(known, policy: policy)
            return false
        } catch WatchFault.broken {
            return true
        }
    }

    /// From many sizes to many others: exactly the new entries come, in order.
    @Test(arguments: [1, 2, 5, 255, 256, 257, 511, 512, 600]) func whatIsNewComesInOrder(start: Int) throws {
        log.grow(to: start)
        var known = try look(nil).look.log
        #expect(known.checkpoint.head.size == Int64(start))
        for size in [start, start + 1, start + 3, start + 256, start + 513] {
            log.grow(to: size)
            let (next, news) = try look(known)
            #expect(news.map(\.index) == Array(known.checkpoint.head.size..<Int64(size)))
            #expect(next.before == known.checkpoint.head.size)
            known = try WatchedLog(file: next.log.file, log: log.key)
            #expect(known.file == next.log.file)
        }
    }

    @Test func aLookCostsWhatIsNew() throws {
        log.grow(to: 3000)
        let known = try look(nil).look.log
        log.grow(to: 3010)
        _ = log.takeAsked()
        _ = try look(known)
        // Two heads, the edge's tiles, one bundle.
        #expect(log.takeAsked().count <= 6)
    }

    /// The hub has dropped the partial tile: it became full while the monitor was asking.
    @Test func aFullTileStandsForItsParts() throws {
        log.grow(to: 200)
        let known = try look(nil).look.log
        log.grow(to: 300)
        log.override("/log/checkpoint", try log.checkpoint(250).bytes)
        for path in ["/log/tile/0/000.p/250", "/log/tile/entries/000.p/250"] { log.override(path, nil) }
        #expect(try look(known).news.count == 50)
    }

    @Test func aForkIsProven() throws {
        log.grow(to: 40)
        let known = try look(nil).look.log
        log.rewrite(from: 12, to: 40)
        #expect(try evidence(known).kind == .fork)
    }

    @Test(arguments: [(40, 12, 90), (256, 3, 257), (8, 7, 9), (300, 299, 900), (1, 0, 2)])
    func aRewrittenHistoryIsProven(size: Int, from: Int, later: Int) throws {
        log.grow(to: size)
        let known = try look(nil).look.log
        log.rewrite(from: from, to: later)
        #expect(try evidence(known).kind == .inconsistent)
    }

    @Test func aShrunkenLogIsFiled() throws {
        log.grow(to: 40)
        let known = try look(nil).look.log
        log.override("/log/checkpoint", try log.checkpoint(39).bytes)
        #expect(try evidence(known).kind == .shrunk)
        log.override("/log/checkpoint", nil)
        #expect(try evidence(known).checkpoints.count == 1)
    }

    /// Tiles and entries that belong to no signed root prove nothing, but are named.
    @Test func whatDoesNotFitTheSignedRootIsNamed() throws {
        log.grow(to: 40)
        let known = try look(nil).look.log
        log.grow(to: 50)
        for path in ["/log/tile/0/000.p/50", "/log/tile/entries/000.p/50"] {
            var bytes = try #require(try log.get(path))
            bytes[bytes.count - 20] ^= 1
            log.override(path, bytes)
            #expect(try isBroken(known) || path.contains("tile/0"))
            log.override(path, Array(bytes.dropLast()))
            #expect(try isBroken(known))
            log.override(path, nil)
            #expect(try isBroken(known))
            log.restore()
        }
        let stranger = try NoteSigner(
            name: FakeLog.origin, key: PrivateKey(ed25519Seed: [UInt8](repeating: 9, count: 32)), type: .ed25519)
        log.override("/log/checkpoint", try log.checkpoint().checkpoint.signed(by: stranger).bytes)
        #expect(try isBroken(known))
        log.override("/log/checkpoint", Array("<html>".utf8))
        #expect(try isBroken(nil))
        log.override("/log/checkpoint", nil)
        #expect(try isBroken(nil))
    }

    @Test func noAnswerIsNoFault() throws {
        log.grow(to: 5)
        log.setDown(true)
        do {
            _ = try look(nil)
            throw TestFault()
        } catch WatchFault.unreachable {}
    }

    @Test func witnessesAreCounted() throws {
        let policy = try log.policy
        log.grow(to: 40)
        guard case .none = try look(nil, policy: policy).look.witnessing else { throw TestFault() }
        guard case .notAsked = try look(nil).look.witnessing else { throw TestFault() }
        log.override("/log/witnessed", try log.checkpoint(30, witnesses: 1).bytes)
        guard case .lacking(_, let cosigners) = try look(nil, policy: policy).look.witnessing else {
            throw TestFault()
        }
        #expect(cosigners == 1)
        log.override("/log/witnessed", try log.checkpoint(30, witnesses: 2, at: 1_759_000_000).bytes)
        let known = try look(nil, policy: policy).look
        guard case .met(let head, let newest) = known.witnessing else { throw TestFault() }
        #expect(head.head.size == 30)
        #expect(newest == 1_759_000_000)
        // What was witnessed once stays so.
        log.override("/log/witnessed", try log.checkpoint(20, witnesses: 2).bytes)
        #expect(try evidence(known.log, policy: policy).kind == .shrunk)
        log.override("/log/witnessed", nil)
        #expect(try evidence(known.log, policy: policy).kind == .shrunk)
    }

    /// The witnesses saw another history than the one served as the newest.
    @Test func aSplitViewBetweenWitnessesAndOthersIsProven() throws {
        let policy = try log.policy
        log.grow(to: 40)
        let witnessed = try log.checkpoint(30, witnesses: 2)
        log.rewrite(from: 12, to: 40)
        log.override("/log/witnessed", witnessed.bytes)
        do {
            _ = try look(nil, policy: policy)
            throw TestFault()
        } catch WatchFault.contradiction(let evidence) {
            #expect(evidence.kind == .inconsistent)
        }
    }

    @Test func aStateFileOfAnotherLogIsRefused() throws {
        log.grow(to: 4)
        let file = try look(nil).look.log.file
        let stranger = try NoteSigner(
            name: FakeLog.origin, key: PrivateKey(ed25519Seed: [UInt8](repeating: 9, count: 32)), type: .ed25519)
        for (bytes, key) in [(file, stranger.verifierKey), (Array(file.dropLast()), log.key), ([], log.key)] {
            do {
                _ = try WatchedLog(file: bytes, log: key)
                throw TestFault()
            } catch WatchFault.broken {}
        }
    }
}

struct TestFault: Error {}
