/// The figures of a report as a table: `reports/<period>-<edition>.csv` of an export (docs/PROTOCOL.md section 10).
///
/// Neutral CSV (RFC 4180 with LF): a header line, one line for each figure in the order of the report, decimal points,
/// flags joined by a space, an empty field for what is not given. No field can hold a comma or a quote, so none is
/// quoted. Hub and auditor share this writer, so the file follows from the log byte for byte.
public enum ReportTable {
    /// The header line's names.
    public static let columns = [
        "indicator", "period", "value", "reason", "reported", "expected", "missing", "suppressed", "not_applicable",
        "district", "population_share", "flags", "weight", "weight_period",
    ]

    /// The whole file, UTF-8 without byte order mark.
    public static func csv(_ report: RegionalReport) -> [UInt8] {
        var bytes = Array(line(columns).utf8)
        for figure in report.figures { bytes += line(fields(of: figure)).utf8 }
        return bytes
    }

    static func fields(of figure: Figure) -> [String] {
        [
            figure.indicator.text, figure.period.description, figure.value?.description ?? "",
            figure.reason?.rawValue ?? "", String(figure.reported), String(figure.expected), String(figure.missing),
            String(figure.suppressed), String(figure.notApplicable), String(figure.district),
            figure.populationShare?.description ?? "", figure.flags.map(\.rawValue).joined(separator: " "),
            figure.weight?.indicator.text ?? "", figure.weight?.period.description ?? "",
        ]
    }

    private static func line(_ fields: [String]) -> String { fields.joined(separator: ",") + "\n" }
}
