import AccountPages
import Database
import Mail
import Pages
import PublicForms

import struct Service.World

/// What every room of participation works with: the database, the world, how pages look, and what the rest of the house
/// lets it know.
///
/// This target cannot import the federation's code: nothing here can become part of a statement. What is reported is
/// counted in `ParticipationFigures` and nowhere else.
public struct ParticipationDesk: Sendable {
    public let store: Store
    public let world: World
    public let site: PublicSite
    public let gate: StaffGate
    /// The town's strategy, as far as contributions lead to it; it opens a transaction of its own.
    public let strategy: @Sendable () throws -> TownStrategy
    /// Under which licence all open data go out.
    public var licence = OpenDataLicence.standard
    /// How mail leaves the house; nil where nobody has set that up.
    public var mail: MailSetup?
    /// What stays erased after a restore; nil where no database on disk can be restored.
    public var erasures: ErasureList?
    /// Rooms outside of this target that the pages of participation lead to, for staff and for everybody.
    public var staffRooms: [RoomLink] = []
    public var publicRooms: [RoomLink] = []
    /// What rooms outside of this target show on the page of a process, such as its events; empty where there is nothing.
    public var processSections: [@Sendable (Process, Language, borrowing Connection) throws -> HTML] = []
    /// What waits to be read in rooms outside of this target, for the common queue.
    public var waiting: [@Sendable (Language, borrowing Connection) throws -> [RoomModeration.Waiting]] = []
    /// What they say of a contribution beside its own facts, such as its category on an earlier platform.
    public var ideaFacts: [@Sendable (Contribution, Language, borrowing Connection) throws -> [IdeaFact]] = []
    /// Every room that takes something from the public, with how it forgets that; rooms outside of this target are added.
    public var personal: [any PersonalRoom] = [
        ContributionRoom(), CommentRoom(), ReportRoom(), BallotRoom(),
    ]

    public init(
        store: Store, world: World, site: PublicSite, gate: StaffGate,
        strategy: @escaping @Sendable () throws -> TownStrategy
    ) {
        self.store = store
        self.world = world
        self.site = site
        self.gate = gate
        self.strategy = strategy
    }

    /// Seconds since 1970.
    public var now: Int64 { world.now().seconds }
    public var today: CivilDay { CivilDay(inGermanyAt: world.now()) }
}

/// A fact about a contribution, as its page lists it.
public struct IdeaFact: Sendable {
    public let term: Phrase
    public let content: String

    public init(_ term: Phrase, _ content: String) {
        self.term = term
        self.content = content
    }
}

/// How mail leaves the house, and under which address.
public struct MailSetup: Sendable {
    public let way: MailWay
    public let from: MailAddress

    public init(way: MailWay, from: MailAddress) {
        self.way = way
        self.from = from
    }
}

/// What participation knows of the town's strategy: the names that ideas lead to.
public struct TownStrategy: Sendable {
    /// A field of action or an indicator.
    public struct Named: Sendable, Hashable {
        public let id: String
        public let name: String

        public init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    public struct Measure: Sendable, Hashable {
        public let id: String
        public let title: String
        public let fields: [String]
        /// The indicators it is meant to move.
        public let indicators: [String]
        /// Whether its profile is public.
        public let isPublic: Bool

        public init(id: String, title: String, fields: [String], indicators: [String], isPublic: Bool) {
            self.id = id
            self.title = title
            self.fields = fields
            self.indicators = indicators
            self.isPublic = isPublic
        }
    }

    public let fields: [Named]
    public let measures: [Measure]
    public let indicators: [Named]

    public init(fields: [Named], measures: [Measure], indicators: [Named]) {
        self.fields = fields
        self.measures = measures
        self.indicators = indicators
    }
}
