import Accounts
import Database
import Pages

/// Moderation for rooms outside of this target: the same decisions, the same log and the same hints as for contributions.
public enum RoomModeration {
    /// A way to what waits in another room, as the common queue lists it.
    public struct Waiting: Sendable {
        public let title: String
        /// Below `/staff`.
        public let path: String
        public let query: [QueryItem]
        public let count: Int
        /// Whether the common queue counts them as well, because they are contributions.
        public let isCounted: Bool

        public init(title: String, path: String, query: [QueryItem] = [], count: Int, isCounted: Bool) {
            self.title = title
            self.path = path
            self.query = query
            self.count = count
            self.isCounted = isCounted
        }
    }

    /// What somebody can decide on a contribution of another room.
    public enum Decision: Sendable {
        case show
        /// Shows what was taken down or held back before.
        case restore
        /// What waits is not shown; `rule` is one of `ruleOptions`.
        case withhold(rule: String, reason: String)
        /// The same for what is shown.
        case takeDown(rule: String, reason: String)
    }

    /// The rules that can be broken, to choose from; the same as in the public rules.
    public static func ruleOptions(_ language: Language) -> [FormField.Option] { ModerationRule.options(language) }

    public static func isRule(_ name: String) -> Bool { ModerationRule(rawValue: name) != nil }

    /// The rule where a reason in words has to be given.
    public static var ruleInNeedOfWords: String { ModerationRule.other.rawValue }

    /// Decides on one contribution and writes it into moderation's log, the contribution's history and the journal.
    /// - Returns: false where it is not in a state for that, or gone.
    public static func decide(
        _ decision: Decision, contribution id: Int64, by account: Account?, at seconds: Int64,
        _ connection: borrowing Connection
    ) throws -> Bool {
        guard let seen = try ContributionStore.read(id, connection)?.visibility else { return false }
        let made: ModerationDecision
        switch decision {
        case .show:
            guard seen == .received || seen == .reviewed else { return false }
            made = .publish
        case .restore:
            guard seen == .withheld || seen == .removed else { return false }
            made = .publish
        case .withhold(let rule, let reason):
            guard seen == .received || seen == .reviewed else { return false }
            made = .withhold(ModerationRule(rawValue: rule) ?? .other, reason: reason)
        case .takeDown(let rule, let reason):
            guard seen == .published else { return false }
            made = .withhold(ModerationRule(rawValue: rule) ?? .other, reason: reason)
        }
        return try ModerationStore.decide(
            made, .contribution(id), seen: seen, by: account, at: seconds, connection)
    }

    // MARK: Hints

    /// Whether something in these texts looks like personal data.
    public static func hasHint(_ texts: [String]) -> Bool {
        texts.contains { !PersonalData.find($0).isEmpty }
    }

    /// Whether somebody should read these texts before they are shown.
    public static func needsReading(_ texts: [String]) -> Bool {
        texts.contains { PersonalData.isSurelyIn($0) }
    }

    /// What looks like personal data, in words; empty where nothing does.
    public static func hint(_ texts: [String], _ language: Language) -> String {
        PersonalData.kinds(texts.joined(separator: "\n")).map { $0.word(language) }.joined(separator: ", ")
    }

    /// A callout that names what looks like personal data; empty where nothing does.
    public static func callout(_ texts: [String], _ language: Language) -> HTML {
        let words = hint(texts, language)
        guard !words.isEmpty else { return .empty }
        return Callout(
            .warning, title: Phrase(de: "Vielleicht persönliche Angaben", en: "Perhaps personal data")(language),
            [.p(.text(words))]
        ).html(language)
    }

    /// The text with what looks like personal data marked.
    public static func marked(_ text: String, _ language: Language) -> HTML { PersonalData.marked(text, language) }
}
