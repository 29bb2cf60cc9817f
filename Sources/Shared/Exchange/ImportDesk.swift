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

    /// Writes everything in one transaction, with a line in the journal.
    ///
    /// - Parameter expected: of the dry run that somebody has agreed to; nil where nobody looked at one.
    /// - Returns: nil where things have changed since that dry run, and nothing was written.
    public func take(
        _ plan: ImportPlan, into slug: String, options: ImportOptions, expected: ImportOutcome?, by account: Account?,
        progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> ImportOutcome? {
        try store.write { connection in
            guard let process = try ProcessStore.find(slug: slug, connection) else { throw Refusal.noSuchProcess }
            var run = ImportRun(plan, process: process, options: options, now: now(), progress: progress)
            let outcome: ImportOutcome
            if let expected {
                outcome = try run.compare(connection)
                guard outcome == expected else { return nil }
            } else {
                outcome = try run.compare(connection)
            }
            let refused = plan.report.refusedCount + outcome.orphans.count
            guard refused == 0 || options.skipsRefused else { throw Refusal.refusedRows(refused) }
            let taken = try run.take(connection)
            try IdeaText.catchUp(connection)
            let words = ImportOutcome.Kind.allCases.compactMap { kind -> String? in
                let tally = taken[kind]
                return tally.total == 0 ? nil : "\(kind.rawValue): \(tally.added) added, \(tally.changed) changed"
            }
            try Journal.record(
                "participation.imported", object: slug, detail: "\(plan.source); " + words.joined(separator: "; "),
                by: account, at: now(), connection)
            return taken
        }
    }
}
