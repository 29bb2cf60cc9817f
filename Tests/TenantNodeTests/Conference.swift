import Events
import Participation
import Service
import Testing

@testable import TenantNode

/// A conference with two tables, the staff that prepared it, and a telephone in the hall.
struct Conference {
    let town: TestNode
    let house: StaffHouse
    let staff: StaffBrowser
    let phone: StaffBrowser
    /// The numbers of its two tables.
    let tables: [Int64]

    func contributions() throws -> [Contribution] {
        try town.node.store.read { connection in
            let ids = try connection.query("SELECT id FROM contribution ORDER BY id") { try $0.int64(0) }
            return try ids.compactMap { try ContributionStore.read($0, connection) }
        }
    }

    /// Opens the table's page and writes a card, as one does at a table.
    @discardableResult
    func write(_ text: String, _ fields: [(String, String)] = [], table: Int = 0) throws
        -> StaffBrowser
    {
        try phone.get("/t/\(tables[table])")
        town.clock.advance(by: .seconds(5))
        return try phone.send([("text", text)] + fields)
    }

    static let path = "/staff/participation/events"

    /// A published process and event; cards are read first unless told otherwise.
    static func begin(reviewed: String = "first", published: Bool = true) throws -> Conference {
        let town = try TestNode()
        let house = try StaffHouse(town)
        let staff = try house.admin()
        try town.node.store.write { connection in
            _ = try ProcessStore.write(
                Process(
                    slug: "region", title: "Unsere Region", question: "Was braucht es hier?", isPublished: true), at: 1,
                connection)
        }
        try staff.get(path + "/new")
        var fields = [
            ("process", "1"), ("title", "Regionalkonferenz"), ("kind", "conference"), ("attendance", "hybrid"),
            ("first", "2026-10-05"), ("starts", "9:00"), ("ends", "17.30"), ("place", "Rathaus"),
            ("reviewed", reviewed),
            ("item-1-starts", "10:00"), ("item-1-title", "Tische, zweite Runde"), ("item-2-starts", "9:30"),
            ("item-2-title", "Begrüßung"), ("table-1-name", "Mobilität"), ("table-1-recorder", "Protokoll Mobilität"),
            ("table-2-name", "Bildung"), ("table-2-question", "Was lernen wir wo?"),
            ("table-2-link", "https://video.example/bildung"),
        ]
        if published { fields.append(("published", "yes")) }
        try staff.send(fields)
        #expect(staff.status == 303)
        try staff.follow()
        let event = try town.node.store.read { connection in
            try EventStore.find(slug: "regionalkonferenz", connection)
        }
        let tables = try #require(event).tables.map(\.id)
        return Conference(town: town, house: house, staff: staff, phone: house.visitor(), tables: tables)
    }
}
