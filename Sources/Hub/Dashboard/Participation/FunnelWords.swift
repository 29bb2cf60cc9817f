import Federation
import Pages

/// Names of what is counted and of its parts.
struct FunnelWords {
    let say: PageContext
    /// The names of the framework's fields; made once, since which version is in force costs a look at every member.
    private let fields: [Code: String]

    /// - Parameter framework: the one whose fields are named; not needed where no part is.
    init(_ context: PageContext, _ framework: Framework? = nil) {
        say = context
        fields = Dictionary(
            (framework?.fields ?? []).map { ($0.id, context($0.name)) }, uniquingKeysWith: { first, _ in first })
    }

    func figure(_ figure: Summary.Participation.Figure) -> String {
        Phrase.participationFigures[figure.rawValue].map { say($0) } ?? figure.rawValue
    }

    /// The part with what it is a part by, for lists that hold several divisions.
    func namedPart(_ part: Summary.Participation.Part) -> String {
        let division: Phrase
        switch part {
        case .whole: return self.part(part)
        case .channel: division = .partByChannel
        case .group: division = .partByGroup
        case .field: division = .partByField
        }
        return "\(say(division)): \(self.part(part))"
    }

    func part(_ part: Summary.Participation.Part) -> String {
        switch part {
        case .whole: say(.total)
        case .channel(let channel): Phrase.participationChannels[channel.rawValue].map { say($0) } ?? channel.rawValue
        case .group(let group):
            Phrase.participationGroups[group?.rawValue ?? ""].map { say($0) } ?? group?.rawValue ?? ""
        case .field(let field):
            field.map { fields[$0] ?? $0.text } ?? say(.noField)
        }
    }
}

/// A count of the funnel as a number, "mindestens" where a part is held back.
struct FunnelNumber {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func text(_ count: FunnelModel.Count) -> String {
        guard let published = count.published else { return say(.notStated) }
        let text = say.integer(published)
        return count.isPartlySuppressed ? Phrase.atLeast(text, say.language) : text
    }
}
