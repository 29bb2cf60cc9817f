/// One town's observations that count (docs/PROTOCOL.md section 9.1), kept up summary by summary: taking or removing one
/// costs what that summary holds, however long the log is.
///
/// An observation stays in the list of its summary, as it was read; here stand two small numbers for each, in one row a
/// period. A summary of a new period thus adds one short row and touches nothing that was there before, and what a copy
/// of this value shares with the original is not copied when either goes on.
public struct CountingObservations: Sendable {
    /// A summary that stands.
    private struct Source: Sendable {
        var observations: [Observation]
        let summary: Reference
        let revision: Int64

        init(_ summary: Recorded<Summary>) {
            observations = summary.value.observations
            self.summary = summary.reference
            revision = summary.value.revision
        }
    }

    /// Where an observation is found: in which source, and where in its list.
    private struct Place: Equatable, Sendable {
        let source: Int32
        let position: Int32
    }

    /// The observations of one period, in order of indicator.
    private struct Row: Sendable {
        let period: Period
        var places: [Place] = []
    }

    private var sources: [Source] = []
    /// Sources whose summary has gone: their numbers are given out again.
    private var vacant: [Int32] = []
    /// In order of period.
    private var rows: [Row] = []
    /// What a later summary of another reporting period covers, in the order of the log. It counts again when that
    /// summary goes.
    private var covered: [Observation.Key: [Place]] = [:]
    /// What the town published once and no summary that stands says any longer: the log still tells it.
    private(set) var formerly: [Observation.Key: Observation] = [:]

    /// How many of the observations that count are suppressed: where none is, nothing can be given away.
    private(set) var suppressedCount = 0

    public init() {}

    public var isEmpty: Bool { rows.isEmpty }

    public var count: Int { rows.reduce(0) { $0 + $1.places.count } }

    /// Indicators with an observation.
    public var indicators: Set<Code> { Set(rows.lazy.flatMap(\.places).map { self.indicator($0) }) }

    /// Indicators of which at least one number is reported.
    public var reportedIndicators: Set<Code> {
        var found: Set<Code> = []
        for row in rows {
            for place in row.places where observation(place).status == .reported { found.insert(indicator(place)) }
        }
        return found
    }

    /// The observations of one indicator, in order of period.
    public subscript(indicator: Code) -> [CountingObservation] {
        var series: [CountingObservation] = []
        series.reserveCapacity(rows.count)
        var column = 0
        for row in rows {
            // Most periods have the same indicators, so it stands where it stood in the period before.
            if !holds(row.places, indicator, at: column) {
                column = self.column(of: indicator, in: row.places)
                guard holds(row.places, indicator, at: column) else { continue }
            }
            series.append(counting(row.places[column]))
        }
        return series
    }

    public subscript(key: Observation.Key) -> CountingObservation? { place(of: key).map { counting($0) } }

    /// Everything that says something about `key` in a summary that stands: the counting one last.
    func standing(_ key: Observation.Key) -> [CountingObservation] {
        ((covered[key] ?? []) + (place(of: key).map { [$0] } ?? [])).map { counting($0) }
    }

    // MARK: The fold

    /// Takes a summary, which is the newest of the log, in place of the earlier revision of its period if there is one.
    mutating func take(_ summary: Recorded<Summary>, replacing earlier: Recorded<Summary>?) {
        let new = Source(summary)
        if let earlier {
            if renew(earlier, by: new) { return }
            remove(earlier)
        }
        let source = add(new)
        for position in new.observations.indices {
            count(Place(source: source, position: Int32(position)), new.observations[position].period)
        }
    }

    /// Puts a revision in the place of the one before it where both speak of the same and all of it counts, as most do;
    /// false, and nothing has changed, where that is not so.
    private mutating func renew(_ earlier: Recorded<Summary>, by new: Source) -> Bool {
        guard let source = source(of: earlier), sources[source].observations.count == new.observations.count else {
            return false
        }
        var suppressed = suppressedCount
        var (row, column) = (-1, 0)
        for position in new.observations.indices {
            let old = sources[source].observations[position]
            let said = new.observations[position]
            guard old.key == said.key, old.isPublic == said.isPublic else { return false }
            // Where the one before it stood, this one stands next to it, unless others stand between.
            column += 1
            if row < 0 || rows[row].period != said.period {
                (row, column) = (self.row(of: said.period), 0)
                guard row < rows.count, rows[row].period == said.period else { return false }
            }
            let place = Place(source: Int32(source), position: Int32(position))
            if !holds(rows[row].places, place, at: column) {
                column = self.column(of: said.indicator, in: rows[row].places)
                guard holds(rows[row].places, place, at: column) else { return false }
            }
            suppressed += (said.status == .suppressed ? 1 : 0) - (old.status == .suppressed ? 1 : 0)
        }
        sources[source] = new
        suppressedCount = suppressed
        return true
    }

