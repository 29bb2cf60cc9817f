import AccountPages
import Crypto
import Federation
import Pages

/// Who has to do what next with a summary.
extension SummaryView {
    var state: HTML {
        let labels = [
            turn.say("Vorlegen", "Hand on"), turn.say("Freigeben", "Approve"),
            turn.say("Unterschreiben und senden", "Sign and send"), turn.say("Quittung", "Receipt"),
        ]
        return .section(
            .h2(.text(turn.say("Was ist der nächste Schritt?", "What is the next step?"))),
            Steps(labels, current: step).html(language), stepContent, earlier)
    }

    private var step: Int {
        if standing.isReadyToSend { return 2 }
        if let request = standing.request, request.state == .waiting { return 1 }
        if let own = standing.own, isUnchanged { return own.state == .delivered ? 4 : 3 }
        return 0
    }

    var isUnchanged: Bool { preview.last.map { summary.saysTheSame(as: $0) } ?? false }

    private var stepContent: HTML {
        switch step {
        case 0: return handOn
        case 1: return approval
        case 2: return sending
        default:
            return .p(
                .text(
                    turn.say(
                        "Alles ist gemeldet. Ändern sich Werte, wird daraus eine neue Fassung.",
                        "Everything is reported. If values change, they become a new revision.")))
        }
    }

    private var obstacle: Phrase? {
        if preview.isOutsideMembership {
            return Phrase(
                de: "Der Zeitraum endet nicht innerhalb der Mitgliedschaft; dafür gibt es keine Meldung.",
                en: "The period does not end within membership; there is no summary for it.")
        }
        if preview.isUnfinished {
            let day = summary.period.lastDay.description
            return Phrase(
                de:
                    "Der Zeitraum endet erst am \(DateFormat.date(day, .german)); vorher kann nicht freigegeben werden.",
                en: "The period ends on \(DateFormat.date(day, .english)); it cannot be approved before.")
        }
        guard let problem = preview.outcome.problems.first else { return nil }
        return Phrase(
            de: "So kann nicht freigegeben werden: \(problem.german).",
            en: "This cannot be approved: \(problem.english).")
    }

    private var handOn: HTML {
        var parts: [HTML] = []
        if let request = standing.request, request.state == .returned {
            parts.append(
                Callout(
                    .warning, title: turn.say("Zurückgegeben", "Given back"),
                    [.p(.text("\(request.decidedName): \(request.note)"))]
                ).html(language))
        }
        if let obstacle {
            parts.append(Callout(.warning, [.p(.text(turn(obstacle)))]).html(language))
        } else if turn.visitor.has(.author) {
            let open = Summary(
                approval: SummaryFlow.open, framework: summary.framework, measures: summary.measures,
                observations: summary.observations, participation: summary.participation, period: summary.period,
                revision: summary.revision)
            parts.append(
                turn.form(
                    path + "/request", hidden: [QueryItem("expect", open.sha256.hex)], parts: [],
                    submit: Phrase(de: "Zur Freigabe vorlegen", en: "Hand on for approval")
                ).html(language))
        } else {
            parts.append(
                .p(
                    .text(
                        turn.say(
                            "Wer Werte bearbeitet, kann die Meldung zur Freigabe vorlegen.",
                            "Whoever edits values can hand the summary on for approval."))))
        }
        return .fragment(parts)
    }

    private var approval: HTML {
        guard let request = standing.request else { return .empty }
        let when = DateFormat.timestamp("\(Instant(secondsSince1970: request.requested))", language)
        var parts: [HTML] = [
            .p(
                .text(
                    turn.say(
                        "Vorgelegt von \(request.authorName), \(when).", "Handed on by \(request.authorName), \(when).")
                ))
        ]
        if let changed = standing.changedSinceRequest {
            parts.append(
                Callout(
                    .warning,
                    [
                        .p(
                            .text(
                                turn.say(
                                    "Seit der Vorlage hat sich etwas geändert. Vorgelegt wurde "
                                        + "\(changed.requested.hex.prefix(12))…, jetzt wäre es "
                                        + "\(changed.now.hex.prefix(12))…. Bitte neu vorlegen.",
                                    "Something has changed since it was handed on. Handed on was "
                                        + "\(changed.requested.hex.prefix(12))…, now it would be "
                                        + "\(changed.now.hex.prefix(12))…. Please hand it on anew."))), handOn,
                    ]
                ).html(language))
            return .fragment(parts)
        }
        switch standing.decision {
        case .refused(let refusal):
            parts.append(.p(.text(language == .german ? refusal.de : refusal.en)))
        case .allowed, .allowedAsSelfApproved:
            if standing.decision == .allowedAsSelfApproved {
                parts.append(
                    Callout(
                        .warning,
                        [
                            .p(
                                .text(
                                    turn.say(
                                        "Sie haben daran selbst gearbeitet. Ihr Haus erlaubt das; in der Meldung steht dann: "
                                            + "selbst freigegeben.",
                                        "You have worked on this yourself. Your house allows it; the summary then says: "
                                            + "self-approved.")))
                        ]
                    ).html(language))
            }
            parts += [functionChoice, approveForm, returnForm]
        }
        return .fragment(parts)
    }

