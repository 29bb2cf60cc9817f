/// How many bytes a request's body may have: one number for all, or decided by the request's head.
public struct BodyLimit: Sendable, ExpressibleByIntegerLiteral {
    private let fixed: Int
    private let decide: (@Sendable (Request) -> Int)?

    /// The same limit for every request.
    public init(_ bytes: Int) {
        fixed = bytes
        decide = nil
    }

    public init(integerLiteral bytes: Int) { self.init(bytes) }

    /// A limit by request; the request's body is still empty and its client address not yet known.
    public init(_ decide: @escaping @Sendable (Request) -> Int) {
        fixed = 0
        self.decide = decide
    }

    func bytes(_ request: Request) -> Int { max(0, decide?(request) ?? fixed) }
}
