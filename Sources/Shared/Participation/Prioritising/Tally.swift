/// Votes added up: how many people, and what they gave to what. Whole numbers only.
struct Tally: Sendable, Hashable {
    /// An option, and with ratings the level given to it; 0 where points or choices are counted.
    struct Mark: Sendable, Hashable, Comparable {
        let number: Int
        let level: Int

        init(_ number: Int, level: Int = 0) {
            self.number = number
            self.level = level
        }

        static func < (left: Mark, right: Mark) -> Bool {
            (left.number, left.level) < (right.number, right.level)
        }
    }

    /// People whose vote is valid.
    var voters: Int
    private(set) var counts: [Mark: Int]

    init(voters: Int = 0, counts: [Mark: Int] = [:]) {
        self.voters = voters
        self.counts = counts.filter { $0.value != 0 }
    }

    subscript(mark: Mark) -> Int { counts[mark] ?? 0 }

    mutating func add(_ count: Int, _ mark: Mark) {
        let sum = self[mark] + count
        counts[mark] = sum == 0 ? nil : sum
    }

    mutating func add(_ other: Tally) {
        voters += other.voters
        for (mark, count) in other.counts { add(count, mark) }
    }

    /// Points or choices of an option.
    func sum(_ number: Int) -> Int { self[Mark(number)] }

    /// How many rated a statement, and their mean as an exact share.
    func rated(_ number: Int) -> Int { Ballot.levels.reduce(0) { $0 + self[Mark(number, level: $1)] } }

    func mean(_ number: Int) -> ExactShare {
        ExactShare(Ballot.levels.reduce(0) { $0 + $1 * self[Mark(number, level: $1)] }, of: rated(number))
    }

    /// Everything given.
    var total: Int { counts.values.reduce(0, +) }
}
