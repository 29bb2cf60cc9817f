import Database
import Events
import Participation
import Testing

@testable import TenantNode

/// What events, reports and documents keep of people: seen and erased by a link, forgotten in time, erased again after an
/// older state came back.
struct PersonalRoomTests {
    private struct Scene {
        let town: TestNode
        let house: StaffHouse
        let phone: StaffBrowser

        func wait(_ seconds: Int) { town.clock.advance(by: .seconds(seconds)) }

        func text(_ sql: String) throws -> String? {
            try town.node.store.read { connection in try connection.first(sql) { try $0.text(0) } }
        }

        /// The path of the link that stands on the page.
        func own() throws -> String {
            let start = try #require(phone.text.firstRange(of: "https://town.example/participation/mine/"))
            return "/participation/mine/" + phone.text[start.upperBound...].prefix { $0.isHexDigit }
        }
    }

    /// A process that ends on 31 October 2026, with an event whose table has people behind it.
    private func scene() throws -> Scene {
        let town = try TestNode()
        let house = try StaffHouse(town)
        try town.node.store.write { connection in
            let day = try #require(CivilDay("2026-10-01"))
            let last = try #require(CivilDay("2026-10-31"))
            let process = try #require(
                try ProcessStore.write(
                    Process(
                        slug: "region", title: "Region", question: "Was?", isPublished: true,
                        phases: [
                            Process.Phase(kind: .collect, firstDay: day, lastDay: last)
                        ]), at: 1, connection))
            var table = Event.Table(name: "Rad")
            table.moderator = "Ada Beispiel"
            table.recorder = "Bo Beispiel"
            let event = Event(
                slug: "konferenz", process: process, title: "Konferenz", firstDay: day, isReviewedFirst: false,
                isPublished: true, tables: [table])
            let id = try #require(try EventStore.write(event, at: 1, connection))
            try EventStore.takeCards(true, id, connection)
        }
        return Scene(town: town, house: house, phone: house.visitor())
    }

    @Test func aCardIsSeenAndErasedByItsAuthor() throws {
        let scene = try scene()
        try scene.phone.get("/t/1")
        scene.wait(5)
        try scene.phone.send([("text", "Meine Straße 5 braucht Licht"), ("pseudonym", "Ada")])
        try #require(scene.phone.status == 303)
        try scene.phone.follow()
        let own = try scene.own()
        #expect(try scene.phone.get(own + "/data.json").text.contains("\"name\": \"Ada\""))
        #expect(try scene.house.visitor().get("/events/konferenz/wall").text.contains("braucht Licht"))
        try scene.phone.get(own + "/erase").send([("how", "text")])
        #expect(scene.phone.words.contains("Es ist gelöscht"))
        #expect(try !scene.house.visitor().get("/events/konferenz/wall").text.contains("braucht Licht"))
        #expect(try scene.phone.get(own + "/data").status == 404)
    }

    @Test func aConversationIsErasedAndStaysSoAfterARestore() throws {
        let scene = try scene()
        let staff = try scene.house.admin()
        try staff.get("/staff/participation/conversations/region")
        let link = try #require(staff.text.firstRange(of: "https://town.example/conversations/region/"))
        let path = "/conversations/region/" + staff.text[link.upperBound...].prefix { $0.isHexDigit }
        try scene.phone.get(path)
        scene.wait(20)
        try scene.phone.send([
            ("day", "2026-10-02"), ("place", "Markt"), ("people", "4"), ("group", "citizens"),
            ("recorder", "Cleo Beispiel"), ("notes", "Mehr Bänke\nMehr Bäume"),
        ])
        try #require(scene.phone.status == 303, "\(scene.phone.words)")
        try scene.phone.follow()
        let own = try scene.own()
        let data = try scene.phone.get(own + "/data.json").text
        #expect(data.contains("Cleo Beispiel") && data.contains("Mehr Bänke\\nMehr Bäume"))
        func state() throws -> String? {
            try scene.text(
                """
                SELECT group_concat(c.recorder || '|' || c.text || '|' || t.recorder || '|' || t.place, ';')
                FROM conversation AS t JOIN conversation_note AS n ON n.conversation = t.id
                    JOIN contribution AS c ON c.id = n.contribution
                """)
        }
        let before = try scene.town.node.store.read { connection in
            try connection.query("SELECT author FROM conversation") { try $0.blob(0) }
        }
        try scene.phone.get(own + "/erase").send([("how", "text")])
        #expect(try state() == "|||;|||")
        // A backup of an hour ago: the rows are back, and the list beside the database is not older.
        try scene.town.node.store.write { connection in
            _ = try connection.execute("DELETE FROM erasure")
            _ = try connection.execute(
                "UPDATE conversation SET author = ?, recorder = 'Cleo Beispiel', place = 'Markt'",
                .blob(try #require(before.first)))
            _ = try connection.execute("UPDATE contribution SET text = 'Mehr', recorder = 'Cleo Beispiel'")
        }
        #expect(try Erasing.replay(scene.house.participation) == 1)
        #expect(try state() == "|||;|||")
        #expect(try scene.text("SELECT CAST(sum(people) AS TEXT) FROM conversation") == "4", "the number stays")
    }

    @Test func timeForgetsWhoRecordedAndWhoReported() throws {
        let scene = try scene()
        try scene.phone.get("/t/1")
        scene.wait(5)
        try scene.phone.send([("text", "Eine Karte"), ("group", "citizens")])
        try scene.phone.get("/participation/ideas/1/report")
        scene.wait(20)
        try scene.phone.send([("rule", "insult"), ("words", "Das hat mein Nachbar geschrieben")])
        let own = try scene.own()
        #expect(try scene.phone.get(own).words.contains("noch nicht entschieden"))
        #expect(try scene.phone.get(own + "/data").words.contains("Nachbar"))
        let moderator = try scene.house.person("lesen", "Moderation", [.moderator])
        try moderator.get("/staff/participation/reports").send([("act", "keep")])
        try scene.town.node.store.write { connection in
            _ = try connection.execute("UPDATE contribution SET recorder = 'Bo Beispiel'")
            // A text without a process, and one that still runs.
            for (id, last) in [(1, "2026-10-31"), (2, "2029-12-31")] {
                _ = try connection.execute(
                    """
                    INSERT INTO document (id, slug, title, introduction, last_day, next_key, created, version)
                    VALUES (?1, 'd' || ?1, 'D', '', ?2, 1, 1, 1)
                    """, .integer(Int64(id)), .text(last))
                _ = try connection.execute(
                    """
                    INSERT INTO document_version (document, number, at, title, introduction, note, is_final, published_by)
                    VALUES (?, 1, 1, 'D', '', '', 0, 'Amt')
                    """, .integer(Int64(id)))
                _ = try connection.execute(
                    """
                    INSERT INTO remark (document, number, text, wording, pseudonym, channel, grouping, recorder,
                        visibility, reason, received, verdict, answer_reason, answer_office, version)
                    VALUES (?, 1, 'Text', '', 'Ada', 'online', 'youth', '', 'published', '', 1, '', '', '', 1)
                    """, .integer(Int64(id)))
            }
        }
        let round = RetentionRound(desk: scene.house.participation)
        scene.wait(250 * 86_400)
        #expect(try round.run()?[.reports] == 1)
        #expect(try scene.text("SELECT text FROM report") == "")
        #expect(try scene.phone.get(own).status == 404)
        #expect(try scene.text("SELECT recorder FROM event_table") == "Bo Beispiel")
        scene.wait(200 * 86_400)
        let forgotten = try #require(try round.run())
        #expect(forgotten[.names] == 3, "the card's recorder, the table's people, the remark's name")
        #expect(forgotten[.groups] == 2)
        #expect(try scene.text("SELECT recorder || moderator FROM event_table") == "")
        #expect(try scene.text("SELECT recorder FROM contribution") == "")
        #expect(try scene.text("SELECT pseudonym || grouping FROM remark WHERE document = 1") == "")
        #expect(try scene.text("SELECT pseudonym || grouping FROM remark WHERE document = 2") == "Adayouth")
    }
}
