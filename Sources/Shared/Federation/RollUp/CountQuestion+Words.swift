/// How a question stands in an address or on a command line: a kind, and named words. Pages, the interface and the auditor
/// read and write it in this one way.
extension CountQuestion {
    /// A word that cannot be.
    public struct Misread: Error, Sendable {
        public enum Expected: Sendable, Equatable {
            case words([String])
            case code, period

            /// What is allowed, in German and English, for "Erlaubt ist …" and "Allowed is …".
            public var text: (de: String, en: String) {
                switch self {
                case .words([]): ("hier keine Gliederung", "no breakdown here")
                case .words(let words):
                    ("eines von \(words.joined(separator: ", "))", "one of \(words.joined(separator: ", "))")
                case .code: ("eine Kennung aus a–z, 0–9 und -", "an id of a–z, 0–9 and -")
                case .period: ("ein Zeitraum wie 2026 oder 2026-Q3", "a period such as 2026 or 2026-Q3")
                }
            }
        }

        public let name: String
        public let expected: Expected
    }

    public static let kinds = ["measures", "participation", "adoptions", "summaries"]

    /// The names of all words that a kind takes.
    public static func names(_ kind: String) -> [String] {
        switch kind {
        case "measures": ["number", "status", "field", "goal", "bundle", "unmapped", "until"]
        case "participation": ["figure", "by", "key"]
        case "summaries": ["period"]
        default: []
        }
    }

    public var kind: String {
        switch self {
        case .measures: "measures"
        case .participation: "participation"
        case .adoptions: "adoptions"
        case .summaries: "summaries"
        }
    }

    /// The words of the question; what is not said is left out.
    public var words: [(name: String, value: String)] {
        let all: [(String, String?)] =
            switch self {
            case .measures(let asked):
                [
                    ("number", asked.number == .measures ? nil : asked.number.rawValue),
                    ("status", asked.status?.rawValue), ("field", asked.field?.text), ("goal", asked.goal?.text),
                    ("bundle", asked.bundle?.text), ("unmapped", asked.isWithoutField ? "yes" : nil),
                    ("until", asked.upTo?.description),
                ]
            case .participation(let asked):
                [
                    ("figure", asked.figure.rawValue), ("by", asked.part?.dimension.rawValue),
                    ("key", asked.part.flatMap { $0.text.isEmpty ? nil : $0.text }),
                ]
            case .adoptions: []
            case .summaries(let period): [("period", period.description)]
            }
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    /// - Parameters:
    ///   - kind: one of `kinds`.
    ///   - value: of a name; nil where it is not said.
    public init(kind: String, _ value: (String) -> String?) throws(Misread) {
        var words: [String: String] = [:]
        for name in Self.names(kind) { words[name] = value(name) }
        let reader = WordReader(words: words)
        switch kind {
        case "measures":
            self = .measures(
                Measures(
                    try reader.word("number", Measures.Number.self) ?? .measures,
                    status: try reader.word("status", MeasureStatus.self), field: try reader.code("field"),
                    goal: try reader.code("goal"), bundle: try reader.code("bundle"),
                    isWithoutField: try reader.isYes("unmapped"), upTo: try reader.period("until")))
        case "participation":
            let figure = try reader.word("figure", Summary.Participation.Figure.self) ?? .contributions
            self = .participation(Participation(figure, try Self.part(figure, reader)))
        case "adoptions": self = .adoptions
        case "summaries":
            guard let period = try reader.period("period") else { throw Misread(name: "period", expected: .period) }
            self = .summaries(period)
        default: throw Misread(name: "kind", expected: .words(Self.kinds))
        }
    }

    private static func part(
        _ figure: Summary.Participation.Figure, _ reader: WordReader
    ) throws(Misread) -> Summary.Participation.Part? {
        guard let text = reader.value("by") else { return nil }
        let dimensions = figure.dimensions.filter { $0 != .whole }
        guard let dimension = dimensions.first(where: { $0.rawValue == text }) else {
            throw Misread(name: "by", expected: .words(dimensions.map(\.rawValue)))
        }
        switch dimension {
        case .channel:
            guard let channel = try reader.word("key", Summary.Participation.Channel.self) else {
                throw Misread(
                    name: "key", expected: .words(Summary.Participation.Channel.allCases.map(\.rawValue)))
            }
            return .channel(channel)
        case .group: return .group(try reader.word("key", Summary.Participation.Group.self))
        case .field, .whole: return .field(try reader.code("key"))
        }
    }

    private struct WordReader {
        let words: [String: String]

        func value(_ name: String) -> String? { words[name] }

        func word<Word: RawRepresentable<String> & CaseIterable>(
            _ name: String, _ type: Word.Type
        ) throws(Misread) -> Word? {
            guard let text = value(name) else { return nil }
            guard let word = Word(rawValue: text) else {
                throw Misread(name: name, expected: .words(Word.allCases.map(\.rawValue)))
            }
            return word
        }

        func code(_ name: String) throws(Misread) -> Code? {
            guard let text = value(name) else { return nil }
            guard let code = Code(text) else { throw Misread(name: name, expected: .code) }
            return code
        }

        func period(_ name: String) throws(Misread) -> Period? {
            guard let text = value(name) else { return nil }
            guard let period = Period(text) else { throw Misread(name: name, expected: .period) }
            return period
        }

        func isYes(_ name: String) throws(Misread) -> Bool {
            guard let text = value(name) else { return false }
            guard text == "yes" else { throw Misread(name: name, expected: .words(["yes"])) }
            return true
        }
    }
}
