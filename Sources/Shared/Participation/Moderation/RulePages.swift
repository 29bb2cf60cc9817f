import Database
import HTTP
import Pages
import PublicForms

/// `/participation/rules` and `/participation/log`: what is shown and what is not, and what was done in that.
struct RulePages: Sendable {
    let desk: ParticipationDesk
    private static let perPage = 100

    var routes: [Route] {
        [
            desk.site.get(IdeaPaths.rules) { turn, _ in turn.show(rules(turn)) },
            desk.site.get(IdeaPaths.log) { turn, _ in turn.show(try log(turn)) },
        ]
    }

    private func rules(_ turn: PublicTurn) -> PublicPage {
        PublicPage(
            title: turn.say("Nach welchen Regeln geht es hier zu?", "What are the rules here?"),
            lead: .text(
                turn.say(
                    "Alle können mitmachen, ohne Konto und ohne ihren Namen. Was nicht gezeigt wird, hat einen Grund, und "
                        + "wer es geschrieben hat, erfährt ihn.",
                    "Everybody can take part, without an account and without their name. What is not shown has a reason, "
                        + "and whoever wrote it learns it.")),
            body: [
                .section(
                    .h2(.text(turn.say("Was nicht gezeigt wird", "What is not shown"))),
                    .ul(ModerationRule.allCases.filter { $0 != .other }.map { .li(.text(turn($0.word))) })),
                .section(
                    .h2(.text(turn.say("Wie entschieden wird", "How it is decided"))),
                    .ul([
                        .li(
                            .text(
                                turn.say(
                                    "Ein Mensch liest jeden Beitrag, je nach Verfahren bevor oder nachdem er erscheint.",
                                    "A person reads every contribution, before or after it appears depending on the process."
                                ))),
                        .li(
                            .text(
                                turn.say(
                                    "Das Programm weist nur darauf hin, wenn etwas nach persönlichen Angaben aussieht. Es "
                                        + "entscheidet nichts.",
                                    "The program only points out what looks like personal data. It decides nothing."))),
                        .li(
                            .text(
                                turn.say(
                                    "Eine andere Meinung als die der Kommune ist nie ein Grund.",
                                    "An opinion other than the municipality's is never a reason."))),
                        .li(
                            .text(
                                turn.say(
                                    "Beiträge werden nicht umgeschrieben. Nur persönliche Angaben werden, wo es geht, durch […] "
                                        + "ersetzt.",
                                    "Contributions are not rewritten. Only personal data is replaced by […] where possible."
                                ))),
                    ])),
                .section(
                    .h2(.text(turn.say("Was Sie tun können", "What you can do"))),
                    .ul([
                        .li(
                            .text(
                                turn.say(
                                    "Unter jedem Beitrag und jedem Kommentar steht „Melden“.",
                                    "Under each contribution and comment stands \"Report\"."))),
                        .li(
                            .text(
                                turn.say(
                                    "Unter Ihrer eigenen Adresse, die Sie beim Einreichen bekommen, steht der Grund, wenn etwas "
                                        + "nicht erscheint.",
                                    "At your own address, which you get when submitting, stands the reason if something does "
                                        + "not appear."))),
                        .li(
                            .text(turn.say("Widersprechen können Sie über die ", "You can object on the page ")),
                            .a(turn.link("/feedback"), .text(turn.say("Rückmeldung", "Feedback"))), .text(".")),
                    ])),
                .p(
                    .a(
                        turn.link(IdeaPaths.log),
                        .text(turn.say("Was bisher nicht gezeigt wurde", "What has not been shown so far")))),
            ], breadcrumb: [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))])
    }

    private func log(_ turn: PublicTurn) throws -> PublicPage {
        let asked = max(1, Int(turn.request.queryValue("page") ?? "") ?? 1)
        let (lines, counts, page, pages) = try desk.store.read { connection in
            let counts = try ModerationLog.counts(connection)
            let all = (counts[.withheld] ?? 0) + (counts[.removed] ?? 0)
            let pages = max(1, (all + Self.perPage - 1) / Self.perPage)
            let page = min(asked, pages)
            return (
                try ModerationLog.hidden(limit: Self.perPage, skipping: (page - 1) * Self.perPage, connection), counts,
                page, pages
            )
        }
        func count(_ visibility: Visibility) -> String {
            NumberFormat.integer(counts[visibility] ?? 0, turn.language)
        }
        func to(_ page: Int) -> Address { turn.link(IdeaPaths.log, [QueryItem("page", "\(page)")]) }
        let table = DataTable(
            caption: turn.say("Nicht gezeigte und entfernte Beiträge", "Contributions not shown and removed"),
            columns: [
                DataTable.Column(turn.say("Tag", "Day")), DataTable.Column(turn.say("Was", "What")),
                DataTable.Column(turn.say("Entscheidung", "Decision")), DataTable.Column(turn.say("Grund", "Reason")),
            ],
            rows: lines.map { line in
                [
                    .text(Moments.date(line.at, turn.language)), .text(turn(line.kind.word)),
                    .text(turn(line.visibility.word)), .text(turn(line.rule.word)),
                ]
            }, hidesCaption: true,
            emptyText: turn.say("Bisher wurde alles gezeigt.", "So far everything has been shown."))
        return PublicPage(
            title: turn.say("Was wurde nicht gezeigt?", "What was not shown?"),
            lead: .text(
                turn.say(
                    "Veröffentlicht nach dem Lesen: \(count(.published)), zurückgehalten: \(count(.withheld)), "
                        + "entfernt: \(count(.removed)).",
                    "Published after reading: \(count(.published)), withheld: \(count(.withheld)), "
                        + "removed: \(count(.removed)).")),
            body: [
                table.html(turn.language),
                Pagination(
                    page: page, pageCount: pages, previous: page > 1 ? to(page - 1) : nil,
                    next: page < pages ? to(page + 1) : nil
                ).html(turn.language),
            ],
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(turn.say("Regeln", "Rules"), turn.link(IdeaPaths.rules)),
            ])
    }
}

extension ModerationLog.Kind {
    var word: Phrase {
        switch self {
        case .contribution: Phrase(de: "Beitrag", en: "contribution")
        case .card: Phrase(de: "Karte einer Veranstaltung", en: "card of an event")
        case .comment: Phrase(de: "Kommentar", en: "comment")
        case .remark: Phrase(de: "Anmerkung zu einem Text", en: "remark on a text")
        }
    }
}
