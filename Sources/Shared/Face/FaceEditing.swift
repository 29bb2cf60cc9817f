import AccountPages
import Accounts
import Database
import HTTP
import Pages
import Service

/// The staff pages of the face: every section with a form of its own, and the feedback that came in.
public struct FaceEditing: Sendable {
    let desk: FaceDesk
    let gate: StaffGate

    public init(desk: FaceDesk, gate: StaffGate) {
        self.desk = desk
        self.gate = gate
    }

    public var routes: [Route] {
        [
            gate.get("/face", for: .reader) { request, _, visitor in overview(request, visitor) },
            gate.get("/face/:section", for: .admin) { request, parameters, visitor in
                guard let section = section(parameters) else { return notFound(request, visitor) }
                let face = desk.face
                return page(section, face.input(section), edition: face.edition(section), request, visitor)
            },
            gate.post("/face/:section", for: .admin) { try save($0, $1, $2, $3) },
            gate.get("/feedback", for: .reader) { request, _, visitor in try feedback(request, visitor) },
            gate.post("/feedback/:id", for: .moderator) { try deal($0, $1, $2, $3) },
        ]
    }

    // MARK: The face

    private func section(_ parameters: Parameters) -> Face.Section? {
        parameters["section"].flatMap(Face.Section.init(rawValue:)).flatMap { desk.sections.contains($0) ? $0 : nil }
    }

    private func overview(_ request: Request, _ visitor: Visitor) -> Response {
        let language = gate.site.language(request)
        let face = desk.face
        let items = desk.sections.map { section -> [DataTable.Cell] in
            let isFilled = FaceFields.isFilled(section, face)
            let state =
                isFilled
                ? StatusBadge(.done, Phrase.filledIn(language))
                : StatusBadge(.attention, Phrase.stillToFillIn(language))
            let title = FaceFields.title(section)(language)
            return [
                visitor.has(.admin)
                    ? .link(title, gate.site.link("/face/\(section.rawValue)", language)) : .text(title),
                .html(
                    section == .look || section == .logo || section == .data
                        ? StatusBadge(.done, Phrase.asYouLike(language)).html() : state.html()),
            ]
        }
        return gate.site.response(
            StaffPage(
                title: Phrase.faceTitle(language), lead: .text(Phrase.faceLead(language)),
                body: [
                    DataTable(
                        caption: Phrase.faceTitle(language),
                        columns: [
                            DataTable.Column(Phrase.faceSection(language)), DataTable.Column(Phrase.status(language)),
                        ], rows: items, hidesCaption: true
                    ).html(language),
                    .p(.a(gate.site.link("/feedback", language), .text(Phrase.seeFeedback(language)))),
                ]), request, visitor)
    }

    private func page(
        _ section: Face.Section, _ input: FormInput, edition: Int64, _ request: Request, _ visitor: Visitor,
        note: HTML = .empty, status: Int? = nil
    ) -> Response {
        let language = gate.site.language(request)
        let form = Form(
            action: gate.site.link("/face/\(section.rawValue)", language),
            hidden: [visitor.csrf, QueryItem("edition", "\(edition)")],
            parts: FaceFields.parts(section, desk.face, language).map { $0.filled(input, language) },
            submitLabel: Phrase.save(language),
            cancel: PageFrame.Link(Phrase.cancel(language), gate.site.link("/face", language)),
            hasFile: section == .logo)
        return gate.site.response(
            StaffPage(
                title: FaceFields.title(section)(language), lead: .text(FaceFields.lead(section)(language)),
                body: [note, form.html(language)], status: status ?? (input.isAccepted ? 200 : 422),
                hasErrors: !input.isAccepted), request, visitor)
    }

    private func save(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        guard let section = section(parameters) else { return notFound(request, visitor) }
        let language = gate.site.language(request)
        let names = FaceFields.names(section)
        var input = FormInput(form.fields.filter { names.contains($0.name) })
        let edition = Int64(form["edition"]) ?? -1
        var picture: [UInt8]?
        if section == .logo {
            picture = try self.picture(form, &input)
        } else {
            desk.check(section, &input)
        }
        guard input.isAccepted else { return page(section, input, edition: edition, request, visitor) }
        let isSaved = try desk.save(section, input, picture: picture, expecting: edition, by: visitor.account)
        guard isSaved else {
            let face = desk.face
            return page(
                section, input, edition: face.edition(section), request, visitor,
                note: conflict(section, input, face, language), status: 409)
        }
        return gate.site.redirect("/face", request)
    }

