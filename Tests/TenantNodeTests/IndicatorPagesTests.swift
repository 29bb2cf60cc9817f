import Federation
import Testing

@testable import TenantNode

struct IndicatorPagesTests {
    @Test func theListSaysWhatIsDueAndStale() throws {
        try staffed { _, _, house in
            let reader = try house.person("r.reader", [.reader])
            let page = try reader.get("/staff/indicators")
            #expect(page.status == 200)
            // The clock stands at 5 October 2026, the values are of 2024: those of 2025 were due on 31 March.
            #expect(page.has("3 Kennzahlen: 3 veraltet, 0 noch offen."))
            #expect(page.has("veraltet: 2025 fehlt seit 31. März 2026"))
            #expect(page.has("Kennzahl rate jährlich, Kernkennzahl 13,00 % 2024"))
            let english = try reader.get("/staff/indicators?lang=en")
            #expect(english.has("3 indicators: 3 stale, 0 still open."))
        }
    }

    @Test func entersAPeriodAndJournalsIt() throws {
        try staffed { _, town, house in
            let author = try house.person("a.author", [.author])
            let path = "/staff/indicators/entry?period=2025"
            let page = try author.get(path)
            #expect(page.has("3 von 3 Kennzahlen sind noch offen."))
            #expect(page.has("13,00 % (2024)"))
            let saved = try author.send(
                page, to: path,
                [
                    "value.rate": "12,5", "numerator.share": "3", "denominator.share": "9", "status.people": "missing",
                    "comment.people": "kommt im Mai",
                ])
            #expect(saved.status == 303)
            #expect(try author.get(saved.location).has("Die Werte sind gespeichert."))
            let stored = try town.node.store.read { connection in try ObservationStore.observations(connection) }
                .filter { $0.key.period.description == "2025" }
            #expect(stored.map { $0.value?.description ?? $0.status.rawValue } == ["missing", "12.50", "reported"])
            let entry = try #require(try house.journal().first)
            #expect(entry.act == "indicators.entered" && entry.object == "2025" && entry.login == "a.author")
            #expect(entry.detail == "people 2025: – → missing; rate 2025: – → 12.50; share 2025: – → 3/9")
        }
    }

    @Test func oneWrongCellSavesNothingAndLosesNothing() throws {
        try staffed { _, town, house in
            let author = try house.person("a.author", [.author])
            let path = "/staff/indicators/entry?period=2025"
            let answer = try author.send(
                try author.get(path), to: path,
                ["value.rate": "101", "value.people": "7", "numerator.share": "1", "denominator.share": "0"])
            #expect(answer.status == 422)
            #expect(answer.text.contains("<title>Fehler: Werte für 2025"))
            #expect(answer.has("Kennzahl rate: 101,00 ist nicht möglich: Erwartet wird ein Wert bis 100,00."))
            #expect(answer.has("Kennzahl share: Der Nenner ist 0;"))
            #expect(answer.text.contains("href=\"#value.rate\""))
            #expect(answer.has("Gespeichert wird erst, wenn alles stimmt."))
            let form = try #require(answer.form(to: "/staff/indicators/entry"))
            #expect(form.contains { $0 == ("value.rate", "101") })
            #expect(form.contains { $0 == ("value.people", "7") })
            let stored = try town.node.store.read { connection in try ObservationStore.observations(connection) }
            #expect(!stored.contains { $0.key.period.description == "2025" })
        }
    }

    @Test func twoPeopleAtOnceSeeBothEntries() throws {
        try staffed { _, _, house in
            let (one, two) = (try house.person("a.one", [.author]), try house.person("a.two", [.author]))
            let path = "/staff/indicators/entry?period=2025"
            let (first, second) = (try one.get(path), try two.get(path))
            #expect(try one.send(first, to: path, ["value.rate": "10"]).status == 303)
            let answer = try two.send(second, to: path, ["value.rate": "20"])
            #expect(answer.status == 422)
            #expect(answer.has("Inzwischen hat jemand anderes eingetragen: 10,00 %. Ihre Angabe steht im Feld."))
            #expect(answer.text.contains("value=\"20\""))
            // Another cell is no conflict, and the same one saved again is a decision.
            #expect(try two.send(answer, to: path).status == 303)
            #expect(try one.get(path).text.contains("value=\"20,00\""))
        }
    }

    @Test func aReportedPeriodBecomesACorrection() throws {
        try staffed { _, town, house in
            _ = try town.submit()
            let author = try house.person("a.author", [.author])
            let page = try author.get("/staff/indicators/entry?period=2024")
            #expect(page.has("Dieser Zeitraum ist schon gemeldet. Was Sie ändern, wird eine Korrektur"))
            #expect(page.has("schon gemeldet"))
        }
    }

