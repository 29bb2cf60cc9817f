/// Finds out what a table is, from its header and, where headers are translated, from the shape of its rows.
enum FormatGuess {
    static func find(_ table: SourceTable) -> ImportFormat? {
        let names = Set(table.header.map { HeaderName($0).base })
        func has(_ any: String...) -> Bool { any.contains { names.contains($0) } }
        let isDecidim = has("component/id", "participatory_space/id")
        if has("commentable_id"), has("body") { return .decidimComments }
        if isDecidim, has("title") {
            if has("start_time") || has("attendees") { return .decidimMeetings }
            if has("progress") || has("proposal_urls") || has("status/key") { return .decidimResults }
            if has("body") { return .decidimProposals }
        }
        if has("input_id") { return .goVocal }
        if has("referenznr.", "reference no."), has("titel", "title") { return .adhocracy }
        if isConsulProposals(table) { return .consulProposals }
        if isConsulInvestments(table) { return .consulInvestments }
        let plain = ColumnPlan(table.header, OtherColumns.plain)
        return plain.has(.title) || plain.has(.text) ? .plain : nil
    }

    /// Ten columns: number, title, author, summary, time, and of one comment number, author, text, parent, time.
    private static func isConsulProposals(_ table: SourceTable) -> Bool {
        guard table.header.count == 10, HeaderName(table.header[0]).base == "id", !table.rows.isEmpty else {
            return false
        }
        return table.rows.allSatisfy { row in
            Int64(row.cells[0]) != nil && ImportTime.read(row.cells[4]) != nil
                && (row.cells[5].isEmpty || Int64(row.cells[5]) != nil)
                && (row.cells[8].isEmpty || Int64(row.cells[8]) != nil)
                && (row.cells[9].isEmpty || ImportTime.read(row.cells[9]) != nil)
        }
    }

    /// Twelve columns: number, title, supports, four of the administration, feasibility, three yes or no, author.
    private static func isConsulInvestments(_ table: SourceTable) -> Bool {
        guard table.header.count == 12, HeaderName(table.header[0]).base == "id", !table.rows.isEmpty else {
            return false
        }
        return table.rows.allSatisfy { row in
            Int64(row.cells[0]) != nil && Int64(row.cells[2]) != nil
                && row.cells[8...10].allSatisfy { yesNo.contains($0.lowercased()) }
        }
    }

    private static let yesNo: Set<String> = ["", "true", "false", "yes", "no", "ja", "nein", "1", "0", "x", "✓", "-"]
}
