import Accounts
import Federation
import HTTP
import Pages

/// Draws the board of a period: who has handed in everything, who a part, who is late and by how many days.
struct DeliveriesView {
    let desk: Desk
    let board: DeliveryBoard
    let reminders: [String: [Reminder]]

    private static let path = OfficeSection.deliveries.rawValue
    /// Indicators named in one cell.
    private static let namesShown = 3

    func page() -> Response {
        let period = desk.say.period(board.asked.period)
        return desk.page(
            .deliveries, title: Phrase.deliveriesTitle(period, desk.language), lead: .text(lead),
            body: [
                desk.done(), choices,
                list.html(search: desk(.municipality), fields: [periodField], table: table, desk.language),
                .p(
                    .a(
                        desk.link("/office/reports/\(board.asked.period)"),
                        .text(Phrase.toReportOf(period, desk.language)))),
            ])
    }

    static func nothing(_ desk: Desk) -> Response {
        desk.page(
            .deliveries, title: desk(.officeDeliveries),
            body: [EmptyState(desk(.nothingIsDue), explanation: desk(.nothingIsDueExplanation)).html()])
    }

    private var lead: String {
        let count = { (show: DeliveryBoard.Show) in desk.say.integer(board.counts[show] ?? 0) }
        return Phrase.deliveriesLead(
            complete: count(.complete), of: count(.all), overdue: count(.overdue), partial: count(.partial),
            due: desk.day(board.asked.due), isDue: board.asked.due < board.today, desk.language)
    }

    private var period: QueryItem { QueryItem("period", board.asked.period.description) }

    private var list: LongList {
        LongList(
            board.question.list, found: board.found, of: board.counts[board.question.show] ?? 0, path: Self.path,
            filters: [period] + (board.question.show == .all ? [] : [QueryItem("show", board.question.show.rawValue)]),
            kept: desk.say.isLanguageChosen ? [QueryItem("lang", desk.language.rawValue)] : [])
    }

    /// The ways to list a part, each with its number.
    private var choices: HTML {
        let shown = DeliveryBoard.Show.allCases.filter {
            $0 == .all || $0 == board.question.show || board.counts[$0] ?? 0 > 0
        }
        return .element(
            .nav, [.class("filters"), .set(.ariaLabel, desk(.showWhich))],
            [
                .ul(
                    shown.map { show in
                        let words = "\(desk(.deliveryShow(show))) (\(desk.say.integer(board.counts[show] ?? 0)))"
                        guard show != board.question.show else {
                            return .li(.element(.span, [.set(.ariaCurrent, "true")], [.text(words)]))
                        }
                        let query = [period] + (show == .all ? [] : [QueryItem("show", show.rawValue)])
                        return .li(.a(desk.link(Self.path, query), .text(words)))
                    })
            ])
    }

    private var periodField: FormField {
        var field = FormField(
            id: "period", label: desk(.reportingPeriod),
            control: .select(board.periods.map { FormField.Option($0.description, desk.say.period($0)) }),
            value: board.asked.period.description)
        field.marksOptional = false
        return field
    }

    private var table: DataTable {
        DataTable(
            caption: Phrase.deliveriesCaption(desk.say.integer(board.found), desk.language),
            columns: [
                list.column(desk(.municipality), "name"), .init(desk(.kindSummary)),
                list.column(desk(.daysLateHeader), "late", numeric: true),
                list.column(desk(.missingValues), "missing"), .init(desk(.remindedHeader)),
            ],
            rows: board.lines.map(row), hidesCaption: true, emptyText: desk(.noTownFound))
    }

    private func row(_ line: DeliveryBoard.Line) -> [DataTable.Cell] {
        let delivery = line.delivery
        let path = ReminderView.Subject.path(line.member.tenant, board.asked.period)
        return [
            .link(line.name, desk.link("/office/members/\(line.member.tenant)")),
            .html(DeliveryWords(desk).standing(delivery)),
            delivery.isLate ? .number(desk.say.integer(delivery.daysLate)) : .text("–"),
            .html([missing(delivery), withoutNumber(delivery)]),
            .html(reminded(reminders[line.member.tenant.text] ?? [], delivery, path)),
        ]
    }

    private func missing(_ delivery: Delivery) -> HTML {
        guard !delivery.missing.isEmpty else { return .text(desk(.noneMissing)) }
        guard delivery.summary != nil else { return .text(desk(.everythingMissing)) }
        let shown = delivery.missing.prefix(Self.namesShown).map { desk.say($0.name) }.joined(separator: ", ")
        let rest = delivery.missing.count - Self.namesShown
        return .span(.text(rest > 0 ? Phrase.andMore(shown, rest, desk.language) : shown), class: "cell-words")
    }

    /// What is there, but is no number.
    private func withoutNumber(_ delivery: Delivery) -> HTML {
        let words = Phrase.withoutNumber(
            suppressed: desk.say.integer(delivery.suppressed), notApplicable: desk.say.integer(delivery.notApplicable),
            desk.language)
        return .when(!words.isEmpty, .span(.text(words), class: "cell-note"))
    }

    private func reminded(_ reminders: [Reminder], _ delivery: Delivery, _ path: String) -> HTML {
        let last = reminders.last.map { reminder in
            HTML.span(
                .text(
                    Phrase.remindedOn(
                        desk.moment(reminder.at), by: reminder.name, desk.say.integer(reminders.count), desk.language)),
                class: "cell-note")
        }
        guard delivery.standing != .complete else { return last ?? .text("–") }
        let words = desk(reminders.isEmpty ? .remind : .remindAgain)
        return [.a(desk.link(path), .text(words)), last ?? .empty]
    }
}

/// How a delivery stands, as a badge with words.
struct DeliveryWords {
    let desk: Desk

    init(_ desk: Desk) { self.desk = desk }

    func standing(_ delivery: Delivery) -> HTML {
        let badge =
            switch delivery.standing {
            case .complete: StatusBadge(.done, desk(.deliveryComplete))
            case .partial: StatusBadge(.half, desk(.deliveryPartial))
            case .awaited: StatusBadge(.open, desk(.summaryNotYet))
            case .overdue: StatusBadge(.attention, desk(.summaryOverdue))
            }
        guard let summary = delivery.summary else { return badge.html() }
        let day = delivery.received.map { Phrase.arrivedOn(desk.day($0), desk.language) + ", " } ?? ""
        return [badge.html(), .span(.text(day), desk.say.entryLink(summary.reference), class: "cell-note")]
    }
}
