import Pages
import Testing

@testable import PlatformImport

@Suite struct DecidimTests {
    private let plan: ImportPlan

    init() throws { plan = try PlatformImport.read(bytes(PlatformFixtures.decidim), file: "open-data.zip") }

    @Test func theDownloadIsReadAsAWhole() {
        #expect(
            plan.report.parts.map(\.format) == [
                .decidimProposals, .decidimComments, .decidimResults, .decidimMeetings,
            ])
        #expect(
            plan.report.skippedFiles.map(\.name) == [
                "README.md", "decidim-open-data-users.csv", "decidim-open-data-debates.csv",
            ])
        #expect(plan.source == "decidim:beteiligen.example.org")
        #expect(plan.report.refusedCount == 0)
    }

    @Test func proposals() throws {
        let first = try #require(plan.contributions.first)
        #expect(plan.contributions.map(\.id) == ["11", "12"])
        #expect(first.title == "Sicherer Schulweg")
        #expect(
            first.text
                == "Ein Zebrastreifen vor der Schule.\n\n- Ampel\n- Tempo 30\n\nSiehe den Plan (https://example.org/plan)"
        )
        #expect(first.labels == ["Verkehr", "Schule"])
        #expect(first.placeName == "Schulstraße 1")
        #expect(first.latitude == 51.4 && first.longitude == 8.1)
        #expect(first.status == "accepted")
        #expect(first.answer == "Wird gebaut.")
        #expect(first.answered == seconds("2026-02-01T09:00:00Z"))
        #expect(first.created == seconds("2026-01-04T09:00:00Z"))
        #expect(first.published == seconds("2026-01-05T09:00:00Z"))
        #expect(first.count(.supports) == 25 && first.count(.endorsements) == 7 && first.count(.comments) == 2)
        #expect(
            first.facts.map(\.name) == [
                "reference", "related_proposals", "created_in_meeting", "cost", "execution_period",
            ])
        // Where the German version is empty, the English one stands for it.
        let second = plan.contributions[1]
        #expect(second.title == "A quiet square" && second.text == "Please close it to cars.")
        #expect(second.count(.supports) == nil)
        #expect(second.created == seconds("2026-01-05T09:00:00Z"))
    }

    @Test func commentsFindTheirProposal() {
        #expect(plan.comments.map(\.contribution) == ["11", "11"])
        #expect(plan.comments.map(\.parent) == [nil, "101"])
        #expect(!plan.comments.contains { $0.isAddress })
    }

    @Test func resultsAndMeetings() throws {
        let result = try #require(plan.results.first)
        #expect(result.title == "Zebrastreifen Schulstraße" && result.status == "Erledigt" && result.progress == "100")
        #expect(result.start == "2026-03-01" && result.end == "2026-09-30")
        #expect(result.proposals == ["https://beteiligen.example.org/processes/stadt/f/2/proposals/11"])
        let meeting = try #require(plan.meetings.first)
        #expect(meeting.start == seconds("2026-01-20T16:00:00Z"))
        #expect(meeting.place == "Schulstraße 1, Schulhof")
        // Both columns of the place are taken, so neither is reported as lost.
        #expect(plan.report.parts[3].loss("location/de") == nil)
        #expect(Set(["address", "location/de"]).isSubset(of: plan.report.parts[3].taken))
        #expect(meeting.counts.first { $0.kind == .participants }?.value == 24)
    }

    @Test func nobodysNameIsRead() {
        #expect(!written(plan).contains("Merkmalperson"))
        let proposals = plan.report.parts[0]
        #expect(
            proposals.personal.map { "\($0.name) \($0.count)" } == [
                "author/id 2", "author/name 2", "author/url 1", "likes/user_endorsements 1",
            ])
    }

    @Test func everyOtherColumnIsInTheReport() {
        let part = plan.report.parts[0]
        #expect(part.loss("title/en") == .otherLanguage)
        #expect(part.loss("body/en") == .empty)
        #expect(part.loss("participatory_space/url") == .technical)
        #expect(part.loss("attachments") == .files)
        #expect(part.loss("withdrawn") == .noPlace)
        for part in plan.report.parts {
            #expect(!part.lost.contains { $0.loss == .unknown })
        }
        #expect(part.taken.count + part.lost.count + part.personal.count == 43)
    }

    @Test func namesOfOlderVersions() throws {
        let plan = try read(
            """
            id;category/id;category/name/de;scope/id;scope/name/de;component/id;title/de;body/de;supports;endorsements/total_count;followers;url
            7;1;Grün;2;Nord;3;Bäume;Mehr davon;5;2;1;https://alt.example.org/proposals/7
            """)
        let proposal = try #require(plan.contributions.first)
        #expect(proposal.category == "Grün" && proposal.labels == ["Nord"])
        #expect(proposal.count(.supports) == 5 && proposal.count(.endorsements) == 2 && proposal.count(.followers) == 1)
        #expect(plan.source == "decidim:alt.example.org")
    }
}
