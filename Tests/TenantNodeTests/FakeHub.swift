import Crypto
import Federation
import Glibc
import HTTP
import Ledger
import Service
import Synchronization

@testable import TenantNode

/// A hub in memory, as docs/PROTOCOL.md describes it: founding, admissions by token, one log, receipts. It can be told
/// to misbehave.
final class FakeHub: Sendable {
    enum Fault: Sendable, Equatable {
        case none
        /// Answers with this status and no explanation, before it takes the statement.
        case status(Int)
        /// Refuses with a problem of this status and code.
        case problem(Int, String)
        /// Takes the statement, then breaks the connection instead of answering.
        case cut
        /// Takes the statement and answers with a receipt signed by another log key.
        case foreignReceipt
        /// Takes the statement and answers with the receipt of another entry.
        case otherEntry
        /// Answers with a page of a captive proxy.
        case proxyPage
        case slow
    }

    struct Entry: Sendable {
        let leaf: [UInt8]
        let statement: [UInt8]
    }

    struct Content: Sendable {
        var entries: [Entry] = []
        var edge = TreeEdge()
        var replay: Replay
        var tokens: [String: TenantID] = [:]
        var receipts: [String: [UInt8]] = [:]
        var fault = Fault.none
        var posts = 0
        /// How many checkpoints short of the newest one is served.
        var forkAt: Int64?
        /// As after a restore from an old backup: the checkpoint served is of this size.
        var shortAt: Int64?
        /// A proxy in between alters a byte of whatever is served under this path.
        var alteredPath: String?
        /// What is offered to witnesses and what it calls witnessed; nil: there is none.
        var candidate: SignedCheckpoint?
        var witnessed: SignedCheckpoint?
        /// What was posted as cosignatures, and how it is answered.
        var cosignatures: [[UInt8]] = []
        var cosignatureProblem: String?
        /// Digests of statements whose content is no longer handed out.
        var redacted: Set<Digest> = []
    }

    static let origin = "log.example.org"

    let origin: String
    let office: PrivateKey
    let log: NoteSigner
    let content: Mutex<Content>
    private let server = Mutex<Server?>(nil)
    private let port = Mutex(0)
    let now = Instant(secondsSince1970: 1_790_000_000)

    init(origin: String = FakeHub.origin, officeKey: PrivateKey? = nil, foundingLog: String? = nil) throws {
        self.origin = origin
        office = try officeKey ?? PrivateKey.generate(.ed25519)
        log = try NoteSigner(name: origin, key: try PrivateKey.generate(.ed25519), type: .ed25519)
        content = Mutex(Content(replay: Replay(origin: origin)))
        let keys = [try KeyDeclaration(key: office, use: .statement, issuer: .office, federation: origin)]
        try say(
            .founding(
                Founding(
                    algorithms: [.ed25519, .p256], keys: keys, log: foundingLog ?? log.verifierKey.text,
                    name: LocalizedText(german: "Verbund", english: "Federation"),
                    notice: LocalizedText(german: "Nur ein Test", english: "Only a test"), operatorName: "Test")))
        try say(.framework(try Framework(canonicalBytes: Array(Fixtures.framework.utf8))))
    }

    // MARK: What the office does

    func say(_ body: StatementBody) throws {
        let chain = content.withLock { $0.replay.state.chain(of: .office) }
        try append(
            SignedStatement.sign(
                Statement(
                    body: body, federation: origin, issued: now, issuer: .office, previous: chain.last,
                    sequence: chain.sequence + 1), key: office
            ).bytes)
    }

