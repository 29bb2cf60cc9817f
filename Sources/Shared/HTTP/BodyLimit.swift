/// How many bytes a request's body may have: one number for all, or decided by the request's head.
public struct BodyLimit: Sendable, ExpressibleByIntegerLiteral {
    /// What a body gets.
    public struct Allowance: Sendable {
        public let bytes: Int
        /// Held for as long as the request is in memory: it counts the large bodies that are there at once.
        let place: (any AnyObject & Sendable)?

        public init(bytes: Int, place: (any AnyObject & Sendable)? = nil) {
            self.bytes = max(0, bytes)
            self.place = place
        }
    }

    private let decide: @Sendable (Request, Int?) throws(HTTPError) -> Allowance

    /// The same limit for every request.
    public init(_ bytes: Int) { self.init { _ in bytes } }

    public init(integerLiteral bytes: Int) { self.init(bytes) }

    /// A limit by request, whose body is still empty.
    public init(_ bytes: @escaping @Sendable (Request) -> Int) {
        decide = { request, _ throws(HTTPError) in Allowance(bytes: bytes(request)) }
    }

    /// A limit by request and by the length it announces, nil where the body comes in chunks. What it throws is the
    /// answer: its `status` says why the body is not read.
    public init(deciding decide: @escaping @Sendable (Request, Int?) throws(HTTPError) -> Allowance) {
        self.decide = decide
    }

    /// The same limit, for requests that `complete` has told what only the connection knows.
    func completing(_ complete: @escaping @Sendable (inout Request) -> Void) -> BodyLimit {
        BodyLimit { [decide] request, length throws(HTTPError) in
            var request = request
            complete(&request)
            return try decide(request, length)
        }
    }

    func allowance(_ request: Request, length: Int?) throws(HTTPError) -> Allowance { try decide(request, length) }
}