    /// Takes back what a summary said; what it covered counts again.
    mutating func remove(_ summary: Recorded<Summary>) {
        guard let source = source(of: summary) else { return }
        for observation in summary.value.observations {
            remove(observation, of: Int32(source))
            // Only where no summary that stands tells a number, what the log still tells is wanted.
            if observation.isPublic, !standing(observation.key).contains(where: \.observation.isPublic) {
                formerly[observation.key] = observation
            }
        }
        sources[source].observations = []
        vacant.append(Int32(source))
    }

    private mutating func remove(_ observation: Observation, of source: Int32) {
        let key = observation.key
        let row = row(of: key.period)
        guard row < rows.count, rows[row].period == key.period else { return }
        let column = column(of: key.indicator, in: rows[row].places)
        guard holds(rows[row].places, key.indicator, at: column) else { return }
        if rows[row].places[column].source != source {
            covered[key]?.removeAll { $0.source == source }
        } else {
            suppressedCount -= observation.status == .suppressed ? 1 : 0
            if let next = covered[key]?.popLast() {
                rows[row].places[column] = next
                suppressedCount += self.observation(next).status == .suppressed ? 1 : 0
            } else {
                rows[row].places.remove(at: column)
                if rows[row].places.isEmpty { rows.remove(at: row) }
            }
        }
        if covered[key]?.isEmpty ?? false { covered[key] = nil }
    }

    private mutating func count(_ place: Place, _ period: Period) {
        if observation(place).status == .suppressed { suppressedCount += 1 }
        if !formerly.isEmpty, observation(place).isPublic { formerly[observation(place).key] = nil }
        let row = row(of: period)
        if row == rows.count || rows[row].period != period { rows.insert(Row(period: period), at: row) }
        // Of one summary and one period, what comes later in its list comes later in the row.
        if rows[row].places.last.map({ $0.source == place.source }) ?? true {
            rows[row].places.append(place)
            return
        }
        let column = column(of: indicator(place), in: rows[row].places)
        guard holds(rows[row].places, indicator(place), at: column) else {
            rows[row].places.insert(place, at: column)
            return
        }
        let covers = rows[row].places[column]
        suppressedCount -= observation(covers).status == .suppressed ? 1 : 0
        covered[observation(place).key, default: []].append(covers)
        rows[row].places[column] = place
    }

    private mutating func add(_ source: Source) -> Int32 {
        if let number = vacant.popLast() {
            sources[Int(number)] = source
            return number
        }
        sources.append(source)
        return Int32(sources.count - 1)
    }

    // MARK: Finding

    /// From the end, since the newest summaries are the ones that are revised.
    private func source(of summary: Recorded<Summary>) -> Int? {
        sources.lastIndex { $0.summary.index == summary.index && $0.summary == summary.reference }
    }

    /// Where the row of `period` stands or would stand. New periods come at the end, so that is tried first.
    private func row(of period: Period) -> Int {
        guard let last = rows.last, period <= last.period else { return rows.count }
        if period == last.period { return rows.count - 1 }
        var low = 0
        var high = rows.count - 1
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].period < period { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where the observation of `indicator` stands in a row or would stand.
    private func column(of indicator: Code, in places: [Place]) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if self.indicator(places[middle]) < indicator { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func place(of key: Observation.Key) -> Place? {
        let row = row(of: key.period)
        guard row < rows.count, rows[row].period == key.period else { return nil }
        let column = column(of: key.indicator, in: rows[row].places)
        return holds(rows[row].places, key.indicator, at: column) ? rows[row].places[column] : nil
    }

    private func holds(_ places: [Place], _ indicator: Code, at column: Int) -> Bool {
        column < places.count && self.indicator(places[column]) == indicator
    }

    private func holds(_ places: [Place], _ place: Place, at column: Int) -> Bool {
        column < places.count && places[column] == place
    }

    private func observation(_ place: Place) -> Observation {
        sources[Int(place.source)].observations[Int(place.position)]
    }

    /// By itself, since the whole observation would be copied for it.
    private func indicator(_ place: Place) -> Code {
        sources[Int(place.source)].observations[Int(place.position)].key.indicator
    }

    private func counting(_ place: Place) -> CountingObservation {
        let source = sources[Int(place.source)]
        return CountingObservation(
            observation: source.observations[Int(place.position)], summary: source.summary, revision: source.revision)
    }
}
