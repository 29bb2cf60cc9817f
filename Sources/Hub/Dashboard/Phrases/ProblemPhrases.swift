import Pages

/// Every kind of problem the hub answers with (docs/PROTOCOL.md section 11), explained for those who meet it.
enum ProblemPhrases {
    /// What one code means and what to do.
    struct Explanation: Sendable {
        let code: String
        let status: Int
        let title: Phrase
        let meaning: Phrase
        let action: Phrase

        init(_ code: String, _ status: Int, title: Phrase, meaning: Phrase, action: Phrase) {
            self.code = code
            self.status = status
            self.title = title
            self.meaning = meaning
            self.action = action
        }
    }

    static let list: [Explanation] = (wire + standing + content).sorted { ($0.status, $0.code) < ($1.status, $1.code) }

    static let all: [String: Explanation] = Dictionary(
        list.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// A problem's title; a code that is not explained gets a general one.
    static func title(_ code: String) -> Phrase { all[code]?.title ?? .internalErrorTitle }
}
