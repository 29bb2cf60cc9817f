/// What a town's next summary would give away, in the light of everything it has said before.
///
/// Hub, node and auditor ask this one question: the hub and the auditor in the entry check, the node to choose what else
/// to hold back.
struct Disclosure: Sendable {
    /// The cells as they stand once the summary is in the log: what its own and the town's other summaries say.
    var now: CellTable
    /// Numbers that the log tells without this summary: of other summaries that stand, else of revisions replaced since.
    let before: [Cell: Int128]
    /// The cells as the town's earlier revisions told them, where the caller has them: only the node does.
    var revisions: [CellTable] = []

    /// Hidden cells that the summary gives away: those that can be worked out with it and not without it.
    ///
    /// What follows from earlier numbers alone is no secret any more, and no fault of this summary: refusing it would not
    /// help, and would keep a town from holding back what it once published.
    func givenAway() -> Set<Cell> {
        exposed().filter { !isKnownAnyway($0) }.union(revisions.flatMap(givenAwayBeside))
    }

    /// Hidden cells that follow from an earlier revision once a number it held back is told now: a correction seldom
    /// touches every cell, so what stood then mostly still holds.
    private func givenAwayBeside(_ revision: CellTable) -> Set<Cell> {
        var joined = revision
        for cell in revision.sights.keys where revision.isHidden(cell) {
            if case .published = now[cell] { joined[cell] = now[cell] }
        }
        return Self.unsafe(joined).filter(now.isHidden).subtracting(Self.unsafe(revision))
    }

    /// Hidden cells of which it cannot be shown that nobody can work them out: from what stands now, or from that and
    /// from what was published before and is now held back or left out.
    func exposed() -> Set<Cell> {
        let hidden = Set(now.sights.keys.filter(now.isHidden))
        guard !hidden.isEmpty else { return [] }
        var found = Self.unsafe(now)
        let open = hidden.subtracting(found).filter { before[$0] == nil }
        if !open.isEmpty, !before.isEmpty {
            var joined = now
            for (cell, units) in before {
                if case .published = now[cell] { continue }
                joined[cell] = .published(units)
            }
            found.formUnion(Self.unsafe(joined).intersection(open))
        }
        return found
    }

    private static func unsafe(_ table: CellTable) -> Set<Cell> {
        Set(table.findings().filter { $0.value != .safe }.keys)
    }

    /// Whether `cell` follows from earlier numbers alone: from those that nothing has corrected, the cell's own left out,
    /// since it may be out of date.
    private func isKnownAnyway(_ cell: Cell) -> Bool {
        var sights: [Cell: CellSight] = [cell: .hidden]
        for (other, units) in before where other != cell {
            if case .published(let corrected) = now[other], corrected != units { continue }
            sights[other] = .published(units)
        }
        return CellTable(sights: sights, limits: now.limits, sums: now.sums).findings()[cell] == .recovered
    }
}

extension Framework {
    /// The sums among the cells of a town in these periods, and what is known of their cells beforehand.
    func sums(in periods: some Sequence<Period>) -> (sums: [CellSum], limits: [Cell: CellLimits]) {
        var sums: [CellSum] = []
        var limits: [Cell: CellLimits] = [:]
        for total in totals {
            let members = [total] + total.parts.compactMap(indicator)
            for period in periods where period.frequency == total.frequency {
                let cells = members.map { Cell.observation(Observation.Key(indicator: $0.id, period: period)) }
                sums.append(CellSum(total: .cell(cells[0]), parts: Array(cells.dropFirst())))
                for (cell, member) in zip(cells, members) where limits[cell] == nil { limits[cell] = member.cellLimits }
            }
        }
        return (sums, limits)
    }

    /// Indicators that are a total or a part of one.
    var inSums: Set<Code> {
        var found: Set<Code> = []
        for total in totals {
            found.insert(total.id)
            found.formUnion(total.parts)
        }
        return found
    }
}

extension Indicator {
    var cellLimits: CellLimits {
        CellLimits(
            threshold: threshold.flatMap { ExactDecimal(units: $0, decimals: 0).units(decimals: decimals) },
            // Nothing said means a number that cannot be negative: that is what anybody would assume.
            lowest: minimum.map { $0.units < 0 ? Int128($0.units) : max(0, Int128($0.units)) } ?? 0,
            highest: maximum.map { Int128($0.units) })
    }

    /// The number of an observation in units of this indicator's decimals, if it tells one about the town.
    func units(_ observation: Observation) -> Int128? {
        observation.level == .town ? observation.value?.units(decimals: decimals) : nil
    }
}

extension ExactDecimal {
    /// In units of so many decimals; `nil` where digits would be lost.
    func units(decimals wanted: Int) -> Int128? {
        var units = Int128(self.units)
        if wanted >= decimals {
            for _ in decimals..<wanted { units *= 10 }
            return units
        }
        for _ in wanted..<decimals {
            let (quotient, rest) = units.quotientAndRemainder(dividingBy: 10)
            guard rest == 0 else { return nil }
            units = quotient
        }
        return units
    }
}
