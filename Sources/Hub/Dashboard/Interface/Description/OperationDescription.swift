import Pages

/// What is known of one operation of the interface before anybody asks: from it come the routes, the reading of parameters, the
/// OpenAPI document and the readable page, so that none of them says anything else.
struct OperationDescription: Sendable {
    /// The headings under which operations stand.
    enum Topic: String, CaseIterable, Sendable {
        case figures, towns, participation, texts, log, description, exchange
    }

    /// A form in which the answer is given, at an address of its own.
    enum Format: String, CaseIterable, Sendable {
        case json
        case csv
        case jsonStat = "json-stat"
        case linkedData = "json-ld"
        /// A receipt or another text of lines.
        case text

        /// What the address ends in.
        var suffix: String {
            switch self {
            case .csv: ".csv"
            case .jsonStat: ".json-stat"
            case .json, .linkedData, .text: ""
            }
        }

        var mediaType: String {
            switch self {
            case .json, .jsonStat: "application/json"
            case .csv: "text/csv; charset=utf-8; header=present"
            case .linkedData: "application/ld+json"
            case .text: "text/plain; charset=utf-8"
            }
        }

        var label: String {
            switch self {
            case .json: "JSON"
            case .csv: "CSV"
            case .jsonStat: "JSON-stat"
            case .linkedData: "JSON-LD"
            case .text: "Text"
            }
        }
    }

    /// What is sent with a POST.
    struct Body: Sendable {
        let mediaType: String
        let schema: Schema
        let meaning: Phrase
    }

    var method = "GET"
    /// With its parameters in braces.
    let path: String
    let topic: Topic
    let summary: Phrase
    /// Those in the path, and filters.
    var parameters: [Parameter] = []
    /// The answer by format; the schema of CSV is a text.
    let answers: [(format: Format, schema: Schema)]
    var isPaged = false
    var body: Body?
    /// Statuses of problems besides 400, which each operation knows.
    var problems: [Int] = []
    /// Whether an answer is kept and confirmed by its ETag.
    var isKept = true
    var successes: [Int] = [200]

    /// Whether the answer follows from the first entries of the log alone, and can so be had for an earlier position.
    var isOfState: Bool { method == "GET" && [.figures, .towns, .participation, .texts].contains(topic) }

    func address(_ format: Format) -> String { path + format.suffix }

    func parameters(_ format: Format) -> [Parameter] {
        var parameters = parameters
        if isPaged, format == .json { parameters += [.limit, .offset] }
        if format == .csv { parameters.append(.style) }
        if isOfState { parameters.append(.at) }
        return parameters + [.language]
    }

    /// The pattern of the route that answers `address`: a parameter at its end takes the suffix along.
    var patterns: [String] {
        let segments = path.split(separator: "/").map { segment in
            segment.hasPrefix("{") ? ":\(segment.dropFirst().dropLast())" : String(segment)
        }
        let pattern = "/" + segments.joined(separator: "/")
        if endsInParameter { return [pattern] }
        return answers.map { pattern + $0.format.suffix }
    }

    /// Which format a request wants, and the parameters of the path without its suffix.
    func format(
        of request: String, _ given: [String: String]
    ) -> (format: Format, path: [String: String])? {
        guard endsInParameter, let last = parameters.last(where: { $0.place == .path }), let text = given[last.name]
        else {
            let found = answers.first { !$0.format.suffix.isEmpty && request.hasSuffix($0.format.suffix) }
            return (found ?? answers.first { $0.format.suffix.isEmpty }).map { ($0.format, given) }
        }
        for answer in answers where !answer.format.suffix.isEmpty && text.hasSuffix(answer.format.suffix) {
            var path = given
            path[last.name] = String(text.dropLast(answer.format.suffix.count))
            return (answer.format, path)
        }
        return answers.first { $0.format.suffix.isEmpty }.map { ($0.format, given) }
    }

    private var endsInParameter: Bool { path.hasSuffix("}") }
}
