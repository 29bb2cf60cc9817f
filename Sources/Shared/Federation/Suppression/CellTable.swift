/// The cells of one town with what the public sees of each, and the sums that join them.
///
/// What can be worked out from it is decided exactly: the sums are equations in the cells that are not published, each of
/// which is zero or more. A hidden cell is safe only where two different assignments of whole numbers satisfy everything
/// that is published, so that nobody can tell which one is true; and a count of people only where one of them lies
/// outside 1 … threshold − 1, so that nobody learns more than the sign says.
struct CellTable: Sendable {
    private(set) var sights: [Cell: CellSight]
    let limits: [Cell: CellLimits]
    let sums: [CellSum]
    /// Operations on fractions for one question: some hundredths of a second.
    static let work = 2_000_000

    init(sights: [Cell: CellSight], limits: [Cell: CellLimits], sums: [CellSum]) {
        self.sights = sights
        self.limits = limits
        self.sums = sums
    }

    func sight(_ cell: Cell) -> CellSight { sights[cell] ?? .unknown }

    func isHidden(_ cell: Cell) -> Bool { sight(cell) == .hidden }

    subscript(cell: Cell) -> CellSight {
        get { sight(cell) }
        set { sights[cell] = newValue }
    }

    /// What has been shown about a hidden cell.
    enum Finding: Hashable, Sendable {
        /// Two assignments differ in it.
        case safe
        /// Everybody can work it out.
        case recovered
        /// Neither was shown within the work allowed.
        case open
    }

    /// What can be said about each hidden cell that a sum joins with others. A contradiction among the published numbers
    /// gives nothing away: what follows from it is not true.
    func findings() -> [Cell: Finding] {
        var findings: [Cell: Finding] = [:]
        var work = Self.work
        for group in openGroups() where group.cells.contains(where: isHidden) {
            findings.merge(RecoveryAttempt(self, group.cells, group.sums).findings(&work)) { first, _ in first }
        }
        return findings
    }

    /// Cells that are not published, in groups that sums join.
    private func openGroups() -> [(cells: [Cell], sums: [CellSum])] {
        var places: [Cell: Int] = [:]
        var parents: [Int] = []
        func root(_ place: Int) -> Int {
            var place = place
            while parents[place] != place {
                parents[place] = parents[parents[place]]
                place = parents[place]
            }
            return place
        }
        var open: [(sum: CellSum, place: Int)] = []
        for sum in sums {
            var first: Int?
            for cell in sum.cells {
                if case .published = sight(cell) { continue }
                let place = places[cell] ?? parents.count
                if place == parents.count {
                    places[cell] = place
                    parents.append(place)
                }
                if let first { parents[root(place)] = root(first) } else { first = place }
            }
            if let first { open.append((sum, first)) }
        }
        var groups: [Int: (cells: [Cell], sums: [CellSum])] = [:]
        for (cell, place) in places { groups[root(place), default: ([], [])].cells.append(cell) }
        for (sum, place) in open { groups[root(place), default: ([], [])].sums.append(sum) }
        // In one order everywhere, since the work allowed is shared.
        return groups.values.map { ($0.cells.sorted(), $0.sums) }.sorted { left, right in
            left.cells.lexicographicallyPrecedes(right.cells)
        }
    }
}
