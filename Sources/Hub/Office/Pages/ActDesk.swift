import AccountPages
import Accounts
import Federation
import HTTP
import Pages

/// `/office/acts/<number>`: what binds the office and waits for a second person.
struct ActDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        let gate = rooms.gate
        return [
            gate.get("/acts/:id", for: .reader) { request, parameters, visitor in
                let desk = rooms.desk(request, visitor)
                guard let act = try act(parameters) else { return rooms.notFound(request) }
                return try page(desk, act)
            },
            gate.post("/acts/:id", for: .approver) { request, parameters, visitor, form in
                let desk = rooms.desk(request, visitor)
                guard let act = try act(parameters) else { return rooms.notFound(request) }
                return try decide(desk, act, form)
            },
        ]
    }

    private func act(_ parameters: Parameters) throws -> WaitingAct? {
        guard let id = parameters["id"].flatMap({ Int64($0) }) else { return nil }
        return try rooms.acts.find(id)
    }

    private func page(
        _ desk: Desk, _ act: WaitingAct, _ input: FormInput = FormInput(), _ problem: Phrase? = nil
    ) throws -> Response {
        ActView(
            desk: desk, act: act, decision: try rooms.acts.decision(act.authors, desk.account), state: rooms.state,
            others: act.state == .waiting ? try rooms.acts.others(than: act) : []
        ).page(input, problem)
    }

    private func decide(_ desk: Desk, _ act: WaitingAct, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        do {
            guard form["do"] == "return" else {
                let said = try rooms.acts.approve(act.id, seen: form["digest"], by: desk.account)
                if case .invite(let member, let days) = act.act {
                    return InvitationView(desk: desk).issued(member, block: said, days: days)
                }
                return desk.redirect("/office/acts/\(act.id)")
            }
            let reason = input.text("reason", limit: 1000, isRequired: true)
            guard input.isAccepted else { return try page(desk, act, input) }
            try rooms.acts.giveBack(act.id, reason: reason, by: desk.account)
            return desk.redirect("/office/acts/\(act.id)")
        } catch is WaitingActs.Decided {
            return try page(desk, try rooms.acts.find(act.id) ?? act, input, .actDecided)
        } catch let refusal as AccountRefusal {
            return try page(desk, act, input, Phrase(de: refusal.de, en: refusal.en))
        } catch {
            return try page(desk, act, input, OfficeProblem.phrase(error))
        }
    }
}
