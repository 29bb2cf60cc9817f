import Federation
import Testing

@testable import TenantNode

/// A node with a strategy, and somebody who edits it.
func edited(_ body: (TestNode, StrategyEditor) throws -> Void) throws {
    let town = try TestNode()
    try town.importAll()
    try body(town, StrategyEditor(node: town.node, editor: Editor(account: nil, name: "Erste")))
}

func draft(_ town: TestNode) throws -> StrategyDraft {
    try town.node.store.read { connection in try StrategyStore.read(connection) }
}

func code(_ text: String) throws -> Code { try #require(Code(text)) }
