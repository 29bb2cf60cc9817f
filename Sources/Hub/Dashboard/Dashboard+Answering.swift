import Federation
import HTTP
import Pages

/// How a request is answered: from what is kept, anew, about an earlier position, or with what was wrong.
extension Dashboard {
    /// A page whose answers are kept.
    func page(
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

    /// What a reader is told whose browser asked for what only a form can send.
    func formOnly(_ request: Request) -> Response {
        let context = context(request)
        let isOfOffice = request.path.hasPrefix(OfficePages.prefix + "/")
        return failure(
            request, status: 405, code: "method", .formOnlyTitle, .formOnly,
            way: isOfOffice ? PageFrame.Link(context(.officeBack), context.link(OfficePages.prefix)) : nil)
    }

    /// What is answered where nothing is: a page, or a problem for those who asked for JSON.
    func notFound(_ request: Request) -> Response {
        let isData = request.path.hasPrefix("/api/")
        return failure(
            request, status: 404, code: "not-found", .notFoundTitle, isData ? .notFoundInterface : .notFound)
    }
}
