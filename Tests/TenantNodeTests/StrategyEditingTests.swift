import Database
import Federation
import Pages
import Service
import Testing

@testable import Accounts
@testable import TenantNode

struct StrategyEditingTests {
    @Test func everyPartGoesThroughItsFormUnchanged() throws {
        try edited { town, editor in
            let draft = try draft(town)
            for thing in draft.things {
                let values = try #require(thing.values(draft))
                var input = FormInput(values.names.flatMap { name in values.all(name).map { (name: name, value: $0) } })
                var read = draft
                thing.read(&input, into: &read, try EditingContext.read(town.node))
                #expect(input.isAccepted, "\(thing.key): \(input.faults.map { $0.sentence(.german) })")
                #expect(try #require(thing.values(read)).differences(from: values).isEmpty)
                guard case .saved = try editor.save(thing, values, expecting: 0) else { continue }
                Issue.record("\(thing.key) was saved though nothing had changed")
            }
        }
    }

    @Test func aSavedMeasureIsReadAsItWasTyped() throws {
        try edited { town, editor in
            let id = try code("eins")
            let thing = StrategyThing.measure(id, .costs)
            let typed = FormInput([
                ("cost-1-year", "2024"), ("cost-1-source", "Bund"), ("cost-1-planned", "1.234,50"),
                ("cost-1-own", "234,5"),
                ("cost-2-year", "2023"), ("cost-2-source", "Land"), ("cost-2-spent", "118.000 €"), ("cost-5-year", ""),
            ])
            guard case .saved = try editor.save(thing, typed, expecting: 0) else {
                Issue.record("not saved")
                return
            }
            let costs = try #require(try draft(town).measure(id)).costs
            #expect(costs.map(\.year) == [2023, 2024])
            #expect(costs[0].spent?.description == "118000.00" && costs[0].planned == nil)
            #expect(costs[1].planned?.description == "1234.50" && costs[1].ownShare?.description == "234.50")
            // The other parts of the measure are what they were.
            #expect(try #require(try draft(town).measure(id)).title == "Marke8")
        }
    }

    /// A form with some answers altered, the field that is to be refused, and its sentence.
    struct BadForm: Sendable, CustomTestStringConvertible {
        let key: String
        let typed: [String: String]
        let name: String
        let sentence: String

        init(_ key: String, _ typed: [String: String], at name: String, _ sentence: String) {
            self.key = key
            self.typed = typed
            self.name = name
            self.sentence = sentence
        }

        var testDescription: String { "\(key) \(name) \(sentence)" }
    }

    private static let cost = ["cost-1-year": "2024", "cost-1-source": "Bund", "cost-1-planned": "100"]
    private static let progress = ["percent": "50", "by": "Leitung", "date": "2026-01-01"]

