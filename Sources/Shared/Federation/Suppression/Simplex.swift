/// Equations in variables that are zero or more, with exact fractions: whether they can hold, and how large or small one
/// variable can be. The simplex method with Bland's rule, which always ends.
struct Simplex {
    /// A number left the range of 128 bits, or the work that was allowed is used up.
    struct Stopped: Error {}

    enum Extreme {
        case reached
        case unbounded
    }

    /// Operations on fractions that are still allowed.
    var work: Int
    /// Each row: coefficients of the variables, then the right-hand side, which is never negative.
    private var rows: [[Rational]]
    /// Which variable each row stands for; all others are zero.
    private var basis: [Int]
    private let count: Int

    /// `nil` where no values satisfy the equations.
    init?(_ equations: [(coefficients: [Rational], right: Rational)], work: Int) throws(Stopped) {
        let count = equations.first?.coefficients.count ?? 0
        self.count = count
        self.work = work
        rows = []
        // One more variable for each equation, to start from; then they are driven to zero.
        for (place, equation) in equations.enumerated() {
            let sign = equation.right.numerator < 0 ? Rational.minusOne : .one
            var row: [Rational] = []
            for coefficient in equation.coefficients { row.append(try Self.product(coefficient, sign)) }
            row += equations.indices.map { $0 == place ? .one : .zero }
            row.append(try Self.product(equation.right, sign))
            rows.append(row)
        }
        basis = equations.indices.map { count + $0 }
        var gains = [Rational](repeating: .zero, count: count + equations.count + 1)
        for row in rows { for column in 0..<count { gains[column] = try Self.sum(gains[column], row[column]) } }
        _ = try climb(&gains, columns: count)
        for (row, variable) in zip(rows, basis) where variable >= count && !row[row.count - 1].isZero { return nil }
        try dropHelpers()
    }

    /// The values at the corner reached last.
    var values: [Rational] {
        var values = [Rational](repeating: .zero, count: count)
        for (row, variable) in zip(rows, basis) { values[variable] = row[row.count - 1] }
        return values
    }

    /// Goes to a corner where the sum of `factor` times `variable` is as large as it can be.
    mutating func maximise(_ terms: [(variable: Int, factor: Rational)]) throws(Stopped) -> Extreme {
        var gains = [Rational](repeating: .zero, count: count + 1)
        for (variable, factor) in terms { gains[variable] = factor }
        // A variable that a row stands for is what the row's other variables leave of its right-hand side.
        for (row, variable) in zip(rows, basis) { try Self.clear(variable, of: &gains, by: row) }
        return try climb(&gains, columns: count)
    }

    // MARK: Steps

    /// Moves from corner to corner while one of the first `columns` variables still gains something.
    private mutating func climb(_ gains: inout [Rational], columns: Int) throws(Stopped) -> Extreme {
        while let entering = (0..<columns).first(where: { gains[$0].numerator > 0 }) {
            guard let leaving = try leavingRow(entering) else { return .unbounded }
            try pivot(leaving, entering, &gains)
        }
        return .reached
    }

    /// The row whose variable is the first to become zero when `entering` grows.
    private func leavingRow(_ entering: Int) throws(Stopped) -> Int? {
        var best: (row: Int, bound: Rational)?
        for (place, row) in rows.enumerated() where row[entering].numerator > 0 {
            guard let bound = row[row.count - 1].divided(by: row[entering]) else { throw Stopped() }
            guard let current = best else {
                best = (place, bound)
                continue
            }
            guard let isLess = bound.isLess(than: current.bound), let isMore = current.bound.isLess(than: bound) else {
                throw Stopped()
            }
            if isLess || (!isMore && basis[place] < basis[current.row]) { best = (place, bound) }
        }
        return best?.row
    }

    private mutating func pivot(_ leaving: Int, _ entering: Int, _ gains: inout [Rational]) throws(Stopped) {
        let divisor = rows[leaving][entering]
        for column in rows[leaving].indices where !rows[leaving][column].isZero {
            guard let scaled = rows[leaving][column].divided(by: divisor) else { throw Stopped() }
            rows[leaving][column] = scaled
        }
        let pivotRow = rows[leaving]
        for place in rows.indices where place != leaving { try Self.clear(entering, of: &rows[place], by: pivotRow) }
        try Self.clear(entering, of: &gains, by: pivotRow)
        basis[leaving] = entering
        work -= (rows.count + 1) * pivotRow.count
        guard work > 0 else { throw Stopped() }
    }

    private static func clear(_ column: Int, of row: inout [Rational], by pivot: [Rational]) throws(Stopped) {
        let factor = row[column]
        guard !factor.isZero else { return }
        for place in row.indices where !pivot[place].isZero {
            guard let product = pivot[place].multiplied(by: factor), let rest = row[place].subtracting(product) else {
                throw Stopped()
            }
            row[place] = rest
        }
    }

    /// Takes the helping variables out again; a row that has nothing else says nothing new.
    private mutating func dropHelpers() throws(Stopped) {
        var none = [Rational](repeating: .zero, count: rows.first?.count ?? 0)
        for place in rows.indices.reversed() where basis[place] >= count {
            if let column = (0..<count).first(where: { !rows[place][$0].isZero }) {
                try pivot(place, column, &none)
            } else {
                rows.remove(at: place)
                basis.remove(at: place)
            }
        }
        for place in rows.indices { rows[place].removeSubrange(count..<(rows[place].count - 1)) }
    }

    private static func product(_ left: Rational, _ right: Rational) throws(Stopped) -> Rational {
        guard let product = left.multiplied(by: right) else { throw Stopped() }
        return product
    }

    private static func sum(_ left: Rational, _ right: Rational) throws(Stopped) -> Rational {
        guard let sum = left.adding(right) else { throw Stopped() }
        return sum
    }
}

extension Rational {
    static let one = Rational(ExactDecimal(units: 1, decimals: 0))
    static let minusOne = Rational(ExactDecimal(units: -1, decimals: 0))
}
