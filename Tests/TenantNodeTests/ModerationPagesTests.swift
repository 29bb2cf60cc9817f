import Database
import Testing

@testable import Participation
@testable import TenantNode

struct ModerationPagesTests {
    /// A town with three ideas that wait, one of them with a phone number.
    private func waiting() throws -> (here: IdeaTown, moderator: StaffBrowser, author: StaffBrowser) {
        let here = try IdeaTown(reviewedFirst: true)
        let author = try here.submit([("title", "Erste"), ("text", "Bänke")])
        try here.submit([("title", "Zweite"), ("text", "Bäume")])
        try here.submit([("title", "Dritte"), ("text", "Rufen Sie 0171 1234567 an, Frau Muster")])
        return (here, try here.house.person("lesen", "Moderation", [.moderator]), author)
    }

    @Test func receivedReviewedAndPublishedAreSeparate() throws {
        let (here, moderator, author) = try waiting()
        try moderator.get("/staff/participation/queue")
        #expect(moderator.words.contains("Auf eine Entscheidung warten: 3."))
        #expect(moderator.text.contains("<mark>0171 1234567<span"))
        // A title stands in the legend and in hidden words of the link, and not again above the text.
        #expect(moderator.text.components(separatedBy: "Zweite").count == 3)
        try moderator.send([
            ("decision-c1", "withhold"), ("rule-c1", "off_topic"), ("reason-c1", "Das gehört zum Kreis."),
            ("decision-c2", "leave"), ("decision-c3", "redact"),
        ])
        #expect(try moderator.follow().words.contains("Die Entscheidungen sind gespeichert."))
        #expect(moderator.words.contains("ungelesen (0)") && moderator.words.contains("liegen gelassen (1)"))
        #expect(try author.follow().words.contains("Das gehört zum Kreis."))
        let visitor = here.house.visitor()
        #expect(try visitor.get("/participation/ideas/1").status == 404)
        #expect(try visitor.get("/participation/ideas/2").status == 404)
        #expect(try visitor.get("/participation/ideas/3").words.contains("Rufen Sie […] an, Frau Muster"))
        #expect(try visitor.get("/participation/stadt/ideas?q=0171").words.contains("Dazu gibt es noch keine"))
        #expect(try visitor.get("/participation/log").words.contains("Hat mit der Frage nichts zu tun"))
        #expect(try visitor.get("/participation/rules").status == 200)
        // Who did what stands in the journal, and nothing of what was written.
        let journal = try here.house.person("leitung", "Leitung", [.admin]).get("/staff/journal").words
        #expect(journal.contains("Beitrag nicht gezeigt") && journal.contains("Beitrag veröffentlicht"))
        #expect(!journal.contains("Bänke") && !journal.contains("Kreis"))
    }

    @Test func whatWasTakenBackIsNotShownAgain() throws {
        let (here, moderator, author) = try waiting()
        let start = try #require(author.follow().text.firstRange(of: "/participation/mine/"))
        let own = "/participation/mine/" + author.text[start.upperBound...].prefix { $0.isHexDigit }
        #expect(try author.get(own + "/data").words.contains("Sichtbarkeit eingegangen"))
        #expect(author.words.contains("Stand noch nicht beantwortet"))
        #expect(try author.get(own + "/data.json").text.contains("\"visibility\": \"received\""))
        try author.get(own + "/erase").send([("how", "text")])
        #expect(author.words.contains("Es ist gelöscht"))
        try moderator.get("/staff/participation/contributions/1")
        #expect(!moderator.text.contains("decision-c1") && moderator.words.contains("zurückgezogen"))
        #expect(try !moderator.get("/staff/participation/queue?show=hidden").text.contains("decision-c1"))
        let isDone = try here.town.node.store.write { connection in
            try ModerationStore.decide(.publish, .contribution(1), seen: .removed, by: nil, at: 9, connection)
        }
        #expect(!isDone)
        #expect(try here.house.visitor().get("/participation/ideas/1").status != 200)
    }

    @Test("A text that is not shown is kept for its time from the decision on, and then nothing of it stays")
    func timeRunsFromTheDecision() throws {
        let here = try IdeaTown(reviewedFirst: true)
        try here.submit([("title", "Frau Muster ist schuld")])
        let now = here.town.clock.now.seconds
        let store = here.town.node.store
        try store.write { connection in
            _ = try CommentStore.insert(
                Comment(contribution: 1, parent: nil, text: "Sie auch", pseudonym: "Linde", received: now), connection)
            for subject in [ModerationSubject.contribution(1), .comment(1)] {
                let isDone = try ModerationStore.decide(
                    .withhold(.personal, reason: ""), subject, seen: .received, by: nil, at: now + 1000, connection)
                #expect(isDone)
            }
        }
        func left() throws -> String? {
            try store.read { connection in
                try connection.first("SELECT title || (SELECT text FROM comment) FROM contribution") { try $0.text(0) }
            }
        }
        func expire(_ moment: Int64) throws -> Int {
            let rooms = here.house.participation.personal
            return try store.write { connection in
                try rooms.reduce(0) { sum, room in sum + (try room.expire(.withheld(before: moment), connection)) }
            }
        }
        #expect(try expire(now + 1000) == 0)
        #expect(try left() == "Frau Muster ist schuldSie auch")
        #expect(try expire(now + 1001) == 2)
        #expect(try left() == PersonalStub.title)
        #expect(try expire(now + 1001) == 0)
    }

