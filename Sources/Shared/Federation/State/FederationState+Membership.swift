import Crypto

// Who belongs to the federation, from when, in which role: admission, suspension, membership
// (docs/PROTOCOL.md section 5).

extension FederationState {
    // MARK: Rules

    func check(_ body: Admission, _ said: Statement) throws(Refusal) {
        if let member = members[body.tenant] {
            if let departure = member.departure(by: said.issued.day) {
                guard body.reason == .accession else {
                    throw Refusal(
                        .rule, "\(member.tenant) has left on \(departure); it is taken in anew by its accession",
                        field: "body.reason", expected: "accession")
                }
                guard body.from.firstDay >= departure else {
                    throw Refusal(
                        .range, "\(member.tenant) was a member until \(departure); it is taken in anew from then on",
                        field: "body.from", expected: "\(departure) or later")
                }
            } else if body.reason == .accession {
                throw Refusal(
                    .rule, "\(member.tenant) has been admitted already", field: "body.reason",
                    expected: "loss or change")
            }
        } else if body.reason != .accession {
            throw Refusal(
                .rule, "The first admission of \(body.tenant) is its accession", field: "body.reason",
                expected: "accession")
        }
        try checkNewKeys(body.keys, of: .tenant(body.tenant), under: founding?.value)
    }

    func check(_ body: Suspension) throws(Refusal) {
        guard let member = members[body.tenant], !member.isSuspended else {
            throw Refusal(
                .notAdmitted, "\(body.tenant) is not a member that could be suspended", field: "body.tenant")
        }
        guard let stay = member.stays.last, stay.from <= body.from else {
            throw Refusal(
                .range, "\(body.tenant) cannot be suspended from a day before its membership began",
                field: "body.from", expected: "\(member.stays.last?.from.description ?? "") or later")
        }
    }

    func check(_ body: MembershipChange, _ said: Statement) throws(Refusal) {
        guard let member = members[body.tenant], member.isActive(on: said.issued.day) else {
            throw Refusal(
                .notAdmitted, "\(body.tenant) is not a member whose membership could change", field: "body.tenant")
        }
        guard let stay = member.stays.last, stay.from <= body.from else {
            throw Refusal(
                .range, "Nothing can hold for \(body.tenant) from a day before its membership began",
                field: "body.from", expected: "\(member.stays.last?.from.description ?? "") or later")
        }
        guard let successor = body.successor, let until = body.until else { return }
        guard let other = members[successor], other.isActive(on: until), other.isMember(on: until) else {
            throw Refusal(
                .reference, "\(successor) is not a member on \(until) that \(body.tenant) could be merged into",
                field: "body.successor")
        }
        // Each step leaves the members that are left to visit fewer, so this ends.
        var next: TenantID? = successor
        for _ in members {
            guard let current = next else { return }
            guard current != body.tenant else {
                throw Refusal(
                    .rule, "\(successor) is itself merged into \(body.tenant); successors must not form a circle",
                    field: "body.successor")
            }
            next = members[current]?.successor
        }
    }

    // MARK: Fold

    mutating func admit(_ body: Admission, _ verified: VerifiedEntry) {
        for (thumbprint, key) in keys where key.owner == .tenant(body.tenant) && key.lastIndex == nil {
            keys[thumbprint]?.lastIndex = size
        }
        register(body.keys, owner: .tenant(body.tenant), from: size + 1)
        func facts(from day: CalendarDay) -> Member.Facts {
            Member.Facts(from: day, name: body.name, role: body.role, official: body.official, location: body.location)
        }
        let day = body.from.firstDay
        guard var member = members[body.tenant] else {
            members[body.tenant] = Member(
                tenant: body.tenant, from: body.from, facts: facts(from: day), changed: verified.reference)
            return
        }
        if member.isSuspended || body.reason == .accession {
            member.stays.append(Member.Stay(from: day, until: nil, successor: nil))
            member.hold(facts(from: day))
        } else {
            // A renewal of a standing membership goes on, and what held before stays as it was.
            member.hold(facts(from: max(day, member.newest.from)))
        }
        member.from = body.from
        member.isSuspended = false
        member.change(verified.reference, by: .admission)
        members[body.tenant] = member
    }

    mutating func suspend(_ body: Suspension, _ verified: VerifiedEntry) {
        guard var member = members[body.tenant], let last = member.stays.indices.last else { return }
        member.isSuspended = true
        member.change(verified.reference, by: .suspension)
        if member.stays[last].until.map({ body.from < $0 }) ?? true {
            member.stays[last].until = body.from
            member.stays[last].successor = nil
        }
        members[body.tenant] = member
    }

    mutating func change(_ body: MembershipChange, _ verified: VerifiedEntry) {
        guard var member = members[body.tenant], let last = member.stays.indices.last else { return }
        member.hold(
            Member.Facts(
                from: body.from, name: body.name, role: body.role, official: body.official, location: body.location))
        member.stays[last].until = body.until
        member.stays[last].successor = body.successor
        member.change(verified.reference, by: .membership)
        members[body.tenant] = member
    }
}
