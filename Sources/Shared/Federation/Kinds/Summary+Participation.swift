extension Summary {
    /// One number of participation: how many of what, of a whole or of one part of it (docs/PROTOCOL.md section 5).
    public struct Participation: CanonicalValue {
        public enum Channel: String, Sendable, CaseIterable {
            case conversation
            case eventTable = "event_table"
            case imported = "import"
            case online
            case paper
        }

        /// Whom contributors count themselves among.
        public enum Group: String, Sendable, CaseIterable {
            case administration, associations, businesses, citizens, experts, youth
        }

        public enum Figure: String, Sendable, CaseIterable {
            /// Contributions that the town has answered.
            case answered
            case contributions
            /// Formats held: events, series of conversations, campaigns.
            case events
            /// Measures that go back to contributions.
            case measures
            /// People reached.
            case people
            /// What is or was tried out because of contributions.
            case pilots
            /// Contributions from which something follows.
            case withConsequence = "with_consequence"

            /// How it may be broken down.
            public var dimensions: [Dimension] {
                switch self {
                case .contributions: [.channel, .field, .group]
                case .events, .people: [.channel]
                case .answered, .measures, .pilots, .withConsequence: [.whole]
                }
            }
        }

        public enum Dimension: String, Sendable, CaseIterable {
            case channel, field, group, whole
        }

        /// What is counted: everything, or a part.
        public enum Part: Hashable, Sendable {
            case whole
            case channel(Channel)
            /// A field of action of the framework; `nil` for what belongs to none.
            case field(Code?)
            /// `nil` for those who did not say.
            case group(Group?)

            public var dimension: Dimension {
                switch self {
                case .whole: .whole
                case .channel: .channel
                case .field: .field
                case .group: .group
                }
            }

            /// As it stands in the statement: a word, a code, or nothing.
            public var text: String {
                switch self {
                case .whole: ""
                case .channel(let channel): channel.rawValue
                case .field(let field): field?.text ?? ""
                case .group(let group): group?.rawValue ?? ""
                }
            }
        }

        /// Where it stands in a summary, and in which order.
        public struct Key: Hashable, Sendable, Comparable, CustomStringConvertible {
            public let figure: Figure
            public let part: Part

            public init(figure: Figure, part: Part) {
                self.figure = figure
                self.part = part
            }

            /// `figure dimension part`, as a refusal names it.
            public var description: String {
                let place = part.text.isEmpty ? part.dimension.rawValue : "\(part.dimension.rawValue) \(part.text)"
                return "\(figure.rawValue) \(place)"
            }

            public static func < (left: Key, right: Key) -> Bool {
                (left.part.dimension.rawValue, left.figure.rawValue, left.part.text)
                    < (right.part.dimension.rawValue, right.figure.rawValue, right.part.text)
            }

            /// People, and contributions by the group of those who made them: a small count can point at somebody.
            public var isOfPeople: Bool { figure == .people || part.dimension == .group }
        }

        public static let threshold: Int64 = 5

        public let key: Key
        /// `nil` where it is suppressed.
        public let count: Int64?

        public init(_ figure: Figure, _ part: Part = .whole, count: Int64?) {
            self.init(key: Key(figure: figure, part: part), count: count)
        }

        public init(key: Key, count: Int64?) {
            self.key = key
            self.count = count
        }

        public var figure: Figure { key.figure }
        public var part: Part { key.part }
    }
}

/// `{"by":dimension,"count":integer or null,"figure":figure,"key":part,"status":"reported" or "suppressed"}`
extension Summary.Participation {
    private enum Status: String, CaseIterable {
        case reported, suppressed
    }

    public init(from reader: inout CanonicalReader) throws(Refusal) {
        try reader.openObject()
        let dimension = try reader.word("by", Dimension.self)
        count = try reader.optionalInteger("count", in: 0...1_000_000_000)
        let figure = try reader.word("figure", Figure.self)
        let text = try reader.text("key", limit: 60)
        guard let part = Part(dimension, text) else {
            throw reader.fault(.value, "There is no part of that name in this dimension")
        }
        guard figure.dimensions.contains(dimension) else {
            throw reader.fault(.value, "This figure is not broken down so")
        }
        key = Key(figure: figure, part: part)
        let status = try reader.word("status", Status.self)
        guard (status == .reported) == (count != nil) else {
            throw reader.fault(.value, "A reported figure has a count and a suppressed one has none")
        }
        if key.isOfPeople, let count, count > 0, count < Self.threshold {
            throw reader.fault(.smallCount, "A count of people from 1 to \(Self.threshold - 1) must be suppressed")
        }
        try reader.closeObject()
    }

    public func write(to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.string("by", part.dimension.rawValue)
            writer.optionalInteger("count", count)
            writer.string("figure", figure.rawValue)
            writer.string("key", part.text)
            writer.string("status", count == nil ? Status.suppressed.rawValue : Status.reported.rawValue)
        }
    }
}

extension Summary.Participation.Part {
    /// `nil` where the dimension has no such part.
    public init?(_ dimension: Summary.Participation.Dimension, _ text: String) {
        switch dimension {
        case .whole:
            guard text.isEmpty else { return nil }
            self = .whole
        case .channel:
            guard let channel = Summary.Participation.Channel(rawValue: text) else { return nil }
            self = .channel(channel)
        case .field:
            let code = text.isEmpty ? nil : Code(text)
            guard text.isEmpty || code != nil else { return nil }
            self = .field(code)
        case .group:
            let group = text.isEmpty ? nil : Summary.Participation.Group(rawValue: text)
            guard text.isEmpty || group != nil else { return nil }
            self = .group(group)
        }
    }
}
