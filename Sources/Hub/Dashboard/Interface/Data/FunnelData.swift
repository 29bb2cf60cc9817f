import Federation

/// The numbers of participation as JSON and CSV: each row with the signed summary it stands in.
struct FunnelData {
    let model: FunnelModel

    static func town(_ town: FunnelModel.Town) -> [(String, JSONValue)] {
        [
            ("tenant", .string(town.tenant.text)), ("period", .string(town.summary.value.period.description)),
            ("summary", JSONValue(town.summary.reference)),
            ("participation", .array(town.rows.map { JSONValue($0) })),
        ]
    }

    func csv(_ style: CSVStyle) -> [UInt8] {
        var csv = CSVWriter(
            style, "tenant", "period", "figure", "by", "key", "count", "status", "summary_index", "summary_sha256")
        for town in model.reported {
            for row in town.rows {
                csv.row([
                    .text(town.tenant.text), .text(town.summary.value.period.description),
                    .text(row.figure.rawValue), .text(row.part.dimension.rawValue), .text(row.part.text),
                    row.count.map { .integer($0) } ?? .suppressed, .text(row.count == nil ? "suppressed" : "reported"),
                    .integer(town.summary.reference.index), .text(town.summary.reference.sha256.hex),
                ])
            }
        }
        return csv.bytes
    }
}
