import Federation
import Pages

/// What an indicator's pages open with: the question and its answer.
struct IndicatorAnswer {
    let say: PageContext
    let model: IndicatorModel

    var title: String { Phrase.indicatorQuestion(say(model.definition.name), say.language) }

    /// The newest value in one sentence, or why there is none.
    var sentence: String {
        guard let shown = model.shown else { return say(.indicatorNoData) }
        let period = say.period(shown.figure.period)
        guard let value = shown.figure.value else {
            return shown.figure.reason == .noRule
                ? Phrase.indicatorDistribution(period, say.language)
                : Phrase.indicatorWithheld(
                    period,
                    shown.figure.reason.map { FigureWords(say).reason($0, shown.figure, model.definition) } ?? "",
                    say.language)
        }
        let sentence = Phrase.indicatorAnswer(period, say.quantity(value, model.definition), say.language)
        guard let trend = model.trend else { return sentence + "." }
        return sentence + Phrase.clause(FigureWords(say).trend(trend), say.language) + "."
    }
}
