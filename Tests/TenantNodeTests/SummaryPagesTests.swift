import Federation
import Pages
import Testing

@testable import TenantNode

struct SummaryPagesTests {
    private let path = "/staff/summary/region/2024"

    @Test func whoHasChangedAMeasureDoesNotApproveItsFigures() throws {
        try staffed { _, town, house in
            let path = "/staff/summary/region/2024"
            let author = try house.person("a.author", [.author])
            let both = try house.person("c.both", [.author, .approver])
            let measure = try #require(try town.node.store.read { try StrategyStore.read($0) }.measures.first)
            #expect(try author.send(try author.get(path), to: path + "/request").status == 303)
            #expect(try both.get(path).form(to: path + "/approve") != nil)
            // The title of a field changes no figure.
            let field = try #require(try town.node.store.read { try StrategyStore.read($0) }.fields.first)
            func edit(_ thing: StrategyThing, _ change: (inout FormInput) -> Void) throws {
                let draft = try town.node.store.read { try StrategyStore.read($0) }
                var input = try #require(thing.values(draft))
                change(&input)
                let edition = try town.node.store.read { try EditStore.edition(of: thing, $0) }
                let editor = StrategyEditor(node: town.node, editor: Editor(account: both.id, name: "c.both"))
                guard case .saved = try editor.save(thing, input, expecting: edition) else {
                    Issue.record("not saved")
                    return
                }
            }
            try edit(.field(field.id)) { $0["name"] = "Anders" }
            #expect(try both.get(path).form(to: path + "/approve") != nil)
            try edit(.measure(measure.id, .basics)) { $0["title"] = "Auch anders" }
            let refused = try both.get(path)
            #expect(refused.form(to: path + "/approve") == nil)
            #expect(refused.has("Daran haben Sie selbst gearbeitet."))
            let approver = try house.person("b.approver", [.approver])
            #expect(try approver.send(try approver.get(path), to: path + "/approve").status == 303)
        }
    }

    @Test func aSummaryGoesThroughTheHouseByTwoPeople() throws {
        try staffed { hub, town, house in
            let author = try house.person("a.author", [.author])
            let approver = try house.person("b.approver", [.approver])
            let seen = try author.get(path)
            #expect(seen.has("Nur Zahlen und Kennungen verlassen das Haus."))
            #expect(seen.has("Kennzahl rate 2024 13,00 %"))
            #expect(seen.has("Was wird gesperrt, und warum?"))
            #expect(try author.send(seen, to: path + "/request").status == 303)
            #expect(try author.get(path).has("Zum Freigeben fehlt Ihnen die Rolle Freigabe."))
            #expect(try approver.get("/staff/summary").has("1 Meldung wartet auf eine Freigabe."))
            // The function stands in the bytes, so it is chosen before they are approved.
            let page = try approver.get(path + "?function=head_of_department")
            #expect(page.text.contains("&quot;function&quot;:&quot;head_of_department&quot;,&quot;self&quot;:false"))
            #expect(try approver.send(page, to: path + "/approve").status == 303)
            #expect(hub.statements(of: "soest").count == 1)
            #expect(try author.send(try author.get(path), to: path + "/sign").status == 303)
            #expect(try author.get(path).has("wartet im Ausgang"))
            #expect(try town.deliver().delivered == 1)
            #expect(try author.get(path).has("zugestellt , Quittung: Eintrag 4"))
            guard
                case .summary(let summary) = try UnverifiedStatement(try #require(hub.statements(of: "soest").last))
                    .statement.body
            else {
                Issue.record("no summary")
                return
            }
            #expect(summary.approval.function == .headOfDepartment && !summary.approval.isSelfApproved)
            #expect(
                try house.journal().map(\.act).filter { $0.hasPrefix("summary") } == [
                    "summary.signed", "summary.approved", "summary.requested",
                ])
        }
    }

