import Participation

/// A conference or workshop of a process: when and where it is, its programme, and the tables at which people talk.
public struct Event: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable { case conference, workshop }

    public enum Attendance: String, Sendable, CaseIterable {
        case onSite = "on_site"
        case virtual, hybrid
    }

    /// An item of the programme.
    public struct Item: Sendable, Hashable {
        /// nil on the event's first day.
        public var day: CivilDay?
        public var starts: ClockTime
        public var ends: ClockTime?
        public var title: String
        public var note: String

        public init(day: CivilDay? = nil, starts: ClockTime, ends: ClockTime? = nil, title: String, note: String = "") {
            self.day = day
            self.starts = starts
            self.ends = ends
            self.title = title
            self.note = note
        }
    }

    /// A place at which people talk about one theme; for virtual events a room elsewhere.
    public struct Table: Sendable, Hashable {
        /// 0 before it was first saved.
        public var id: Int64
        public var name: String
        /// Empty where the event's question is asked here, too.
        public var question: String
        public var link: String
        /// Functions, never names of people.
        public var moderator: String
        public var recorder: String
        /// A theme of the process; empty for none.
        public var topic: String

        public init(
            id: Int64 = 0, name: String, question: String = "", link: String = "", moderator: String = "",
            recorder: String = "", topic: String = ""
        ) {
            self.id = id
            self.name = name
            self.question = question
            self.link = link
            self.moderator = moderator
            self.recorder = recorder
            self.topic = topic
        }
    }

    /// What is written about it afterwards.
    public struct Documentation: Sendable, Hashable {
        /// People who came; nil while nobody has counted.
        public var people: Int64?
        public var summary: String
        public var nextSteps: String
        public var isPublished: Bool

        public init(people: Int64? = nil, summary: String = "", nextSteps: String = "", isPublished: Bool = false) {
            self.people = people
            self.summary = summary
            self.nextSteps = nextSteps
            self.isPublished = isPublished
        }
    }

    /// 0 before it was first saved.
    public var id: Int64
    public var slug: String
    public var process: Int64
    public var kind: Kind
    public var attendance: Attendance
    public var title: String
    /// Empty where the process's question is asked here, too.
    public var question: String
    public var description: String
    public var place: String
    public var link: String
    public var firstDay: CivilDay
    /// nil for an event of one day.
    public var lastDay: CivilDay?
    public var starts: ClockTime?
    public var ends: ClockTime?
    public var takesCards: Bool
    /// True where a card is on the wall only after somebody has read it.
    public var isReviewedFirst: Bool
    public var isPublished: Bool
    public var isExample: Bool
    public var linkEdition: Int64
    public var items: [Item]
    public var tables: [Table]
    public var documentation: Documentation
    /// 0 before it was first saved; grows with each save.
    public var version: Int64

    public init(
        id: Int64 = 0, slug: String, process: Int64, kind: Kind = .workshop, attendance: Attendance = .onSite,
        title: String, question: String = "", description: String = "", place: String = "", link: String = "",
        firstDay: CivilDay, lastDay: CivilDay? = nil, starts: ClockTime? = nil, ends: ClockTime? = nil,
        takesCards: Bool = true, isReviewedFirst: Bool = true, isPublished: Bool = false, isExample: Bool = false,
        linkEdition: Int64 = 1, items: [Item] = [], tables: [Table] = [],
        documentation: Documentation = Documentation(), version: Int64 = 0
    ) {
        self.id = id
        self.slug = slug
        self.process = process
        self.kind = kind
        self.attendance = attendance
        self.title = title
        self.question = question
        self.description = description
        self.place = place
        self.link = link
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.starts = starts
        self.ends = ends
        self.takesCards = takesCards
        self.isReviewedFirst = isReviewedFirst
        self.isPublished = isPublished
        self.isExample = isExample
        self.linkEdition = linkEdition
        self.items = items
        self.tables = tables
        self.documentation = documentation
        self.version = version
    }

    public func table(_ id: Int64) -> Table? { tables.first { $0.id == id } }

    public func isOver(on day: CivilDay) -> Bool { (lastDay ?? firstDay) < day }

    /// What is asked at a table: its own question, the event's, or the process's.
    public func question(at table: Table?, of process: Process) -> String {
        let asked = [table?.question ?? "", question, process.question]
        return asked.first { !$0.isEmpty } ?? ""
    }
}

/// A time of the day, `HH:MM`.
public struct ClockTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let description: String

    /// Takes `9:30`, `09:30` and `9.30`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: text.contains(".") ? "." : ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        description = (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    public static func < (left: ClockTime, right: ClockTime) -> Bool { left.description < right.description }
}