    @Test func thePublicLogHasPages() throws {
        let (here, moderator, _) = try waiting()
        try moderator.get("/staff/participation/queue")
        try moderator.send([("decision-c1", "withhold"), ("rule-c1", "off_topic")])
        here.town.clock.advance(by: .seconds(86_400))
        let now = here.town.clock.now.seconds
        try here.town.node.store.write { connection in
            for number in 1...204 {
                try RoomModeration.note(
                    number.isMultiple(of: 2) ? .removed : .withheld, of: .remark, rule: "insult", at: now, connection)
            }
        }
        let visitor = here.house.visitor()
        func rows() -> Int { visitor.text.split(separator: "<tr>").count - 2 }
        #expect(try visitor.get("/participation/log").status == 200 && rows() == 100)
        #expect(visitor.words.contains("zurückgehalten: 103, entfernt: 102."))
        #expect(try visitor.get("/participation/log?page=3").status == 200 && rows() == 5)
        // The oldest stands last.
        #expect(visitor.words.contains("Beitrag zurückgehalten Hat mit der Frage nichts zu tun"))
        #expect(try visitor.get("/participation/log?page=99").status == 200 && rows() == 5)
        #expect(try visitor.get("/participation/log?page=-1").status == 200 && rows() == 100)
    }

    @Test func allWithoutAHintArePublishedAtOnce() throws {
        let (here, moderator, _) = try waiting()
        try moderator.get("/staff/participation/queue").send([("all", "publish")])
        let visitor = here.house.visitor()
        #expect(try visitor.get("/participation/ideas/1").status == 200)
        #expect(try visitor.get("/participation/ideas/3").status == 404)
        #expect(try visitor.get("/participation/stadt/ideas?q=Baum").words.contains("Zweite"))
    }

