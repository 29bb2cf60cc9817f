import Pages

/// One thing wrong in a table, with its place: file, row (the header is row 1) and column.
public struct ImportProblem: Sendable, Hashable {
    public let file: String
    /// Nil where the file as a whole is meant.
    public let row: Int?
    public let column: String?
    /// The sentence without its place.
    public let reason: Phrase

    public init(file: String, row: Int?, column: String?, de: String, en: String) {
        self.file = file
        self.row = row
        self.column = column
        reason = Phrase(de: de, en: en)
    }

    public func text(_ language: Language) -> String {
        var place = file
        if let row { place += language == .german ? ", Zeile \(row)" : ", row \(row)" }
        if let column { place += language == .german ? ", Spalte \(column)" : ", column \(column)" }
        return "\(place): \(reason(language))"
    }
}

/// Collects what is wrong in the tables of one import; the first 50 are kept, all are counted.
public final class ProblemList {
    public static let maximum = 50

    public private(set) var problems: [ImportProblem] = []
    public private(set) var count = 0

    public init() {}

    public var isEmpty: Bool { count == 0 }

    public func add(_ file: String, row: Int? = nil, column: String? = nil, de: String, en: String) {
        count += 1
        guard problems.count < Self.maximum else { return }
        problems.append(ImportProblem(file: file, row: row, column: column, de: de, en: en))
    }
}

/// A table that was refused as a whole, with everything that is wrong in it.
public struct ImportRefusal: Error, CustomStringConvertible {
    public let problems: [ImportProblem]
    /// All that were found; more than `problems` where there are more than 50.
    public let count: Int

    public init(_ list: ProblemList) {
        problems = list.problems
        count = list.count
    }

    public var description: String { problems.map { $0.text(.english) }.joined(separator: "\n") }
}
