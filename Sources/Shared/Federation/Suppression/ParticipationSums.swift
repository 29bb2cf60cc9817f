extension Summary.Participation {
    /// The sums among the numbers of participation in one summary: each breakdown of the contributions adds up to all of
    /// them (docs/PROTOCOL.md section 5, summary). A part that is not there counts as none.
    static func sums(_ keys: some Sequence<Key>) -> [CellSum] {
        var parts: [Dimension: [Cell]] = [:]
        for key in keys where key.figure == .contributions && key.part != .whole {
            parts[key.part.dimension, default: []].append(.participation(key))
        }
        guard parts.count > 1 else { return [] }
        return parts.sorted { $0.key.rawValue < $1.key.rawValue }.map { _, cells in
            CellSum(total: .cell(.allContributions), parts: cells.sorted())
        }
    }
}

extension Summary.Participation.Key {
    var cellLimits: CellLimits {
        CellLimits(threshold: isOfPeople ? Int128(Summary.Participation.threshold) : nil)
    }
}

extension Summary {
    /// A count of participation that is held back and that everybody could work out; `nil` where there is none.
    ///
    /// - Parameter replaced: the summary of the same period that this one takes the place of.
    func participationGivenAway(after replaced: Summary?) -> Cell? {
        guard participation.contains(where: { $0.count == nil }) else { return nil }
        let sums = Participation.sums(participation.map(\.key))
        var sights: [Cell: CellSight] = [:]
        var limits: [Cell: CellLimits] = [:]
        var before: [Cell: Int128] = [:]
        for row in participation {
            sights[.participation(row.key)] = row.count.map { .published(Int128($0)) } ?? .hidden
            limits[.participation(row.key)] = row.key.cellLimits
        }
        for row in replaced?.participation ?? [] {
            if let count = row.count { before[.participation(row.key)] = Int128(count) }
        }
        return Disclosure(now: CellTable(sights: sights, limits: limits, sums: sums), before: before).givenAway().min()
    }
}
