import AccountPages
import Federation
import HTTP
import Pages

/// The town's own reports: half-yearly status, year, and the costs for the funder.
struct ReportPages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/reports", for: .reader) { request, _, visitor in try overview(request, visitor) },
            gate.get("/reports/status", for: .reader) { request, _, visitor in
                try report(request, visitor, frequency: .half)
            },
            gate.get("/reports/year", for: .reader) { request, _, visitor in
                try report(request, visitor, frequency: .year)
            },
            gate.get("/reports/costs.csv", for: .reader) { request, _, _ in try costs(request) },
        ]
    }

    private func overview(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = gate.site.language(request)
        let today = Instant(secondsSince1970: node.world.now().seconds).day
        var halves: [Period] = []
        var half = Period(year: today.year, frequency: .half, number: today.month > 6 ? 2 : 1)
        while let present = half, halves.count < 4 {
            halves.append(present)
            half = present.previous
        }
        let years = [Int](0..<3).compactMap { Period(year: today.year - $0, frequency: .year, number: 1) }
        func list(_ path: String, _ periods: [Period]) -> HTML {
            .ul(
                periods.map { period in
                    .li(
                        .a(
                            gate.site.link(path, language, [QueryItem("period", "\(period)")]),
                            .text(DateFormat.period("\(period)", language))))
                })
        }
        func costs(_ variant: CostTable.Variant) -> Address {
            gate.site.link("/reports/costs.csv", language, [QueryItem("variant", variant.rawValue)])
        }
        let body: [HTML] = [
            .section(
                .h2(.text(Phrase(de: "Halbjahresbericht zum Stand", en: "Half-yearly status report")(language))),
                list("/reports/status", halves)),
            .section(
                .h2(.text(Phrase(de: "Jahresbericht", en: "Yearly report")(language))), list("/reports/year", years)),
            .section(
                .h2(.text(Phrase(de: "Kosten für den Zuwendungsgeber", en: "Costs for the funder")(language))),
                .p(
                    .text(
                        Phrase(
                            de: "Je Maßnahme, Jahr und Herkunft der Mittel, mit Eigenanteil.",
                            en: "By measure, year and source of funds, with the own share.")(language))),
                .ul([
                    .li(
                        .a(
                            costs(.excel),
                            .text(
                                Phrase(
                                    de: "Für deutsches Excel (Semikolon, Dezimalkomma)",
                                    en: "For German Excel (semicolons, decimal comma)")(
                                        language)))),
                    .li(
                        .a(
                            costs(.neutral),
                            .text(
                                Phrase(de: "Neutral (Komma, Dezimalpunkt)", en: "Neutral (commas, decimal point)")(
                                    language)))),
                ])),
        ]
        return gate.site.response(
            StaffPage(
                title: Phrase(de: "Berichte", en: "Reports")(language),
                lead: .text(
                    Phrase(
                        de: "Zum Drucken, für Rat und Zuwendungsgeber, aus dem heutigen Stand der Strategie.",
                        en: "To be printed, for council and funder, from the strategy as it stands today.")(language)),
                body: body),
            request, visitor)
    }

    private func report(_ request: Request, _ visitor: Visitor, frequency: Period.Frequency) throws -> Response {
        let language = gate.site.language(request)
        guard let period = request.queryValue("period").flatMap(Period.init), period.frequency == frequency else {
            let example = frequency == .half ? "2026-H1" : "2026"
            return gate.site.response(
                StaffPage(
                    title: Phrase(de: "Welcher Zeitraum?", en: "Which period?")(language),
                    lead: .text(
                        Phrase(
                            de: "Bitte geben Sie den Zeitraum in der Adresse an, zum Beispiel period=\(example).",
                            en: "Please give the period in the address, for example period=\(example).")(language)),
                    body: [
                        .p(
                            .buttonLink(
                                gate.site.link("/reports", language),
                                Phrase(de: "Zu den Berichten", en: "To the reports")(language)))
                    ], status: 404), request, visitor)
        }
        let report = try StatusReport.make(period, node, language)
        return gate.site.response(
            StaffPage(title: report.title, lead: .text(report.lead), body: report.body), request, visitor)
    }

    private func costs(_ request: Request) throws -> Response {
        let variant = request.queryValue("variant").flatMap(CostTable.Variant.init(rawValue:)) ?? .excel
        let language = gate.site.language(request)
        let draft = try node.store.read { connection in try StrategyStore.read(connection) }
        var table = CostTable(measures: draft.measures, language: language)
        if let year = request.queryValue("period").flatMap(Period.init)?.year {
            table.years = Int64(year)...Int64(year)
        }
        var response = Response.bytes(table.bytes(variant), contentType: "text/csv; charset=utf-8")
        let name = language == .german ? "kosten" : "costs"
        response.headers["Content-Disposition"] = "attachment; filename=\"\(name)-\(variant.rawValue).csv\""
        return response
    }
}

extension StatusReport {
    static func make(_ period: Period, _ node: Node, _ language: Pages.Language) throws -> StatusReport {
        let today = Instant(secondsSince1970: node.world.now().seconds).day
        let known = try node.knownFramework()
        let catalogue = try IndicatorCatalogue.read(node)
        return try node.store.read { connection in
            let present = try StrategyStore.read(connection)
            let version = try VersionStore.holding(on: min(period.lastDay, today), connection)
            let draft = version.map { present.reported(under: $0.strategy) } ?? present
            let observations = try ObservationStore.observations(connection)
            let plans = try IndicatorPlanStore.all(connection)
            let half = Phrase(de: "Bericht zum Stand der Strategie", en: "Status report on the strategy")
            let year = Phrase(de: "Jahresbericht zur Strategie", en: "Yearly report on the strategy")
            return StatusReport(
                title: (period.frequency == .year ? year : half)(language) + ", "
                    + DateFormat.period("\(period)", language),
                draft: draft, version: version, period: period, today: today,
                values: values(observations, catalogue, plans, known, period, language), language: language)
        }
    }
}
