import AccountPages
import Accounts
import Crypto
import Federation
import HTTP
import Pages

// Versions: the draft, what was adopted, what waits for a second person, and the differences between them.

extension StrategyPages {
    var versionRoutes: [Route] {
        [
            gate.get("/strategy/versions", for: .reader) { request, _, visitor in try versions(request, visitor) },
            gate.get("/strategy/versions/:number", for: .reader) { try version($0, $1, $2) },
            gate.get("/strategy/difference", for: .reader) { request, _, visitor in try difference(request, visitor) },
            gate.get("/strategy/adopt", for: .author) { request, _, visitor in
                try adoptionForm(FormInput(), request, visitor)
            },
            gate.post("/strategy/adopt", for: .author) { request, _, visitor, form in
                try propose(request, visitor, form)
            },
            gate.get("/strategy/publish", for: .reader) { request, _, visitor in try publishing(request, visitor) },
            gate.get("/strategy/publish/:federation", for: .author) { try preview($0, $1, $2) },
            gate.post("/strategy/publish/:federation", for: .author) { try proposePublication($0, $1, $2, $3) },
            gate.get("/strategy/proposals/:id", for: .reader) { try proposal($0, $1, $2) },
            gate.post("/strategy/proposals/:id", for: .approver) { try decide($0, $1, $2, $3) },
        ] + profileRoutes
    }

    var approval: StrategyApproval { StrategyApproval(node: node) }

    // MARK: Versions

    private func versions(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let (versions, draft) = try node.store.read { connection in
            (try VersionStore.all(connection), try StrategyStore.read(connection))
        }
        let newest = versions.last
        let rows = versions.reversed().map { version -> [DataTable.Cell] in
            let state =
                version.number == newest?.number
                ? StatusBadge(.done, VersionWords.adopted(language))
                : StatusBadge(.paused, VersionWords.superseded(language))
            return [
                .link(VersionWords.version(version.number, language), link("/versions/\(version.number)", language)),
                .html(state.html()),
                .html(version.strategy.decision.map { StrategyWords.decision($0, language) } ?? .text("–")),
                .text(VersionWords.approval(version, language)),
            ]
        }
        var body: [HTML] = [
            DataTable(
                caption: Phrase(de: "Angenommene Fassungen", en: "Adopted versions")(language),
                columns: [
                    DataTable.Column(Phrase(de: "Fassung", en: "Version")(language)),
                    DataTable.Column(Phrase.status(language)),
                    DataTable.Column(Phrase(de: "Beschluss", en: "Decision")(language)),
                    DataTable.Column(Phrase(de: "Eingetragen", en: "Entered")(language)),
                ], rows: rows, hidesCaption: true,
                emptyText: Phrase(
                    de:
                        "Noch keine Fassung ist angenommen. Hier steht sie, sobald der Ratsbeschluss eingetragen und von einer "
                        + "zweiten Person bestätigt ist.",
                    en:
                        "No version has been adopted yet. It stands here once the council's decision has been entered and "
                        + "confirmed by a second person.")(language)
            ).html(language)
        ]
        if let newest {
            let address = link(
                "/difference", language, [QueryItem("from", "\(newest.number)"), QueryItem("to", "draft")])
            body.append(
                .p(
                    .a(
                        address,
                        .text(
                            Phrase(
                                de: "Unterschied zwischen Fassung \(newest.number) und Entwurf",
                                en: "Difference between version \(newest.number) and the draft")(language)))))
        }
        if versions.count > 1 { body.append(chooser(versions, language)) }
        if visitor.has(.author), !draft.title.isEmpty {
            body.append(
                .p(
                    .buttonLink(
                        link("/adopt", language),
                        Phrase(de: "Ratsbeschluss eintragen", en: "Enter a council decision")(language),
                        primary: false)))
        }
        let lead =
            newest.map {
                Phrase(
                    de: "Fassung \($0.number) gilt. Änderungen am Entwurf gelten erst mit einem neuen Beschluss.",
                    en: "Version \($0.number) holds. Changes to the draft hold only with a new decision.")(language)
            } ?? Phrase(de: "Die Strategie ist ein Entwurf.", en: "The strategy is a draft.")(language)
        return respond(
            StaffPage(
                title: Phrase(de: "Fassungen der Strategie", en: "Versions of the strategy")(language),
                lead: .text(lead), body: body),
            request, visitor)
    }

    private func chooser(_ versions: [StrategyVersion], _ language: Pages.Language) -> HTML {
        let options =
            versions.reversed().map {
                FormField.Option("\($0.number)", VersionWords.version($0.number, language))
            } + [FormField.Option("draft", VersionWords.draft(language))]
        var form = Form(
            action: link("/difference", language), hidden: [QueryItem("lang", language.rawValue)],
            fields: [
                FormField(id: "from", label: Phrase(de: "Von", en: "From")(language), control: .select(options)),
                FormField(id: "to", label: Phrase(de: "zu", en: "to")(language), control: .select(options)),
            ], submitLabel: Phrase(de: "Vergleichen", en: "Compare")(language))
        form.isQuestion = true
        return .section(
            .h2(.text(Phrase(de: "Zwei Fassungen vergleichen", en: "Compare two versions")(language))),
            form.html(language))
    }

    private func version(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let versions = try node.store.read { connection in try VersionStore.all(connection) }
        guard let version = versions.first(where: { "\($0.number)" == parameters["number"] }) else {
            return notFound(request, visitor)
        }
        let isNewest = version.number == versions.last?.number
        let bytes = version.strategy.canonicalBytes
        let facts = DefinitionList([
            (
                Phrase.status(language),
                StatusBadge(
                    isNewest ? .done : .paused, (isNewest ? VersionWords.adopted : VersionWords.superseded)(language)
                ).html()
            ),
            (
                Phrase(de: "Beschluss", en: "Decision")(language),
                version.strategy.decision.map { StrategyWords.decision($0, language) } ?? .text("–")
            ), (Phrase(de: "Eingetragen", en: "Entered")(language), .text(VersionWords.approval(version, language))),
            (
                Phrase(de: "Prüfsumme des Textes", en: "Digest of the text")(language),
                HashText(SHA256.digest(bytes).hex).html(language)
            ),
        ]).html()
        return respond(
            StaffPage(
                title: "\(version.strategy.title), \(VersionWords.version(version.number, language))",
                lead: .text(
                    Phrase(
                        de: "Diese Fassung steht fest und kann nicht mehr geändert werden.",
                        en: "This version stands and cannot be changed any more.")(language)),
                body: [facts] + PublishedText(strategy: version.strategy, framework: nil, language: language).html),
            request,
            visitor)
    }

    private func difference(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let (versions, draft) = try node.store.read { connection in
            (try VersionStore.all(connection), try StrategyStore.read(connection))
        }
        func text(_ name: String) -> (Strategy, String)? {
            let asked = request.queryValue(name) ?? ""
            if asked == "draft" {
                return (draft.snapshot(number: 1, decision: draft.decision), VersionWords.draft(language))
            }
            guard let version = versions.first(where: { "\($0.number)" == asked }) else { return nil }
            return (version.strategy, VersionWords.version(version.number, language))
        }
        guard let (old, oldName) = text("from"), let (new, newName) = text("to") else {
            return notFound(request, visitor)
        }
        let view = DifferenceView(old: old, new: new, language: language)
        return respond(
            StaffPage(
                title: Phrase(de: "Von \(oldName) zu \(newName)", en: "From \(oldName) to \(newName)")(language),
                lead: .text(view.lead), body: view.body), request, visitor)
    }
}
