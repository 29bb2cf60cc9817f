import HTTP
import Pages
import PublicForms

/// Draws the steps in which an idea is submitted.
struct IdeaFormView {
    let form: IdeaForm
    let turn: PublicTurn
    let desk: ParticipationDesk

    private var path: String { IdeaPaths.new(form.process) }

    /// What the idea is. - Parameter token: the one that came along and is still good; nil for a new one.
    func first(_ input: FormInput, token: String?) -> Response {
        guard form.process.takesContributions(on: desk.today) else { return closed(input) }
        let isRefused = !input.isAccepted
        var steps = Form(
            action: turn.link(path), hidden: hidden(input, token),
            parts: form.parts(input, turn.language) + [.html(FormTrap.html(turn.language))],
            submitLabel: turn.say("Weiter", "Continue"), cancel: nil)
        steps.cancel = PageFrame.Link(turn(.cancel), turn.link(IdeaPaths.list(form.process)))
        return turn.show(
            PublicPage(
                title: turn.say("Was ist Ihre Idee?", "What is your idea?"), lead: .text(form.process.question),
                body: [
                    progress(0),
                    steps.html(turn.language),
                    .p(
                        .text(
                            turn.say(
                                "Sie brauchen kein Konto. Was mit Ihrer Idee geschieht, steht in den ",
                                "You need no account. What happens with your idea is said in the ")),
                        .a(turn.link(IdeaPaths.rules), .text(turn.say("Regeln", "rules"))), .text("."), class: "muted"),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused, breadcrumb: breadcrumb))
    }

    /// Similar ideas, and how this one will look. Everything is carried in hidden fields, to be sent or changed. A fault
    /// at the title says that too much was sent.
    func second(_ input: FormInput, _ idea: Contribution, similar: [SimilarIdeas.Found]) -> Response {
        let button = { (act: String, label: String, name: String) -> HTML in
            .element(
                .button, [.set(.type, "submit"), .set(.name, "act"), .set(.value, act), .class(name)], [.text(label)])
        }
        let carried = hidden(input, input["token"]) + IdeaForm.names.map { QueryItem($0, input[$0]) }
        let send = HTML.element(
            .form, [.action(turn.link(path)), .set(.method, "post")],
            carried.map {
                .element(.input, [.set(.type, "hidden"), .set(.name, $0.name), .set(.value, $0.value)], [])
            } + [
                FormTrap.html(turn.language), turn.work(IdeaSubmission.purpose),
                .div(
                    button("send", turn.say("Idee einreichen", "Submit the idea"), "button"),
                    button("edit", turn.say("Noch etwas ändern", "Change something"), "button secondary"),
                    class: "buttons"),
            ])
        let refusal: HTML = .when(input.fault("title")) {
            Callout(
                .error, title: turn.say("Ihre Idee ist noch nicht eingereicht", "Your idea is not submitted yet"),
                [.p(.text(turn($0)))]
            ).html(turn.language)
        }
        return turn.show(
            PublicPage(
                title: turn.say("Stimmt alles so?", "Is everything right?"),
                lead: .text(
                    form.process.isReviewedFirst
                        || PersonalData.isSurelyIn(idea.title, idea.text, idea.pseudonym, idea.placeName)
                        ? turn.say(
                            "Ihre Idee erscheint, nachdem jemand sie gelesen hat.",
                            "Your idea appears after somebody has read it.")
                        : turn.say("Ihre Idee erscheint sofort.", "Your idea appears at once.")),
                body: [
                    progress(1), refusal, hints(idea), similarSection(similar), preview(idea), send,
                ], status: input.isAccepted ? 200 : 429, hasErrors: !input.isAccepted, breadcrumb: breadcrumb))
    }

    private func hints(_ idea: Contribution) -> HTML {
        let kinds = PersonalData.kinds([idea.title, idea.text, idea.pseudonym, idea.placeName].joined(separator: "\n"))
        guard !kinds.isEmpty else { return .empty }
        return Callout(
            .warning,
            title: turn.say("Das sieht nach persönlichen Angaben aus", "This looks like personal data"),
            [
                .p(
                    .text(
                        turn.say(
                            "In Ihrem Text steht vielleicht: ", "Your text may hold: ")
                            + kinds.map { turn($0.word) }.joined(separator: ", ")
                            + turn.say(
                                ". Der Text wird öffentlich. Ändern Sie ihn, wenn das nicht alle lesen sollen.",
                                ". The text becomes public. Change it if not everybody should read this.")))
            ]
        ).html(turn.language)
    }

    private func similarSection(_ similar: [SimilarIdeas.Found]) -> HTML {
        guard !similar.isEmpty else { return .empty }
        return .section(
            .h2(.text(turn.say("Ähnliche Ideen gibt es schon", "There are similar ideas already"))),
            .p(
                .text(
                    turn.say(
                        "Ist Ihre dabei? Dann unterstützen Sie diese, oder ergänzen Sie sie mit einem Kommentar. Ist Ihre "
                            + "anders, reichen Sie sie unten ein.",
                        "Is yours among them? Then support that one, or add to it in a comment. If yours is different, "
                            + "submit it below."))),
            .ul(
                similar.map { one in
                    .li(
                        .a(turn.link(IdeaPaths.idea(one.id)), .text(one.title)),
                        .text(" – " + IdeaCard.excerpt(one.text)))
                }))
    }

    private func preview(_ idea: Contribution) -> HTML {
        var facts: [(term: String, content: HTML)] = []
        if let topic = form.process.topic(idea.topic) {
            facts.append((turn.say("Thema", "Theme"), .text(topic.name)))
        }
        if !idea.placeName.isEmpty { facts.append((turn.say("Ort", "Place"), .text(idea.placeName))) }
        facts.append(
            (
                turn.say("Von", "By"),
                .text(idea.pseudonym.isEmpty ? turn.say("anonym", "anonymous") : idea.pseudonym)
            ))
        return .section(
            .h2(.text(turn.say("So wird sie aussehen", "This is how it will look"))),
            .element(
                .article, [.class("passage")],
                [.h3(.text(idea.title))] + PlainText(idea.text, headingLevel: 4).html()
                    + [DefinitionList(facts).html()]))
    }

    /// The phase is over, or not yet there: what was typed is shown, so that nobody loses it.
    func closed(_ input: FormInput) -> Response {
        let process = form.process
        let next = process.phases.first { $0.kind == .collect && $0.firstDay > desk.today }
        let sentence =
            next.map {
                let day = DateFormat.date("\($0.firstDay)", turn.language)
                return turn.say("Ideen werden ab \(day) gesammelt.", "Ideas are collected from \(day) on.")
            } ?? turn.say("Ideen werden hier zurzeit nicht gesammelt.", "Ideas are not collected here at present.")
        let typed = [input["title"], input["text"]].filter { !$0.isEmpty }
        return turn.show(
            PublicPage(
                title: turn.say("Zurzeit geschlossen", "Closed at present"), lead: .text(sentence),
                body: [
                    .when(
                        !typed.isEmpty,
                        .section(
                            .h2(.text(turn.say("Ihr Text", "Your text"))),
                            .p(
                                .text(
                                    turn.say(
                                        "Er wurde nicht gespeichert. Sie können ihn hier kopieren.",
                                        "It was not saved. You can copy it here."))),
                            .element(
                                .pre, [.class("wrapped"), .set(.tabindex, "0")],
                                [.text(typed.joined(separator: "\n\n"))])
                        )),
                    .p(
                        .buttonLink(
                            turn.link(IdeaPaths.list(process)), turn.say("Ideen ansehen", "See the ideas"),
                            primary: false)),
                ], status: typed.isEmpty ? 200 : 409, breadcrumb: breadcrumb))
    }

    /// For whatever has filled in the trap: the same words a person would get, and nothing stored.
    func thanks() -> Response {
        turn.show(
            PublicPage(
                title: turn.say("Danke", "Thank you"),
                lead: .text(turn.say("Ihre Idee ist eingegangen.", "Your idea has arrived.")), body: []))
    }

    /// Token and secret: those that came along, or new ones.
    private func hidden(_ input: FormInput, _ token: String?) -> [QueryItem] {
        let issued =
            token
            ?? turn.site.token(IdeaSubmission.purpose).issue(at: turn.now, random: desk.world.randomBytes)
        let secret = AuthorLink.isSecret(input["secret"]) ? input["secret"] : AuthorLink.make(desk.world)
        return [QueryItem("token", issued), QueryItem("secret", secret)]
    }

    private func progress(_ current: Int) -> HTML {
        Steps(
            [turn.say("Aufschreiben", "Write"), turn.say("Ansehen und einreichen", "Look and submit")], current: current
        ).html(turn.language)
    }

    private var breadcrumb: [PageFrame.Link] {
        [
            PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
            PageFrame.Link(
                form.process.title, turn.link("\(ParticipationRooms.path)/\(form.process.slug)")),
            PageFrame.Link(turn.say("Ideen", "Ideas"), turn.link(IdeaPaths.list(form.process))),
        ]
    }
}
