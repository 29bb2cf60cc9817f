import Federation
import Pages

/// The questions with which each part of the framework is edited. Every member of `Framework` stands here once.
enum FrameworkQuestions {
    static func groups(_ kind: PartKind) -> [QuestionGroup] {
        switch kind {
        case .text: [text]
        case .principles: [principles]
        case .rules: [rules]
        case .sources: [sources]
        case .field: [field]
        case .goal: [goal]
        case .bundle: [bundle]
        case .indicator: IndicatorQuestions.groups
        }
    }

    /// A new thing before anything has been typed.
    static func blank(_ kind: PartKind, in draft: WorkingDraft) -> JSONValue {
        switch kind {
        case .field:
            let last = draft.things(.field).compactMap { $0.value["order"]?.number }.max() ?? 0
            return JSONValue.object([]).setting("order", to: .integer(last + 1))
        case .bundle: return JSONValue.object([]).setting("kind", to: .string("bundle"))
        case .indicator: return IndicatorQuestions.blank
        default: return .object([])
        }
    }

    private static let text = QuestionGroup(
        PartWords.heading(.text),
        [
            Question(
                "title", Phrase(de: "Titel der Rahmenstrategie", en: "Title of the framework strategy"), nil,
                .both(limit: 300, rows: 1, isRequired: true)),
            Question(
                "vision", Phrase(de: "Vision", en: "Vision"),
                Phrase(
                    de: "Wo die Region hinwill, in wenigen Sätzen.",
                    en: "Where the region wants to go, in a few sentences."),
                .both(limit: 2000, rows: 5, isRequired: false)),
        ])

    private static let principles = QuestionGroup(
        PartWords.heading(.principles),
        [
            Question(
                "principles", Phrase(de: "Leitsätze in ihrer Reihenfolge", en: "Principles in their order"),
                Phrase(
                    de: "Nach dem Speichern kommen leere Zeilen hinzu. Eine geleerte Zeile fällt weg.",
                    en: "After saving there are empty rows again. A row that is emptied is dropped."),
                .rows(
                    [Question("", Phrase(de: "Text", en: "Text"), nil, .both(limit: 500, rows: 2, isRequired: true))],
                    named: Phrase(de: "Leitsatz", en: "Principle"), count: 50))
        ])

    private static let rules = QuestionGroup(
        PartWords.heading(.rules),
        Phrase(
            de: "Ob eine Version in Kraft ist, folgt aus den Beschlüssen der Kommunen und dieser Regel.",
            en: "Whether a version is in force follows from the municipalities’ decisions and this rule."),
        [
            Question(
                "in_force.rule", Phrase(de: "Die Version ist in Kraft, sobald", en: "The version is in force once"),
                nil,
                .word([
                    .init(
                        "all",
                        Phrase(
                            de: "alle Mitglieder mit den genannten Rollen sie beschlossen haben",
                            en: "all members with the roles named have adopted it")),
                    .init(
                        "at_least",
                        Phrase(de: "mindestens so viele sie beschlossen haben", en: "at least so many have adopted it")),
                ])),
            Question(
                "in_force.count", Phrase(de: "Mindestens so viele", en: "At least so many"),
                Phrase(
                    de: "Nur bei der zweiten Regel; zum Beispiel 3 von 5.",
                    en: "With the second rule only; for example 3 of 5."), .whole(1...100_000, isOptional: true)),
            Question(
                "in_force.roles", Phrase(de: "Wessen Beschluss zählt", en: "Whose decision counts"), nil,
                .someWords([
                    .init("joiner", Phrase(de: "Mitmacher", en: "joiners")),
                    .init("pioneer", Phrase(de: "Pioniere", en: "pioneers")),
                    .init(
                        "supporter", Phrase(de: "Unterstützer", en: "supporters"),
                        Phrase(
                            de:
                                "Sie haben keine eigene Strategie und beschließen nicht; mit ihnen tritt „alle“ nie in Kraft.",
                            en:
                                "They have no strategy of their own and adopt nothing; with them “all” never comes into force."
                        )),
                ])),
            Question(
                "population", Phrase(de: "Kennzahl der Einwohnerzahl", en: "Indicator of the population"),
                Phrase(
                    de: "Damit wird gesagt, für wie viele Menschen ein regionaler Wert steht.",
                    en: "It tells for how many people a regional value stands."), .one(.stocks)),
        ])

