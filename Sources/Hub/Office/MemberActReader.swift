import Federation
import Pages

/// Turns what was typed about a membership into the act of the office, or into sentences at the fields.
struct MemberActReader {
    let member: Member
    let state: FederationState
    let today: CalendarDay

    func read(_ kind: MemberAct, _ input: inout FormInput) -> Office.Act? {
        let reason = input.text("reason", limit: 500, isRequired: true)
        input.confirm("confirm", is: member.name)
        guard kind == .suspend || member.isActive(on: today) else {
            input.refuse("confirm", .noLongerMember(member.name))
            return nil
        }
        switch kind {
        case .suspend:
            if member.isSuspended { input.refuse("confirm", .alreadySuspended(member.name)) }
            return day(&input).map { .suspend(member.tenant, from: $0, reason: reason) }
        case .change:
            let typed = MemberForm.read(&input)
            guard let from = day(&input) else { return nil }
            // An end that has been announced stays announced.
            let until = member.stays.last?.until
            if let until, until < from { input.refuse("from", .beforeTheEnd(until)) }
            return .change(
                MembershipChange(
                    from: from, location: typed.location, name: typed.name, official: typed.official, reason: reason,
                    role: typed.role, successor: until == nil ? nil : member.successor, tenant: member.tenant,
                    until: until))
        case .leave: return day(&input).map { .change(end(on: $0, into: nil, reason)) }
        case .merge:
            let successor = successor(&input)
            guard let day = day(&input), let successor else { return nil }
            let other = state.members[successor]
            if !(other?.isMember(on: day) ?? false) || !(other?.isActive(on: day) ?? false) {
                input.refuse("successor", .successorLeft(other?.name ?? successor.text))
            }
            return .change(end(on: day, into: successor, reason))
        case .stay:
            guard member.stays.last?.until != nil else {
                input.refuse("confirm", .nothingAnnounced(member.name))
                return nil
            }
            return .change(
                facts(from: max(member.newest.from, member.stays.last?.from ?? today), reason, until: nil, nil))
        }
    }

    private func successor(_ input: inout FormInput) -> TenantID? {
        guard let successor = TenantID(input["successor"]), state.members[successor] != nil else {
            input.refuse("successor", .successorExpected)
            return nil
        }
        guard successor != member.tenant else {
            input.refuse("successor", .successorItself(member.name))
            return nil
        }
        return successor
    }

    /// Nothing holds before the membership began.
    private func day(_ input: inout FormInput) -> CalendarDay? {
        guard let day = input.day("from") else { return nil }
        guard let began = member.stays.last?.from, day >= began else {
            input.refuse("from", .beforeItBegan(member.name, member.stays.last?.from ?? today))
            return nil
        }
        return day
    }

    private func end(on day: CalendarDay, into successor: TenantID?, _ reason: String) -> MembershipChange {
        facts(from: day, reason, until: day, successor)
    }

    /// What holds on that day anyway, with another end.
    private func facts(
        from day: CalendarDay, _ reason: String, until: CalendarDay?, _ successor: TenantID?
    ) -> MembershipChange {
        let facts = member.facts(on: day)
        return MembershipChange(
            from: day, location: facts.location, name: facts.name, official: facts.official, reason: reason,
            role: facts.role, successor: successor, tenant: member.tenant, until: until)
    }
}

extension Phrase {
    static func noLongerMember(_ name: String) -> Phrase {
        Phrase(
            de: "\(name) ist kein Mitglied mehr. Wenn sich das ändern soll, laden Sie die Kommune neu ein.",
            en: "\(name) is no longer a member. If that is to change, please invite it anew.")
    }

    static func alreadySuspended(_ name: String) -> Phrase {
        Phrase(de: "\(name) ist bereits gesperrt.", en: "\(name) has been suspended already.")
    }

    static func nothingAnnounced(_ name: String) -> Phrase {
        Phrase(
            de: "Für \(name) ist kein Austritt angekündigt.", en: "No departure of \(name) has been announced.")
    }

    static func beforeItBegan(_ name: String, _ day: CalendarDay) -> Phrase {
        Phrase(
            de:
                "\(name) ist erst seit dem \(DateFormat.date(day.description, .german)) Mitglied. Bitte geben Sie diesen oder einen späteren Tag an.",
            en:
                "\(name) has been a member only since \(DateFormat.date(day.description, .english)). Please give that day or a later one."
        )
    }

    static func beforeTheEnd(_ day: CalendarDay) -> Phrase {
        Phrase(
            de:
                "Die Mitgliedschaft endet am \(DateFormat.date(day.description, .german)). Bitte geben Sie einen früheren Tag an oder nehmen Sie das Ende zuerst zurück.",
            en:
                "Membership ends on \(DateFormat.date(day.description, .english)). Please give an earlier day, or take the end back first."
        )
    }

    static let successorExpected = Phrase(
        de: "Bitte wählen Sie das Mitglied, in dem die Kommune aufgeht.",
        en: "Please choose the member that the municipality becomes part of.")

    static func successorItself(_ name: String) -> Phrase {
        Phrase(
            de: "\(name) kann nicht in sich selbst aufgehen. Bitte wählen Sie ein anderes Mitglied.",
            en: "\(name) cannot become part of itself. Please choose another member.")
    }

    static func successorLeft(_ name: String) -> Phrase {
        Phrase(
            de: "\(name) ist an diesem Tag kein Mitglied. Bitte wählen Sie eines, das dann dabei ist.",
            en: "\(name) is not a member on that day. Please choose one that is.")
    }
}
