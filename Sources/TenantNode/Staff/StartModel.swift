import Accounts
import Database
import Federation
import Pages

/// What is due at the node and what waits for whom, the most urgent first.
struct StartModel: Sendable {
    struct Task: Sendable {
        enum Urgency: Int, Sendable, Comparable {
            /// Nothing is signed or sent, or a date is over.
            case alarm
            /// Waits for the person who looks at the page.
            case yours
            case waiting
            case soon

            static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
        }

        let urgency: Urgency
        let text: Phrase
        /// Where it is done, below the staff prefix; nil where it is done elsewhere.
        let path: String?
        /// By when; nil where there is no date.
        var day: CalendarDay?
        /// Its date is over.
        var isOverdue = false
    }

    /// From how many days before its date on an indicator is a task; until then its list shows it.
    private static let horizon: Int64 = 180

    let tasks: [Task]

    /// - Parameter account: who looks; nil on the command line.
    static func read(_ node: Node, for account: Account?) throws -> StartModel {
        let today = node.today
        var tasks = try IndicatorOverview.read(node).tasks.filter { task in
            task.isOverdue || task.day.map { $0 <= today.adding(days: horizon) } ?? true
        }
        tasks += try node.store.read { connection in try DeadlineStore.all(connection) }
            .filter { $0.isRemindedOn(today) }.map { $0.task(today) }
        tasks += try node.store.read { connection in try ProposalStore.waiting(connection) }.map { proposal in
            let isOwn = account.map { proposal.authors.contains($0.id) || !$0.has(.approver) } ?? true
            return Task(
                urgency: isOwn ? .waiting : .yours,
                text: Phrase(
                    de: "Strategie freigeben (vorgelegt von \(proposal.authorName))",
                    en: "Approve the strategy (handed on by \(proposal.authorName))"),
                path: proposal.kind == .adoption ? "/strategy/versions" : "/strategy/publish")
        }
        tasks += try node.store.read { connection in try PublicActStore.waiting(connection) }.map { act in
            let isOwn = account.map { act.author == $0.id || !$0.has(.approver) } ?? true
            let title = ActWords.title(act)
            return Task(
                urgency: isOwn ? .waiting : .yours,
                text: Phrase(
                    de: "\(title(.german)) (vorgelegt von \(act.authorName))",
                    en: "\(title(.english)) (put forward by \(act.authorName))"), path: "/acts/\(act.id)")
        }
        for membership in try node.memberships() where membership.isMember {
            if let alarm = membership.alarm {
                tasks.append(
                    Task(
                        urgency: .alarm,
                        text: Phrase(de: "\(membership.name): \(alarm.de)", en: "\(membership.name): \(alarm.en)"),
                        path: nil))
            }
            tasks += try summaryTasks(node, membership, account)
            tasks += try statementTasks(node, membership)
            tasks += try frameworkTasks(node, membership)
        }
        let latest = CalendarDay(year: 9999, month: 12, day: 31)
        // By urgency, then by date; equal ones stay in their order.
        func key(_ place: (offset: Int, element: Task)) -> (Int, String, Int) {
            (place.element.urgency.rawValue, (place.element.day ?? latest)?.description ?? "", place.offset)
        }
        return StartModel(tasks: tasks.enumerated().sorted { key($0) < key($1) }.map(\.element))
    }

    private static func summaryTasks(
        _ node: Node, _ membership: Membership, _ account: Account?
    ) throws -> [Task] {
        let name = membership.name
        let flow = SummaryFlow(node: node, name: name)
        let (waiting, returned, approved) = try node.store.read { connection in
            (
                try SummaryRequestStore.waiting(of: name, connection),
                try SummaryRequestStore.returned(of: name, connection),
                try SummaryDesk.readyToSign(of: name, connection)
            )
        }
        var tasks: [Task] = []
        for request in waiting {
            let isYours = try account.map { try flow.mayApprove(request.period, $0) } ?? false
            let period = shown(request.period)
            tasks.append(
                Task(
                    urgency: isYours ? .yours : .waiting,
                    text: isYours
                        ? Phrase(
                            de: "Meldung für \(period.de) freigeben (vorgelegt von \(request.authorName))",
                            en: "Approve the summary for \(period.en) (handed on by \(request.authorName))")
                        : Phrase(
                            de: "Die Meldung für \(period.de) wartet auf die Freigabe durch eine andere Person.",
                            en: "The summary for \(period.en) waits for approval by somebody else."),
                    path: "/summary/\(name)/\(request.period)"))
        }
        for request in returned {
            let period = shown(request.period)
            tasks.append(
                Task(
                    urgency: account != nil && request.author == account?.id ? .yours : .waiting,
                    text: Phrase(
                        de: "Meldung für \(period.de) überarbeiten: \(request.decidedName) hat sie zurückgegeben.",
                        en: "Revise the summary for \(period.en): \(request.decidedName) has given it back."),
                    path: "/summary/\(name)/\(request.period)"))
        }
        for reporting in approved {
            let period = shown(reporting)
            tasks.append(
                Task(
                    urgency: account.map { $0.has(.author) || $0.has(.approver) } ?? false ? .yours : .waiting,
                    text: Phrase(
                        de: "Freigegebene Meldung für \(period.de) unterschreiben und senden",
                        en: "Sign and send the approved summary for \(period.en)"),
                    path: "/summary/\(name)/\(reporting)"))
        }
        return tasks
    }

