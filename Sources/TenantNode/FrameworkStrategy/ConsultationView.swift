import AccountPages
import Federation
import Pages

/// What a federation asks the town about: the open draft with our positions and their answers, and the letter of intent.
struct ConsultationView {
    let membership: Membership
    let state: FederationState
    let node: Node
    let turn: StaffTurn

    func html() -> HTML { [draft, declaration] }

    private var draft: HTML {
        guard let consultation = state.currentConsultation else { return .empty }
        let language = turn.language
        let until = DateFormat.date("\(consultation.draft.value.until)", language)
        let isOpen = state.isOpen(consultation, on: node.today)
        let framework = consultation.draft.value.framework
        let rows = consultation.entries.filter { $0.tenant == membership.tenant }.map { entry -> [DataTable.Cell] in
            let position = entry.position.value
            let answer = entry.answer.map { "\($0.value.result.word(language)): \($0.value.reason)" }
            return [
                .text(framework.name(of: position.passage).text(language)), .text(position.kind.word(language)),
                .text([position.proposal, position.text].filter { !$0.isEmpty }.joined(separator: " – ")),
                .text(answer ?? turn.say("noch keine Antwort", "no answer yet")),
            ]
        }
        return .section(
            .h3(
                .text(
                    turn.say(
                        "Entwurf der Version \(consultation.number), Fassung \(consultation.draft.value.edition)",
                        "Draft of version \(consultation.number), edition \(consultation.draft.value.edition)"))),
            .p(
                .text(
                    isOpen
                        ? turn.say("Stellungnahmen sind möglich bis \(until).", "Positions are taken until \(until).")
                        : turn.say("Stellungnahmen waren möglich bis \(until).", "Positions were taken until \(until).")
                )),
            DataTable(
                caption: turn.say("Unsere Stellungnahmen", "Our positions"),
                columns: [
                    DataTable.Column(turn.say("Stelle", "Passage")), DataTable.Column(turn(.kind)),
                    DataTable.Column(turn.say("Text", "Text")), DataTable.Column(turn.say("Antwort", "Answer")),
                ], rows: rows, emptyText: turn.say("Noch keine.", "None yet.")
            ).html(language),
            .when(
                isOpen && turn.visitor.has(.author),
                .p(
                    .buttonLink(
                        turn.link("/framework/\(membership.name)/position"),
                        turn.say("Stellung nehmen", "Take a position")))))
    }

    private var declaration: HTML {
        let present = state.declarations[membership.tenant]?.value
        let words = present.map { [$0.text, $0.decision?.body ?? ""].filter { !$0.isEmpty }.joined(separator: " – ") }
        return .section(
            .h3(.text(turn.say("Absichtserklärung", "Letter of intent"))),
            .p(.text(words ?? turn.say("Noch keine abgegeben.", "None handed in yet."))),
            .when(
                turn.visitor.has(.author),
                .p(
                    .a(
                        turn.link("/framework/\(membership.name)/declaration"),
                        .text(
                            present == nil
                                ? turn.say("Absichtserklärung abgeben", "Hand in a letter of intent")
                                : turn.say("Neue Absichtserklärung abgeben", "Hand in a new letter of intent"))))))
    }
}

extension Position.Kind {
    func word(_ language: Language) -> String {
        switch self {
        case .change: Phrase(de: "Änderung", en: "change")(language)
        case .question: Phrase(de: "Frage", en: "question")(language)
        case .reject: Phrase(de: "Ablehnung", en: "objection")(language)
        case .support: Phrase(de: "Zustimmung", en: "support")(language)
        }
    }
}

extension Answer.Result {
    func word(_ language: Language) -> String {
        switch self {
        case .notTakenOver: Phrase(de: "nicht übernommen", en: "not taken over")(language)
        case .noted: Phrase(de: "zur Kenntnis genommen", en: "noted")(language)
        case .partly: Phrase(de: "teilweise übernommen", en: "partly taken over")(language)
        case .takenOver: Phrase(de: "übernommen", en: "taken over")(language)
        }
    }
}
