import Crypto
import Database
import Federation
import Pages
import Service

/// Compares what a table brings with what is stored, and takes it: all of it, or nothing.
struct SheetDesk: Sendable {
    let node: Node

    /// A table that was read, against what is stored.
    struct DryRun: Sendable {
        let report: IndicatorSheet.Report
        let catalogue: IndicatorCatalogue
        let added: [StoredObservation]
        /// With what is stored now.
        let changed: [(new: StoredObservation, old: StoredObservation)]
        let unchangedCount: Int
        /// Stands for what is stored now under the keys of this table.
        let mark: String

        var isNothing: Bool { added.isEmpty && changed.isEmpty }
        /// Everything that would be written, as a table that `SheetDesk` itself reads.
        var canonical: String { IndicatorSheet.text(added + changed.map(\.new)) }
    }

    func dryRun(_ bytes: [UInt8], file: String, options: IndicatorSheet.Options) throws -> DryRun {
        let catalogue = try IndicatorCatalogue.read(node)
        let today = node.today
        return try node.store.read { connection in
            let report = try IndicatorSheet.read(
                bytes, file: file, catalogue: catalogue, plans: try IndicatorPlanStore.all(connection),
                options: options,
                today: today)
            return try Self.compare(report, catalogue, connection)
        }
    }

    /// Takes what a dry run has shown.
    ///
    /// - Parameter mark: of the dry run; nil where nobody looked at one.
    /// - Returns: nil where something that the dry run compared with has been changed meanwhile.
    func take(
        _ bytes: [UInt8], file: String, options: IndicatorSheet.Options, mark: String?,
        record: (borrowing Connection, DryRun) throws -> Void
    ) throws -> DryRun? {
        let catalogue = try IndicatorCatalogue.read(node)
        let today = node.today
        return try node.store.write { connection in
            let report = try IndicatorSheet.read(
                bytes, file: file, catalogue: catalogue, plans: try IndicatorPlanStore.all(connection),
                options: options,
                today: today)
            let run = try Self.compare(report, catalogue, connection)
            if let mark, mark != run.mark { return nil }
            try ObservationStore.merge(run.added + run.changed.map(\.new), connection)
            try record(connection, run)
            return run
        }
    }

    private static func compare(
        _ report: IndicatorSheet.Report, _ catalogue: IndicatorCatalogue, _ connection: borrowing Connection
    ) throws -> DryRun {
        let stored = Dictionary(
            try ObservationStore.observations(connection).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var added: [StoredObservation] = []
        var changed: [(new: StoredObservation, old: StoredObservation)] = []
        var marks = ""
        for observation in report.observations.sorted(by: { $0.key < $1.key }) {
            let definition = catalogue[observation.key.indicator]
            guard let old = stored[observation.key].map({ definition?.filledUp($0) ?? $0 }) else {
                added.append(observation)
                marks += "\(observation.key.indicator) \(observation.key.period) none\n"
                continue
            }
            var new = observation
            // A table without comments does not delete the ones that are there.
            if new.comment.isEmpty { new.comment = old.comment }
            if !report.namesLevel { new.level = old.level }
            // The flags of the very same number still hold.
            if !report.namesFlags, new.hasNumbers(of: old) { new.flags = old.flags }
            guard new != old else { continue }
            marks += "\(observation.key.indicator) \(observation.key.period) \(EntryCell.mark(old))\n"
            changed.append((new, old))
        }
        return DryRun(
            report: report, catalogue: catalogue, added: added, changed: changed,
            unchangedCount: report.observations.count - added.count - changed.count,
            mark: String(SHA256.digest(Array(marks.utf8)).hex.prefix(16)))
    }
}

extension StoredObservation {
    fileprivate func hasNumbers(of other: StoredObservation) -> Bool {
        value == other.value && numerator == other.numerator && denominator == other.denominator
            && status == other.status
    }
}

extension IndicatorSheet {
    /// Observations as a table in the long format that is read back as the same observations.
    static func text(_ observations: [StoredObservation]) -> String {
        var text = "indicator;period;value;numerator;denominator;status;flags;level;comment\n"
        for observation in observations {
            let cells = [
                observation.key.indicator.text, observation.key.period.description,
                observation.value?.description ?? "", observation.numerator?.description ?? "",
                observation.denominator?.description ?? "", observation.status.rawValue,
                observation.flags.map(\.rawValue).joined(separator: "|"), observation.level.rawValue,
                observation.comment,
            ]
            text += cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ";") + "\n"
        }
        return text
    }
}
