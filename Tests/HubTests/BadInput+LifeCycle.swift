import Federation
import Testing

@testable import Hub

// Rows about drafts, positions, decisions, membership and withdrawals.
extension BadInput {
    func lifeCycle(_ hub: TestHub) throws -> ([UInt8], Expected)? {
        func said(_ body: StatementBody, by name: String = "soest") throws -> [UInt8] {
            try hub.signed(try hub.statement(body, by: name), by: name)
        }
        let period = try #require(Period("2024"))
        let adopted = try #require(try hub.state.frameworks.last).reference
        switch self {
        case .decisionToCome:
            let today = Instant(secondsSince1970: hub.world.now().seconds).day
            let decision = Decision(body: "Rat", date: PartialDate("2999"), link: "", number: "1")
            return (
                try said(.adoption(Adoption(decision: decision, framework: adopted))),
                Expected(
                    422, "future", "The decision is dated 2999, which lies after \(today)",
                    field: "body.decision.date", expected: "\(today) or earlier")
            )
        case .draftAdopted:
            let draft = try hub.draft(edition: 1)
            let decision = Decision(body: "Rat", date: nil, link: "", number: "1")
            return (
                try said(.adoption(Adoption(decision: decision, framework: draft))),
                Expected(
                    422, "reference", "Entry \(draft.index) is not a version of the framework with this digest",
                    field: "body.framework")
            )
        case .replacedDraft:
            let draft = try hub.draft(edition: 1)
            let newer = try hub.draft(edition: 2)
            return (
                try said(try hub.position(on: draft)),
                Expected(
                    409, "closed", "Edition 1 of the draft has been replaced by edition 2", field: "body.draft",
                    expected: "entry \(newer.index)")
            )
        case .unknownPassage:
            let draft = try hub.draft(edition: 1)
            return (
                try said(try hub.position(on: draft, passage: .principle(99))),
                Expected(422, "reference", "The draft has no passage principles/99", field: "body.passage")
            )
        case .positionOutOfTurn:
            let draft = try hub.draft(edition: 1)
            return (
                try said(try hub.position(on: draft, number: 2)),
                Expected(
                    409, "number", "The next position of soest has number 1", field: "body.number", expected: "1")
            )
        case .nothingToWithdraw:
            return (
                try said(.withdrawal(Withdrawal(period: period, reason: .error, summary: adopted))),
                Expected(
                    422, "reference", "soest has no summary of 2024 that could be withdrawn", field: "body.period")
            )
        case .ownMembership:
            return (
                try said(.membership(try hub.leaving("soest"))),
                Expected(403, "role", "soest has the role pioneer and may not issue membership", field: "kind")
            )
        case .townThatLeft:
            let leaving = try hub.leaving("paten")
            _ = try hub.running.hub.office.sequencer.issue(Sequencer.OfficeAct { _ in .membership(leaving) })
            return (
                try said(try hub.adoption(), by: "paten"),
                Expected(
                    403, "not-admitted",
                    "paten is no longer a member since 2025-01-01; it may only correct or withdraw its summaries",
                    field: "issuer")
            )
        default: return nil
        }
    }
}

extension TestHub {
    /// The office lays a draft of the next version before the towns.
    func draft(edition: Int64) throws -> Reference {
        let draft = Draft(
            edition: edition, framework: try HubFramework.make(number: try state.frameworks.count + 1),
            until: try #require(CalendarDay("2999-12-31")))
        _ = try running.hub.office.sequencer.issue(Sequencer.OfficeAct { _ in .draft(draft) })
        return try #require(try state.consultations.last).draft.reference
    }

    func position(on draft: Reference, passage: Passage = .vision, number: Int64 = 1) throws -> StatementBody {
        .position(Position(draft: draft, kind: .support, number: number, passage: passage, proposal: "", text: ""))
    }

    func leaving(_ name: String) throws -> MembershipChange {
        let day = try #require(CalendarDay("2025-01-01"))
        return MembershipChange(
            from: day, location: nil, name: name, official: nil, reason: "left", role: .pioneer, successor: nil,
            tenant: try #require(TenantID(name)), until: day)
    }
}
