import Database
import HTTP
import Pages
import PublicForms
import Service

/// `/participation/feed`: what happens as an Atom feed, for the house, a process (`?subject=process:3`) or a contribution.
struct FeedPages: Sendable {
    let desk: ParticipationDesk

    static let path = ParticipationRooms.path + "/feed"
    private static let mostEntries = 50

    var routes: [Route] {
        [
            desk.site.get(Self.path) { turn, _ in
                guard let subject = FollowedSubject(turn.request.queryValue("subject") ?? "all") else {
                    return turn.notFound()
                }
                return try feed(subject, turn)
            }
        ]
    }

    private func feed(_ subject: FollowedSubject, _ turn: PublicTurn) throws -> Response {
        let found = try desk.store.read { connection -> (String, [NewsEntry], Int64)? in
            guard let title = try subject.title(turn.language, connection) else { return nil }
            let begun: Int64 =
                switch subject {
                case .contribution(let id): try ContributionStore.read(id, connection)?.received ?? 0
                default: 0
                }
            return (
                title,
                try News.entries(subject, after: -1, through: desk.now, limit: Self.mostEntries, connection), begun
            )
        }
        guard let (title, entries, begun) = found else { return turn.notFound() }
        let address = desk.site.publicAddress()
        func whole(_ link: Address) -> String { address + link.text }
        let house = desk.site.houseName(turn.language)
        let feed = AtomFeed(
            id: try desk.site.identifier("feed \(subject.name) \(turn.language.rawValue)"),
            title: "\(title) – \(house)",
            author: house, own: whole(turn.link(Self.path, [QueryItem("subject", subject.name)])),
            page: whole(page(subject, turn)), language: turn.language.rawValue,
            begun: Self.moment(begun),
            entries: try entries.map { entry in
                AtomFeed.Entry(
                    id: try desk.site.identifier("\(entry.name) \(turn.language.rawValue)"),
                    title: entry.title(turn.language), updated: Self.moment(entry.at), text: entry.text,
                    link: whole(turn.link(entry.path)))
            })
        var response = turn.file(feed.bytes, contentType: AtomFeed.mediaType, name: "feed.atom")
        // Read by programs that show it, so it is not to be saved as a file.
        response.headers["Content-Disposition"] = nil
        response.headers["Cache-Control"] = "public, max-age=300"
        return response
    }

    private static func moment(_ seconds: Int64) -> String { (Timestamp(seconds: seconds) ?? .latest).text }

    private func page(_ subject: FollowedSubject, _ turn: PublicTurn) -> Address {
        if case .contribution(let id) = subject { return turn.link("\(ParticipationRooms.path)/ideas/\(id)") }
        return turn.link(ParticipationRooms.path)
    }
}
