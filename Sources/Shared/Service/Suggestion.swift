/// The one of `known` that is nearest to a mistyped word, or nil when none is near.
func nearest(_ word: String, among known: [String]) -> String? {
    let ranked = known.map { (word: $0, distance: editDistance(word, $0)) }
    guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
    return best.distance <= max(2, word.count / 3) && best.distance < best.word.count ? best.word : nil
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other; case is ignored.
func editDistance(_ left: String, _ right: String) -> Int {
    // A cut keeps hostile lengths from costing anything.
    let left = Array(left.lowercased().unicodeScalars.prefix(64))
    let right = Array(right.lowercased().unicodeScalars.prefix(64))
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        for column in 1...right.count {
            let replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
            var best = min(replaced, previous[column] + 1, current[column - 1] + 1)
            if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                best = min(best, beforePrevious[column - 2] + 1)
            }
            current.append(best)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count]
}
