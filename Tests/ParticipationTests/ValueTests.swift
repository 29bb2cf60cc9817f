import Service
import Testing

@testable import Participation

struct CivilDayTests {
    @Test(arguments: [
        ("2026-01-15T22:59:59Z", "2026-01-15"), ("2026-01-15T23:00:00Z", "2026-01-16"),
        ("2026-07-15T21:59:59Z", "2026-07-15"), ("2026-07-15T22:00:00Z", "2026-07-16"),
        // Clocks turn on 29 March and 25 October 2026 at 01:00 UTC.
        ("2026-03-28T22:59:59Z", "2026-03-28"), ("2026-03-29T22:00:00Z", "2026-03-30"),
        ("2026-10-24T22:00:00Z", "2026-10-25"), ("2026-10-25T22:59:59Z", "2026-10-25"),
    ])
    func isTheDayInGermany(moment: String, day: String) throws {
        #expect(CivilDay(inGermanyAt: try Timestamp(moment)).description == day)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "", "2026-01-01T"])
    func refuses(text: String) { #expect(CivilDay(text) == nil) }
}

struct SlugTests {
    @Test(arguments: [
        ("Was braucht es?", "was-braucht-es"), ("Schöne Straße für Ölpe", "schoene-strasse-fuer-oelpe"), ("!?", "x"),
        ("a/../b", "a-b"),
    ])
    func isMadeOf(title: String, slug: String) { #expect(Slug.make(title) == slug) }

    @Test func isKeptApart() { #expect(Slug.make("Idee", taken: ["idee", "idee-2"]) == "idee-3") }
}

struct ProcessTests {
    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

    @Test func phaseFollowsFromTheDayAlone() throws {
        let process = Process(
            slug: "p", title: "P", question: "?", isPublished: true,
            phases: [
                Process.Phase(kind: .collect, firstDay: try day("2026-01-10"), lastDay: try day("2026-01-20")),
                Process.Phase(kind: .discuss, firstDay: try day("2026-01-25"), lastDay: try day("2026-01-31")),
            ])
        #expect(process.phase(on: try day("2026-01-09")) == nil)
        #expect(process.phase(on: try day("2026-01-20"))?.kind == .collect)
        #expect(process.phase(on: try day("2026-01-21")) == nil)
        #expect(process.nextPhase(after: try day("2026-01-21"))?.kind == .discuss)
        #expect(process.takesContributions(on: try day("2026-01-10")))
        #expect(!process.takesContributions(on: try day("2026-01-25")))
        #expect(process.takesComments(on: try day("2026-01-25")))
        #expect(!process.isOver(on: try day("2026-01-31")))
        #expect(process.isOver(on: try day("2026-02-01")))
    }

    @Test func overlapIsFound() throws {
        let first = Process.Phase(kind: .collect, firstDay: try day("2026-01-10"), lastDay: try day("2026-01-20"))
        let second = Process.Phase(kind: .discuss, firstDay: try day("2026-01-20"))
        #expect(Process.overlap([second, first])?.0 == first)
        let open = Process.Phase(kind: .collect, firstDay: try day("2026-01-01"))
        #expect(Process.overlap([open, second]) != nil)
        #expect(Process.overlap([first]) == nil)
    }
}
