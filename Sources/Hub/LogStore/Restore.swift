import Accounts
import Crypto
import Database
import Federation
import Ledger
import Service

/// Brings a backup back: checked from the first entry to the last before it takes its place.
enum Restore {
    /// What came back, and whether the hub signs at once.
    struct Outcome: Sendable {
        let size: Int64
        let needsWitnesses: Bool
    }

    /// `seen` is the largest size of this log that anybody has seen: a backup that is older than that is refused unless
    /// it `isIncomplete` on purpose, to be completed by `recover`. Throws without leaving a trace where anything is wrong.
    ///
    /// With a committee, or where entries are missing, the hub signs nothing until its witnesses have cosigned where it
    /// stands, or the office vouches for it.
    static func restore(
        from backup: String, atLeast seen: Int64, isIncomplete: Bool, settings: HubSettings
    ) throws -> Outcome {
        guard (try? Files.freeSpace(backup)) != nil else {
            // Opening would make an empty database there.
            throw ServiceError(.notFound, "There is no backup here", at: backup)
        }
        let key = try settings.vault.publicKey("\(settings.keyFolder)/log.pem")
        let source = Store(path: backup, application: Migrations.application, migrations: Migrations.all)
        try source.open()
        defer { source.close() }
        let log = LogStore(
            store: source, origin: settings.origin,
            logKey: try VerifierKey(name: settings.origin, type: .ed25519, key: key),
            redactionList: RedactionList(path: settings.redactionPath))
        guard let newest = try log.newestCheckpoint() else { throw LogFault("The backup has no checkpoint") }
        guard newest.head.size >= seen || isIncomplete else {
            throw LogFault(
                "The backup has \(newest.head.size) entries, but \(seen) have been seen. A hub that runs on it would sign "
                    + "a second history; use a newer backup, or restore it with --incomplete and then run recover")
        }
        let (replay, edge) = try LogReading.replay(log, upTo: newest.head.size, checksTiles: false)
        try Sequencer.requireRedacted(replay.state, log)
        guard edge.head == newest.head else { throw LogFault("The backup's entries do not have the signed root") }
        // SQLite's own copy into a new file: durable and checked when it returns.
        try source.backup(to: settings.databasePath)
        let restored = Store(
            path: settings.databasePath, application: Migrations.application, migrations: Migrations.all)
        defer { restored.close() }
        let size = newest.head.size
        let needsWitnesses = size < seen || replay.state.committee(at: size) != nil
        let now = World.live().now().seconds
        try restored.write { connection in
            try RestoredAccounts.settle(at: now, connection)
            guard needsWitnesses else { return }
            try HistoryGuard.markRestored(RestoredLog(size: size, needed: max(size, seen)), at: now, connection)
        }
        return Outcome(size: size, needsWitnesses: needsWitnesses)
    }
}
