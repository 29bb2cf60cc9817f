import Database
import Participation
import Testing

@testable import TenantNode

/// What an import has brought besides contributions is seen where people look for it.
struct ImportedViewsTests {
    @Test func meetingsResultsAndCategoriesAreShown() throws {
        let town = try TestNode()
        let house = try StaffHouse(town)
        try town.node.store.write { connection in
            let process = try #require(
                try ProcessStore.write(
                    Process(slug: "stadt", title: "Stadt", question: "Was?", isPublished: true), at: 1, connection))
            let idea = try ContributionStore.insert(
                Contribution(
                    process: process, title: "Radweg", text: "Am Fluss", origin: Origin(.imported),
                    visibility: .published,
                    received: 1, published: 1, source: Contribution.Source(name: "alt.example", id: "7")), connection)
            for (position, fact) in [
                ("category", "Verkehr & Wege"), ("label", "Rad"), ("label", "Schule"), ("count", "9"),
            ]
            .enumerated() {
                try connection.execute(
                    "INSERT INTO imported_fact (contribution, position, kind, name, value) VALUES (?, ?, ?, '', ?)",
                    .integer(idea.id), Value(position), .text(fact.0), .text(fact.1))
            }
            try connection.execute(
                """
                INSERT INTO imported_meeting (process, source, source_id, title, text, starts, place, address, attendees)
                VALUES (?1, 'alt.example', '1', 'Auftakt <b>', '', 1650000000, 'Rathaus', 'https://alt.example/m/1', 31),
                    (?1, 'alt.example', '2', 'Ohne Tag', '', NULL, '', 'javascript:alert(1)', NULL)
                """, .integer(process))
            try connection.execute(
                """
                INSERT INTO imported_result (process, source, source_id, title, text, status, progress, first_day, last_day,
                    address) VALUES (?, 'alt.example', '1', 'Zwölf Bügel', '', 'fertig', '100', '', '', '')
                """, .integer(process))
        }
        let visitor = house.visitor()
        try visitor.get("/participation/stadt")
        #expect(visitor.words.contains("Treffen auf früheren Plattformen"))
        #expect(visitor.words.contains("15. April 2022 Rathaus 31 alt.example"))
        #expect(visitor.text.contains("href=\"https://alt.example/m/1\"") && visitor.text.contains("Auftakt &lt;b"))
        #expect(visitor.words.contains("Ohne Tag") && !visitor.text.contains("javascript:"))
        #expect(visitor.words.contains("Zwölf Bügel fertig 100 alt.example"))
        try visitor.get("/participation/ideas/1")
        #expect(
            visitor.words.contains("Kategorie dort Verkehr & Wege")
                || visitor.words.contains("Kategorie dort Verkehr &amp; Wege"))
        #expect(visitor.words.contains("Schlagworte dort Rad, Schule"))
    }
}
