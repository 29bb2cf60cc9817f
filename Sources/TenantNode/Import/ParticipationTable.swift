import Federation
import Tables

/// Reads participation.csv (docs/IMPORT.md): counts of one reporting period.
enum ParticipationTable {
    private enum Status: String, CaseIterable {
        case reported, suppressed
    }

    static func read(_ bytes: [UInt8], file: String) throws(ImportRefusal) -> [StoredParticipation] {
        let problems = ProblemList()
        let columns: [ImportTable.Column] = [
            .required("channel"), .required("figure"), .required("count"), .optional("status"),
        ]
        var rows: [StoredParticipation] = []
        var seen: Set<StoredParticipation.Key> = []
        if let table = ImportTable(bytes, file: file, columns: columns, problems: problems) {
            for row in table.readers {
                guard let figure = figure(row) else { continue }
                guard seen.insert(figure.key).inserted else {
                    row.refuse(
                        nil, de: "„\(figure.channel.rawValue), \(figure.figure.rawValue)“ steht zweimal da.",
                        en: "\"\(figure.channel.rawValue), \(figure.figure.rawValue)\" stands there twice.")
                    continue
                }
                rows.append(figure)
            }
        }
        guard problems.isEmpty else { throw ImportRefusal(problems) }
        return rows
    }

    private static func figure(_ row: RowReader) -> StoredParticipation? {
        let channel: Summary.Participation.Channel? = row.word("channel")
        let figure: Summary.Participation.Figure? = row.word("figure")
        let status: Status? = row.word("status", standard: .reported)
        let isEmpty = row.raw("count").isEmpty
        let count = isEmpty ? nil : row.integer("count", in: 0...1_000_000_000)
        guard let channel, let figure, let status, isEmpty || count != nil else { return nil }
        guard (status == .suppressed) == isEmpty else {
            row.refuse(
                "count",
                de: isEmpty
                    ? "Die Anzahl fehlt. Ist sie gesperrt, schreiben Sie den Status „suppressed“."
                    : "Bei „suppressed“ steht keine Anzahl.",
                en: isEmpty
                    ? "The count is missing. If it is suppressed, write the status \"suppressed\"."
                    : "With \"suppressed\" there is no count.")
            return nil
        }
        return StoredParticipation(channel: channel, figure: figure, count: count)
    }
}
