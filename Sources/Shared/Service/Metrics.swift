import Synchronization

/// The numbers of a running program in the Prometheus text format 0.0.4.
///
/// Instruments are made once at the start and then used from any thread.
public final class Metrics: Sendable {
    /// The content type of `text()`.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let families = Mutex<[MetricFamily]>([])

    public init() {}

    /// A number that only grows; its name ends in `_total`.
    public func counter(_ name: String, help: String, labels: [String] = []) throws(ServiceError) -> Counter {
        Counter(family: try register(name, help, .counter, labels, []))
    }

    /// A number that goes up and down.
    public func gauge(_ name: String, help: String, labels: [String] = []) throws(ServiceError) -> Gauge {
        Gauge(family: try register(name, help, .gauge, labels, []))
    }

    /// How values spread over `buckets` (upper bounds, rising; the last, infinity, is added).
    public func histogram(
        _ name: String, help: String, labels: [String] = [], buckets: [Double] = Histogram.durations
    ) throws(ServiceError) -> Histogram {
        Histogram(family: try register(name, help, .histogram, labels, buckets))
    }

    /// Everything in the exposition format, the process's own numbers last.
    public func text() -> String {
        let families = families.withLock { $0 }
        return families.map { $0.text() }.joined() + ProcessMetrics.text()
    }

    private func register(
        _ name: String, _ help: String, _ kind: MetricFamily.Kind, _ labels: [String], _ buckets: [Double]
    ) throws(ServiceError) -> MetricFamily {
        let isName = Self.isName(name) && labels.allSatisfy { Self.isName($0) && !$0.contains(":") && $0 != "le" }
        guard isName, Set(labels).count == labels.count else {
            throw ServiceError(.metric, "Names of letters, digits and _ are expected, labels each once.", at: name)
        }
        guard zip(buckets, buckets.dropFirst()).allSatisfy({ $0 < $1 }), buckets.allSatisfy(\.isFinite) else {
            throw ServiceError(.metric, "Bucket bounds must be finite and rise.", at: name)
        }
        let family = MetricFamily(name: name, help: help, kind: kind, labels: labels, buckets: buckets)
        let isNew = families.withLock { families in
            if families.contains(where: { $0.name == name }) { return false }
            families.append(family)
            return true
        }
        guard isNew else { throw ServiceError(.metric, "The metric is registered already.", at: name) }
        return family
    }

    private static func isName(_ name: String) -> Bool {
        let letters = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"), UInt8(ascii: ":"): true
            default: false
            }
        }
        guard let first = name.utf8.first else { return false }
        return letters && !(0x30...0x39 ~= first)
    }
}

/// A number that only grows.
public struct Counter: Sendable {
    let family: MetricFamily

    /// Adds to the series with these label values, in the order of the labels.
    public func add(_ amount: Int = 1, _ labels: String...) {
        guard amount > 0 else { return }
        family.change(labels) { $0.sum += Double(amount) }
    }
}

/// A number that goes up and down.
public struct Gauge: Sendable {
    let family: MetricFamily

    public func set(_ value: Double, _ labels: String...) { family.change(labels) { $0.sum = value } }
    public func add(_ amount: Double, _ labels: String...) { family.change(labels) { $0.sum += amount } }
}

/// How values spread over buckets.
public struct Histogram: Sendable {
    /// Upper bounds in seconds that suit requests.
    public static let durations = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    let family: MetricFamily

    public func observe(_ value: Double, _ labels: String...) { family.observe(value, labels) }

    /// Observes a duration in seconds.
    public func observe(_ duration: Duration, _ labels: String...) {
        let (seconds, attoseconds) = duration.components
        family.observe(Double(seconds) + Double(attoseconds) / 1e18, labels)
    }
}
