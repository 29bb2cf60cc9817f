import HTTP

/// What was typed into a form, in the order of its fields.
public struct SubmittedForm: Sendable {
    public let fields: [(name: String, value: String)]

    public init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    /// Large enough for a grid of all indicators and a strategy of some hundred measures.
    static let maximumFields = 8000

    init(_ request: Request) throws(HTTPError) {
        self.init(try request.form(maximumFields: Self.maximumFields))
    }

    /// The first value of a field; empty where there is none.
    public subscript(name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// Every value of a field, such as the ticked boxes of one name.
    public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
}
