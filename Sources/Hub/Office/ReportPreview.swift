import Federation

/// A report that is not signed yet, as a table of plain lines; for a later edition also what has changed.
struct ReportPreview {
    let report: RegionalReport
    /// The newest signed edition, if there is one.
    let previous: Int64?

    var text: String {
        let handedIn = report.towns.filter { $0.summary != nil }
        var lines = [
            "report \(report.period), edition \(report.edition), not signed, at log size \(report.size)",
            "towns: \(report.towns.count), with a summary \(handedIn.count), on time "
                + "\(handedIn.count { $0.onTime ?? false })", "",
        ]
        lines += Self.aligned(
            [["indicator", "period", "value", "reported", "expected", "population", "to know"]]
                + report.figures.map { figure in
                    [
                        figure.indicator.text, figure.period.description,
                        figure.value?.description ?? "(\(figure.reason?.rawValue ?? ""))", String(figure.reported),
                        String(figure.expected), figure.populationShare.map { "\($0) %" } ?? "-", notes(figure),
                    ]
                })
        if let previous {
            lines += ["", "changed since edition \(previous):"]
            lines += Self.aligned(
                report.changes.map { change in
                    [
                        "  \(change.indicator)", change.period.description,
                        "\(change.before?.description ?? "-") -> \(change.after?.description ?? "-")",
                        change.reasons.map(\.rawValue).joined(separator: " "),
                    ]
                })
            if report.changes.isEmpty { lines.append("  nothing") }
            lines += ["", "a new edition takes --reason TEXT"]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func notes(_ figure: Figure) -> String {
        let weight = figure.weight.map { ["weight \($0.indicator) \($0.period)"] } ?? []
        return (figure.flags.map(\.rawValue) + weight).joined(separator: ", ")
    }

    /// Columns of equal width, the last one open.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                column == count - 1 ? text : text + String(repeating: " ", count: widths[column] - text.count + 2)
            }.joined()
        }
    }
}