    /// Both texts, side by side; the form below holds the typed one and can be saved over the other.
    private func conflict(
        _ section: Face.Section, _ typed: FormInput, _ face: Face, _ language: Pages.Language
    ) -> HTML {
        let saved = face.input(section)
        let labels = FaceFields.labels(section, face, language)
        let rows = FaceFields.names(section).filter { typed.all($0) != saved.all($0) }.map { name -> [DataTable.Cell] in
            func cell(_ input: FormInput) -> DataTable.Cell {
                .html(.element(.span, [.class("cell-words lines")], [.text(input[name].isEmpty ? "–" : input[name])]))
            }
            return [.text(labels[name] ?? name), cell(typed), cell(saved)]
        }
        return .fragment([
            Callout(.warning, title: Phrase.twoAtOnce(language), [.p(.text(Phrase.twoAtOnceWords(language)))]).html(
                language),
            DataTable(
                caption: Phrase.whatDiffers(language),
                columns: [
                    DataTable.Column(Phrase.entry(language)), DataTable.Column(Phrase.yourText(language)),
                    DataTable.Column(Phrase.savedText(language)),
                ], rows: rows
            ).html(language),
        ])
    }

    /// The new picture, or the one there is; none where it is taken away.
    private func picture(_ form: SubmittedForm, _ input: inout FormInput) throws -> [UInt8]? {
        _ = input.line("description", limit: 200)
        if form["remove"] == "yes" {
            input["kind"] = ""
            return nil
        }
        guard let file = form.file("picture")?.bytes, !file.isEmpty else {
            return try desk.store.read { connection in try FaceStore.picture(connection) }
        }
        return FaceDesk.checkPicture(file, &input)
    }

    private func notFound(_ request: Request, _ visitor: Visitor) -> Response {
        let language = gate.site.language(request)
        return gate.site.response(
            StaffPage(
                title: Phrase.notFoundTitle(language), lead: .text(Phrase.notFound(language)), body: [], status: 404),
            request, visitor)
    }

    // MARK: Feedback

    private func feedback(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = gate.site.language(request)
        let all = try desk.store.read { connection in try FeedbackStore.all(connection) }
        let open = all.count { !$0.isDone }
        let cards = all.map { item -> HTML in
            let moment = Timestamp(seconds: item.received, nanoseconds: 0).map { "\($0)" } ?? ""
            let state =
                item.isDone
                ? StatusBadge(.done, Phrase.dealtWith(language)) : StatusBadge(.open, Phrase.notDealtWith(language))
            func button(_ act: String, _ label: Phrase) -> HTML {
                var form = Form(
                    action: gate.site.link("/feedback/\(item.id)", language),
                    hidden: [visitor.csrf, QueryItem("do", act)],
                    fields: [], submitLabel: label(language))
                form.isSecondary = true
                return form.html(language)
            }
            return .section(
                .h2(
                    .text(
                        (item.subject == .barrier ? Phrase.subjectBarrier : Phrase.subjectOther)(language) + ", "
                            + DateFormat.timestamp(moment, language))),
                .p(state.html()),
                .fragment(PlainText(item.message, headingLevel: 3).html()),
                .when(!item.page.isEmpty, .p(.text(Phrase.aboutPage(language) + ": " + item.page), class: "muted")),
                .when(!item.contact.isEmpty, .p(.text(Phrase.answerTo(language) + ": " + item.contact))),
                .when(
                    visitor.has(.moderator),
                    .div(
                        item.isDone ? button("reopen", .reopen) : button("done", .markDone),
                        button("delete", .deleteForGood),
                        class: "buttons")))
        }
        return gate.site.response(
            StaffPage(
                title: Phrase.feedbackList(language),
                lead: .text(all.isEmpty ? "" : Phrase.feedbackCount(open: open, all: all.count)(language)),
                body: all.isEmpty
                    ? [EmptyState(Phrase.noFeedback(language), explanation: Phrase.noFeedbackWords(language)).html()]
                    : cards),
            request, visitor)
    }

    private func deal(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        guard let id = parameters["id"].flatMap(Int64.init) else { return notFound(request, visitor) }
        let now = desk.world.now().seconds
        try desk.store.write { connection in
            let act = form["do"]
            switch act {
            case "done": _ = try FeedbackStore.mark(id, isDone: true, connection)
            case "reopen": _ = try FeedbackStore.mark(id, isDone: false, connection)
            case "delete": _ = try FeedbackStore.delete(id, connection)
            default: return
            }
            try Journal.record(
                "feedback.\(act)", object: "\(id)", detail: "", by: visitor.account, at: now, connection)
        }
        return gate.site.redirect("/feedback", request)
    }
}

extension Timestamp {
    /// The day in UTC, `YYYY-MM-DD`.
    var dayText: String { String("\(self)".prefix(10)) }
}
