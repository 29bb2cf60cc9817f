/// The values of a route's named segments.
public struct Parameters: Sendable {
    private let values: [(name: String, value: String)]

    public init(_ values: [(name: String, value: String)] = []) { self.values = values }

    /// The value of the segment `:name` or `:name*`; nil when the pattern has none of that name.
    public subscript(name: String) -> String? { values.first { $0.name == name }?.value }
}

/// One line of a route table.
public struct Route: Sendable {
    public let method: String
    /// "/towns/:id/indicators/:code"; a last segment ":name*" takes the rest of the path, at least one byte.
    public let pattern: String
    let handler: @Sendable (Request, Parameters) -> Response

    public init(_ method: String, _ pattern: String, _ handler: @escaping @Sendable (Request, Parameters) -> Response) {
        self.method = method
        self.pattern = pattern
        self.handler = handler
    }
}

/// Finds the handler for a request in a table of routes. A literal segment is preferred to a named one, and that to
/// a rest; HEAD is answered by GET's handler where it has none of its own.
public struct Router: Sendable {
    /// A step of the path; `children` are places in `nodes`.
    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var named: Int?
        var rest: Int?
        var routes: [(method: String, route: Route, names: [String])] = []
    }

    private var nodes = [Node()]
    private let notFound: Handler
    private let methodNotAllowed: @Sendable (Request, _ allowed: [String]) -> Response

    /// `methodNotAllowed` gets the methods there are; its answer is given the Allow field. Errors: a malformed
    /// pattern, or two routes for the same method and path.
    public init(
        routes: [Route], notFound: @escaping Handler,
        methodNotAllowed: @escaping @Sendable (Request, _ allowed: [String]) -> Response
    ) throws(HTTPError) {
        self.notFound = notFound
        self.methodNotAllowed = methodNotAllowed
        for route in routes { try insert(route) }
    }

    /// Answers the request; the answer's `route` is the pattern that matched.
    public func handle(_ request: Request) -> Response {
        let segments = Self.segments(request.path)
        var captured: [String] = []
        guard let node = find(segments[...], from: 0, &captured) else { return notFound(request) }
        let routes = nodes[node].routes
        let wanted =
            routes.first { $0.method == request.method }
            ?? (request.method == "HEAD" ? routes.first { $0.method == "GET" } : nil)
        guard let wanted else {
            var allowed = routes.map(\.method)
            if allowed.contains("GET"), !allowed.contains("HEAD") { allowed.append("HEAD") }
            var response = methodNotAllowed(request, allowed)
            response.headers["Allow"] = allowed.joined(separator: ", ")
            response.route = routes.first?.route.pattern
            return response
        }
        var response = wanted.route.handler(
            request, Parameters(zip(wanted.names, captured).map { (name: $0, value: $1) }))
        response.route = wanted.route.pattern
        return response
    }

    private func find(_ segments: ArraySlice<String>, from node: Int, _ captured: inout [String]) -> Int? {
        guard let segment = segments.first else { return nodes[node].routes.isEmpty ? nil : node }
        if let next = nodes[node].literals[segment], let found = find(segments.dropFirst(), from: next, &captured) {
            return found
        }
        if let next = nodes[node].named, !segment.isEmpty {
            captured.append(segment)
            if let found = find(segments.dropFirst(), from: next, &captured) { return found }
            captured.removeLast()
        }
        guard let next = nodes[node].rest, !(segments.count == 1 && segment.isEmpty) else { return nil }
        captured.append(segments.joined(separator: "/"))
        return next
    }

    private mutating func insert(_ route: Route) throws(HTTPError) {
        guard route.pattern.hasPrefix("/") else {
            throw HTTPError(.malformedRoute, "The route \(route.pattern) does not start with a slash.")
        }
        let segments = Self.segments(route.pattern)
        var names: [String] = []
        var node = 0
        for (index, segment) in segments.enumerated() {
            guard segment.hasPrefix(":") else {
                node = child(of: node, \.literals[segment])
                continue
            }
            let isRest = segment.hasSuffix("*")
            let name = String(segment.dropFirst().dropLast(isRest ? 1 : 0))
            guard !name.isEmpty, !names.contains(name), !isRest || index == segments.count - 1 else {
                throw HTTPError(
                    .malformedRoute,
                    "The route \(route.pattern) has an empty or repeated name, or a rest that is not last.")
            }
            names.append(name)
            node = child(of: node, isRest ? \.rest : \.named)
        }
        guard !nodes[node].routes.contains(where: { $0.method == route.method }) else {
            throw HTTPError(.malformedRoute, "The route \(route.method) \(route.pattern) is there twice.")
        }
        nodes[node].routes.append((route.method, route, names))
    }

    private mutating func child(of node: Int, _ place: WritableKeyPath<Node, Int?>) -> Int {
        if let child = nodes[node][keyPath: place] { return child }
        nodes.append(Node())
        nodes[node][keyPath: place] = nodes.count - 1
        return nodes.count - 1
    }

    private static func segments(_ path: String) -> [String] {
        // By bytes: by characters it would cost as much as everything else here.
        path.utf8.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }
}
