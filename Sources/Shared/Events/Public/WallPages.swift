import Database
import HTTP
import Pages
import Participation
import PublicForms

/// `/events/<event>/wall`: all cards that are shown, by table or by theme; with its own script it keeps itself up to date.
struct WallPages: Sendable {
    let room: EventsRoom

    private var desk: ParticipationDesk { room.desk }
    /// Cards of one group that are shown at once; a wall is read from a distance.
    static let mostInGroup = 60
    static let refreshSeconds = 30

    var routes: [Route] {
        [
            desk.site.get(EventsRoom.path + "/:slug/wall") { turn, parameters in
                guard let (event, process) = try room.published(parameters) else { return turn.notFound() }
                return try wall(event, process, turn)
            },
            Route("GET", EventsRoom.path + "/:slug/stream") { request, parameters in stream(request, parameters) },
        ]
    }

    private func stream(_ request: Request, _ parameters: Parameters) -> Response {
        do {
            guard let (event, _) = try room.published(parameters) else {
                return Problem(status: 404, detail: "There is no such wall.").response()
            }
            // A browser that comes back says itself what it has seen last.
            let given = request.headers["Last-Event-ID"] ?? request.queryValue("after") ?? ""
            guard let after = Int64(given), after >= 0 else {
                return Problem(status: 400, detail: "The number of the last change is expected as after=.").response()
            }
            return WallStream(broadcast: room.broadcast, world: desk.world, event: event.id).response(after: after)
        } catch {
            desk.world.log.error("wall.failed", .code("request", request.id), .failure(error))
            return Problem(status: 503, detail: "The wall cannot be read at present.").response()
        }
    }

    private func wall(_ event: Event, _ process: Process, _ turn: PublicTurn) throws -> Response {
        let model = try desk.store.read { connection in
            WallModel(
                event: event, cards: try CardStore.shown(of: event.id, connection),
                themes: try CardStore.themes(of: event.id, connection),
                latest: try WallFeed.latest(of: event.id, connection),
                grouping: WallModel.Grouping(rawValue: turn.request.queryValue("by") ?? "") ?? .table)
        }
        let isOver = event.isOver(on: desk.today)
        let reloads = !isOver && turn.request.queryValue("reload") == "yes"
        let path = "\(EventsRoom.path)/\(event.slug)"
        let by = QueryItem("by", model.grouping.rawValue)
        let time = String(DateFormat.timestamp(desk.world.now().text, turn.language))
        let status: HTML = [
            .element(
                .p, [.id("wall-status"), .class("muted"), .set(.role, "status")],
                [
                    .text(
                        reloads
                            ? turn.say(
                                "Stand: \(time). Lädt alle \(Self.refreshSeconds) Sekunden neu.",
                                "As of \(time). Loads anew every \(Self.refreshSeconds) seconds.")
                            : isOver
                                ? turn.say(
                                    "Die Veranstaltung ist vorbei. Stand: \(time).",
                                    "The event is over. As of \(time).")
                                : turn.say("Stand: \(time).", "As of \(time)."))
                ]),
            .element(
                .p, [.class("wall-tools")],
                [
                    .a(turn.link(path + "/wall", [by]), .text(turn.say("Neu laden", "Load anew"))),
                    isOver
                        ? .empty
                        : reloads
                            ? .a(
                                turn.link(path + "/wall", [by]),
                                .text(turn.say("Nicht mehr neu laden", "Stop loading anew")))
                            : .element(
                                .a,
                                [
                                    .href(turn.link(path + "/wall", [by, QueryItem("reload", "yes")])),
                                    .data("needless", ""),
                                ],
                                [.text(turn.say("Regelmäßig neu laden", "Load anew regularly"))]),
                    model.grouping == .table
                        ? .a(
                            turn.link(path + "/wall", [QueryItem("by", "theme")]),
                            .text(turn.say("Nach Themen ordnen", "Arrange by theme")))
                        : .a(
                            turn.link(path + "/wall", [QueryItem("by", "table")]),
                            .text(turn.say("Nach Tischen ordnen", "Arrange by table"))),
                ]),
        ]
        var response = turn.show(
            PublicPage(
                title: event.question(at: nil, of: process),
                // No count: it would be wrong as soon as a card appears by itself.
                lead: .text(event.title),
                body: [
                    .element(
                        .div,
                        [
                            .class("wall"), .data("stream", "\(path)/stream"), .data("after", "\(model.latest)"),
                            .data("by", model.grouping.rawValue), .data("most", "\(Self.mostInGroup)"),
                            .data(
                                "live",
                                turn.say("Neue Karten erscheinen von selbst.", "New cards appear by themselves.")),
                            .data(
                                "lost",
                                turn.say(
                                    "Die Verbindung ist unterbrochen; neue Karten erscheinen, sobald sie wieder da ist.",
                                    "The connection is interrupted; new cards appear once it is back.")),
                        ], [status] + model.groups(process, turn.language))
                ], breadcrumb: [PageFrame.Link(event.title, turn.link(path))],
                script: reloads || isOver ? nil : OwnScript.wall.address))
        if reloads { response.headers["Refresh"] = "\(Self.refreshSeconds)" }
        return response
    }
}

