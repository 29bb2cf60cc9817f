/// What a town reports for one period: numbers and codes only (docs/PROTOCOL.md section 5).
public struct Summary: CanonicalValue {
    /// Who approved, by function; the person stays at the node.
    public struct Approval: CanonicalValue {
        public enum Function: String, Sendable, CaseIterable {
            case deputy
            case headOfDepartment = "head_of_department"
            case mayor
            case other
            case projectLead = "project_lead"
        }

        public let function: Function
        /// Whether author and approver were one person.
        public let isSelfApproved: Bool

        public init(function: Function, isSelfApproved: Bool) {
            self.function = function
            self.isSelfApproved = isSelfApproved
        }
    }

    /// The state of one measure, mapped to the framework.
    public struct MeasureState: CanonicalValue {
        public let bundle: Code?
        public let fields: [Code]
        public let goals: [Code]
        public let id: Code
        public let planned: ExactDecimal?
        /// Percent, 0 to 100; nil where the town says nothing about it.
        public let progress: Int64?
        public let spent: ExactDecimal?
        public let status: MeasureStatus

        public init(
            bundle: Code?, fields: [Code], goals: [Code], id: Code, planned: ExactDecimal?, progress: Int64? = nil,
            spent: ExactDecimal?, status: MeasureStatus
        ) {
            self.bundle = bundle
            self.fields = Set(fields).sorted()
            self.goals = Set(goals).sorted()
            self.id = id
            self.planned = planned
            self.progress = progress
            self.spent = spent
            self.status = status
        }
    }

    public let approval: Approval
    public let framework: Reference
    public let measures: [MeasureState]
    public let observations: [Observation]
    public let participation: [Participation]
    public let period: Period
    public let revision: Int64

    public init(
        approval: Approval, framework: Reference, measures: [MeasureState], observations: [Observation],
        participation: [Participation], period: Period, revision: Int64
    ) {
        self.approval = approval
        self.framework = framework
        self.measures = measures.sorted { $0.id < $1.id }
        self.observations = observations.sorted { $0.key < $1.key }
        self.participation = participation.sorted { $0.key < $1.key }
        self.period = period
        self.revision = revision
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        approval = try reader.value("approval")
        framework = try reader.value("framework")
        measures = try reader.sortedList("measures", by: \.id, limit: 1000) { reader throws(Refusal) in
            try MeasureState(from: &reader)
        }
        observations = try reader.sortedList("observations", by: { $0.key }, expected: 32) { reader throws(Refusal) in
            try Observation(from: &reader)
        }
        participation = try reader.sortedList("participation", by: \.key, limit: 1000) { reader throws(Refusal) in
            try Participation(from: &reader)
        }
        period = try reader.period("period")
        revision = try reader.integer("revision", in: 1...1_000_000)
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.value("approval", approval)
            writer.value("framework", framework)
            writer.list("measures", measures)
            writer.list("observations", observations)
            writer.list("participation", participation)
            writer.string("period", period)
            writer.integer("revision", revision)
        }
    }
}

extension Summary.Approval {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        function = try reader.word("function")
        isSelfApproved = try reader.boolean("self")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("function", function.rawValue)
            writer.boolean("self", isSelfApproved)
        }
    }
}

extension Summary.MeasureState {
    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        bundle = try reader.optionalCode("bundle")
        fields = try reader.sortedCodes("fields")
        goals = try reader.sortedCodes("goals")
        id = try reader.code("id")
        planned = try reader.optionalMoney("planned")
        progress = try reader.optionalInteger("progress", in: 0...100)
        spent = try reader.optionalMoney("spent")
        status = try reader.word("status")
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.optionalString("bundle", bundle)
            writer.strings("fields", fields)
            writer.strings("goals", goals)
            writer.string("id", id)
            writer.optionalString("planned", planned)
            writer.optionalInteger("progress", progress)
            writer.optionalString("spent", spent)
            writer.string("status", status.rawValue)
        }
    }
}
