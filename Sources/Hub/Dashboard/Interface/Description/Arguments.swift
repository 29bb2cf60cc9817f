import HTTP
import Pages

/// The parameters of one request, each of the form that the description says.
struct Arguments: Sendable {
    private let path: [String: String]
    /// As given, in the order of the description.
    let query: [QueryItem]

    /// Errors: `ParameterRefusal` for a parameter that is unknown, stands twice or has another form. A segment of the path of
    /// another form names nothing; that is `nil`.
    init?(
        _ request: Request, path: [String: String], _ parameters: [Parameter]
    ) throws(ParameterRefusal) {
        let known = parameters.filter { $0.place == .query }
        for (place, item) in request.query.enumerated() {
            guard known.contains(where: { $0.name == item.name }) else {
                throw ParameterRefusal(unknown: item.name, among: known.map(\.name))
            }
            guard !request.query[..<place].contains(where: { $0.name == item.name }) else {
                throw ParameterRefusal(twice: item.name)
            }
        }
        for parameter in parameters where parameter.place == .path {
            guard let text = path[parameter.name], parameter.takes(text) else { return nil }
        }
        self.path = path
        var query: [QueryItem] = []
        for parameter in known {
            guard let text = request.queryValue(parameter.name) else { continue }
            guard parameter.takes(text) else { throw ParameterRefusal(parameter, found: text) }
            query.append(QueryItem(parameter.name, text))
        }
        self.query = query
    }

    subscript(_ parameter: Parameter) -> String? {
        switch parameter.place {
        case .path: path[parameter.name]
        case .query: query.first { $0.name == parameter.name }?.value ?? parameter.standard
        }
    }

    /// The value of a parameter of whole numbers.
    func integer(_ parameter: Parameter) -> Int64? { self[parameter].flatMap { Int64($0) } }

    /// What is kept apart in the cache: everything but the language, which only problems have.
    var cacheKey: String {
        // Written as an address, in which no value can look like another name.
        Address(path: "", query: query.filter { $0.name != Parameter.language.name }).text
    }
}

/// A parameter that is not taken: which one, and what is allowed there.
struct ParameterRefusal: Error {
    let name: String
    let problem: Phrase
    let expected: Phrase
    /// 404 where each word may stand in the address, but what they name together is not there.
    var status = 400

    init(_ parameter: Parameter, found: String) {
        self.init(parameter.name, found: found, expected: parameter.expected)
    }

    init(_ name: String, found: String, expected: Phrase) {
        self.name = name
        let shown = String(found.prefix(60))
        problem = Phrase(
            de: "Für „\(name)“ steht „\(shown)“ in der Adresse.", en: "The address says “\(shown)” for “\(name)”.")
        self.expected = expected
    }

    init(unknown name: String, among known: [String]) {
        self.name = String(name.prefix(60))
        problem = Phrase(
            de: "Die Angabe „\(self.name)“ gibt es hier nicht.", en: "There is no parameter “\(self.name)” here.")
        let list = known.joined(separator: ", ")
        expected = Phrase(de: "eine der Angaben \(list)", en: "one of the parameters \(list)")
    }

    init(twice name: String) {
        self.name = name
        problem = Phrase(
            de: "Die Angabe „\(name)“ steht mehr als einmal in der Adresse.",
            en: "The parameter “\(name)” stands in the address more than once.")
        expected = Phrase(de: "sie einmal", en: "it once")
    }

    func detail(_ language: Language) -> String {
        Phrase(
            de: "\(problem(.german)) Erlaubt ist \(expected(.german)).",
            en: "\(problem(.english)) Allowed is \(expected(.english)).")(language)
    }
}