    @Test func nobodyApprovesTheirOwnWorkUnlessTheHouseAllowsIt() throws {
        try staffed { hub, town, house in
            let one = try house.person("o.one", [.author, .approver])
            _ = try one.send(try one.get(path), to: path + "/request")
            let page = try one.get(path)
            #expect(page.has("Daran haben Sie selbst gearbeitet."))
            #expect(page.form(to: path + "/approve") == nil)
            let forced = try one.post(path + "/approve", [("expect", "x"), ("function", "mayor")])
            #expect(forced.status == 409)
            #expect(forced.has("Daran haben Sie selbst gearbeitet."))
            try house.allowSelfApproval()
            let allowed = try one.get(path)
            #expect(allowed.has("in der Meldung steht dann: selbst freigegeben"))
            _ = try one.send(allowed, to: path + "/approve")
            _ = try one.send(try one.get(path), to: path + "/sign")
            _ = try town.deliver()
            let last = try #require(hub.statements(of: "soest").last)
            guard case .summary(let summary) = try UnverifiedStatement(last).statement.body else {
                Issue.record("no summary")
                return
            }
            #expect(summary.approval.isSelfApproved)
        }
    }

    @Test func whoEnteredAValueIsItsAuthorWhoeverHandsItOn() throws {
        try staffed { _, _, house in
            let both = try house.person("o.one", [.author, .approver])
            let author = try house.person("a.author", [.author])
            let entry = "/staff/indicators/entry?period=2024"
            _ = try both.send(try both.get(entry), to: entry, ["value.rate": "14"])
            _ = try author.send(try author.get(path), to: path + "/request")
            #expect(try both.get(path).has("Daran haben Sie selbst gearbeitet."))
        }
    }

    @Test func whatChangedSinceItWasSeenIsNotApproved() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let approver = try house.person("b.approver", [.approver])
            let old = try author.get(path)
            let entry = "/staff/indicators/entry?period=2024"
            _ = try author.send(try author.get(entry), to: entry, ["value.rate": "14"])
            let refused = try author.send(old, to: path + "/request")
            #expect(refused.status == 409)
            #expect(refused.has("Die Daten haben sich seit der Ansicht geändert"))
            _ = try author.send(try author.get(path), to: path + "/request")
            let seen = try approver.get(path)
            _ = try author.send(try author.get(entry), to: entry, ["value.rate": "15"])
            let answer = try approver.send(seen, to: path + "/approve")
            #expect(answer.status == 409)
            #expect(answer.has("Seit der Vorlage hat sich etwas geändert (vorgelegt"))
            #expect(answer.has("Noch einmal ansehen"))
            #expect(try approver.get(path).form(to: path + "/approve") == nil)
            _ = try author.send(try author.get(path), to: path + "/request")
            #expect(try approver.send(try approver.get(path), to: path + "/approve").status == 303)
        }
    }

    @Test func aSummaryIsGivenBackWithAReason() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let approver = try house.person("b.approver", [.approver])
            _ = try author.send(try author.get(path), to: path + "/request")
            #expect(
                try approver.send(try approver.get(path), to: path + "/return").has(
                    "Bitte schreiben Sie, was geändert werden soll"))
            _ = try approver.send(try approver.get(path), to: path + "/return", ["note": "Quote prüfen"])
            #expect(try author.get(path).has("Name b.approver: Quote prüfen"))
        }
    }

    @Test func aCorrectionIsANewRevisionWithItsDifference() throws {
        try staffed { _, town, house in
            _ = try town.submit()
            let author = try house.person("a.author", [.author])
            let reported = try author.get(path)
            #expect(reported.has("Alles ist gemeldet."))
            #expect(reported.has("Fassung 1. Seitdem hat sich nichts geändert."))
            let entry = "/staff/indicators/entry?period=2024"
            _ = try author.send(try author.get(entry), to: entry, ["value.rate": "14"])
            let page = try author.get(path)
            #expect(page.has("Fassung 2"))
            #expect(page.has("Was ist anders als in Fassung 1?"))
            #expect(page.has("Kennzahl rate, 2024 13,00 14,00"))
        }
    }

    @Test(arguments: [
        ("2026", "Der Zeitraum endet erst am 31. Dezember 2026; vorher kann nicht freigegeben werden."),
        ("2019", "Der Zeitraum endet nicht innerhalb der Mitgliedschaft; dafür gibt es keine Meldung."),
    ]) func aPeriodThatCannotBeReported(_ period: String, _ sentence: String) throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let path = "/staff/summary/region/\(period)"
            let page = try author.get(path)
            #expect(page.has(sentence))
            #expect(page.form(to: path + "/request") == nil)
        }
    }

    @Test func theBytesAreThoseThatAreSigned() throws {
        try staffed { _, town, house in
            let approver = try house.person("b.approver", [.approver])
            let bytes = try approver.get(path + "/bytes?function=deputy").bytes
            let preview = try SummaryDesk(node: town.node, name: "region").preview(
                town.period, approval: Summary.Approval(function: .deputy, isSelfApproved: false))
            #expect(bytes == preview.body)
        }
    }

    @Test func aRefusedSummarySaysWhyAndWhatToDo() throws {
        try staffed { hub, town, house in
            hub.set(.problem(422, "rule"))
            _ = try town.submit()
            _ = try town.deliver()
            let approver = try house.person("b.approver", [.approver])
            let page = try approver.get(path)
            #expect(page.has("Vom Verbund abgelehnt"))
            let takeOut = "/staff/outbox/region/take-out"
            #expect(try approver.send(page, to: takeOut, ["number": "9"]).has("Bitte geben Sie genau die Nummer"))
            #expect(try approver.send(page, to: takeOut, ["number": "2"]).status == 303)
        }
    }
}