    func invitation(
        tenant: String = "soest", expires: String = "2099-01-01T00:00:00Z", log: String? = nil, office: String? = nil
    ) throws -> [UInt8] {
        let token = Hex.encode(try Crypto.randomBytes(16))
        content.withLock { $0.tokens[token] = TenantID(tenant) }
        let json = JSONValue.object([
            JSONValue.Member("expires", .string(expires)),
            JSONValue.Member("hub", .string("http://127.0.0.1:\(port.withLock { $0 })")),
            JSONValue.Member("log", .string(log ?? self.log.verifierKey.text)),
            JSONValue.Member("office", .string(office ?? self.office.publicKey.thumbprint)),
            JSONValue.Member("origin", .string(origin)), JSONValue.Member("policy", .string("")),
            JSONValue.Member("tenant", .string(tenant)), JSONValue.Member("token", .string(token)),
            JSONValue.Member("version", .integer(1)),
        ]).canonicalBytes
        var text = "Guten Tag,\n\n-----BEGIN RAHMENWERK INVITATION-----\n"
        var rest = Base64URL.encode(json)[...]
        while !rest.isEmpty {
            text += rest.prefix(64) + "\r\n"
            rest = rest.dropFirst(64)
        }
        return Array((text + "-----END RAHMENWERK INVITATION-----\nGruß\n").utf8)
    }

    func suspend(_ tenant: String) throws {
        guard let tenant = TenantID(tenant), let day = CalendarDay("2026-01-01") else { throw CancellationError() }
        try say(.suspension(Suspension(from: day, reason: "test", tenant: tenant)))
    }

    /// Ends a town's keys and admits it with keys of another node.
    func admitElsewhere(_ tenant: String) throws {
        guard let tenant = TenantID(tenant), let from = PartialDate("2020") else { throw CancellationError() }
        let keys = try [KeyUse.cosigner, .statement].map { use in
            try KeyDeclaration(
                key: try PrivateKey.generate(.ed25519), use: use, issuer: .tenant(tenant), federation: origin)
        }
        try say(
            .admission(
                Admission(
                    from: from, keys: keys, location: nil, name: tenant.text, official: nil, reason: .loss,
                    role: .pioneer, tenant: tenant)))
    }

    // MARK: Log

    /// The receipt's place; the entry check is the shared one.
    @discardableResult
    func append(_ statement: [UInt8]) throws -> Int64 {
        try content.withLock { content in
            let sha256 = SHA256.digest(statement)
            if let known = content.entries.firstIndex(where: { SHA256.digest($0.statement) == sha256 }) {
                return Int64(known)
            }
            let unverified = try UnverifiedStatement(statement)
            let key =
                try content.entries.isEmpty ? office.publicKey : content.replay.state.key(unverified.jws.keyID)
            let signed = try unverified.verified(by: key)
            let entry = LogEntry(of: signed, received: now)
            _ = try content.replay.state.check(signed, as: entry)
            content.replay.take([Replay.Item(entry: entry.canonicalBytes, statement: statement)])
            content.entries.append(Entry(leaf: entry.canonicalBytes, statement: statement))
            _ = content.edge.append(Merkle.leafHash(entry.canonicalBytes))
            return Int64(content.entries.count - 1)
        }
    }

    var size: Int { content.withLock { $0.entries.count } }
    var posts: Int { content.withLock { $0.posts } }

    func statements(of tenant: String) -> [[UInt8]] {
        content.withLock { content in
            content.entries.filter { (try? LogEntry(canonicalBytes: $0.leaf))?.issuer == Issuer(tenant) }
                .map(\.statement)
        }
    }

    /// The checkpoint over everything, or over the first entries.
    func checkpoint(_ size: Int64? = nil) throws -> SignedCheckpoint {
        var edge = TreeEdge()
        let leaves = content.withLock { $0.entries.map(\.leaf) }
        for leaf in leaves.prefix(size.map { Int($0) } ?? leaves.count) { _ = edge.append(Merkle.leafHash(leaf)) }
        return try Checkpoint(origin: origin, head: edge.head).signed(by: log)
    }

    func set(_ fault: Fault) { content.withLock { $0.fault = fault } }

