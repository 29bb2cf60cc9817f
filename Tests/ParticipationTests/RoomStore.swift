import Accounts
import Database
import Glibc
import Testing

@testable import Participation

/// A database with the tables of participation, in a folder of its own.
final class RoomStore {
    let store: Store

    init() throws {
        var template = Array("/tmp/rahmenwerk-participation-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        store = Store(
            path: folder + "/participation.sqlite", application: 1,
            migrations: [
                Migration(number: 1, name: "participation", sql: ParticipationTables.sql),
                Migration(number: 2, name: "ideas", sql: IdeaTables.sql + IdeaTables.words),
                Migration(number: 3, name: "lineage", sql: LineageTables.sql),
                Migration(number: 4, name: "people", sql: PrivacyTables.reportsAndCodes),
            ])
        try store.open()
    }

    deinit { store.close() }

    /// A published process in which ideas are collected.
    func process(_ slug: String = "stadt", phases: [Process.Phase] = []) throws -> Int64 {
        try #require(
            try store.write { connection in
                try ProcessStore.write(
                    Process(slug: slug, title: slug, question: "Was?", isPublished: true, phases: phases), at: 1,
                    connection)
            })
    }

    func idea(
        _ title: String, _ process: Int64, group: Participation.Group? = nil, visibility: Visibility = .published
    ) throws -> Int64 {
        try store.write { connection in
            try ContributionStore.insert(
                Contribution(
                    process: process, title: title, text: title, origin: Origin(.online, group: group),
                    visibility: visibility, received: 1, published: visibility == .published ? 1 : nil), connection
            ).id
        }
    }

    func support(_ idea: Int64, by devices: [UInt8]) throws {
        try store.write { connection in
            for device in devices {
                try connection.execute(
                    "INSERT INTO support (contribution, device, at) VALUES (?, ?, 1)", .integer(idea),
                    .blob([UInt8](repeating: device, count: 32)))
            }
        }
    }
}
