import Pages

/// A vote that weighs things against each other: part of a process, open while that is in a phase of prioritising.
public struct Ballot: Sendable, Hashable {
    public enum Method: String, Sendable, CaseIterable {
        /// Each person has a number of points to give.
        case points
        /// Each statement is rated from 1 to 5.
        case rating
        /// Each person chooses some of the options.
        case choice
    }

    public enum Access: String, Sendable, CaseIterable {
        /// Once for each device.
        case device
        /// Once for each printed code.
        case code
    }

    public struct Option: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable { case idea, measure, statement }

        /// From 1; on paper sheets the options go by it.
        public let number: Int
        public let kind: Kind
        /// The idea's number or the measure's code; empty for a statement.
        public let reference: String
        public let title: String

        public init(number: Int, kind: Kind, reference: String = "", title: String) {
            self.number = number
            self.kind = kind
            self.reference = reference
            self.title = title
        }
    }

    public static let levels = 1...5
    /// Votes are small numbers, so that no sum of them can overflow.
    public static let mostAllowance = 100
    public static let mostOptions = 60

    /// 0 before it was first saved.
    public var id: Int64
    public var process: Int64
    public var title: String
    public var description: String
    public var method: Method
    /// The points of each person, or how many one chooses.
    public var allowance: Int
    /// All points must be given, exactly so many chosen, every statement rated.
    public var isExact: Bool
    public var access: Access
    public var isPublished: Bool
    /// When the result was released, in seconds since 1970; nil before.
    public var released: Int64?
    public var options: [Option]
    public var version: Int64

    public init(
        id: Int64 = 0, process: Int64, title: String, description: String = "", method: Method, allowance: Int = 0,
        isExact: Bool = false, access: Access = .device, isPublished: Bool = false, released: Int64? = nil,
        options: [Option] = [], version: Int64 = 0
    ) {
        self.id = id
        self.process = process
        self.title = title
        self.description = description
        self.method = method
        self.allowance = allowance
        self.isExact = isExact
        self.access = access
        self.isPublished = isPublished
        self.released = released
        self.options = options
        self.version = version
    }

    public enum Standing: Sendable, Hashable {
        case notYet(from: CivilDay?)
        case open(until: CivilDay?)
        case over
    }

    /// Where it stands on a day. It closes by itself with the phase; a result that was released stays closed.
    public func standing(_ process: Process, on day: CivilDay) -> Standing {
        if released != nil { return .over }
        let phases = process.phases.filter { $0.kind == .prioritise }
        if let now = phases.first(where: { $0.contains(day) }) { return .open(until: now.lastDay) }
        if let next = phases.first(where: { $0.firstDay > day }) { return .notYet(from: next.firstDay) }
        return phases.isEmpty ? .notYet(from: nil) : .over
    }

    /// Whether votes are taken on that day.
    public func takesVotes(_ process: Process, on day: CivilDay) -> Bool {
        guard isPublished, process.isPublished, case .open = standing(process, on: day) else { return false }
        return true
    }

    /// What each person does, in a sentence.
    func rule(_ language: Language) -> String {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        switch method {
        case .points:
            let points =
                allowance == 1 ? say("einen Punkt", "one point") : say("\(allowance) Punkte", "\(allowance) points")
            return isExact
                ? say("Sie haben \(points). Bitte verteilen Sie alle.", "You have \(points). Please give all of them.")
                : say(
                    "Sie haben \(points). Sie müssen nicht alle vergeben.",
                    "You have \(points). You need not give all of them.")
        case .rating:
            let scale = say(
                "Bewerten Sie von 1 (stimme gar nicht zu) bis 5 (stimme ganz zu).",
                "Rate from 1 (do not agree at all) to 5 (agree fully).")
            return scale
                + (isExact
                    ? say(" Bitte bewerten Sie jede Aussage.", " Please rate every statement.")
                    : say(
                        " Was Sie nicht bewerten möchten, lassen Sie frei.", " Leave free what you do not want to rate."
                    ))
        case .choice:
            return isExact
                ? say(
                    "Bitte wählen Sie genau \(allowance) von \(options.count).",
                    "Please choose exactly \(allowance) of \(options.count).")
                : say(
                    "Wählen Sie bis zu \(allowance) von \(options.count).",
                    "Choose up to \(allowance) of \(options.count).")
        }
    }
}

extension Ballot.Method {
    var word: Phrase {
        switch self {
        case .points: Phrase(de: "Punkte vergeben", en: "give points")
        case .rating: Phrase(de: "Aussagen von 1 bis 5 bewerten", en: "rate statements from 1 to 5")
        case .choice: Phrase(de: "einige von mehreren wählen", en: "choose some of several")
        }
    }
}

extension Ballot.Access {
    var word: Phrase {
        switch self {
        case .device: Phrase(de: "einmal je Gerät", en: "once for each device")
        case .code: Phrase(de: "mit Einmal-Code von einer Karte", en: "with a one-time code from a card")
        }
    }
}

extension Ballot.Option {
    /// Where it is described; nil for a statement, and for a measure without a public profile.
    func address(_ strategy: TownStrategy, _ language: Language) -> Address? {
        switch kind {
        case .idea: return LineageWords.address(ParticipationRooms.path + "/ideas/" + reference, language)
        case .measure:
            let isOpen = strategy.measures.contains { $0.id == reference && $0.isPublic }
            return isOpen ? LineageWords.address(LineageWords.measure(reference), language) : nil
        case .statement: return nil
        }
    }
}
