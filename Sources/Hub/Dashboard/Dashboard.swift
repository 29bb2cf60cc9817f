import Face
import Federation
import HTTP
import Pages
import Synchronization

/// The public pages of the hub, in German and English, and the same as JSON and CSV.
///
/// Everything is derived from one snapshot of the log and kept until the log grows.
struct Dashboard: Sendable {
    let snapshot: @Sendable () -> Sequencer.Snapshot
    let log: LogStore
    private let settledSite: Site
    /// With the licence that the office has set in the browser, if it has.
    var site: Site { settledSite.licensed(face?.face.licence ?? "") }
    let cache: PageCache
    /// What the office has set in the browser; without it the settings of the file hold.
    let face: FaceDesk?
    /// Who watches the log; nil where pages are drawn without a hub that runs.
    let witnesses: WitnessDesk?
    private let region = SharedRegion()
    let pastLog: PastLog

    init(
        snapshot: @escaping @Sendable () -> Sequencer.Snapshot, log: LogStore, site: Site, face: FaceDesk? = nil,
        witnesses: WitnessDesk? = nil
    ) {
        self.snapshot = snapshot
        self.log = log
        settledSite = site
        self.face = face
        self.witnesses = witnesses
        cache = PageCache(fingerprint: site.fingerprint)
        pastLog = PastLog(log)
    }

    var routes: [Route] { pageRoutes + figureRoutes + interfaceRoutes + textRoutes + assetRoutes }

    /// The two sheets, whose addresses hold a hash, so that they can be kept for ever; and the sign.
    var assetRoutes: [Route] {
        let sheets = [Stylesheet.main, site.accent.stylesheet].map { sheet in
            asset(sheet.path, sheet.bytes, Stylesheet.mediaType, "public, max-age=31536000, immutable")
        }
        // The office may have another colour by now than the settings.
        let present = Route("GET", "/static/:name") { request, _ in
            guard let sheet = face?.face.accent.stylesheet, sheet.path == request.path else { return notFound(request) }
            var response = Response.bytes(sheet.bytes, contentType: Stylesheet.mediaType)
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            response.headers["X-Content-Type-Options"] = "nosniff"
            return response
        }
        return sheets + [present] + [asset(Favicon.path, Favicon.bytes, Favicon.mediaType, "public, max-age=86400")]
    }

    /// Imprint, privacy, accessibility and feedback: reachable from every page, public or not.
    var textRoutes: [Route] {
        guard let face else { return [] }
        return PublicFacePages(
            desk: face, processing: { [.hubProcessing] }, language: { context($0).language }
        ) { request, language, page in
            let context = context(request)
            var frame = context.page(nil, title: page.title, lead: page.lead, body: []).frame
            frame.hasErrors = page.hasErrors
            frame.query = request.query.map { QueryItem($0.name, $0.value) }
            var response = DrawnPage(frame: frame, body: page.body).response(language, status: page.status)
            response.headers["Cache-Control"] = "no-store"
            return response
        }.routes
    }

    private func asset(_ path: String, _ bytes: [UInt8], _ type: String, _ control: String) -> Route {
        var response = Response.bytes(bytes, contentType: type)
        response.headers["Cache-Control"] = control
        response.headers["X-Content-Type-Options"] = "nosniff"
        return Route("GET", path) { [response] _, _ in response }
    }