struct SheetPagesTests {
    private let path = "/staff/indicators/import"

    @Test func aPastedTableIsShownFirstAndThenTakenWhole() throws {
        try staffed { _, town, house in
            let author = try house.person("a.author", [.author])
            let page = try author.send(
                try author.get(path), to: path, ["table": "Indikator\t2023\t2024\nrate\t12,5\t14\npeople\t\t7\n"])
            #expect(page.has("0 Werte neu, 2 geändert, 1 unverändert. Noch ist nichts gespeichert."))
            #expect(page.has("people 2024 3 7"))
            #expect(page.has("Zahlen gelesen als 1.234,5"))
            let stored = { try town.node.store.read { connection in try ObservationStore.observations(connection) } }
            #expect(try stored().contains { $0.value?.description == "13.00" })
            #expect(try author.send(page, to: path + "/take").location.contains("done=imported"))
            #expect(try stored().contains { $0.value?.description == "14.00" })
            // A comment that the table does not have is not lost.
            #expect(try stored().contains { $0.comment == "Marke18" })
            #expect(try house.journal().first?.act == "indicators.imported")
        }
    }

    @Test func aShiftedTableChangesNothingAndComesBack() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let table = "Indikator\t2023\t2024\nrate\t12,5\n"
            let page = try author.send(try author.get(path), to: path, ["table": table])
            #expect(page.status == 422)
            #expect(page.has("Nichts wurde übernommen: 1 Fehler"))
            #expect(page.has("Tabelle, Zeile 2: Die Zeile hat 2 Zellen, erwartet werden 3: Indikator | 2023 | 2024."))
            #expect(page.form(to: path)?.contains { $0 == ("table", table) } == true)
        }
    }

    @Test func aFileIsReadAndRowsOfOthersAreLeftOut() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let file = "ags;jahr;indikator;wert\n05974040;2025;rate;12,5\n05958004;2025;rate;99\n"
            let page = try author.upload(
                path,
                [
                    ("table", nil, []), ("place", nil, Array("05974040".utf8)), ("notation", nil, Array("auto".utf8)),
                    ("file", "werte.csv", Array(file.utf8)),
                ])
            #expect(page.has("1 Wert neu, 0 geändert, 0 unverändert."))
            #expect(page.has("Ausgelassen: anderer Ort 1 Zeilen (3)"))
        }
    }

    @Test func nothingIsTakenOverWhatSomebodyElseHasChangedSince() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            let page = try author.send(try author.get(path), to: path, ["table": "Indikator\t2024\nrate\t14\n"])
            let entry = "/staff/indicators/entry?period=2024"
            _ = try author.send(try author.get(entry), to: entry, ["value.rate": "15"])
            let answer = try author.send(page, to: path + "/take")
            #expect(answer.status == 409)
            #expect(answer.has("Inzwischen hat jemand anderes Werte geändert."))
            #expect(answer.has("rate 2024 15,00 14,00"))
        }
    }

    @Test func nothingAtAllIsSaid() throws {
        try staffed { _, _, house in
            let author = try house.person("a.author", [.author])
            #expect(
                try author.send(try author.get(path), to: path).has(
                    "Bitte fügen Sie eine Tabelle ein, oder wählen Sie eine Datei."))
        }
    }
}
