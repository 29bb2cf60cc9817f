import Accounts
import Database

/// Forgets once a day what has been kept long enough, and says in the journal how much it was.
public struct RetentionRound: Sendable {
    let desk: ParticipationDesk

    public init(desk: ParticipationDesk) { self.desk = desk }

    /// - Returns: how much was forgotten of each kind; nil where it was done today already.
    @discardableResult
    public func run() throws -> [Retention.Kind: Int]? {
        let today = desk.today
        let last = try desk.store.read { connection in
            try connection.first("SELECT day FROM retention_run") { try $0.text(0) }
        }
        // A clock that was set back does not hold it up for long.
        guard last != today.description else { return nil }
        return try desk.store.write { connection in
            try GuessLimit.forget(at: desk.now, connection)
            let retention = try Retention.read(connection)
            var forgotten: [Retention.Kind: Int] = [:]
            for kind in Retention.Kind.allCases {
                let count = try forget(kind, after: retention[kind], connection)
                guard count > 0 else { continue }
                forgotten[kind] = count
                try Journal.record(
                    "privacy.retention", object: kind.rawValue, detail: "\(count)", by: nil, at: desk.now, connection)
            }
            try connection.execute(
                "INSERT INTO retention_run (only_row, day) VALUES (1, ?) ON CONFLICT DO UPDATE SET day = excluded.day",
                .text(today.description))
            return forgotten
        }
    }

    private func forget(
        _ kind: Retention.Kind, after span: Int, _ connection: borrowing Connection
    ) throws -> Int {
        switch kind {
        case .unconfirmed:
            return try FollowerStore.forgetUnconfirmed(
                before: desk.now - Int64(span) * 86_400, connection)
        case .withheld:
            return try expire(.withheld(before: desk.today.earlier(months: span).start), connection)
        case .reports:
            return try expire(.reports(before: desk.today.earlier(months: span).start), connection)
        case .names, .groups, .devices:
            let limit = desk.today.earlier(months: span)
            let over = try ProcessStore.all(connection).filter { process in
                process.isOver(on: desk.today) && process.phases.last?.lastDay.map { $0 < limit } == true
            }
            var loose = 0
            if kind == .names { loose = try expire(.looseNames(before: limit), connection) }
            if kind == .groups { loose = try expire(.looseGroups(before: limit), connection) }
            return try over.reduce(loose) { sum, process in
                let task: RetentionTask =
                    switch kind {
                    case .names: .names(process: process.id)
                    case .groups: .groups(process: process.id)
                    default: .devices(process: process.id)
                    }
                return sum + (try expire(task, connection))
            }
        }
    }

    private func expire(_ task: RetentionTask, _ connection: borrowing Connection) throws -> Int {
        try desk.personal.reduce(0) { sum, room in sum + (try room.expire(task, connection)) }
    }
}