    private static func statementTasks(_ node: Node, _ membership: Membership) throws -> [Task] {
        let chain = try node.store.read { connection in try OwnStatements.chain(of: membership.name, connection) }
        return chain.filter { $0.state == .refused }.map { own in
            let kind = (de: own.kind.word(.german), en: own.kind.word(.english))
            var path: String?
            if case .summary(let summary)? = own.statement?.body {
                path = "/summary/\(membership.name)/\(summary.period)"
            }
            return Task(
                urgency: .alarm,
                text: Phrase(
                    de:
                        "\(kind.de) Nummer \(own.sequence) wurde abgelehnt: \(own.reasonWording.de) Aus dem Ausgang nehmen, "
                        + "Grund beheben, neu vorlegen.",
                    en:
                        "\(kind.en) number \(own.sequence) was refused: \(own.reasonWording.en) Take it out of the outbox, "
                        + "mend the reason, hand it on anew."), path: path)
        }
    }

    private static func frameworkTasks(_ node: Node, _ membership: Membership) throws -> [Task] {
        let log = try node.log(of: membership)
        var tasks: [Task] = []
        if let consultation = log.state.currentConsultation, log.state.isOpen(consultation, on: node.today) {
            let until = consultation.draft.value.until
            let shown = (DateFormat.date("\(until)", .german), DateFormat.date("\(until)", .english))
            tasks.append(
                Task(
                    urgency: .soon,
                    text: Phrase(
                        de:
                            "\(membership.name): zum Entwurf der Version \(consultation.number) Stellung nehmen, bis \(shown.0)",
                        en:
                            "\(membership.name): take a position on the draft of version \(consultation.number), by \(shown.1)"
                    ), path: "/framework"))
        }
        guard let newest = log.state.frameworks.last else { return tasks }
        let adopted = try SummaryDesk(node: node, name: membership.name).framework(membership, log)
        guard adopted?.value.number != newest.value.number else { return tasks }
        let number = newest.value.number
        let text =
            adopted == nil
            ? Phrase(
                de:
                    "\(membership.name): Rahmenstrategie annehmen (Version \(number)); dafür braucht es einen Beschluss.",
                en: "\(membership.name): adopt the framework strategy (version \(number)); that needs a decision.")
            : Phrase(
                de:
                    "\(membership.name): Die Rahmenstrategie ist geändert. Version \(number) muss neu angenommen werden.",
                en: "\(membership.name): the framework strategy was amended. Version \(number) has to be adopted anew.")
        return tasks + [Task(urgency: .waiting, text: text, path: "/framework")]
    }

    private static func shown(_ period: Period) -> (de: String, en: String) {
        (DateFormat.period("\(period)", .german), DateFormat.period("\(period)", .english))
    }
}

extension IndicatorOverview {
    /// One line for each period that lacks values.
    fileprivate var tasks: [StartModel.Task] {
        var open: [Period: (count: Int, day: CalendarDay, isStale: Bool)] = [:]
        for item in items {
            switch item.state {
            case .due(let period, let day):
                open[period, default: (0, day, false)].count += 1
                if let known = open[period]?.day, day < known { open[period]?.day = day }
            case .stale(let period, let day):
                open[period, default: (0, day, true)].count += 1
                open[period]?.isStale = true
            case .current, .early: continue
            }
        }
        return open.sorted { $0.value.day < $1.value.day }.map { period, state in
            let shown = (DateFormat.period("\(period)", .german), DateFormat.period("\(period)", .english))
            let day = (DateFormat.date("\(state.day)", .german), DateFormat.date("\(state.day)", .english))
            let many = state.count == 1
            return StartModel.Task(
                urgency: state.isStale ? .waiting : .soon,
                text: state.isStale
                    ? Phrase(
                        de:
                            "\(state.count) \(many ? "Kennzahl" : "Kennzahlen") für \(shown.0) eintragen, überfällig seit "
                            + "\(day.0)",
                        en: "Enter \(state.count) \(many ? "indicator" : "indicators") for \(shown.1), overdue since "
                            + "\(day.1)")
                    : Phrase(
                        de: "\(state.count) \(many ? "Kennzahl" : "Kennzahlen") für \(shown.0) eintragen, bis \(day.0)",
                        en: "Enter \(state.count) \(many ? "indicator" : "indicators") for \(shown.1), by \(day.1)"),
                path: "/indicators/entry?period=\(period)", day: state.day, isOverdue: state.isStale)
        }
    }
}

extension Deadline {
    fileprivate func task(_ today: CalendarDay) -> StartModel.Task {
        let shown = (DateFormat.date("\(day)", .german), DateFormat.date("\(day)", .english))
        return StartModel.Task(
            urgency: day < today ? .alarm : .soon,
            text: day < today
                ? Phrase(de: "\(title), überfällig seit \(shown.0)", en: "\(title), overdue since \(shown.1)")
                : Phrase(de: "\(title), bis \(shown.0)", en: "\(title), by \(shown.1)"), path: "/deadlines", day: day,
            isOverdue: day < today)
    }
}
