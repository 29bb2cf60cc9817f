import Crypto
import Federation
import Ledger
import Synchronization

@testable import Monitor

/// A log in memory that serves what it is told to, honest or not.
final class FakeLog: LogServer {
    static let origin = "hub.test.example/log"

    private struct Content {
        var entries: [[UInt8]] = []
        var overrides: [String: [UInt8]?] = [:]
        var isDown = false
        var asked: [String] = []
    }

    let signer: NoteSigner
    let witnesses: [NoteSigner]
    private let content = Mutex(Content())

    init() throws {
        func key(_ number: UInt8) throws -> PrivateKey {
            try PrivateKey(ed25519Seed: [UInt8](repeating: number, count: 32))
        }
        signer = try NoteSigner(name: Self.origin, key: key(1), type: .ed25519)
        witnesses = try (0..<3).map {
            try NoteSigner(name: "\(Self.origin)/witness/w\($0)", key: key(UInt8(10 + $0)), type: .cosignature)
        }
    }

    var key: VerifierKey { signer.verifierKey }

    var policy: WitnessPolicy {
        get throws {
            try WitnessPolicy(
                logs: [.init(key: key)],
                witnesses: witnesses.enumerated().map { .init(name: "w\($0.offset)", key: $0.element.verifierKey) },
                groups: [.init(name: "two", threshold: 2, members: ["w0", "w1", "w2"])], quorum: "two")
        }
    }

    /// Entries up to `size`; those from `from` on are another history's where `mark` differs.
    func grow(to size: Int, from: Int = 0, mark: String = "a") {
        content.withLock { content in
            content.entries = Array(content.entries.prefix(from > 0 ? from : content.entries.count))
            while content.entries.count < size { content.entries.append(Self.entry(content.entries.count, mark)) }
        }
    }

    /// Goes back to a smaller size and on with another history.
    func rewrite(from: Int, to size: Int) {
        content.withLock { content in
            content.entries = Array(content.entries.prefix(from))
            while content.entries.count < size { content.entries.append(Self.entry(content.entries.count, "b")) }
        }
    }

    func override(_ path: String, _ bytes: [UInt8]?) { content.withLock { $0.overrides[path] = .some(bytes) } }
    func restore() { content.withLock { $0.overrides = [:] } }
    func setDown(_ isDown: Bool) { content.withLock { $0.isDown = isDown } }
    /// What was asked for since the last call.
    func takeAsked() -> [String] {
        content.withLock { content in
            defer { content.asked = [] }
            return content.asked
        }
    }

    private var leaves: [Digest] { content.withLock { $0.entries.map { Merkle.leafHash($0) } } }

    func checkpoint(_ size: Int? = nil, witnesses count: Int = 0, at seconds: Int64 = 1_760_000_000) throws
        -> SignedCheckpoint
    {
        let leaves = Array(leaves.prefix(size ?? .max))
        let head = TreeHead(size: Int64(leaves.count), root: Merkle.root(of: leaves))
        let checkpoint = try Checkpoint(origin: Self.origin, head: head)
        var signed = try checkpoint.signed(by: signer)
        for witness in witnesses.prefix(count) {
            signed = try signed.adding(witness.cosign(checkpoint.text, at: seconds), of: witness.verifierKey)
        }
        return signed
    }

    private static func entry(_ index: Int, _ mark: String) -> [UInt8] {
        let issuer = ["office", "alpha", "beta"][index % 3]
        let digest = SHA256.digest(Array("\(mark) \(index)".utf8)).hex
        return Array(
            (#"{"bytes":100,"issuer":"\#(issuer)","kind":"key","received":"2026-10-05T08:00:00Z","sha256":"\#(digest)","#
                + #""version":1}"#).utf8)
    }

    func get(_ path: String) throws(WatchFault) -> [UInt8]? {
        let (overridden, isDown) = content.withLock { content in
            content.asked.append(path)
            return (content.overrides[path], content.isDown)
        }
        if isDown { throw .unreachable("The log is down.") }
        if let overridden { return overridden }
        do {
            if path == "/log/checkpoint" { return try checkpoint().bytes }
            if path == "/log/witnessed" { return nil }
            return try tile(String(path.dropFirst("/log/".count)))
        } catch {
            return nil
        }
    }

    private func tile(_ path: String) throws -> [UInt8]? {
        let leaves = leaves
        if let coordinate = try? EntryBundleCoordinate(path: path) {
            let entries = content.withLock { $0.entries }
            let first = Int(coordinate.firstIndex)
            guard first + coordinate.width <= entries.count else { return nil }
            return try EntryBundle(entries: Array(entries[first..<first + coordinate.width])).bytes
        }
        let coordinate = try TileCoordinate(path: path)
        var level = leaves
        for _ in 0..<coordinate.level {
            level = stride(from: 0, to: level.count - level.count % 256, by: 256).map {
                Merkle.root(of: Array(level[$0..<$0 + 256]))
            }
        }
        let first = Int(coordinate.number) * 256
        guard first + coordinate.width <= level.count else { return nil }
        return TileCoding.encode(Array(level[first..<first + coordinate.width]))
    }
}
