import Pages

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

    /// The expression for what `match` does not find: ideas that hold a word within a compound. Words are stems of the
    /// index, letters and digits alone too. nil where no word stands in a compound.
    /// - Parameter compounds: for each stem, the words that hold it.
    func wider(_ compounds: [[String]]) -> String? {
        guard let match, compounds.contains(where: { !$0.isEmpty }) else { return nil }
        let all = zip(stems, compounds).map { stem, compounds in
            "(" + (["\"\(stem)\"*"] + compounds.map { "\"\($0)\"" }).joined(separator: " OR ") + ")"
        }
        return "(\(all.joined(separator: " AND "))) NOT (\(match))"
    }
}
