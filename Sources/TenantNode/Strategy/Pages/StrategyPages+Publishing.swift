import AccountPages
import Accounts
import Crypto
import Federation
import HTTP
import Pages

// What becomes public in a federation, looked at before it is put forward.

extension StrategyPages {
    func publishing(_ request: Request, _ visitor: Visitor) throws -> Response {
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

    func preview(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
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

    func bytesOf(_ strategy: Strategy, _ language: Pages.Language) -> HTML {
        let bytes = strategy.canonicalBytes
        return Details(
            Phrase(de: "Die Bytes, die unterschrieben werden", en: "The bytes that are signed")(language),
            [
                .p(HashText(SHA256.digest(bytes).hex).html(language)),
                .element(.pre, [.class("wrapped")], [.text(String(decoding: bytes, as: UTF8.self))]),
            ]
        ).html()
    }

    func proposePublication(
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
}
