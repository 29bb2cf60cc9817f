import Accounts
import Federation
import Testing

@testable import TenantNode

struct StartPageTests {
    @Test func saysWhatIsDueAndWhatWaitsForWhom() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let approver = try house.person("b.approver", [.approver])
            let start = try author.get("/staff")
            #expect(start.has("Eine Aufgabe ist offen."))
            #expect(start.has("3 Kennzahlen für 2025 eintragen, überfällig seit 31. März 2026"))
            let deadline = "/staff/deadlines/new"
            _ = try author.send(try author.get(deadline), to: deadline, ["title": "Nachweis", "day": "2026-10-20"])
            let path = "/staff/summary/region/2024"
            _ = try author.send(try author.get(path), to: path + "/request")
            let waiting = try approver.get("/staff?lang=en")
            #expect(waiting.has("3 tasks are open. One of them waits for you."))
            #expect(waiting.has("waits for you Approve the summary for 2024 (handed on by Name a.author)"))
            #expect(waiting.has("soon Nachweis, by 20 October 2026"))
            #expect(try author.get("/staff").has("wartet auf die Freigabe durch eine andere Person."))
            _ = try approver.send(try approver.get(path), to: path + "/approve")
            #expect(try author.get("/staff").has("Freigegebene Meldung für 2024 unterschreiben und senden"))
        }
    }

    @Test func aRefusedStatementIsUrgent() throws {
        try staffed { hub, town, house in
            hub.set(.problem(422, "rule"))
            _ = try town.submit()
            _ = try town.deliver()
            #expect(
                try house.person("r.reader", [.reader]).get("/staff").has("dringend Meldung Nummer 2 wurde abgelehnt"))
        }
    }

    @Test func anEmptyNodeSaysSo() throws {
        let town = try TestNode()
        let house = try StaffRoom(town.node)
        let reader = try house.person("r.reader", [.reader])
        #expect(try reader.get("/staff").has("Nichts ist offen."))
        #expect(try reader.get("/staff/indicators").has("Noch keine Kennzahlen"))
        #expect(try reader.get("/staff/summary").has("Noch kein Verbund"))
        #expect(try reader.get("/staff/framework").has("Noch kein Verbund"))
        #expect(try reader.get("/staff/deadlines").has("Noch keine Termine"))
    }
}

struct FrameworkPagesTests {
    private func amend(_ hub: FakeHub, number: Int64 = 2) throws {
        let text = Fixtures.framework.replacing("\"number\":1", with: "\"number\":\(number)")
            .replacing("\"de\":\"Rahmen\"", with: "\"de\":\"Neuer Rahmen\"")
        try hub.say(.framework(try Framework(canonicalBytes: Array(text.utf8))))
    }

