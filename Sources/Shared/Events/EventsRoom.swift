import AccountPages
import Crypto
import Database
import HTTP
import Pages
import Participation
import PublicForms
import Service

/// Events at one house: conferences and workshops with their walls, cards and recorders; and talks held elsewhere.
///
/// It imports nothing of the federation: a card can become part of a statement only as a number that participation counts.
public final class EventsRoom: Sendable {
    public static let path = "/events"

    let desk: ParticipationDesk
    let links: EventLinks
    let broadcast: WallBroadcast
    let limit: SendingLimit

    /// Cards an hour from one device, by its cookie: a hall full of phones has one address.
    static let cardsPerDevice = 120
    /// Cards an hour from one address, whatever devices say they are.
    static let cardsPerAddress = 6000

    /// - Parameter mostWatchers: screens that can watch walls at once; each holds a connection of the server.
    public init(desk: ParticipationDesk, mostWatchers: Int) throws {
        self.desk = desk
        links = EventLinks(key: try desk.gate.site.desk.secret(for: "event links"))
        broadcast = WallBroadcast(store: desk.store, log: desk.world.log, mostWatchers: mostWatchers)
        limit = SendingLimit(perHour: Self.cardsPerAddress, perDevice: Self.cardsPerDevice, world: desk.world)
    }

    public var publicRoutes: [Route] {
        EventPages(room: self).routes + TablePages(room: self).routes + WallPages(room: self).routes
            + CapturePages(room: self).routes + ConversationPages(room: self).publicRoutes
            + [OwnScript.route([.wall, .capture, .work])]
    }

    public var staffRoutes: [Route] {
        EventEditing(room: self).routes + EventOverview(room: self).routes + QueuePages(room: self).routes
            + TakeDownPages(room: self).routes
            + ThemePages(room: self).routes + DocumentationEditing(room: self).routes + PrintPages(room: self).routes
            + ConversationPages(room: self).staffRoutes
    }

    /// Words for what stands in the journal.
    public static let acts: [String: Phrase] = [
        "participation.event-saved": Phrase(de: "Veranstaltung gespeichert", en: "Event saved"),
        "participation.event-documented": Phrase(de: "Veranstaltung dokumentiert", en: "Event documented"),
        "participation.cards-opened": Phrase(de: "Kartenannahme begonnen", en: "Cards are taken"),
        "participation.cards-closed": Phrase(de: "Kartenannahme beendet", en: "Cards are no longer taken"),
        "participation.cards-grouped": Phrase(de: "Karten einem Thema zugeordnet", en: "Cards put under a theme"),
        "participation.theme-dissolved": Phrase(de: "Thema aufgelöst", en: "Theme dissolved"),
        "participation.links-renewed": Phrase(
            de: "Links der Protokolle erneuert", en: "Links of the recorders renewed"),
        "participation.multipliers-renewed": Phrase(
            de: "Link für Gespräche erneuert", en: "Link for conversations renewed"),
        "participation.multipliers-withdrawn": Phrase(
            de: "Link für Gespräche zurückgezogen", en: "Link for conversations withdrawn"),
        "participation.conversation": Phrase(de: "Gespräch festgehalten", en: "Conversation recorded"),
    ]

    /// What waits at events, for the common queue.
    public static func waiting(
        _ language: Pages.Language, _ connection: borrowing Connection
    ) throws -> [RoomModeration.Waiting] {
        try CardStore.waitingByEvent(connection).map { event, count in
            RoomModeration.Waiting(
                title: Phrase(de: "Karten: \(event.title)", en: "Cards: \(event.title)")(language),
                path: "\(EventEditing.path)/\(event.slug)/queue", count: count, isCounted: true)
        }
    }

    /// Ends all streams; before the server stops, which would otherwise wait for them.
    public func stop() { broadcast.close() }

    /// An event that the public may see, with its process.
    func published(_ parameters: Parameters) throws -> (Event, Process)? {
        try desk.store.read { connection in
            guard let event = try EventStore.find(slug: parameters["slug"] ?? "", connection), event.isPublished,
                let process = try ProcessStore.read(event.process, connection)
            else { return nil }
            return (event, process)
        }
    }

    /// An event of the staff pages, with its process.
    func found(_ parameters: Parameters) throws -> (Event, Process)? {
        try desk.store.read { connection in
            guard let event = try EventStore.find(slug: parameters["slug"] ?? "", connection),
                let process = try ProcessStore.read(event.process, connection)
            else { return nil }
            return (event, process)
        }
    }

    /// Where a table is found by its QR code: short, so that it can be typed.
    static func path(ofTable table: Int64) -> String { "/t/\(table)" }

    func address(_ path: String) -> String { desk.site.publicAddress() + path }
}

/// Links that only those have to whom they were given: whoever has one may record at that table, or for that process.
///
/// Nothing is stored: a secret follows from a key of this house, what it is for, and an edition that staff can raise.
struct EventLinks: Sendable {
    private let key: [UInt8]

    init(key: [UInt8]) { self.key = key }

    func recorder(of table: Int64, edition: Int64) throws -> String { try secret("recorder \(table) \(edition)") }

    /// The first edition is the link as it was before there were others.
    func multiplier(of process: Int64, edition: Int64) throws -> String {
        try secret(edition == 1 ? "multiplier \(process)" : "multiplier \(process) \(edition)")
    }

    static func matches(_ given: String, _ secret: String) -> Bool {
        constantTimeEqual(Array(given.utf8), Array(secret.utf8))
    }

    /// 80 bits in hexadecimal: enough that guessing over a network never ends.
    private func secret(_ purpose: String) throws -> String {
        Hex.encode(Array(try KeyedHash.sha256.code(Array(purpose.utf8), key: key).prefix(10)))
    }
}

extension OwnScript {
    static let wall = OwnScript("wall", PackageResources.wall_js)
    static let capture = OwnScript("capture", PackageResources.capture_js)
}
