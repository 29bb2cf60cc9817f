/// A process of participation: a question, the days on which people do what, and what came of it.
public struct Process: Sendable, Hashable {
    /// A theme one can choose from.
    public struct Topic: Sendable, Hashable {
        /// Unique within the process and never changed; letters, digits and hyphens.
        public var code: String
        public var name: String
        /// The field of action of the strategy it stands for; empty where it stands for none.
        public var field: String

        public init(code: String, name: String, field: String = "") {
            self.code = code
            self.name = name
            self.field = field
        }
    }

    public struct Phase: Sendable, Hashable {
        public var kind: PhaseKind
        /// Empty where the kind says it all.
        public var title: String
        public var description: String
        public var firstDay: CivilDay
        /// The last day that belongs to it; nil leaves it open.
        public var lastDay: CivilDay?

        public init(
            kind: PhaseKind, title: String = "", description: String = "", firstDay: CivilDay, lastDay: CivilDay? = nil
        ) {
            self.kind = kind
            self.title = title
            self.description = description
            self.firstDay = firstDay
            self.lastDay = lastDay
        }

        public func contains(_ day: CivilDay) -> Bool { firstDay <= day && lastDay.map { day <= $0 } ?? true }
    }

    /// 0 before it was first saved.
    public var id: Int64
    public var slug: String
    public var title: String
    public var question: String
    public var description: String
    public var nextStep: String
    public var result: String
    public var isPublished: Bool
    /// True where a contribution is shown only after somebody has read it.
    public var isReviewedFirst: Bool
    /// True for what was written as an example for a demonstration.
    public var isExample: Bool
    public var topics: [Topic]
    /// In the order of their first days, without overlap.
    public var phases: [Phase]
    /// 0 before it was first saved; grows with each save.
    public var version: Int64

    public init(
        id: Int64 = 0, slug: String, title: String, question: String, description: String = "", nextStep: String = "",
        result: String = "", isPublished: Bool = false, isReviewedFirst: Bool = true, isExample: Bool = false,
        topics: [Topic] = [], phases: [Phase] = [], version: Int64 = 0
    ) {
        self.id = id
        self.slug = slug
        self.title = title
        self.question = question
        self.description = description
        self.nextStep = nextStep
        self.result = result
        self.isPublished = isPublished
        self.isReviewedFirst = isReviewedFirst
        self.isExample = isExample
        self.topics = topics
        self.phases = phases
        self.version = version
    }

    /// The phase of a day; nil before the first, between two, and after the last.
    public func phase(on day: CivilDay) -> Phase? { phases.first { $0.contains(day) } }

    /// The first phase that begins after a day.
    public func nextPhase(after day: CivilDay) -> Phase? { phases.first { $0.firstDay > day } }

    /// Whether everything is over.
    public func isOver(on day: CivilDay) -> Bool {
        guard let last = phases.last?.lastDay else { return false }
        return last < day
    }

    public func topic(_ code: String) -> Topic? { topics.first { $0.code == code } }

    /// Whether contributions are taken on that day.
    public func takesContributions(on day: CivilDay) -> Bool { isPublished && phase(on: day)?.kind == .collect }

    /// Whether one can comment and support: while ideas are collected and while they are discussed.
    public func takesComments(on day: CivilDay) -> Bool {
        guard isPublished, let kind = phase(on: day)?.kind else { return false }
        return kind == .collect || kind == .discuss
    }

    /// What is wrong with the phases: each must end before the next begins.
    public static func overlap(_ phases: [Phase]) -> (Phase, Phase)? {
        let sorted = phases.sorted { $0.firstDay < $1.firstDay }
        return zip(sorted, sorted.dropFirst()).first { earlier, later in
            earlier.lastDay.map { $0 >= later.firstDay } ?? true
        }
    }
}
