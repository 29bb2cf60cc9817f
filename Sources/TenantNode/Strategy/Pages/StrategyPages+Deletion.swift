import AccountPages
import Federation
import HTTP
import Pages

// Deleting is confirmed by naming the thing, and can be undone.

extension StrategyPages {
    func deletion(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        try deletion(request, parameters, visitor, FormInput())
    }

    private func deletion(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ input: FormInput
    ) throws -> Response {
        let draft = try draft()
        guard let kind = parameters["kind"].flatMap(Removed.Kind.init(rawValue:)),
            let id = parameters["id"].flatMap(Code.init), let title = draft.title(kind, id)
        else { return notFound(request, visitor) }
        let language = language(request)
        let users = draft.users(of: kind, id)
        guard users.goals.isEmpty, users.measures.isEmpty else {
            return respond(inUse(kind, title, users, language), request, visitor)
        }
        let edition = try node.store.read { connection in try StrategyEditor.edition(kind, id, connection) }
        let field = FormField(
            id: "name",
            label: Phrase(de: "Zur Bestätigung: Name oder Titel", en: "To confirm: its name or title")(language),
            control: .area(rows: 2),
            hint: Phrase(de: "Bitte schreiben Sie: \(title)", en: "Please write: \(title)")(language))
        let form = Form(
            action: link("/delete/\(kind.rawValue)/\(id)", language),
            hidden: [visitor.csrf, QueryItem("edition", "\(edition)")], fields: [input.filling(field, language)],
            submitLabel: Phrase(de: "Löschen", en: "Delete")(language),
            cancel: PageFrame.Link(Phrase.cancel(language), link(place(of: kind.thing(id)), language)),
            isDangerous: true)
        return respond(
            StaffPage(
                title: Phrase(de: "\(title) löschen?", en: "Delete \(title)?")(language),
                lead: .text(
                    Phrase(
                        de:
                            "Es verschwindet aus dem Entwurf und kann unter „Gelöschtes“ zurückgeholt werden. Was schon "
                            + "veröffentlicht ist, bleibt im Protokoll des Verbunds.",
                        en:
                            "It vanishes from the draft and can be had back under \"Deleted\". What is published already stays "
                            + "in the federation's log.")(language)), body: [form.html(language)],
                status: input.isAccepted ? 200 : 422, hasErrors: !input.isAccepted), request, visitor)
    }

    private func inUse(
        _ kind: Removed.Kind, _ title: String, _ users: (goals: [StrategyDraft.Goal], measures: [Measure]),
        _ language: Pages.Language
    ) -> StaffPage {
        let items =
            users.goals.map { goal in HTML.li(.a(link("/edit/goal/\(goal.id)", language), .text(goal.name))) }
            + users.measures.map { measure in
                HTML.li(.a(link("/edit/measure/\(measure.id)/assignment", language), .text(measure.title)))
            }
        return StaffPage(
            title: Phrase(de: "\(title) wird noch gebraucht", en: "\(title) is still needed")(language),
            lead: .text(
                Phrase(
                    de: "Diese Einträge sind ihm zugeordnet. Ändern Sie zuerst ihre Zuordnung.",
                    en: "These entries are assigned to it. Change their assignment first.")(language)),
            body: [.ul(items)],
            status: 409)
    }

    func delete(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        guard let kind = parameters["kind"].flatMap(Removed.Kind.init(rawValue:)),
            let id = parameters["id"].flatMap(Code.init)
        else { return notFound(request, visitor) }
        var input = FormInput(form.fields.filter { $0.name == "name" })
        switch try editor(visitor).remove(kind, id, naming: input["name"], expecting: Int64(form["edition"]) ?? -1) {
        case .done: return redirect("/deleted", request)
        case .notThere: return redirect("/deleted", request)
        case .inUse: break
        case .otherName:
            input.refuse(
                "name",
                Phrase(
                    de: "Das ist nicht der Name dessen, was gelöscht würde. Bitte schreiben Sie ihn ab.",
                    en: "This is not the name of what would be deleted. Please copy it."))
        case .changed:
            input.refuse(
                "name",
                Phrase(
                    de: "Inzwischen hat jemand daran gearbeitet. Bitte sehen Sie es noch einmal an, bevor Sie löschen.",
                    en: "Somebody has worked on it meanwhile. Please look at it again before you delete it."))
        }
        return try deletion(request, parameters, visitor, input)
    }

    func removed(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let all = try node.store.read { connection in try RemovedStore.all(connection) }
        let rows = all.map { removed -> [DataTable.Cell] in
            var form = Form(
                action: link("/deleted/\(removed.id)", language), hidden: [visitor.csrf], fields: [],
                submitLabel: Phrase(de: "Zurückholen", en: "Have back")(language))
            form.isSecondary = true
            return [
                .text(removed.title), .text(StrategyWords.title(removed.kind)(language)),
                .text("\(StrategyWords.moment(removed.removed, language)), \(removed.editor)"),
                .html(form.html(language)),
            ]
        }
        return respond(
            StaffPage(
                title: Phrase(de: "Gelöschtes", en: "Deleted")(language),
                lead: .text(
                    Phrase(
                        de: "Hier lässt sich zurückholen, was aus dem Entwurf gelöscht wurde.",
                        en: "What was deleted from the draft can be had back here.")(language)),
                body: [
                    DataTable(
                        caption: Phrase(de: "Gelöschtes", en: "Deleted")(language),
                        columns: [
                            DataTable.Column(StrategyWords.title(language)),
                            DataTable.Column(Phrase(de: "Was es war", en: "What it was")(language)),
                            DataTable.Column(Phrase(de: "Gelöscht", en: "Deleted")(language)),
                            DataTable.Column(Phrase(de: "Zurückholen", en: "Have back")(language)),
                        ], rows: rows, hidesCaption: true,
                        emptyText: Phrase(de: "Nichts wurde gelöscht.", en: "Nothing was deleted.")(language)
                    ).html(language)
                ]), request, visitor)
    }

    func restore(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        let back = link("/deleted", language(request))
        return try guarded(request, visitor, back: back) {
            guard let id = parameters["id"].flatMap(Int64.init), let restored = try editor(visitor).restore(id) else {
                return redirect("/deleted", request)
            }
            return redirect(place(of: restored.kind.thing(restored.id)), request)
        }
    }
}
