/// The shortest way from one list to another, or a plain replacement where finding it would cost too much.
public struct EditScript: Sendable {
    public enum Step: Hashable, Sendable {
        /// The place in the old list.
        case keep(Int)
        case remove(Int)
        /// The place in the new list.
        case add(Int)
    }

    /// In order of both lists.
    public let steps: [Step]

    /// The most changes looked for, and the most steps taken in looking: some milliseconds.
    private static let maximumChanges = 600
    private static let maximumWork = 4_000_000

    public init(from old: [Int], to new: [Int]) {
        steps = EditScript.shortest(old, new) ?? EditScript.replacement(old, new)
    }

    private static func replacement(_ old: [Int], _ new: [Int]) -> [Step] {
        old.indices.map(Step.remove) + new.indices.map(Step.add)
    }

    /// Myers' greedy search: for each number of changes the furthest place on each diagonal (old − new).
    private static func shortest(_ old: [Int], _ new: [Int]) -> [Step]? {
        let limit = min(maximumChanges, maximumWork / (old.count + new.count + 1), old.count + new.count)
        // Two more places than changes on both sides, so that neighbours always exist.
        let middle = limit + 1
        var furthest = [Int](repeating: 0, count: 2 * middle + 1)
        var history: [[Int]] = []
        for changes in 0...limit {
            history.append(Array(furthest[(middle - changes)...(middle + changes)]))
            for diagonal in stride(from: -changes, through: changes, by: 2) {
                let isAddition =
                    diagonal == -changes
                    || (diagonal != changes && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
                var place = isAddition ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
                while place < old.count, place - diagonal < new.count, old[place] == new[place - diagonal] {
                    place += 1
                }
                furthest[middle + diagonal] = place
                if place >= old.count, place - diagonal >= new.count {
                    return way(back: history, changes, old.count, new.count)
                }
            }
        }
        return nil
    }

    /// Walks back from the ends of both lists through what each round of the search knew before it.
    private static func way(back history: [[Int]], _ changes: Int, _ oldCount: Int, _ newCount: Int) -> [Step] {
        var steps: [Step] = []
        var old = oldCount
        var new = newCount
        for round in stride(from: changes, to: 0, by: -1) {
            let known = history[round]
            let diagonal = old - new
            // In `known` the diagonal −round stands first.
            func furthest(_ diagonal: Int) -> Int { known[diagonal + round] }
            let isAddition =
                diagonal == -round
                || (diagonal != round && furthest(diagonal - 1) < furthest(diagonal + 1))
            let before = isAddition ? diagonal + 1 : diagonal - 1
            let start = furthest(before)
            while old > start + (isAddition ? 0 : 1), new > start - before + (isAddition ? 1 : 0) {
                old -= 1
                new -= 1
                steps.append(.keep(old))
            }
            if isAddition {
                new -= 1
                steps.append(.add(new))
            } else {
                old -= 1
                steps.append(.remove(old))
            }
        }
        while old > 0 {
            old -= 1
            steps.append(.keep(old))
        }
        return steps.reversed()
    }
}
