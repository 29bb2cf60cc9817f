import Database
import HTTP
import Pages
import PublicForms

/// `/participation/ideas/:id/report`: what somebody finds wrong with a contribution or with a comment on it.
struct ReportPages: Sendable {
    let desk: ParticipationDesk
    private let limit: SendingLimit
    private static let purpose = "report"
    private static let perHour = 30
    private static let textLimit = 1000

    init(desk: ParticipationDesk) {
        self.desk = desk
        limit = SendingLimit(perHour: Self.perHour, world: desk.world)
    }

    static func path(_ id: Int64) -> String { IdeaPaths.idea(id) + "/report" }

    var routes: [Route] {
        let pattern = ParticipationRooms.path + "/ideas/:id/report"
        return [
            desk.site.get(pattern) { turn, parameters in
                guard let idea = try IdeaSubject.read(parameters, desk) else { return turn.notFound() }
                var input = FormInput()
                input["about"] = turn.request.queryValue("comment") ?? ""
                return try page(idea, input, turn)
            },
            desk.site.post(pattern) { turn, parameters, input in
                guard let idea = try IdeaSubject.read(parameters, desk) else { return turn.notFound() }
                return try answer(idea, input, turn)
            },
        ]
    }

    private func answer(_ idea: IdeaSubject, _ typed: FormInput, _ turn: PublicTurn) throws -> Response {
        var input = typed
        guard !FormTrap.isSprung(input) else { return thanks(idea, turn) }
        let rule = input.word("rule", ModerationRule.self)
        let text = input.text("words", limit: Self.textLimit, isRequired: rule == .other)
        guard let name = turn.admit(&input, purpose: Self.purpose, at: "rule"), input.isAccepted, let rule else {
            return try page(idea, input, turn)
        }
        guard limit.allows(turn, &input, purpose: Self.purpose, at: "rule") else {
            return try page(idea, input, turn, status: 429)
        }
        let comment = try shown(input["about"], idea)
        if comment == nil, !input["about"].isEmpty { return turn.notFound() }
        let secret = try desk.site.authorSecret(form: "report-\(name)")
        try desk.store.write { connection in
            _ = try connection.execute(
                """
                INSERT INTO report (contribution, comment, rule, text, received, form, author)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (form) DO NOTHING
                """, .integer(idea.id), Value(comment?.id), .text(rule.rawValue), .text(text), .integer(turn.now),
                .text(name), .blob(AuthorLink.digest(secret)))
        }
        return thanks(idea, turn, secret)
    }

    private func shown(_ number: String, _ idea: IdeaSubject) throws -> Comment? {
        guard let id = Int64(number) else { return nil }
        let comment = try desk.store.read { connection in try CommentStore.read(id, connection) }
        return comment?.contribution == idea.id && comment?.visibility == .published ? comment : nil
    }

    private func page(_ idea: IdeaSubject, _ input: FormInput, _ turn: PublicTurn, status: Int? = nil) throws
        -> Response
    {
        let comment = try shown(input["about"], idea)
        if comment == nil, !input["about"].isEmpty { return turn.notFound() }
        let isRefused = !input.isAccepted
        let fields = [
            FormField(
                id: "rule", label: turn.say("Was stimmt damit nicht?", "What is wrong with it?"),
                control: .radios(ModerationRule.options(turn.language))),
            FormField(
                id: "words", label: turn.say("Möchten Sie etwas dazu sagen?", "Would you like to say more?"),
                control: .area(rows: 3), isRequired: false),
        ]
        return turn.show(
            PublicPage(
                title: comment == nil
                    ? turn.say("Diesen Beitrag melden", "Report this contribution")
                    : turn.say("Diesen Kommentar melden", "Report this comment"),
                lead: .text(
                    turn.say(
                        "Jemand liest Ihre Meldung und entscheidet, ob der Beitrag stehen bleibt.",
                        "Somebody reads your report and decides whether the contribution stays.")),
                body: [
                    .element(
                        .blockquote, [],
                        [.p(.text(comment.map { IdeaCard.excerpt($0.text) } ?? idea.title))]),
                    turn.form(
                        Self.path(idea.id), purpose: Self.purpose, hidden: [QueryItem("about", input["about"])],
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                        submit: Phrase(de: "Meldung senden", en: "Send the report"),
                        cancel: turn.link(IdeaPaths.idea(idea.id))
                    ).html(turn.language),
                ], status: status ?? (isRefused ? 422 : 200), hasErrors: isRefused, breadcrumb: idea.breadcrumb(turn)))
    }

    private func thanks(_ idea: IdeaSubject, _ turn: PublicTurn, _ secret: String? = nil) -> Response {
        turn.show(
            PublicPage(
                title: turn.say("Danke für Ihre Meldung", "Thank you for your report"),
                lead: .text(turn.say("Jemand sieht sich das an.", "Somebody will look at it.")),
                body: [
                    .when(secret) { OwnLink.html($0, turn) },
                    .p(
                        .buttonLink(
                            turn.link(IdeaPaths.idea(idea.id)), turn.say("Zurück zur Idee", "Back to the idea"),
                            primary: false)),
                ], breadcrumb: idea.breadcrumb(turn)))
    }
}
