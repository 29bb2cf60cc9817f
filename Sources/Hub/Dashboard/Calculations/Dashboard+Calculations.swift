import Federation
import HTTP
import Pages

extension Dashboard {
    /// The calculation behind each number that is counted or added up, and the numbers behind many courses; the calculations
    /// of indicators stand on their own pages.
    var calculationRoutes: [Route] {
        [
            page("/calculations/:kind", query: ListQuestion.names + CalculationAddress.names) { context, parameters in
                let region = regionModel(context)
                guard
                    let question = try CalculationAddress(say: context, region: region)
                        .question(parameters["kind"] ?? "")
                else { return nil }
                return try CalculationView(context, question, region).page()
            },
            page("/indicators/:id/courses", query: ListQuestion.names) { context, parameters in
                let region = regionModel(context)
                guard let id = Code(parameters["id"] ?? ""), let model = IndicatorModel(context.state, region, id)
                else { return nil }
                return try CoursesView(context, model, region).page()
            },
        ]
    }
}
