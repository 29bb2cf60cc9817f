import Accounts
import Testing

@testable import TenantNode

/// Votes as people use them: on a telephone, with a card, on paper counted by two.
struct VotingPagesTests {
    private struct Scene {
        let town: TestNode
        let house: StaffHouse
        let author: StaffBrowser
    }

    private func scene(_ fields: [(String, String)]) throws -> Scene {
        let town = try TestNode()
        try town.importAll()
        let house = try StaffHouse(town)
        let author = try house.person("autorin", "Beteiligung", [.author, .reader])
        try author.get("/staff/participation/processes/new").send([
            ("title", "Vorrang"), ("question", "Was zuerst?"), ("published", "yes"), ("phase-1-kind", "collect"),
            ("phase-1-first", "2026-09-01"), ("phase-1-last", "2026-09-30"), ("phase-2-kind", "prioritise"),
            ("phase-2-first", "2026-10-01"), ("phase-2-last", "2026-10-31"),
        ])
        try #require(author.status == 303)
        try author.get("/staff/participation/votes/new")
        try author.send(
            [
                ("title", "Welche Maßnahmen zuerst?"), ("process", "vorrang"), ("method", "points"), ("allowance", "5"),
                ("access", "device"), ("published", "yes"), ("measures", "eins"),
                ("statements", "Lastenräder\nTrinkbrunnen\nBaumpaten\nRatsfernsehen\nNachtbus\nWerkstatt"),
            ].filter { field in !fields.contains { $0.0 == field.0 } } + fields)
        try #require(author.status == 303, "\(author.words)")
        return Scene(town: town, house: house, author: author)
    }

    /// Sessions end while nobody is there.
    private func logIn(_ browser: StaffBrowser, _ login: String) throws {
        try browser.get("/staff/login").send([("login", login), ("password", StaffHouse.password)])
        try #require(browser.status == 303)
    }

    private func wait(_ scene: Scene, _ seconds: Int) { scene.town.clock.advance(by: .seconds(seconds)) }

    @discardableResult
    private func vote(_ visitor: StaffBrowser, _ fields: [(String, String)], _ scene: Scene) throws -> StaffBrowser {
        try visitor.get("/participation/votes/1")
        wait(scene, 5)
        return try visitor.send(fields)
    }

