/// State of a measure. `unknown` is honest where nothing is published.
public enum MeasureStatus: String, Sendable, CaseIterable, Comparable {
    case conditional, done, planned, proposed, running, stopped, unknown

    public static func < (left: MeasureStatus, right: MeasureStatus) -> Bool { left.rawValue < right.rawValue }
}

/// A town's published strategy: its official texts (docs/PROTOCOL.md section 5).
public struct Strategy: CanonicalValue {
    /// One of the town's own fields of action, mapped to the framework's.
    public struct Field: CanonicalValue {
        public let description: String
        public let id: Code
        public let mapsTo: [Code]
        public let name: String
        public let order: Int64

        public init(description: String, id: Code, mapsTo: [Code], name: String, order: Int64) {
            self.description = description
            self.id = id
            self.mapsTo = mapsTo.sorted()
            self.name = name
            self.order = order
        }
    }

    public struct Goal: CanonicalValue {
        public let field: Code?
        public let id: Code
        public let mapsTo: [Code]
        public let name: String

        public init(field: Code?, id: Code, mapsTo: [Code], name: String) {
            self.field = field
            self.id = id
            self.mapsTo = mapsTo.sorted()
            self.name = name
        }
    }

    public let decision: Decision?
    public let fields: [Field]
    public let framework: Reference
    public let goals: [Goal]
    public let measures: [Measure]
    public let number: Int64
    public let sources: [String]
    public let title: String
    public let vision: String

    public init(
        decision: Decision?, fields: [Field], framework: Reference, goals: [Goal], measures: [Measure], number: Int64,
        sources: [String], title: String, vision: String
    ) {
        self.decision = decision
        self.fields = fields.sorted { $0.id < $1.id }
        self.framework = framework
        self.goals = goals.sorted { $0.id < $1.id }
        self.measures = measures.sorted { $0.id < $1.id }
        self.number = number
        self.sources = sources
        self.title = title
        self.vision = vision
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        decision = try reader.optionalValue("decision")
        fields = try reader.sortedList("fields", by: \.id, limit: 100) { reader throws(Refusal) in
            try Field(from: &reader)
        }
        framework = try reader.value("framework")
        goals = try reader.sortedList("goals", by: \.id, limit: 1000) { reader throws(Refusal) in
            try Goal(from: &reader)
        }
        measures = try reader.sortedList("measures", by: \.id, limit: 1000) { reader throws(Refusal) in
            try Measure(from: &reader)
        }
        number = try reader.integer("number", in: 1...1_000_000)
        sources = try reader.list("sources", limit: 100) { reader throws(Refusal) in try reader.url() }
        title = try reader.text("title", limit: 300, allowsEmpty: false)
        vision = try reader.text("vision", limit: 2000)
        try reader.closeObject()
        let fieldIDs = Set(fields.map(\.id))
        let goalIDs = Set(goals.map(\.id))
        for goal in goals {
            guard goal.field.map(fieldIDs.contains) ?? true else {
                throw reader.fault(.reference, "The goal \"\(goal.id)\" names a field of action that is not there")
            }
        }
        for measure in measures {
            guard measure.fields.allSatisfy(fieldIDs.contains), measure.goals.allSatisfy(goalIDs.contains) else {
                throw reader.fault(
                    .reference, "The measure \"\(measure.id)\" names a field of action or goal that is not there")
            }
        }
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalValue("decision", decision)
            writer.list("fields", fields)
            writer.value("framework", framework)
            writer.list("goals", goals)
            writer.list("measures", measures)
            writer.integer("number", number)
            writer.strings("sources", sources)
            writer.string("title", title)
            writer.string("vision", vision)
        }
    }
}

extension Strategy.Field {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        description = try reader.text("description", limit: 2000)
        id = try reader.code("id")
        mapsTo = try reader.sortedCodes("maps_to")
        name = try reader.text("name", limit: 200, allowsEmpty: false)
        order = try reader.integer("order", in: 0...10_000)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("description", description)
            writer.string("id", id)
            writer.strings("maps_to", mapsTo)
            writer.string("name", name)
            writer.integer("order", order)
        }
    }
}

extension Strategy.Goal {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        field = try reader.optionalCode("field")
        id = try reader.code("id")
        mapsTo = try reader.sortedCodes("maps_to")
        name = try reader.text("name", limit: 500, allowsEmpty: false)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalString("field", field)
            writer.string("id", id)
            writer.strings("maps_to", mapsTo)
            writer.string("name", name)
        }
    }
}
