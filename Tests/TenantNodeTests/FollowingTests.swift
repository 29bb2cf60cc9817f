import Crypto
import Federation
import Ledger
import Testing

@testable import TenantNode

struct FollowingTests {
    @Test func aShorterLogStopsSigningUntilTheHubHasCaughtUp() throws {
        try joined { hub, town in
            let seen = Int64(hub.size)
            hub.content.withLock { $0.shortAt = seen - 1 }
            #expect(throws: NodeError(.shorterLog, de: "", en: "")) { try town.deliver() }
            let membership = try town.node.membership("region")
            #expect(membership.alarm == nil && membership.shorter == ShorterLog(size: seen - 1, seen: seen))
            #expect(throws: NodeError(.shorterLog, de: "", en: "")) { try town.submit() }
            #expect(hub.statements(of: "soest").count == 1)
            let status = try NodeStatus.read(town.node)
            let text = StatusText(status: status, language: .german).lines.joined(separator: "\n")
            #expect(text.contains("Größe \(seen - 1) < \(seen)"))
            #expect(
                StatusText(status: status, language: .english).lines.joined().contains("size \(seen - 1) < \(seen)"))
            // Nothing is signed by another process either.
            try town.restart()
            #expect(throws: NodeError(.shorterLog, de: "", en: "")) { try town.adopt() }

            hub.content.withLock { $0.shortAt = nil }
            _ = try SummaryDesk(node: town.node, name: "region").submit(town.period)
            #expect(try town.deliver().delivered == 1)
            let present = try town.node.membership("region")
            #expect(present.shorter == nil)
        }
    }

    /// Bytes that don't hash to what the log's key signed prove nothing against the log.
    @Test(arguments: ["/log/tile/entries", "/log/statement", "/log/checkpoint"])
    func alteredBytesAreNoAlarm(_ path: String) throws {
        try joined { hub, town in
            try hub.suspend("soest")
            hub.content.withLock { $0.alteredPath = path }
            #expect(throws: HubFailure.self) { try LogFollower(node: town.node, name: "region").follow() }
            let membership = try town.node.membership("region")
            #expect(membership.alarm == nil && !membership.contactProblem.isEmpty)
            #expect(!membership.contactProblemGerman.isEmpty)
            hub.content.withLock { $0.alteredPath = nil }
            #expect(try LogFollower(node: town.node, name: "region").follow().size == Int64(hub.size))
            #expect(try town.node.membership("region").contactProblem.isEmpty)
        }
    }

    /// The hub's own entries give the signed root, but don't continue what was seen: that is proof.
    @Test func aLongerLogThatIsNoContinuationIsAnAlarm() throws {
        try joined { hub, town in
            hub.content.withLock { content in
                var entries = content.entries
                entries.swapAt(1, 2)
                entries.append(entries[0])
                content.entries = entries
                content.edge = TreeEdge()
                for entry in entries { _ = content.edge.append(Merkle.leafHash(entry.leaf)) }
            }
            #expect(throws: NodeError(.inconsistentLog, de: "", en: "")) {
                try LogFollower(node: town.node, name: "region").follow()
            }
            let membership = try town.node.membership("region")
            #expect(membership.alarm != nil)
        }
    }
}
