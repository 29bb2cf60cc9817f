import Pages

/// What everybody may read under `/api`.
enum ReadOperation: String, CaseIterable, Sendable {
    case openAPI, catalogue
    case region, indicators, indicator, contributions, observations
    case towns, town, measures
    case participation
    case measureCount, participationCount, adoptionCount, summaryCount
    case frameworks, framework, drafts, draft, reports, report
    case log

    var description: OperationDescription {
        switch self {
        case .openAPI, .catalogue: aboutItself
        case .region, .indicators, .indicator, .contributions, .observations: figures
        case .towns, .town, .measures, .participation: towns
        case .measureCount, .participationCount, .adoptionCount, .summaryCount: counts
        case .frameworks, .framework, .drafts, .draft, .reports, .report, .log: texts
        }
    }

    private var aboutItself: OperationDescription {
        if self == .openAPI {
            return OperationDescription(
                path: "/api/openapi.json", topic: .description,
                summary: Phrase(
                    de: "Diese Beschreibung als OpenAPI 3.1, aus der Programme Zugriffe erzeugen",
                    en: "This description as OpenAPI 3.1, from which programs make clients"),
                answers: [(.json, .object)])
        }
        return OperationDescription(
            path: "/api/dcat.jsonld", topic: .description,
            summary: Phrase(
                de: "Verzeichnis aller Datensätze nach DCAT-AP.de, für Datenportale",
                en: "Catalogue of all datasets by DCAT-AP.de, for data portals"),
            answers: [(.linkedData, .object)])
    }

    private var figures: OperationDescription {
        switch self {
        case .indicators:
            OperationDescription(
                path: "/api/v1/indicators", topic: .figures,
                summary: Phrase(
                    de: "Kennzahlen mit Definition und neuestem Wert; CSV und JSON-stat mit allen Zeiträumen",
                    en: "Indicators with definition and newest value; CSV and JSON-stat with all periods"),
                answers: [
                    (
                        .json,
                        .page(
                            "indicators",
                            .object([("definition", .named("Indicator")), ("figure", Schema.named("Figure").orNull)]))
                    ), (.csv, .text), (.jsonStat, .named("JSONStat")),
                ], isPaged: true)
        case .indicator:
            OperationDescription(
                path: "/api/v1/indicators/{indicator}", topic: .figures,
                summary: Phrase(
                    de: "Eine Kennzahl mit allen regionalen Werten; CSV und JSON-stat auch mit denen der Kommunen",
                    en:
                        "One indicator with all regional values; CSV and JSON-stat with those of the municipalities, too"
                ),
                parameters: [.indicator],
                answers: [
                    (
                        .json,
                        .enveloped([
                            ("definition", .named("Indicator")), ("doubts", .list(.named("DoubtedSource"))),
                            ("figures", .list(.named("Figure"))),
                            ("framework", .reference),
                        ])
                    ), (.csv, .text), (.jsonStat, .named("JSONStat")),
                ], problems: [404])
        case .contributions:
            OperationDescription(
                path: "/api/v1/indicators/{indicator}/contributions", topic: .figures,
                summary: Phrase(
                    de:
                        "Woraus die regionalen Werte einer Kennzahl berechnet sind: Werte, Gewichte und Meldungen jeder Kommune",
                    en:
                        "What the regional values of an indicator are computed from: values, weights and summaries of each municipality"
                ),
                parameters: [.indicator, .ofPeriod, .ofTown],
                answers: [(.json, .page("contributions", .named("Contribution")))], isPaged: true, problems: [404])
        case .observations:
            OperationDescription(
                path: "/api/v1/observations", topic: .figures,
                summary: Phrase(
                    de: "Alle Werte der Kommunen, die zählen, nach Kommune, Kennzahl und Zeitraum",
                    en: "All values of municipalities that count, by municipality, indicator and period"),
                parameters: [.ofTown, .ofIndicator, .ofPeriod],
                answers: [(.json, .page("observations", .named("CountingObservation")))], isPaged: true)
        default:
            OperationDescription(
                path: "/api/v1/region", topic: .figures,
                summary: Phrase(
                    de: "Stand der Region mit den neuesten Werten", en: "State of the region with the newest values"),
                answers: [(.json, Self.regionSchema), (.csv, .text)])
        }
    }

