import Federation
import Pages

/// Draws what this is, how its figures come about, and how to use them.
struct AboutView {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func page() -> DrawnPage {
        say.page(
            .about, title: say(.aboutTitle), lead: .text(say(.aboutLead)),
            body: [
                section(.methodHeading, [.methodTowns, .methodLog, .methodFigures, .methodSuppression]),
                .section(
                    .h2(.text(say(.signsHeading))),
                    .ul(
                        [Phrase.missingExplained, .suppressedExplained, .notApplicableExplained, .zeroExplained]
                            .map { .li(.text(say($0))) })),
                operatorSection, sourceSection, licenceSection, interfaceSection,
            ])
    }

    private func section(_ heading: Phrase, _ paragraphs: [Phrase]) -> HTML {
        .element(.section, [], [.h2(.text(say(heading)))] + paragraphs.map { .p(.text(say($0))) })
    }

    private var operatorSection: HTML {
        let founding = say.state.founding?.value
        return .section(
            .h2(.text(say(.operatorHeading))),
            DefinitionList([
                (say(.federationHeader), founding.map { say.html($0.name) } ?? .text(say.state.origin)),
                (say(.operatorHeader), .text(founding?.operatorName ?? "–")),
                (say(.origin), .code(.text(say.state.origin))),
                (say(.logKey), .when(founding?.log) { .element(.code, [.class("hash-full")], [.text($0)]) }),
                (say(.software), .text("Rahmenwerk \(say.site.version)")),
            ]).html(), .when(founding?.notice) { Callout(.warning, say.paragraphs($0)).html(say.language) })
    }

    private var sourceSection: HTML {
        var seen: Set<Indicator.Source> = []
        let sources = (say.state.currentFramework?.value.indicators ?? []).map(\.source).filter {
            !$0.name.isEmpty && seen.insert($0).inserted
        }
        guard !sources.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.dataSources))),
            .ul(
                sources.map { source in
                    .li(
                        source.url.isEmpty ? .text(source.name) : say.external(source.url, source.name),
                        .when(!source.license.isEmpty, .text(". \(say(.licence)): \(source.license)")))
                }))
    }

    private var licenceSection: HTML {
        .section(
            .heading(.text(say(.licence)), id: "licence"),
            .p(.text(Phrase.licenceSentence(say.site.license, say.language))), .p(.text(say(.licenceSources))))
    }

    private var interfaceSection: HTML {
        .section(
            .heading(.text(say(.interfaceHeading)), id: "interface"), .p(.text(say(.interfaceIntroduction))),
            .ul([
                .li(.a(say.link("/api"), .text(say(.interfaceMore)))),
                .li(.a(Address(path: "/api/openapi.json"), .text(say(.interfaceDocument)))),
                .li(.a(Address(path: "/api/dcat.jsonld"), .text(say(.interfaceCatalogue)))),
                .li(.a(Address(path: "/log/checkpoint"), .text(say(.interfaceCheckpoint)))),
            ]))
    }
}

/// Draws the page that explains one kind of refusal.
struct ProblemView {
    let say: PageContext
    let problem: ProblemPhrases.Explanation

    init(_ context: PageContext, _ problem: ProblemPhrases.Explanation) {
        say = context
        self.problem = problem
    }

    func page() -> DrawnPage {
        say.page(
            .about, title: say(problem.title), lead: .text(say(problem.meaning)),
            body: [
                .section(.h2(.text(say(.whatToDo))), .p(.text(say(problem.action)))),
                DefinitionList([
                    (say(.problemCode), .code(.text(problem.code))),
                    (say(.problemStatus), .text(String(problem.status))),
                    (say(.problemType), .code(.text("\(say.site.publicAddress)/problems/\(problem.code)"))),
                ]).html(),
                .section(
                    .h2(.text(say(.otherProblems))),
                    .ul(
                        ProblemPhrases.list.map { other in
                            other.code == problem.code
                                ? .li(.strong(.text(say(other.title))))
                                : .li(.a(say.link("/problems/\(other.code)"), .text(say(other.title))))
                        })),
            ])
    }
}