    private func checkpoint(of content: Content, signer: NoteSigner) throws -> SignedCheckpoint {
        var head = content.edge.head
        if let size = content.shortAt {
            var edge = TreeEdge()
            for entry in content.entries.prefix(Int(size)) { _ = edge.append(Merkle.leafHash(entry.leaf)) }
            head = edge.head
        }
        if content.forkAt != nil { head = TreeHead(size: head.size, root: SHA256.digest(Array("fork".utf8))) }
        return try Checkpoint(origin: origin, head: head).signed(by: signer)
    }

    func receipt(_ index: Int64, foreign: Bool = false) throws -> [UInt8] {
        try content.withLock { content in
            let signer =
                foreign ? try NoteSigner(name: origin, key: try PrivateKey.generate(.ed25519), type: .ed25519) : log
            var hashes: [Digest] = []
            for entry in content.entries { hashes.append(Merkle.leafHash(entry.leaf)) }
            let proof = try TiledTree.inclusionProof(index: index, size: Int64(hashes.count)) { coordinate in
                Array(hashes[Int(coordinate.number) << 8..<Int(coordinate.number) << 8 + coordinate.width])
            }
            let head = content.edge.head
            let checkpoint = try Checkpoint(origin: origin, head: head).signed(by: signer)
            return try Receipt(entry: content.entries[Int(index)].leaf, proof: proof, checkpoint: checkpoint).bytes
        }
    }

    // MARK: HTTP

    func start() throws {
        var configuration = ServerConfiguration(host: "127.0.0.1", port: port.withLock { $0 })
        configuration.drainSeconds = 0.2
        let made = Server(configuration: configuration) { [self] request in answer(request) }
        let bound = try made.start()
        port.withLock { $0 = bound }
        server.withLock { $0 = made }
    }

    func stop() {
        server.withLock { server in
            server?.stop()
            server = nil
        }
    }

    private func answer(_ request: Request) -> Response {
        let response = truthful(request)
        guard let altered = content.withLock({ $0.alteredPath }), request.path.hasPrefix(altered),
            case .bytes(var bytes) = response.body, !bytes.isEmpty
        else { return response }
        bytes[bytes.count - 4] ^= 1
        return .bytes(bytes, contentType: "application/octet-stream")
    }

    private func truthful(_ request: Request) -> Response {
        do {
            switch (request.method, request.path) {
            case ("POST", "/api/v1/statements"): return try take(request)
            case ("POST", "/api/v1/enrolments"): return try enrol(request)
            case ("GET", "/log/checkpoint"):
                let signed = try content.withLock { try checkpoint(of: $0, signer: log) }
                return .bytes(signed.bytes, contentType: "text/plain; charset=utf-8")
            case ("GET", "/log/candidate"), ("GET", "/log/witnessed"):
                let found = content.withLock { request.path == "/log/candidate" ? $0.candidate : $0.witnessed }
                guard let found else { return problem(404, "not-found", "There is none") }
                return .bytes(found.bytes, contentType: "text/plain; charset=utf-8")
            case ("POST", "/log/cosignature"):
                let code = content.withLock { content in
                    content.cosignatures.append(request.body)
                    return content.cosignatureProblem
                }
                return code.map { problem(409, $0, "refused for the test") } ?? Response(status: 204)
            default: return try read(request.path)
            }
        } catch let refusal as Refusal {
            return problem(
                ["fork", "sequence", "previous"].contains(refusal.code.rawValue) ? 409 : 422, refusal.code.rawValue,
                refusal.reason)
        } catch {
            return problem(500, "storage", "\(error)")
        }
    }

    private func problem(_ status: Int, _ code: String, _ detail: String) -> Response {
        Problem(type: "http://hub/problems/\(code)", title: code, status: status, detail: detail).response()
    }

