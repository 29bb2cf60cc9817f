import Crypto
import Database
import Federation
import Foundation
import HTTP
import Ledger
import Service
import Testing

@testable import Hub

/// An answer of the router, with what is asked of it most.
struct HubAnswer: Sendable {
    let response: Response
    let bytes: [UInt8]

    init(_ response: Response) throws {
        self.response = response
        guard case .bytes(let bytes) = response.body else { throw NotBytes() }
        self.bytes = bytes
    }

    struct NotBytes: Error {}

    var status: Int { response.status }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    func header(_ name: String) -> String? { response.headers[name] }

    /// The members of a problem; empty if it is none.
    var problem: [String: Any] {
        guard header("Content-Type") == "application/problem+json" else { return [:] }
        return (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
    }

    var code: String? {
        guard let type = problem["type"] as? String, type.hasPrefix("\(TestHub.address)/problems/") else { return nil }
        return String(type.split(separator: "/").last ?? "")
    }

    var detail: String? { problem["detail"] as? String }

    /// The receipt, checked against the log's key and, if given, against the statement it is for.
    func receipt(_ hub: TestHub, for statement: [UInt8]? = nil) throws -> Receipt {
        let receipt = try Receipt(text: bytes)
        let entry = try #require(receipt.extra)
        _ = try receipt.verify(entry: entry, log: try hub.running.hub.store.log.logKey)
        if let statement {
            #expect(try LogEntry(canonicalBytes: entry).sha256 == SHA256.digest(statement))
        }
        return receipt
    }
}

/// What a hub has on disk and shows: two equal ones mean that nothing was changed.
struct Standing: Equatable {
    let size: Int64
    let root: String
    let database: String

    init(_ hub: TestHub) throws {
        let snapshot = try hub.sequencer.snapshot
        size = snapshot.checkpoint.head.size
        root = snapshot.checkpoint.head.root.hex
        database = try Self.rows(hub.database)
    }

    /// Every row of every table in one digest.
    static func rows(
        _ path: String, tables: [String] = ["entry", "tile", "head", "invitation"]
    ) throws -> String {
        let connection = try Connection(path: path, mode: .readOnly)
        var stream = SHA256Stream()
        for table in tables {
            let columns = try connection.first("SELECT count(*) FROM pragma_table_info('\(table)')") { try $0.int(0) }
            try connection.scan("SELECT * FROM \(table) ORDER BY 1, 2") { row in
                for column in 0..<(columns ?? 0) { stream.update(Array("\(try row.value(column));".utf8)) }
                return true
            }
        }
        return stream.finalize().hex
    }
}

/// A command of the program, run in this process.
struct HubCommand {
    let status: Int32
    let output: String
    let speech: String

    init(_ arguments: [String], folder: String) throws {
        let name = "\(folder)/\(UUID().uuidString)"
        let output = open("\(name).out", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        let speech = open("\(name).err", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { for descriptor in [output, speech, input] { close(descriptor) } }
        let interface = CommandLineInterface(
            program: "rahmenwerk-hub", summary: Wording(de: "", en: ""), version: Version.text,
            commands: [InitCommand.command] + OfficeCommands.all + MemberCommands.all + ConsultationCommands.all
                + LogCommands.all + KeyCommands.all + HubAccounts.commands,
            shared: [
                Command.Option("settings", value: "FILE", Wording(de: "", en: "")),
                Command.Option("data", value: "DIR", Wording(de: "", en: "")),
                Command.Option("set", value: "KEY=VALUE", Wording(de: "", en: ""), repeatable: true),
            ])
        let console = Console(environment: ["LANG": "en_GB.UTF-8"], input: input, output: output, speech: speech)
        status = interface.run(arguments, console: console)
        self.output = try String(contentsOfFile: "\(name).out", encoding: .utf8)
        self.speech = try String(contentsOfFile: "\(name).err", encoding: .utf8)
    }
}

/// Runs `work` on that many threads at once and gives the results in their order.
func onThreads<Result: Sendable>(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Result) throws -> [Result] {
    let done = BlockingQueue<(Int, Swift.Result<Result, any Error>)>(capacity: count)
    let threads = try (0..<count).map { number in
        try Service.Thread.spawn(name: "test") {
            let result: Swift.Result<Result, any Error>
            do { result = .success(try work(number)) } catch { result = .failure(error) }
            _ = done.push((number, result))
        }
    }
    for thread in threads { thread.join() }
    let results = (done.popAll() ?? []).sorted { $0.0 < $1.0 }
    try #require(results.count == count)
    return try results.map { try $0.1.get() }
}
