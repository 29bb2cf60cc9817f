import HTTP

/// What was typed into a form, in the order of its fields.
public struct SubmittedForm: Sendable {
    public let fields: [(name: String, value: String)]

    /// The files that were chosen, by the name of their field; a field without a file is not here.
    private let files: [String: [UInt8]]

    public init(_ fields: [(name: String, value: String)], files: [String: [UInt8]] = [:]) {
        self.fields = fields
        self.files = files
    }

    /// Large enough for a grid of all indicators and a strategy of some hundred measures.
    static let maximumFields = 8000

    init(_ request: Request) throws(HTTPError) {
        guard let parts = try request.multipartForm(maximumParts: Self.maximumFields)?.parts else {
            self.init(try request.form(maximumFields: Self.maximumFields))
            return
        }
        var fields: [(name: String, value: String)] = []
        var files: [String: [UInt8]] = [:]
        for part in parts {
            if let fileName = part.fileName {
                if !fileName.isEmpty { files[part.name] = part.bytes }
                continue
            }
            // As strict as the other kind of form: nothing is silently turned into an empty text.
            guard let text = part.text, !text.utf8.contains(0) else {
                throw HTTPError(.malformedForm, "A field holds text that is not UTF-8.", status: 400)
            }
            fields.append((part.name, text))
        }
        self.init(fields, files: files)
    }

    /// The bytes of a file; nil where none was chosen.
    public func file(_ name: String) -> [UInt8]? { files[name] }

    /// Whether any file came along.
    var hasFiles: Bool { !files.isEmpty }

    /// The first value of a field; empty where there is none.
    public subscript(name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// Every value of a field, such as the ticked boxes of one name.
    public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
}
