/// A measure of a town's strategy. Functions and units are named, never persons.
public struct Measure: CanonicalValue {
    /// A building block of a measure.
    public struct Component: CanonicalValue {
        public let id: Code
        public let owner: String
        public let status: MeasureStatus
        public let title: String

        public init(id: Code, owner: String, status: MeasureStatus, title: String) {
            self.id = id
            self.owner = owner
            self.status = status
            self.title = title
        }
    }

    /// Money of one year from one source, in euro with two decimals.
    public struct Cost: CanonicalValue {
        public let ownShare: ExactDecimal?
        public let planned: ExactDecimal?
        public let source: String
        public let spent: ExactDecimal?
        public let year: Int64

        public init(ownShare: ExactDecimal?, planned: ExactDecimal?, source: String, spent: ExactDecimal?, year: Int64)
        {
            self.ownShare = ownShare
            self.planned = planned
            self.source = source
            self.spent = spent
            self.year = year
        }
    }

    /// A step on the way.
    public struct Milestone: Hashable, CanonicalValue {
        public let date: PartialDate?
        public let isDone: Bool
        public let title: String

        public init(date: PartialDate?, isDone: Bool, title: String) {
            self.date = date
            self.isDone = isDone
            self.title = title
        }
    }

    /// How far it has come, who said so (a function, never a person) and when.
    public struct Progress: Hashable, CanonicalValue {
        public let by: String
        public let date: CalendarDay
        /// 0 to 100.
        public let percent: Int64

        public init(by: String, date: CalendarDay, percent: Int64) {
            self.by = by
            self.date = date
            self.percent = percent
        }
    }

    /// The four guidelines of the Smart City Charta.
    public enum Guideline: String, Sendable, CaseIterable {
        case goals, infrastructure, resources, transparency
    }

    public var bundle: Code?
    public var code: String
    public var components: [Component]
    public var costs: [Cost]
    public var description: String
    public var end: PartialDate?
    public var fields: [Code]
    public var goals: [Code]
    public var guidelines: [Guideline]
    public let id: Code
    public var lead: String
    public var links: [String]
    /// In the order the town gave them.
    public var milestones: [Milestone]
    public var partners: [String]
    public var progress: Progress?
    public var reuse: String
    public var start: PartialDate?
    public var status: MeasureStatus
    public var title: String

    /// A measure of which nothing but its title is known.
    public init(id: Code, title: String) {
        self.id = id
        self.title = title
        bundle = nil
        code = ""
        components = []
        costs = []
        description = ""
        end = nil
        fields = []
        goals = []
        guidelines = []
        lead = ""
        links = []
        milestones = []
        partners = []
        progress = nil
        reuse = ""
        start = nil
        status = .unknown
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        bundle = try reader.optionalCode("bundle")
        code = try reader.text("code", limit: 20)
        components = try reader.sortedList("components", by: \.id, limit: 200) { reader throws(Refusal) in
            try Component(from: &reader)
        }
        costs = try reader.sortedList("costs", by: { Cost.Order(year: $0.year, source: $0.source) }, limit: 500) {
            reader throws(Refusal) in try Cost(from: &reader)
        }
        description = try reader.text("description", limit: 4000)
        end = try reader.date("end")
        fields = try reader.list("fields", limit: 100) { reader throws(Refusal) in try reader.code() }
        goals = try reader.list("goals", limit: 100) { reader throws(Refusal) in try reader.code() }
        guidelines = try reader.sortedList("guidelines", by: { $0.rawValue }) { reader throws(Refusal) in
            try reader.word(Guideline.self)
        }
        id = try reader.code("id")
        lead = try reader.text("lead", limit: 200)
        links = try reader.list("links", limit: 50) { reader throws(Refusal) in try reader.url() }
        milestones = try reader.list("milestones", limit: 100) { reader throws(Refusal) in
            try Milestone(from: &reader)
        }
        partners = try reader.list("partners", limit: 50) { reader throws(Refusal) in try reader.text(limit: 200) }
        progress = try reader.optionalValue("progress")
        reuse = try reader.text("reuse", limit: 1000)
        start = try reader.date("start")
        status = try reader.word("status")
        title = try reader.text("title", limit: 300, allowsEmpty: false)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalString("bundle", bundle)
            writer.string("code", code)
            writer.list("components", components.sorted { $0.id < $1.id })
            writer.list(
                "costs",
                costs.sorted {
                    Cost.Order(year: $0.year, source: $0.source) < Cost.Order(year: $1.year, source: $1.source)
                })
            writer.string("description", description)
            writer.date("end", end)
            writer.strings("fields", fields)
            writer.strings("goals", goals)
            writer.strings("guidelines", guidelines.map(\.rawValue).sorted())
            writer.string("id", id)
            writer.string("lead", lead)
            writer.strings("links", links)
            writer.list("milestones", milestones)
            writer.strings("partners", partners)
            writer.optionalValue("progress", progress)
            writer.string("reuse", reuse)
            writer.date("start", start)
            writer.string("status", status.rawValue)
            writer.string("title", title)
        }
    }
}

extension Measure.Component {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        id = try reader.code("id")
        owner = try reader.text("owner", limit: 200)
        status = try reader.word("status")
        title = try reader.text("title", limit: 300, allowsEmpty: false)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("id", id)
            writer.string("owner", owner)
            writer.string("status", status.rawValue)
            writer.string("title", title)
        }
    }
}

extension Measure.Milestone {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        date = try reader.date("date")
        isDone = try reader.boolean("done")
        title = try reader.text("title", limit: 200, allowsEmpty: false)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.date("date", date)
            writer.boolean("done", isDone)
            writer.string("title", title)
        }
    }
}

extension Measure.Progress {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        by = try reader.text("by", limit: 100, allowsEmpty: false)
        date = try reader.day("date")
        percent = try reader.integer("percent", in: 0...100)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("by", by)
            writer.string("date", date)
            writer.integer("percent", percent)
        }
    }
}

extension Measure.Cost {
    /// The order of costs in a statement: by year, then by the bytes of the source.
    struct Order: Comparable {
        let year: Int64
        let source: String

        static func < (left: Order, right: Order) -> Bool {
            left.year == right.year
                ? left.source.utf8.lexicographicallyPrecedes(right.source.utf8) : left.year < right.year
        }
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        ownShare = try reader.optionalMoney("own_share")
        planned = try reader.optionalMoney("planned")
        source = try reader.text("source", limit: 100)
        spent = try reader.optionalMoney("spent")
        year = try reader.integer("year", in: 1970...9998)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalString("own_share", ownShare)
            writer.optionalString("planned", planned)
            writer.string("source", source)
            writer.optionalString("spent", spent)
            writer.integer("year", year)
        }
    }
}
