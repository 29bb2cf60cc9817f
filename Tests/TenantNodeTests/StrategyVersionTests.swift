import Database
import Federation
import Pages
import Service
import Testing

@testable import Accounts
@testable import TenantNode

/// Versions of a strategy: decisions, proposals of two, and what is signed.
struct StrategyVersionTests {
    private func account(_ town: TestNode, _ login: String, _ roles: Set<StaffRole>) throws -> Account {
        let token = try Token.random()
        let now = town.clock.now.seconds
        try town.node.store.write { connection in
            try AccountDesk.insert(
                token,
                AccountLink(
                    kind: .invitation, login: login, name: login, function: "Funktion \(login)", roles: roles,
                    expires: now + 1000, account: nil, removesSecondFactor: false), connection)
        }
        return try town.node.accountDesk().acceptInvitation(
            token, password: StaffHouse.password, repeated: StaffHouse.password
        ).account
    }

    private let decision = Decision(body: "Rat", date: PartialDate("2026-09"), link: "", number: "12/26")

    @Test func aDecisionStaysWithTheTextItWasTakenOn() throws {
        try edited { town, editor in
            // The import brought a decision: it is kept as a version once the text is altered.
            #expect(try draft(town).decision?.body == "Marke2")
            var values = try #require(StrategyThing.head.values(try draft(town)))
            values["vision"] = "Etwas anderes"
            _ = try editor.save(.head, values, expecting: 0)
            #expect(try draft(town).decision == nil)
            let version = try #require(try town.node.store.read { try VersionStore.newest($0) })
            #expect(
                version.origin == .import && version.strategy.vision == "Marke1"
                    && version.strategy.decision?.body == "Marke2")
            // Progress needs no council; the adopted words bring their decision back.
            _ = try editor.undo(.head, to: 0, expecting: 1)
            #expect(try draft(town).decision?.body == "Marke2")
            _ = try editor.save(
                .measure(try code("eins"), .progress),
                FormInput([("percent", "40"), ("by", "Leitung"), ("date", "2026-10-01")]),
                expecting: 0)
            #expect(try draft(town).decision?.body == "Marke2")
        }
    }

    @Test func adoptingTakesTwoPeopleAndFreezesTheText() throws {
        try edited { town, _ in
            let approval = StrategyApproval(node: town.node)
            let author = try account(town, "autorin", [.author, .approver])
            let approver = try account(town, "freigabe", [.approver])
            let editor = StrategyEditor(node: town.node, editor: Editor(author))
            var values = try #require(StrategyThing.head.values(try draft(town)))
            values["vision"] = "Die neue Vision"
            _ = try editor.save(.head, values, expecting: 0)
            let id = try approval.proposeAdoption(decision, by: Editor(author))
            let proposal = try #require(try town.node.store.read { try ProposalStore.find(id, $0) })
            #expect(throws: AccountRefusal(.ownWork, de: "", en: "")) {
                try approval.approve(id, seen: proposal.sha256.hex, by: author)
            }
            #expect(throws: NodeError.changedSince) { try approval.approve(id, seen: "0", by: approver) }
            // What is edited meanwhile does not get into what was put forward.
            values["vision"] = "Noch später"
            _ = try editor.save(.head, values, expecting: 1)
            try approval.approve(id, seen: proposal.sha256.hex, by: approver)
            #expect(throws: NodeError.proposalAnswered) {
                try approval.approve(id, seen: proposal.sha256.hex, by: approver)
            }
            let version = try #require(try town.node.store.read { try VersionStore.newest($0) })
            #expect(version.strategy.vision == "Die neue Vision" && version.strategy.decision == decision)
            #expect(version.strategy.canonicalBytes == proposal.content)
            #expect(version.approverFunction == "Funktion freigabe" && !version.isSelfApproved)
            #expect(try draft(town).decision == nil)
            // Whatever tries to change it is stopped by the database itself.
            #expect(throws: DatabaseError.self) {
                try town.node.store.write { try $0.execute("UPDATE strategy_version SET adopted = 1") }
            }
            #expect(throws: DatabaseError.self) {
                try town.node.store.write { try $0.execute("DELETE FROM strategy_version") }
            }
        }
    }

    /// What was written after something was put forward was not approved with it: its author does not approve it later.
    @Test func whatIsWrittenWhileAProposalWaitsStillNeedsASecondPerson() throws {
        try joined { _, town in
            let approval = StrategyApproval(node: town.node)
            let author = try account(town, "autorin", [.author])
            let approver = try account(town, "freigabe", [.approver])
            let writer = try account(town, "beides", [.author, .approver])
            // The imported decision becomes a version of its own with the first alteration.
            var start = try #require(StrategyThing.head.values(try draft(town)))
            start["vision"] = "Anfang"
            _ = try StrategyEditor(node: town.node, editor: .commandLine).save(.head, start, expecting: 0)
            let kinds: [() throws -> Int64] = [
                { try approval.proposeAdoption(decision, by: Editor(author)) },
                { try approval.proposePublication("region", by: Editor(author)) },
            ]
            for (place, propose) in kinds.enumerated() {
                let first = try propose()
                town.clock.advance(by: .seconds(60))
                let editor = StrategyEditor(node: town.node, editor: Editor(writer))
                var values = try #require(StrategyThing.head.values(try draft(town)))
                values["vision"] = "Von der, die auch freigibt, \(place)"
                guard case .saved = try editor.save(.head, values, expecting: Int64(place) + 1) else {
                    Issue.record("not saved")
                    return
                }
                town.clock.advance(by: .seconds(60))
                func seen(_ id: Int64) throws -> String {
                    try #require(try town.node.store.read { try ProposalStore.find(id, $0) }).sha256.hex
                }
                try approval.approve(first, seen: try seen(first), by: approver)
                town.clock.advance(by: .seconds(60))
                let second = try propose()
                #expect(throws: AccountRefusal(.ownWork, de: "", en: "")) {
                    try approval.approve(second, seen: seen(second), by: writer)
                }
                try approval.approve(second, seen: try seen(second), by: approver)
            }
        }
    }

    @Test func aDecisionInTheFutureIsNone() throws {
        try edited { town, _ in
            let tomorrow = Decision(body: "Rat", date: PartialDate("2026-10-06"), link: "", number: "")
            #expect(throws: NodeError.decisionInFuture) {
                try StrategyApproval(node: town.node).proposeAdoption(tomorrow, by: .commandLine)
            }
            let thisYear = Decision(body: "Rat", date: PartialDate("2026"), link: "", number: "")
            let proposal = try StrategyApproval(node: town.node).proposeAdoption(thisYear, by: .commandLine)
            #expect(proposal > 0)
        }
    }

    @Test func publishingSignsExactlyWhatWasPutForward() throws {
        try joined { hub, town in
            let approval = StrategyApproval(node: town.node)
            let author = try account(town, "autorin", [.author])
            let approver = try account(town, "freigabe", [.approver])
            let id = try approval.proposePublication("region", by: Editor(author))
            let proposal = try #require(try town.node.store.read { try ProposalStore.find(id, $0) })
            try approval.approve(id, seen: proposal.sha256.hex, by: approver)
            #expect(try town.deliver().delivered == 1)
            let sent = try #require(hub.statements(of: "soest").last)
            guard case .strategy(let strategy) = try UnverifiedStatement(sent).statement.body else {
                Issue.record("not a strategy")
                return
            }
            #expect(strategy.canonicalBytes == proposal.content)
            // A second proposal for the same number cannot be approved after another was published.
            let old = try approval.proposePublication("region", by: Editor(author))
            let bytes = try #require(try town.node.store.read { try ProposalStore.find(old, $0) })
            try Signer(node: town.node, name: "region").sign { position in
                let next = try town.node.store.read { connection in
                    try StrategyApproval.statement(position, adopted: position.state.frameworks.last, connection)
                }
                return .strategy(next)
            }
            #expect(throws: NodeError.changedSince) { try approval.approve(old, seen: bytes.sha256.hex, by: approver) }
        }
    }

    @Test func nothingInternalReachesAStatement() throws {
        try joined { _, town in
            let marked = try account(town, "geheimname", [.author])
            let editor = StrategyEditor(node: town.node, editor: Editor(marked))
            var values = try #require(StrategyThing.head.values(try draft(town)))
            values["vision"] = "Öffentlich"
            _ = try editor.save(.head, values, expecting: 0)
            _ = try editor.save(.head, FormInput([("title", "Geheimtext")]), expecting: 0)
            _ = try editor.save(
                .goal(try code("spar")),
                FormInput([("name", "Marke6"), ("field", "klima"), ("maps", "save"), ("indicators", "rate")]),
                expecting: 0)
            _ = try editor.remove(.measure, try code("zwei"), naming: "Zwei", expecting: 0)
            let id = try StrategyApproval(node: town.node).proposePublication("region", by: Editor(marked))
            let proposal = try #require(try town.node.store.read { try ProposalStore.find(id, $0) })
            let text = String(decoding: proposal.content, as: UTF8.self)
            for secret in ["Geheim", "geheim", "Funktion", "\"Zwei\"", "\"rate\""] { #expect(!text.contains(secret)) }
            #expect(text.contains("Öffentlich"))
        }
    }
}
