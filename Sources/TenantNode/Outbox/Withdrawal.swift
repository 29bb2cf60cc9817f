import Accounts
import Database
import Federation
import Service

/// Takes a refused statement, and all that waits behind it, out of the outbox, after the log was asked: what stands in
/// the log can't be withdrawn.
struct Withdrawal: Sendable {
    let node: Node
    let name: String

    /// How many were withdrawn.
    func withdraw(by account: Account? = nil) throws -> Int {
        try FederationLock.with(node.folder(of: name)) {
            let log: FollowedLog
            do {
                log = try LogFollower(node: node, name: name).follow()
            } catch let failure as HubFailure {
                throw NodeError(
                    .unreachable,
                    de: "Zum Zurücknehmen muss der Hub gefragt werden, und er antwortet nicht: \(failure.wording.de)",
                    en: "To withdraw, the hub has to be asked, and it does not answer: \(failure)")
            }
            let reached = log.state.chain(of: try node.membership(name).issuer).sequence
            return try node.store.write { connection in
                guard let refused = try OwnStatements.next(of: name, connection), refused.state == .refused else {
                    throw NodeError(
                        .notFound, de: "Im Ausgang liegt nichts Abgelehntes.", en: "Nothing refused lies in the outbox."
                    )
                }
                guard refused.sequence > reached else {
                    throw NodeError(
                        .refused, de: "Im Protokoll steht schon eine Erklärung mit Nummer \(refused.sequence).",
                        en: "A statement with number \(refused.sequence) stands in the log already.")
                }
                let count = try connection.execute(
                    """
                    UPDATE own_statement SET state = 'withdrawn'
                    WHERE federation = ? AND sequence >= ? AND state IN ('waiting', 'refused')
                    """, .text(name), .integer(refused.sequence))
                try Journal.record(
                    "outbox.taken-out", object: "\(name) \(refused.sequence)", detail: "\(count)", by: account,
                    at: node.world.now().seconds, connection)
                return count
            }
        }
    }
}
