/// What somebody typed into the search field, as the index is asked for it. Nothing that is typed can be an operator.
struct SearchQuery: Sendable {
    private static let mostWords = 8

    let stems: [String]

    init(_ typed: String) {
        let all = GermanWords.stems(String(typed.prefix(400))).filter { $0.count > 1 }
        let telling = all.filter { !GermanWords.common.contains($0) }
        var seen: Set<String> = []
        stems = Array((telling.isEmpty ? all : telling).filter { seen.insert($0).inserted }.prefix(Self.mostWords))
    }

    /// The expression for FTS5: every stem as the beginning of a word. Stems hold letters and digits alone, so their
    /// quotes cannot be broken. nil where nothing is asked.
    var match: String? { stems.isEmpty ? nil : stems.map { "\"\($0)\"*" }.joined(separator: " AND ") }
}
