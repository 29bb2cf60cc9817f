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

    private var preview: SummaryDesk.Preview { standing.preview }
    private var summary: Summary { preview.outcome.summary }
    private var language: Pages.Language { turn.language }
    private var path: String { "/summary/\(preview.membership.name)/\(summary.period)" }

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

    private var functionItem: QueryItem { QueryItem("function", function.rawValue) }

    // MARK: Steps

    private var state: HTML {
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

    private var isUnchanged: Bool { preview.last.map { summary.saysTheSame(as: $0) } ?? false }

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

    // MARK: What leaves the house

    private var leaves: HTML {
        let text = PreviewText(preview: preview, language: language)
        let rows = summary.observations.map { observation -> [DataTable.Cell] in
            [
                .text(text.name(of: observation.indicator)),
                .text(DateFormat.period("\(observation.period)", language)), .text(text.value(of: observation)),
            ]
        }
        let measures = summary.measures.map { state -> [DataTable.Cell] in
            [.text(state.id.text), .text(state.words(language))]
        }
        return .section(
            .h2(.text(turn.say("Was verlässt das Haus?", "What leaves the house?"))),
            DataTable(
                caption: turn.say("Werte", "Values"),
                columns: [
                    DataTable.Column(turn(.indicator)), DataTable.Column(turn(.period)), DataTable.Column(turn(.value)),
                ], rows: rows,
                emptyText: turn.say("Noch keine Werte für diesen Zeitraum.", "No values for this period yet.")
            ).html(language),
            .when(
                !measures.isEmpty,
                DataTable(
                    caption: turn.say("Maßnahmen, nach Kennung", "Measures, by identifier"),
                    columns: [
                        DataTable.Column(turn.say("Maßnahme", "Measure")), DataTable.Column(turn.say("Stand", "State")),
                    ], rows: measures
                ).html(language)),
            list(turn.say("Beteiligung", "Participation"), text.participation))
    }

    private var difference: HTML {
        guard let last = preview.last else { return .empty }
        let rows = SummaryDifference(from: last, to: summary, in: preview.framework, language).rows
        return .section(
            .h2(
                .text(
                    turn.say(
                        "Was ist anders als in Fassung \(last.revision)?",
                        "What differs from revision \(last.revision)?"))
            ),
            rows.isEmpty
                ? .p(.text(turn.say("Nichts.", "Nothing.")))
                : DataTable(
                    caption: turn.say("Unterschiede", "Differences"),
                    columns: [
                        DataTable.Column(turn.say("Angabe", "Entry")),
                        DataTable.Column(turn.say("bisher", "until now")),
                        DataTable.Column(turn.say("neu", "new")),
                    ], rows: rows.map { [.text($0.name), .text($0.before), .text($0.now)] }, hidesCaption: true
                ).html(language))
    }

    private var suppression: HTML {
        let rows = PreviewText(preview: preview, language: language).suppressed
        guard !rows.isEmpty else { return .empty }
        return .section(
            .h2(.text(turn.say("Was wird gesperrt, und warum?", "What is suppressed, and why?"))),
            .p(.text(turn(.suppressedExplained))), .ul(rows.map { .li(.text($0)) }))
    }

    private var gaps: HTML {
        let text = PreviewText(preview: preview, language: language)
        let outcome = preview.outcome
        let parts = [
            list(turn.say("Kernkennzahlen ohne Angabe", "Core indicators without a value"), text.missing),
            list(
                turn.say("Maßnahmen ohne Zuordnung zur Rahmenstrategie", "Measures not mapped to the framework"),
                outcome.unmappedMeasures.map(\.text)),
            list(
                turn.say(
                    "Kennzahlen, die diese Rahmenstrategie nicht hat: sie bleiben hier",
                    "Indicators this framework does not have: they stay here"), outcome.unknownIndicators.map(\.text)),
            list(
                turn.say("Das steht einer Freigabe entgegen", "This stands in the way of an approval"),
                outcome.problems.map { language == .german ? $0.german : $0.english }),
        ]
        guard parts.contains(where: { !$0.isEmpty }) else { return .empty }
        return .section(.h2(.text(turn.say("Was fehlt?", "What is missing?"))), .fragment(parts))
    }

    private func list(_ title: String, _ rows: [String]) -> HTML {
        rows.isEmpty ? .empty : [.h3(.text(title)), .ul(rows.map { .li(.text($0)) })]
    }

    private var bytes: HTML {
        .section(
            .h2(.text(turn.say("Die Bytes, die unterschrieben werden", "The bytes that are signed"))),
            DefinitionList([
                (turn.say("Größe", "Size"), .text(NumberFormat.byteSize(preview.body.count, language))),
                (turn(.digest) + " SHA-256", HashText(preview.sha256.hex).full()),
                (
                    turn.say("Funktion der freigebenden Person", "Function of who approves"),
                    .text(function.word(language))
                ),
            ]).html(),
            Details(
                turn.say("Genau diese Bytes", "Exactly these bytes"),
                [.verbatim(String(decoding: preview.body, as: UTF8.self))]
            ).html(),
            .p(
                .a(
                    turn.link(path + "/bytes", [functionItem]),
                    .text(turn.say("Als Datei herunterladen", "Download as a file")))))
    }
}

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

extension Summary {
    fileprivate var sha256: Digest { SHA256.digest(canonicalBytes) }
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