    @Test func aPaperHasTheNumbersOfTheCountingSheet() throws {
        for (method, mark) in [("points", "____"), ("choice", "☐"), ("rating", "☐")] {
            let scene = try scene([("method", method)])
            let page = try scene.author.get("/staff/participation/votes/1/paper")
            #expect(page.status == 200 && page.text.contains("class=\"sheet\""))
            let options = try scene.town.node.store.read { connection in
                try connection.query("SELECT number, title FROM ballot_option ORDER BY number") {
                    (try $0.int(0), try $0.text(1))
                }
            }
            #expect(options.count == 7)
            for (number, title) in options { #expect(page.words.contains("\(number) \(title) \(mark)")) }
        }
        #expect(try scene([]).author.get("/staff/participation/votes/1").words.contains("Stimmzettel drucken"))
    }

    /// Olpe's case: seven to choose from, online and paper ballots together.
    @Test func onlineAndPaperTogether() throws {
        let scene = try scene([])
        for number in 1...6 {
            try vote(scene.house.visitor(), [("points-1", "3"), ("points-2", "\(number % 3)")], scene)
        }
        let visitor = scene.house.visitor()
        try vote(visitor, [("points-7", "5")], scene)
        #expect(visitor.status == 303)
        #expect(try visitor.follow().words.contains("Ihre Stimme ist gezählt."))
        #expect(visitor.words.contains("Stimme ändern"))

        // On paper: two people count, differ, and agree.
        let author = scene.author
        let second = try scene.house.person("zweite", "Bürgerbüro", [.author, .reader])
        try author.get("/staff/participation/votes/1/sheets").send([("place", "Rathaus"), ("channel", "paper")])
        #expect(author.status == 303)
        let sheet = "/staff/participation/votes/1/sheets/1"
        let counts = (1...7).map { ("count-\($0)", $0 == 2 ? "40" : "0") }
        try author.get(sheet + "/count/1").send(
            [("handed", "20"), ("voters", "12"), ("invalid", "1")] + counts)
        #expect(author.status == 303)
        #expect(try author.get(sheet + "/count/2").status == 403)
        // What the first has counted is not shown to the second.
        #expect(try !second.get(sheet).words.contains("40"))
        try second.get(sheet + "/count/2").send(
            [("handed", "20"), ("voters", "12"), ("invalid", "2")] + counts)
        #expect(try second.follow().words.contains("Wo sich die Zählungen unterscheiden"))
        #expect(second.words.contains("Ungültige Stimmzettel 1 2"))

        scene.town.clock.advance(by: .seconds(30 * 86_400))
        try logIn(author, "autorin")
        try logIn(second, "zweite")
        #expect(try author.get("/staff/participation/votes/1").words.contains("noch nicht von zwei Personen gleich"))
        try second.get(sheet + "/count/2").send([("invalid", "1"), ("reason", "Einer war gültig")])
        #expect(try second.follow().words.contains("Beide Zählungen stimmen überein"))
        #expect(try scene.house.visitor().get("/participation/votes/1/result").status == 404)
        #expect(!(try scene.house.visitor().get("/participation/data/vorrang").text.contains("/participation/votes/1")))
        try author.get("/staff/participation/votes/1").send([])
        #expect(try author.follow().words.contains("Das Ergebnis ist öffentlich."))

        let reader = scene.house.visitor()
        try reader.get("/participation/votes/1/result")
        #expect(reader.status == 200)
        #expect(reader.words.contains("Vorn liegt „Lastenräder“ mit 46 Punkten. 19 Personen haben abgestimmt."))
        #expect(reader.words.contains("auf Papier 12 20 60,0 % 1"))
        #expect(reader.text.contains("<svg"))
        try reader.get("/participation/votes/1/result.csv")
        #expect(reader.text.contains("online,7,7,statement,,Werkstatt,,5\r\n"))
        #expect(reader.text.contains("all,19,2,statement,,Lastenräder,,46\r\n"))
        // Who looks for data finds it, too.
        try reader.get("/participation/data/vorrang")
        #expect(reader.text.contains("href=\"/participation/votes/1/result.csv\""))
        // A correction afterwards leaves its trace in public.
        wait(scene, 60)
        try author.get(sheet + "/count/1").send([("handed", "21"), ("reason", "noch einer ausgegeben")])
        try second.get(sheet + "/count/2").send([("handed", "21"), ("reason", "gesehen")])
        #expect(try reader.get("/participation/votes/1/result").words.contains("Nach der Freigabe berichtigt am"))
        #expect(try author.get("/staff/participation/votes/1/sheets").status == 404)
    }

    @Test func aVoteIsCountedOnceAndCanBeChanged() throws {
        let scene = try scene([])
        let visitor = scene.house.visitor()
        try visitor.get("/participation/votes/1")
        let form = try #require(visitor.forms.last)
        wait(scene, 5)
        let fields = form.fields.filter { $0.0 != "points-1" } + [("points-1", "5")]
        // A double click: the second request leaves before the first answer has brought the cookie; then the back button.
        let twin = scene.house.visitor()
        #expect(try visitor.post(form.action, fields).status == 303)
        #expect(try twin.post(form.action, fields).status == 303)
        #expect(try twin.post(form.action, fields).status == 303)
        #expect(try scene.author.get("/staff/participation/votes/1").words.contains("Eine gültige Stimme."))
        try vote(twin, [("points-1", ""), ("points-2", "4")], scene)
        #expect(try twin.follow().words.contains("es zählt die neue"))
        #expect(try scene.author.get("/staff/participation/votes/1").words.contains("Eine gültige Stimme."))
    }

    @Test func faultsAreSaidAndWhatWasTypedStays() throws {
        let scene = try scene([])
        let visitor = scene.house.visitor()
        try vote(visitor, [("points-1", "4"), ("points-2", "3")], scene)
        #expect(visitor.status == 422)
        #expect(visitor.words.contains("Sie haben 7 Punkte vergeben, Ihnen stehen 5 zu. Bitte nehmen Sie 2 zurück."))
        #expect(visitor.text.contains("value=\"4\"") && visitor.text.contains("value=\"3\""))
        #expect(visitor.text.contains("<title>Fehler:"))
        // Too fast, expired, forged: the numbers stay, a new token comes along.
        try visitor.send([("points-1", "1"), ("points-2", "")])
        #expect(visitor.status == 422 && visitor.words.contains("Das ging sehr schnell"))
        scene.town.clock.advance(by: .seconds(86_401))
        try visitor.send([])
        #expect(
            visitor.status == 422 && visitor.words.contains("zu lange offen") && visitor.text.contains("value=\"1\""))
        wait(scene, 5)
        try visitor.send([("token", "1-2-3")])
        #expect(visitor.status == 422)
        wait(scene, 5)
        try visitor.send([])
        #expect(visitor.status == 303)
        // The phase ends while somebody still has the page open.
        let late = scene.house.visitor()
        try late.get("/participation/votes/1")
        scene.town.clock.advance(by: .seconds(30 * 86_400))
        try late.send([("points-3", "2")])
        #expect(late.status == 409 && late.words.contains("Ihre Stimme wurde nicht gezählt"))
        #expect(late.words.contains("3. Trinkbrunnen: 2"))
    }

