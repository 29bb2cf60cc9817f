/// A number that is counted or added up over the members, other than an indicator's: which one is meant
/// (docs/PROTOCOL.md section 9.11).
public enum CountQuestion: Sendable, Hashable {
    case measures(Measures)
    case participation(Participation)
    /// Members that have adopted the framework at hand.
    case adoptions
    /// Members with a summary of a reporting period.
    case summaries(Period)

    /// A number about the measures of the members' newest summaries.
    public struct Measures: Sendable, Hashable {
        public enum Number: String, Sendable, CaseIterable {
            case measures
            /// In progress or completed.
            case underway
            /// Euro; a measure that states no amount adds nothing.
            case planned
            case spent
            /// Members with at least one measure.
            case towns
        }

        public var number: Number
        public var status: MeasureStatus?
        public var field: Code?
        public var goal: Code?
        public var bundle: Code?
        /// Only measures that belong to no field of action of the framework.
        public var isWithoutField = false
        /// As a report of this period counts: the newest summary up to it, of each member at its end.
        public var upTo: Period?

        public init(
            _ number: Number = .measures, status: MeasureStatus? = nil, field: Code? = nil, goal: Code? = nil,
            bundle: Code? = nil, isWithoutField: Bool = false, upTo: Period? = nil
        ) {
            self.number = number
            self.status = status
            self.field = field
            self.goal = goal
            self.bundle = bundle
            self.isWithoutField = isWithoutField
            self.upTo = upTo
        }

        /// The same set of measures, with another number of it.
        public func asking(_ number: Number, status: MeasureStatus? = nil) -> Measures {
            var other = self
            other.number = number
            other.status = status ?? self.status
            return other
        }

        public func takes(_ measure: Summary.MeasureState) -> Bool {
            (status == nil || measure.status == status)
                && (number != .underway || measure.status == .running || measure.status == .done)
                && (field.map(measure.fields.contains) ?? true) && (goal.map(measure.goals.contains) ?? true)
                && (bundle == nil || measure.bundle == bundle) && (!isWithoutField || measure.fields.isEmpty)
        }
    }

    /// A number about participation: of each member that reports, its newest summary that says anything about it.
    public struct Participation: Sendable, Hashable {
        public var figure: Summary.Participation.Figure
        /// One part; nil for the whole, or the sum over the channels where a whole is not reported.
        public var part: Summary.Participation.Part?

        public init(_ figure: Summary.Participation.Figure, _ part: Summary.Participation.Part? = nil) {
            self.figure = figure
            self.part = part
        }

        func takes(_ row: Summary.Participation) -> Bool {
            guard row.figure == figure else { return false }
            if let part { return row.part == part }
            return row.part.dimension == (figure.dimensions.contains(.whole) ? .whole : .channel)
        }
    }
}