    private static let sources = QuestionGroup(
        PartWords.heading(.sources),
        [
            Question(
                "license", Phrase(de: "Lizenz des Textes", en: "Licence of the text"),
                Phrase(de: "Zum Beispiel CC BY 4.0.", en: "For example CC BY 4.0."), .line(limit: 200)),
            Question(
                "sources", Phrase(de: "Quellen", en: "Sources"),
                Phrase(de: "Eine Adresse je Zeile.", en: "One address a line."), .addresses(count: 100)),
        ])

    private static let field = QuestionGroup(
        PartWords.heading(.field),
        [
            Question(
                "name", Phrase(de: "Name des Handlungsfelds", en: "Name of the field of action"), nil,
                .both(limit: 200, rows: 1, isRequired: true)),
            Question(
                "description", Phrase(de: "Beschreibung", en: "Description"), nil,
                .both(limit: 2000, rows: 5, isRequired: false)),
            Question(
                "order", Phrase(de: "Platz in der Reihenfolge", en: "Place in the order"), nil,
                .whole(0...10_000, isOptional: false)),
        ])

    private static let goal = QuestionGroup(
        PartWords.heading(.goal),
        [
            Question(
                "name", Phrase(de: "Das Ziel", en: "The goal"),
                Phrase(
                    de: "Ein Satz, der sagt, was erreicht sein soll.",
                    en: "One sentence that says what is to be reached."),
                .both(limit: 500, rows: 2, isRequired: true)),
            Question(
                "field", Phrase(de: "Handlungsfeld", en: "Field of action"), nil, .one(.things(.field))),
        ])

    private static let bundle = QuestionGroup(
        PartWords.heading(.bundle),
        Phrase(
            de: "Kommunen ordnen ihre Maßnahmen dem Bündel zu. Fortschritt und Kosten kommen nur aus ihren Meldungen.",
            en: "Municipalities map their measures to the bundle. Progress and costs come from their reports only."),
        [
            Question(
                "title", Phrase(de: "Titel", en: "Title"), nil, .both(limit: 300, rows: 1, isRequired: true)),
            Question(
                "kind", Phrase(de: "Art", en: "Kind"), nil,
                .word([
                    .init("bundle", Phrase(de: "Maßnahmenbündel", en: "bundle of measures")),
                    .init(
                        "lead_project", Phrase(de: "Leitprojekt", en: "lead project"),
                        Phrase(
                            de: "Ein Vorhaben, das mehrere Kommunen gemeinsam tragen.",
                            en: "A project that several municipalities carry together.")),
                ])),
            Question(
                "code", Phrase(de: "Bezeichnung", en: "Label"),
                Phrase(
                    de: "Zum Beispiel M01. Leer, wenn es keine gibt.", en: "For example M01. Empty if there is none."),
                .line(limit: 20)),
            Question("lead", Phrase(de: "Federführung", en: "Lead"), nil, .one(.towns)),
            Question("towns", Phrase(de: "Beteiligte Kommunen", en: "Municipalities involved"), nil, .some(.towns)),
            Question("fields", Phrase(de: "Handlungsfelder", en: "Fields of action"), nil, .some(.things(.field))),
            Question(
                "cost",
                Phrase(de: "Kosten laut Rahmenstrategie in Euro", en: "Cost according to the framework in euro"),
                Phrase(
                    de: "Nur, wenn die Rahmenstrategie selbst einen Betrag nennt.",
                    en: "Only if the framework strategy itself names an amount."), .money),
            Question(
                "sources", Phrase(de: "Quellen", en: "Sources"),
                Phrase(de: "Eine Adresse je Zeile.", en: "One address a line."), .addresses(count: 20)),
        ])
}
