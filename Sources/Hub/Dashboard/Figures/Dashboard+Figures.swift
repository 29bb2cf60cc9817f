import Federation
import HTTP
import Pages

/// Something asked for in an address that there is not, with what there is.
struct AddressRefusal: Error {
    let title: Phrase
    let reason: Phrase
}

extension Dashboard {
    /// Figures as files, and each on a page that other sites may frame.
    var figureRoutes: [Route] {
        let query = ["period", Parameter.style.name]
        return [
            answer("/charts/:file", query: query) { context, parameters in
                let (name, ending) = Self.split(parameters["file"])
                return try file(whole(context, name), context, ending)
            },
            answer("/charts/bundles/:file", query: query) { context, parameters in
                let (id, ending) = Self.split(parameters["file"])
                return try file(bundle(context, id, BundleFigureKind.first.rawValue), context, ending)
            },
            answer("/charts/bundles/:id/:file", query: query) { context, parameters in
                let (kind, ending) = Self.split(parameters["file"])
                return try file(bundle(context, parameters["id"], kind), context, ending)
            },
            answer("/charts/indicators/:file", query: query) { context, parameters in
                let (id, ending) = Self.split(parameters["file"])
                return try file(indicator(context, id, FigureKind.first.rawValue), context, ending)
            },
            answer("/charts/indicators/:id/:file", query: query) { context, parameters in
                let (kind, ending) = Self.split(parameters["file"])
                return try file(indicator(context, parameters["id"], kind), context, ending)
            },
            answer("/embed/:name") { context, parameters in embedded(whole(context, parameters["name"]), context) },
            answer("/embed/bundles/:id") { context, parameters in
                embedded(bundle(context, parameters["id"], BundleFigureKind.first.rawValue), context)
            },
            answer("/embed/bundles/:id/:kind") { context, parameters in
                embedded(bundle(context, parameters["id"], parameters["kind"]), context)
            },
            answer("/embed/indicators/:id", query: ["period"]) { context, parameters in
                try embedded(indicator(context, parameters["id"], FigureKind.first.rawValue), context)
            },
            answer("/embed/indicators/:id/:kind", query: ["period"]) { context, parameters in
                try embedded(indicator(context, parameters["id"], parameters["kind"]), context)
            },
        ]
    }

    /// A figure with its place and its numbers.
    private struct Figure {
        /// nil where values are missing for it.
        let chart: (any Chart)?
        let place: FigurePlace
        let table: (CSVStyle) -> [UInt8]
    }

    private func answer(
        _ pattern: String, query: [String] = [], _ draw: @escaping @Sendable (PageContext) throws -> Response?
    ) -> Route {
        answer(pattern, query: query) { context, _ in try draw(context) }
    }

    /// A figure about everything of a kind.
    private func whole(_ context: PageContext, _ name: String?) -> Figure? {
        let region = regionModel(context)
        switch name {
        case FigurePlace.measures.name:
            return Figure(chart: MeasureChart(context, region).chart, place: .measures) { style in
                FigureTable(say: context, style: style).measures(region)
            }
        case FigurePlace.bundles.name:
            return Figure(chart: BundleCharts(context).all(region), place: .bundles) { style in
                FigureTable(say: context, style: style).bundles(region)
            }
        case FigurePlace.participation.name:
            let funnel = region.funnel
            return Figure(chart: FunnelChart(context) { funnel.count($0) }.chart, place: .participation) { style in
                FigureTable(say: context, style: style).participation(funnel)
            }
        default: return nil
        }
    }

    private func bundle(_ context: PageContext, _ id: String?, _ kind: String?) -> Figure? {
        guard let id = id.flatMap({ Code($0) }), let kind = kind.flatMap(BundleFigureKind.init(rawValue:)),
            let model = BundleModel(regionModel(context), id)
        else { return nil }
        return Figure(chart: BundleCharts(context).chart(kind, model), place: .bundle(id, kind)) { style in
            FigureTable(say: context, style: style).bundle(model)
        }
    }

    private func indicator(_ context: PageContext, _ id: String?, _ kind: String?) throws -> Figure? {
        guard let id = id.flatMap({ Code($0) }), let kind = kind.flatMap(FigureKind.init(rawValue:)),
            let model = try indicatorModel(context, id)
        else { return nil }
        let asked = context.query.filter { $0.name == "period" }
        return Figure(chart: IndicatorFigure(context, model).chart(kind), place: .indicator(id, kind, asked)) { style in
            FigureTable(say: context, style: style).indicator(model, kind)
        }
    }

    /// An indicator in the period that the address asks for. Errors: a period of which there is no value.
    func indicatorModel(_ context: PageContext, _ id: Code) throws -> IndicatorModel? {
        let region = regionModel(context)
        let asked = context.query.first { $0.name == "period" }?.value
        if let model = IndicatorModel(context.state, region, id, asked: asked) { return model }
        guard asked != nil, let known = IndicatorModel(context.state, region, id) else { return nil }
        throw PeriodRefusal(known.figures.map(\.period))
    }

    private func embedded(_ figure: Figure?, _ context: PageContext) -> Response? {
        figure.map { EmbedView(say: context, chart: $0.chart, place: $0.place).response() }
    }

    private func file(_ figure: Figure?, _ context: PageContext, _ ending: String) throws -> Response? {
        guard let figure, let chart = figure.chart else { return nil }
        let name = figure.place.name.split(separator: "/").joined(separator: "-")
        var response: Response
        switch ending {
        case "svg":
            let bytes = ChartFile(provenance: provenance(context), language: context.language).bytes(chart)
            response = .bytes(bytes, contentType: ChartFile.mediaType)
            response.headers["Content-Security-Policy"] = ChartFile.policy
            response.headers["Content-Disposition"] = "inline; filename=\"\(name).svg\""
            response.headers["Content-Language"] = context.language.rawValue
            response.headers["Vary"] = "Accept-Language"
        case "csv":
            let asked = context.query.first { $0.name == Parameter.style.name }?.value
            guard let style = asked.map(CSVStyle.init(rawValue:)) ?? .neutral else {
                throw AddressRefusal(
                    title: .badStyleTitle, reason: .styles(CSVStyle.allCases.map(\.rawValue).joined(separator: ", ")))
            }
            response = .bytes(figure.table(style), contentType: "text/csv; charset=utf-8")
            response.headers["Content-Disposition"] = "attachment; filename=\"\(name).csv\""
        default: return nil
        }
        if let licence = LicenceCode(context.site.license) {
            response.headers["Link"] = "<\(licence.address)>; rel=\"license\""
        }
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
    }

    /// What a file says about itself wherever it is taken.
    private func provenance(_ context: PageContext) -> [String] {
        let state = context.state
        return [
            Phrase.fileStand(
                context.integer(state.size), DateFormat.date(state.day.description, context.language),
                site.publicAddress, context.language),
            "\(context(.licence)): \(context.site.license)",
        ] + (state.founding?.value.notice.map { [context($0)] } ?? [])
    }

    /// "child-poverty.svg" in two.
    private static func split(_ file: String?) -> (name: String?, ending: String) {
        guard let file, let dot = file.lastIndex(of: ".") else { return (nil, "") }
        return (String(file[..<dot]), String(file[file.index(after: dot)...]))
    }
}
