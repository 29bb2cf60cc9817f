import Federation
import HTTP
import Pages

extension Dashboard {
    /// The same as the pages for programs, as `ReadOperation` describes it. Everybody may read it from anywhere.
    var interfaceRoutes: [Route] {
        ReadOperation.allCases.flatMap { operation in
            let description = operation.description
            return description.routes { request, given in answer(operation, description, request, given) }
        }
    }

    /// One request, with all that its answer depends on.
    struct InterfaceRequest {
        let format: OperationDescription.Format
        let arguments: Arguments
        let context: PageContext
        /// The overview of the position asked for.
        let region: RegionModel
        /// The address asked for, from the scheme on, without its query.
        let address: String

        var state: FederationState { context.state }
        var style: CSVStyle { arguments[.style].flatMap(CSVStyle.init(rawValue:)) ?? .neutral }
        var paging: Paging { Paging(arguments, address: address) }
    }

    /// What an operation has to say.
    struct InterfaceAnswer {
        enum Content {
            /// To be wrapped in what every answer says about itself.
            case members([(String, JSONValue)])
            case bytes([UInt8])
        }

        let content: Content
        var links: [String] = []

        static func members(_ members: [(String, JSONValue)]) -> InterfaceAnswer {
            InterfaceAnswer(content: .members(members))
        }

        static func bytes(_ bytes: [UInt8]) -> InterfaceAnswer { InterfaceAnswer(content: .bytes(bytes)) }

        /// A part of `list`, of which only that part is written.
        static func part<List: RandomAccessCollection>(
            _ name: String, of list: List, _ paging: Paging, and others: [(String, JSONValue)] = [],
            _ row: (List.Element) -> [(String, JSONValue)]
        ) -> InterfaceAnswer {
            let total = Int64(list.count)
            let rows = paging.part(list).map { JSONValue.members(row($0)) }
            return InterfaceAnswer(
                content: .members([(name, .array(rows))] + paging.members(total) + others), links: paging.links(total))
        }
    }

    private func answer(
        _ operation: ReadOperation, _ description: OperationDescription, _ request: Request, _ given: Parameters
    ) -> Response {
        do throws(ParameterRefusal) {
            guard let (format, arguments) = try description.arguments(request, given) else { return notFound(request) }
            let context = context(request)
            let key = PageCache.Key(
                address: request.path + arguments.cacheKey,
                language: "data" + (context.face.map { "-\($0.edition(.data))" } ?? ""))
            return cache.answer(request, size: context.state.size, key: key) {
                render(operation, request, format, arguments, context)
            }
        } catch {
            return error.response(site.publicAddress, request)
        }
    }

    private func render(
        _ operation: ReadOperation, _ request: Request, _ format: OperationDescription.Format, _ arguments: Arguments,
        _ context: PageContext
    ) -> Response {
        do {
            var context = context
            context.past = try past(arguments, context.state)
            let asked = InterfaceRequest(
                format: format, arguments: arguments, context: context, region: regionModel(context),
                address: site.publicAddress + request.path)
            guard let answer = try answer(operation, asked) else { return notFound(request) }
            var response = Response.bytes(
                bytes(answer.content, asked.context), contentType: asked.format.mediaType)
            response.headers.add("Access-Control-Allow-Origin", "*")
            response.headers.add("Access-Control-Expose-Headers", "ETag, Link")
            response.headers.add("X-Content-Type-Options", "nosniff")
            let licence = LicenceCode(site.license).map { "<\($0.address)>; rel=\"license\"" }
            let links = answer.links + (licence.map { [$0] } ?? [])
            if !links.isEmpty { response.headers.add("Link", links.joined(separator: ", ")) }
            if asked.format == .csv {
                let name = request.path.split(separator: "/").dropFirst(2).joined(separator: "-")
                response.headers.add("Content-Disposition", "attachment; filename=\"\(name)\"")
            }
            return response
        } catch let refusal as ParameterRefusal {
            return refusal.response(site.publicAddress, request)
        } catch {
            return answer(to: error, request)
        }
    }

    /// The earlier position that is asked for, if one is. Errors: `ParameterRefusal` beyond the log; the store's, `Busy`.
    private func past(_ arguments: Arguments, _ present: FederationState) throws -> PastLog.Position? {
        guard let size = arguments.integer(.at), size != present.size else { return nil }
        guard size < present.size else {
            throw ParameterRefusal(
                Parameter.at.name, found: String(size),
                expected: Phrase(
                    de: "eine Zahl von 1 bis zur Größe des Protokolls, \(present.size)",
                    en: "a number from 1 to the size of the log, \(present.size)"))
        }
        return try pastLog.position(size)
    }

    /// With what every answer says about itself: the log position, the federation's notice, the licence.
    private func bytes(_ content: InterfaceAnswer.Content, _ context: PageContext) -> [UInt8] {
        switch content {
        case .bytes(let bytes): return bytes
        case .members(let members):
            let notice = context.state.founding?.value.notice.map { JSONValue($0) } ?? .null
            return JSONValue.members(
                members + [
                    ("log_size", .integer(context.state.size)), ("notice", notice), ("license", .string(site.license)),
                ]
            ).canonicalBytes
        }
    }
}

extension OperationDescription {
    /// The routes of the operation, and for each what a browser asks before it reads from another site with a condition.
    func routes(_ answer: @escaping @Sendable (Request, Parameters) -> Response) -> [Route] {
        let methods = method == "GET" ? "GET, HEAD, OPTIONS" : "\(method), OPTIONS"
        return patterns.flatMap { pattern in
            [
                Route(method, pattern, answer),
                Route("OPTIONS", pattern) { _, _ in
                    Response(
                        status: 204,
                        headers: Headers([
                            ("Allow", methods), ("Access-Control-Allow-Origin", "*"),
                            ("Access-Control-Allow-Methods", method == "GET" ? "GET, HEAD" : method),
                            ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match"),
                            ("Access-Control-Max-Age", "86400"),
                        ]))
                },
            ]
        }
    }

    /// What a request asks for; nil where its path names nothing.
    func arguments(
        _ request: Request, _ given: Parameters
    ) throws(ParameterRefusal) -> (Format, Arguments)? {
        var path: [String: String] = [:]
        for parameter in parameters where parameter.place == .path { path[parameter.name] = given[parameter.name] }
        guard let (format, path) = format(of: request.path, path),
            let arguments = try Arguments(request, path: path, parameters(format))
        else { return nil }
        return (format, arguments)
    }
}

extension ParameterRefusal {
    func response(_ publicAddress: String, _ request: Request) -> Response {
        let chosen = request.queryValue("lang").flatMap(Language.init(rawValue:))
        let language = chosen ?? Language(rawValue: request.preferredLanguage(among: ["de", "en"])) ?? .german
        var response = Problem(
            type: "\(publicAddress)/problems/parameter", title: ProblemPhrases.title("parameter")(language),
            status: status,
            detail: detail(language), instance: request.id,
            extra: [("field", .string(name)), ("expected", .string(expected(language)))]
        ).response()
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
    }
}
