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
        let addresses: [(String, String?, Phrase)] = [
            ("/api/v1/region", "/api/v1/region.csv", .interfaceRegion),
            ("/api/v1/towns", "/api/v1/towns.csv", .interfaceTowns),
            ("/api/v1/towns/…", "/api/v1/towns/….csv", .interfaceTown),
            ("/api/v1/indicators", "/api/v1/indicators.csv", .interfaceIndicators),
            ("/api/v1/indicators/…", "/api/v1/indicators/….csv", .interfaceIndicator),
            ("/api/v1/frameworks/…", nil, .interfaceFramework),
            ("/api/v1/reports/…", "/api/v1/reports/….csv", .interfaceReport),
            ("/api/v1/log?from=0&limit=100", "/api/v1/log.csv?from=0&limit=100", .interfaceLog),
            ("/log/checkpoint", nil, .interfaceCheckpoint),
        ]
        func cell(_ path: String) -> HTML {
            guard !path.contains("…"), let address = try? Address(path) else { return .code(.text(path)) }
            return .a(address, .code(.text(path)))
        }
        let table = DataTable(
            caption: say(.interfaceHeading),
            columns: [.init(say(.interfaceContent)), .init("JSON"), .init("CSV")],
            rows: addresses.map { json, csv, phrase in
                [.text(say(phrase)), .html(cell(json)), csv.map { .html(cell($0)) } ?? .text("–")]
            }, hidesCaption: true)
        return .section(
            .heading(.text(say(.interfaceHeading)), id: "interface"), .p(.text(say(.interfaceIntroduction))),
            table.html(say.language))
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
