/// Which numbers of a town are held back before anything is signed, and why (docs/PROTOCOL.md section 9.9).
///
/// Pure: the preview, the approval and a test reach the same cells from the same numbers.
public struct Suppression: Sendable {
    public enum Reason: Hashable, Sendable {
        /// A count of people from 1 to one below `threshold`.
        case smallCount(threshold: Int64)
        /// An amount of fewer than three contributors.
        case fewContributors(Int64)
        /// One contributor's share of an amount is above `percent`.
        case dominance(percent: Int64)
        /// It came here as suppressed.
        case entered
        /// The number is needed to keep others from working out another cell.
        case secondary(protects: Cell)
    }

    /// One number that is held back.
    public struct Held: Hashable, Sendable {
        public let cell: Cell
        public let reason: Reason
    }

    /// Who stands behind an amount: what the node knows and nobody else does.
    public struct Contributors: Hashable, Sendable {
        public let count: Int64
        /// What the largest of them brings, in the unit of the amount.
        public let largest: ExactDecimal

        public init(count: Int64, largest: ExactDecimal) {
            self.count = count
            self.largest = largest
        }
    }

    /// A sum that somebody else publishes, in the unit of its parts.
    public struct TotalElsewhere: Hashable, Sendable {
        public let value: ExactDecimal
        public let parts: [Observation.Key]

        public init(value: ExactDecimal, parts: [Observation.Key]) {
            self.value = value
            self.parts = parts
        }
    }

    /// The largest share that one contributor may have in an amount, in percent.
    public static let dominancePercent: Int64 = 80

    /// Everything that is held back, in the order of the cells.
    public private(set) var held: [Held] = []
    /// Cells that cannot be protected any more: with all that the town can hold back they still follow from what others
    /// publish or the log tells.
    public private(set) var exposed: [Cell] = []

    private let framework: Framework
    private var disclosure: Disclosure
    /// Numbers that this town could hold back, in units.
    private var truth: [Cell: Int128] = [:]

    /// - Parameters:
    ///   - observations: the town's own numbers, none of them suppressed for its size yet.
    ///   - counted: what the log tells of participation in this period already.
    ///   - published: the number that the log tells of a cell already, if it tells one: of a summary that stands, else of
    ///     a revision replaced since.
    ///   - revisions: what each of the town's earlier summaries said.
    public init(
        framework: Framework, observations: [Observation], participation: [Summary.Participation] = [],
        counted: [Summary.Participation] = [],
        published: [Observation.Key: Observation] = [:], revisions: [[Observation]] = [],
        contributors: [Observation.Key: Contributors] = [:],
        elsewhere: [TotalElsewhere] = []
    ) {
        self.framework = framework
        let family = framework.inSums.union(elsewhere.flatMap(\.parts).map(\.indicator))
        let periods = Set(observations.lazy.filter { family.contains($0.indicator) }.map(\.period))
        var (sums, limits) = framework.sums(in: periods)
        for total in elsewhere {
            let parts = total.parts.filter { framework.indicator($0.indicator) != nil }
            guard let first = parts.first, let definition = framework.indicator(first.indicator),
                let units = total.value.units(decimals: definition.decimals)
            else { continue }
            sums.append(CellSum(total: .elsewhere(units), parts: parts.map(Cell.observation)))
            for key in parts { limits[.observation(key)] = framework.indicator(key.indicator)?.cellLimits }
        }
        sums += Summary.Participation.sums(participation.map(\.key))
        for row in participation { limits[.participation(row.key)] = row.key.cellLimits }
        var before: [Cell: Int128] = [:]
        for cell in Set(sums.flatMap(\.cells)) {
            guard case .observation(let key) = cell, let observation = published[key] else { continue }
            before[cell] = framework.indicator(key.indicator)?.units(observation)
        }
        for row in counted {
            if let count = row.count { before[.participation(row.key)] = Int128(count) }
        }
        disclosure = Disclosure(
            now: CellTable(sights: [:], limits: limits, sums: sums), before: before,
            revisions: revisions.compactMap { Self.table($0, framework, limits, sums) })
        takePrimary(observations, contributors)
        takePrimary(participation)
        takeSecondary()
        held.sort { $0.cell < $1.cell }
    }

    /// What an earlier summary told of these sums; nil where it held nothing back in them.
    private static func table(
        _ observations: [Observation], _ framework: Framework, _ limits: [Cell: CellLimits], _ sums: [CellSum]
    ) -> CellTable? {
        let cells = Set(sums.flatMap(\.cells))
        var sights: [Cell: CellSight] = [:]
        for observation in observations {
            let cell = Cell.observation(observation.key)
            guard cells.contains(cell), let definition = framework.indicator(observation.indicator) else { continue }
            sights[cell] = CellSight(observation, definition)
        }
        guard sights.values.contains(.hidden) else { return nil }
        return CellTable(sights: sights, limits: limits, sums: sums)
    }

