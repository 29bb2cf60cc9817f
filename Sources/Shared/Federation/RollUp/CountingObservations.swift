/// One town's observations that count (docs/PROTOCOL.md section 9.1), kept up summary by summary: taking or removing one
/// costs what that summary holds, however long the log is.
public struct CountingObservations: Sendable {
    /// By indicator, in order of period.
    private var series: [Code: [CountingObservation]] = [:]
    /// What a later summary of another reporting period covers, in the order of the log. It counts again when that
    /// summary goes.
    private var covered: [Observation.Key: [CountingObservation]] = [:]
    /// What the town published once and no summary that stands says any longer: the log still tells it.
    private(set) var formerly: [Observation.Key: Observation] = [:]

    /// How many of the observations that count are suppressed: where none is, nothing can be given away.
    private(set) var suppressedCount = 0

    public init() {}

    public var isEmpty: Bool { series.isEmpty }

    public var count: Int { series.values.reduce(0) { $0 + $1.count } }

    /// Indicators with an observation, in no order.
    public var indicators: some Collection<Code> { series.keys }

    /// The observations of one indicator, in order of period.
    public subscript(indicator: Code) -> [CountingObservation] { series[indicator] ?? [] }

    public subscript(key: Observation.Key) -> CountingObservation? {
        guard let series = series[key.indicator] else { return nil }
        let place = series.place(of: key.period)
        return place < series.count && series[place].observation.period == key.period ? series[place] : nil
    }

    /// Everything that says something about `key` in a summary that stands: the counting one last.
    func standing(_ key: Observation.Key) -> [CountingObservation] {
        (covered[key] ?? []) + (self[key].map { [$0] } ?? [])
    }

    // MARK: The fold

    /// Takes a summary, which is the newest of the log, in place of the earlier revision of its period if there is one.
    mutating func take(_ summary: Recorded<Summary>, replacing earlier: Recorded<Summary>?) {
        if let earlier {
            if renew(earlier, by: summary) { return }
            remove(earlier)
        }
        for observation in summary.value.observations {
            count(
                CountingObservation(
                    observation: observation, summary: summary.reference, revision: summary.value.revision))
        }
    }

    /// Puts a revision in the place of the one before it where both speak of the same and all of it counts, as most do;
    /// false, and nothing has changed, where that is not so.
    private mutating func renew(_ earlier: Recorded<Summary>, by new: Recorded<Summary>) -> Bool {
        let (old, said) = (earlier.value.observations, new.value.observations)
        guard old.count == said.count else { return false }
        var places: [(slot: Dictionary<Code, [CountingObservation]>.Index, place: Int)] = []
        places.reserveCapacity(said.count)
        for position in said.indices {
            guard old[position].key == said[position].key, old[position].isPublic == said[position].isPublic else {
                return false
            }
            let isSameSeries = position > 0 && said[position].indicator == said[position - 1].indicator
            guard let slot = isSameSeries ? places.last?.slot : series.index(forKey: said[position].indicator) else {
                return false
            }
            let place = series.values[slot].place(of: said[position].period)
            guard place < series.values[slot].count,
                series.values[slot][place].observation.period == said[position].period,
                series.values[slot][place].summary == earlier.reference
            else { return false }
            places.append((slot, place))
        }
        for (position, (slot, place)) in places.enumerated() {
            series.values[slot][place] = CountingObservation(
                observation: said[position], summary: new.reference, revision: new.value.revision)
        }
        return true
    }

    /// Takes back what a summary said; what it covered counts again.
    mutating func remove(_ summary: Recorded<Summary>) {
        for observation in summary.value.observations {
            let key = observation.key
            guard var series = series.removeValue(forKey: key.indicator) else { continue }
            let place = series.place(of: key.period)
            if place < series.count, series[place].observation.period == key.period {
                if series[place].summary != summary.reference {
                    covered[key]?.removeAll { $0.summary == summary.reference }
                } else {
                    suppressedCount -= observation.status == .suppressed ? 1 : 0
                    if let next = covered[key]?.popLast() {
                        series[place] = next
                        suppressedCount += next.observation.status == .suppressed ? 1 : 0
                    } else {
                        series.remove(at: place)
                    }
                }
                if covered[key]?.isEmpty ?? false { covered[key] = nil }
            }
            if !series.isEmpty { self.series[key.indicator] = series }
            // Only where no summary that stands tells a number, what the log still tells is wanted.
            if observation.isPublic, !standing(key).contains(where: \.observation.isPublic) {
                formerly[key] = observation
            }
        }
    }

    private mutating func count(_ new: CountingObservation) {
        let key = new.observation.key
        if !formerly.isEmpty, new.observation.isPublic { formerly[key] = nil }
        var covers: CountingObservation?
        series[key.indicator, default: []].set(new) { covers = $0 }
        if new.observation.status == .suppressed { suppressedCount += 1 }
        if let covers {
            suppressedCount -= covers.observation.status == .suppressed ? 1 : 0
            covered[key, default: []].append(covers)
        }
    }
}

/// An observation that counts, and the summary it comes from.
public struct CountingObservation: Sendable {
    public let observation: Observation
    public let summary: Reference
    public let revision: Int64
}

extension Observation {
    /// Whether it tells a number about the town itself.
    var isPublic: Bool { status == .reported && level == .town }
}

extension [CountingObservation] {
    /// Where the observation of `period` stands or would stand. New periods come at the end, so that is tried first.
    func place(of period: Period) -> Int {
        // By index, since `last` would copy the whole observation.
        if isEmpty || self[count - 1].observation.period < period { return count }
        var low = 0
        var high = count - 1
        while low < high {
            let middle = (low + high) / 2
            if self[middle].observation.period < period { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Puts an observation in its place; `replaced` is called with the one that stood there.
    fileprivate mutating func set(_ new: CountingObservation, replaced: (CountingObservation) -> Void) {
        let place = place(of: new.observation.period)
        if place < count, self[place].observation.period == new.observation.period {
            replaced(self[place])
            self[place] = new
        } else {
            insert(new, at: place)
        }
    }
}
