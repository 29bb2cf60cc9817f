import AccountPages
import Accounts
import Database
import Federation
import HTTP
import Pages

/// Where the office edits the next version of the framework.
struct FrameworkDesk: Sendable {
    let rooms: OfficeRooms

    var routes: [Route] {
        let gate = rooms.gate
        return [
            gate.get("/framework", for: .reader) { request, _, visitor in
                try overview(rooms.desk(request, visitor, query: ["done"]))
            },
            gate.post("/framework/begin", for: .author) { request, _, visitor, form in
                try begin(rooms.desk(request, visitor), form)
            },
            gate.get("/framework/parts/:kind", for: .reader) { request, parameters, visitor in
                let desk = rooms.desk(request, visitor)
                guard let kind = kind(parameters), kind.isSingle else { return rooms.notFound(request) }
                return try part(desk, PartName(kind)) ?? rooms.notFound(request)
            },
            gate.get("/framework/parts/:kind/:id", for: .reader) { request, parameters, visitor in
                let desk = rooms.desk(request, visitor)
                guard let kind = kind(parameters), !kind.isSingle, let id = parameters["id"] else {
                    return rooms.notFound(request)
                }
                return try part(desk, PartName(kind, id)) ?? rooms.notFound(request)
            },
            gate.get("/framework/new/:kind", for: .author) { request, parameters, visitor in
                let desk = rooms.desk(request, visitor)
                guard let kind = kind(parameters), !kind.isSingle else { return rooms.notFound(request) }
                guard let draft = try rooms.drafts.load() else { return desk.redirect("/office/framework") }
                return PartView(desk: desk, draft: draft, stored: nil, name: PartName(kind)).page()
            },
            gate.post("/framework/parts/:kind", for: .author) { request, parameters, visitor, form in
                guard let kind = kind(parameters) else { return rooms.notFound(request) }
                return try save(rooms.desk(request, visitor), kind, form)
            },
            gate.get("/framework/remove/:kind/:id", for: .author) { request, parameters, visitor in
                guard let kind = kind(parameters), let id = parameters["id"] else { return rooms.notFound(request) }
                return try askToRemove(rooms.desk(request, visitor), PartName(kind, id)) ?? rooms.notFound(request)
            },
            gate.post("/framework/remove/:kind/:id", for: .author) { request, parameters, visitor, form in
                guard let kind = kind(parameters), let id = parameters["id"] else { return rooms.notFound(request) }
                return try remove(rooms.desk(request, visitor), PartName(kind, id), form) ?? rooms.notFound(request)
            },
        ] + wholeRoutes + publishingRoutes
    }

    private func kind(_ parameters: Parameters) -> PartKind? { PartKind(rawValue: parameters["kind"] ?? "") }

    private func overview(_ desk: Desk) throws -> Response {
        guard let draft = try rooms.drafts.load() else { return FrameworkDeskView(desk: desk).empty() }
        let model = try FrameworkDeskModel(draft, desk.say.state)
        return FrameworkDeskView(desk: desk).overview(
            model, proposal: try rooms.proposals.find(.framework, String(model.number)))
    }

    private func begin(_ desk: Desk, _ form: SubmittedForm) throws -> Response {
        let parts: [PartName: JSONValue]
        let newest = desk.say.state.frameworks.last
        if let newest {
            parts = try WorkingDraft.parts(of: newest.value)
        } else {
            var input = FormInput(form.fields)
            let title = LocalizedText(
                german: input.line("title.de", limit: 300, isRequired: true),
                english: input.line("title.en", limit: 300))
            guard input.isAccepted else { return FrameworkDeskView(desk: desk).empty(input) }
            parts = WorkingDraft.first(title: title, license: desk.say.site.license)
        }
        do {
            try rooms.drafts.begin(
                parts, base: newest?.value.number ?? 0, by: desk.editor, at: rooms.now, journal: desk.account)
        } catch DraftProblem.exists {
            // Somebody else began it a moment before: it is the same copy.
        }
        return desk.redirect("/office/framework", [QueryItem("done", "begun")])
    }

    private func part(_ desk: Desk, _ name: PartName) throws -> Response? {
        guard let draft = try rooms.drafts.load() else { return desk.redirect("/office/framework") }
        guard let stored = draft.parts[name] else { return nil }
        return PartView(desk: desk, draft: draft, stored: stored, name: name).page(
            history: try rooms.drafts.history(of: name))
    }

    // MARK: Saving

