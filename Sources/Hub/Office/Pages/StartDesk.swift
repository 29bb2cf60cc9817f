import AccountPages
import Accounts
import Federation
import HTTP
import Pages

/// The office's first page: what is due, and what waits for whom.
struct StartDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        [
            rooms.gate.get("", for: .reader) { request, _, visitor in
                let desk = rooms.desk(request, visitor)
                return StartView(
                    desk: desk, tasks: try StartModel(rooms, desk).tasks, news: try NewsModel(rooms, desk)
                ).page()
            }
        ]
    }
}

/// What is due at the office.
struct StartModel: Sendable {
    /// One thing to do, with where it is done.
    struct Task: Sendable {
        enum Urgency: Sendable { case now, soon, waiting }

        let urgency: Urgency
        let title: Phrase
        /// For whom it waits.
        let waitsFor: Phrase
        let path: String
        var query: [QueryItem] = []
        var fragment: String?
    }

    let tasks: [Task]

    init(_ rooms: OfficeRooms, _ desk: Desk) throws {
        let state = desk.say.state
        let today = rooms.today
        let proposals = try rooms.proposals.all()
        let draft = try rooms.drafts.load()
        var tasks: [Task] = []
        tasks += proposals.map { proposal in
            Task(
                urgency: proposal.account == desk.account.id ? .waiting : .now,
                title: proposal.kind == .framework
                    ? .taskPublish(proposal.subject, by: proposal.name)
                    : .taskSign(proposal.subject, by: proposal.name),
                waitsFor: .waitsForApprover,
                path: proposal.kind == .framework ? "/office/framework/publish" : "/office/reports/\(proposal.subject)")
        }
        tasks += try rooms.acts.waiting().map { act in
            Task(
                urgency: act.authors.contains(desk.account.id) ? .waiting : .now,
                title: .taskAct(ActView.title(act.act, state), by: act.name), waitsFor: .waitsForApprover,
                path: "/office/acts/\(act.id)")
        }
        let unanswered = state.consultations.reduce(0) { $0 + $1.unanswered }
        if unanswered > 0 {
            tasks.append(
                Task(
                    urgency: .now, title: .taskAnswer(unanswered), waitsFor: .waitsForAuthor,
                    path: "/office/consultation", fragment: "open"))
        }
        if let draft, !proposals.contains(where: { $0.kind == .framework }) {
            let model = try FrameworkDeskModel(draft, state)
            tasks.append(
                Task(
                    urgency: .soon, title: .taskDraft(model.number, changes: model.changes), waitsFor: .waitsForAuthor,
                    path: "/office/framework"))
        }
        tasks += try Self.invitations(rooms)
        tasks += Self.towns(state, today)
        self.tasks = tasks
    }

    /// Open invitations that end within a week.
    private static func invitations(_ rooms: OfficeRooms) throws -> [Task] {
        let now = rooms.now
        return try rooms.office.invitations.all().map { InvitationLine($0, now: now) }.compactMap { line in
            guard case .open(let until) = line.state, until - now < 7 * 86_400 else { return nil }
            return Task(
                urgency: .soon, title: .taskInvitation(line.member.name, days: (until - now) / 86_400),
                waitsFor: .waitsForTown(line.member.name), path: "/office/members", fragment: "invitations")
        }
    }

    /// Municipalities that have not adopted the newest version, or are late with their report.
    private static func towns(_ state: FederationState, _ today: CalendarDay) -> [Task] {
        var tasks: [Task] = []
        let members = state.sortedMembers.filter { $0.isActive(on: today) && $0.isReporting(on: today) }
        if let newest = state.frameworks.last {
            let open = members.filter { member in
                !(state.adoptions[member.tenant] ?? []).contains { $0.value.framework == newest.reference }
            }
            if !open.isEmpty {
                tasks.append(
                    Task(
                        urgency: .waiting, title: .taskAdoption(newest.value.number, open.map(\.name)),
                        waitsFor: .waitsForCouncils, path: "/framework/\(newest.value.number)", fragment: "adoption"))
            }
        }
        for due in state.currentFramework.map({ DuePeriod.newest($0.value, before: today) }) ?? [] {
            let late = state.sortedMembers.filter {
                state.delivery(of: $0.tenant, in: due, today: today)?.standing == .overdue
            }
            guard !late.isEmpty else { continue }
            tasks.append(
                Task(
                    urgency: .waiting, title: .taskLate(due.period, late.map(\.name)), waitsFor: .waitsForTowns,
                    path: "/office/deliveries",
                    query: [QueryItem("period", due.period.description), QueryItem("show", "overdue")]))
        }
        return tasks
    }
}

/// Draws the first page.
struct StartView {
    let desk: Desk
    let tasks: [StartModel.Task]
    let news: NewsModel

    func page() -> Response {
        let now = tasks.filter { $0.urgency == .now }
        let others = tasks.filter { $0.urgency != .now }
        return desk.page(
            .start, title: desk(.officeTagline), lead: .text(Phrase.startLead(now.count, others.count, desk.language)),
            body: [
                now.isEmpty && others.isEmpty
                    ? EmptyState(desk(.nothingDue), explanation: desk(.nothingDueExplanation)).html() : .empty,
                table(.dueNow, now), table(.waitsForOthers, others), NewsView(desk: desk, model: news).section, rooms,
            ])
    }

    private func table(_ heading: Phrase, _ tasks: [StartModel.Task]) -> HTML {
        guard !tasks.isEmpty else { return .empty }
        return .section(
            .h2(.text(desk(heading))),
            DataTable(
                caption: desk(heading), columns: [.init(desk(.taskHeader)), .init(desk(.waitsForHeader))],
                rows: tasks.map { task in
                    [
                        .link(desk(task.title), desk.link(task.path, task.query, fragment: task.fragment)),
                        .text(desk(task.waitsFor)),
                    ]
                }, hidesCaption: true
            ).html(desk.language))
    }

    private var rooms: HTML {
        let cards: [(OfficeSection, Phrase)] = [
            (.framework, .frameworkRoom), (.consultation, .consultationRoom), (.members, .memberRoom),
            (.deliveries, .deliveryRoom), (.reports, .reportRoom),
        ]
        return .section(
            .h2(.text(desk(.officeRooms))),
            Card.grid(
                cards.map { section, text in
                    Card(desk(section.label), address: desk.link(section.rawValue), [.p(.text(desk(text)))])
                }))
    }
}