    @Test func anAmendmentHasToBeAdoptedAnew() throws {
        try staffed { hub, town, house in
            try amend(hub)
            try LogFollower(node: town.node, name: "region").follow()
            let approver = try house.alone("b.approver")
            #expect(
                try approver.get("/staff").has(
                    "region: Die Rahmenstrategie ist geändert. Version 2 muss neu angenommen werden."))
            let version = try approver.get("/staff/framework/region/2")
            #expect(version.has("Was ist anders als in Version 1?"))
            #expect(version.text.contains("<ins>Neuer"))
            let path = "/staff/framework/region/2/adopt"
            let saved = try approver.send(
                try approver.get(path), to: path, ["body": "Rat der Stadt", "date": "2026-09", "number": "12/2026"])
            #expect(saved.status == 303)
            #expect(try town.deliver().delivered == 1)
            let list = try approver.get("/staff/framework")
            #expect(list.has("region: angenommen ist Version 2, die neueste."))
            #expect(list.has("Rat der Stadt, September 2026, 12/2026"))
            #expect(try house.journal().first?.act == "framework.adopted")
        }
    }

    @Test(arguments: [
        (["body": "Rat", "date": "2026-12-01"], "Der Beschluss liegt in der Zukunft."),
        (["body": "Rat", "date": "1.9.2026"], "Bitte geben Sie Tag, Monat oder Jahr an"),
        (["body": ""], "Hier muss etwas stehen."),
        (["body": "Rat", "link": "rat.example"], "Bitte geben Sie eine vollständige Adresse an"),
    ]) func aDecisionThatIsNone(_ typed: [String: String], _ sentence: String) throws {
        try staffed { hub, town, house in
            try amend(hub)
            try LogFollower(node: town.node, name: "region").follow()
            let approver = try house.alone("b.approver")
            let path = "/staff/framework/region/2/adopt"
            let answer = try approver.send(try approver.get(path), to: path, typed)
            #expect(answer.status == 422)
            #expect(answer.has(sentence), "\(answer.words)")
            for (name, value) in typed where !value.isEmpty {
                #expect(answer.form(to: path)?.contains { $0 == (name, value) } == true)
            }
            #expect(try town.deliver().delivered == 0)
        }
    }

    @Test func whatIsNotPublishedIsNotAdopted() throws {
        try staffed { _, town, house in
            let approver = try house.alone("b.approver")
            let page = try approver.get("/staff/framework/region/2/adopt")
            #expect(page.status == 422)
            #expect(page.has("Version 2 ist nicht veröffentlicht."))
            let forced = try approver.post("/staff/framework/region/2/adopt", [("body", "Rat")])
            #expect(forced.has("Version 2 ist nicht veröffentlicht."))
            let again = try approver.post("/staff/framework/region/1/adopt", [("body", "Rat")])
            #expect(again.has("Angenommen ist schon Version 1"))
            #expect(try town.deliver().delivered == 0)
        }
    }

    @Test func positionsAreSignedAndComeBackWithTheirAnswer() throws {
        try staffed { hub, town, house in
            let text = Fixtures.framework.replacing("\"number\":1", with: "\"number\":2")
            let until = try #require(CalendarDay("2026-12-31"))
            try hub.say(
                .draft(Draft(edition: 1, framework: try Framework(canonicalBytes: Array(text.utf8)), until: until)))
            try LogFollower(node: town.node, name: "region").follow()
            let approver = try house.alone("b.approver")
            #expect(try approver.get("/staff").has("zum Entwurf der Version 2 Stellung nehmen, bis 31. Dezember 2026"))
            let path = "/staff/framework/region/position"
            let wrong = try approver.send(
                try approver.get(path), to: path, ["passage": "goals/save", "kind": "change", "text": "weil"])
            #expect(wrong.status == 422)
            #expect(wrong.has("Hier muss etwas stehen."))
            // The office lays another edition before the towns while the form is open.
            try hub.say(
                .draft(Draft(edition: 2, framework: try Framework(canonicalBytes: Array(text.utf8)), until: until)))
            try LogFollower(node: town.node, name: "region").follow()
            let stale = try approver.send(wrong, to: path, ["proposal": "Mehr sparen"])
            #expect(stale.status == 422)
            #expect(stale.has("Inzwischen gilt eine andere Fassung des Entwurfs."))
            #expect(stale.has("Mehr sparen") && hub.statements(of: "soest").count == 1)
            let saved = try approver.send(stale, to: path)
            #expect(saved.status == 303)
            #expect(try town.deliver().delivered == 1)
            #expect(try approver.get("/staff/framework").has("Änderung Mehr sparen – weil noch keine Antwort"))
            let last = try #require(hub.statements(of: "soest").last)
            guard case .position(let position) = try UnverifiedStatement(last).statement.body else {
                Issue.record("no position")
                return
            }
            #expect(position.passage.description == "goals/save" && position.number == 1)
        }
    }

    @Test func aLetterOfIntentNeedsATextOrADecision() throws {
        try staffed { _, town, house in
            let approver = try house.alone("b.approver")
            let path = "/staff/framework/region/declaration"
            #expect(try approver.send(try approver.get(path), to: path).has("Hier muss etwas stehen."))
            #expect(try approver.send(try approver.get(path), to: path, ["text": "Wir sind dabei."]).status == 303)
            #expect(try town.deliver().delivered == 1)
            #expect(try approver.get("/staff/framework").has("Absichtserklärung Wir sind dabei."))
        }
    }

    @Test func aSummaryIsWithdrawnByNamingItsPeriod() throws {
        try staffed { hub, town, house in
            _ = try town.submit()
            _ = try town.deliver()
            let approver = try house.person("b.approver", [.approver])
            let path = "/staff/summary/region/2024"
            let wrong = try approver.send(
                try approver.get(path), to: path + "/withdraw", ["reason": "error", "confirm": "2023"])
            #expect(wrong.status == 409)
            #expect(wrong.has("Bitte wählen Sie einen Grund, und geben Sie genau „2024“ ein."))
            #expect(
                try approver.send(wrong, to: path + "/withdraw", ["reason": "error", "confirm": "2024"]).status == 303)
            #expect(try town.deliver().delivered == 1)
            let last = try #require(hub.statements(of: "soest").last)
            #expect(try UnverifiedStatement(last).statement.kind == .withdrawal)
            // What was taken back can be handed on again.
            #expect(try approver.get(path).has("Fassung 2"))
        }
    }

    @Test func whatBindsTheTownIsSignedByASecondPerson() throws {
        try staffed { hub, town, house in
            let author = try house.person("a.author", [.author])
            let path = "/staff/framework/region/declaration"
            let laid = try author.send(try author.get(path), to: path, ["text": "Wir sind dabei."])
            #expect(laid.status == 303 && laid.location.hasPrefix("/staff/acts/1"))
            #expect(try town.deliver().delivered == 0)
            #expect(
                try author.get("/staff/framework").has(
                    "region: Absichtserklärung abgeben , vorgelegt von Name a.author"))
            // An author has no button, and no approver who has written it either.
            #expect(try author.get("/staff/acts/1").form(to: "/staff/acts/1") == nil)
            #expect(try author.post("/staff/acts/1", [("do", "approve")]).status == 403)
            let both = try house.person("c.both", [.author, .approver])
            let own = try both.send(try both.get(path), to: path, ["text": "Wir sind gern dabei."])
            #expect(own.location.hasPrefix("/staff/acts/2"))
            #expect(try both.get("/staff/acts/2").has("Daran haben Sie selbst gearbeitet."))
            let forced = try both.post("/staff/acts/2", [("do", "approve"), ("sha256", "00")])
            #expect(forced.status == 422)
            // The newer one has taken the place of the first.
            let approver = try house.person("b.approver", [.approver])
            #expect(try approver.get("/staff/acts/1").has("Ersetzt"))
            #expect(
                try approver.get("/staff").has("region: Absichtserklärung abgeben (vorgelegt von Name c.both (Amt))"))
            let seen = try approver.get("/staff/acts/2")
            #expect(seen.has("Wir sind gern dabei."))
            #expect(try approver.post("/staff/acts/2", [("do", "approve"), ("sha256", "00")]).status == 422)
            #expect(
                try approver.post("/staff/acts/2", [("do", "return"), ("reason", "")]).has("Hier muss etwas stehen."))
            #expect(
                try approver.post("/staff/acts/2", [("do", "return"), ("reason", "Erst der Ausschuss")]).status == 303)
            #expect(try author.get("/staff/acts/2").has("Zurückgegeben von Name b.approver (Amt): Erst der Ausschuss"))
            #expect(try author.send(try author.get(path), to: path, ["text": "Der Ausschuss will."]).status == 303)
            let third = try approver.get("/staff/acts/3")
            #expect(try approver.send(third, to: "/staff/acts/3").status == 303)
            #expect(try approver.send(third, to: "/staff/acts/3").status == 422)
            #expect(try town.deliver().delivered == 1)
            let last = try #require(hub.statements(of: "soest").last)
            guard case .declaration(let said) = try UnverifiedStatement(last).statement.body else {
                Issue.record("no declaration")
                return
            }
            #expect(said.text == "Der Ausschuss will.")
            let journal = try house.journal().prefix(2).map { "\($0.act) \($0.login)" }
            #expect(journal == ["framework.declared b.approver", "framework.put-forward a.author"])
        }
    }
}