    private func save(_ desk: Desk, _ kind: PartKind, _ form: SubmittedForm) throws -> Response {
        guard let draft = try rooms.drafts.load() else { return desk.redirect("/office/framework") }
        var input = FormInput(form.fields)
        let counter = Int64(form["counter"]) ?? 0
        let isNew = !kind.isSingle && counter == 0
        let name = PartName(kind, kind.isSingle ? "" : id(&input, kind, isNew: isNew))
        let stored = isNew ? nil : draft.parts[name]
        let view = PartView(desk: desk, draft: draft, stored: stored, name: isNew ? PartName(kind) : name)
        let blank = FrameworkQuestions.blank(kind, in: draft)
        var value = view.form.read(&input, into: stored?.value ?? blank)
        if !kind.isSingle { value = value.setting("id", to: .string(name.id)) }
        if kind == .indicator { value = IndicatorQuestions.tidied(value) }
        guard input.isAccepted else { return view.page(input) }
        do {
            try rooms.drafts.save(name, value, counter: counter, by: desk.editor, at: rooms.now)
        } catch DraftProblem.stale(let meanwhile) {
            let now = PartView(
                desk: desk, draft: draft, stored: meanwhile, name: meanwhile == nil && !isNew ? name : name)
            return now.page(input, meanwhile: PartView.Meanwhile(part: meanwhile))
        } catch DraftProblem.taken {
            input.refuse("id", .codeTaken(name.id))
            return view.page(input)
        } catch DraftProblem.faults(let faults) {
            for fault in faults { input.refuse(fault.field, fault.sentence) }
            return view.page(input)
        } catch DraftProblem.none {
            return desk.redirect("/office/framework")
        }
        return desk.redirect(
            "/office/framework", [QueryItem("done", "saved")], fragment: kind.isSingle ? nil : kind.rawValue)
    }

    /// The code of a thing: as typed, or made from its name where a new one was left without.
    private func id(_ input: inout FormInput, _ kind: PartKind, isNew: Bool) -> String {
        let typed = input["id"]
        let name = kind == .bundle ? "title.de" : "name.de"
        let id = typed.isEmpty && isNew ? CodeMaker.code(from: input[name]) : typed
        if Code(id) == nil, !(typed.isEmpty && input[name].isEmpty) { input.refuse("id", .codeExpected) }
        return id
    }

    // MARK: Removing

    private func askToRemove(_ desk: Desk, _ name: PartName, _ faults: [Fault] = []) throws -> Response? {
        guard let draft = try rooms.drafts.load(), let stored = draft.parts[name], !name.kind.isSingle else {
            return nil
        }
        let users = DraftChecks(draft.parts.mapValues(\.value)).faults(removing: name)
        return RemovalView(desk: desk, part: stored, users: users).page(hasErrors: !faults.isEmpty)
    }

    private func remove(_ desk: Desk, _ name: PartName, _ form: SubmittedForm) throws -> Response? {
        do {
            try rooms.drafts.remove(name, counter: Int64(form["counter"]) ?? 0, by: desk.editor, at: rooms.now)
        } catch DraftProblem.faults(let faults) {
            return try askToRemove(desk, name, faults)
        } catch DraftProblem.stale(let meanwhile) {
            guard meanwhile != nil else { return desk.redirect("/office/framework") }
            return desk.redirect("/office/framework/parts/\(name.kind.rawValue)/\(name.id)")
        } catch DraftProblem.none {
            return desk.redirect("/office/framework")
        }
        return desk.redirect("/office/framework", [QueryItem("done", "removed")], fragment: name.kind.rawValue)
    }
}

/// Makes a code from a name: "Mobilität & Verkehr" becomes "mobilitaet-verkehr".
enum CodeMaker {
    static func code(from name: String) -> String {
        var code = ""
        for character in name.lowercased() {
            let letters =
                switch character {
                case "ä": "ae"
                case "ö": "oe"
                case "ü": "ue"
                case "ß": "ss"
                case "a"..."z", "0"..."9": character.isASCII ? String(character) : "-"
                default: "-"
                }
            if letters == "-" { if !code.isEmpty, !code.hasSuffix("-") { code += "-" } } else { code += letters }
        }
        // At most 40 characters, and no half word at the end.
        if code.count > 40 {
            let cut = code.prefix(41)
            code = String(cut.lastIndex(of: "-").map { cut[..<$0] } ?? cut.prefix(40))
        }
        while code.hasSuffix("-") { code.removeLast() }
        return code
    }
}
