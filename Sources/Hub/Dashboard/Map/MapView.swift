import Federation
import Pages

/// The towns' values of one indicator on a map, and the way to the others.
struct MapView {
    let say: PageContext
    let region: RegionModel
    let model: IndicatorModel?

    /// The indicator that a map begins with: the first that tells more of a town than how large it is.
    static func usual(_ region: RegionModel) -> Code? {
        let told = region.series.filter { ($0.headline?.reported ?? 0) > 0 }
        return
            (told.first { ![.sum, .count].contains($0.definition.space.rule) } ?? told.first ?? region.series.first)?
            .definition.id
    }

    func page() -> DrawnPage {
        say.page(.towns, title: say(.mapPageTitle), lead: .text(say(.mapLead)), body: [question, figure, periods])
    }

    private var question: HTML {
        guard !region.series.isEmpty else { return .empty }
        var field = FormField(
            id: "indicator", label: say(.mapChoose),
            control: .select(region.series.map { .init($0.definition.id.text, say($0.definition.name)) }),
            value: model?.definition.id.text ?? "")
        field.marksOptional = false
        var form = Form(
            action: Address(path: "/map"), hidden: say.keptItems("/map"), fields: [field], submitLabel: say(.mapShow))
        form.isQuestion = true
        form.isSecondary = true
        return form.html(say.language)
    }

    private var figure: HTML {
        guard let model, let chart = IndicatorFigure(say, model).chart(.map) else {
            return EmptyState(say(.mapEmptyTitle), explanation: say(.mapEmpty)).html()
        }
        let id = model.definition.id
        let asked = say.query.filter { $0.name == "period" }
        return [
            chart.figure(
                say.language, links: FigurePlace.indicator(id, .map, asked).links(say, title: chart.text.title)),
            .p(.a(say.link("/indicators/\(id)", asked), .text(say(.mapTables)))),
        ]
    }

    /// The other periods, the newest first.
    private var periods: HTML {
        guard let model, model.figures.count > 1 else { return .empty }
        let links = model.figures.reversed().prefix(24).map { figure -> HTML in
            let words = say.period(figure.period)
            guard figure.period != model.shown?.figure.period else { return .li(.strong(.text(words))) }
            return .li(
                .a(
                    say.link(
                        "/map",
                        [
                            QueryItem("indicator", model.definition.id.text),
                            QueryItem("period", figure.period.description),
                        ]), .text(words)))
        }
        return .section(.h2(.text(say(.allPeriods))), .ul(links, class: "inline-list"))
    }
}
