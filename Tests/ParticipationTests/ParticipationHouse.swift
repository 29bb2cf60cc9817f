import Accounts
import Database
import Glibc
import Testing

@testable import Participation

/// A database with one process that is open for ideas.
final class ParticipationHouse {
    private let folder: String
    let store: Store
    let process: Process

    init(topics: [String] = ["rad", "bus"], count: Int = 0) throws {
        var template = Array("/tmp/rahmenwerk-participation-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        store = Store(
            path: folder + "/test.sqlite", application: 1,
            migrations: [
                Migration(number: 1, name: "accounts", sql: AccountTables.sql),
                Migration(number: 2, name: "participation", sql: ParticipationTables.sql),
                Migration(number: 3, name: "ideas", sql: IdeaTables.sql + IdeaTables.words),
            ])
        let day = try #require(CivilDay("2026-01-01"))
        process = try store.write { connection in
            _ = try ProcessStore.write(
                Process(
                    slug: "p", title: "P", question: "?", isPublished: true,
                    topics: topics.map { Process.Topic(code: $0, name: $0) },
                    phases: [Process.Phase(kind: .collect, firstDay: day)]), at: 1, connection)
            return try #require(try ProcessStore.find(slug: "p", connection))
        }
        for number in 0..<count { try add("Idee \(number)", topic: topics[number % topics.count], at: Int64(number)) }
    }

    deinit {
        store.close()
        for name in ["test.sqlite", "test.sqlite-wal", "test.sqlite-shm"] { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    @discardableResult
    func add(
        _ title: String, _ text: String = "", topic: String = "", visibility: Visibility = .published, at: Int64 = 1
    ) throws -> Int64 {
        try store.write { connection in
            let id = try ContributionStore.insert(
                Contribution(
                    process: process.id, topic: topic, title: title, text: text, origin: Origin(.online),
                    visibility: visibility, received: at, published: visibility == .published ? at : nil), connection
            ).id
            try IdeaText.catchUp(connection)
            return id
        }
    }

    func slice(_ filter: IdeaFilter, after cursor: IdeaCursor? = nil, limit: Int = 20) throws -> IdeaSlice {
        try store.read { connection in try IdeaListing.slice(filter, after: cursor, limit: limit, connection) }
    }

    /// All pages of a list.
    func all(_ filter: IdeaFilter, limit: Int = 7) throws -> [Int64] {
        var ids: [Int64] = []
        var cursor: IdeaCursor?
        repeat {
            let page = try slice(filter, after: cursor, limit: limit)
            ids += page.ids
            cursor = page.next
        } while cursor != nil && ids.count < 10_000
        return ids
    }

    func search(_ words: String) throws -> [String] {
        let ids = try slice(IdeaFilter(process: process.id, words: words, sort: .fitting)).ids
        return try store.read { connection in
            try ids.map { try ContributionStore.read($0, connection)?.title ?? "" }
        }
    }
}
