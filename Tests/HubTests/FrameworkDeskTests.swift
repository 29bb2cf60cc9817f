import Accounts
import Federation
import Foundation
import Testing

@testable import Hub

/// The framework edited in the browser: from the published version to the next one.
@Suite struct FrameworkDeskTests {
    static let framework =
        "\(#filePath)".components(separatedBy: "/Tests/")[0] + "/config/suedwestfalen/framework.json5"

    /// A hub with the real framework as version 1, and an author.
    private func desk() throws -> (TestOffice, StaffBrowser) {
        let hub = try TestHub()
        try hub.start()
        _ = try hub.running.hub.office.perform(.publish(try FrameworkFile.read(Self.framework)))
        let office = try TestOffice(hub)
        return (office, try office.person("author", .author))
    }

    private func drafts(_ office: TestOffice) throws -> DraftStore {
        DraftStore(store: try office.hub.running.hub.store.store)
    }

    private func begun() throws -> (TestOffice, StaffBrowser) {
        let (office, author) = try desk()
        try author.get("/office/framework")
        #expect(author.words.contains("No new version is being worked on. Version 1 is published."))
        #expect(try author.send(to: "/office/framework/begin").status == 303)
        return (office, author)
    }

    @Test func beginsAsACopyOfTheNewestVersion() throws {
        let (office, author) = try begun()
        let draft = try #require(try drafts(office).load())
        let newest = try #require(try office.hub.state.frameworks.last).value
        #expect(draft.base == 1)
        #expect(try draft.framework(number: 1).canonicalBytes == newest.canonicalBytes)
        try author.get("/office/framework")
        #expect(author.words.contains("Still the same as the published version 1."))
        // Beginning twice is beginning once.
        try author.get("/office/framework/parts/text")
        #expect(try author.post("/office/framework/begin", [csrf(author)]).status == 303)
        #expect(try drafts(office).load()?.revision == draft.revision)
    }

    private func csrf(_ person: StaffBrowser) throws -> (String, String) {
        try #require(person.forms.last?.fields.first { $0.0 == "csrf" })
    }

    @Test func everyPartComesBackAsItWas() throws {
        let (office, author) = try begun()
        let before = try #require(try drafts(office).load())
        for part in before.parts.values.sorted(by: { $0.name < $1.name }) {
            let path = part.name.kind.rawValue + (part.name.id.isEmpty ? "" : "/\(part.name.id)")
            for language in ["de", "en"] {
                #expect(try author.get("/office/framework/parts/\(path)", language: language).status == 200)
                let saved = try author.send(to: "/office/framework/parts", language: language)
                #expect(saved.status == 303, "\(path) \(language): \(author.words)")
            }
            #expect(try drafts(office).load()?.parts[part.name]?.value == part.value, "\(path)")
        }
        let after = try #require(try drafts(office).load())
        #expect(try after.framework(number: 2).digest == before.framework(number: 2).digest)
        #expect(after.revision == before.revision + Int64(2 * before.parts.count))
    }

    @Test func whatIsSavedShowsAndStaysInTheHistory() throws {
        let (office, author) = try begun()
        try author.get("/office/framework/parts/text")
        let title = "Rahmenstrategie <zwei> & \"mehr\""
        #expect(try author.send([("title.de", title), ("title.en", "")], to: "/office/framework/parts").status == 303)
        try author.get("/office/framework?done=saved")
        #expect(author.words.contains("Saved."))
        #expect(author.words.contains("One part differs from version 1."))
        try author.get("/office/framework/parts/text")
        #expect(author.forms.last?.fields.contains { $0 == ("title.de", title) } == true)
        #expect(author.words.contains("One earlier text"))
        #expect(author.words.contains("Smart Cities Rahmenstrategie für Südwestfalen"))
        #expect(try drafts(office).load()?.parts[PartName(.text)]?.changedBy == "Name of author")
    }

