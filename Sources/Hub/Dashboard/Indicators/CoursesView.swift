import Federation
import Pages

/// Draws the table of all towns' courses: the numbers behind the small multiples, too long to stand behind each page's.
struct CoursesView {
    let say: PageContext
    let model: IndicatorModel
    private let rows: AskedRows<ContributionOrder.Row>

    /// Errors: an order or a page that there is not.
    init(_ context: PageContext, _ model: IndicatorModel, _ region: RegionModel) throws(ListQuestion.Refusal) {
        say = context
        self.model = model
        let definition = model.definition
        rows = try AskedRows(
            context, ContributionOrder.byName(model.shown, region),
            by: { (order: ContributionOrder) in { order.sorted($0, $1, definition) } }
        ) { $0.town.searchText }
    }

    func page() -> DrawnPage {
        let path = "/indicators/\(model.definition.id)"
        let figure = IndicatorFigure(say, model).chart(.towns, of: rows.shown.map(\.contribution.tenant))
        var table = figure?.table(say.language)
        table?.hidesCaption = true
        if let columns = table?.columns, let first = columns.first {
            table?.columns = [rows.list.column(first.header, ContributionOrder.name.rawValue)] + columns.dropFirst()
        }
        return say.page(
            .indicators, title: Phrase.townCourseTitle(say(model.definition.name), say.language),
            lead: .text(say(.coursesLead)), below: [PageFrame.Link(say(model.definition.name), say.link(path))],
            body: [
                .when(table) { rows.list.html(search: say(.searchTowns), table: $0, say.language) },
                FigurePlace.indicator(model.definition.id, .towns).files(say),
            ])
    }
}
