/// What has to be known about a value beside the value.
public struct ChartFlags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let provisional = ChartFlags(rawValue: 1)
    public static let estimated = ChartFlags(rawValue: 2)
    /// The value can't be compared with those before it.
    public static let `break` = ChartFlags(rawValue: 4)

    /// Drawn hollow and dashed.
    var isUncertain: Bool { !isDisjoint(with: [.provisional, .estimated]) }

    func words(_ language: Language) -> [String] {
        [
            (ChartFlags.provisional, Phrase.provisional), (.estimated, .estimated), (.break, .breakInSeries),
        ].filter { contains($0.0) }.map { $0.1(language) }
    }
}

/// One value of a chart, or the reason why there is none.
///
/// The floating-point number only places the mark; what people read is `text`, formatted from the exact decimal.
public enum ChartPoint: Sendable, Hashable {
    case value(Double, text: String, flags: ChartFlags = [])
    case missing, suppressed, notApplicable

    /// A value from its canonical decimal; missing where the text is none.
    public static func decimal(_ canonical: String, _ language: Language, flags: ChartFlags = []) -> ChartPoint {
        guard NumberFormat.Parts(canonical) != nil, let number = Double(canonical) else { return .missing }
        return .value(number, text: NumberFormat.decimal(canonical, language), flags: flags)
    }

    /// Where the mark is; nil where there is no value or it is no finite number.
    var number: Double? {
        if case .value(let number, _, _) = self, number.isFinite { return min(max(number, -1e15), 1e15) }
        return nil
    }

    var flags: ChartFlags {
        if case .value(_, _, let flags) = self { return flags }
        return []
    }

    /// The value with its flags, or the word for its absence.
    func words(_ language: Language) -> String {
        switch self {
        case .value(_, let text, let flags):
            flags.isEmpty ? text : "\(text) (\(flags.words(language).joined(separator: ", ")))"
        case .missing: Phrase.missing(language)
        case .suppressed: Phrase.suppressed(language)
        case .notApplicable: Phrase.notApplicable(language)
        }
    }

    /// The value alone; nothing where there is none.
    var shortWords: String {
        if case .value(_, let text, _) = self { return text }
        return ""
    }

    func cell(_ language: Language) -> DataTable.Cell {
        switch self {
        case .value(_, let text, let flags):
            .number(text, note: flags.isEmpty ? nil : flags.words(language).joined(separator: ", "))
        case .missing: .missing
        case .suppressed: .suppressed
        case .notApplicable: .notApplicable
        }
    }

    /// The same, a value with the way to its calculation.
    func cell(_ language: Language, _ address: Address?) -> DataTable.Cell {
        guard let address, case .value(_, let text, let flags) = self else { return cell(language) }
        let note = flags.words(language).joined(separator: ", ")
        return .html([
            .a(address, .text(text), class: "receipt"),
            .when(!note.isEmpty, .span(.text(" " + note), class: "cell-note")),
        ])
    }
}

/// A target or a regional value that others are compared with.
public struct ChartReference: Sendable, Hashable {
    public var label: String
    public var value: Double
    public var text: String
    /// The period a target is due at; without it the reference is a line through the whole chart.
    public var period: String?

    public init(_ label: String, value: Double, text: String, period: String? = nil) {
        self.label = label
        self.value = value
        self.text = text
        self.period = period
    }

    var number: Double { value.isFinite ? min(max(value, -1e15), 1e15) : 0 }
}
