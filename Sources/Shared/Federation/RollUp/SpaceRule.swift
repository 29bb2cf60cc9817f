/// How the towns' values of one period become the regional one: exact, rounded once (docs/PROTOCOL.md section 9.6).
struct SpaceRule {
    private let definition: Indicator
    private let counting: [Contribution]

    init(_ definition: Indicator, _ counting: [Contribution]) {
        self.definition = definition
        self.counting = counting
    }

    /// The value, or why there is none.
    func outcome(expected: Int) -> Outcome {
        Outcome(
            definition, reported: counting.count, expected: expected, lacksWeight: !counting.allSatisfy(\.hasWeight),
            hasZeroDenominator: sum(counting.map { $0.own?.denominator })?.isZero ?? false, value: value)
    }

    /// What comes of a rule, however its sums were made.
    struct Outcome {
        let value: ExactDecimal?
        let reason: WithheldReason?

        /// - Parameter value: exact; nil where a number left the range of 128 bits.
        init(
            _ definition: Indicator, reported: Int, expected: Int, lacksWeight: @autoclosure () -> Bool,
            hasZeroDenominator: @autoclosure () -> Bool, value: @autoclosure () -> Rational?
        ) {
            let rule = definition.space.rule
            if rule == .none {
                (self.value, reason) = (nil, .noRule)
            } else if reported == 0 {
                (self.value, reason) = (nil, .noData)
            } else if Int64(reported) * 100 < Int64(expected) * definition.minimumCoverage {
                (self.value, reason) = (nil, .coverage)
            } else if rule == .weightedMean, lacksWeight() {
                (self.value, reason) = (nil, .noWeight)
            } else if rule == .ratioOfSums, hasZeroDenominator() {
                (self.value, reason) = (nil, .zeroDenominator)
            } else {
                self.value = value()?.rounded(decimals: definition.decimals)
                reason = self.value == nil ? .overflow : nil
            }
        }
    }

    /// `nil` where a number left the range of 128 bits.
    private var value: Rational? {
        let values = counting.compactMap { $0.own?.value }
        switch definition.space.rule {
        case .none: return nil
        case .sum: return sum(values)
        case .minimum: return values.min(by: Self.isLess)
        case .maximum: return values.max(by: Self.isLess)
        case .count: return Rational(ExactDecimal(units: Int64(values.count { !$0.isZero }), decimals: 0))
        case .median:
            guard !values.isEmpty else { return nil }
            let sorted = values.sorted(by: Self.isLess)
            let middle = [sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2]]
            return sum(middle)?.divided(by: Rational(ExactDecimal(units: 2, decimals: 0)))
        case .ratioOfSums:
            guard let above = sum(counting.map { $0.own?.numerator }),
                let below = sum(counting.map { $0.own?.denominator })
            else { return nil }
            return above.divided(by: below)?
                .multiplied(by: Rational(ExactDecimal(units: definition.factor, decimals: 0)))
        case .weightedMean:
            let weights = counting.map { $0.weighing?.value }
            let products = zip(values, weights).map { value, weight in weight.flatMap { value.multiplied(by: $0) } }
            guard let above = sum(products), let below = sum(weights) else { return nil }
            return above.divided(by: below)
        }
    }

    private func sum(_ values: [Rational?]) -> Rational? {
        var total: Rational? = .zero
        for value in values { total = value.flatMap { total?.adding($0) } }
        return total
    }

    private static func isLess(_ left: Rational, _ right: Rational) -> Bool { left.isLess(than: right) ?? false }
}

extension Contribution {
    /// Whether there is a weight above zero that is the town's own.
    var hasWeight: Bool {
        guard let weighing, weighing.counts, let value = weighing.value else { return false }
        return value.numerator > 0
    }
}