/// A wall with finished groups.
struct WallModel: Sendable {
    enum Grouping: String, Sendable { case table, theme }

    let event: Event
    let cards: [WallCard]
    let themes: [Theme]
    /// The number of the last change in it.
    let latest: Int64
    let grouping: Grouping

    func groups(_ process: Process, _ language: Language) -> [HTML] {
        let names = Dictionary(uniqueKeysWithValues: event.tables.map { ($0.id, $0.name) })
        let themeNames = Dictionary(uniqueKeysWithValues: themes.map { ($0.id, $0.name) })
        let named: [(id: Int64, name: String, note: String)] =
            grouping == .table
            ? event.tables.map { table in
                let question = event.question(at: table, of: process)
                return (table.id, table.name, question == event.question(at: nil, of: process) ? "" : question)
            } : themes.map { ($0.id, $0.name, "") }
        let known = Set(named.map(\.id))
        func key(_ card: WallCard) -> Int64? {
            let key = grouping == .table ? card.table : card.theme
            return key.flatMap { known.contains($0) ? $0 : nil }
        }
        let grouped = Dictionary(grouping: cards, by: key)
        func label(_ card: WallCard) -> String {
            let other = grouping == .table ? card.theme.flatMap { themeNames[$0] } : card.table.flatMap { names[$0] }
            return [other ?? "", card.pseudonym].filter { !$0.isEmpty }.joined(separator: " · ")
        }
        let rest = grouped[nil] ?? []
        return named.map { group(key: "\($0.id)", $0.name, $0.note, grouped[$0.id] ?? [], label, language) }
            + [
                group(
                    key: "none", (grouping == .table ? EventWords.withoutTable : EventWords.withoutTheme)(language), "",
                    rest, label, language, isHidden: rest.isEmpty)
            ]
            + event.tables.map { Self.name("table", $0.id, $0.name) }
            + themes.map { Self.name("theme", $0.id, $0.name) }
    }

    private func group(
        key: String, _ name: String, _ note: String, _ cards: [WallCard], _ label: (WallCard) -> String,
        _ language: Language, isHidden: Bool = false
    ) -> HTML {
        // Cards of a table stand together by theme, the newest first in each.
        let order = Dictionary(uniqueKeysWithValues: themes.enumerated().map { ($1.id, $0) })
        let sorted = cards.prefix(WallPages.mostInGroup).enumerated().sorted { left, right in
            let places = [left, right].map { $0.element.theme.flatMap { order[$0] } ?? themes.count }
            return (places[0], left.offset) < (places[1], right.offset)
        }.map(\.element)
        let heading = "group-\(key)"
        return .element(
            .section,
            [.class("wall-group"), .data("group", key), .set(.ariaLabelledBy, heading)]
                + (isHidden ? [.flag(.hidden)] : []),
            [
                .heading(.text(name), id: heading),
                .when(!note.isEmpty, .p(.text(note), class: "wall-question")),
                .element(
                    .p, [.class("wall-empty muted")] + (cards.isEmpty ? [] : [.flag(.hidden)]),
                    [.text(Phrase(de: "Noch keine Karte.", en: "No card yet.")(language))]),
                .ul(
                    sorted.map { card in
                        .element(
                            .li, [.class("wall-card"), .data("card", "\(card.id)")],
                            [
                                .when(!card.title.isEmpty, .p(.text(card.title), class: "wall-title")),
                                .p(.text(card.text), class: "wall-text lines"),
                                .when(!label(card).isEmpty, .p(.text(label(card)), class: "wall-label")),
                            ])
                    }, class: "wall-cards"),
                .element(
                    .p,
                    [.class("wall-more muted")] + (cards.count > WallPages.mostInGroup ? [] : [.flag(.hidden)]),
                    [
                        .text(
                            Phrase(
                                de: "Hier stehen die neuesten \(WallPages.mostInGroup) Karten.",
                                en: "The latest \(WallPages.mostInGroup) cards stand here.")(language))
                    ]),
            ])
    }

    /// A name that the script puts beside a new card.
    private static func name(_ kind: String, _ id: Int64, _ name: String) -> HTML {
        .element(.span, [.flag(.hidden), .data("label", "\(kind)-\(id)"), .data("name", name)], [])
    }
}
