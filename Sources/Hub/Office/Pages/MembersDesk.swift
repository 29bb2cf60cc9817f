import AccountPages
import Accounts
import Database
import Federation
import HTTP
import Pages

/// Who belongs to the federation: the list, the invitations, and every dated change.
struct MembersDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        let gate = rooms.gate
        return [
            gate.get("/members", for: .reader) { request, _, visitor in
                let desk = rooms.desk(request, visitor, query: ["done"] + ListQuestion.names)
                do {
                    return try MembersView(desk: desk, today: rooms.today).list(try invitations())
                } catch let refusal as ListQuestion.Refusal {
                    return desk.refused(.members, refusal)
                }
            },
            gate.get("/members/invite", for: .author) { request, _, visitor in
                let desk = rooms.desk(request, visitor, query: ["tenant"])
                return InvitationView(desk: desk).page(start(desk))
            },
            gate.post("/members/invite", for: .author) { request, _, visitor, form in
                try invite(rooms.desk(request, visitor), form)
            },
            gate.post("/members/invitations/:number/close", for: .approver) { request, parameters, visitor, _ in
                try close(rooms.desk(request, visitor), Int64(parameters["number"] ?? "") ?? 0)
            },
            gate.get("/members/:id", for: .reader) { request, parameters, visitor in
                let desk = rooms.desk(request, visitor, query: ["done"])
                guard let member = member(parameters) else { return rooms.notFound(request) }
                return MemberView(desk: desk, member: member, today: rooms.today).page()
            },
        ]
            + MemberAct.allCases.flatMap { act in
                [
                    gate.get("/members/:id/\(act.rawValue)", for: act.role) { request, parameters, visitor in
                        let desk = rooms.desk(request, visitor)
                        guard let member = member(parameters) else { return rooms.notFound(request) }
                        let view = MemberActView(desk: desk, member: member, act: act, today: rooms.today)
                        return view.page(view.start)
                    },
                    gate.post("/members/:id/\(act.rawValue)", for: act.role) { request, parameters, visitor, form in
                        guard let member = member(parameters) else { return rooms.notFound(request) }
                        return try perform(act, member, rooms.desk(request, visitor), form)
                    },
                ]
            }
    }

    private func member(_ parameters: Parameters) -> Member? {
        TenantID(parameters["id"] ?? "").flatMap { rooms.state.members[$0] }
    }

    private func invitations() throws -> [InvitationLine] {
        let now = rooms.now
        return try rooms.office.invitations.all().map { InvitationLine($0, now: now) }
    }

    // MARK: Inviting

    /// A member that is invited anew has told us most of it already.
    private func start(_ desk: Desk) -> FormInput {
        let asked = desk.say.query.first { $0.name == "tenant" }?.value
        guard let member = asked.flatMap({ TenantID($0) }).flatMap({ desk.say.state.members[$0] }) else {
            return FormInput(stored: ["from": [desk.typed(rooms.today)], "role": ["joiner"], "days": ["14"]])
        }
        var stored = MemberForm(desk: desk).stored(member)
        stored["tenant"] = [member.tenant.text]
        stored["from"] = [member.from.description]
        stored["days"] = ["14"]
        return FormInput(stored: stored)
    }

    private func invite(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let typed = MemberForm.read(&input)
        let code = input["tenant"].isEmpty ? CodeMaker.code(from: typed.name) : input["tenant"]
        let tenant = TenantID(code)
        if tenant == nil { input.refuse("tenant", .tenantExpected) }
        let from = TypedDay.day(input["from"]).flatMap { PartialDate($0.description) } ?? PartialDate(input["from"])
        if from == nil { input.refuse("from", .fromExpected) }
        let days = Int(input["days"]).flatMap { (1...365).contains($0) ? $0 : nil }
        if days == nil { input.refuse("days", .wholeNumber(1...365)) }
        guard input.isAccepted, let tenant, let from, let days else { return InvitationView(desk: desk).page(input) }
        let member = InvitedMember(
            from: from, location: typed.location, name: typed.name, official: typed.official, role: typed.role,
            tenant: tenant)
        do {
            switch try rooms.acts.take(.invite(member, days: days), by: desk.account) {
            case .done(let block): return InvitationView(desk: desk).issued(member, block: block, days: days)
            case .waits(let id): return desk.redirect("/office/acts/\(id)")
            }
        } catch {
            return InvitationView(desk: desk).page(input, OfficeProblem.phrase(error))
        }
    }

    private func close(_ desk: Desk, _ number: Int64) throws -> Response {
        let now = rooms.now
        _ = try rooms.office.invitations.close(number) { connection in
            try Journal.record(
                "member.invitation-closed", object: "invitation \(number)", detail: "", by: desk.account, at: now,
                connection)
        }
        return desk.redirect("/office/members", [QueryItem("done", "closed")], fragment: "invitations")
    }

    // MARK: Dated acts

    private func perform(_ kind: MemberAct, _ member: Member, _ desk: Desk, _ form: SubmittedForm) throws -> Response {
        let view = MemberActView(desk: desk, member: member, act: kind, today: rooms.today)
        var input = FormInput(form.fields)
        // Written on a form that shows what no longer holds: it stands as typed, and now carries what does.
        guard Int64(form["seen"]) == member.changed.index else {
            return view.page(input, .memberChangedMeanwhile(member.changed.index))
        }
        let act = MemberActReader(member: member, state: desk.say.state, today: rooms.today).read(kind, &input)
        guard input.isAccepted, let act else { return view.page(input) }
        do {
            if kind.needsSecondPerson {
                // Asked before somebody is asked to approve it.
                try rooms.office.check(act)
                if case .waits(let id) = try rooms.acts.take(act, by: desk.account) {
                    return desk.redirect("/office/acts/\(id)")
                }
            } else {
                _ = try rooms.office.perform(act, by: desk.account)
            }
        } catch let refusal as Refusal {
            let known = ["from": "from", "until": "from", "successor": "successor", "reason": "reason"]
            if let field = refusal.field.flatMap({ known[String($0.split(separator: ".").last ?? "")] }) {
                input.refuse(field, OfficeProblem.phrase(refusal))
                return view.page(input)
            }
            return view.page(input, OfficeProblem.phrase(refusal))
        } catch {
            return view.page(input, OfficeProblem.phrase(error))
        }
        return desk.redirect(
            "/office/members/\(member.tenant)", [QueryItem("done", kind == .suspend ? "suspended" : "changed")])
    }
}

/// What can be done with a membership. The raw value is the last part of its address.
enum MemberAct: String, Sendable, CaseIterable {
    case change, leave, merge, stay, suspend

    /// A town whose key is lost is stopped at once, by one person (decision 17).
    var needsSecondPerson: Bool { self != .suspend }
    /// Who fills in the form.
    var role: StaffRole { needsSecondPerson ? .author : .approver }
}

/// An invitation as the office sees it.
struct InvitationLine: Sendable {
    enum State: Sendable, Equatable {
        case open(until: Int64)
        case used(entry: Int64)
        case expired(Int64)
        case closed
    }

    let member: InvitedMember
    let number: Int64
    let state: State

    init(_ invitation: Invitations.Invitation, now: Int64) {
        member = invitation.member
        number = invitation.number
        if let admission = invitation.admission {
            state = .used(entry: admission)
        } else if invitation.expires == 0 {
            state = .closed
        } else {
            state = invitation.expires > now ? .open(until: invitation.expires) : .expired(invitation.expires)
        }
    }

    var isOpen: Bool { if case .open = state { true } else { false } }
}
