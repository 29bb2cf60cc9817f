import AccountPages
import Federation
import Pages

/// One statement of ours: where it is, and what to do where it was refused.
struct OwnStatementView {
    let own: OwnStatement
    let federation: String
    let turn: StaffTurn

    func html() -> HTML {
        let language = turn.language
        let signed = DateFormat.timestamp("\(Instant(secondsSince1970: own.signed))", language)
        switch own.state {
        case .delivered:
            return .p(
                StatusBadge(.done, turn.say("zugestellt", "delivered")).html(), .text(", "),
                .a(
                    turn.link("/receipts/\(federation)/\(own.sequence)"),
                    .text(
                        turn.say(
                            "Quittung: Eintrag \(own.position ?? 0)", "receipt: entry \(own.position ?? 0)"))))
        case .waiting:
            let reason = language == .german ? own.reasonWording.de : own.reasonWording.en
            return .p(
                StatusBadge(.half, turn(.waiting)).html(),
                .text(
                    turn.say(" im Ausgang, unterschrieben \(signed). ", " in the outbox, signed \(signed). ") + reason))
        case .refused:
            let reason = language == .german ? own.reasonWording.de : own.reasonWording.en
            return Callout(
                .error, title: turn.say("Vom Verbund abgelehnt", "Refused by the federation"),
                [
                    .p(.text(reason)),
                    .p(
                        .text(
                            turn.say(
                                "Nehmen Sie sie aus dem Ausgang, beheben Sie den Grund, und legen Sie die Meldung neu vor. "
                                    + "Alles, was dahinter wartet, wird mit herausgenommen.",
                                "Take it out of the outbox, mend the reason, and hand the summary on anew. Everything that "
                                    + "waits behind it is taken out as well."))),
                    .when(turn.visitor.has(.approver), takeOut),
                ]
            ).html(language)
        case .withdrawn:
            return .p(StatusBadge(.stopped, turn.say("herausgenommen", "taken out")).html())
        }
    }

    private var takeOut: HTML {
        turn.form(
            "/outbox/\(federation)/take-out",
            parts: [
                .field(
                    FormField(
                        id: "number", label: turn.say("Nummer zur Bestätigung", "Number, to confirm"),
                        control: .text(width: 8),
                        hint: turn.say(
                            "Die abgelehnte Erklärung hat die Nummer \(own.sequence).",
                            "The refused statement has the number \(own.sequence).")))
            ], submit: Phrase(de: "Aus dem Ausgang nehmen", en: "Take out of the outbox"), isDangerous: true
        ).html(turn.language)
    }
}
