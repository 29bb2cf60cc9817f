import Federation
import Ledger

/// A place in the log's past at which somebody wants to know how things stood.
enum AsOf: Equatable, Sendable {
    /// After the entry of this index.
    case index(Int64)
    /// After the last entry received by then.
    case moment(Instant)

    /// `17`, `2026-10-05` (that day included) or `2026-10-05T08:00:00Z`.
    init(_ text: String) throws(AuditError) {
        if let index = Int64(text), index >= 0, String(index) == text {
            self = .index(index)
        } else if let moment = Instant(text) ?? Instant("\(text)T23:59:59Z") {
            self = .moment(moment)
        } else {
            throw .usage(
                de: "--as-of erwartet die Nummer eines Eintrags, einen Tag wie 2026-10-05 oder 2026-10-05T08:00:00Z.",
                en: "--as-of takes the index of an entry, a day such as 2026-10-05, or 2026-10-05T08:00:00Z.")
        }
    }

    /// How many entries the log had then; nil where the log does not reach that far, or had none.
    ///
    /// A moment is searched in the entries, whose `received` never decreases: that is checked with all the rest.
    func size(in index: ExportIndex, _ source: any ExportSource, of size: Int64) -> Int64? {
        switch self {
        case .index(let last): return last < size ? last + 1 : nil
        case .moment(let moment):
            var (low, high) = (Int64(0), size)
            while low < high {
                let middle = low + (high - low) / 2
                guard let entry = index.entry(middle, source, size: size),
                    let leaf = try? LogEntry(canonicalBytes: entry)
                else { return nil }
                if leaf.received <= moment { low = middle + 1 } else { high = middle }
            }
            return low > 0 ? low : nil
        }
    }
}

/// How things stood at one place of the log.
struct Standing: Sendable {
    let size: Int64
    /// The root of the log at that size, to be compared with a checkpoint kept from then.
    let root: String
    let lastReceived: Instant
    let towns: Int
    let supporters: Int
    let frameworks: Int
    /// Nil for a partial export, which does not say how many there were.
    let reports: Int?

    init(_ state: FederationState, root: String, isPartial: Bool) {
        size = state.size
        self.root = root
        lastReceived = state.lastReceived
        towns = state.members.values.count { $0.role(on: state.day) != .supporter && $0.isActive(on: state.day) }
        supporters = state.members.values.count { $0.role(on: state.day) == .supporter && $0.isActive(on: state.day) }
        frameworks = state.frameworks.count
        reports = isPartial ? nil : state.reports.values.reduce(0) { $0 + $1.count }
    }
}
