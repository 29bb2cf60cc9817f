/// A division of values into a few classes with round limits, and how many fall into each.
public struct ValueClasses: Sendable {
    /// A limit with its exact canonical decimal.
    public struct Edge: Sendable, Equatable {
        public let value: Double
        public let canonical: String
    }

    /// One more than there are classes; a value on a limit belongs to the class above it.
    public let edges: [Edge]
    public private(set) var counts: [Int]
    /// False where the classes become wider, because most values lie close together and a few far away.
    public let isEven: Bool

    /// - Parameters:
    ///   - values: in any order; what is not finite is left out.
    ///   - limit: at most about this many classes.
    public init(_ values: [Double], limit: Int = 16) {
        let values = values.filter(\.isFinite).map { min(max($0, -1e15), 1e15) }
        var wanted = max(min(limit, Self.root(values.count) + 2), 4)
        var edges = Self.even(values, wanted)
        while edges.count - 1 > max(limit, 2), wanted > 1 {
            wanted -= 1
            edges = Self.even(values, wanted)
        }
        var counts = Self.counts(values, edges)
        var isEven = true
        if let low = values.min(), let high = values.max(), low > 0, high / low > 100,
            (counts.max() ?? 0) * 10 > values.count * 7
        {
            edges = Self.widening(from: low, to: high, digits: [1, 2, 5])
            if edges.count - 1 > limit { edges = Self.widening(from: low, to: high, digits: [1]) }
            counts = Self.counts(values, edges)
            isEven = false
        }
        self.edges = edges
        self.counts = counts
        self.isEven = isEven
    }

    /// Limits as they are given, for example those of a whole region for the towns of one of its parts.
    public init(_ values: [Double], edges: [Edge], isEven: Bool) {
        self.edges = edges
        counts = Self.counts(values.filter(\.isFinite), edges)
        self.isEven = isEven
    }

    /// The class that `value` belongs to; nil outside all.
    public func place(of value: Double) -> Int? {
        Self.place(of: value, edges)
    }

    /// "12 bis unter 14".
    public func words(_ place: Int, _ language: Language) -> String {
        guard place + 1 < edges.count else { return "" }
        let (low, high) = (edges[place].canonical, edges[place + 1].canonical)
        return Phrase.fromToBelow(
            NumberFormat.decimal(low, language), NumberFormat.decimal(high, language),
            isLast: place + 2 == edges.count, language)
    }

    /// Where `value` lies, counted in classes from the left; nil outside all.
    func place(_ value: Double) -> Double? {
        guard let place = place(of: value) else { return nil }
        let (low, high) = (edges[place].value, edges[place + 1].value)
        return Double(place) + (value - low) / (high - low)
    }

    private static func place(of value: Double, _ edges: [Edge]) -> Int? {
        guard let first = edges.first?.value, let last = edges.last?.value, edges.count > 1 else { return nil }
        // Decimals such as 0.3 lie a hair beside the product of a step and a count.
        let hair = (last - first) * 1e-12
        guard value >= first - hair, value <= last + hair else { return nil }
        var (low, high) = (0, edges.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if edges[middle].value <= value + hair { low = middle } else { high = middle - 1 }
        }
        return min(low, edges.count - 2)
    }

    private static func counts(_ values: [Double], _ edges: [Edge]) -> [Int] {
        var counts = [Int](repeating: 0, count: max(edges.count - 1, 0))
        for value in values { if let place = place(of: value, edges) { counts[place] += 1 } }
        return counts
    }

    private static func even(_ values: [Double], _ tickCount: Int) -> [Edge] {
        NiceAxis(values, fromZero: false, tickCount: tickCount, reachesZero: false).ticks
            .map { Edge(value: $0.value, canonical: $0.canonical) }
    }

    /// 1, 2, 5, 10, 20, 50, …, or powers of ten: from the last not above `low` to the first above `high`.
    private static func widening(from low: Double, to high: Double, digits: [Int]) -> [Edge] {
        var edges: [Edge] = []
        for exponent in -6...15 {
            for digit in digits {
                let edge = Edge(
                    value: Double(digit) * NiceAxis.power(exponent),
                    canonical: NiceAxis.canonical(digit, exponent: exponent))
                if edge.value <= low { edges = [edge] } else { edges.append(edge) }
                if edge.value > high { return edges }
            }
        }
        return edges
    }

    /// The whole part of a square root.
    private static func root(_ count: Int) -> Int { Coordinate.below(Double(max(count, 0)).squareRoot()) }
}
