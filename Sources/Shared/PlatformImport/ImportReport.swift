import Pages
import Tables

/// What a file brings and what of it is lost, said before anything is written.
public struct ImportReport: Sendable {
    public enum Loss: Sendable, Hashable {
        /// No column of this name is known.
        case unknown
        /// A number of the platform's own that means nothing elsewhere.
        case technical
        /// The same text in a further language.
        case otherLanguage
        /// Files and pictures are not brought along.
        case files
        /// Known, but nothing here stands for it.
        case noPlace
        /// A column of the same meaning stands before it.
        case repeated
        /// Nothing stands in it.
        case empty

        public var reason: Phrase {
            switch self {
            case .unknown: Phrase(de: "unbekannte Spalte", en: "unknown column")
            case .technical: Phrase(de: "interne Nummer der Plattform", en: "internal number of the platform")
            case .otherLanguage: Phrase(de: "weitere Sprachfassung", en: "a further language")
            case .files: Phrase(de: "Dateien werden nicht mitgenommen", en: "files are not brought along")
            case .noPlace: Phrase(de: "hat hier keine Entsprechung", en: "has no counterpart here")
            case .repeated: Phrase(de: "steht schon in einer anderen Spalte", en: "stands in another column already")
            case .empty: Phrase(de: "ist überall leer", en: "is empty throughout")
            }
        }
    }

    public struct LostColumn: Sendable, Hashable {
        public let name: String
        public let loss: Loss
        /// Cells with something in them.
        public let count: Int
    }

    /// A column with personal data: dropped, and counted only.
    public struct PersonalColumn: Sendable, Hashable {
        public let name: String
        public let count: Int
    }

    public struct RefusedRow: Sendable, Hashable {
        public let row: Int
        public let reason: Phrase
    }

    /// Cells that could not be read; their rows are taken without them.
    public struct LostValues: Sendable, Hashable {
        public let column: String
        public let reason: Phrase
        public var count: Int
        /// The first few.
        public var rows: [Int]
    }

    /// One table: a file, or an entry of an archive.
    public struct Part: Sendable {
        public let file: String
        public let format: ImportFormat
        public var rowCount = 0
        /// Columns that are taken, with their names.
        public var taken: [String] = []
        public var lost: [LostColumn] = []
        public var personal: [PersonalColumn] = []
        public var refused: [RefusedRow] = []
        public var lostValues: [LostValues] = []
        public var notes: [Phrase] = []

        mutating func lose(_ column: String, row: Int, _ reason: Phrase) {
            guard let place = lostValues.firstIndex(where: { $0.column == column && $0.reason == reason }) else {
                lostValues.append(LostValues(column: column, reason: reason, count: 1, rows: [row]))
                return
            }
            lostValues[place].count += 1
            if lostValues[place].rows.count < 10 { lostValues[place].rows.append(row) }
        }
    }

    public var parts: [Part] = []
    /// Entries of an archive that are not read, with the reason.
    public var skippedFiles: [(name: String, reason: Phrase)] = []

    public var refusedCount: Int { parts.reduce(0) { $0 + $1.refused.count } }
    public var personalCount: Int { parts.reduce(0) { $0 + $1.personal.reduce(0) { $0 + $1.count } } }
}

/// A file that was read: records, and the report.
public struct ImportPlan: Sendable {
    /// Platform and address, such as `decidim:beteiligung.example.org`.
    public var source: String
    public var contributions: [ImportedContribution] = []
    public var comments: [ImportedComment] = []
    public var results: [ImportedResult] = []
    public var meetings: [ImportedMeeting] = []
    public var report = ImportReport()

    public var isEmpty: Bool { contributions.isEmpty && comments.isEmpty && results.isEmpty && meetings.isEmpty }
}
