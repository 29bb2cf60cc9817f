/// One number of a town that is published or held back: its place in a summary.
public enum Cell: Hashable, Comparable, Sendable, CustomStringConvertible {
    case observation(Observation.Key)
    case participation(Summary.Participation.Key)
    /// All contributions together, which no summary says by itself: the parts of each breakdown add up to it.
    case allContributions

    /// As it is named in a refusal: `indicator period`, or `figure dimension part`.
    public var description: String {
        switch self {
        case .observation(let key): "\(key.indicator) \(key.period)"
        case .participation(let key): key.description
        case .allContributions: "all contributions"
        }
    }

    public static func < (left: Cell, right: Cell) -> Bool {
        switch (left, right) {
        case (.observation(let first), .observation(let second)): first < second
        case (.participation(let first), .participation(let second)): first < second
        default: left.rank < right.rank
        }
    }
}

extension Cell {
    private var rank: Int {
        switch self {
        case .observation: 0
        case .participation: 1
        case .allContributions: 2
        }
    }
}

/// A total and the cells that add up to it.
struct CellSum: Hashable, Sendable {
    enum Total: Hashable, Sendable {
        case cell(Cell)
        /// Published by somebody else, in units of the parts.
        case elsewhere(Int128)
    }

    let total: Total
    let parts: [Cell]

    var cells: [Cell] {
        if case .cell(let cell) = total { return [cell] + parts }
        return parts
    }
}

/// What everybody knows about a cell before looking at any number, in units of its decimals.
struct CellLimits: Hashable, Sendable {
    /// Counts of people from 1 to one below it are held back.
    var threshold: Int128?
    /// `nil` where the number may fall below zero without bound.
    var lowest: Int128? = 0
    var highest: Int128?
}

/// What the public can see of a cell.
enum CellSight: Hashable, Sendable {
    case published(Int128)
    /// Held back: nobody may work it out.
    case hidden
    /// Nobody has said anything, or only that it is missing.
    case unknown
}
