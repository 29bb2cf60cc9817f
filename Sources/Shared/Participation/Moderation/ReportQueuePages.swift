import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// `/staff/participation/reports`: what readers have reported, and whether it stays.
struct ReportQueuePages: Sendable {
    let desk: ParticipationDesk
    static let path = "/participation/reports"
    private static let most = 25

    var routes: [Route] {
        [
            desk.gate.get(Self.path, .moderator) { turn, _ in try page(turn) },
            desk.gate.post(Self.path, .moderator) { turn, _, form in try decide(turn, form) },
        ]
    }

    private func decide(_ turn: StaffTurn, _ form: SubmittedForm) throws -> Response {
        let account = turn.visitor.account
        guard let subject = ModerationSubject(form["item"]), let seen = Visibility(rawValue: form["seen"]) else {
            return turn.notFound()
        }
        let isKept = form["act"] == "keep"
        let rule = ModerationRule(rawValue: form["rule"]) ?? .other
        let isDone = try desk.store.write { connection in
            if !isKept, seen == .published {
                guard
                    try ModerationStore.decide(
                        .withhold(rule, reason: ""), subject, seen: seen, by: account, at: desk.now, connection)
                else { return false }
                try IdeaText.catchUp(limit: IdeaText.perRequest, connection)
            }
            try ReportStore.close(subject, isKept: isKept, by: account, at: desk.now, connection)
            return true
        }
        return turn.go(Self.path, done: isDone ? (isKept ? "kept" : "removed") : "stale")
    }

    private func page(_ turn: StaffTurn) throws -> Response {
        let (reports, count) = try desk.store.read { connection in
            (try ReportStore.open(limit: Self.most, connection), try ReportStore.openCount(connection))
        }
        let number = NumberFormat.integer(count, turn.language)
        return turn.show(
            StaffPage(
                title: turn.say("Was wurde gemeldet?", "What was reported?"),
                lead: .text(
                    count == 0
                        ? turn.say("Keine Meldung ist offen.", "No report is open.")
                        : turn.say("Offene Meldungen: \(number).", "Open reports: \(number).")),
                body: [
                    turn.done([
                        "kept": Phrase(de: "Der Beitrag bleibt stehen.", en: "The contribution stays."),
                        "removed": Phrase(de: "Der Beitrag ist entfernt.", en: "The contribution is removed."),
                        "stale": Phrase(
                            de: "Darüber hatte inzwischen schon jemand anderes entschieden.",
                            en: "Somebody else had decided on this meanwhile."),
                    ]),
                    .fragment(reports.map { report($0, turn) }),
                    .p(.a(turn.link(IdeaPaths.queue), .text(turn.say("Zur Warteschlange", "To the queue")))),
                ]))
    }

    private func report(_ report: ReportStore.Report, _ turn: StaffTurn) -> HTML {
        let hidden = [
            turn.visitor.csrf, QueryItem("item", report.subject.name), QueryItem("seen", report.visibility.rawValue),
            QueryItem("rule", report.rule.rawValue),
        ]
        func button(_ act: String, _ label: String, _ name: String) -> HTML {
            .element(
                .button, [.set(.type, "submit"), .set(.name, "act"), .set(.value, act), .class(name)],
                [.text(label), .hidden(": \(report.title)")])
        }
        return .element(
            .article, [.class("passage")],
            [
                .h2(.a(turn.link(IdeaPaths.staff(report.contribution)), .text(report.title))),
                .p(
                    .strong(.text(turn(report.rule.word))), .text(" · "), Moments.time(report.received, turn.language),
                    .text(
                        report.comment == nil
                            ? turn.say(" · Beitrag", " · contribution") : turn.say(" · Kommentar", " · comment"))),
                .when(!report.words.isEmpty, .element(.blockquote, [.class("lines")], [.text(report.words)])),
                PersonalData.marked(report.text, turn.language),
                .element(
                    .form, [.action(turn.link(Self.path)), .set(.method, "post")],
                    hidden.map(QueueView.hidden) + [
                        .div(
                            button("keep", turn.say("Stehen lassen", "Let it stay"), "button secondary"),
                            button("remove", turn.say("Entfernen", "Remove"), "button dangerous"), class: "buttons")
                    ]),
            ])
    }
}
