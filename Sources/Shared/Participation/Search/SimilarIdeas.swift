import Database
import Pages

/// Ideas that say much the same, shown before another one is submitted.
///
/// The rarest words of the text are looked up, so the cost follows from how rare they are and not from how many ideas
/// there are; what is found is compared word by word.
enum SimilarIdeas {
    /// A word that stands in more ideas than this says nothing about what they have in common.
    private static let commonest: Int64 = 2000
    private static let words = 12
    private static let candidates = 40
    /// The share of an idea's weight that another must have in common with it.
    private static let least = 0.3

    struct Found: Sendable {
        let id: Int64
        let title: String
        let text: String
        /// 0 to 1.
        let likeness: Double
    }

    static func find(
        title: String, text: String, process: Int64, except: Int64? = nil, limit: Int = 5,
        _ connection: borrowing Connection
    ) throws -> [Found] {
        let rare = try rareWords(title: title, text: text, connection)
        guard !rare.isEmpty else { return [] }
        let match = rare.map { "\"\($0.stem)\"" }.joined(separator: " OR ")
        let found = try connection.query(
            """
            SELECT idea_text.rowid, contribution.title, contribution.text
            FROM idea_text CROSS JOIN idea_listing ON idea_listing.contribution = idea_text.rowid
            CROSS JOIN contribution ON contribution.id = idea_text.rowid
            WHERE idea_text MATCH ? AND idea_listing.process = ? AND idea_text.rowid <> ?
            ORDER BY bm25(idea_text, 4.0, 1.0, 1.0) LIMIT ?
            """, .text(match), .integer(process), .integer(except ?? 0), Value(candidates)
        ) { row in (id: try row.int64(0), title: try row.text(1), text: try row.text(2)) }
        let whole = rare.reduce(0) { $0 + $1.weight }
        return found.compactMap { one -> Found? in
            let theirTitle = Set(GermanWords.stems(one.title))
            let theirs = theirTitle.union(GermanWords.stems(one.text))
            let common = rare.filter { theirs.contains($0.stem) }
            // One word in common is chance, unless both are called so.
            guard common.count > 1 || common.contains(where: { $0.isInTitle && theirTitle.contains($0.stem) }) else {
                return nil
            }
            return Found(
                id: one.id, title: one.title, text: one.text,
                likeness: common.reduce(0) { $0 + $1.weight } / whole)
        }.filter { $0.likeness >= least }.sorted { ($1.likeness, $0.id) < ($0.likeness, $1.id) }.prefix(limit)
            .map { $0 }
    }

    /// The words that tell most, each with its weight: rare ones weigh more, and those of the title twice.
    private static func rareWords(
        title: String, text: String, _ connection: borrowing Connection
    ) throws -> [(stem: String, weight: Double, isInTitle: Bool)] {
        let inTitle = Set(GermanWords.stems(title))
        let asked = inTitle.union(GermanWords.stems(String(text.prefix(3000)))).filter {
            $0.count > 2 && !GermanWords.common.contains($0)
        }.sorted { (inTitle.contains($0) ? 0 : 1, -$0.count, $0) < (inTitle.contains($1) ? 0 : 1, -$1.count, $1) }
        var known: [(stem: String, weight: Double, isInTitle: Bool)] = []
        for stem in asked.prefix(60) {
            // Counting stops where a word is too common to be of use.
            let count =
                try connection.first(
                    "SELECT count(*) FROM (SELECT rowid FROM idea_text WHERE idea_text MATCH ? LIMIT ?)",
                    .text("\"\(stem)\""), .integer(commonest + 1)
                ) { try $0.int64(0) } ?? 0
            guard (1...commonest).contains(count) else { continue }
            let isInTitle = inTitle.contains(stem)
            known.append((stem, (isInTitle ? 2 : 1) / Double(bitWidth(count)), isInTitle))
        }
        return Array(known.sorted { ($1.weight, $0.stem) < ($0.weight, $1.stem) }.prefix(words))
    }

    /// The number of binary digits of a count: a logarithm that every machine computes alike.
    private static func bitWidth(_ count: Int64) -> Int { Int64.bitWidth - count.leadingZeroBitCount + 1 }
}
