import Federation
import Pages

/// Who has handed in what of a period: the question as its address says it, and the answer.
struct DeliveryBoard: Sendable {
    /// Which towns are listed.
    enum Show: String, Sendable, CaseIterable {
        case all, open, overdue, partial, awaited, late, complete

        func holds(_ delivery: Delivery) -> Bool {
            switch self {
            case .all: true
            case .open: delivery.standing == .overdue || delivery.standing == .partial
            case .overdue: delivery.standing == .overdue
            case .partial: delivery.standing == .partial
            case .awaited: delivery.standing == .awaited
            case .late: delivery.summary != nil && delivery.isLate
            case .complete: delivery.standing == .complete
            }
        }
    }

    enum Order: String, Sendable, CaseIterable { case name, late, missing }

    /// What an address asks for.
    struct Question: Sendable {
        let period: Period?
        let show: Show
        let list: ListQuestion

        static let names = ["period", "show", "done"] + ListQuestion.names

        /// Errors: what is allowed.
        init(_ query: [QueryItem]) throws(ListQuestion.Refusal) {
            func value(_ name: String) -> String? { query.first { $0.name == name && !$0.value.isEmpty }?.value }
            let (typed, asked) = (value("period"), value("show"))
            period = typed.flatMap { Period($0) }
            guard typed == nil || period != nil else { throw ListQuestion.Refusal(.periodExpected) }
            guard let show = Show(rawValue: asked ?? Show.all.rawValue) else {
                throw ListQuestion.Refusal(.showExpected(Show.allCases.map(\.rawValue)))
            }
            self.show = show
            list = try ListQuestion(value, orders: Order.allCases.map(\.rawValue))
        }
    }

    struct Line: Sendable {
        let member: Member
        let name: String
        let delivery: Delivery
    }

    /// Periods to choose from.
    static let periodsOffered = 24

    let question: Question
    let asked: DuePeriod
    let today: CalendarDay
    /// The newest first.
    let periods: [Period]
    /// How many towns each choice lists, whatever is searched for.
    let counts: [Show: Int]
    /// How many the question lists.
    let found: Int
    /// Those of the page asked for.
    let lines: [Line]

    /// nil where there is no framework with indicators yet, so that nothing is due. Errors: a page that there is not.
    init?(_ state: FederationState, _ question: Question, today: CalendarDay) throws(ListQuestion.Refusal) {
        guard let framework = state.currentFramework?.value, !framework.indicators.isEmpty else { return nil }
        let due = DuePeriod.newest(framework, before: today)
        guard let period = question.period ?? due.max(by: { $0.due < $1.due })?.period ?? Period(today, .year) else {
            return nil
        }
        self.question = question
        self.today = today
        asked = DuePeriod(period, framework)
        periods = Self.periods(state, framework, due.map(\.period) + [period], today)
        var counts: [Show: Int] = [:]
        var lines: [Line] = []
        let search = question.list.search
        for member in state.members.values {
            guard let delivery = state.delivery(of: member.tenant, in: asked, today: today) else { continue }
            for show in Show.allCases where show.holds(delivery) { counts[show, default: 0] += 1 }
            guard question.show.holds(delivery) else { continue }
            let name = member.name(on: today)
            guard search.isEmpty || search.matches(SearchText(name, member.tenant.text)) else { continue }
            lines.append(Line(member: member, name: name, delivery: delivery))
        }
        self.counts = counts
        found = lines.count
        let range = try question.list.range(of: lines.count)
        lines.sort { ($0.name, $0.member.tenant) < ($1.name, $1.member.tenant) }
        if let order = question.list.order {
            switch Order(rawValue: order.name) {
            case .late: lines = order.sorted(lines) { $0.delivery.isLate ? $0.delivery.daysLate : nil }
            case .missing: lines = order.sorted(lines) { $0.delivery.missing.count }
            case .name, nil: if order.isDescending { lines.reverse() }
            }
        }
        self.lines = Array(lines[range])
    }

    /// Those due, those under way, those reported, and what else is asked for; the newest first.
    private static func periods(
        _ state: FederationState, _ framework: Framework, _ asked: [Period], _ today: CalendarDay
    ) -> [Period] {
        let reported = state.summaries.values.reduce(into: Set<Period>()) { $0.formUnion($1.keys) }
        let present = Set(framework.indicators.map(\.frequency)).compactMap { Period(today, $0) }
        let sorted = reported.union(asked).union(present).sorted { ($0.lastDay, $0) > ($1.lastDay, $1) }
        return Array(sorted.prefix(periodsOffered))
    }
}
