import AccountPages
import Crypto
import Federation
import Pages
import Service

/// `/staff/summary/<federation>/<period>`: what leaves the house, and who has to do what next.
struct SummaryView {
    let standing: SummaryFlow.Standing
    /// Why the last step was not taken.
    var problem: Wording?
    let function: Summary.Approval.Function
    let turn: StaffTurn

    var preview: SummaryDesk.Preview { standing.preview }
    var summary: Summary { preview.outcome.summary }
    var language: Pages.Language { turn.language }
    var path: String { "/summary/\(preview.membership.name)/\(summary.period)" }

    static let done: [String: Phrase] = [
        "requested": Phrase(
            de: "Die Meldung ist zur Freigabe vorgelegt.", en: "The summary is handed on for approval."),
        "approved": Phrase(
            de: "Die Meldung ist freigegeben. Jetzt kann sie unterschrieben und gesendet werden.",
            en: "The summary is approved. It can now be signed and sent."),
        "returned": Phrase(de: "Die Meldung ist zurückgegeben.", en: "The summary is given back."),
        "signed": Phrase(
            de: "Die Meldung ist unterschrieben und liegt im Ausgang. Sie wird von selbst gesendet.",
            en: "The summary is signed and lies in the outbox. It is sent by itself."),
        "withdrawn": Phrase(
            de: "Die Rücknahme ist unterschrieben und liegt im Ausgang.",
            en: "The withdrawal is signed and lies in the outbox."),
    ]

    func page() -> StaffPage {
        let period = DateFormat.period("\(summary.period)", language)
        return StaffPage(
            title: turn.say("Meldung für \(period)", "Summary for \(period)"), lead: .text(answer),
            body: [
                turn.done(Self.done), .when(problem, warning), state, leaves, difference, suppression, gaps, bytes,
            ], status: problem == nil ? 200 : 409, hasErrors: problem != nil)
    }

    private var answer: String {
        let (values, measures) = (summary.observations.count, summary.measures.count)
        if isUnchanged, let last = preview.last {
            return turn.say(
                "Gemeldet sind \(last.observations.count) Werte und der Stand von \(last.measures.count) Maßnahmen, Fassung "
                    + "\(last.revision). Seitdem hat sich nichts geändert.",
                "\(last.observations.count) values and the state of \(last.measures.count) measures are reported, revision "
                    + "\(last.revision). Nothing has changed since.")
        }
        let revision =
            summary.revision == 1 ? "" : turn.say(", Fassung \(summary.revision)", ", revision \(summary.revision)")
        return turn.say(
            "An „\(preview.membership.name)“ gehen \(values) Werte und der Stand von \(measures) Maßnahmen\(revision). Nur "
                + "Zahlen und Kennungen verlassen das Haus.",
            "\(values) values and the state of \(measures) measures go to \"\(preview.membership.name)\"\(revision). Only "
                + "numbers and codes leave the house.")
    }

    private func warning(_ wording: Wording) -> HTML {
        Callout(
            .error, title: turn.say("Das ging nicht", "That did not work"),
            [
                .p(.text(language == .german ? wording.de : wording.en)),
                .p(.a(turn.link(path, [functionItem]), .text(turn.say("Noch einmal ansehen", "Look again")))),
            ]
        ).html(language)
    }

    var functionItem: QueryItem { QueryItem("function", function.rawValue) }
}

extension Summary.Approval.Function {
    func word(_ language: Pages.Language) -> String {
        switch self {
        case .deputy: Phrase(de: "Stellvertretung", en: "deputy")(language)
        case .headOfDepartment: Phrase(de: "Amtsleitung", en: "head of department")(language)
        case .mayor: Phrase(de: "Bürgermeisteramt", en: "mayor")(language)
        case .other: Phrase(de: "andere Funktion", en: "other function")(language)
        case .projectLead: Phrase(de: "Projektleitung", en: "project lead")(language)
        }
    }
}
