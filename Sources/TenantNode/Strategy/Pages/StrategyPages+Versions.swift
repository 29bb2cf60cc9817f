import AccountPages
import Accounts
import Crypto
import Federation
import HTTP
import Pages
import Service

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

    private var approval: StrategyApproval { StrategyApproval(node: node) }

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

    // MARK: Adopting

    private func adoptionForm(_ input: FormInput, _ request: Request, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let fields = [
            FormField(
                id: "body", label: Phrase(de: "Wer hat beschlossen?", en: "Who decided?")(language),
                hint: Phrase(
                    de: "Zum Beispiel: Rat der Stadt Soest.", en: "For example: council of the town of Soest.")(
                        language)),
            FormField(
                id: "date", label: Phrase(de: "Datum des Beschlusses", en: "Date of the decision")(language),
                control: .text(width: 12),
                hint: Phrase(
                    de: "Tag, Monat oder Jahr, so genau es bekannt ist; nicht in der Zukunft.",
                    en: "Day, month or year, as exactly as it is known; not in the future.")(language)),
            FormField(
                id: "number", label: Phrase(de: "Nummer der Vorlage", en: "Number of the paper")(language),
                control: .text(width: 20), isRequired: false),
            FormField(
                id: "link",
                label: Phrase(de: "Adresse im Ratsinformationssystem", en: "Address in the council information system")(
                    language),
                isRequired: false),
        ].map { FormPart.field(input.filling($0, language)) }
        let form = Form(
            action: link("/adopt", language), hidden: [visitor.csrf], parts: fields,
            submitLabel: Phrase(de: "Zur Bestätigung vorlegen", en: "Put forward for confirmation")(language),
            cancel: PageFrame.Link(Phrase.cancel(language), link("/versions", language)))
        return respond(
            StaffPage(
                title: Phrase(de: "Ratsbeschluss eintragen", en: "Enter a council decision")(language),
                lead: .text(
                    Phrase(
                        de:
                            "Der heutige Entwurf wird mit diesem Beschluss eingefroren. Eine zweite Person bestätigt, dann ist "
                            + "er die geltende Fassung.",
                        en:
                            "Today's draft is frozen with this decision. A second person confirms, then it is the version that "
                            + "holds.")(language)), body: [form.html(language)], status: input.isAccepted ? 200 : 422,
                hasErrors: !input.isAccepted), request, visitor)
    }

    private func propose(_ request: Request, _ visitor: Visitor, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields.filter { !Self.isOurs($0.name) })
        let decision = Decision(
            body: input.line("body", limit: 200, isRequired: true), date: input.date("date", isRequired: true),
            link: input.address("link"), number: input.line("number", limit: 60))
        let today = Instant(secondsSince1970: node.world.now().seconds).day
        if let date = decision.date, date.firstDay > today { input.refuse("date", .decisionInFuture) }
        guard input.isAccepted else { return try adoptionForm(input, request, visitor) }
        return try guarded(request, visitor, back: link("/versions", language(request))) {
            let id = try approval.proposeAdoption(decision, by: Editor(visitor.account))
            return redirect("/proposals/\(id)", request)
        }
    }

    // MARK: Publishing

    private func publishing(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        let memberships = try node.memberships()
        let waiting = try node.store.read { connection in try ProposalStore.waiting(connection) }
        let rule = try node.store.read { connection in try ProfileStore.isPublicByDefault(connection) }
        let rows = try memberships.map { membership -> [DataTable.Cell] in
            let state = try node.log(of: membership).state
            let last = state.strategies[membership.tenant]?.value
            let proposal = waiting.first { $0.kind == .publication && $0.federation == membership.name }
            return [
                .text(state.founding?.value.name.text(language) ?? membership.name),
                .text(
                    last.map { VersionWords.published($0.number, language) }
                        ?? Phrase(de: "noch nichts", en: "nothing yet")(language)),
                proposal.map {
                    .link(
                        Phrase(de: "wartet auf Freigabe", en: "waits for approval")(language),
                        link("/proposals/\($0.id)", language))
                }
                    ?? .link(
                        Phrase(de: "Vorschau: was würde öffentlich?", en: "Preview: what would become public?")(
                            language),
                        link("/publish/\(membership.name)", language)),
            ]
        }
        var profiles = Form(
            action: link("/profiles", language), hidden: [visitor.csrf, QueryItem("public", rule ? "no" : "yes")],
            fields: [],
            submitLabel: rule
                ? Phrase(de: "Öffentliche Seiten abschalten", en: "Switch public pages off")(language)
                : Phrase(de: "Öffentliche Seiten einschalten", en: "Switch public pages on")(language))
        profiles.isSecondary = true
        return respond(
            StaffPage(
                title: Phrase(de: "Veröffentlichen", en: "Publish")(language),
                lead: .text(
                    Phrase(
                        de: "Was Sie im Verbund veröffentlichen, ist sofort öffentlich und bleibt im Protokoll.",
                        en: "What you publish in the federation is public at once and stays in the log.")(language)),
                body: [
                    DataTable(
                        caption: Phrase(de: "Verbünde", en: "Federations")(language),
                        columns: [
                            DataTable.Column(Phrase(de: "Verbund", en: "Federation")(language)),
                            DataTable.Column(Phrase(de: "Veröffentlicht", en: "Published")(language)),
                            DataTable.Column(Phrase(de: "Nächster Schritt", en: "Next step")(language)),
                        ], rows: rows,
                        emptyText: Phrase(
                            de: "Diese Kommune ist noch keinem Verbund beigetreten.",
                            en: "This municipality has not joined a federation yet.")(language)
                    ).html(language),
                    .section(
                        .h2(
                            .text(
                                Phrase(de: "Steckbriefe auf den eigenen Seiten", en: "Profiles on your own pages")(
                                    language))),
                        .p(
                            .text(
                                (rule
                                    ? Phrase(
                                        de:
                                            "Jede Maßnahme hat eine öffentliche Seite, wenn bei ihr nichts anderes eingestellt ist.",
                                        en: "Every measure has a public page unless it is set otherwise.")
                                    : Phrase(
                                        de:
                                            "Keine Maßnahme hat eine öffentliche Seite, wenn bei ihr nichts anderes eingestellt ist.",
                                        en: "No measure has a public page unless it is set otherwise."))(language))),
                        .when(visitor.has(.author), profiles.html(language))),
                ]), request, visitor)
    }

    private func preview(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        let name = parameters["federation"] ?? ""
        let language = language(request)
        return try guarded(request, visitor, back: link("/publish", language)) {
            let membership = try node.membership(name)
            let state = try node.log(of: membership).state
            let strategy = try approval.publication(name)
            let last = state.strategies[membership.tenant]?.value
            let isSame = last.map { $0.withNumber(strategy.number).canonicalBytes == strategy.canonicalBytes } ?? false
            let form = Form(
                action: link("/publish/\(name)", language),
                hidden: [visitor.csrf, QueryItem("sha256", SHA256.digest(strategy.canonicalBytes).hex)], fields: [],
                submitLabel: Phrase(de: "Zur Freigabe vorlegen", en: "Put forward for approval")(language),
                cancel: PageFrame.Link(Phrase.cancel(language), link("/publish", language)))
            var body = [publicWarning(strategy, state, language)]
            body.append(
                isSame
                    ? .p(
                        .text(
                            Phrase(
                                de: "Seit der letzten Veröffentlichung hat sich nichts geändert.",
                                en: "Nothing has changed since it was last published.")(language)))
                    : form.html(language))
            if let last, !isSame {
                body.append(
                    .h2(
                        .text(
                            Phrase(
                                de: "Unterschied zur letzten Veröffentlichung",
                                en: "Difference from what was last published")(language))))
                body += DifferenceView(old: last, new: strategy, language: language).body
            }
            body.append(
                .h2(.text(Phrase(de: "Alles, was öffentlich wird", en: "Everything that becomes public")(language))))
            body +=
                PublishedText(strategy: strategy, framework: state.framework(strategy.framework), language: language)
                .html
            body.append(bytesOf(strategy, language))
            return respond(
                StaffPage(
                    title: Phrase(de: "Das wird sofort öffentlich", en: "This becomes public at once")(language),
                    lead: .text(state.founding?.value.name.text(language) ?? name), body: body), request, visitor)
        }
    }

    private func publicWarning(_ strategy: Strategy, _ state: FederationState, _ language: Pages.Language) -> HTML {
        let decision =
            strategy.decision.map { StrategyWords.decision($0, language) }
            ?? .text(
                Phrase(
                    de: "Ohne Ratsbeschluss: Der Entwurf stimmt mit keiner angenommenen Fassung überein.",
                    en: "Without a council decision: the draft agrees with no adopted version.")(language))
        return Callout(
            .warning,
            [
                .p(
                    .text(
                        Phrase(
                            de:
                                "Mit der Freigabe wird dieser Text unterschrieben und für alle lesbar. Er kann später ersetzt, "
                                + "aber nicht mehr zurückgeholt werden.",
                            en:
                                "With the approval this text is signed and can be read by everybody. It can be replaced later, but "
                                + "never taken back.")(language))), .p(decision),
            ]
        ).html(language)
    }

    private func bytesOf(_ strategy: Strategy, _ language: Pages.Language) -> HTML {
        let bytes = strategy.canonicalBytes
        return Details(
            Phrase(de: "Die Bytes, die unterschrieben werden", en: "The bytes that are signed")(language),
            [
                .p(HashText(SHA256.digest(bytes).hex).html(language)),
                .element(.pre, [.class("wrapped")], [.text(String(decoding: bytes, as: UTF8.self))]),
            ]
        ).html()
    }

    private func proposePublication(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        let name = parameters["federation"] ?? ""
        return try guarded(request, visitor, back: link("/publish/\(name)", language(request))) {
            // What is put forward is what was looked at.
            guard SHA256.digest(try approval.publication(name).canonicalBytes).hex == form["sha256"] else {
                throw NodeError.changedSince
            }
            let id = try approval.proposePublication(name, by: Editor(visitor.account))
            return redirect("/proposals/\(id)", request)
        }
    }

    // MARK: A second person

    private func proposal(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        let language = language(request)
        guard let id = parameters["id"].flatMap(Int64.init),
            let proposal = try node.store.read({ connection in try ProposalStore.find(id, connection) })
        else { return notFound(request, visitor) }
        let strategy = try proposal.strategy
        var body: [HTML] = [ProposalWords.facts(proposal, strategy, language)]
        if proposal.state == .waiting {
            body += try decisionForms(proposal, visitor, language)
        }
        let old: Strategy?
        var framework: Framework?
        switch proposal.kind {
        case .adoption: old = try node.store.read { connection in try VersionStore.newest(connection)?.strategy }
        case .publication:
            let membership = try node.membership(proposal.federation)
            let state = try node.log(of: membership).state
            old = state.strategies[membership.tenant]?.value
            framework = state.framework(strategy.framework)
        }
        if let old, proposal.state == .waiting {
            body.append(.h2(.text(Phrase(de: "Was sich ändert", en: "What changes")(language))))
            body += DifferenceView(old: old, new: strategy, language: language).body
        }
        body.append(.h2(.text(Phrase(de: "Der ganze Text", en: "The whole text")(language))))
        body += PublishedText(strategy: strategy, framework: framework, language: language).html
        body.append(bytesOf(strategy, language))
        return respond(
            StaffPage(
                title: ProposalWords.title(proposal, language), lead: .text(ProposalWords.lead(proposal, language)),
                body: body),
            request, visitor)
    }

    private func decisionForms(
        _ proposal: Proposal, _ visitor: Visitor, _ language: Pages.Language
    ) throws -> [HTML] {
        let isAllowed = try node.store.read { connection in try FourEyes.isSelfApprovalAllowed(connection) }
        switch FourEyes.decide(authors: proposal.authors, approver: visitor.account, isSelfApprovalAllowed: isAllowed) {
        case .refused(let refusal):
            return [Callout(.information, [.p(.text(language == .german ? refusal.de : refusal.en))]).html(language)]
        case .allowed, .allowedAsSelfApproved: break
        }
        let action = link("/proposals/\(proposal.id)", language)
        let approve = Form(
            action: action,
            hidden: [visitor.csrf, QueryItem("do", "approve"), QueryItem("sha256", proposal.sha256.hex)], fields: [],
            submitLabel: proposal.kind == .adoption
                ? Phrase(de: "Als geltende Fassung bestätigen", en: "Confirm as the version that holds")(language)
                : Phrase(de: "Freigeben und sofort veröffentlichen", en: "Approve and publish at once")(language))
        var back = Form(
            action: action, hidden: [visitor.csrf, QueryItem("do", "return")],
            fields: [
                FormField(
                    id: "reason", label: Phrase(de: "Warum geht es zurück?", en: "Why does it go back?")(language),
                    control: .area(rows: 3))
            ], submitLabel: Phrase(de: "Zurückgeben", en: "Give back")(language))
        back.isSecondary = true
        return [
            approve.html(language),
            Details(Phrase(de: "Stattdessen zurückgeben", en: "Give it back instead")(language), [back.html(language)])
                .html(),
        ]
    }

    private func decide(
        _ request: Request, _ parameters: Parameters, _ visitor: Visitor, _ form: SubmittedForm
    ) throws -> Response {
        guard let id = parameters["id"].flatMap(Int64.init) else { return notFound(request, visitor) }
        let language = language(request)
        return try guarded(request, visitor, back: link("/proposals/\(id)", language)) {
            if form["do"] == "return" {
                var input = FormInput(form.fields)
                let reason = input.text("reason", limit: 1000, isRequired: true)
                guard input.isAccepted else { throw NodeError.reasonMissing }
                try approval.giveBack(id, reason: reason, by: visitor.account)
            } else {
                try approval.approve(id, seen: form["sha256"], by: visitor.account)
            }
            return redirect("/proposals/\(id)", request)
        }
    }
}
