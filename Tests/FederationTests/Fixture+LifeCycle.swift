import Crypto

@testable import Federation

// Acts of the life cycle: drafts, positions, answers, declarations, changes of membership, withdrawals.
extension Fixture {
    static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(daysSince1970: 0) }

    func draft(_ indicators: [JSONValue] = [], edition: Int64 = 1, until: String = "2026-12-31") throws -> Draft {
        Draft(
            edition: edition,
            framework: try Framework(
                canonicalBytes: Sample.framework(indicators, number: state.frameworks.count + 1).canonicalBytes),
            until: Fixture.day(until))
    }

    func position(
        _ town: String, on draft: Reference? = nil, _ passage: Passage = .vision, kind: Position.Kind = .support,
        number: Int64? = nil, proposal: String = "", text: String = ""
    ) -> Position {
        Position(
            draft: draft ?? state.consultations.last?.draft.reference ?? framework, kind: kind,
            number: number ?? state.nextPositionNumber(of: Fixture.tenant(town)), passage: passage,
            proposal: proposal, text: text)
    }

    @discardableResult mutating func take(_ position: Position, by town: String) throws -> Reference {
        try say(.position(position), by: .tenant(Fixture.tenant(town)))
    }

    func membership(
        _ town: String, from: String, role: Role = .pioneer, name: String? = nil, until: String? = nil,
        successor: String? = nil, official: Admission.OfficialKeys? = nil
    ) -> MembershipChange {
        MembershipChange(
            from: Fixture.day(from), location: nil, name: name ?? town, official: official, reason: "as agreed",
            role: role, successor: successor.map(Fixture.tenant), tenant: Fixture.tenant(town),
            until: until.map(Fixture.day))
    }

    func withdrawal(_ town: String, _ period: String, summary: Reference? = nil) throws -> Withdrawal {
        let period = Period(period) ?? Observation.Key.misspelt.period
        return Withdrawal(
            period: period, reason: .error,
            summary: summary ?? state.summaries[Fixture.tenant(town)]?[period]?.reference ?? framework)
    }

    @discardableResult mutating func withdraw(_ town: String, _ period: String) throws -> Reference {
        try say(.withdrawal(withdrawal(town, period)), by: .tenant(Fixture.tenant(town)))
    }
}

extension Observation.Key {
    /// Stands for what a test misspells: it makes it fail instead of crash.
    static let misspelt = key("misspelt", "1970")
}
