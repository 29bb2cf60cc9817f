import Federation

/// A report's figures as CSV.
enum ReportData {
    static func csv(_ report: RegionalReport, _ style: CSVStyle) -> [UInt8] {
        var csv = CSVWriter(
            style, "indicator", "period", "value", "status", "reason", "reported", "expected", "missing", "suppressed",
            "not_applicable", "district", "population_share", "flags", "weight", "weight_period")
        for figure in report.figures {
            csv.row([
                .text(figure.indicator.text), .text(figure.period.description), .number(figure.value),
                .text(figure.value != nil ? "reported" : figure.reason == .noRule ? "distribution" : "withheld"),
                .text(figure.reason?.rawValue ?? ""), .integer(figure.reported), .integer(figure.expected),
                .integer(figure.missing), .integer(figure.suppressed), .integer(figure.notApplicable),
                .integer(figure.district), .number(figure.populationShare),
                .text(figure.flags.map(\.rawValue).joined(separator: " ")),
                .text(figure.weight?.indicator.text ?? ""), .text(figure.weight?.period.description ?? ""),
            ])
        }
        return csv.bytes
    }
}