    /// Changes the bytes that are shown and approved: the function stands in them.
    private var functionChoice: HTML {
        let field = FormField(
            id: "function", label: turn.say("Ihre Funktion in der Meldung", "Your function in the summary"),
            control: .select(
                Summary.Approval.Function.allCases.map { FormField.Option($0.rawValue, $0.word(language)) }),
            hint: turn.say(
                "In der Meldung steht nur die Funktion. Wer freigegeben hat, bleibt im Haus.",
                "The summary holds the function alone. Who approved stays in the house."), value: function.rawValue)
        var form = Form(
            action: turn.link(path), hidden: [QueryItem("lang", language.rawValue)], fields: [field],
            submitLabel: turn.say("Funktion übernehmen", "Use this function"))
        form.isQuestion = true
        return form.html(language)
    }

    private var approveForm: HTML {
        turn.form(
            path + "/approve", hidden: [QueryItem("expect", preview.sha256.hex), functionItem], parts: [],
            submit: Phrase(
                de: "Als \(function.word(.german)) freigeben", en: "Approve as \(function.word(.english))")
        ).html(language)
    }

    private var returnForm: HTML {
        let field = FormField(
            id: "note", label: turn.say("Was soll geändert werden?", "What should be changed?"),
            control: .area(rows: 3),
            hint: turn.say("Bleibt im Haus.", "Stays in the house."))
        return Details(
            turn.say("Zurückgeben", "Give back"),
            [
                turn.form(
                    path + "/return", parts: [.field(field)],
                    submit: Phrase(de: "Zurückgeben", en: "Give back")
                ).html(language)
            ]
        ).html()
    }

    private var sending: HTML {
        guard turn.visitor.has(.author) || turn.visitor.has(.approver) else {
            return .p(.text(turn.say("Freigegeben, noch nicht unterschrieben.", "Approved, not signed yet.")))
        }
        return turn.form(
            path + "/sign", parts: [], submit: Phrase(de: "Unterschreiben und senden", en: "Sign and send")
        ).html(language)
    }

    private var earlier: HTML {
        guard let own = standing.own else { return .empty }
        return [
            OwnStatementView(own: own, federation: preview.membership.name, turn: turn).html(),
            .when(own.kind == .summary && own.state == .delivered && turn.visitor.has(.approver), withdrawal),
        ]
    }

    private var withdrawal: HTML {
        let reasons: [(Federation.Withdrawal.Reason, Phrase)] = [
            (.error, Phrase(de: "Die Meldung war falsch", en: "The summary was wrong")),
            (.decision, Phrase(de: "So wurde es beschlossen", en: "It was decided so")),
            (.other, Phrase(de: "anderer Grund", en: "another reason")),
        ]
        let fields = [
            FormField(
                id: "reason", label: turn.say("Warum?", "Why?"),
                control: .radios(reasons.map { FormField.Option($0.0.rawValue, turn($0.1)) })),
            FormField(
                id: "confirm", label: turn.say("Zeitraum zur Bestätigung", "Period, to confirm"),
                control: .text(width: 12),
                hint: turn.say(
                    "Geben Sie „\(summary.period)“ ein. Beide Erklärungen bleiben im Protokoll; die Werte zählen nicht mehr.",
                    "Type \"\(summary.period)\". Both statements stay in the log; the values no longer count.")),
        ]
        return Details(
            turn.say("Meldung zurücknehmen", "Withdraw the summary"),
            [
                turn.form(
                    path + "/withdraw", parts: fields.map { .field($0) },
                    submit: Phrase(de: "Meldung zurücknehmen", en: "Withdraw the summary"), isDangerous: true
                ).html(language)
            ]
        ).html()
    }
}

extension Summary {
    fileprivate var sha256: Digest { SHA256.digest(canonicalBytes) }
}
