import Federation
import HTTP
import Pages

/// The public pages, one address each.
extension Dashboard {
    var pageRoutes: [Route] {
        calculationRoutes + [
            page("/") { context, _ in RegionView(context, regionModel(context)).overview() },
            page("/towns", query: ListQuestion.names) { context, _ in
                try TownListView(context, regionModel(context)).page()
            },
            page("/indicators", query: ListQuestion.names) { context, _ in
                try IndicatorListView(context, regionModel(context)).page()
            },
            page("/towns/:id", query: ListQuestion.names) { context, parameters in
                let region = regionModel(context)
                guard let tenant = TenantID(parameters["id"] ?? ""),
                    let model = TownModel(context.state, tenant, region)
                else { return nil }
                return try TownView(context, model, region).page()
            },
            page("/indicators/:id", query: ["period"] + ListQuestion.names) { context, parameters in
                guard let id = Code(parameters["id"] ?? ""), let model = try indicatorModel(context, id) else {
                    return nil
                }
                return try IndicatorView(context, model, regionModel(context)).page()
            },
            page("/fields") { context, _ in FieldListView(context, regionModel(context)).page() },
            page("/fields/:id") { context, parameters in
                Code(parameters["id"] ?? "").flatMap { FieldModel(regionModel(context), $0) }
                    .map { FieldView(context, $0).page() }
            },
            page("/goals/:id") { context, parameters in
                Code(parameters["id"] ?? "").flatMap { GoalModel(regionModel(context), $0) }
                    .map { GoalView(context, $0).page() }
            },
            page("/measures", query: ListQuestion.names + MeasureFilter.names) { context, _ in
                try MeasureListView(context, regionModel(context)).page()
            },
            page("/compare", query: ["q", "town"]) { context, _ in
                try CompareView(context, regionModel(context)).page()
            },
            page("/towns/:id/measures/:measure") { context, parameters in
                guard let tenant = TenantID(parameters["id"] ?? ""), let id = Code(parameters["measure"] ?? "") else {
                    return nil
                }
                let region = regionModel(context)
                return MeasureModel(region, tenant, id).map {
                    MeasureView(say: context, model: $0, region: region).page()
                }
            },
            page("/map", query: ["indicator", "period"]) { context, _ in try mapPage(context) },
            page("/framework") { context, _ in
                FrameworkView(context, context.state.currentFramework).page()
            },
            page("/framework/:number") { context, parameters in
                guard let framework = context.state.framework(number: parameters["number"]) else { return nil }
                return FrameworkView(context, framework).page()
            },
            page("/participation", query: ListQuestion.names) { context, _ in
                try FunnelView(context, regionModel(context)).page()
            },
            page("/bundles", query: ListQuestion.names) { context, _ in
                try BundleListView(context, regionModel(context)).page()
            },
            page("/bundles/:id", query: ListQuestion.names) { context, parameters in
                let region = regionModel(context)
                guard let id = Code(parameters["id"] ?? ""), let model = BundleModel(region, id) else { return nil }
                return try BundleView(context, model, region).page()
            },
            page("/framework/drafts/:name") { context, parameters in
                guard let consultation = context.state.consultation(named: parameters["name"] ?? "") else { return nil }
                return DraftView(context, consultation).page()
            },
            page("/framework/drafts/:name/changes", query: ["from"]) { context, parameters in
                DifferencePage(context).draft(parameters["name"] ?? "")
            },
            page("/framework/:number/changes", query: ["from"]) { context, parameters in
                DifferencePage(context).versions(parameters["number"])
            },
            page("/reports/:name") { context, parameters in
                guard let report = context.state.report(named: parameters["name"] ?? "") else { return nil }
                return ReportView(context, report).page()
            },
            page("/slides") { context, _ in SlideShow.region(context, regionModel(context)).page() },
            page("/slides/indicators/:id") { context, parameters in
                guard let id = Code(parameters["id"] ?? ""),
                    let model = IndicatorModel(context.state, regionModel(context), id)
                else { return nil }
                return SlideShow.indicator(context, model).page()
            },
            page("/slides/reports/:name") { context, parameters in
                guard let report = context.state.report(named: parameters["name"] ?? "") else { return nil }
                return SlideShow.report(context, report, regionModel(context)).page()
            },
            page("/changes", query: ["since"]) { context, _ in
                ChangesView(context, try changes(context)).page()
            },
            feed,
            page("/log", query: ["page"]) { context, _ in
                let model = try LogModel(context.snapshot, log, try context.listQuestion(orders: []))
                return LogView(context, model, try WitnessStanding(context.snapshot, log)).page()
            },
            page("/log/entries/:index") { context, parameters in
                guard let model = try EntryModel(context.snapshot, log, parameters["index"] ?? "") else { return nil }
                return EntryView(context, model).page()
            },
            page("/api") { context, _ in InterfaceView(context).page() },
            page("/about") { context, _ in AboutView(context).page() },
            page("/problems/:code") { context, parameters in
                guard let problem = ProblemPhrases.all[parameters["code"] ?? ""] else { return nil }
                return ProblemView(context, problem).page()
            },
        ]
    }
}
