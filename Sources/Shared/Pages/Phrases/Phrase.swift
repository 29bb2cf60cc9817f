/// A text of the user interface in every language.
///
/// Phrases are static members, grouped by topic in this folder: one that lacks a translation does not compile.
public struct Phrase: Sendable, Hashable {
    private let german: String
    private let english: String

    public init(de german: String, en english: String) {
        self.german = german
        self.english = english
    }

    /// The text in `language`.
    public func callAsFunction(_ language: Language) -> String {
        switch language {
        case .german: german
        case .english: english
        }
    }
}
