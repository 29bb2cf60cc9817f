import Crypto
import Database
import HTTP
import Pages
import PublicForms

/// `/participation/:slug/ideas/new`: an idea in two steps. First what it is; then similar ideas and how it will look.
///
/// Every step carries all that was typed, and one token from the first to the last: what is sent twice is taken once.
struct IdeaSubmission: Sendable {
    let desk: ParticipationDesk
    private let limit: SendingLimit
    static let purpose = "idea"
    /// A class of pupils behind one address gets through; a program does not get far.
    private static let perHour = 60

    init(desk: ParticipationDesk) {
        self.desk = desk
        limit = SendingLimit(perHour: Self.perHour, world: desk.world)
    }

    var routes: [Route] {
        let pattern = ParticipationRooms.path + "/:slug/ideas/new"
        return [
            desk.site.get(pattern) { turn, parameters in
                guard let form = try form(parameters) else { return turn.notFound() }
                return IdeaFormView(form: form, turn: turn, desk: desk).first(FormInput(), token: nil)
            },
            desk.site.post(pattern) { turn, parameters, input in
                guard let form = try form(parameters) else { return turn.notFound() }
                return try answer(form, turn, input)
            },
        ]
    }

    private func form(_ parameters: Parameters) throws -> IdeaForm? {
        try desk.store.read { connection in
            guard let process = try ProcessStore.find(slug: parameters["slug"] ?? "", connection), process.isPublished
            else { return nil }
            return IdeaForm(process: process, places: try TownPlace.all(connection))
        }
    }

    private func answer(_ form: IdeaForm, _ turn: PublicTurn, _ typed: FormInput) throws -> Response {
        var input = typed
        let view = IdeaFormView(form: form, turn: turn, desk: desk)
        if FormTrap.isSprung(input) { return view.thanks() }
        let verdict = turn.site.token(Self.purpose).check(input["token"], at: turn.now)
        // A token that is only young is good in a moment; one that is stale is replaced.
        let token = verdict == .stale ? nil : input["token"]
        if input["act"] == "edit" { return view.first(input, token: token) }
        let idea = form.read(&input, at: turn.now)
        guard form.process.takesContributions(on: desk.today) else { return view.closed(input) }
        switch verdict {
        case .stale: input.refuse("title", .formStale)
        case .tooFast: input.refuse("title", .formTooFast)
        case .good: break
        }
        guard input.isAccepted, case .good(let name) = verdict else { return view.first(input, token: token) }
        guard input["act"] == "send" else {
            return view.second(input, idea, similar: try similar(idea, form))
        }
        guard limit.allows(turn, &input, purpose: Self.purpose, at: "title") else {
            return view.second(input, idea, similar: try similar(idea, form))
        }
        switch try save(idea, form.process, name: name, secret: input["secret"]) {
        case .saved(let secret): return turn.go(IdeaPaths.author(secret), done: "idea")
        case .wasOther:
            input.refuse(
                "title",
                Phrase(
                    de:
                        "Dieses Formular haben Sie schon mit einem anderen Text abgesendet, und der ist eingegangen. Wenn "
                        + "dies eine weitere Idee ist, senden Sie sie noch einmal.",
                    en: "You have sent this form with another text before, and that has arrived. If this is one more "
                        + "idea, send it again."))
            input["secret"] = ""
            return view.first(input, token: nil)
        }
    }

    private func similar(_ idea: Contribution, _ form: IdeaForm) throws -> [SimilarIdeas.Found] {
        try IdeaText.catchUp(desk.store)
        return try desk.store.read { connection in
            try SimilarIdeas.find(title: idea.title, text: idea.text, process: form.process.id, connection)
        }
    }

    private enum Outcome {
        /// The secret of the author's link.
        case saved(String)
        /// The form had been sent before, with something else in it.
        case wasOther
    }

    private func save(_ idea: Contribution, _ process: Process, name: String, secret asked: String) throws -> Outcome {
        var idea = idea
        let isShownAtOnce =
            !process.isReviewedFirst
            && !PersonalData.isSurelyIn(idea.title, idea.text, idea.pseudonym, idea.placeName)
        if isShownAtOnce {
            idea.visibility = .published
            idea.published = idea.received
        }
        return try desk.store.write { connection in
            let secret = try AuthorLink.free(asked, connection) ?? AuthorLink.make(desk.world)
            let (id, wasThere) = try ContributionStore.insert(
                idea, form: "idea-\(name)", author: secret, connection)
            if wasThere {
                guard let first = try ContributionStore.read(id, connection), first.title == idea.title,
                    first.text == idea.text, try AuthorLink.contribution(asked, connection) == id
                else { return .wasOther }
                return .saved(asked)
            }
            if isShownAtOnce {
                try StepStore.add(ContributionStep(at: idea.received, act: .published), to: id, connection)
                try IdeaText.catchUp(limit: IdeaText.perRequest, connection)
            }
            return .saved(secret)
        }
    }
}
