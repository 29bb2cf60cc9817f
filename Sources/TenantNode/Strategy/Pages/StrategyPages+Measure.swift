import AccountPages
import Accounts
import Federation
import HTTP
import Pages

extension StrategyPages {
    func measure(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let draft = try draft()
        guard let id = parameters["id"].flatMap(Code.init), let measure = draft.measure(id) else {
            return notFound(request, visitor)
        }
        let (isPublic, rule) = try node.store.read { connection in
            (try ProfileStore.isPublic(id, connection), try ProfileStore.isPublicByDefault(connection))
        }
        var profile = MeasureProfile(
            measure: measure, draft: draft, context: try EditingContext.read(node), language: language)
        if visitor.has(.author) { profile.edit = { link("/edit/measure/\(id)/\($0.rawValue)", language) } }
        var body: [HTML] = []
        if let thing = request.queryValue("saved").flatMap(StrategyThing.init(key:)) {
            body.append(savedNote(thing, language))
        }
        body += profile.body
        body.append(try origins(id, language))
        body.append(publicSection(id, isPublic: isPublic, rule: rule, visitor, language))
        body.append(
            .p(
                .a(link("/measures", language), .text(Phrase(de: "Alle Maßnahmen", en: "All measures")(language))),
                .when(
                    visitor.has(.author),
                    [
                        .text(" · "),
                        .a(
                            link("/delete/measure/\(id)", language),
                            .text(Phrase(de: "Maßnahme löschen", en: "Delete this measure")(language))),
                    ])))
        return respond(
            StaffPage(title: measure.title, lead: .text(profile.lead), body: body), request, visitor)
    }

    private func savedNote(_ thing: StrategyThing, _ language: Pages.Language) -> HTML {
        Callout(
            .success,
            [
                .p(
                    .text(Phrase(de: "Gespeichert. ", en: "Saved. ")(language)),
                    .a(
                        link("/history/\(thing.key)", language),
                        .text(Phrase(de: "Ansehen oder rückgängig machen", en: "See or undo")(language))))
            ]
        ).html(language)
    }

    private func publicSection(
        _ id: Code, isPublic: Bool, rule: Bool, _ visitor: Visitor, _ language: Pages.Language
    ) -> HTML {
        let words =
            isPublic
            ? Phrase(
                de: "Diese Maßnahme hat eine öffentliche Seite.", en: "This measure has a public page.")
            : Phrase(
                de: "Diese Maßnahme hat keine öffentliche Seite.", en: "This measure has no public page.")
        var form = Form(
            action: link("/profile/\(id)", language),
            hidden: [visitor.csrf, QueryItem("public", isPublic ? "no" : "yes")], fields: [],
            submitLabel: isPublic
                ? Phrase(de: "Öffentliche Seite abschalten", en: "Switch the public page off")(language)
                : Phrase(de: "Öffentliche Seite einschalten", en: "Switch the public page on")(language))
        form.isSecondary = true
        return .section(
            .h2(.text(Phrase(de: "Öffentliche Seite", en: "Public page")(language))),
            .p(
                .text(words(language)),
                .when(
                    isPublic,
                    [
                        .text(" "),
                        .a(
                            Address(path: "/measures/\(id)", query: [QueryItem("lang", language.rawValue)]),
                            .text(Phrase(de: "Ansehen", en: "See it")(language))),
                    ])),
            .when(visitor.has(.author), form.html(language)))
    }

    var profileRoutes: [Route] {
        [
            gate.post("/strategy/profile/:id", for: .author) { request, parameters, visitor, form in
                guard let id = parameters["id"].flatMap(Code.init), try draft().measure(id) != nil else {
                    return notFound(request, visitor)
                }
                let now = node.world.now().seconds
                try node.store.write { connection in
                    try ProfileStore.set(id, isPublic: form["public"] == "yes", connection)
                    try Journal.record(
                        form["public"] == "yes" ? "measure.public" : "measure.not-public", object: id.text, detail: "",
                        by: visitor.account, at: now, connection)
                }
                return redirect("/measures/\(id)", request)
            },
            gate.post("/strategy/profiles", for: .author) { request, _, visitor, form in
                let now = node.world.now().seconds
                try node.store.write { connection in
                    try ProfileStore.setDefault(form["public"] == "yes", connection)
                    try Journal.record(
                        "measures.public-by-default", object: form["public"] == "yes" ? "yes" : "no", detail: "",
                        by: visitor.account, at: now, connection)
                }
                return redirect("/publish", request)
            },
        ]
    }
}
