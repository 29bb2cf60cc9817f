import Crypto
import Database
import HTTP
import Pages
import PublicForms

/// `/participation/:slug/ideas`: the ideas of a process, searched, filtered, sorted, page by page.
struct IdeaListPage: Sendable {
    let desk: ParticipationDesk
    /// Forgotten with the program; see `seed`.
    private let shuffleKey: [UInt8]

    init(desk: ParticipationDesk) {
        self.desk = desk
        shuffleKey = desk.world.randomBytes(32)
    }

    var routes: [Route] {
        [
            desk.site.get(ParticipationRooms.path + "/:slug/ideas") { turn, parameters in
                try IdeaText.catchUp(desk.store)
                let model = try desk.store.read { connection -> IdeaList? in
                    guard let process = try ProcessStore.find(slug: parameters["slug"] ?? "", connection),
                        process.isPublished
                    else { return nil }
                    let filter = filter(process, turn)
                    let slice = try IdeaListing.slice(
                        filter, after: IdeaCursor(turn.request.queryValue("after")), connection)
                    return IdeaList(
                        process: process, filter: filter, slice: slice,
                        cards: try slice.ids.compactMap { try IdeaCard.read($0, process, connection) },
                        isFirstPage: turn.request.queryValue("after") == nil,
                        isOpen: process.takesContributions(on: desk.today))
                }
                guard let model else { return turn.notFound() }
                return turn.show(IdeaListView(model: model, turn: turn).page())
            }
        ]
    }

    /// What the address asks for; what it does not know is taken as not said.
    private func filter(_ process: Process, _ turn: PublicTurn) -> IdeaFilter {
        func asked(_ name: String) -> String { turn.request.queryValue(name) ?? "" }
        let words = String(asked("q").prefix(200))
        let standard: IdeaFilter.Sort =
            words.isEmpty ? (process.phase(on: desk.today)?.kind == .collect ? .random : .newest) : .fitting
        var sort = IdeaFilter.Sort(rawValue: asked("sort")) ?? standard
        if words.isEmpty, sort == .fitting { sort = standard }
        let topic = asked("topic")
        let seed = Int64(asked("seed")).flatMap { (0..<IdeaFilter.seeds).contains($0) ? $0 : nil } ?? seed(turn)
        return IdeaFilter(
            process: process.id, words: words, topic: process.topic(topic) == nil ? "" : topic,
            status: ContributionStatus(rawValue: asked("status"))?.rawValue ?? "",
            channel: Channel(rawValue: asked("channel"))?.rawValue ?? "", sort: sort, seed: seed)
    }

    /// The same for one device on one day, without a cookie and without anything stored: from day, address and browser,
    /// under a key that is forgotten with the program. Links to further pages carry it.
    private func seed(_ turn: PublicTurn) -> Int64 {
        let device = "\(desk.today) \(turn.request.clientNetwork) \(turn.request.headers["User-Agent"] ?? "")"
        let code = (try? KeyedHash.sha256.code(Array(device.utf8), key: shuffleKey)) ?? shuffleKey
        return code.prefix(8).reduce(Int64(0)) { ($0 << 8 | Int64($1)) & (IdeaFilter.seeds - 1) }
    }
}

/// What the list of ideas shows.
struct IdeaList: Sendable {
    let process: Process
    let filter: IdeaFilter
    let slice: IdeaSlice
    let cards: [IdeaCard]
    let isFirstPage: Bool
    let isOpen: Bool

    var isFiltered: Bool {
        !filter.words.isEmpty || !filter.topic.isEmpty || !filter.status.isEmpty || !filter.channel.isEmpty
    }
}
