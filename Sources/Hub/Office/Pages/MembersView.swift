import Federation
import HTTP
import Pages

/// Draws the list of members and of invitations.
struct MembersView {
    let desk: Desk
    let today: CalendarDay

    /// Orders of the list by their names in an address.
    enum Order: String, CaseIterable { case name, role, since }

    /// Invitations that are over are shown as far as these; the journal names them all.
    private static let endedShown = 50

    /// Errors: a question that the list cannot answer.
    func list(_ invitations: [InvitationLine]) throws(ListQuestion.Refusal) -> Response {
        let query = desk.say.query
        let question = try ListQuestion(
            { name in query.first { $0.name == name }?.value }, orders: Order.allCases.map(\.rawValue))
        let members = desk.say.state.members.values.sorted { ($0.name, $0.tenant) < ($1.name, $1.tenant) }
        let active = members.filter { $0.isActive(on: today) }
        let open = invitations.filter(\.isOpen)
        return desk.page(
            .members, title: desk(.officeMembers),
            lead: .text(Phrase.memberLead(active.count, open.count, desk.language)),
            body: [
                desk.done(), invite, try list(members, question), invitationSection(invitations),
            ])
    }

    private func list(_ members: [Member], _ question: ListQuestion) throws(ListQuestion.Refusal) -> HTML {
        guard !members.isEmpty else {
            return EmptyState(desk(.noMembers), explanation: desk(.noMembersExplanation)).html()
        }
        let search = question.search
        var found =
            search.isEmpty ? members : members.filter { search.matches(SearchText($0.name, $0.tenant.text)) }
        if let order = question.order {
            switch Order(rawValue: order.name) {
            case .role: found = order.sorted(found) { desk(.role($0.role(on: today))) }
            case .since: found = order.sorted(found) { $0.from.firstDay }
            case .name, nil: if order.isDescending { found.reverse() }
            }
        }
        let list = LongList(
            question, found: found.count, of: members.count, path: OfficeSection.members.rawValue,
            kept: desk.say.isLanguageChosen ? [QueryItem("lang", desk.language.rawValue)] : [])
        let shown = Array(found[try question.range(of: found.count)])
        return .section(
            .h2(.text(desk(.memberList))),
            list.html(search: desk(.municipality), table: table(shown, list), desk.language))
    }

    private var invite: HTML {
        guard desk.visitor.has(.author) else { return .empty }
        return .div(
            .buttonLink(desk.link("/office/members/invite"), desk(.inviteLink)),
            .a(desk.link("/office/witnesses"), .text(desk(.witnessesTitle)), class: "button secondary"),
            .a(desk.link("/office/redact"), .text(desk(.redactTitle)), class: "button secondary"),
            .a(desk.link("/office/enter"), .text(desk(.enterTitle)), class: "button secondary"),
            .a(desk.link("/office/keys"), .text(desk(.keysTitle)), class: "button secondary"), class: "buttons")
    }

    private func table(_ members: [Member], _ list: LongList) -> DataTable {
        let words = MemberWords(desk.say, today: today)
        return DataTable(
            caption: desk(.memberList),
            columns: [
                list.column(desk(.municipality), "name"), list.column(desk(.memberRole), "role"),
                .init(desk(.memberState)), list.column(desk(.memberSince), "since"), .init(desk(.officialHeading)),
            ],
            rows: members.map { member in
                [
                    .link(member.name, desk.link("/office/members/\(member.tenant)")),
                    .text(desk(.role(member.role(on: today)))), .html(words.state(member)),
                    .text(desk.say.date(member.from)), .html(words.official(member.facts(on: today).official)),
                ]
            }, hidesCaption: true)
    }

    private func invitationSection(_ lines: [InvitationLine]) -> HTML {
        guard !lines.isEmpty else { return .empty }
        let ended = lines.filter { !$0.isOpen }
        let hidden = ended.count - Self.endedShown
        let lines = lines.filter(\.isOpen) + ended.prefix(Self.endedShown)
        return .section(
            .heading(.text(desk(.invitations)), id: "invitations"),
            .when(
                hidden > 0, .p(.text(Phrase.moreInvitations(desk.say.integer(hidden), desk.language)), class: "muted")),
            DataTable(
                caption: desk(.invitations),
                columns: [
                    .init(desk(.municipality)), .init(desk(.memberRole)), .init(desk(.memberState)),
                    .init(desk(.action)),
                ],
                rows: lines.map { line in
                    [
                        .text(line.member.name), .text(desk(.role(line.member.role))), .html(state(line)),
                        .html(action(line)),
                    ]
                }, hidesCaption: true
            ).html(desk.language))
    }

    private func state(_ line: InvitationLine) -> HTML {
        switch line.state {
        case .open(let until):
            [
                StatusBadge(.half, desk(.invitationOpen)).html(),
                .span(.text(Phrase.until(desk.moment(until), desk.language)), class: "cell-note"),
            ]
        case .used(let entry):
            [
                StatusBadge(.done, desk(.invitationUsed)).html(),
                .span(
                    .a(desk.link("/log/entries/\(entry)"), .text("\(desk(.logEntry)) \(desk.say.integer(entry))")),
                    class: "cell-note"),
            ]
        case .expired(let moment):
            [
                StatusBadge(.attention, desk(.invitationExpired)).html(),
                .span(.text(desk.moment(moment)), class: "cell-note"),
            ]
        case .closed: StatusBadge(.stopped, desk(.invitationClosed)).html()
        }
    }

    private func action(_ line: InvitationLine) -> HTML {
        guard line.isOpen, desk.visitor.has(.approver) else { return .text("–") }
        return desk.form(
            to: "/office/members/invitations/\(line.number)/close", submit: .closeInvitation
        ).html(desk.language)
    }
}

/// The state of a membership in words.
struct MemberWords {
    let say: PageContext
    let today: CalendarDay

    init(_ say: PageContext, today: CalendarDay) {
        self.say = say
        self.today = today
    }

    func state(_ member: Member) -> HTML {
        func day(_ day: CalendarDay) -> String { DateFormat.date(day.description, say.language) }
        if member.isSuspended { return StatusBadge(.stopped, say(.stateSuspended)).html() }
        guard let stay = member.stays.last else { return .empty }
        let into = stay.successor.map { Phrase.mergedInto(say.name($0), say.language) } ?? ""
        if let until = stay.until {
            let isOver = until <= today
            return [
                StatusBadge(isOver ? .paused : .attention, say(isOver ? .stateLeft : .stateLeaving)).html(),
                .span(
                    .text(Phrase.onDay(day(until), say.language) + (into.isEmpty ? "" : ", " + into)),
                    class: "cell-note"),
            ]
        }
        if stay.from > today {
            return [
                StatusBadge(.open, say(.stateComing)).html(),
                .span(.text(Phrase.fromDay(day(stay.from), say.language)), class: "cell-note"),
            ]
        }
        return StatusBadge(.done, say(.stateMember)).html()
    }

    func official(_ official: Admission.OfficialKeys?) -> HTML {
        guard let official else { return .span(.text(say(.notStated)), class: "sign") }
        let day = DateFormat.date(official.statusDay.description, say.language)
        return [
            .span(.text("AGS \(official.ags)"), class: "keep"),
            .span(.text("ARS \(official.ars)"), class: "cell-note keep"),
            .span(.text(Phrase.territorialStatus(day, say.language)), class: "cell-note"),
        ]
    }
}
