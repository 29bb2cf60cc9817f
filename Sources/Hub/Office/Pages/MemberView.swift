import Federation
import HTTP
import Pages

/// Draws one member with its dated history and what can be done.
struct MemberView {
    let desk: Desk
    let member: Member
    let today: CalendarDay

    func page() -> Response {
        let words = MemberWords(desk.say, today: today)
        let facts = member.facts(on: today)
        return desk.page(
            .members, title: facts.name,
            lead: .text(Phrase.memberRoleSince(desk(.role(facts.role)), desk.say.date(member.from), desk.language)),
            body: [
                desk.done(),
                DefinitionList([
                    (desk(.memberState), words.state(member)), (desk(.memberRole), .text(desk(.role(facts.role)))),
                    (desk(.officialHeading), words.official(facts.official)),
                    (desk(.tenantLabel), .code(.text(member.tenant.text))),
                    (desk(.publicPage), desk.say.townLink(member.tenant)),
                ]).html(),
                .section(.h2(.text(desk(.membershipHistory))), MembershipHistory(desk.say, member).table),
                acts,
            ])
    }

    private var acts: HTML {
        guard desk.visitor.has(.author) || desk.visitor.has(.approver) else { return .empty }
        let isActive = member.isActive(on: today)
        let hasEnd = member.stays.last?.until != nil
        var items: [(MemberAct, Phrase)] = []
        if isActive { items += [(.change, .changeMember)] }
        if isActive, !hasEnd { items += [(.leave, .leaveMember), (.merge, .mergeMember)] }
        if isActive, hasEnd { items += [(.stay, .stayMember)] }
        if isActive { items += [(.suspend, .suspendMember)] }
        items.removeAll { !desk.visitor.has($0.0.role) }
        return .section(
            .h2(.text(desk(.memberActs))),
            .ul(
                items.map { act, phrase in
                    .li(.a(desk.link("/office/members/\(member.tenant)/\(act.rawValue)"), .text(desk(phrase))))
                } + (desk.visitor.has(.author) ? [invitation] : [])))
    }

    private var invitation: HTML {
        .li(
            .a(
                desk.link("/office/members/invite", [QueryItem("tenant", member.tenant.text)]),
                .text(desk(.inviteAgain))))
    }
}

/// What held for a member from when on: stays, roles, names and keys, from the oldest.
struct MembershipHistory {
    let say: PageContext
    let member: Member

    init(_ say: PageContext, _ member: Member) {
        self.say = say
        self.member = member
    }

    /// One event of the membership.
    struct Line: Sendable {
        let day: CalendarDay
        let text: String
    }

    var lines: [Line] {
        var lines: [Line] = []
        for (place, stay) in member.stays.enumerated() {
            let facts = member.facts(on: stay.from)
            let words = place == 0 ? Phrase.joinedAs : Phrase.joinedAgainAs
            lines.append(Line(day: stay.from, text: words(say(.role(facts.role)), say.language)))
            guard let until = stay.until else { continue }
            let text =
                stay.successor.map { Phrase.mergedInto(say.name($0), say.language) }.map(Phrase.capitalized)
                ?? say(member.isSuspended && place == member.stays.count - 1 ? .suspendedEvent : .leftEvent)
            lines.append(Line(day: until, text: text))
        }
        for (before, after) in zip(member.facts, member.facts.dropFirst()) {
            for text in changes(before, after) { lines.append(Line(day: after.from, text: text)) }
        }
        return lines.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    }

    private func changes(_ before: Member.Facts, _ after: Member.Facts) -> [String] {
        var texts: [String] = []
        if before.name != after.name { texts.append(Phrase.newName(before.name, after.name, say.language)) }
        if before.role != after.role { texts.append(Phrase.newRole(say(.role(after.role)), say.language)) }
        if before.official != after.official {
            texts.append(Phrase.newKeys(after.official?.ags ?? "–", after.official?.ars ?? "–", say.language))
        }
        return texts
    }

    var table: HTML {
        DataTable(
            caption: say(.membershipHistory), columns: [.init(say(.dayHeader)), .init(say(.eventHeader))],
            rows: lines.map { [.text(DateFormat.date($0.day.description, say.language)), .text($0.text)] },
            hidesCaption: true
        ).html(say.language)
    }
}
