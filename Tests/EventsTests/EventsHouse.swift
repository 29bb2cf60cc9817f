import Accounts
import Database
import Participation
import Service
import Testing

@testable import Events

/// A store with the tables of participation and events, one process and one event with two tables.
final class EventsHouse {
    let clock: FixedClock
    let store: Store
    let process: Int64
    let event: Event

    init() throws {
        clock = FixedClock(try Timestamp("2026-03-05T09:00:00Z"))
        let folder = "/tmp/rahmenwerk-events-\(UInt64.random(in: .min ... .max))"
        store = Store(
            path: folder + ".sqlite", application: 0x5277_4E6F,
            migrations: [
                Migration(number: 1, name: "participation", sql: ParticipationTables.sql),
                Migration(
                    number: 2, name: "events",
                    sql: IdeaTables.sql + IdeaTables.words + EventTables.sql + EventTables.people
                        + EventTables.multipliers),
                Migration(number: 3, name: "accounts", sql: AccountTables.sql),
            ])
        let day = try #require(CivilDay("2026-03-05"))
        (process, event) = try store.write { connection in
            let process = try #require(
                try ProcessStore.write(
                    Process(slug: "region", title: "Region", question: "Was braucht es?", isPublished: true), at: 1,
                    connection))
            let event = Event(
                slug: "konferenz", process: process, title: "Konferenz", firstDay: day, isReviewedFirst: false,
                isPublished: true, tables: [Event.Table(name: "Mobilität"), Event.Table(name: "Bildung")])
            let id = try #require(try EventStore.write(event, at: 1, connection))
            return (process, try #require(try EventStore.read(id, connection)))
        }
    }

    /// A card that is shown at once; the same `form` again is the same card.
    @discardableResult
    func card(_ text: String, table place: Int = 0, form: String? = nil, event other: Event? = nil) throws -> Int64 {
        let event = other ?? event
        let table = event.tables[place]
        let card = NewCard(
            text: text, title: "", pseudonym: "", group: nil, channel: .eventTable, recorder: "")
        let name = form ?? "form-\(UInt64.random(in: .min ... .max))"
        return try store.write { connection in
            _ = try card.insert(event, table, form: name, at: clock.now.seconds, connection)
            return try #require(
                try connection.first("SELECT id FROM contribution WHERE form = ?", .text(name)) { try $0.int64(0) })
        }
    }

    func feed(after number: Int64) throws -> [String] {
        try store.read { connection in
            try WallFeed.messages(of: event.id, after: number, connection).map {
                String(decoding: $0.bytes, as: UTF8.self)
            }
        }
    }

    var latest: Int64 {
        get throws { try store.read { connection in try WallFeed.latest(of: event.id, connection) } }
    }
}