    private var towns: OperationDescription {
        switch self {
        case .town:
            OperationDescription(
                path: "/api/v1/towns/{town}", topic: .towns,
                summary: Phrase(
                    de: "Eine Kommune mit Strategie und Erklärungen; CSV mit allen ihren Werten",
                    en: "One municipality with strategy and statements; CSV with all its values"),
                parameters: [.town],
                answers: [
                    (
                        .json,
                        .enveloped(
                            Schema.town + [
                                (
                                    "statements",
                                    .list(
                                        .object([
                                            ("doubt", Schema.named("Doubt").orNull), ("kind", .text),
                                            ("period", Schema.period.orNull),
                                            ("statement", .reference),
                                        ]))
                                ), ("strategy", Schema.named("Strategy").orNull),
                                ("strategy_statement", Schema.reference.orNull),
                            ])
                    ), (.csv, .text),
                ], problems: [404])
        case .measures:
            OperationDescription(
                path: "/api/v1/measures", topic: .towns,
                summary: Phrase(
                    de: "Maßnahmen aller Kommunen mit Stand, Kosten und was sich übernehmen lässt",
                    en: "Measures of all municipalities with status, cost and what others may reuse"),
                parameters: [.words, .ofTown, .ofField, .ofGoal, .ofBundle, .ofStatus, .runningIn, .reusable],
                answers: [(.json, .page("measures", .named("ReportedMeasure"))), (.csv, .text)], isPaged: true)
        case .participation:
            OperationDescription(
                path: "/api/v1/participation", topic: .participation,
                summary: Phrase(
                    de: "Was aus der Beteiligung wurde, je Kommune", en: "What became of participation, by municipality"
                ),
                answers: [
                    (
                        .json,
                        .page(
                            "towns",
                            .object([
                                ("participation", .list(.named("Participation"))), ("period", .period),
                                ("summary", .reference), ("tenant", .tenant),
                            ]), and: [("towns_without", .list(.tenant))])
                    ), (.csv, .text),
                ], isPaged: true)
        default:
            OperationDescription(
                path: "/api/v1/towns", topic: .towns,
                summary: Phrase(
                    de: "Kommunen mit Beschluss und letzter Meldung",
                    en: "Municipalities with decision and last summary"),
                answers: [(.json, .page("towns", .named("Town"))), (.csv, .text)], isPaged: true)
        }
    }

    private var texts: OperationDescription {
        switch self {
        case .frameworks:
            OperationDescription(
                path: "/api/v1/frameworks", topic: .texts,
                summary: Phrase(de: "Versionen der Rahmenstrategie", en: "Versions of the framework strategy"),
                answers: [(.json, .page("frameworks", .named("FrameworkName")))], isPaged: true)
        case .framework:
            OperationDescription(
                path: "/api/v1/frameworks/{number}", topic: .texts,
                summary: Phrase(
                    de: "Eine Version der Rahmenstrategie, wie sie unterschrieben ist",
                    en: "One version of the framework strategy as it is signed"),
                parameters: [.number], answers: [(.json, .named("Framework"))], problems: [404])
        case .drafts:
            OperationDescription(
                path: "/api/v1/drafts", topic: .texts,
                summary: Phrase(
                    de: "Entwürfe, über die beraten wurde oder wird", en: "Drafts that were or are consulted on"),
                answers: [(.json, .page("drafts", .named("DraftName")))], isPaged: true)
        case .draft:
            OperationDescription(
                path: "/api/v1/drafts/{draft}", topic: .texts,
                summary: Phrase(
                    de: "Ein Entwurf mit Stellungnahmen und Antworten", en: "One draft with positions and answers"),
                parameters: [.draft],
                answers: [
                    (
                        .json,
                        .enveloped([
                            ("draft", .named("Draft")), ("entry", .integer()),
                            (
                                "positions",
                                .list(
                                    .object([
                                        ("answer", Schema.named("Answer").orNull),
                                        ("answer_entry", Schema.integer().orNull),
                                        ("entry", .integer()), ("position", .named("Position")), ("tenant", .tenant),
                                    ]))
                            ),
                        ])
                    ), (.csv, .text),
                ], problems: [404])
        case .reports:
            OperationDescription(
                path: "/api/v1/reports", topic: .texts,
                summary: Phrase(de: "Berichte, die neuesten zuerst", en: "Reports, the newest first"),
                answers: [(.json, .page("reports", .named("ReportName")))], isPaged: true)
        case .report:
            OperationDescription(
                path: "/api/v1/reports/{report}", topic: .texts,
                summary: Phrase(
                    de: "Ein Bericht, wie er unterschrieben ist; CSV mit seinen Werten",
                    en: "One report as it is signed; CSV with its values"),
                parameters: [.report], answers: [(.json, .named("Report")), (.csv, .text)], problems: [404])
        default:
            OperationDescription(
                path: "/api/v1/log", topic: .log,
                summary: Phrase(de: "Einträge des Protokolls", en: "Entries of the log"),
                parameters: [.from, .limit],
                answers: [
                    (
                        .json,
                        .enveloped([
                            ("entries", .list(.object([("index", .integer()), ("leaf", .named("LogEntry"))]))),
                            ("from", .integer()), ("limit", .integer(1...1000)), ("next", Schema.text.orNull),
                            ("origin", .text), ("root", .hex),
                        ])
                    ), (.csv, .text),
                ], problems: [503])
        }
    }

    private static let regionSchema = Schema.enveloped([
        ("doubts", .list(.named("DoubtedSource"))),
        ("federation", .object([("name", Schema.both.orNull), ("operator", Schema.text.orNull), ("origin", .text)])),
        (
            "fields",
            .list(
                .object([("id", .code), ("indicators", .integer()), ("measures", .integer()), ("name", .both)]))
        ), ("figures", .list(.named("Figure"))),
        (
            "framework",
            Schema.object([
                ("in_force", .boolean), ("number", .integer()), ("statement", .reference), ("title", .both),
            ]).orNull
        ), ("measures", .list(.named("MeasureCount"))), ("measures_unmapped", .integer()),
        ("newest_period", Schema.period.orNull),
        (
            "reports",
            .list(.object([("edition", .integer()), ("period", .period), ("statement", .reference)]))
        ), ("towns_active", .integer()), ("towns_adopted", .integer()), ("towns_reported", .integer()),
    ])
}
