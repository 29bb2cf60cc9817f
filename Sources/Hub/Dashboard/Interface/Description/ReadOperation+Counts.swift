import Federation
import Pages

/// The calculations behind numbers that are counted or added up.
extension ReadOperation {
    var counts: OperationDescription {
        switch self {
        case .measureCount:
            Self.count(
                "measures", .towns,
                Phrase(
                    de: "Woraus Zahl und Kosten von Maßnahmen addiert sind: was jede Kommune einbringt",
                    en: "What counts and costs of measures are added up from: what each municipality brings in"),
                [.countedNumber, .ofStatus, .ofField, .ofGoal, .ofBundle, .unmapped, .until])
        case .participationCount:
            Self.count(
                "participation", .participation,
                Phrase(
                    de: "Woraus eine Zahl zur Beteiligung addiert ist: was jede Kommune einbringt",
                    en: "What a number about participation is added up from: what each municipality brings in"),
                [.countedFigure, .partOf, .partKey], problems: [404])
        case .summaryCount:
            Self.count(
                "summaries", .towns,
                Phrase(
                    de: "Welche Kommunen für einen Zeitraum gemeldet haben und welche nicht",
                    en: "Which municipalities have reported for a period and which have not"),
                [.ofPeriod], problems: [404])
        default:
            Self.count(
                "adoptions", .towns,
                Phrase(
                    de: "Welche Kommunen die Rahmenstrategie beschlossen haben und welche nicht",
                    en: "Which municipalities have adopted the framework strategy and which have not"), [])
        }
    }

    private static func count(
        _ name: String, _ topic: OperationDescription.Topic, _ summary: Phrase, _ parameters: [Parameter],
        problems: [Int] = []
    ) -> OperationDescription {
        OperationDescription(
            path: "/api/v1/calculations/\(name)", topic: topic, summary: summary, parameters: parameters,
            answers: [
                (
                    .json,
                    .page(
                        "contributions", .named("CountContribution"),
                        and: [("lower_bound", .boolean), ("value", Schema.decimal.orNull)])
                )
            ], isPaged: true, problems: problems)
    }
}
