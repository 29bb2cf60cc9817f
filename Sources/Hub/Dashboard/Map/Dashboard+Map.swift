import Federation
import Pages

extension Dashboard {
    /// The map of the indicator that the address names. Errors: an indicator that there is not.
    func mapPage(_ context: PageContext) throws -> DrawnPage {
        let region = regionModel(context)
        guard let asked = context.query.first(where: { $0.name == "indicator" })?.value else {
            let model = try MapView.usual(region).flatMap { try indicatorModel(context, $0) }
            return MapView(say: context, region: region, model: model).page()
        }
        guard let id = Code(asked), let model = try indicatorModel(context, id) else {
            throw AddressRefusal(
                title: .badIndicatorTitle,
                reason: .knownIndicators(
                    region.series.prefix(12).map(\.definition.id.text).joined(separator: ", "),
                    isAll: region.series.count <= 12))
        }
        return MapView(say: context, region: region, model: model).page()
    }
}