    @Test(arguments: [
        BadForm("measure/eins/basics", ["title": ""], at: "title", "Hier muss etwas stehen"),
        BadForm(
            "measure/eins/basics", ["description": String(repeating: "x", count: 4001)], at: "description",
            "um 1 Zeichen zu lang"),
        BadForm("measure/eins/basics", ["end": "1999"], at: "end", "Das Ende liegt vor dem Beginn"),
        BadForm("measure/eins/basics", ["start": "bald"], at: "start", "„bald“ ist kein Datum"),
        BadForm("measure/eins/basics", ["start": "31.02.2026"], at: "start", "ist kein Datum"),
        BadForm("measure/eins/basics", ["links": "www.example.org"], at: "links", "keine vollständige Adresse"),
        BadForm("measure/eins/basics", ["status": ""], at: "status", "Bitte wählen Sie eine der Antworten"),
        BadForm(
            "measure/eins/assignment", ["fields": "gibtsnicht"], at: "fields", "gibt es in Ihrer Strategie nicht mehr"),
        BadForm(
            "measure/eins/components", ["component-2-owner": "Amt", "component-2-status": "done"],
            at: "component-2-title", "Hier muss etwas stehen"),
        BadForm(
            "measure/eins/costs", cost.merging(["cost-1-planned": "ca. 5"]) { $1 }, at: "cost-1-planned",
            "ist kein Betrag"),
        BadForm(
            "measure/eins/costs", cost.merging(["cost-1-planned": "1,23,4"]) { $1 }, at: "cost-1-planned",
            "ist kein Betrag"),
        BadForm(
            "measure/eins/costs", cost.merging(["cost-1-planned": "0,005"]) { $1 }, at: "cost-1-planned",
            "ist kein Betrag"),
        BadForm(
            "measure/eins/costs", cost.merging(["cost-1-own": "101"]) { $1 }, at: "cost-1-own", "größer als geplante"),
        BadForm(
            "measure/eins/costs", cost.merging(["cost-1-year": "24"]) { $1 }, at: "cost-1-year", "ganze Zahl von 1970"),
        BadForm(
            "measure/eins/costs", cost.merging(["cost-2-year": "2024", "cost-2-source": "Bund"]) { $1 },
            at: "cost-2-source", "stehen schon in einer anderen Zeile"),
        BadForm("measure/eins/progress", progress.merging(["percent": "101"]) { $1 }, at: "percent", "von 0 bis 100"),
        BadForm("measure/eins/progress", progress.merging(["by": ""]) { $1 }, at: "by", "Hier muss etwas stehen"),
        BadForm(
            "measure/eins/progress", progress.merging(["date": "2099-01-01"]) { $1 }, at: "date", "liegt in der Zukunft"
        ),
        BadForm(
            "measure/eins/progress", progress.merging(["date": "2024"]) { $1 }, at: "date", "geben Sie einen Tag an"),
        BadForm(
            "measure/eins/milestones",
            ["milestone-1-title": "Start", "milestone-1-done": "yes", "milestone-1-date": "2027-01-01"],
            at: "milestone-1-date", "liegt in der Zukunft"),
        BadForm("field/klima", ["name": ""], at: "name", "Hier muss etwas stehen"),
        BadForm("goal/spar", ["field": "weg"], at: "field", "nicht mehr"),
        BadForm("head", ["title": "zwei\nZeilen"], at: "title", "in eine einzige Zeile"),
    ]) func whatDoesNotFitIsRefusedAtItsField(_ bad: BadForm) throws {
        try edited { town, editor in
            let thing = try #require(StrategyThing(key: bad.key))
            let before = try draft(town)
            var values = try #require(thing.values(before))
            for (name, value) in bad.typed { values[name] = value }
            guard case .refused(let input) = try editor.save(thing, values, expecting: 0) else {
                Issue.record("was not refused")
                return
            }
            #expect(input.faults.map(\.name) == [bad.name])
            #expect(input.fault(bad.name)?(.german).contains(bad.sentence) == true)
            // Everything typed is still there, and nothing was saved.
            #expect(input.differences(from: values).isEmpty)
            #expect(
                try draft(town).snapshot(number: 1, decision: nil).canonicalBytes
                    == before.snapshot(number: 1, decision: nil).canonicalBytes)
        }
    }

    @Test func tooManyRowsAreRefused() throws {
        try edited { town, editor in
            let thing = StrategyThing.measure(try code("eins"), .milestones)
            let typed = FormInput((1...101).map { (name: "milestone-\($0)-title", value: "M\($0)") })
            guard case .refused(let input) = try editor.save(thing, typed, expecting: 0) else {
                Issue.record("was not refused")
                return
            }
            #expect(input.fault("milestones")?(.german) == "Das sind 101 Zeilen. Höchstens 100 sind möglich.")
        }
    }

    @Test func ofTwoEditorsBothTextsAreKept() throws {
        try edited { town, editor in
            let thing = StrategyThing.head
            let other = StrategyEditor(node: town.node, editor: Editor(account: 7, name: "Zweite"))
            var first = try #require(thing.values(try draft(town)))
            var second = first
            first["vision"] = "Text der Ersten"
            second["vision"] = "Text der Zweiten"
            guard case .saved = try editor.save(thing, first, expecting: 0),
                case .conflict(let id) = try other.save(thing, second, expecting: 0)
            else {
                Issue.record("no conflict")
                return
            }
            #expect(try draft(town).vision == "Text der Ersten")
            let kept = try #require(try town.node.store.read { try EditStore.kept($0) }.first)
            #expect(kept.id == id && kept.fields["vision"] == "Text der Zweiten" && kept.account == 7)
            // Who types the same as what was saved has no conflict.
            guard case .unchanged = try other.save(thing, first, expecting: 0) else {
                Issue.record("the same words are a conflict")
                return
            }
            // Another part is not touched by it.
            guard
                case .saved = try other.save(
                    .field(try code("klima")), FormInput([("name", "Klima neu"), ("order", "1")]), expecting: 0)
            else {
                Issue.record("another part was refused")
                return
            }
            // With the present edition the second text can be put in place of the first.
            guard case .saved = try other.save(thing, second, expecting: 1) else {
                Issue.record("not saved over it")
                return
            }
            #expect(try draft(town).vision == "Text der Zweiten")
        }
    }

    @Test func aFormOverSomethingDeletedKeepsItsText() throws {
        try edited { town, editor in
            let id = try code("zwei")
            let thing = StrategyThing.measure(id, .basics)
            var values = try #require(thing.values(try draft(town)))
            values["description"] = "Viel Arbeit"
            #expect(try editor.remove(.measure, id, naming: "zwei", expecting: 0) == .done)
            guard case .gone = try editor.save(thing, values, expecting: 0) else {
                Issue.record("saved over nothing")
                return
            }
            #expect(try town.node.store.read { try EditStore.kept($0) }.first?.fields["description"] == "Viel Arbeit")
        }
    }

    @Test func anImportMakesOpenFormsStale() throws {
        try edited { town, editor in
            let thing = StrategyThing.head
            var values = try #require(thing.values(try draft(town)))
            let old = try draft(town)
            var new = old
            new.vision = "Aus der Tabelle"
            try town.node.store.write { connection in
                try StrategyEditor.replace(old, by: new, editor: .commandLine, at: 5, connection)
            }
            values["vision"] = "Aus dem Formular"
            guard case .conflict = try editor.save(thing, values, expecting: 0) else {
                Issue.record("the import was written over")
                return
            }
        }
    }

    @Test func deletingAsksForTheNameAndCanBeUndone() throws {
        try edited { town, editor in
            let id = try code("eins")
            let before = try #require(try draft(town).measure(id)).canonicalBytes
            #expect(try editor.remove(.field, try code("klima"), naming: "Marke3", expecting: 0) == .inUse)
            #expect(try editor.remove(.measure, id, naming: "Falsch", expecting: 0) == .otherName)
            #expect(try editor.remove(.measure, id, naming: "marke8", expecting: 4) == .changed)
            #expect(try editor.remove(.measure, id, naming: " MARKE8 ", expecting: 0) == .done)
            #expect(try editor.remove(.measure, id, naming: "Marke8", expecting: 0) == .notThere)
            #expect(try draft(town).measure(id) == nil)
            let removed = try #require(try town.node.store.read { try RemovedStore.all($0) }.first)
            #expect(try #require(try editor.restore(removed.id)).id == id)
            #expect(try #require(try draft(town).measure(id)).canonicalBytes == before)
            #expect(try editor.restore(removed.id) == nil)
        }
    }

    @Test func aRestoredGoalIsStillMeasuredByItsIndicators() throws {
        try edited { town, editor in
            let goal = try #require(Code("ziel"))
            let indicator = try #require(Code("child-poverty"))
            try town.node.store.write { connection in
                let old = try StrategyStore.read(connection)
                var new = old
                new.put(StrategyDraft.Goal(id: goal, field: nil, name: "Weniger Armut"))
                new.setMapping(.indicator, goal, to: [indicator])
                try StrategyStore.save(from: old, to: new, connection)
            }
            #expect(try editor.remove(.goal, goal, naming: "Weniger Armut", expecting: 0) == .done)
            #expect(try draft(town).mapped(.indicator, goal).isEmpty)
            let removed = try #require(try town.node.store.read { try RemovedStore.all($0) }.first)
            #expect(try #require(try editor.restore(removed.id)).id == goal)
            #expect(try draft(town).mapped(.indicator, goal) == [indicator])
        }
    }

    @Test func newThingsGetAnIdentifierThatStays() throws {
        try edited { town, editor in
            var input = FormInput([("title", "Straßen & Wege für Ältere"), ("status", "planned")])
            let id = try #require(try editor.create(.measure, &input))
            #expect(id.text == "strassen-wege-fuer-aeltere")
            var again = FormInput([("title", "Straßen, Wege für ältere"), ("status", "planned")])
            #expect(try #require(try editor.create(.measure, &again)).text == "strassen-wege-fuer-aeltere-2")
            var empty = FormInput([("title", ""), ("status", "planned")])
            #expect(try editor.create(.measure, &empty) == nil)
            #expect(empty.fault("title") != nil)
        }
    }

    @Test func anEarlierStateComesBackAsANewSave() throws {
        try edited { town, editor in
            let thing = StrategyThing.head
            var values = try #require(thing.values(try draft(town)))
            values["vision"] = "Neu"
            guard case .saved = try editor.save(thing, values, expecting: 0),
                case .saved = try editor.undo(thing, to: 0, expecting: 1)
            else {
                Issue.record("not undone")
                return
            }
            #expect(try draft(town).vision == "Marke1")
            #expect(try town.node.store.read { try EditStore.all(of: thing, $0) }.map(\.edition) == [2, 1, 0])
        }
    }

    @Test func danglingMappingsAreRefusedOnceAFrameworkIsKnown() throws {
        try joined { _, town in
            let editor = StrategyEditor(node: town.node, editor: .commandLine)
            let thing = StrategyThing.field(try code("offen"))
            let typed = FormInput([("name", "Offen"), ("order", "2"), ("maps", "energy"), ("maps", "nirgends")])
            guard case .refused(let input) = try editor.save(thing, typed, expecting: 0) else {
                Issue.record("was not refused")
                return
            }
            #expect(input.fault("maps")?(.german).contains("„nirgends“ gibt es in keiner bekannten Version") == true)
            let good = FormInput([("name", "Offen"), ("order", "2"), ("maps", "energy")])
            guard case .saved = try editor.save(thing, good, expecting: 0) else {
                Issue.record("was refused")
                return
            }
            #expect(try draft(town).mapped(.field, try code("offen")) == [try code("energy")])
        }
    }
}