    private func take(_ request: Request) throws -> Response {
        let fault = content.withLock { content in
            content.posts += 1
            return content.fault
        }
        switch fault {
        case .status(let status): return .text("no", status: status)
        case .problem(let status, let code): return problem(status, code, "refused for the test")
        case .proxyPage: return .html("<h1>Bitte anmelden</h1>")
        case .slow: usleep(1_500_000)
        default: break
        }
        let index = try append(request.body)
        switch fault {
        case .cut:
            return Response(
                body: .stream(length: 1000) { write in
                    try write([0x20])
                    throw HTTPError(.connectionLost, "cut for the test")
                })
        case .foreignReceipt:
            return .bytes(try receipt(index, foreign: true), contentType: "text/plain; charset=utf-8", status: 201)
        case .otherEntry:
            return .bytes(try receipt(0), contentType: "text/plain; charset=utf-8", status: 201)
        default: return .bytes(try receipt(index), contentType: "text/plain; charset=utf-8", status: 201)
        }
    }

    private func enrol(_ request: Request) throws -> Response {
        var reader = try CanonicalReader(request.body)
        try reader.openObject()
        try reader.member("keys")
        try reader.openArray()
        var keys: [KeyDeclaration] = []
        while try reader.nextElement() { keys.append(try KeyDeclaration(from: &reader)) }
        let issuer = try reader.issuer("tenant")
        try reader.member("token")
        let token = try reader.string()
        try reader.closeObject()
        try reader.end()
        let known = content.withLock { $0.receipts[token + Hex.encode(request.body)] }
        if let known { return .bytes(known, contentType: "text/plain; charset=utf-8") }
        guard let tenant = content.withLock({ $0.tokens.removeValue(forKey: token) }), issuer == .tenant(tenant) else {
            return problem(403, "token", "This token is not valid")
        }
        guard let from = PartialDate("2020") else { throw CancellationError() }
        let isMember = content.withLock { $0.replay.state.members[tenant] != nil }
        try say(
            .admission(
                Admission(
                    from: from, keys: keys, location: nil, name: tenant.text,
                    official: nil, reason: isMember ? .loss : .accession, role: .pioneer, tenant: tenant)))
        let bytes = try receipt(Int64(size - 1))
        content.withLock { $0.receipts[token + Hex.encode(request.body)] = bytes }
        if content.withLock({ $0.fault == .cut }) {
            return Response(body: .stream(length: 1000) { _ in throw HTTPError(.connectionLost, "cut for the test") })
        }
        return .bytes(bytes, contentType: "text/plain; charset=utf-8", status: 201)
    }

    private func read(_ path: String) throws -> Response {
        let parts = path.split(separator: "/").map(String.init)
        if parts.starts(with: ["log", "statement"]), parts.count == 3, let sha256 = Digest(hex: parts[2]) {
            if content.withLock({ $0.redacted.contains(sha256) }) { return problem(410, "redacted", "Redacted") }
            let found = content.withLock { $0.entries.first { SHA256.digest($0.statement) == sha256 } }
            if let found { return .bytes(found.statement, contentType: "application/jose") }
        }
        if parts.starts(with: ["log", "tile", "entries"]) {
            let coordinate = try EntryBundleCoordinate(path: parts.dropFirst().joined(separator: "/"))
            let entries = content.withLock { content in
                content.entries.dropFirst(Int(coordinate.firstIndex)).prefix(coordinate.width).map(\.leaf)
            }
            return .bytes(try EntryBundle(entries: entries).bytes, contentType: "application/octet-stream")
        }
        if parts.starts(with: ["api", "v1", "issuers"]), parts.count == 4, let issuer = Issuer(parts[3]) {
            let chain = content.withLock { $0.replay.state.chain(of: issuer) }
            return .json(
                JSONValue.object([
                    JSONValue.Member("issuer", .string(issuer.description)),
                    JSONValue.Member("previous", .string(chain.last?.hex ?? "")),
                    JSONValue.Member("sequence", .integer(chain.sequence)),
                ]).canonicalBytes)
        }
        return problem(404, "not-found", "There is nothing here")
    }
}
