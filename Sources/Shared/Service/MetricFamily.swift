import Glibc
import Synchronization

/// The series of one metric, one for each combination of label values.
///
/// What only grows is counted on several shelves and added up when it is read: every request of every thread counts,
/// and under one lock the threads of a busy hub waited for each other for two fifths of their time.
final class MetricFamily: Sendable {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    struct Series: Sendable {
        /// The value itself, or the sum of a histogram's observations.
        var sum = 0.0
        var counts: [UInt64]

        mutating func add(_ other: Series) {
            sum += other.sum
            for (index, count) in other.counts.enumerated() { counts[index] += count }
        }
    }

    /// What some of the threads counted. An object of its own, so that no two locks share a cache line.
    private final class Shelf: Sendable {
        let series: Mutex<[[String]: Series]>

        init(_ series: [[String]: Series]) { self.series = Mutex(series) }
    }

    let name: String
    private let help: String
    private let kind: Kind
    private let labels: [String]
    private let buckets: [Double]
    private let shelves: [Shelf]
    /// A bound on memory, for each shelf: further label values are counted together under `other`.
    private let maximumSeries = 1000

    init(name: String, help: String, kind: Kind, labels: [String], buckets: [Double]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
        self.buckets = buckets
        let counts = [UInt64](repeating: 0, count: buckets.count + 1)
        // A gauge is set and not added to: it has one place. Without labels there is one series, shown from the start.
        shelves = (0..<(kind == .gauge ? 1 : 16)).map { _ in
            Shelf(labels.isEmpty ? [[]: Series(counts: counts)] : [:])
        }
    }

    /// The shelf of this thread. Handles of threads are addresses, so their low bits say nothing.
    private var shelf: Shelf {
        let mixed = UInt64(pthread_self()) &* 0x9E37_79B9_7F4A_7C15
        return shelves[Int(mixed >> 32) % shelves.count]
    }

    /// Label values that are missing read as empty, those too many are dropped: a metric must never stop a program.
    func change(_ values: [String], _ body: (inout Series) -> Void) {
        var key = Array(values.prefix(labels.count))
        while key.count < labels.count { key.append("") }
        shelf.series.withLock { series in
            if series.count >= maximumSeries, series[key] == nil { key = labels.map { _ in "other" } }
            body(&series[key, default: Series(counts: [UInt64](repeating: 0, count: buckets.count + 1))])
        }
    }

    func observe(_ value: Double, _ values: [String]) {
        guard !value.isNaN else { return }
        let bucket = buckets.firstIndex { value <= $0 } ?? buckets.count
        change(values) { series in
            series.sum += value
            series.counts[bucket] += 1
        }
    }

    func text() -> String {
        var all: [[String]: Series] = [:]
        for shelf in shelves {
            all.merge(shelf.series.withLock { $0 }) { sum, more in
                var sum = sum
                sum.add(more)
                return sum
            }
        }
        let sorted = all.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        var text = Self.head(name, help, kind.rawValue)
        for (values, series) in sorted {
            let pairs = zip(labels, values).map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }
            guard kind == .histogram else {
                text += "\(name)\(Self.braces(pairs)) \(Self.number(series.sum))\n"
                continue
            }
            var total: UInt64 = 0
            for (bound, count) in zip(buckets.map { Self.number($0) } + ["+Inf"], series.counts) {
                total += count
                text += "\(name)_bucket\(Self.braces(pairs + ["le=\"\(bound)\""])) \(total)\n"
            }
            text += "\(name)_sum\(Self.braces(pairs)) \(Self.number(series.sum))\n"
            text += "\(name)_count\(Self.braces(pairs)) \(total)\n"
        }
        return text
    }

    static func head(_ name: String, _ help: String, _ kind: String) -> String {
        "# HELP \(name) \(escaped(help, quotes: false))\n# TYPE \(name) \(kind)\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 9e15 { return String(Int64(value)) }
        return "\(value)"
    }

    private static func braces(_ pairs: [String]) -> String {
        pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
    }

    /// Backslash and line feed are escaped everywhere, quotes in label values only.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
