/// The languages of the command lines.
public enum Language: Sendable {
    case german, english

    /// From LC_ALL, LC_MESSAGES and LANG, the first that is set; English unless it names German.
    public init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        self = locale.hasPrefix("de") ? .german : .english
    }
}

/// A text in both languages.
public struct Wording: Sendable {
    public let de: String
    public let en: String

    public init(de: String, en: String) {
        self.de = de
        self.en = en
    }

    public func text(_ language: Language) -> String { language == .german ? de : en }
}
