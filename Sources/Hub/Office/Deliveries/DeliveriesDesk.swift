import AccountPages
import Accounts
import Federation
import HTTP
import Mail
import Pages

/// Where the office sees who has handed in what, and reminds those who have not.
struct DeliveriesDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        let gate = rooms.gate
        return [
            gate.get("/deliveries", for: .reader) { request, _, visitor in
                try board(rooms.desk(request, visitor, query: DeliveryBoard.Question.names))
            },
            gate.get("/deliveries/:period/:id", for: .reader) { request, parameters, visitor in
                let desk = rooms.desk(request, visitor, query: ["done"])
                guard let subject = subject(desk, parameters) else { return rooms.notFound(request) }
                return try view(desk, subject).page(FormInput(), FormInput())
            },
            gate.post("/deliveries/:period/:id/remind", for: .author) { request, parameters, visitor, form in
                let desk = rooms.desk(request, visitor)
                guard let subject = subject(desk, parameters) else { return rooms.notFound(request) }
                return try remind(desk, subject, form)
            },
            gate.post("/deliveries/:period/:id/contact", for: .author) { request, parameters, visitor, form in
                let desk = rooms.desk(request, visitor)
                guard let subject = subject(desk, parameters) else { return rooms.notFound(request) }
                return try saveContact(desk, subject, form)
            },
        ]
    }

    private func board(_ desk: Desk) throws -> Response {
        do {
            let question = try DeliveryBoard.Question(desk.say.query)
            guard let board = try DeliveryBoard(desk.say.state, question, today: rooms.today) else {
                return DeliveriesView.nothing(desk)
            }
            return DeliveriesView(desk: desk, board: board, reminders: try rooms.reminders.all(of: board.asked.period))
                .page()
        } catch let refusal as ListQuestion.Refusal {
            return desk.refused(.deliveries, refusal)
        }
    }

    // MARK: One town

    private func subject(_ desk: Desk, _ parameters: Parameters) -> ReminderView.Subject? {
        let state = desk.say.state
        guard let period = Period(parameters["period"] ?? ""), let framework = state.currentFramework?.value,
            let tenant = TenantID(parameters["id"] ?? ""), let member = state.members[tenant]
        else { return nil }
        let asked = DuePeriod(period, framework)
        guard let delivery = state.delivery(of: tenant, in: asked, today: rooms.today) else { return nil }
        return ReminderView.Subject(
            tenant: tenant, name: member.name(on: rooms.today), asked: asked, delivery: delivery)
    }

    private func view(_ desk: Desk, _ subject: ReminderView.Subject) throws -> ReminderView {
        ReminderView(
            desk: desk, subject: subject, reminders: try rooms.reminders.all(of: subject.tenant, subject.asked.period),
            contact: try rooms.reminders.contact(of: subject.tenant))
    }

    private func remind(_ desk: Desk, _ subject: ReminderView.Subject, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let way = input.word("way", Reminder.Way.self)
        let note = input.line("note", limit: 300)
        guard input.isAccepted, let way else { return try view(desk, subject).page(input, FormInput()) }
        do {
            try rooms.reminders.note(
                way, note, to: subject.tenant, of: subject.asked.period, seen: Int64(form["seen"]) ?? 0,
                by: desk.account, at: rooms.now)
        } catch is ReminderStore.Stale {
            // What was typed stands in the form, which now carries what has been noted in between.
            return try view(desk, subject).page(input, FormInput(), .remindedMeanwhile)
        }
        return desk.redirect(subject.path, [QueryItem("done", "reminded")])
    }

    private func saveContact(_ desk: Desk, _ subject: ReminderView.Subject, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let typed = input["address"]
        let contact = MailAddress(typed)
        if contact == nil, !typed.isEmpty { input.refuse("address", .contactExpected) }
        guard input.isAccepted else { return try view(desk, subject).page(FormInput(), input) }
        do {
            try rooms.reminders.save(
                contact, of: subject.tenant, seen: form["seen"], by: desk.account, at: rooms.now)
        } catch is ReminderStore.Stale {
            return try view(desk, subject).page(FormInput(), input, .contactMeanwhile)
        }
        return desk.redirect(subject.path, [QueryItem("done", "contact")])
    }
}
