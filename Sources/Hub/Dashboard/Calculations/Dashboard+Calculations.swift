import Federation
import HTTP
import Pages

extension Dashboard {
    /// The calculation behind each number that is counted or added up; those of indicators stand on their own pages.
    var calculationRoutes: [Route] {
        [
            answer("/calculations/:kind", query: ListQuestion.names + CalculationAddress.names) { context, parameters in
                let region = regionModel(context)
                guard
                    let question = try CalculationAddress(say: context, region: region)
                        .question(parameters["kind"] ?? "")
                else { return nil }
                return try CalculationView(context, question, region).page()
                    .response(context.language, status: 200)
            }
        ]
    }
}
