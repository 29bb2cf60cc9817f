import Federation
import Pages

/// Costs by measure, year and source as a table for the funder.
///
/// Cells never begin a formula: what a spreadsheet would compute is put behind an apostrophe.
struct CostTable: Sendable {
    enum Variant: String, Sendable, CaseIterable {
        /// Semicolons, decimal comma, byte order mark: opens by a double click in German Excel.
        case excel
        /// Comma, decimal point, no byte order mark (RFC 4180).
        case neutral
    }

    let measures: [Measure]
    let language: Pages.Language
    /// nil takes every year.
    var years: ClosedRange<Int64>?

    func bytes(_ variant: Variant) -> [UInt8] {
        let separator = variant == .excel ? ";" : ","
        let lines = ([header] + rows(variant)).map { row in
            row.map { Self.cell($0, variant) }.joined(separator: separator) + "\r\n"
        }
        return (variant == .excel ? [0xEF, 0xBB, 0xBF] : []) + Array(lines.joined().utf8)
    }

    private var header: [String] {
        language == .german
            ? [
                "Kennung", "Kürzel", "Maßnahme", "Stand", "Jahr", "Herkunft", "Geplant (Euro)", "Ausgegeben (Euro)",
                "Eigenanteil (Euro)",
            ]
            : [
                "Identifier", "Code", "Measure", "Status", "Year", "Source", "Planned (EUR)", "Spent (EUR)",
                "Own share (EUR)",
            ]
    }

    private func rows(_ variant: Variant) -> [[String]] {
        measures.flatMap { measure in
            measure.sortedCosts.filter { years?.contains($0.year) ?? true }.map { cost in
                [
                    measure.id.text, measure.code, measure.title, measure.status.word(language), "\(cost.year)",
                    cost.source, Self.amount(cost.planned, variant), Self.amount(cost.spent, variant),
                    Self.amount(cost.ownShare, variant),
                ]
            }
        }
    }

    private static func amount(_ amount: ExactDecimal?, _ variant: Variant) -> String {
        guard let amount else { return "" }
        return variant == .excel ? amount.description.replacing(".", with: ",") : amount.description
    }

    /// Quoted where needed.
    static func cell(_ text: String, _ variant: Variant) -> String {
        var safe = text
        if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { safe = "'" + text }
        let separator: Unicode.Scalar = variant == .excel ? ";" : ","
        guard safe.unicodeScalars.contains(where: { $0 == separator || "\"\n\r".unicodeScalars.contains($0) }) else {
            return safe
        }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