    // MARK: What must be held back by itself

    private mutating func takePrimary(_ observations: [Observation], _ contributors: [Observation.Key: Contributors]) {
        for observation in observations {
            guard let definition = framework.indicator(observation.indicator) else { continue }
            let cell = Cell.observation(observation.key)
            if let reason = Self.reason(observation, definition, contributors[observation.key]) {
                held.append(Held(cell: cell, reason: reason))
                disclosure.now[cell] = .hidden
            } else {
                disclosure.now[cell] = CellSight(observation, definition)
                truth[cell] = definition.units(observation)
            }
        }
    }

    private static func reason(
        _ observation: Observation, _ definition: Indicator, _ contributors: Contributors?
    ) -> Reason? {
        if observation.status == .suppressed { return .entered }
        guard observation.status == .reported else { return nil }
        if let threshold = definition.threshold, observation.isSmallCount(below: threshold) {
            return .smallCount(threshold: threshold)
        }
        guard let contributors else { return nil }
        if contributors.count < 3 { return .fewContributors(contributors.count) }
        guard let amount = observation.value, amount.units > 0 else { return nil }
        let share = Rational(contributors.largest).divided(by: Rational(amount))
        let limit = Rational(Int128(dominancePercent), over: 100)
        let isBelow = share.flatMap { share in limit.flatMap { $0.isLess(than: share) } }.map { !$0 } ?? false
        return isBelow ? nil : .dominance(percent: dominancePercent)
    }

    private mutating func takePrimary(_ counts: [Summary.Participation]) {
        for row in counts {
            let cell = Cell.participation(row.key)
            let isSmall = row.key.isOfPeople && (1..<Summary.Participation.threshold).contains(row.count ?? 0)
            if let count = row.count, !isSmall {
                disclosure.now[cell] = .published(Int128(count))
                truth[cell] = Int128(count)
            } else {
                let threshold = Summary.Participation.threshold
                held.append(
                    Held(cell: cell, reason: row.count == nil ? .entered : .smallCount(threshold: threshold)))
                disclosure.now[cell] = .hidden
            }
        }
    }

    // MARK: What must be held back for the sake of others

    private mutating func takeSecondary() {
        var chosen: [(cell: Cell, protects: Cell)] = []
        var hopeless: Set<Cell> = []
        while let open = disclosure.givenAway().subtracting(hopeless).min() {
            if let cell = candidate(for: open) {
                chosen.append((cell, open))
                disclosure.now[cell] = .hidden
            } else {
                hopeless.insert(open)
            }
        }
        // What turned out not to be needed is published after all, the largest first.
        for (cell, _) in chosen.sorted(by: { isSmaller($1.cell, $0.cell) }) where hopeless.isEmpty {
            guard let units = truth[cell] else { continue }
            disclosure.now[cell] = .published(units)
            if disclosure.givenAway().isEmpty {
                chosen.removeAll { $0.cell == cell }
            } else {
                disclosure.now[cell] = .hidden
            }
        }
        held += chosen.map { Held(cell: $0.cell, reason: .secondary(protects: $0.protects)) }
        exposed = disclosure.exposed().sorted()
    }

    /// The smallest published cell that a sum joins with `hidden`, or the nearest ones by further sums. What the log
    /// tells already would protect nobody.
    private func candidate(for hidden: Cell) -> Cell? {
        var reached: Set<Cell> = [hidden]
        while true {
            let near = Set(disclosure.now.sums.filter { !reached.isDisjoint(with: $0.cells) }.flatMap(\.cells))
            let possible = near.subtracting(reached).filter { cell in
                guard case .published(let units) = disclosure.now[cell], truth[cell] == units else { return false }
                return disclosure.before[cell] != units
            }
            if let smallest = possible.min(by: isSmaller) { return smallest }
            if near.isSubset(of: reached) { return nil }
            reached.formUnion(near)
        }
    }

    /// In order of size, nothing at all last: a zero protects least.
    private func isSmaller(_ left: Cell, _ right: Cell) -> Bool {
        let (first, second) = (truth[left] ?? 0, truth[right] ?? 0)
        if (first == 0) != (second == 0) { return second == 0 }
        return first.magnitude == second.magnitude ? left < right : first.magnitude < second.magnitude
    }
}

extension Observation {
    /// Whether it is a count from 1 to one below `threshold`, whatever its decimals; of a ratio the numerator.
    func isSmallCount(below threshold: Int64) -> Bool {
        guard let count = value ?? numerator, count.units > 0 else { return false }
        return Rational(count).isLess(than: Rational(ExactDecimal(units: threshold, decimals: 0))) ?? false
    }
}
