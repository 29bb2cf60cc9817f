import HTTP

/// What was typed into a form, in the order of its fields, and the files that were chosen in it.
public struct SubmittedForm: Sendable {
    public let fields: [(name: String, value: String)]
    /// Empty where the form has no file field, or nothing was chosen in it.
    public let files: [MultipartForm.Part]

    public init(_ fields: [(name: String, value: String)], files: [MultipartForm.Part] = []) {
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
        var files: [MultipartForm.Part] = []
        for part in parts {
            if let fileName = part.fileName {
                // A field without a choice is sent as a file without name and content.
                if !fileName.isEmpty { files.append(part) }
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

    /// The file chosen in a field; nil where none was chosen.
    public func file(_ name: String) -> MultipartForm.Part? { files.first { $0.name == name } }

    /// Whether any file came along.
    var hasFiles: Bool { !files.isEmpty }

    /// The first value of a field; empty where there is none.
    public subscript(name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// Every value of a field, such as the ticked boxes of one name.
    public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
}