    var pageRoutes: [Route] {
        [
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

    /// The state's overview, computed once a log size.
    func regionModel(_ state: FederationState) -> RegionModel { region.model(state) }

    /// The overview of the position that a page is about.
    func regionModel(_ context: PageContext) -> RegionModel {
        context.past?.region ?? region.model(context.snapshot.state)
    }

    /// What is answered where nothing is: a page, or a problem for those who asked for JSON.
    func notFound(_ request: Request) -> Response {
        let isData = request.path.hasPrefix("/api/")
        return failure(
            request, status: 404, code: "not-found", .notFoundTitle, isData ? .notFoundInterface : .notFound)
    }

    /// What a reader is told whose browser asked for what only a form can send.
    func formOnly(_ request: Request) -> Response {
        let context = context(request)
        let isOfOffice = request.path.hasPrefix(OfficePages.prefix + "/")
        return failure(
            request, status: 405, code: "method", .formOnlyTitle, .formOnly,
            way: isOfOffice ? PageFrame.Link(context(.officeBack), context.link(OfficePages.prefix)) : nil)
    }

    func context(_ request: Request, query names: [String] = []) -> PageContext {
        let chosen = request.queryValue("lang").flatMap(Pages.Language.init(rawValue:))
        let preferred = Pages.Language(rawValue: request.preferredLanguage(among: ["de", "en"]))
        let face = face?.face
        return PageContext(
            snapshot: snapshot(), site: settledSite.licensed(face?.licence ?? ""),
            language: chosen ?? preferred ?? .german,
            isLanguageChosen: chosen != nil, path: request.path,
            query: request.query.filter { names.contains($0.name) }.map { QueryItem($0.name, $0.value) },
            face: face,
            stop: witnesses?.historyStop)
    }

    private func page(
        _ pattern: String, query names: [String] = [],
        _ draw: @escaping @Sendable (PageContext, Parameters) throws -> DrawnPage?
    ) -> Route {
        answer(pattern, query: names) { context, parameters in
            try draw(context, parameters)?.response(context.language, status: 200)
        }
    }

    /// A route whose answers are kept until the log grows; about the region also for earlier positions.
    func answer(
        _ pattern: String, query names: [String] = [],
        _ draw: @escaping @Sendable (PageContext, Parameters) throws -> Response?
    ) -> Route {
        let isOfRegion = SiteSection.isOfRegion(pattern)
        return Route("GET", pattern) { request, parameters in
            var context = context(request, query: names)
            if isOfRegion {
                switch past(request, context) {
                case .failure(let answer): return answer.response
                case .success(let position): context.past = position
                }
            }
            let past = context.past.map { [QueryItem("at", String($0.state.size))] } ?? []
            let key = PageCache.Key(
                // Written as an address, in which no value can look like another name.
                address: Address(path: request.path, query: context.query + past).text,
                language: context.language.rawValue + (context.isLanguageChosen ? "" : "-x")
                    + (context.face.map { "-\($0.fingerprint)" } ?? "") + (context.stop.map { "-\($0)" } ?? "")
                    // Cosignatures come without an entry.
                    + (pattern == "/log" ? "-\(witnesses?.generation ?? 0)" : ""))
            return cache.answer(request, size: context.snapshot.state.size, key: key) { [context] in
                do {
                    return try draw(context, parameters) ?? notFound(request)
                } catch {
                    return answer(to: error, request)
                }
            }
        }
    }

    /// What has changed since a day or a number of entries; without either, in the last month the log tells of.
    private func changes(_ context: PageContext) throws -> ChangesModel {
        let state = context.state
        let begun = state.founding?.received.day ?? state.day
        let month = state.day.adding(days: -30)
        // A log that is younger than a month is compared with its beginning.
        let asked = context.query.first?.value ?? (month < begun ? "1" : month.description)
        let size: Int64
        if let number = Int64(asked), String(number) == asked {
            guard (1...max(1, state.size)).contains(number) else {
                throw PastQuestion.Refusal(reason: .pastSizeRange(state.size))
            }
            size = number
        } else {
            guard let day = CalendarDay(asked), day >= begun else {
                throw PastQuestion.Refusal(reason: .pastDayRange(begun.description))
            }
            size = try pastLog.size(on: day, of: state.size)
        }
        let past =
            size == state.size
            ? PastLog.Position(state: state, region: regionModel(context)) : try pastLog.position(size)
        return try ChangesModel(since: past, state, regionModel(context), log)
    }

    private var feed: Route {
        Route("GET", "/feed.atom") { request, _ in
            let context = context(request)
            let key = PageCache.Key(address: request.path, language: context.language.rawValue)
            return cache.answer(request, size: context.state.size, key: key) {
                do {
                    let first = max(0, context.state.size - Int64(ChangesFeed.entriesShown))
                    let entries = try log.entries(from: first, limit: ChangesFeed.entriesShown).map(EntryLine.init)
                    var response = Response.bytes(
                        ChangesFeed(say: context, entries: entries.reversed()).bytes, contentType: AtomFeed.mediaType)
                    response.headers["Vary"] = "Accept-Language"
                    response.headers["X-Content-Type-Options"] = "nosniff"
                    response.headers["Access-Control-Allow-Origin"] = "*"
                    return response
                } catch {
                    return answer(to: error, request)
                }
            }
        }
    }

    /// An answer in place of a page.
    private struct OtherAnswer: Error { let response: Response }

    /// The earlier position that a page is asked for, if it is.
    private func past(_ request: Request, _ context: PageContext) -> Result<PastLog.Position?, OtherAnswer> {
        let state = context.snapshot.state
        do {
            switch try PastQuestion(request, present: state, begun: state.founding?.received.day ?? state.day) {
            case nil: return .success(nil)
            case .size(let size): return .success(try pastLog.position(size))
            case .day(let day):
                // The address of the answer names the position, which stays the same whatever comes later.
                let size = try pastLog.size(on: day, of: state.size)
                var query = context.query + [QueryItem("at", String(size))]
                if context.isLanguageChosen { query.append(QueryItem("lang", context.language.rawValue)) }
                return .failure(OtherAnswer(response: .redirect(to: Address(path: request.path, query: query).text)))
            }
        } catch {
            return .failure(OtherAnswer(response: answer(to: error, request)))
        }
    }

    /// What a reader is told in place of a page.
    func answer(to error: any Error, _ request: Request) -> Response {
        switch error {
        case let refusal as PastQuestion.Refusal:
            return failure(request, status: 400, code: "malformed", .badPastTitle, refusal.reason)
        case let refusal as ListQuestion.Refusal:
            let way = PageFrame.Link(context(request)(.listWhole), context(request).link(request.path))
            return failure(request, status: 400, code: "parameter", .badListTitle, refusal.reason, way: way)
        case let refusal as PeriodRefusal:
            let way = PageFrame.Link(context(request)(.newestPeriod), context(request).link(request.path))
            return failure(request, status: 400, code: "parameter", .badPeriodTitle, refusal.reason, way: way)
        case let refusal as AddressRefusal:
            return failure(request, status: 400, code: "parameter", refusal.title, refusal.reason)
        case is PastLog.Busy:
            var response = failure(request, status: 503, code: "busy", .pastBusyTitle, .pastBusy)
            response.headers["Retry-After"] = "10"
            return response
        default: return failure(request, status: 503, code: "storage", .internalErrorTitle, .internalError)
        }
    }

    func failure(
        _ request: Request, status: Int, code: String, _ title: Phrase, _ explanation: Phrase,
        way: PageFrame.Link? = nil
    ) -> Response {
        let accept = request.headers["Accept"] ?? ""
        let context = context(request)
        let language = context.language
        if request.path.hasPrefix("/api/") || (accept.contains("json") && !accept.contains("text/html")) {
            var response = Problem(
                type: "\(site.publicAddress)/problems/\(code)", title: title(language), status: status,
                detail: explanation(language), instance: request.id
            ).response()
            response.headers["Access-Control-Allow-Origin"] = "*"
            return response
        }
        let drawn = context.page(
            nil, title: title(language), lead: .text(explanation(language)),
            body: [.p(.buttonLink(way?.address ?? context.link("/"), way?.label ?? context(.startPage)))])
        var response = drawn.response(language, status: status)
        response.headers["Cache-Control"] = "no-store"
        return response
    }
}

/// The overview of the newest log size, worked out once for all pages that show a part of it, and gone on with when the log
/// grows.
private final class SharedRegion: Sendable {
    private struct Held {
        var book: RegionBook
        var model: RegionModel
    }

    private let held = Mutex<Held?>(nil)

    func model(_ state: FederationState) -> RegionModel {
        held.withLock { held in
            if let held, held.model.size == state.size { return held.model }
            // A reader who still has an older log gets that one's, made for it alone.
            if let held, held.model.size > state.size { return RegionModel(state) }
            // Taken out, so that nothing is copied for going on.
            var book = held?.book
            held = nil
            book?.advance(to: state)
            var next = book ?? RegionBook(state)
            let model = RegionModel(next.pages())
            held = Held(book: next, model: model)
            return model
        }
    }
}

extension Phrase {
    /// What a hub keeps about those who read its public pages.
    static let hubProcessing = Phrase(
        de:
            "Die öffentlichen Seiten setzen keine Cookies und binden nichts von anderen Stellen ein. Im Protokoll des Programms "
            + "stehen Zeit, Art der Seite und Dauer, nicht die Adresse Ihres Geräts.",
        en:
            "The public pages set no cookies and include nothing from elsewhere. The program's log holds time, kind of page and "
            + "duration, not the address of your device.")
}
