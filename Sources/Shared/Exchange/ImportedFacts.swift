import Database
import Pages
import PlatformImport

/// What a source said of a contribution that has no column of its own here.
struct ImportedFacts: Sendable, Hashable {
    let kind: String
    let name: String
    let value: String

    static func of(_ record: ImportedContribution) -> [ImportedFacts] {
        (record.category.isEmpty ? [] : [ImportedFacts(kind: "category", name: "", value: record.category)])
            + record.labels.map { ImportedFacts(kind: "label", name: "", value: $0) }
            + record.counts.map { ImportedFacts(kind: "count", name: $0.kind.rawValue, value: "\($0.value)") }
            + record.facts.map { ImportedFacts(kind: "fact", name: $0.name, value: $0.value) }
    }

    static func write(_ facts: [ImportedFacts], of contribution: Int64, _ connection: borrowing Connection) throws {
        try connection.execute("DELETE FROM imported_fact WHERE contribution = ?", .integer(contribution))
        for (position, fact) in facts.enumerated() {
            try connection.execute(
                "INSERT INTO imported_fact (contribution, position, kind, name, value) VALUES (?, ?, ?, ?, ?)",
                .integer(contribution), Value(position), .text(fact.kind), .text(fact.name), .text(fact.value))
        }
    }
}

/// A point becomes the cell of the coarse grid that it lies in, about a kilometre wide, as everywhere in participation.
enum CoarsePlace {
    /// Empty where there is no point.
    static func cell(latitude: Double?, longitude: Double?) -> String {
        guard let latitude, let longitude, abs(latitude) <= 90, abs(longitude) <= 180 else { return "" }
        return "\(decimal(latitude)),\(decimal(longitude))"
    }

    /// Hundredths of a degree, always the one below.
    private static func decimal(_ degrees: Double) -> String {
        let hundredths = Int((degrees * 100).rounded(.down))
        let digits = abs(hundredths) % 100
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(digits < 10 ? "0" : "")\(digits)"
    }
}
