/// The languages every page speaks; German comes first.
public enum Language: String, Sendable, CaseIterable {
    case german = "de"
    case english = "en"

    /// The language's own name, as the language switch shows it.
    public var ownName: String {
        switch self {
        case .german: "Deutsch"
        case .english: "English"
        }
    }
}