    @Test func twoEditorsLoseNothing() throws {
        let (office, author) = try begun()
        let other = try office.person("other", .author)
        try author.get("/office/framework/parts/text")
        try other.get("/office/framework/parts/text")
        #expect(try other.send([("vision.de", "Die Vision der anderen")], to: "/office/framework/parts").status == 303)
        let answer = try author.send([("vision.de", "Meine Vision")], to: "/office/framework/parts")
        #expect(answer.status == 409)
        #expect(author.words.contains("Somebody was faster"))
        #expect(author.words.contains("Name of other has saved this part"))
        #expect(author.words.contains("Die Vision der anderen"))
        #expect(author.forms.last?.fields.contains { $0 == ("vision.de", "Meine Vision") } == true)
        #expect(try drafts(office).load()?.parts[PartName(.text)]?.value["vision.de"]?.text == "Die Vision der anderen")
        // Saved once more, now knowing of the other's text.
        #expect(try author.send(to: "/office/framework/parts").status == 303)
        #expect(try drafts(office).load()?.parts[PartName(.text)]?.value["vision.de"]?.text == "Meine Vision")
        #expect(
            try drafts(office).history(of: PartName(.text)).contains {
                $0.value?["vision.de"]?.text == "Die Vision der anderen"
            })
    }

    @Test func whatWasRemovedMeanwhileCanBeKept() throws {
        let (office, author) = try begun()
        let other = try office.person("other", .author)
        try author.get("/office/framework/new/goal")
        #expect(try author.send([("name.de", "Ein Ziel für Radwege")], to: "/office/framework/parts").status == 303)
        let name = PartName(.goal, "ein-ziel-fuer-radwege")
        #expect(try drafts(office).load()?.parts[name] != nil)
        try author.get("/office/framework/parts/goal/\(name.id)")
        try other.get("/office/framework/remove/goal/\(name.id)")
        #expect(other.words.contains("Remove “Ein Ziel für Radwege”?"))
        #expect(try other.send(to: "/office/framework/remove").status == 303)
        #expect(try author.send([("name.de", "Ein besseres Ziel")], to: "/office/framework/parts").status == 409)
        #expect(author.words.contains("This part has been removed from the draft meanwhile."))
        #expect(try author.send(to: "/office/framework/parts").status == 303)
        #expect(try drafts(office).load()?.parts[name]?.value["name.de"]?.text == "Ein besseres Ziel")
    }

    /// A form's faults: what is typed, the field, and the sentence there.
    private func refused(
        _ path: String, _ fields: [(String, String)], _ sentence: String, at field: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (office, author) = try begun()
        let before = try #require(try drafts(office).load())
        try author.get("/office/framework/\(path)")
        let answer = try author.send(fields, to: "/office/framework/parts")
        #expect(answer.status == 422, "\(author.words)", sourceLocation: sourceLocation)
        #expect(author.words.contains(sentence), "\(author.words)", sourceLocation: sourceLocation)
        #expect(author.text.contains("href=\"#\(field)\""), "\(author.text)", sourceLocation: sourceLocation)
        #expect(author.text.contains("<title>Error: "), sourceLocation: sourceLocation)
        for (name, value) in fields where !["space.rule", "kind"].contains(name) {
            #expect(
                author.forms.last?.fields.contains { $0 == (name, value) } == true, "\(name) is lost",
                sourceLocation: sourceLocation)
        }
        #expect(try drafts(office).load()?.revision == before.revision, sourceLocation: sourceLocation)
    }

    @Test func badInputComesBackWithASentence() throws {
        let share = "parts/indicator/child-poverty"
        try refused("parts/text", [("title.de", "")], "Something must stand here", at: "title.de")
        try refused(
            "parts/text", [("vision.de", String(repeating: "ü", count: 1001))], "too long by 2 characters",
            at: "vision.de")
        try refused(
            "new/goal", [("name.de", "Ziel"), ("field", "gone")], "This draft has no field of action “gone”",
            at: "field")
        try refused("new/field", [("name.de", "Feld"), ("id", "Nicht so")], "A code has 1 to 64 characters", at: "id")
        try refused(
            "new/field", [("name.de", "Feld"), ("order", "-1")], "a whole number from 0 to 10,000", at: "order")
        try refused(
            "parts/rules", [("in_force.rule", "at_least"), ("in_force.count", "")],
            "how many members have to adopt the version", at: "in_force.count")
        try refused(
            "parts/rules", [("in_force.rule", "all"), ("in_force.count", "3")],
            "A number belongs to the rule “at least so many” only", at: "in_force.count")
        try refused("parts/sources", [("sources", "www.example.org")], "is not a whole address", at: "sources")
        try refused(share, [("decimals", "7")], "a whole number from 0 to 6", at: "decimals")
        try refused(share, [("maximum", "viel")], "a number with at most", at: "maximum")
        try refused(share, [("minimum", "50"), ("maximum", "10")], "must lie above the lowest", at: "maximum")
    }

    @Test func rulesOfTheRegionalValue() throws {
        let share = "parts/indicator/child-poverty"
        try refused(share, [("space.rule", "mean")], "There is no mean without a weight", at: "space.rule-choice")
        try refused(share, [("space.rule", "sum")], "Shares and indices cannot be added up", at: "space.rule-choice")
        try refused(
            share, [("space.rule", "weighted_mean"), ("space.weight.indicator", "")],
            "A weighted mean needs a weight", at: "space.weight.indicator")
        try refused(
            share, [("space.rule", "weighted_mean"), ("space.weight.indicator", "gone")],
            "The indicator “gone” to weight by is not in this draft", at: "space.weight.indicator")
        try refused(
            share, [("space.rule", "weighted_mean"), ("space.weight.indicator", "child-poverty")],
            "cannot be a weight", at: "space.weight.indicator")
        try refused(
            share, [("space.rule", "weighted_mean"), ("space.weight.period", "2022-Q1")],
            "a period for which the weight is reported", at: "space.weight.period")
        try refused(
            share, [("space.rule", "median"), ("space.weight.indicator", "population")],
            "A weight belongs to the weighted mean only", at: "space.weight.indicator")
        try refused(share, [("time", "mean")], "Shares are not averaged over time either", at: "time")
        try refused(share, [("factor", "0")], "a whole number from 1 to 1,000,000", at: "factor")
        try refused(
            "parts/indicator/population", [("kind", "index"), ("space.rule", "none")],
            "needs this indicator as weight or population", at: "kind-choice")
        try refused(
            "parts/indicator/population", [("frequency", "quarter"), ("time", "none")],
            "is weighted by this indicator and would find no value any more", at: "frequency")
    }

    @Test func baselineAndTargets() throws {
        let share = "parts/indicator/child-poverty"
        try refused(
            share, [("baseline.period", "2022"), ("baseline.value", "")], "Period and value belong together",
            at: "baseline.value")
        try refused(
            share,
            [
                ("direction", "down"), ("baseline.period", "2022"), ("baseline.value", "10"),
                ("targets-1-period", "2030"),
                ("targets-1-value", "10"),
            ], "the target for 2030 must lie below the baseline", at: "targets")
        try refused(
            share,
            [
                ("baseline.period", "2022"), ("baseline.value", "10"), ("targets-1-period", "2021"),
                ("targets-1-value", "5"),
            ], "2021 does not end after 2022", at: "targets")
        try refused(
            share, [("baseline.period", "2022"), ("baseline.value", "101")], "outside the plausible values",
            at: "baseline.value")
        try refused(
            share, [("targets-1-period", "2030"), ("targets-1-value", "101")], "outside the plausible values",
            at: "targets")
        try refused(
            share, [("targets-1-period", "soon"), ("targets-1-value", "5")], "Please give a period",
            at: "targets-1-period")
        try refused(
            "parts/indicator/population", [("parts", "area")], "A sum has at least two parts", at: "parts-choice")
    }

    @Test func thingsThatOthersNameStay() throws {
        let (office, author) = try begun()
        let draft = try #require(try drafts(office).load())
        let checks = DraftChecks(draft.parts.mapValues(\.value))
        let used = try #require(draft.things(.indicator).map(\.name).first { !checks.users(of: $0).isEmpty })
        try author.get("/office/framework/remove/indicator/\(used.id)")
        #expect(author.words.contains("That is not possible yet: other parts of the draft refer to it."))
        let counter = try #require(draft.parts[used]).counter
        try author.get("/office/framework/parts/text")
        let key = try #require(author.forms.last?.fields.first { $0.0 == "csrf" })
        let answer = try author.post("/office/framework/remove/indicator/\(used.id)", [key, ("counter", "\(counter)")])
        #expect(answer.status == 422)
        #expect(author.words.contains("refers to it. Please change that first."))
        #expect(try drafts(office).load()?.parts[used] != nil)
        #expect(try author.post("/office/framework/remove/indicator/gone", [key, ("counter", "1")]).status == 303)
    }

    @Test func aCodeIsTakenOnce() throws {
        let (office, author) = try begun()
        let taken = try #require(try drafts(office).load()?.things(.field).first).name.id
        try author.get("/office/framework/new/field")
        #expect(
            try author.send([("name.de", "Noch eins"), ("id", taken)], to: "/office/framework/parts").status == 422)
        #expect(author.words.contains("The code “\(taken)” is there already."))
        #expect(author.forms.last?.fields.contains { $0 == ("name.de", "Noch eins") } == true)
    }

    @Test func readersOnlyRead() throws {
        let (office, author) = try begun()
        let reader = try office.person("reader", .reader)
        let overview = try reader.get("/office/framework")
        #expect(overview.status == 200)
        // Nothing is offered that would be refused.
        for path in ["/office/framework/new/", "/office/framework/import", "/office/framework/discard"] {
            #expect(!overview.text.contains(path), "\(path)")
        }
        #expect(try reader.get("/office/framework/parts/text").status == 200)
        let before = try #require(try drafts(office).load()).revision
        #expect(try reader.send([("title.de", "Anders")], to: "/office/framework/parts").status == 403)
        #expect(try drafts(office).load()?.revision == before)
        #expect(try author.get("/office/framework/parts/nothing").status == 404)
        #expect(try author.get("/office/framework/parts/field/nothing").status == 404)
        #expect(try author.get("/office/framework/new/text").status == 404)
    }

    @Test func readersAreNotOfferedToBegin() throws {
        let office = try TestOffice(try TestHub.withTowns(["soest"]))
        let reader = try office.person("reader", .reader)
        let page = try reader.get("/office/framework").text
        #expect(!page.contains("/office/framework/begin"))
        #expect(page.contains("Somebody with the role of author can begin the working draft and change it."))
        #expect(try office.person("author", .author).get("/office/framework").text.contains("/office/framework/begin"))
    }

    // MARK: Files

    @Test func theFileIsTheOneThatPublishTakes() throws {
        let (office, author) = try begun()
        let file = try author.get("/office/framework/file")
        #expect(file.header("Content-Disposition") == "attachment; filename=\"framework-2.json5\"")
        try office.hub.write("framework.json5", file.text)
        let read = try FrameworkFile.read("\(office.hub.folder)/framework.json5")
        #expect(read.digest == (try #require(try drafts(office).load()).framework(number: 2).digest))

        // Changed in an editor and taken back.
        try author.get("/office/framework/import")
        let changed = file.text.replacingOccurrences(
            of: "Südwestfalen will bis 2030", with: "Südwestfalen wird bis 2030")
        #expect(try author.send([("text", changed)], to: "/office/framework/import").status == 303)
        let vision = try #require(try drafts(office).load()?.parts[PartName(.text)]?.value["vision.de"]?.text)
        #expect(vision.contains("Südwestfalen wird bis 2030"))
    }

    /// The first version has nothing that it could be a copy of: whoever brings it has written it.
    @Test func whoeverImportsTheFirstVersionIsItsAuthor() throws {
        let (office, author) = try begun()
        let file = try author.get("/office/framework/file").text
        let hub = try TestHub()
        try hub.start()
        let first = try TestOffice(hub)
        for path in ["import", "begin"] {
            let person = try first.person(path, .author)
            try person.get(path == "import" ? "/office/framework/import" : "/office/framework")
            let typed = path == "import" ? [("text", file)] : [("title.de", "Erste"), ("title.en", "First")]
            #expect(try person.send(typed, to: "/office/framework/\(path)").status == 303)
            let store = try hub.running.hub.store.store
            #expect(try store.read { try DraftStore.authors($0) } == [person.id], "\(path)")
            try person.get("/office/framework/discard")
            #expect(try person.send(to: "/office/framework/discard").status == 303)
        }
        // A copy of a version is nobody's text yet.
        let store = try office.hub.running.hub.store.store
        #expect(try store.read { try DraftStore.authors($0) }.isEmpty)
    }

    @Test(arguments: [
        ("{", "The file cannot be read"), ("{}", "That is no complete framework strategy"),
        ("rule: \"mean\"", "There is no mean without a weight"),
        ("surprise: 1,", "That is no complete framework strategy"),
    ])
    func badFilesChangeNothing(_ text: String, _ sentence: String) throws {
        let (office, author) = try begun()
        let before = try #require(try drafts(office).load()).revision
        var file = try author.get("/office/framework/file").text
        switch text {
        case "rule: \"mean\"":
            file = file.replacingOccurrences(of: "\"rule\": \"weighted_mean\"", with: "\"rule\": \"mean\"")
        case "surprise: 1,":
            file = file.replacingOccurrences(of: "{\n  \"bundles\"", with: "{ surprise: 1,\n \"bundles\"")
        default: file = text
        }
        try author.get("/office/framework/import")
        #expect(try author.send([("text", file)], to: "/office/framework/import").status == 422)
        #expect(author.words.contains(sentence), "\(author.words.prefix(2000))")
        #expect(
            author.forms.last?.fields.contains {
                $0.0 == "text" && $0.1 == file.trimmingCharacters(in: .whitespacesAndNewlines)
            } == true)
        #expect(try drafts(office).load()?.revision == before)
    }

    @Test func aDraftIsDiscardedAsItWasSeen() throws {
        let (office, author) = try begun()
        let other = try office.person("other", .author)
        try author.get("/office/framework/discard")
        try other.get("/office/framework/parts/text")
        try other.send([("vision.de", "Neu")], to: "/office/framework/parts")
        #expect(try author.send(to: "/office/framework/discard").status == 409)
        #expect(author.words.contains("Nothing was discarded."))
        try author.get("/office/framework/discard")
        #expect(try author.send(to: "/office/framework/discard").status == 303)
        #expect(try drafts(office).load() == nil)
        // What was written can still be read once the next draft is begun, and old forms are stale there.
        try author.get("/office/framework")
        try author.send(to: "/office/framework/begin")
        try author.get("/office/framework/parts/text")
        #expect(author.words.contains("earlier texts"))
        #expect(author.words.contains("Neu"))
    }

    @Test func theFirstVersionBeginsWithATitle() throws {
        let hub = try TestHub()
        try hub.start()
        let office = try TestOffice(hub)
        let author = try office.person("author", .author)
        try author.get("/office/framework")
        #expect(author.words.contains("There is no framework strategy yet and no working draft."))
        #expect(try author.send([("title.de", "")], to: "/office/framework/begin").status == 422)
        #expect(author.words.contains("Something must stand here"))
        #expect(try author.send([("title.de", "Unsere Strategie")], to: "/office/framework/begin").status == 303)
        let draft = try #require(try drafts(office).load())
        #expect(try draft.framework(number: 1).title.german == "Unsere Strategie")
        for kind in PartKind.allCases where !kind.isSingle {
            #expect(try author.get("/office/framework/new/\(kind.rawValue)").status == 200)
        }
        try author.get("/office/framework/new/indicator")
        #expect(
            try author.send(
                [("name.de", "Einwohner"), ("kind", "stock"), ("space.rule", "sum")], to: "/office/framework/parts"
            ).status == 303, "\(author.words)")
        #expect(try drafts(office).load()?.parts[PartName(.indicator, "einwohner")] != nil)
    }
}
