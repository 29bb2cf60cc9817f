import Participation

/// What somebody says about a paragraph or the whole of a version, and how it was answered.
public struct Remark: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case comment, wording
    }

    /// What the drafters made of it.
    public struct Answer: Sendable, Hashable {
        public enum Verdict: String, Sendable, CaseIterable {
            case taken, partly, declined
        }

        public let verdict: Verdict
        public let reason: String
        /// The office or body that answers, never a person's name.
        public let office: String
        /// Seconds since 1970.
        public let at: Int64

        public init(verdict: Verdict, reason: String, office: String, at: Int64) {
            self.verdict = verdict
            self.reason = reason
            self.office = office
            self.at = at
        }
    }

    /// 0 before it was saved.
    public var id: Int64
    public var document: Int64
    /// The number of the version it is about.
    public var number: Int64
    /// The key of the paragraph; nil where it is about the whole.
    public var paragraph: Int64?
    /// What is said; empty where a suggested wording speaks for itself.
    public var text: String
    /// How the paragraph should read; empty where nothing is suggested.
    public var wording: String
    public var pseudonym: String
    public var origin: Origin
    public var visibility: Visibility
    /// Why it is not shown; empty where it is.
    public var reason: String
    public var received: Int64
    public var published: Int64?
    public var answer: Answer?
    public var isExample: Bool
    public var version: Int64

    public init(
        id: Int64 = 0, document: Int64, number: Int64, paragraph: Int64?, text: String, wording: String = "",
        pseudonym: String = "", origin: Origin, visibility: Visibility = .received, reason: String = "",
        received: Int64, published: Int64? = nil, answer: Answer? = nil, isExample: Bool = false, version: Int64 = 0
    ) {
        self.id = id
        self.document = document
        self.number = number
        self.paragraph = paragraph
        self.text = text
        self.wording = wording
        self.pseudonym = pseudonym
        self.origin = origin
        self.visibility = visibility
        self.reason = reason
        self.received = received
        self.published = published
        self.answer = answer
        self.isExample = isExample
        self.version = version
    }

    public var kind: Kind { wording.isEmpty ? .comment : .wording }

    /// Its author took it back, or its time was over: nothing is left that could be shown.
    public var isEmpty: Bool { text.isEmpty && wording.isEmpty }

    /// Whether nothing is left to do: it was answered, or will not be shown.
    public var isSettled: Bool { answer != nil || visibility == .withheld || visibility == .removed }

    static let textLimit = 4000
    static let wordingLimit = 6000
    static let pseudonymLimit = 60
    static let reasonLimit = 4000
}
