import Federation
import Pages

/// What the town says on a draft and that it means to come along, for the browser and the command line alike.
struct Consulting: Sendable {
    let node: Node
    let name: String

    /// A position on the draft that is open now; nil where something is wrong, which then stands in `input`.
    func position(_ input: inout FormInput) throws -> Position? {
        let membership = try node.membership(name)
        let state = try node.log(of: membership).state
        guard let consultation = state.currentConsultation, state.isOpen(consultation, on: node.today) else {
            throw NodeError(
                .notFound, de: "Zurzeit liegt kein Entwurf zur Stellungnahme vor, oder die Frist ist vorbei.",
                en: "No draft is open for positions at the moment, or its date has passed.")
        }
        let passage = Passage(input["passage"]).flatMap { consultation.draft.value.framework.has($0) ? $0 : nil }
        if passage == nil { input.refuse("passage", .choiceRequired) }
        let kind = input.word("kind", Position.Kind.self)
        let proposal = input.text("proposal", limit: Position.textLimit, isRequired: kind == .change)
        let text = input.text("text", limit: Position.textLimit, isRequired: kind == .question)
        guard input.isAccepted, let passage, let kind else { return nil }
        return Position(
            draft: consultation.draft.reference, kind: kind,
            number: state.nextPositionNumber(of: membership.tenant), passage: passage, proposal: proposal, text: text)
    }

    /// A letter of intent: with a text, a decision or both.
    func declaration(_ input: inout FormInput) throws -> Declaration? {
        let text = input.text("text", limit: Declaration.textLimit)
        var decision: Decision?
        if ["body", "date", "number", "link"].contains(where: { !input[$0].isEmpty }) {
            decision = DecisionForm(today: node.today).decision(&input)
        } else if text.isEmpty {
            input.refuse("text", .textRequired)
        }
        guard input.isAccepted else { return nil }
        let state = try node.log(of: try node.membership(name)).state
        return Declaration(decision: decision, framework: state.frameworks.last?.reference, text: text)
    }
}
