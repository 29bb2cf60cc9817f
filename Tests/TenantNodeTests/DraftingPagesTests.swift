import Accounts
import Database
import Participation
import Testing

@testable import Drafting
@testable import TenantNode

struct DraftingPagesTests {
    private static let charter = "/staff/participation/documents/charta"
    private static let open = "/participation/documents/charta"

    /// A charter with two sections, its first version published, open for remarks.
    private func drafted(_ body: (TestNode, StaffBrowser, StaffBrowser) throws -> Void) throws {
        let town = try TestNode()
        let house = try StaffHouse(town)
        let staff = try house.person("stab", "Stabsstelle Digitales", [.author, .moderator, .reader])
        try staff.get("/staff/participation/documents/new").send([
            ("title", "Charta"), ("introduction", "Der Rat beschließt sie."), ("last", "2026-12-31"),
        ])
        #expect(staff.status == 303)
        try staff.get(Self.charter + "/sections/new").send([
            ("title", "Ziele"), ("text", "Die Stadt wird bis 2035 klimaneutral.\n\nAlle Busse fahren mit Strom."),
        ])
        try staff.get(Self.charter + "/sections/new").send([
            ("title", "Wege"), ("text", "Wir fangen bei den Schulen an."),
        ])
        #expect(try staff.get(Self.open).status == 404)
        try staff.get(Self.charter + "/publish").send([])
        #expect(staff.status == 303, "\(staff.words)")
        try body(town, staff, house.visitor())
    }

    /// The keys come from one counter: section 1 with 2 and 3, section 4 with 5.
    private func say(_ visitor: StaffBrowser, _ town: TestNode, _ key: String, _ fields: [(String, String)]) throws {
        try visitor.get("\(Self.open)/paragraphs/\(key)")
        town.clock.advance(by: .seconds(20))
        try visitor.send(fields)
    }

