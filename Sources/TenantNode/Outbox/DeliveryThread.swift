import Federation
import Service

/// Delivers and follows in the background of `serve`: at the interval of the settings, and soon after something was put
/// into an outbox by another process.
struct DeliveryThread: Sendable {
    let node: Node
    let interval: Duration
    let wake: Signal
    /// Set when the program ends.
    let isStopping: @Sendable () -> Bool

    /// Runs until `isStopping`; a fault of one federation never holds up another.
    func run() {
        var lastFollowed: Int64 = 0
        while !isStopping() {
            let now = node.world.now().seconds
            let isDue = now - lastFollowed >= interval.components.seconds
            if isDue { lastFollowed = now }
            for membership in (try? node.memberships()) ?? [] where membership.isMember && !isStopping() {
                attempt(membership, follows: isDue)
            }
            // Short, so that what another process has put into the outbox goes out soon.
            _ = wake.wait(timeout: min(interval, .seconds(5)))
        }
    }

    private func attempt(_ membership: Membership, follows: Bool) {
        do {
            // While the hub's log is shorter than it was, following it at the interval is enough.
            var hasDelivered = false
            if membership.alarm == nil, membership.shorter == nil, !membership.isRejoining {
                // A command that is sending holds the lock; the next round will do.
                let report = try Outbox(node: node, name: membership.name).deliver(isUrgent: false, waiting: 0)
                hasDelivered = report.delivered > 0
            }
            if follows { try LogFollower(node: node, name: membership.name).follow() }
            if follows || hasDelivered { try Witness(node: node, name: membership.name).attend() }
        } catch {
            node.world.log.warning("federation.round", .code("federation", membership.name), .failure(error))
        }
    }
}
