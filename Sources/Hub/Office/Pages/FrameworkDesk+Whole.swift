import AccountPages
import Accounts
import Federation
import HTTP
import Pages
import Service

/// What is done with the working draft as a whole: its file, what has changed, and giving it up.
extension FrameworkDesk {
    var wholeRoutes: [Route] {
        let gate = rooms.gate
        return [
            gate.get("/framework/file", for: .reader) { request, _, visitor in
                try file(rooms.desk(request, visitor))
            },
            gate.get("/framework/changes", for: .reader) { request, _, visitor in
                try changes(rooms.desk(request, visitor))
            },
            gate.get("/framework/import", for: .author) { request, _, visitor in
                importPage(rooms.desk(request, visitor), FormInput())
            },
            gate.post("/framework/import", for: .author) { request, _, visitor, form in
                try take(rooms.desk(request, visitor), form)
            },
            gate.get("/framework/discard", for: .author) { request, _, visitor in
                try askToDiscard(rooms.desk(request, visitor))
            },
            gate.post("/framework/discard", for: .author) { request, _, visitor, form in
                try discard(rooms.desk(request, visitor), form)
            },
        ]
    }

    /// What the working draft changes against the published version.
    private func changes(_ desk: Desk) throws -> Response {
        guard let draft = try rooms.drafts.load() else { return desk.redirect("/office/framework") }
        let number = Int64(desk.say.state.frameworks.count) + 1
        let new = try draft.framework(number: number)
        let title = Phrase.draftOfVersion(desk.say.integer(number), desk.language)
        guard let old = desk.say.state.frameworks.last?.value else {
            return desk.page(.framework, title: title, lead: .text(desk(.nothingToCompare)), body: [])
        }
        let view = DifferenceView(desk.say, from: old, to: new)
        return desk.page(
            .framework,
            title: title + ", " + Phrase.againstVersion(desk.say.integer(old.number), desk.language),
            lead: .text(Phrase.differenceLead(view.count, desk.language)), body: [view.html])
    }

    private func file(_ desk: Desk) throws -> Response {
        guard let draft = try rooms.drafts.load() else { return desk.redirect("/office/framework") }
        let number = Int64(desk.say.state.frameworks.count) + 1
        let text = try FrameworkFile.text(try draft.framework(number: number))
        var response = Response.bytes(Array(text.utf8), contentType: "application/json5; charset=utf-8")
        response.headers["Content-Disposition"] = "attachment; filename=\"framework-\(number).json5\""
        return response
    }

    // MARK: Import

    private func importPage(_ desk: Desk, _ input: FormInput) -> Response {
        let field = FormField(
            id: "text", label: desk(.importLabel), control: .area(rows: 14), hint: desk(.importHint))
        return desk.page(
            .framework, title: desk(.importTitle), lead: .text(desk(.importLead)), hasErrors: !input.isAccepted,
            status: input.isAccepted ? 200 : 422,
            body: [
                desk.form(
                    to: "/office/framework/import", parts: [FormPart.field(field).filled(input, desk.language)],
                    submit: .importSubmit, cancel: PageFrame.Link(desk(.cancel), desk.link("/office/framework"))
                ).html(desk.language)
            ])
    }

    private func take(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        guard let parts = try read(&input) else { return importPage(desk, input) }
        if try rooms.drafts.load() == nil {
            let newest = desk.say.state.frameworks.last
            let first = try newest.map { try WorkingDraft.parts(of: $0.value) } ?? parts
            do {
                try rooms.drafts.begin(
                    first, base: newest?.value.number ?? 0, by: desk.editor, at: rooms.now, journal: desk.account)
            } catch DraftProblem.exists {}
        }
        guard let draft = try rooms.drafts.load() else { return importPage(desk, input) }
        do {
            try rooms.drafts.replace(parts, revision: draft.revision, by: desk.editor, at: rooms.now)
        } catch DraftProblem.stale, DraftProblem.none {
            input.refuse("text", .importOvertaken)
            return importPage(desk, input)
        }
        return desk.redirect("/office/framework", [QueryItem("done", "imported")])
    }

    /// The parts of what was pasted; nil, with a sentence at the field, where it makes no sound framework.
    private func read(_ input: inout FormInput) throws -> [PartName: JSONValue]? {
        let whole: JSONValue
        do throws(ServiceError) {
            whole = try FrameworkFile.parse(Array(input["text"].utf8), file: "JSON5")
        } catch {
            input.refuse("text", .importUnreadable("\(error)"))
            return nil
        }
        let parts = WorkingDraft.parts(of: whole)
        let checks = DraftChecks(parts)
        for name in parts.keys.sorted() where name.kind == .indicator {
            guard let fault = IndicatorChecks(parts[name] ?? .null, in: checks).faults.first else { continue }
            let title = checks.title(name)
            input.refuse(
                "text",
                Phrase(
                    de: "\(title.german): \(fault.sentence(.german))",
                    en: "\(title.english): \(fault.sentence(.english))"))
            return nil
        }
        do throws(Refusal) {
            // Members the framework does not have are not dropped silently: the file is read as a whole first.
            _ = try Framework(canonicalBytes: whole.canonicalBytes)
            _ = try WorkingDraft.framework(parts, number: 1)
        } catch {
            let place = error.field.map { " (\($0))" } ?? ""
            input.refuse("text", .importRefused(error.reason + place))
            return nil
        }
        return parts
    }

    // MARK: Discarding

    private func askToDiscard(_ desk: Desk) throws -> Response {
        guard let draft = try rooms.drafts.load() else { return desk.redirect("/office/framework") }
        return desk.page(
            .framework, title: desk(.discardTitle), lead: .text(desk(.discardLead)),
            body: [
                desk.form(
                    to: "/office/framework/discard", hidden: [QueryItem("revision", String(draft.revision))],
                    submit: .discardSubmit, cancel: PageFrame.Link(desk(.cancel), desk.link("/office/framework")),
                    isDangerous: true
                ).html(desk.language)
            ])
    }

    private func discard(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        do {
            try rooms.drafts.discard(
                revision: Int64(form["revision"]) ?? 0, by: desk.editor, at: rooms.now, journal: desk.account)
        } catch DraftProblem.none {
        } catch DraftProblem.stale {
            return desk.page(
                .framework, title: desk(.discardTitle), hasErrors: true, status: 409,
                body: [
                    Callout(.warning, title: desk(.staleTitle), [.p(.text(desk(.discardStale)))]).html(desk.language),
                    .p(.a(desk.link("/office/framework"), .text(desk(.back)))),
                ])
        }
        return desk.redirect("/office/framework", [QueryItem("done", "discarded")])
    }
}