    @Test func aCharterIsWrittenTogether() throws {
        try drafted { town, staff, visitor in
            try visitor.get(Self.open)
            #expect(
                visitor.words.contains("Fassung 1 vom")
                    && visitor.words.contains("können Sie jeden Absatz kommentieren"))
            #expect(visitor.words.contains("1.2 Alle Busse fahren mit Strom. Kommentieren"))

            // A visitor suggests a wording; nobody sees it before it was released.
            try say(
                visitor, town, "2",
                [
                    ("text", "Das geht schneller."), ("wording", "Die Stadt wird bis 2030 klimaneutral."),
                    ("pseudonym", "Ada"), ("group", "youth"),
                ])
            #expect(visitor.status == 200 && visitor.words.contains("Danke, Ihre Anmerkung ist angekommen"))
            let link = try #require(visitor.text.firstRange(of: "https://town.example/participation/mine/"))
            let secret = String(visitor.text[link.upperBound...].prefix { $0.isHexDigit })
            #expect(try visitor.get("/participation/mine/\(secret)").words.contains("Charta: eingegangen."))
            #expect(try visitor.get("/participation/mine/\(secret)/data").words.contains("Das geht schneller."))
            #expect(!(try visitor.get(Self.open + "/paragraphs/2").words.contains("Das geht schneller")))

            // Final is not possible while it waits.
            try staff.get(Self.charter + "/publish").send([("note", "Neu"), ("final", "yes")])
            #expect(staff.status == 422 && staff.words.contains("Eine Anmerkung ist noch nicht beantwortet"))

            try staff.get(Self.charter + "/remarks/1").send([("visibility", "published")], form: 0)
            #expect(staff.status == 303)
            try visitor.get(Self.open + "/paragraphs/2")
            #expect(visitor.words.contains("Ada,") && !visitor.text.contains("Schulen und Jugend,"))
            #expect(visitor.text.contains("<del>2035</del><ins>2030</ins>"))

            // Worked in and answered.
            try staff.get(Self.charter + "/sections/1").send([
                ("text", "Die Stadt wird bis 2030 klimaneutral.\n\nNeu ist das Rad.\n\nAlle Busse fahren mit Strom.")
            ])
            try staff.get(Self.charter + "/remarks/1").send([("verdict", "taken")])
            #expect(staff.status == 422, "no answer without a reason")
            try staff.send([("verdict", "taken"), ("reason", "Der Rat will es auch.")])
            #expect(staff.status == 303)
            town.clock.advance(by: .seconds(60))
            try staff.get(Self.charter + "/publish").send([("note", "Schneller."), ("final", "yes")])
            #expect(staff.status == 303, "\(staff.words)")

            try visitor.get(Self.open)
            #expect(visitor.words.contains("endgültig. Der Text ist fertig."))
            try visitor.get(Self.open + "/versions/2/changes")
            #expect(visitor.words.contains("Ein Absatz ist neu, 1 geändert, 0 entfallen."))
            #expect(visitor.text.contains("<del>2035</del><ins>2030</ins>"))
            try visitor.get(Self.open + "/answers")
            #expect(visitor.words.contains("Eine Anmerkung, 1 beantwortet: 1 übernommen"))
            #expect(
                visitor.words.contains("Stabsstelle Digitales,") && visitor.words.contains("in Fassung 2 eingearbeitet")
            )
            // The first version reads as it did, and takes nothing more.
            #expect(try visitor.get(Self.open + "/versions/1").words.contains("bis 2035 klimaneutral"))
            #expect(!(try visitor.get(Self.open + "/paragraphs/2").words.contains("Anmerkung senden")))
        }
    }

    @Test("What is not shown has a rule, which stands in the public log, and a reason, which only its author reads")
    func aRemarkIsWithheld() throws {
        try drafted { town, staff, visitor in
            for number in 1...2 {
                try say(visitor, town, "2", [("text", "Frau Muster ist schuld \(number)"), ("pseudonym", "Ada")])
            }
            let path = Self.charter + "/remarks/"
            try staff.get(path + "1").send([("visibility", "withheld"), ("show-reason", "Über eine Person")], form: 0)
            #expect(staff.status == 422 && staff.words.contains("Bitte wählen Sie, gegen welche Regel"))
            #expect(staff.text.contains("Über eine Person</textarea>"))
            try staff.send([("show-rule", "personal"), ("show-reason", "")], form: 0)
            #expect(staff.status == 422 && staff.words.contains("Bitte sagen Sie in einem Satz"))
            try staff.send([("show-rule", "personal"), ("show-reason", "Über eine Person")], form: 0)
            #expect(staff.status == 303)
            // The same once more, with another reason, is no other decision.
            try staff.get(path + "1").send([("show-rule", "insult"), ("show-reason", "Anders")], form: 0)
            #expect(staff.status == 303)
            try staff.get(path + "2").send([("visibility", "published")], form: 0)
            try staff.get(path + "2").send(
                [("visibility", "removed"), ("show-rule", "insult"), ("show-reason", "Beleidigt")], form: 0)
            #expect(staff.status == 303)
            // Their time runs from the decision on, and what is gone is not shown again.
            let now = town.clock.now.seconds
            try town.node.store.write { connection in
                _ = try connection.execute("UPDATE remark SET received = 1, published = 1")
                let room = RemarkRoom()
                #expect(try room.expire(.withheld(before: now), connection) == 0)
                #expect(try room.expire(.withheld(before: now + 1), connection) == 2)
            }
            #expect(try !staff.get(path + "1").text.contains("name=\"visibility\""))
            try visitor.get("/participation/log")
            #expect(visitor.words.contains("Veröffentlicht nach dem Lesen: 1, zurückgehalten: 1, entfernt: 1."))
            #expect(
                visitor.words.contains(
                    "Anmerkung zu einem Text zurückgehalten Persönliche Angaben über sich oder andere"),
                "\(visitor.words)")
            #expect(visitor.words.contains("Anmerkung zu einem Text entfernt Beleidigung"), "\(visitor.words)")
            for word in ["Muster", "Ada", "Über eine Person", "Anders", "Beleidigt", "Stabsstelle"] {
                #expect(!visitor.words.contains(word), "\(word)")
            }
        }
    }

    @Test func cellsNeverBeginAFormula() throws {
        try drafted { town, staff, visitor in
            try say(visitor, town, "whole", [("text", "=HYPERLINK(\"http://x\")"), ("pseudonym", "@evil")])
            try staff.get(Self.charter + "/remarks/1").send([("visibility", "published")], form: 0)
            let csv = try visitor.get(Self.open + "/answers.csv").text
            #expect(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\",,'@evil"))
        }
    }

    @Test(arguments: [
        ("2", [("text", "")], 422, "ändern Sie den Wortlaut"),
        ("2", [("text", "Gut"), ("token", "1-2-3")], 422, "Das Formular war zu lange offen"),
        ("2", [("text", String(repeating: "x", count: 5000))], 422, "1.000 Zeichen zu lang"),
        ("whole", [("text", "")], 422, "Hier muss etwas stehen"),
        ("2", [("text", "Gut"), ("number", "9")], 404, "nicht"),
    ])
    func whatIsWrongIsSaid(key: String, fields: [(String, String)], status: Int, sentence: String) throws {
        try drafted { town, staff, visitor in
            try say(visitor, town, key, fields)
            #expect(visitor.status == status && visitor.words.contains(sentence), "\(visitor.words)")
            #expect(try staff.get(Self.charter + "/remarks").words.contains("alle: 0"))
        }
    }

    @Test func whatIsSentTwiceIsTakenOnce() throws {
        try drafted { town, staff, visitor in
            try visitor.get(Self.open + "/paragraphs/3")
            town.clock.advance(by: .seconds(20))
            let form = try #require(visitor.forms.last)
            let fields = form.fields.filter { $0.0 != "text" } + [("text", "Mit Wasserstoff?")]
            let first = try visitor.post(form.action, fields).text
            #expect(try visitor.post(form.action, fields).text == first)
            #expect(try staff.get(Self.charter + "/remarks").words.contains("alle: 1"))
            // What fills in the hidden field is thanked and forgotten.
            try visitor.post(form.action, fields.filter { $0.0 != "website" } + [("website", "http://spam")])
            #expect(visitor.status == 200)
            #expect(try staff.get(Self.charter + "/remarks").words.contains("alle: 1"))
        }
    }

    @Test func afterTheLastDayNothingIsTaken() throws {
        try drafted { town, staff, visitor in
            try visitor.get(Self.open + "/paragraphs/2")
            try staff.get(Self.charter + "/head").send([("last", "2026-01-01")])
            #expect(staff.status == 303)
            town.clock.advance(by: .seconds(20))
            try visitor.send([("text", "Zu spät")])
            #expect(visitor.status == 409)
            #expect(visitor.words.contains("Anmerkungen werden zurzeit nicht angenommen"))
            #expect(visitor.text.contains("Zu spät"))
        }
    }

    @Test func paperCountsAsMuch() throws {
        try drafted { _, staff, visitor in
            try staff.get(Self.charter + "/remarks/new").send([
                ("paragraph", "5"), ("text", "Auch die Kitas."), ("channel", "conversation"), ("recorder", ""),
            ])
            #expect(staff.status == 422 && staff.text.contains("Auch die Kitas."))
            try staff.send([("recorder", "Lotsin 3")])
            #expect(staff.status == 303)
            try staff.get(Self.charter + "/remarks/1").send([("visibility", "published")], form: 0)
            #expect(try visitor.get(Self.open + "/answers").words.contains("Auch die Kitas. im Gespräch,"))
            // Who wrote it down is the house's own business.
            #expect(!visitor.text.contains("Lotsin 3"))
        }
    }

    @Test func twoEditorsOfOneSection() throws {
        try drafted { _, staff, _ in
            let other = try staff.house.person("andere", "Umweltamt", [.author, .reader])
            try staff.get(Self.charter + "/sections/4")
            try other.get(Self.charter + "/sections/4")
            try staff.send([("text", "Wir fangen heute an.")])
            #expect(staff.status == 303)
            try other.send([("text", "Wir fangen morgen an.")])
            #expect(other.status == 422 && other.words.contains("Jemand anderes hat inzwischen gespeichert"))
            #expect(other.text.contains("Wir fangen morgen an."))
            // Another section can be written meanwhile.
            #expect(try other.get(Self.charter + "/sections/1").send([("title", "Unsere Ziele")]).status == 303)
            // Publishing shows what was looked at, or nothing.
            try staff.get(Self.charter + "/publish")
            try other.get(Self.charter + "/sections/1").send([("title", "Ziele")])
            try staff.send([("note", "Neu")])
            #expect(staff.status == 422 && staff.words.contains("haben sich inzwischen geändert"))
        }
    }

    @Test func aPublishedVersionNeverChanges() throws {
        try drafted { town, _, _ in
            for statement in [
                "UPDATE document_version SET title = 'x'", "DELETE FROM document_version",
                "UPDATE document_version_paragraph SET text = 'x'", "DELETE FROM document_version_section",
            ] {
                #expect(throws: DatabaseError.self) {
                    try town.node.store.write { connection in try connection.execute(statement) }
                }
            }
        }
    }

    @Test func sectionsStandOnIdeas() throws {
        try drafted { town, staff, visitor in
            let idea = try town.node.store.write { connection -> Int64 in
                let process = try #require(
                    try ProcessStore.write(
                        Process(slug: "ideen", title: "Ideen", question: "Was?", isPublished: true), at: 1, connection))
                return try ContributionStore.insert(
                    Contribution(
                        process: process, title: "Solar auf Schulen", text: "Text", origin: Origin(.online),
                        visibility: .published, received: 1, published: 1), connection
                ).id
            }
            try staff.get(Self.charter + "/sections/4").send([("sources", "99, \(idea)")])
            #expect(staff.status == 422 && staff.words.contains("keiner veröffentlichten Idee: 99"))
            try staff.send([("sources", "\(idea)")])
            try staff.get(Self.charter + "/publish").send([("note", "Mit Ideen")])
            #expect(try visitor.get(Self.open).words.contains("Beruht auf einer Idee Solar auf Schulen"))
            let (uses, steps) = try town.node.store.read { connection in
                (try ContributionUses.all(of: idea, connection), try StepStore.all(of: idea, connection))
            }
            #expect(uses.map(\.title) == ["Charta: Wege"] && uses[0].fragment == "s-4")
            #expect(steps.map(\.act) == [.linked])
        }
    }

    @Test func scriptsStayText() throws {
        try drafted { town, staff, visitor in
            try say(visitor, town, "2", [("text", "<script>alert(1)</script>"), ("wording", "<b>\"fett\"</b>")])
            try staff.get(Self.charter + "/remarks/1").send([("visibility", "published")], form: 0)
            for page in ["/answers", "/paragraphs/2"] {
                try visitor.get(Self.open + page)
                #expect(!visitor.text.contains("<script") && visitor.text.contains("&lt;script&gt;"))
            }
        }
    }

    @Test func whoMayDoWhat() throws {
        try drafted { town, staff, visitor in
            try say(visitor, town, "2", [("text", "Gut so.")])
            let reader = try staff.house.person("leserin", "Amt", [.reader])
            #expect(try reader.get(Self.charter).status == 200)
            for path in ["/head", "/sections/1", "/publish"] {
                #expect(try reader.get(Self.charter + path).status == 403)
            }
            try reader.get(Self.charter + "/remarks/1")
            #expect(reader.status == 200 && reader.forms.isEmpty)
            #expect(try visitor.get(Self.charter).status == 303)
        }
    }
}