    @Test func aReasonIsDemandedAndNothingIsDoneByHalves() throws {
        let (here, moderator, _) = try waiting()
        try moderator.get("/staff/participation/queue")
        try moderator.send([("decision-c1", "publish"), ("decision-c2", "withhold"), ("reason-c2", "Ein Satz")])
        #expect(
            moderator.status == 422 && moderator.text.contains("Ein Satz") && moderator.words.contains("Bitte wählen"))
        #expect(try here.house.visitor().get("/participation/ideas/1").status == 404)
        #expect(moderator.text.contains("value=\"publish\" checked"))
    }

    @Test func twoModeratorsAtOnce() throws {
        let (here, moderator, _) = try waiting()
        let other = try here.house.person("andere", "Moderation", [.moderator])
        try moderator.get("/staff/participation/queue")
        try other.get("/staff/participation/queue")
        try moderator.send([("decision-c1", "publish")])
        try other.send([("decision-c1", "withhold"), ("rule-c1", "insult")])
        #expect(try other.follow().words.contains("hatte inzwischen schon jemand anderes entschieden"))
        #expect(try here.house.visitor().get("/participation/ideas/1").status == 200)
    }

    @Test func onlyModeratorsDecide() throws {
        let (here, _, _) = try waiting()
        let reader = try here.house.person("leserin", "Amt", [.reader])
        #expect(try reader.get("/staff/participation/queue").status == 403)
        #expect(try reader.get("/staff/participation/reports").status == 403)
        try reader.get("/staff/participation/contributions/1")
        #expect(reader.status == 200 && reader.forms.isEmpty)
        #expect(try here.house.visitor().get("/staff/participation/queue").status == 303)
    }

    @Test func commentsAreReadAlike() throws {
        let (here, moderator, _) = try waiting()
        try moderator.get("/staff/participation/queue").send([("all", "publish")])
        let visitor = try here.house.visitor().get("/participation/ideas/1/comments")
        here.town.clock.advance(by: .seconds(20))
        try visitor.send([("comment", "Sehe ich auch so")])
        #expect(!(try here.house.visitor().get("/participation/ideas/1").words).contains("Sehe ich auch so"))
        try moderator.get("/staff/participation/queue")
        #expect(moderator.words.contains("Kommentar zu: Erste"))
        try moderator.send([("decision-k1", "publish")])
        #expect(try here.house.visitor().get("/participation/ideas/1").words.contains("Sehe ich auch so"))
        #expect(try visitor.follow().words.contains("Veröffentlicht."))
    }

    @Test func whatIsReportedStaysOrGoes() throws {
        let here = try IdeaTown()
        try here.submit()
        let visitor = here.house.visitor()
        for rule in ["advertising", "insult"] {
            try visitor.get("/participation/ideas/1/report")
            here.town.clock.advance(by: .seconds(20))
            let form = try #require(visitor.forms.last)
            let sent = form.fields + [("rule", rule)]
            for _ in 0..<2 { try visitor.post(form.action, sent) }
            #expect(visitor.status == 200 && visitor.words.contains("Danke für Ihre Meldung"))
        }
        try visitor.get("/participation/ideas/1/report")
        here.town.clock.advance(by: .seconds(20))
        #expect(try visitor.send([("words", "Ohne Grund")]).status == 422)
        #expect(visitor.text.contains("Ohne Grund"))
        let moderator = try here.house.person("lesen", "Moderation", [.moderator])
        try moderator.get("/staff/participation/reports")
        #expect(moderator.words.contains("Offene Meldungen: 2."))
        try moderator.send([("act", "keep")])
        #expect(try moderator.follow().words.contains("Keine Meldung ist offen."))
        #expect(try visitor.get("/participation/ideas/1").status == 200)
        try visitor.get("/participation/ideas/1/report")
        here.town.clock.advance(by: .seconds(20))
        try visitor.send([("rule", "unlawful")])
        try moderator.get("/staff/participation/reports")
        try moderator.send([("act", "remove")])
        #expect(try visitor.get("/participation/ideas/1").status == 410)
        #expect(visitor.words.contains("Verstößt gegen Gesetze") && !visitor.words.contains("Zum Ausruhen."))
        #expect(!(try visitor.get("/participation/stadt/ideas").words).contains("Bänke im Park"))
    }

    @Test func aContributionIsAnsweredAndItsStandingSaysWhy() throws {
        let here = try IdeaTown()
        try here.submit()
        let moderator = try here.house.person("lesen", "Moderation", [.moderator])
        let path = "/staff/participation/contributions/1"
        #expect(try moderator.get("/staff/participation/contributions?q=Park").words.contains("Bänke im Park"))
        func send(_ act: String, _ fields: [(String, String)]) throws {
            try moderator.get(path)
            let form = try #require(moderator.forms.first { $0.fields.contains { $0 == ("act", act) } })
            let names = fields.map(\.0)
            let sent = form.fields.filter { !names.contains($0.0) } + fields
            try moderator.post(form.action, sent)
            // Pressed twice.
            let status = moderator.status
            try moderator.post(form.action, sent)
            #expect(moderator.status == status)
        }
        try send("status", [("status", "accepted"), ("decided-by", "Bauausschuss"), ("why", "")])
        #expect(moderator.status == 422 && moderator.text.contains("Bauausschuss"))
        try send("status", [("status", "accepted"), ("decided-by", "Bauausschuss"), ("why", "Geld ist da.")])
        try send("answer", [("office", "Grünflächenamt"), ("answer", "Drei Bänke kommen im Mai.")])
        try send("topic", [("topic", "bus")])
        let page = try here.house.visitor().get("/participation/ideas/1")
        #expect(page.words.contains("wird umgesetzt · Entschieden: Bauausschuss"))
        #expect(page.words.contains("Geld ist da.") && page.words.contains("Antwort: Grünflächenamt"))
        #expect(page.words.contains("1 Kommentar") && !page.words.contains("2 Kommentare"))
        #expect(
            try here.house.visitor().get("/participation/stadt/ideas?topic=bus&status=accepted").words.contains(
                "Bänke im Park"))
        let journal = try here.house.person("leitung", "Leitung", [.admin]).get("/staff/journal").words
        #expect(journal.contains("Stand eines Beitrags geändert") && !journal.contains("Geld ist da"))
    }

    @Test func partsOfTownCanBeChosen() throws {
        let here = try IdeaTown()
        let author = try here.house.person("autorin", "Amt", [.author, .reader])
        try author.get("/staff/participation/places").send([("places", "Ostönnen; 51,5712; 8,0034\nMeckingsen\nX; 1")])
        #expect(author.status == 422 && author.text.contains("Ostönnen"))
        try author.send([("places", "Ostönnen; 51,5712; 8,0034\nMeckingsen")])
        #expect(try author.follow().text.contains("Ostönnen; 51.57; 8.00\nMeckingsen"))
        try here.submit([("title", "Bank"), ("place", "Ostönnen"), ("place-name", "Kirche")])
        #expect(try here.house.visitor().get("/participation/ideas/1").words.contains("Ostönnen, Kirche"))
        let place = try here.town.node.store.read { connection in
            try connection.first("SELECT place FROM contribution") { try $0.text(0) }
        }
        #expect(place == "51.57,8.00")
    }
}
