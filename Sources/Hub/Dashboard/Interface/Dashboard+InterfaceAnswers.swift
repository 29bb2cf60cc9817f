import Federation
import Pages

extension Dashboard {
    /// What an operation answers; nil where there is nothing of that name.
    func answer(_ operation: ReadOperation, _ asked: InterfaceRequest) throws -> InterfaceAnswer? {
        switch operation {
        case .openAPI: .bytes(OpenAPIDocument(site: site, state: asked.state).bytes)
        case .catalogue:
            .bytes(Catalogue(site: site, state: asked.state, series: asked.region.series).bytes)
        case .region, .indicators, .indicator, .contributions, .observations: figures(operation, asked)
        case .towns, .town, .measures, .participation: towns(operation, asked)
        case .measureCount, .participationCount, .adoptionCount, .summaryCount:
            try CountData(operation, asked).map { data in
                .part("contributions", of: data.explained.shares, asked.paging, and: data.members, CountData.row)
            }
        case .frameworks, .framework, .drafts, .draft, .reports, .report: texts(operation, asked)
        case .log: try entries(asked)
        }
    }

    private func figures(_ operation: ReadOperation, _ asked: InterfaceRequest) -> InterfaceAnswer? {
        let state = asked.state
        switch operation {
        case .indicators:
            let model = asked.region
            switch asked.format {
            case .csv: return .bytes(RegionData(model).indicatorsCSV(asked.style))
            case .jsonStat: return .bytes(JSONStat.region(model.series, state, site.license).bytes)
            default: return .part("indicators", of: model.series, asked.paging, RegionData.indicator)
            }
        case .observations:
            let arguments = asked.arguments
            let paging = asked.paging
            let found = ObservationData(
                state: state, town: arguments[.ofTown].flatMap { TenantID($0) },
                indicator: arguments[.ofIndicator].flatMap { Code($0) },
                period: arguments[.ofPeriod].flatMap { Period($0) }
            ).part(offset: paging.offset, limit: paging.limit)
            return InterfaceAnswer(
                content: .members([("observations", .array(found.rows))] + paging.members(found.total)),
                links: paging.links(found.total))
        case .region:
            let data = RegionData(asked.region)
            return asked.format == .csv ? .bytes(data.newestCSV(asked.style)) : .members(data.region(state))
        default:
            guard let id = asked.arguments[.indicator].flatMap({ Code($0) }),
                let model = IndicatorModel(state, asked.region, id, explains: false)
            else { return nil }
            let data = IndicatorData(model)
            if operation == .contributions {
                let rows = data.contributions(period: asked.arguments[.ofPeriod], town: asked.arguments[.ofTown])
                return .part("contributions", of: rows, asked.paging) {
                    IndicatorData.row($0.period, $0.contribution, state)
                }
            }
            switch asked.format {
            case .csv: return .bytes(data.csv(state, asked.style))
            case .jsonStat: return .bytes(JSONStat.indicator(model, state, site.license).bytes)
            default: return .members(data.json())
            }
        }
    }

    private func towns(_ operation: ReadOperation, _ asked: InterfaceRequest) -> InterfaceAnswer? {
        let state = asked.state
        let arguments = asked.arguments
        switch operation {
        case .town:
            guard let tenant = arguments[.town].flatMap({ TenantID($0) }),
                let model = TownModel(state, tenant, asked.region)
            else { return nil }
            let data = TownData(model, state)
            return asked.format == .csv ? .bytes(data.csv(asked.style)) : .members(data.json())
        case .measures:
            let data = MeasureData(asked.region, arguments)
            return asked.format == .csv
                ? .bytes(data.csv(asked.style)) : .part("measures", of: data.lines, asked.paging, MeasureData.row)
        case .participation:
            let model = FunnelModel(asked.region)
            return asked.format == .csv
                ? .bytes(FunnelData(model: model).csv(asked.style))
                : .part(
                    "towns", of: model.reported, asked.paging,
                    and: [("towns_without", .array(model.silent.map { .string($0.text) }))], FunnelData.town)
        default:
            let model = asked.region
            return asked.format == .csv
                ? .bytes(RegionData(model).townsCSV(asked.style))
                : .part("towns", of: model.towns, asked.paging, RegionData.town)
        }
    }

    private func texts(_ operation: ReadOperation, _ asked: InterfaceRequest) -> InterfaceAnswer? {
        let state = asked.state
        switch operation {
        case .frameworks:
            return .part("frameworks", of: state.frameworks, asked.paging) { framework in
                [
                    ("in_force", .boolean(state.isInForce(framework))), ("number", .integer(framework.value.number)),
                    ("statement", JSONValue(framework.reference)), ("title", JSONValue(framework.value.title)),
                ]
            }
        case .framework:
            return state.framework(number: asked.arguments[.number]).map { .bytes($0.value.canonicalBytes) }
        case .drafts:
            return .part("drafts", of: state.consultations, asked.paging) { consultation in
                [
                    ("edition", .integer(consultation.draft.value.edition)), ("name", .string(consultation.name)),
                    ("number", .integer(consultation.number)),
                    ("positions", .integer(Int64(consultation.entries.count))),
                    ("statement", JSONValue(consultation.draft.reference)),
                    ("until", .string(consultation.draft.value.until.description)),
                ]
            }
        case .draft:
            guard let consultation = asked.arguments[.draft].flatMap({ state.consultation(named: $0) }) else {
                return nil
            }
            let data = DraftData(consultation)
            return asked.format == .csv ? .bytes(data.csv(state, asked.style)) : .members(data.json())
        case .reports:
            return .part("reports", of: state.newestReports, asked.paging) { report in
                [
                    ("edition", .integer(report.value.edition)), ("name", .string(report.value.name)),
                    ("period", .string(report.value.period.description)), ("statement", JSONValue(report.reference)),
                ]
            }
        default:
            guard let report = asked.arguments[.report].flatMap({ state.report(named: $0) })?.value else { return nil }
            return .bytes(asked.format == .csv ? ReportData.csv(report, asked.style) : report.canonicalBytes)
        }
    }

    private func entries(_ asked: InterfaceRequest) throws -> InterfaceAnswer {
        let size = asked.state.size
        let limit = asked.arguments.integer(.limit) ?? 100
        let from = asked.arguments.integer(.from) ?? max(0, size - limit)
        guard from <= size else {
            throw ParameterRefusal(
                Parameter.from.name, found: String(from),
                expected: Phrase(
                    de: "ein Eintrag von 0 bis zur Größe des Protokolls, \(size)",
                    en: "an entry from 0 to the size of the log, \(size)"))
        }
        let count = Int(min(limit, size - from))
        let leaves = try count > 0 ? log.leaves(from: from, limit: count) : []
        func address(_ from: Int64) -> String { "\(asked.address)?from=\(from)&limit=\(limit)" }
        let next = from + limit < size ? address(from + limit) : nil
        let previous = from > 0 ? address(max(0, from - limit)) : nil
        let links = [("first", address(0)), ("prev", previous), ("next", next)]
            .compactMap { relation, address in address.map { "<\($0)>; rel=\"\(relation)\"" } }
        let content: InterfaceAnswer.Content =
            asked.format == .csv
            ? .bytes(try LogData.csv(leaves, from: from, asked.style))
            : .members(try LogData.json(leaves, from: from, limit: limit, next: next, asked.context.snapshot))
        return InterfaceAnswer(content: content, links: links)
    }
}
