import Pages
import Tables
import TestSupport
import Testing

@testable import PlatformImport

@Suite struct WorkbookPlatformTests {
    @Test func adhocracy() throws {
        let plan = try PlatformImport.read(bytes(PlatformFixtures.adhocracy), file: "ideen.xlsx")
        #expect(plan.report.parts.map(\.format) == [.adhocracy])
        #expect(plan.source == "adhocracy:beteiligung.example.org")
        let idea = try #require(plan.contributions.first)
        #expect(idea.id == "2026-00007" && idea.title == "Mehr Bänke am Ufer" && idea.text == "Bänke & Schatten")
        // The module's own name for the category, known by its place.
        #expect(idea.category == "Grün" && idea.labels == ["Ufer", "Sitzen"])
        // A number without a date's format, the first noon of summer time.
        #expect(idea.created == seconds("2026-03-29T10:00:00Z"))
        #expect(idea.count(.supports) == 12 && idea.count(.against) == 3 && idea.count(.comments) == 4)
        #expect(idea.status == "wird geprüft" && idea.answer == "Wir prüfen zwei Stellen.")
        #expect(idea.latitude == 51.3967 && idea.longitude == 8.0644 && idea.placeName == "Ruhrufer")
        #expect(idea.facts == [ImportedFact(name: "budget", value: "2500")])
        // Text that looks like a formula is text.
        #expect(plan.contributions[1].title == "=Summe der Ideen")
        #expect(!written(plan).contains("Merkmalperson"))
        let part = plan.report.parts[0]
        #expect(part.personal.map(\.count) == [2, 1, 1, 1])
        #expect(part.loss("Frage zur Anreise") == .unknown)
        #expect(part.taken.count + part.lost.count + part.personal.count == 22)
    }

    @Test func goVocal() throws {
        let plan = try PlatformImport.read(bytes(PlatformFixtures.goVocal), file: "inputs.xlsx")
        #expect(plan.report.parts.map(\.format) == [.goVocal])
        let input = try #require(plan.contributions.first)
        #expect(input.id == "5f1c-1" && input.title == "Ein Trinkbrunnen" && input.text == "Auf dem Markt")
        #expect(input.count(.supports) == 31 && input.count(.votes) == 40 && input.count(.offlineVotes) == 5)
        #expect(input.count(.participants) == 12 && input.status == "Angenommen")
        #expect(input.published == seconds("2026-05-02T07:00:00Z"))
        #expect(!written(plan).contains("Merkmalperson"))
        // Answers to the form's other questions may say who somebody is.
        #expect(plan.report.parts[0].loss("Wie alt sind Sie?") == .unknown)
        #expect(plan.report.personalCount == 5)
    }

    /// No mutation may crash, and what is accepted never has a name in it.
    @Test func mutationsOfAnExport() {
        var refused = 0
        for mutated in mutations(of: bytes(PlatformFixtures.decidim), count: 500, seed: 180) {
            do {
                let plan = try PlatformImport.read(mutated, file: "x.zip")
                #expect(!written(plan).contains("Merkmalperson"))
            } catch {
                refused += 1
                #expect(!error.problems.isEmpty)
            }
        }
        #expect(refused > 250)
    }
}
