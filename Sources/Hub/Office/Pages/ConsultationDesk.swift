import AccountPages
import Accounts
import Federation
import HTTP
import Pages

/// Where the office lays drafts before the municipalities and answers what they say.
struct ConsultationDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        let gate = rooms.gate
        return [
            gate.get("/consultation", for: .reader) { request, _, visitor in
                try overview(rooms.desk(request, visitor, query: ["done"]))
            },
            gate.post("/consultation/issue", for: .author) { request, _, visitor, form in
                try issue(rooms.desk(request, visitor), form)
            },
            gate.get("/consultation/positions/:index", for: .reader) { request, parameters, visitor in
                let desk = rooms.desk(request, visitor)
                guard let place = PositionPlace(desk.say.state, parameters["index"]) else {
                    return rooms.notFound(request)
                }
                return AnswerView(desk: desk, place: place).page()
            },
            gate.post("/consultation/positions/:index", for: .author) { request, parameters, visitor, form in
                let desk = rooms.desk(request, visitor)
                guard let place = PositionPlace(desk.say.state, parameters["index"]) else {
                    return rooms.notFound(request)
                }
                return try answer(desk, place, form)
            },
        ]
    }

    private func overview(_ desk: Desk, _ input: FormInput? = nil, _ problem: Phrase? = nil) throws -> Response {
        let draft = try rooms.drafts.load()
        let number = Int64(desk.say.state.frameworks.count) + 1
        let digest = try draft.map { try $0.framework(number: number).digest }
        let until =
            CalendarDay(
                Instant(secondsSince1970: rooms.now + 42 * 86_400).day.description) ?? rooms.today
        return ConsultationView(desk: desk, draft: digest, today: rooms.today).page(
            input ?? FormInput(stored: ["until": [desk.typed(until)]]), problem)
    }

    private func issue(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        guard let draft = try rooms.drafts.load() else { return desk.redirect("/office/framework") }
        let framework = try draft.framework(number: Int64(desk.say.state.frameworks.count) + 1)
        guard framework.digest.hex == form["digest"] else { return try overview(desk, input, .changedSince) }
        guard let until = input.day("until") else { return try overview(desk, input) }
        if until < rooms.today { input.refuse("until", .untilPassed) }
        // A slip of the pen in the year would stand in the log for good.
        if until > rooms.today.adding(days: 5 * 366) { input.refuse("until", .untilTooFar) }
        if input["number"] != String(framework.number) { input.refuse("number", .nameTheVersion(framework.number)) }
        guard input.isAccepted else { return try overview(desk, input) }
        do {
            let act = Office.Act.issueDraft(framework, until: until)
            try rooms.office.check(act)
            let authors = try rooms.store.read { connection in try DraftStore.authors(connection) }
            if case .waits(let id) = try rooms.acts.take(act, by: desk.account, authors: authors) {
                return desk.redirect("/office/acts/\(id)")
            }
        } catch {
            return try overview(desk, input, OfficeProblem.phrase(error))
        }
        return desk.redirect("/office/consultation", [QueryItem("done", "issued")])
    }

    private func answer(_ desk: Desk, _ place: PositionPlace, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let view = AnswerView(desk: desk, place: place)
        let result = input.word("result", Answer.Result.self)
        let reason = input.text("reason", limit: Answer.reasonLimit, isRequired: true)
        guard input.isAccepted, let result else { return view.page(input) }
        // Somebody else's answer must not be replaced by one who has not seen it.
        let seen = Int64(form["answered"]) ?? -1
        guard seen == place.entry.answer?.index ?? -1 else { return view.page(input, isStale: true) }
        let position = place.entry.position.reference
        let act = Office.Act.answer(Answer(position: position, reason: reason, result: result), replacing: seen)
        do {
            _ = try rooms.office.perform(act, by: desk.account)
        } catch is Office.AnsweredMeanwhile {
            guard let now = PositionPlace(rooms.state, String(position.index)) else { return view.page(input) }
            return AnswerView(desk: rooms.renewed(desk), place: now).page(input, isStale: true)
        } catch {
            return view.page(input, OfficeProblem.phrase(error))
        }
        return desk.redirect("/office/consultation", [QueryItem("done", "answered")], fragment: "open")
    }
}

/// A position and the edition it speaks about.
struct PositionPlace: Sendable {
    let consultation: Consultation
    let entry: Consultation.Entry

    init?(_ state: FederationState, _ index: String?) {
        guard let index = index.flatMap({ Int64($0) }) else { return nil }
        for consultation in state.consultations {
            if let entry = consultation.entries.first(where: { $0.position.index == index }) {
                self.consultation = consultation
                self.entry = entry
                return
            }
        }
        return nil
    }
}
