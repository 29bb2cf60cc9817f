import Accounts
import Database
import Glibc
import Participation
import PlatformImport
import Synchronization
import Testing

@testable import Exchange

/// A database with participation, a process and a clock.
final class Town: Sendable {
    let store: Store
    let time = Mutex<Int64>(1_790_000_000)

    init() throws {
        var template = Array("/tmp/rahmenwerk-exchange-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        store = Store(
            path: folder + "/town.sqlite", application: 7,
            migrations: [
                Migration(number: 1, name: "accounts", sql: AccountTables.sql),
                Migration(number: 2, name: "participation", sql: ParticipationTables.sql),
                Migration(number: 3, name: "imports", sql: ExchangeTables.sql),
                Migration(number: 4, name: "ideas", sql: IdeaTables.sql + IdeaTables.words),
            ])
        for slug in ["stadt", "land"] {
            try store.write { connection in
                _ = try ProcessStore.write(
                    Process(
                        slug: slug, title: "Verfahren \(slug)", question: "Was braucht es?", isPublished: true,
                        topics: [Process.Topic(code: "gruen", name: "Grün")]), at: 1, connection)
            }
        }
    }

    var desk: ImportDesk { ImportDesk(store: store) { [self] in time.withLock { $0 } } }

    func process() throws -> Process {
        try #require(try store.read { connection in try ProcessStore.find(slug: "stadt", connection) })
    }

    @discardableResult
    func take(_ text: String, into slug: String = "stadt", _ options: ImportOptions = ImportOptions()) throws
        -> ImportOutcome
    {
        let plan = try PlatformImport.read(Array(text.utf8), file: "x.csv")
        return try #require(try desk.take(plan, into: slug, options: options, expected: nil, by: nil))
    }

    func number(_ sql: String) throws -> Int64 {
        try store.read { connection in try connection.first(sql) { try $0.int64(0) } } ?? -1
    }

    func text(_ sql: String) throws -> String {
        try store.read { connection in try connection.first(sql) { try $0.text(0) } } ?? "nothing"
    }

    func execute(_ sql: String) throws {
        try store.write { connection in _ = try connection.execute(sql) }
    }

    func contribution(_ id: String) throws -> Contribution {
        let found = try store.read { connection -> Contribution? in
            guard
                let id = try connection.first(
                    "SELECT id FROM contribution WHERE source_id = ?", .text(id), row: { try $0.int64(0) })
            else { return nil }
            return try ContributionStore.read(id, connection)
        }
        return try #require(found)
    }

    func open(_ table: OpenDataTable, _ form: OpenData.Form) throws -> String {
        var bytes: [UInt8] = []
        try OpenData(store: store, licence: .standard).write(table, of: try process(), as: form) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
