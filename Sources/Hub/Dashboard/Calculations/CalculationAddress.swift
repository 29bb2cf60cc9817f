import Federation
import Pages

/// Reads from an address which number is meant. Errors: what there is not, with what there is.
struct CalculationAddress {
    /// Every name that may stand in such an address, besides those of lists.
    static let names = CountQuestion.kinds.flatMap(CountQuestion.names)

    let say: PageContext
    let region: RegionModel

    /// nil where there is no such kind of calculation, or nothing yet that it could be about.
    func question(_ kind: String) throws(ListQuestion.Refusal) -> CountQuestion? {
        guard CountQuestion.kinds.contains(kind) else { return nil }
        let newest = kind == "summaries" ? region.newestPeriod?.description : nil
        if kind == "summaries", newest == nil { return nil }
        let question: CountQuestion
        do throws(CountQuestion.Misread) {
            question = try CountQuestion(kind: kind) { name in
                let text = say.query.first { $0.name == name && !$0.value.isEmpty }?.value
                return text ?? (name == "period" ? newest : nil)
            }
        } catch {
            switch error.expected {
            case .words(let words): throw ListQuestion.Refusal(.notAmong(error.name, words, .numberAsked))
            case .period: throw ListQuestion.Refusal(.notAPeriod(error.name))
            case .code: throw ListQuestion.Refusal(.notAmong(error.name, known(error.name), heading(error.name)))
            }
        }
        try check(question)
        return question
    }

    /// Ids that the framework at hand has.
    private func known(_ name: String) -> [String] {
        switch name {
        case "goal": region.goals.map(\.goal.id.text)
        case "bundle": region.bundles.map(\.bundle.id.text)
        default: region.fields.map(\.field.id.text)
        }
    }

    private func heading(_ name: String) -> Phrase {
        switch name {
        case "goal": .goalHeader
        case "bundle": .bundleHeader
        default: .fieldOfAction
        }
    }

    private func check(_ question: CountQuestion) throws(ListQuestion.Refusal) {
        var asked: [(name: String, id: Code?)] = []
        switch question {
        case .measures(let measures):
            asked = [("field", measures.field), ("goal", measures.goal), ("bundle", measures.bundle)]
        case .participation(let participation):
            if case .field(let id) = participation.part { asked = [("key", id)] }
        case .adoptions, .summaries: break
        }
        for (name, id) in asked {
            guard let id else { continue }
            let known = known(name)
            guard known.contains(id.text) else {
                throw ListQuestion.Refusal(.notAmong(name, known, heading(name)))
            }
        }
    }
}
