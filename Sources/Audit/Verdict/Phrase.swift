/// The languages the auditor speaks.
enum Language: String, Sendable {
    case german = "de"
    case english = "en"

    /// The language of a POSIX environment: the first of LC_ALL, LC_MESSAGES and LANG that is set; else English.
    init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        self = locale.hasPrefix("de") ? .german : .english
    }
}

/// A sentence in both languages, so that a missing translation does not compile.
struct Phrase: Hashable, Sendable {
    let de: String
    let en: String

    init(de: String, en: String) {
        self.de = de
        self.en = en
    }

    func text(in language: Language) -> String { language == .german ? de : en }
}