    @Test(arguments: [
        ("2027", "Der Zeitraum 2027 hat noch nicht begonnen."),
        ("irgendwann", "Bitte geben Sie den Zeitraum als Jahr, Halbjahr, Quartal oder Monat an"),
    ]) func aPeriodThatIsNone(_ period: String, _ sentence: String) throws {
        try staffed { _, _, house in
            let page = try house.person("r.reader", [.reader]).get("/staff/indicators/entry?period=\(period)")
            #expect(page.status == 422)
            #expect(page.has(sentence))
        }
    }

    @Test func aPeriodBeforeMembershipAndOneThatIsNotOverAreSaid() throws {
        try staffed { _, _, house in
            let reader = try house.person("r.reader", [.reader])
            #expect(
                try reader.get("/staff/indicators/entry?period=2018").has(
                    "region: Die Kommune war in diesem Zeitraum nicht Mitglied."))
            #expect(
                try reader.get("/staff/indicators/entry?period=2026").has(
                    "Der Zeitraum endet erst am 31. Dezember 2026."))
            #expect(try reader.get("/staff/indicators/entry?period=2025-Q3").has("Keine Kennzahl für solche Zeiträume"))
        }
    }

    @Test func onlyAuthorsMayEnter() throws {
        try staffed { _, _, house in
            let reader = try house.person("r.reader", [.reader])
            #expect(try reader.post("/staff/indicators/entry?period=2025", []).status == 403)
        }
    }

    // MARK: Targets

    private func plan(_ house: StaffRoom, _ typed: [String: String]) throws -> StaffAnswer {
        let author = try house.person("a.\(typed.count)\(typed["note"] ?? "")", [.author])
        let path = "/staff/indicators/series/rate/plan"
        return try author.send(try author.get(path), to: path, typed)
    }

    @Test func progressIsShownWithItsCalculation() throws {
        try staffed { _, _, house in
            let saved = try plan(
                house,
                [
                    "responsible": "Stabsstelle", "baseline-period": "2020", "baseline-value": "20",
                    "target-1-period": "2030", "target-1-value": "6",
                ])
            #expect(saved.status == 303)
            let reader = try house.person("r.reader", [.reader])
            let page = try reader.get("/staff/indicators/series/rate")
            #expect(page.has("50,0 % des Wegs sind geschafft, 40,0 % der Zeit sind um."))
            #expect(page.has("(13,00 − 20,00) ÷ (6,00 − 20,00) = 50,0 %"))
            #expect(page.has("auf Kurs"))
            #expect(page.has("Zuständig Stabsstelle"))
            #expect(try reader.get("/staff/indicators").has("50,0 %, auf Kurs"))
        }
    }

    @Test(arguments: [
        (["target-1-period": "2030", "target-1-value": "20"], "Das Ziel ist gleich dem Ausgangswert."),
        (["target-1-period": "2019", "target-1-value": "6"], "Das Ziel liegt nicht nach dem Ausgangswert (2020)."),
        (["target-1-period": "bald", "target-1-value": "6"], "Bitte geben Sie den Zeitraum an"),
        (["target-1-period": "2030", "target-1-value": "viel"], "Das ist keine Zahl."),
        (["target-1-period": "2030", "target-1-value": "600"], "600,00 ist nicht möglich"),
    ]) func aTargetThatIsNone(_ typed: [String: String], _ sentence: String) throws {
        try staffed { _, town, house in
            let base = ["baseline-period": "2020", "baseline-value": "20"]
            let page = try plan(house, typed.merging(base) { first, _ in first })
            #expect(page.status == 422)
            #expect(page.has(sentence), "\(page.words)")
            #expect(try town.node.store.read { connection in try IndicatorPlanStore.all(connection) }.isEmpty)
        }
    }

    @Test func twoPeopleWithTargetsSeeBoth() throws {
        try staffed { _, _, house in
            let (one, two) = (try house.person("a.one", [.author]), try house.person("a.two", [.author]))
            let path = "/staff/indicators/series/rate/plan"
            let (first, second) = (try one.get(path), try two.get(path))
            #expect(try one.send(first, to: path, ["responsible": "Amt 1"]).status == 303)
            let answer = try two.send(second, to: path, ["responsible": "Amt 2"])
            #expect(answer.status == 422)
            #expect(answer.has("Dort steht jetzt: Amt 1; town."))
            #expect(answer.text.contains("value=\"Amt 2\""))
            #expect(try two.send(answer, to: path).status == 303)
        }
    }

    // MARK: The town's own indicators

    @Test func anIndicatorOfTheTownsOwnStaysInTheHouse() throws {
        try staffed { _, town, house in
            let author = try house.person("a.author", [.author])
            let page = try author.get("/staff/indicators/new")
            let saved = try author.send(
                page, to: "/staff/indicators/new", ["id": "baeume", "name-de": "Bäume", "kind": "count"])
            #expect(saved.status == 303)
            let path = "/staff/indicators/entry?period=2024"
            #expect(try author.send(try author.get(path), to: path, ["value.baeume": "1.234"]).status == 303)
            let preview = try SummaryDesk(node: town.node, name: "region").preview(
                town.period, approval: Summary.Approval(function: .mayor, isSelfApproved: false))
            #expect(!String(decoding: preview.body, as: UTF8.self).contains("baeume"))
            #expect(preview.outcome.unknownIndicators.map(\.text) == ["baeume"])
            #expect(try author.get("/staff/indicators").has("Bäume jährlich, eigene 1.234"))
        }
    }

    @Test(arguments: [
        (["id": "Bäume", "name-de": "x"], "Bitte geben Sie eine Kennung aus Kleinbuchstaben"),
        (["id": "rate", "name-de": "x"], "Diese Kennung gibt es schon."),
        (["id": "a", "name-de": ""], "Hier muss etwas stehen."),
        (["id": "a", "name-de": "x", "minimum": "5", "maximum": "1"], "Der größte Wert ist kleiner als der kleinste."),
        (["id": "a", "name-de": "x", "decimals": "9"], "Bitte geben Sie eine ganze Zahl von 0 bis 6 an."),
    ]) func aDefinitionThatIsNone(_ typed: [String: String], _ sentence: String) throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let answer = try author.send(
                try author.get("/staff/indicators/new"), to: "/staff/indicators/new", typed)
            #expect(answer.status == 422)
            #expect(answer.has(sentence), "\(answer.words)")
        }
    }

    @Test func whatHasValuesIsNeitherDeletedNorBentOutOfShape() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let made = ["id": "baeume", "name-de": "Bäume", "kind": "count"]
            _ = try author.send(try author.get("/staff/indicators/new"), to: "/staff/indicators/new", made)
            let entry = "/staff/indicators/entry?period=2024"
            _ = try author.send(try author.get(entry), to: entry, ["value.baeume": "3"])
            let path = "/staff/indicators/series/baeume/definition"
            let bent = try author.send(try author.get(path), to: path, ["kind": "ratio"])
            #expect(bent.has("Es gibt schon Werte; deshalb lässt sich das nicht mehr ändern."))
            let remove = "/staff/indicators/series/baeume/remove"
            #expect(
                try author.send(try author.get(path), to: remove, ["confirm": "b"]).has(
                    "Bitte geben Sie genau „baeume“ ein."))
            #expect(
                try author.send(try author.get(path), to: remove, ["confirm": "baeume"]).has("Die Kennzahl hat Werte"))
            _ = try author.send(try author.get(entry), to: entry, ["status.baeume": "open", "value.baeume": ""])
            #expect(try author.send(try author.get(path), to: remove, ["confirm": "baeume"]).status == 303)
        }
    }

    // MARK: Deadlines

    @Test func aDeadlineComesBackUntilItIsKept() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            #expect(try author.get("/staff/deadlines").has("Noch keine Termine"))
            let path = "/staff/deadlines/new"
            let wrong = try author.send(try author.get(path), to: path, ["title": "KfW", "day": "31.3.2026"])
            #expect(wrong.has("Bitte geben Sie den Tag als JJJJ-MM-TT an"))
            #expect(wrong.text.contains("value=\"31.3.2026\""))
            _ = try author.send(wrong, to: path, ["day": "2026-03-31", "repeats": "year"])
            let list = try author.get("/staff/deadlines")
            #expect(list.has("Überfällig seit 31. März 2026: KfW"))
            #expect(try author.send(list, to: "/staff/deadlines/1/keep").status == 303)
            #expect(try author.get("/staff/deadlines").has("Als Nächstes am 31. März 2027: KfW"))
            // A second click on the same page does nothing twice.
            #expect(try author.send(list, to: "/staff/deadlines/1/keep").location.contains("done=stale"))
            #expect(try author.get("/staff/deadlines").has("Als Nächstes am 31. März 2027: KfW"))
        }
    }
}
