import AccountPages
import Accounts
import Drafting
import Events
import Exchange
import Face
import Federation
import HTTP
import Pages
import Participation
import Service

/// The pages of the town's staff, below `/staff`: everything that is the town's own business.
struct StaffPages: Sendable {
    static let prefix = "/staff"

    let node: Node
    let gate: StaffGate
    let participation: ParticipationDesk
    let events: EventsRoom

    /// `publicAddress` is where staff reach their pages, `openAddress` where the public reach theirs.
    init(
        node: Node, standard: Pages.Language, mail: MailSetup? = nil, publicAddress: @escaping @Sendable () -> String,
        openAddress: @escaping @Sendable () -> String, mostWatchers: Int = 1536
    ) throws {
        self.node = node
        let desk = try node.accountDesk()
        gate = try StaffGate(
            site: StaffSite(
                prefix: Self.prefix, desk: desk, log: node.world.log, publicAddress: publicAddress,
                actWords: { Phrase.nodeActs[$0] ?? EventsRoom.acts[$0] },
                language: { NodePages.language(of: $0, standard: standard) },
                frame: { request, language, visitor in Self.frame(node, request, language, visitor) }))
        participation = try NodeParticipation.desk(
            node, gate: gate, standard: standard, mail: mail, publicAddress: openAddress)
        events = try EventsRoom(desk: participation, mostWatchers: mostWatchers)
    }

    /// The whole URL table of the staff pages.
    var routes: [Route] {
        gate.routes + [
            gate.get("") { turn, _ in
                let model = try StartModel.read(node, for: turn.visitor.account)
                return turn.show(StartView(model: model, status: try NodeStatus.read(node), turn: turn).page())
            },
            page("/receipts") { status, language, _, _ in ReceiptsPage(status: status).content(language) },
            gate.get("/evidence/:federation/:id", for: .reader) { request, parameters, visitor in
                try evidence(request, parameters, visitor)
            },
            gate.get("/receipts/:federation/:sequence", for: .reader) { request, parameters, visitor in
                try receipt(request, parameters, visitor)
            },
        ] + StrategyPages(node: node, gate: gate, origins: NodeParticipation.origins(participation)).routes
            + ReportPages(node: node, gate: gate).routes
            + IndicatorPages(node: node, gate: gate).routes + SecrecyPages(node: node, gate: gate).routes
            + SheetPages(node: node, gate: gate).routes
            + DeadlinePages(node: node, gate: gate).routes + SummaryPages(node: node, gate: gate).routes
            + FrameworkPages(node: node, gate: gate).routes + ConsultationPages(node: node, gate: gate).routes
            + KeyPages(node: node, gate: gate).routes + OfflinePages(node: node, gate: gate).routes
            + ActPages(node: node, gate: gate).routes + ParticipationRooms.staffRoutes(participation)
            + DraftingRooms.staffRoutes(participation) + ExchangeRooms.staffRoutes(participation)
            + events.staffRoutes
            + FaceEditing(desk: node.face, gate: gate).routes
    }

    private func page(
        _ pattern: String,
        _ make: @escaping @Sendable (NodeStatus, Pages.Language, Request, Parameters) throws -> StaffPage?
    ) -> Route {
        gate.get(pattern, for: .reader) { request, parameters, visitor in
            let language = gate.site.language(request)
            let content = try make(try NodeStatus.read(node), language, request, parameters)
            return gate.site.response(content ?? Self.notFound(language), request, visitor)
        }
    }

    private func receipt(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        guard let name = parameters["federation"], let sequence = parameters["sequence"].flatMap(Int64.init),
            let own = try node.store.read({ connection in try OwnStatements.chain(of: name, connection) })
                .first(where: { $0.sequence == sequence }), let receipt = own.witnessed ?? own.receipt
        else { return gate.site.response(Self.notFound(gate.site.language(request)), request, visitor) }
        return .bytes(receipt, contentType: "text/plain; charset=utf-8")
    }

    /// A file that any other party can check with `rahmenwerk-audit evidence`.
    private func evidence(_ request: Request, _ parameters: Parameters, _ visitor: Visitor) throws -> Response {
        guard let name = parameters["federation"], let id = parameters["id"].flatMap(Int64.init),
            let kept = try node.store.read({ try EvidenceKeeper.all(of: name, $0) }).first(where: { $0.id == id })
        else { return gate.site.response(Self.notFound(gate.site.language(request)), request, visitor) }
        var response = Response.bytes(kept.file, contentType: "application/json")
        response.headers["Content-Disposition"] = "attachment; filename=\"evidence-\(id).json\""
        return response
    }

    static func notFound(_ language: Pages.Language) -> StaffPage {
        StaffPage(title: Phrase.notFoundTitle(language), lead: .text(Phrase.notFound(language)), body: [], status: 404)
    }

    /// Name and notice of the town; before anybody has logged in the navigation leads nowhere yet.
    private static func frame(
        _ node: Node, _ request: Request, _ language: Pages.Language, _ visitor: Visitor?
    ) -> PageFrame {
        var frame = NodePages.frame(node, request, language)
        let query = [QueryItem("lang", language.rawValue)]
        frame.home = Address(path: prefix, query: query)
        guard let visitor else { return frame }
        var items: [(Phrase, String)] = [
            (Phrase(de: "Übersicht", en: "Overview"), ""), (Phrase(de: "Strategie", en: "Strategy"), "/strategy"),
            (Phrase(de: "Kennzahlen", en: "Indicators"), "/indicators"),
            (Phrase(de: "Beteiligung", en: "Participation"), "/participation"),
            (Phrase(de: "Meldungen", en: "Summaries"), "/summary"),
            (Phrase(de: "Rahmenstrategie", en: "Framework"), "/framework"),
            (Phrase(de: "Berichte", en: "Reports"), "/reports"),
            (Phrase(de: "Auftritt", en: "Appearance"), "/face"),
        ]
        if visitor.has(.admin) { items.append((Phrase(de: "Konten", en: "Accounts"), "/accounts")) }
        frame.navigation = items.map { PageFrame.Link($0.0(language), Address(path: prefix + $0.1, query: query)) }
        // The item that the page lies under: the longest address that its own begins with.
        let current = items.map(\.1).filter { path in
            path.isEmpty ? request.path == prefix : (request.path + "/").hasPrefix(prefix + path + "/")
        }.max { $0.utf8.count < $1.utf8.count }
        frame.currentNavigation = current.map { Address(path: prefix + $0, query: query) }
        return frame
    }
}

extension Node {
    /// The accounts of this node, with the standard cost of a password.
    func accountDesk() throws -> AccountDesk {
        try AccountDesk(
            store: store, now: { [world] in world.now().seconds }, monotonic: world.monotonic, cost: passwordCost,
            policy: accountPolicy)
    }
}
