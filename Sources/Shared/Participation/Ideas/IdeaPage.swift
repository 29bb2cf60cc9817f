import Database
import HTTP
import Pages
import PublicForms

/// `/participation/ideas/:id`: an idea with where it stands, who decided what and why, supports and discussion.
struct IdeaPage: Sendable {
    let desk: ParticipationDesk
    private let limit: SendingLimit
    private static let supportPurpose = "support"
    private static let supportsPerHour = 600

    init(desk: ParticipationDesk) {
        self.desk = desk
        limit = SendingLimit(perHour: Self.supportsPerHour, world: desk.world)
    }

    var routes: [Route] {
        let pattern = ParticipationRooms.path + "/ideas/:id"
        return [
            desk.site.get(pattern) { turn, parameters in
                guard let id = parameters["id"].flatMap(Int64.init), let view = try view(id, turn) else {
                    return turn.notFound()
                }
                return turn.show(view)
            },
            desk.site.post(pattern + "/support") { turn, parameters, input in
                guard let idea = try IdeaSubject.read(parameters, desk) else { return turn.notFound() }
                return try support(idea, input, turn)
            },
        ]
    }

    private func view(_ id: Int64, _ turn: PublicTurn) throws -> PublicPage? {
        let strategy = try desk.strategy()
        return try desk.store.read { connection in
            guard let idea = try ContributionStore.read(id, connection),
                let process = try ProcessStore.read(idea.process, connection), process.isPublished
            else { return nil }
            if idea.visibility == .removed { return try removed(idea, process, turn, connection) }
            guard idea.visibility == .published else { return nil }
            let device = try turn.knownDevice(SupportStore.purpose(process.id))
            let model = IdeaModel(
                idea: idea, process: process, steps: try StepStore.all(of: id, connection),
                supports: try SupportStore.count(id, connection),
                isSupported: try device.map { try SupportStore.has($0, id, connection) } ?? false,
                comments: try connection.first(
                    "SELECT comments FROM contribution_tally WHERE contribution = ?", .integer(id),
                    row: { try $0.int64(0) }) ?? 0,
                discussion: try Discussion.read(
                    of: id, after: turn.request.queryValue("after").flatMap(Int64.init) ?? 0, connection),
                isOpen: process.takesComments(on: desk.today) && idea.mergedInto == nil,
                standing: try MergeStore.chain(from: id, connection).last.flatMap {
                    try ContributionStore.read($0, connection)?.status
                },
                standsFor: try idea.mergedInto.flatMap { try ContributionStore.read($0, connection) },
                supportNote: try IdeaAdditions.supportNote(idea, turn, connection),
                additions: try IdeaAdditions.sections(idea, strategy, turn, connection),
                facts: try desk.ideaFacts.flatMap { try $0(idea, turn.language, connection) },
                others: try StepWords.others(try StepStore.all(of: id, connection), connection))
            return IdeaView(model: model, turn: turn, supportPurpose: Self.supportPurpose).page()
        }
    }

    /// What stands in the place of something that was taken down: that it was, and why.
    private func removed(
        _ idea: Contribution, _ process: Process, _ turn: PublicTurn, _ connection: borrowing Connection
    ) throws -> PublicPage {
        let last = try ModerationStore.last(contribution: idea.id, comment: nil, connection)
        return PublicPage(
            title: turn.say("Dieser Beitrag wurde entfernt", "This contribution was removed"),
            lead: .text(last?.rule.map { turn($0.word) } ?? ""),
            body: [
                .p(
                    .text(turn.say("Was entfernt wird, steht in den ", "What is removed is said in the ")),
                    .a(turn.link(IdeaPaths.rules), .text(turn.say("Regeln", "rules"))), .text("."))
            ], status: 410,
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(turn.say("Ideen", "Ideas"), turn.link(IdeaPaths.list(process))),
            ])
    }

    private func support(_ idea: IdeaSubject, _ typed: FormInput, _ turn: PublicTurn) throws -> Response {
        var input = typed
        let back = IdeaPaths.idea(idea.id)
        guard idea.takesComments else { return turn.go(back, done: "closed", fragment: "support") }
        guard
            turn.admit(&input, purpose: Self.supportPurpose, at: "support", leastSeconds: 0) != nil
        else { return turn.go(back, done: "again", fragment: "support") }
        let isTaken = input["act"] == "take"
        guard limit.allows(turn, &input, purpose: Self.supportPurpose, at: "support") else {
            return turn.show(tooOften(idea, isTaken: isTaken, input, turn))
        }
        let (device, cookie) = try turn.device(SupportStore.purpose(idea.process.id))
        try desk.store.write { connection in
            if isTaken {
                try SupportStore.take(device, from: idea.id, connection)
            } else {
                try SupportStore.add(device, to: idea.id, at: turn.now, connection)
            }
        }
        var response = turn.go(back, done: isTaken ? "taken" : "supported", fragment: "support")
        if let cookie { response.headers.add("Set-Cookie", cookie) }
        return response
    }

    private func tooOften(
        _ idea: IdeaSubject, isTaken: Bool, _ input: FormInput, _ turn: PublicTurn
    ) -> PublicPage {
        PublicPage(
            title: isTaken
                ? turn.say("Ihre Unterstützung ist noch nicht zurückgenommen", "Your support is not taken back yet")
                : turn.say("Ihre Unterstützung ist noch nicht gezählt", "Your support is not counted yet"),
            lead: .a(turn.link(IdeaPaths.idea(idea.id)), .text(idea.title)),
            body: [
                .when(input.fault("support")) {
                    Callout(.error, [.p(.text(turn($0)))]).html(turn.language)
                },
                turn.form(
                    IdeaPaths.idea(idea.id) + "/support", purpose: Self.supportPurpose,
                    hidden: [QueryItem("act", isTaken ? "take" : "add")], parts: [],
                    submit: isTaken
                        ? Phrase(de: "Unterstützung zurücknehmen", en: "Take back my support")
                        : Phrase(de: "Diese Idee unterstützen", en: "Support this idea"),
                    cancel: turn.link(IdeaPaths.idea(idea.id))
                ).html(turn.language),
            ], status: 429, hasErrors: true, breadcrumb: idea.breadcrumb(turn))
    }
}

/// What the page of an idea shows.
struct IdeaModel: Sendable {
    let idea: Contribution
    let process: Process
    let steps: [ContributionStep]
    /// Counted here.
    let supports: Int64
    let isSupported: Bool
    let comments: Int64
    let discussion: Discussion
    /// Whether one can support and comment.
    let isOpen: Bool
    /// What was decided about the idea that stands for this one in the end; nil where it stands for itself.
    let standing: ContributionStatus?
    /// The idea that this one was merged into.
    let standsFor: Contribution?
    let supportNote: HTML
    let additions: [HTML]
    let facts: [IdeaFact]
    /// The titles of those it was merged with, where the public sees them.
    let others: [Int64: String]
}
