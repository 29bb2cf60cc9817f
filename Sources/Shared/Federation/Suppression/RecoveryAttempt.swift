/// An attempt to work out the hidden cells of one group.
struct RecoveryAttempt {
    /// What was found about a hidden cell so far.
    private struct Evidence {
        var first: Int128?
        /// Another value is possible, too.
        var differs = false
        /// A value that would not have been held back for being small is possible.
        var isOutside = false
        /// How many of its two extremes were found.
        var extremes = 0
    }

    private let cells: [Cell]
    private let limits: [CellLimits]
    private let hidden: [Int]
    /// For each cell its first variable; a cell that may fall below zero has a second one, to be subtracted.
    private let variables: [Int]
    private let equations: [(coefficients: [Rational], right: Rational)]?
    private var evidence: [Evidence]
    /// No whole numbers satisfy the equations.
    private var isContradictory = false

    init(_ table: CellTable, _ cells: [Cell], _ sums: [CellSum]) {
        self.cells = cells
        // Where one number of the group is below zero, nobody would assume that the others are not.
        let fallsBelowZero = sums.contains { sum in
            sum.cells.contains { if case .published(let units) = table.sight($0) { units < 0 } else { false } }
        }
        let limits = cells.map { cell in
            var limits = table.limits[cell] ?? CellLimits()
            if fallsBelowZero, limits.lowest == 0, limits.threshold == nil { limits.lowest = nil }
            return limits
        }
        self.limits = limits
        hidden = cells.indices.filter { table.isHidden(cells[$0]) }
        evidence = cells.map { _ in Evidence() }
        var count = 0
        var variables: [Int] = []
        for limit in limits {
            variables.append(count)
            count += limit.lowest == nil ? 2 : 1
        }
        self.variables = variables
        let capped = limits.indices.filter { limits[$0].highest != nil }
        let width = count + capped.count
        let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })

        func equation(_ terms: [(place: Int, factor: Int128)], equals right: Int128) -> ([Rational], Rational)? {
            var coefficients = [Int128](repeating: 0, count: width)
            var right = right
            for (place, factor) in terms {
                coefficients[variables[place]] += factor
                guard let lowest = limits[place].lowest else {
                    coefficients[variables[place] + 1] -= factor
                    continue
                }
                // The variable is what the cell has above its lowest value.
                let (rest, overflow) = right.subtractingReportingOverflow(factor * lowest)
                if overflow { return nil }
                right = rest
            }
            return (coefficients.map { Rational(whole: $0) }, Rational(whole: right))
        }
        func all() -> [(coefficients: [Rational], right: Rational)]? {
            var equations: [(coefficients: [Rational], right: Rational)] = []
            for sum in sums {
                var terms: [(place: Int, factor: Int128)] = []
                var right: Int128 = 0
                func add(_ cell: Cell, _ factor: Int128) -> Bool {
                    if let place = places[cell] {
                        terms.append((place, factor))
                        return true
                    }
                    guard case .published(let units) = table.sight(cell) else { return true }
                    let (rest, overflow) = right.subtractingReportingOverflow(factor * units)
                    right = rest
                    return !overflow
                }
                switch sum.total {
                case .cell(let cell): guard add(cell, 1) else { return nil }
                case .elsewhere(let units): right = -units
                }
                for part in sum.parts { guard add(part, -1) else { return nil } }
                guard let next = equation(terms, equals: right) else { return nil }
                equations.append(next)
            }
            for (offset, place) in capped.enumerated() {
                guard let highest = limits[place].highest, var next = equation([(place, 1)], equals: highest) else {
                    return nil
                }
                next.0[count + offset] = .one
                equations.append(next)
            }
            return equations
        }
        equations = all()
    }

    func findings(_ work: inout Int) -> [Cell: CellTable.Finding] {
        var attempt = self
        do throws(Simplex.Stopped) {
            guard let equations else { throw Simplex.Stopped() }
            guard var simplex = try Simplex(equations, work: work) else {
                return Dictionary(uniqueKeysWithValues: hidden.map { (cells[$0], .safe) })
            }
            defer { work = simplex.work }
            _ = attempt.note(simplex.values)
            for place in hidden where !attempt.isSafe(place) {
                try attempt.look(&simplex, place, upwards: true)
                if !attempt.isSafe(place) { try attempt.look(&simplex, place, upwards: false) }
            }
        } catch {
            work = 0
        }
        return Dictionary(uniqueKeysWithValues: hidden.map { (cells[$0], attempt.finding($0)) })
    }

    private mutating func look(_ simplex: inout Simplex, _ place: Int, upwards: Bool) throws(Simplex.Stopped) {
        let variable = variables[place]
        var terms = [(variable: variable, factor: upwards ? Rational.one : .minusOne)]
        if limits[place].lowest == nil { terms.append((variable + 1, upwards ? .minusOne : .one)) }
        guard try simplex.maximise(terms) == .reached else {
            // What can grow without bound takes every whole number of steps.
            evidence[place].differs = true
            evidence[place].isOutside = true
            return
        }
        if !note(simplex.values) {
            guard let whole = try wholeExtreme(terms, &simplex.work) else {
                isContradictory = true
                return
            }
            _ = note(whole)
        }
        evidence[place].extremes += 1
    }

    /// Where `terms` are largest among whole numbers: each fraction is tried as the whole number below and above it.
    /// `nil` where no whole numbers satisfy the equations.
    private func wholeExtreme(
        _ terms: [(variable: Int, factor: Rational)], _ work: inout Int
    ) throws(Simplex.Stopped) -> [Rational]? {
        guard let equations, let width = equations.first?.coefficients.count else { return nil }
        var best: (value: Rational, values: [Rational])?
        var open: [[Bound]] = [[]]
        while let bounds = open.popLast() {
            guard var simplex = try Simplex(Bound.joined(equations, bounds), work: work) else {
                work -= equations.count
                continue
            }
            defer { work = simplex.work }
            guard try simplex.maximise(terms) == .reached else { return nil }
            let values = Array(simplex.values.prefix(width))
            var value: Rational = .zero
            for (variable, factor) in terms {
                guard let product = values[variable].multiplied(by: factor), let sum = value.adding(product) else {
                    throw Simplex.Stopped()
                }
                value = sum
            }
            if let best {
                guard let isBetter = best.value.isLess(than: value) else { throw Simplex.Stopped() }
                if !isBetter { continue }
            }
            guard let variable = values.firstIndex(where: { !$0.isWhole }) else {
                best = (value, values)
                continue
            }
            let below = values[variable].floor
            open.append(bounds + [Bound(variable: variable, limit: below + 1, isLower: true)])
            open.append(bounds + [Bound(variable: variable, limit: below, isLower: false)])
        }
        return best?.values
    }

    private func isSafe(_ place: Int) -> Bool {
        evidence[place].differs && (limits[place].threshold == nil || evidence[place].isOutside)
    }

    private func finding(_ place: Int) -> CellTable.Finding {
        if isContradictory || isSafe(place) { return .safe }
        return evidence[place].extremes == 2 ? .recovered : .open
    }

    /// Takes an assignment as evidence, if it is one of whole numbers.
    private mutating func note(_ values: [Rational]) -> Bool {
        guard values.allSatisfy(\.isWhole) else { return false }
        let whole = values.map { $0.numerator / $0.denominator }
        for place in hidden {
            let variable = variables[place]
            let value = limits[place].lowest.map { $0 + whole[variable] } ?? whole[variable] - whole[variable + 1]
            if let first = evidence[place].first {
                if first != value { evidence[place].differs = true }
            } else {
                evidence[place].first = value
            }
            if let threshold = limits[place].threshold, value < 1 || value >= threshold {
                evidence[place].isOutside = true
            }
        }
        return true
    }
}

/// A limit that is tried for one variable.
private struct Bound {
    let variable: Int
    let limit: Int128
    let isLower: Bool

    /// The equations with one more for each bound, whose new variable takes up what is left.
    static func joined(
        _ equations: [(coefficients: [Rational], right: Rational)], _ bounds: [Bound]
    ) -> [(coefficients: [Rational], right: Rational)] {
        let none = [Rational](repeating: .zero, count: bounds.count)
        let width = equations.first?.coefficients.count ?? 0
        return equations.map { ($0.coefficients + none, $0.right) }
            + bounds.enumerated().map { place, bound in
                var row = [Rational](repeating: .zero, count: width) + none
                row[bound.variable] = .one
                row[width + place] = bound.isLower ? .minusOne : .one
                return (row, Rational(whole: bound.limit))
            }
    }
}

extension Rational {
    fileprivate var floor: Int128 {
        let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        return rest < 0 ? quotient - 1 : quotient
    }

    fileprivate var isWhole: Bool { numerator % denominator == 0 }
}
