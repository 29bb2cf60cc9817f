import Federation
import HTTP
import Pages

/// The interface as OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0), made from the descriptions that the router uses.
struct OpenAPIDocument {
    let site: Site
    let state: FederationState

    var bytes: [UInt8] { json.bytes }

    var json: DataValue {
        .object([
            ("openapi", "3.1.0"), ("info", info), ("servers", [["url": .text(site.publicAddress)]]),
            (
                "tags",
                .array(
                    OperationDescription.Topic.allCases.map { topic in
                        ["name": .text(topic.rawValue), "description": .text(topic.label(.english))]
                    })
            ), ("paths", paths),
            (
                "components",
                ["schemas": .object(Schema.components.map { ($0.0, $0.1.json) })]
            ),
        ])
    }

    private var info: DataValue {
        let name = state.founding.map { $0.value.name.english.isEmpty ? $0.value.name.german : $0.value.name.english }
        let code = LicenceCode(site.license)
        var licence: [(String, DataValue)] = [("name", .text(site.license))]
        if let address = code?.address { licence.append(("url", .text(address))) }
        return .object([
            ("title", .text("\(name ?? state.origin): public data")), ("version", "1.0.0"),
            ("description", .text(InterfacePromise.all.map { $0(.english) }.joined(separator: "\n\n"))),
            ("license", .object(licence)),
        ])
    }

    private var paths: DataValue {
        let operations =
            ReadOperation.allCases.map { ($0.rawValue, $0.description) }
            + ExchangeOperation.allCases.map { ($0.rawValue, $0.description) }
        return .object(
            operations.flatMap { name, description in
                description.answers.map { answer in
                    (
                        description.address(answer.format),
                        .object([
                            (
                                description.method.lowercased(),
                                operation(name, description, answer.format, answer.schema)
                            )
                        ])
                    )
                }
            })
    }

    private func operation(
        _ name: String, _ description: OperationDescription, _ format: OperationDescription.Format, _ schema: Schema
    ) -> DataValue {
        let suffix =
            switch format {
            case .csv: "CSV"
            case .jsonStat: "JSONStat"
            case .json, .linkedData, .text: ""
            }
        var members: [(String, DataValue)] = [
            ("operationId", .text(name + suffix)), ("tags", [.text(description.topic.rawValue)]),
            ("summary", .text(description.summary(.english))),
            (
                "parameters",
                .array(description.parameters(format).map(parameter) + (description.isKept ? [condition] : []))
            ),
        ]
        if let body = description.body {
            members.append(
                (
                    "requestBody",
                    [
                        "required": true, "description": .text(body.meaning(.english)),
                        "content": .object([(body.mediaType, .object([("schema", body.schema.json)]))]),
                    ]
                ))
        }
        members.append(("responses", .object(responses(description, format, schema))))
        return .object(members)
    }

    private func parameter(_ parameter: Parameter) -> DataValue {
        // Entries are counted by the log itself: what it has now is what may be asked for now.
        var schema =
            switch parameter.name {
            case Parameter.from.name: Schema.integer(0...state.size).json
            case Parameter.at.name: Schema.integer(1...max(1, state.size)).json
            default: parameter.schema.json
            }
        if let standard = parameter.standard, case .object(let members) = schema {
            let value = Int64(standard).map { DataValue.integer($0) } ?? .text(standard)
            schema = .object(members + [("default", value)])
        }
        var members: [(String, DataValue)] = [
            ("name", .text(parameter.name)), ("in", .text(parameter.place.rawValue)),
            ("required", .boolean(parameter.place == .path)), ("description", .text(parameter.meaning(.english))),
            ("schema", schema),
        ]
        if let example = example(parameter) { members.append(("example", .text(example))) }
        return .object(members)
    }

    /// What really is there, so that an example can be tried.
    private func example(_ parameter: Parameter) -> String? {
        guard parameter.place == .path else { return nil }
        switch parameter.name {
        case Parameter.town.name, Parameter.issuer.name:
            return state.sortedMembers.first { $0.role(on: state.day) != .supporter }?.tenant.text
        case Parameter.indicator.name: return state.currentFramework?.value.indicators.first?.id.text
        case Parameter.number.name: return state.frameworks.isEmpty ? nil : "1"
        case Parameter.draft.name: return state.consultations.last?.name
        case Parameter.report.name: return state.newestReports.first?.value.name
        default: return nil
        }
    }

    private var condition: DataValue {
        [
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "The ETag of an earlier answer; 304 where nothing has changed since.",
            "schema": ["type": "string"],
        ]
    }

    private func responses(
        _ description: OperationDescription, _ format: OperationDescription.Format, _ schema: Schema
    ) -> [(String, DataValue)] {
        var headers: [(String, DataValue)] = []
        if description.isKept {
            headers.append(("ETag", ["description": "Changes with the log.", "schema": ["type": "string"]]))
        }
        if description.isKept {
            let parts = description.isPaged && format == .json ? "first, prev, next and last, where they are, and " : ""
            headers.append(
                (
                    "Link",
                    [
                        "description": .text("RFC 8288: rel \(parts)license, where it is known by an address."),
                        "schema": ["type": "string"],
                    ]
                ))
        }
        let mediaType = String(format.mediaType.prefix { $0 != ";" })
        var responses: [(String, DataValue)] = description.successes.map { status in
            var members: [(String, DataValue)] = [("description", .text(Self.meaning(status)))]
            if !headers.isEmpty { members.append(("headers", .object(headers))) }
            members.append(("content", .object([(mediaType, .object([("schema", schema.json)]))])))
            return (String(status), .object(members))
        }
        if description.isKept {
            responses.append(("304", ["description": "Nothing has changed since the answer with this ETag."]))
        }
        for status in ([400] + description.problems + (description.isOfState ? [503] : [])).sorted() {
            responses.append(
                (
                    String(status),
                    [
                        "description": .text(Self.meaning(status)),
                        "content": .object([
                            ("application/problem+json", .object([("schema", Schema.problem.json)]))
                        ]),
                    ]
                ))
        }
        return responses
    }

    private static func meaning(_ status: Int) -> String {
        switch status {
        case 200: "The answer; of a statement that the log has already, its receipt."
        case 201: "Taken into the log; the receipt."
        case 400: "A parameter or the body has not the form that is expected; `field` and `expected` say more."
        case 403: "The issuer, its key or its token does not permit this."
        case 404: "There is nothing of this id."
        case 409: "It does not follow what the log already has."
        case 413: "The body is too large."
        case 422: "A rule of the federation is broken; `field` and `expected` say more."
        default: "The hub cannot read or write its log at the moment; the same request may be sent again."
        }
    }
}
