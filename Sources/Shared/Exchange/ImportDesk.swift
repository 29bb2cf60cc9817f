import Accounts
import Database
import Participation
import PlatformImport

/// Dry run and import of a file that was read.
public struct ImportDesk: Sendable {
    public enum Refusal: Error, Equatable {
        case noSuchProcess
        /// Rows are refused, and nobody has said that they may be left out.
        case refusedRows(Int)
    }

    let store: Store
    let now: @Sendable () -> Int64
    var pace = ImportPace.standard

    public init(store: Store, now: @escaping @Sendable () -> Int64) {
        self.store = store
        self.now = now
    }

    public func processes() throws -> [Process] { try store.read { connection in try ProcessStore.all(connection) } }

    /// What an import would do.
    public func dryRun(_ plan: ImportPlan, into slug: String, options: ImportOptions) throws -> ImportOutcome {
        try store.read { connection in
            guard let process = try ProcessStore.find(slug: slug, connection) else { throw Refusal.noSuchProcess }
            var run = ImportRun(plan, process: process, options: options, now: now())
            return try run.compare(connection)
        }
    }

    /// Writes everything, with a line in the journal. Nothing is written where anything is refused. A large file is taken in
    /// several transactions, so that others can write meanwhile; where it breaks off, taking it again goes on.
    ///
    /// - Parameter expected: of the dry run that somebody has agreed to; nil where nobody looked at one.
    /// - Returns: nil where things have changed since that dry run, and nothing was written.
    public func take(
        _ plan: ImportPlan, into slug: String, options: ImportOptions, expected: ImportOutcome?, by account: Account?,
        progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> ImportOutcome? {
        let found = try store.read { connection in
            guard let process = try ProcessStore.find(slug: slug, connection) else { throw Refusal.noSuchProcess }
            var run = ImportRun(plan, process: process, options: options, now: now())
            return (process: process, outcome: try run.compare(connection))
        }
        if let expected, found.outcome != expected { return nil }
        let refused = plan.report.refusedCount + found.outcome.orphans.count
        guard refused == 0 || options.skipsRefused else { throw Refusal.refusedRows(refused) }
        var run = ImportRun(plan, process: found.process, options: options, now: now(), progress: progress)
        return try run.take(store, pace) { connection in
            try Journal.record(
                "participation.import-begun", object: slug, detail: plan.source, by: account, at: now(), connection)
        } finished: { taken, connection in
            let words = ImportOutcome.Kind.allCases.compactMap { kind -> String? in
                let tally = taken[kind]
                return tally.total == 0 ? nil : "\(kind.rawValue): \(tally.added) added, \(tally.changed) changed"
            }
            try Journal.record(
                "participation.imported", object: slug, detail: "\(plan.source); " + words.joined(separator: "; "),
                by: account, at: now(), connection)
        }
    }
}
