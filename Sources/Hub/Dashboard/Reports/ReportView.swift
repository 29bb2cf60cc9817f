import Federation
import Pages

/// How a report is called.
struct ReportWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func title(_ report: RegionalReport) -> String {
        Phrase.reportTitle(say.period(report.period), edition: report.edition, say.language)
    }
}

/// Draws a signed report as a page to read.
struct ReportView {
    let say: PageContext
    let report: Recorded<RegionalReport>
    init(_ context: PageContext, _ report: Recorded<RegionalReport>) {
        say = context
        self.report = report
    }

    func page() -> DrawnPage {
        let body = report.value
        return say.page(
            .region, title: ReportWords(say).title(body),
            lead: .text(
                Phrase.reportLead(
                    say.integer(body.figures.count),
                    towns: say.integer(body.towns.count { $0.summary != nil }), of: say.integer(body.towns.count),
                    say.language)),
            body: [proof, ReportTables(say, body).html]
                + [
                    .p(.a(say.link("/slides/reports/\(body.name)"), .text(say(.slidesLink)))),
                    DataLinks.html(
                        say, json: "/api/v1/reports/\(body.name)", csv: "/api/v1/reports/\(body.name).csv"),
                ])
    }

    private var proof: HTML {
        let body = report.value
        return [
            DefinitionList([
                (say(.reportingPeriod), .text(say.period(body.period))),
                (say(.editionHeader), .text(say.integer(body.edition))),
                (say(.computedAt), .text(Phrase.entryCount(say.integer(body.size), say.language))),
                (
                    say(.sectionFramework),
                    ReportTables(say, body).framework.map { framework in
                        .a(
                            say.link("/framework/\(framework.number)"),
                            .text(Phrase.frameworkVersion(say.integer(framework.number), say.language)))
                    } ?? .text("–")
                ),
                (
                    say(.publishedHeader),
                    [say.time(report.received), .text(" · "), DoubtWords(say).entryLink(report.reference, by: .office)]
                ),
            ]).html(),
            Callout(.success, title: say(.recomputedTitle), [.p(.text(say(.recomputed)))]).html(say.language),
        ]
    }
}
