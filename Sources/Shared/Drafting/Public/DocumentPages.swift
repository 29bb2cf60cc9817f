import Database
import HTTP
import Pages
import Participation
import PublicForms

/// `/participation/documents`: the texts that are being written together, each as its newest version reads, and the ways
/// to comment on a paragraph, to earlier versions, and to what has changed.
struct DocumentPages: Sendable {
    let desk: ParticipationDesk

    var routes: [Route] {
        let path = DraftingRooms.path
        return [
            desk.site.get(path) { turn, _ in try list(turn) },
            desk.site.get(path + "/:slug") { turn, parameters in try show(turn, parameters["slug"], nil) },
            desk.site.get(path + "/:slug/versions/:number") { turn, parameters in
                guard let number = parameters["number"].flatMap(Int64.init) else { return turn.notFound() }
                return try show(turn, parameters["slug"], number)
            },
            desk.site.get(path + "/:slug/versions/:number/changes") { turn, parameters in
                guard let number = parameters["number"].flatMap(Int64.init) else { return turn.notFound() }
                return try changes(turn, parameters["slug"], number)
            },
        ]
    }

    private func list(_ turn: PublicTurn) throws -> Response {
        let documents = try desk.store.read { connection in
            try DocumentStore.all(connection).compactMap { document -> (Document, DocumentVersion)? in
                try VersionStore.heads(of: document.id, connection).last.map { (document, $0) }
            }
        }
        let body: HTML =
            documents.isEmpty
            ? EmptyState(
                turn.say("Noch kein Text", "No text yet"),
                explanation: turn.say(
                    "Hier stehen Entwürfe, etwa einer Charta oder Strategie, zu denen Sie Absatz für Absatz etwas sagen "
                        + "können.",
                    "Drafts, such as of a charter or a strategy, will stand here; you can comment on them paragraph by "
                        + "paragraph.")
            ).html()
            : .section(
                .h2(.text(turn(.documents))),
                Card.grid(
                    documents.map { document, version in
                        Card(
                            version.title, address: turn.link("\(DraftingRooms.path)/\(document.slug)"),
                            [
                                .p(.text(DraftingViews.version(version, turn.language))),
                                .p(.text(invitation(document, version, turn))),
                            ])
                    }))
        return turn.show(
            PublicPage(
                title: turn.say("An welchen Texten schreiben wir gemeinsam?", "Which texts are we writing together?"),
                body: [body], breadcrumb: trail(turn)))
    }

    private func trail(_ turn: PublicTurn) -> [PageFrame.Link] {
        [PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path))]
    }

    /// Whether one can comment now, in a sentence.
    private func invitation(_ document: Document, _ version: DocumentVersion, _ turn: PublicTurn) -> String {
        if version.isFinal {
            return turn.say("Der Text ist fertig.", "The text is finished.")
        }
        guard let last = document.lastDay, last >= desk.today else {
            return turn.say("Zurzeit werden keine Anmerkungen angenommen.", "No remarks are taken at present.")
        }
        return turn.say(
            "Bis \(DateFormat.date("\(last)", .german)) können Sie jeden Absatz kommentieren.",
            "Until \(DateFormat.date("\(last)", .english)) you can comment on every paragraph.")
    }

    private func show(_ turn: PublicTurn, _ slug: String?, _ number: Int64?) throws -> Response {
        let model = try desk.store.read { connection -> DocumentModel? in
            guard let document = try DocumentStore.find(slug: slug ?? "", connection) else { return nil }
            return try DocumentModel.read(document, number: number, today: desk.today, connection)
        }
        guard let model else { return turn.notFound() }
        return turn.show(
            DocumentView(model: model, turn: turn).page(invitation: invitation(model.document, model.version, turn)))
    }

    private func changes(_ turn: PublicTurn, _ slug: String?, _ number: Int64) throws -> Response {
        let asked = turn.request.queryValue("from").flatMap(Int64.init)
        let found = try desk.store.read {
            connection -> (Document, DocumentVersion, DocumentVersion, [DocumentVersion])? in
            guard let document = try DocumentStore.find(slug: slug ?? "", connection),
                let new = try VersionStore.read(number, of: document.id, connection),
                let old = try VersionStore.read(asked ?? number - 1, of: document.id, connection),
                old.number < new.number
            else { return nil }
            return (document, old, new, try VersionStore.heads(of: document.id, connection))
        }
        guard let (document, old, new, heads) = found else { return turn.notFound() }
        return turn.show(ChangesView(document: document, old: old, new: new, heads: heads, turn: turn).page())
    }
}

/// What the page of a version shows.
struct DocumentModel: Sendable {
    let document: Document
    let version: DocumentVersion
    /// Every version, from the first on, without sections.
    let heads: [DocumentVersion]
    /// Published remarks at each paragraph, of whatever version; under nil those on the whole.
    let counts: [Int64?: Int]
    /// The titles of the contributions that the sections stand on.
    let ideas: [Int64: String]
    let isNewest: Bool
    /// Whether one can comment today.
    let isOpen: Bool

    /// - Parameter number: nil for the newest version.
    static func read(
        _ document: Document, number: Int64?, today: CivilDay, _ connection: borrowing Connection
    ) throws -> DocumentModel? {
        let heads = try VersionStore.heads(of: document.id, connection)
        guard let newest = heads.last,
            let version = try VersionStore.read(number ?? newest.number, of: document.id, connection)
        else { return nil }
        var ideas: [Int64: String] = [:]
        for source in Set(version.sections.flatMap(\.sources)) {
            guard let idea = try ContributionStore.read(source, connection), idea.visibility == .published else {
                continue
            }
            ideas[source] = idea.title
        }
        return DocumentModel(
            document: document, version: version, heads: heads,
            counts: try RemarkStore.publishedCounts(of: document.id, connection), ideas: ideas,
            isNewest: version.number == newest.number, isOpen: document.takesRemarks(on: today, newest: newest))
    }
}

extension Document {
    /// Whether the public can comment on that day.
    func takesRemarks(on day: CivilDay, newest: DocumentVersion?) -> Bool {
        guard let newest, !newest.isFinal, let lastDay else { return false }
        return day <= lastDay
    }
}
