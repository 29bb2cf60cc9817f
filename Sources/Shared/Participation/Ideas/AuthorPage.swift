import Database
import HTTP
import Pages
import PublicForms

/// `/participation/mine/:secret`: what became of a contribution or a comment, for whoever kept its link.
struct AuthorPage: Sendable {
    let desk: ParticipationDesk

    private struct Model {
        let title: String
        let text: String
        let visibility: Visibility
        let act: ModerationStore.Act?
        /// Where the public sees it.
        let address: Address
        let isComment: Bool
        let status: ContributionStatus?
    }

    var routes: [Route] {
        [
            desk.site.get(ParticipationRooms.path + "/mine/:secret") { turn, parameters in
                let secret = parameters["secret"] ?? ""
                guard let model = try desk.store.read({ try read(secret, turn, $0) }) else {
                    if let page = try PersonalPages.own(secret, desk, turn) { return turn.show(page) }
                    return try PersonalPages.missed(desk, turn)
                }
                return turn.show(page(model, secret, turn))
            }
        ]
    }

    private func read(_ secret: String, _ turn: PublicTurn, _ connection: borrowing Connection) throws -> Model? {
        if let id = try AuthorLink.contribution(secret, connection),
            let idea = try ContributionStore.read(id, connection)
        {
            return Model(
                title: idea.title, text: idea.text, visibility: idea.visibility,
                act: try ModerationStore.last(contribution: id, comment: nil, connection),
                address: turn.link(IdeaPaths.idea(id)), isComment: false, status: idea.status)
        }
        guard let id = try AuthorLink.comment(secret, connection), let comment = try CommentStore.read(id, connection),
            let idea = try ContributionStore.read(comment.contribution, connection)
        else { return nil }
        return Model(
            title: idea.title, text: comment.text, visibility: comment.visibility,
            act: try ModerationStore.last(contribution: idea.id, comment: id, connection),
            address: turn.link(IdeaPaths.idea(idea.id), fragment: "comment-\(id)"), isComment: true, status: nil)
    }

    private func page(_ model: Model, _ secret: String, _ turn: PublicTurn) -> PublicPage {
        let isHidden = model.visibility == .withheld || model.visibility == .removed
        return PublicPage(
            title: model.isComment
                ? turn.say("Was wurde aus Ihrem Kommentar?", "What became of your comment?")
                : turn.say("Was wurde aus Ihrer Idee?", "What became of your idea?"),
            lead: .text(sentence(model, turn)),
            body: [
                turn.done([
                    "idea": Phrase(de: "Danke. Ihre Idee ist eingegangen.", en: "Thank you. Your idea has arrived."),
                    "comment": Phrase(
                        de: "Danke. Ihr Kommentar ist eingegangen.", en: "Thank you. Your comment has arrived."),
                ]),
                .when(
                    isHidden,
                    Callout(
                        .warning, title: turn.say("Warum nicht?", "Why not?"),
                        [
                            .p(.text(model.act?.rule.map { turn($0.word) } ?? turn(ModerationRule.other.word))),
                            .when(
                                !(model.act?.reason.isEmpty ?? true), .p(.text(model.act?.reason ?? ""), class: "lines")
                            ),
                            .p(
                                .text(
                                    turn.say(
                                        "Sie halten das für falsch? Schreiben Sie uns über die ",
                                        "You think this is wrong? Write to us on the page ")),
                                .a(turn.link("/feedback"), .text(turn.say("Rückmeldung", "Feedback"))), .text(".")),
                        ]
                    ).html(turn.language)),
                .when(
                    model.visibility == .published,
                    .p(.buttonLink(model.address, turn.say("Zur Idee", "To the idea")))),
                Callout(
                    .information, title: turn.say("Ihre eigene Adresse", "Your own address"),
                    [
                        .p(
                            .text(
                                turn.say(
                                    "Nur unter dieser Adresse sehen Sie, was aus Ihrem Beitrag wird. Bewahren Sie sie auf, zum "
                                        + "Beispiel als Lesezeichen; wir können sie Ihnen nicht noch einmal nennen.",
                                    "Only at this address you see what becomes of your contribution. Keep it, for example "
                                        + "as a bookmark; we cannot tell you again."))),
                        .p(.code(.text(turn.site.publicAddress() + IdeaPaths.author(secret)))),
                    ]
                ).html(turn.language),
                .section(
                    .h2(
                        .text(
                            model.isComment
                                ? turn.say("Ihr Kommentar zu: \(model.title)", "Your comment on: \(model.title)")
                                : model.title)),
                    .element(.div, [.class("flow")], PlainText(model.text, headingLevel: 3).html())),
            ] + AuthorAdditions.sections(secret, turn))
    }

    private func sentence(_ model: Model, _ turn: PublicTurn) -> String {
        switch model.visibility {
        case .received:
            return turn.say(
                "Das hat noch niemand gelesen. Danach erscheint es.", "Nobody has read it yet. It appears after that.")
        case .reviewed:
            return turn.say(
                "Jemand hat das gelesen; entschieden ist noch nicht.", "Somebody has read it; it is not decided yet.")
        case .published:
            guard let status = model.status else { return turn.say("Veröffentlicht.", "Published.") }
            return turn.say("Veröffentlicht. Stand: ", "Published. Standing: ") + turn(status.word) + "."
        case .withheld: return turn.say("Wird nicht veröffentlicht.", "Is not published.")
        case .removed: return turn.say("Wurde wieder entfernt.", "Was taken down again.")
        }
    }
}

/// What other rooms add to an author's own page, such as what is kept of them and how to erase it.
enum AuthorAdditions {
    static func sections(_ secret: String, _ turn: PublicTurn) -> [HTML] {
        [PersonalPages.section(secret, turn)]
    }
}
