/// An idea, a remark or a card, whatever way it came.
public struct Contribution: Sendable, Hashable {
    /// Where it was before, with what was counted there.
    public struct Source: Sendable, Hashable {
        /// The platform or list, and the number there: importing again updates.
        public var name: String
        public var id: String
        /// Its page there; empty where unknown.
        public var address: String
        /// As they were there, not recounted here.
        public var supports: Int64
        public var comments: Int64
        public var status: String

        public init(
            name: String, id: String, address: String = "", supports: Int64 = 0, comments: Int64 = 0,
            status: String = ""
        ) {
            self.name = name
            self.id = id
            self.address = address
            self.supports = supports
            self.comments = comments
            self.status = status
        }
    }

    /// 0 before it was first saved.
    public var id: Int64
    public var process: Int64
    /// The code of a topic of the process; empty where none was chosen.
    public var topic: String
    public var title: String
    public var text: String
    public var pseudonym: String
    public var origin: Origin
    /// `latitude,longitude` of the south-west corner of a cell of the coarse grid; empty where not said.
    public var place: String
    public var placeName: String
    public var visibility: Visibility
    /// Seconds since 1970.
    public var received: Int64
    public var published: Int64?
    public var status: ContributionStatus
    /// The contribution that stands for this one since they were merged.
    public var mergedInto: Int64?
    public var source: Source?
    public var isExample: Bool
    public var version: Int64

    public init(
        id: Int64 = 0, process: Int64, topic: String = "", title: String, text: String, pseudonym: String = "",
        origin: Origin, place: String = "", placeName: String = "", visibility: Visibility = .received,
        received: Int64, published: Int64? = nil, status: ContributionStatus = .open, mergedInto: Int64? = nil,
        source: Source? = nil, isExample: Bool = false, version: Int64 = 0
    ) {
        self.id = id
        self.process = process
        self.topic = topic
        self.title = title
        self.text = text
        self.pseudonym = pseudonym
        self.origin = origin
        self.place = place
        self.placeName = placeName
        self.visibility = visibility
        self.received = received
        self.published = published
        self.status = status
        self.mergedInto = mergedInto
        self.source = source
        self.isExample = isExample
        self.version = version
    }

    /// Sizes in bytes of UTF-8.
    public static let titleLimit = 200
    public static let textLimit = 8000
    public static let pseudonymLimit = 60
    public static let placeNameLimit = 120
}
