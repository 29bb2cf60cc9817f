import Federation
import Pages

/// A counted number in words: what it is, by which rule, and how it is recomputed.
struct CountWords {
    let say: PageContext
    let question: CountQuestion

    /// "Geplante Mittel, Bündel „Digitale Dörfer“".
    var name: String {
        switch question {
        case .measures(let asked): ([number(asked)] + of(asked)).joined(separator: ", ")
        case .participation(let asked):
            participation(asked, FunnelWords(say, say.state.currentFramework?.value))
        case .adoptions: say(.adoptionsCounted)
        case .summaries(let period): Phrase.summariesCounted(say.period(period), say.language)
        }
    }

    private func number(_ asked: CountQuestion.Measures) -> String {
        switch asked.number {
        case .measures: say(.measuresHeader)
        case .underway: say(.measuresUnderWay)
        case .planned: say(.plannedOfMeasures)
        case .spent: say(.spentOfMeasures)
        case .towns: say(.townsWithMeasures)
        }
    }

    private func participation(_ asked: CountQuestion.Participation, _ words: FunnelWords) -> String {
        ([words.figure(asked.figure)] + (asked.part.map { [words.part($0)] } ?? [])).joined(separator: ", ")
    }

    private func of(_ asked: CountQuestion.Measures) -> [String] {
        let framework = say.state.currentFramework?.value
        var words: [String] = []
        if let status = asked.status { words.append(Phrase.ofStatus(say(.measureStatus(status)), say.language)) }
        if let id = asked.field {
            let name = framework?.fields.first { $0.id == id }.map { say($0.name) } ?? id.text
            words.append(Phrase.ofField(name, say.language))
        }
        if let id = asked.goal {
            let name = framework?.goals.first { $0.id == id }.map { say($0.name) } ?? id.text
            words.append(Phrase.ofGoal(name, say.language))
        }
        if let id = asked.bundle {
            let name = framework?.bundles.first { $0.id == id }.map { say($0.title) } ?? id.text
            words.append(Phrase.ofBundle(name, say.language))
        }
        if asked.isWithoutField { words.append(say(.withoutField)) }
        if let period = asked.upTo { words.append(Phrase.upTo(say.period(period), say.language)) }
        return words
    }

    /// One sentence a step.
    var rule: [String] {
        switch question {
        case .measures(let asked):
            [
                asked.upTo.map { Phrase.ruleNewestUpTo(say.period($0), say.language) } ?? say(.ruleNewestSummary),
                say(.ruleOfMeasures(asked.number)),
            ]
        case .participation(let asked):
            [
                say(.ruleNewestParticipation),
                say(
                    asked.part != nil
                        ? .rulePartAdded
                        : asked.figure.dimensions.contains(.whole) ? .ruleWholeAdded : .ruleChannelsAdded),
                say(.ruleSuppressedParts),
            ]
        case .adoptions: [say(.ruleAdoptions)]
        case .summaries: [say(.ruleSummaries)]
        }
    }

    /// The sum with its terms; zeros are left out, long sums shortened in the middle.
    func formula(_ explained: CountExplanation) -> String? {
        guard let total = explained.total else { return nil }
        let terms = explained.shares.compactMap(\.value).filter { $0.units != 0 }
        guard terms.count > 1 else { return nil }
        return LongSum.text(terms, " + ") { say.counted($0) } + " = " + say.counted(total)
    }

    /// What recomputes the number from an export, as of this position.
    var command: String {
        (["rahmenwerk-audit count EXPORT \(question.kind)"]
            + question.query.map { "--\($0.name) \($0.value)" }
            + ["--as-of \(say.state.size - 1)", "--policy POLICY", "--office OFFICE"]).joined(separator: " ")
    }

    /// The same calculation for programs, at the same position.
    var data: Address {
        Address(
            path: "/api/v1/calculations/\(question.kind)",
            query: question.query + (say.past.map { [QueryItem(Parameter.at.name, String($0.state.size))] } ?? []))
    }

    /// The page that shows the number's surroundings.
    var above: [PageFrame.Link] {
        guard case .measures(let asked) = question, let framework = say.state.currentFramework?.value else { return [] }
        if let id = asked.bundle, let bundle = framework.bundles.first(where: { $0.id == id }) {
            return [PageFrame.Link(say(bundle.title), say.link("/bundles/\(id)"))]
        }
        if let id = asked.goal, let goal = framework.goals.first(where: { $0.id == id }) {
            return [PageFrame.Link(say(goal.name), say.link("/goals/\(id)"))]
        }
        if let id = asked.field, let field = framework.fields.first(where: { $0.id == id }) {
            return [PageFrame.Link(say(field.name), say.link("/fields/\(id)"))]
        }
        return []
    }

    var section: SiteSection {
        switch question {
        case .measures: .measures
        case .participation: .participation
        case .adoptions, .summaries: .towns
        }
    }
}
