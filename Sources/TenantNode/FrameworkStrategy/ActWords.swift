import Federation
import Pages

/// Words of what waits to be signed in the town's name.
enum ActWords {
    static func title(_ act: PublicAct) -> Phrase {
        switch act.content {
        case .adoption:
            Phrase(de: "\(act.federation): Rahmenstrategie annehmen", en: "\(act.federation): adopt the framework")
        case .position: Phrase(de: "\(act.federation): Stellung nehmen", en: "\(act.federation): take a position")
        case .declaration:
            Phrase(
                de: "\(act.federation): Absichtserklärung abgeben", en: "\(act.federation): hand in a letter of intent")
        case .key(let intent):
            intent.use == .statement
                ? Phrase(
                    de: "\(act.federation): Schlüssel für Erklärungen wechseln",
                    en: "\(act.federation): change the key for statements")
                : Phrase(
                    de: "\(act.federation): Schlüssel zum Gegenzeichnen wechseln",
                    en: "\(act.federation): change the key that cosigns")
        }
    }

    static func lead(_ act: PublicAct) -> Phrase {
        switch act.state {
        case .waiting:
            Phrase(
                de: "Wartet auf eine zweite Person. Unterschrieben wird genau das, was hier steht.",
                en: "Waits for a second person. Exactly what stands here is signed.")
        case .approved:
            Phrase(
                de: "Unterschrieben und im Ausgang. Freigegeben von \(act.answeredBy).",
                en: "Signed and in the outbox. Approved by \(act.answeredBy).")
        case .returned:
            Phrase(
                de: "Zurückgegeben von \(act.answeredBy): \(act.answer)",
                en: "Given back by \(act.answeredBy): \(act.answer)")
        case .replaced:
            Phrase(
                de: "Ersetzt: Inzwischen wurde etwas Neues vorgelegt.", en: "Replaced: something newer was put forward."
            )
        }
    }

    /// On the button of the form: what is typed waits for a second person, unless the house asks for none.
    static let submit = Phrase(de: "Zur Unterschrift vorlegen", en: "Put forward to be signed")

    static func facts(_ act: PublicAct, _ state: FederationState, _ language: Language) -> HTML {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        var items: [(term: String, content: HTML)] = []
        switch act.content {
        case .adoption(let adoption):
            let framework = state.framework(adoption.framework)
            items.append(
                (
                    say("Version", "Version"),
                    .text(framework.map { "\($0.number), \($0.title.text(language))" } ?? "–")
                ))
            items.append((say("Beschluss", "Decision"), StrategyWords.decision(adoption.decision, language)))
        case .position(let position):
            let draft = state.currentConsultation?.draft.value.framework
            items = [
                (
                    say("Stelle", "Passage"),
                    .text(draft?.name(of: position.passage).text(language) ?? "\(position.passage)")
                ),
                (say("Haltung", "Stand"), .text(position.kind.word(language))),
                (say("Vorgeschlagener Wortlaut", "Proposed wording"), .verbatim(position.proposal)),
                (say("Begründung", "Reason"), .verbatim(position.text)),
            ].filter { !$0.1.isEmpty }
        case .declaration(let declaration):
            if !declaration.text.isEmpty { items.append((say("Text", "Text"), .verbatim(declaration.text))) }
            if let decision = declaration.decision {
                items.append((say("Beschluss", "Decision"), StrategyWords.decision(decision, language)))
            }
        case .key(let intent):
            items.append(
                (
                    say("Grund", "Reason"),
                    .text(
                        intent.reason == .compromise
                            ? say("jemand anders hat ihn benutzt oder könnte es", "somebody else has used it, or could")
                            : say("geplanter Wechsel", "planned change"))
                ))
            items.append(
                (
                    say("Neues Verfahren", "New algorithm"),
                    .text(intent.algorithm?.rawValue ?? say("wie bisher", "as before"))
                ))
            if let index = intent.doubtedFrom {
                items.append((say("Angezweifelt ab Eintrag", "In doubt from entry"), .text("\(index)")))
            }
        }
        items.append(
            (
                say("Vorgelegt", "Put forward"),
                .text("\(act.authorName), \(StrategyWords.moment(act.proposed, language))")
            ))
        items.append((say("Prüfsumme", "Digest"), HashText(act.sha256.hex).html(language)))
        return DefinitionList(items).html()
    }
}
