import Federation

/// What a command has found out: for people, for programs, and as an exit status.
protocol Answer {
    func text(in language: Language) -> String
    /// One canonical JSON object and a line feed.
    var json: [UInt8] { get }
    var exitCode: Int32 { get }
}

extension AuditReport: Answer {}
extension EvidenceVerdict: Answer {}

/// Lines for people: names on the left, what they hold on the right, in one column.
struct Lines {
    private var lines: [String] = []
    private let language: Language

    init(_ language: Language) { self.language = language }

    mutating func say(_ phrase: Phrase) { lines.append(AuditReport.oneLine(phrase.text(in: language))) }

    mutating func row(_ de: String, _ en: String, _ value: Phrase) {
        let label = language == .german ? de : en
        let gap = String(repeating: " ", count: max(1, 22 - label.count))
        lines.append("  \(label)\(gap)\(AuditReport.oneLine(value.text(in: language)))")
    }

    mutating func row(_ de: String, _ en: String, _ value: String) { row(de, en, Phrase(de: value, en: value)) }

    var text: String { lines.joined(separator: "\n") + "\n" }
}

extension JSONValue {
    static func members(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { Member($0.key, $0.value) })
    }

    static func optional(_ text: (some CustomStringConvertible)?) -> JSONValue {
        text.map { .string($0.description) } ?? .null
    }

    static func optional(_ number: Int64?) -> JSONValue { number.map { .integer($0) } ?? .null }

    /// A value as its canonical form.
    init(of value: some CanonicalValue) {
        // Canonical bytes are canonical JSON.
        self = (try? JSONValue(canonicalBytes: value.canonicalBytes)) ?? .null
    }
}