    @Test func codesCountOnceAndAreNotGuessed() throws {
        let scene = try scene([("access", "code")])
        let author = scene.author
        try author.get("/staff/participation/votes/1/codes")
        let form = try #require(author.forms.last)
        let fields = form.fields.filter { !["label", "count"].contains($0.0) } + [("label", "Markt"), ("count", "3")]
        try author.post(form.action, fields)
        #expect(author.status == 200)
        let codes = author.text.split(separator: "code-card-code\">").dropFirst().map { String($0.prefix(14)) }
        #expect(codes.count == 3 && Set(codes).count == 3)
        #expect(author.text.split(separator: "class=\"qr\"").count == 4, "each card has the address as a QR code")
        // The same form again, as after a reload, shows nothing and makes nothing.
        #expect(try author.post(form.action, fields).status == 409)
        #expect(codes.allSatisfy { !author.text.contains($0) })
        let stored = try scene.town.node.store.read { connection in
            try connection.query("SELECT hex(digest) FROM ballot_code") { try $0.text(0) }
        }
        #expect(stored.count == 3)

        let visitor = scene.house.visitor()
        try vote(visitor, [("code", codes[0].lowercased()), ("points-1", "5")], scene)
        #expect(visitor.status == 303)
        let other = scene.house.visitor()
        try vote(other, [("code", codes[0]), ("points-2", "5")], scene)
        #expect(other.status == 409 && other.words.contains("Mit diesem Code wurde schon abgestimmt."))
        #expect(other.text.contains(codes[0]))
        try vote(visitor, [("code", codes[0]), ("points-2", "5")], scene)
        #expect(visitor.status == 303)
        try vote(other, [("code", ""), ("points-2", "5")], scene)
        #expect(other.status == 422 && other.words.contains("Bitte schreiben Sie den Code"))
        // Guessing ends, and then even a good code has to wait.
        for _ in 0..<100 { try vote(other, [("code", "ABCD-EFGH-JKLM"), ("points-1", "1")], scene) }
        #expect(other.words.contains("Dieser Code gilt hier nicht."))
        try vote(other, [("code", codes[1]), ("points-1", "1")], scene)
        #expect(other.status == 422 && other.words.contains("zu viele falsche Codes"))
        // A restart forgives nothing.
        let again = try StaffHouse(scene.town).visitor()
        try vote(again, [("code", codes[1]), ("points-1", "1")], scene)
        #expect(again.status == 422 && again.words.contains("zu viele falsche Codes"))
        scene.town.clock.advance(by: .seconds(3601))
        try vote(other, [("code", codes[1]), ("points-1", "1")], scene)
        #expect(other.status == 303)
        try logIn(author, "autorin")
        #expect(try author.get("/staff/participation/votes/1").words.contains("Markt 5. Oktober 2026 3 2"))
        // A batch that was lost is withdrawn.
        try author.send([], form: 0)
        #expect(author.status == 303)
        try vote(scene.house.visitor(), [("code", codes[2]), ("points-1", "1")], scene)
        #expect(try author.get("/staff/participation/votes/1").words.contains("2 gültige Stimmen"))
    }

    @Test func whatIsAskedStaysOnceSomebodyHasVoted() throws {
        let scene = try scene([])
        let author = scene.author
        try author.get("/staff/participation/votes/1/edit")
        try vote(scene.house.visitor(), [("points-1", "1")], scene)
        try author.send([("allowance", "9")])
        #expect(author.status == 422 && author.words.contains("Jemand anderes hat inzwischen gespeichert"))
        try author.get("/staff/participation/votes/1/edit")
        #expect(author.words.contains("Frage, Art und Auswahl bleiben") && !author.text.contains("name=\"allowance\""))
        try author.send([("title", "Was zuerst?"), ("allowance", "9")])
        #expect(author.status == 303)
        #expect(try scene.house.visitor().get("/participation/votes/1").words.contains("Sie haben 5 Punkte."))
    }

    @Test(arguments: [
        ("process", "", "process"), ("method", "", "method"), ("allowance", "0", "allowance"),
        ("allowance", "101", "allowance"), ("ideas", "99", "ideas"), ("title", "", "title"),
    ])
    func aBallotThatCannotBeIsRefused(name: String, value: String, at field: String) throws {
        let scene = try scene([])
        try scene.author.get("/staff/participation/votes/1/edit").send([(name, value)])
        #expect(scene.author.status == 422)
        #expect(scene.author.text.contains("id=\"\(field)-error\"") || scene.author.text.contains("#\(field)"))
    }
}
