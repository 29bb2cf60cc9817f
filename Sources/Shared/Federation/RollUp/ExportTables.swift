/// The tables of an export as CSV (docs/PROTOCOL.md section 10). Hub and auditor share these writers, so each file follows
/// from the log byte for byte.
public enum ExportTables {
    /// `tables/figures.csv`: the figures of the newest edition of every report.
    public static func figures(_ state: FederationState) -> [UInt8] {
        var table = Table(["report", "edition", "entry"] + ReportTable.columns)
        for (period, editions) in state.reports.sorted(by: { $0.key < $1.key }) {
            guard let newest = editions.last else { continue }
            let place = [period.description, String(newest.value.edition), String(newest.index)]
            for figure in newest.value.figures { table.add(place + ReportTable.fields(of: figure)) }
        }
        return table.bytes
    }

    /// `tables/values.csv`: every observation that counts, with the entry that says it.
    public static func values(_ state: FederationState) -> [UInt8] {
        var table = Table([
            "tenant", "indicator", "period", "status", "level", "value", "numerator", "denominator", "flags",
            "revision",
            "entry", "sha256",
        ])
        for (tenant, observations) in state.observations.sorted(by: { $0.key < $1.key }) {
            for indicator in observations.indicators.sorted() {
                for counting in observations[indicator] {
                    let seen = counting.observation
                    table.add([
                        tenant.text, indicator.text, seen.period.description, seen.status.rawValue,
                        seen.level.rawValue, seen.value?.description ?? "", seen.numerator?.description ?? "",
                        seen.denominator?.description ?? "", seen.flags.map(\.rawValue).joined(separator: " "),
                        String(counting.revision), String(counting.summary.index), counting.summary.sha256.hex,
                    ])
                }
            }
        }
        return table.bytes
    }

    /// `tables/members.csv`: the members as last stated.
    public static func members(_ state: FederationState) -> [UInt8] {
        var table = Table([
            "tenant", "name", "role", "ags", "ars", "status_date", "from", "until", "suspended",
        ])
        for member in state.sortedMembers {
            let stay = member.stays.last
            table.add([
                member.tenant.text, member.name, member.role.rawValue, member.official?.ags ?? "",
                member.official?.ars ?? "", member.official?.statusDay.description ?? "",
                stay?.from.description ?? "", stay?.until?.description ?? "", member.isSuspended ? "1" : "0",
            ])
        }
        return table.bytes
    }

    /// RFC 4180 with LF; UTF-8 without byte order mark.
    private struct Table {
        private(set) var bytes: [UInt8] = []

        init(_ columns: [String]) { add(columns) }

        mutating func add(_ fields: [String]) {
            for (position, field) in fields.enumerated() {
                if position > 0 { bytes.append(0x2C) }
                let needsQuotes = field.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
                guard needsQuotes else {
                    bytes += field.utf8
                    continue
                }
                bytes.append(0x22)
                for byte in field.utf8 { bytes += byte == 0x22 ? [0x22, 0x22] : [byte] }
                bytes.append(0x22)
            }
            bytes.append(0x0A)
        }
    }
}
