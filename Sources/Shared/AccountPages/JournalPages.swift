import Accounts
import HTTP
import Pages
import Service

/// Who did what when: for everybody of the house to read, and as CSV.
struct JournalPages: Sendable {
    let gate: StaffGate

    private var site: StaffSite { gate.site }
    private static let perPage = 100

    var routes: [Route] {
        [
            gate.get("/journal", for: .admin) { request, _, visitor in try page(request, visitor) },
            gate.get("/journal.csv", for: .admin) { _, _, _ in
                var response = Response.bytes(
                    try site.desk.journalCSV(), contentType: "text/csv; charset=utf-8; header=present")
                response.headers["Content-Disposition"] = "attachment; filename=\"journal.csv\""
                return response
            },
        ]
    }

    private func page(_ request: Request, _ visitor: Visitor) throws -> Response {
        let language = site.language(request)
        let (count, asked) = (try site.desk.journalCount(), request.queryValue("page").flatMap(Int.init) ?? 1)
        let pages = max(1, (Int(count) + Self.perPage - 1) / Self.perPage)
        let number = min(max(asked, 1), pages)
        let entries = try site.desk.journal(Self.perPage, skipping: (number - 1) * Self.perPage)
        let table = DataTable(
            caption: Phrase.journal(language),
            columns: [Phrase.when, .who, .act, .object, .detail].map { DataTable.Column($0(language)) },
            rows: entries.map { entry in
                [
                    .text(Moment.text(entry.at, language, seconds: true)),
                    .text(entry.login.isEmpty ? Phrase.commandLine(language) : "\(entry.name) (\(entry.login))"),
                    .text(words(entry.act, language)), .text(entry.object),
                    .text(detail(entry, language)),
                ]
            }, hidesCaption: true)
        let address = { (page: Int) in site.link("/journal", language, [QueryItem("page", "\(page)")]) }
        return site.response(
            StaffPage(
                title: Phrase.journal(language), lead: .text(Phrase.journalLead(Int(count))(language)),
                body: [
                    .p(
                        .buttonLink(
                            site.link("/journal.csv", language), Phrase.asCSV(language), primary: false)),
                    table.html(language),
                    Pagination(
                        page: number, pageCount: pages, previous: number > 1 ? address(number - 1) : nil,
                        next: number < pages ? address(number + 1) : nil
                    ).html(language),
                ]), request, visitor)
    }

    /// Roles are noted by their codes.
    private func detail(_ entry: Journal.Entry, _ language: Pages.Language) -> String {
        guard entry.act.hasPrefix("account.") else { return site.detailWords(entry.act, entry.detail, language) }
        return entry.detail.split(separator: " ").map { word in
            StaffRole(rawValue: String(word)).map { RoleWords.name($0)(language) } ?? String(word)
        }.joined(separator: " ")
    }

    private func words(_ act: String, _ language: Pages.Language) -> String {
        (Phrase.acts[act] ?? site.actWords(act))?(language) ?? act
    }
}

extension AccountDesk {
    /// The whole journal (RFC 4180): UTF-8, one header row, times in UTC.
    func journalCSV() throws -> [UInt8] {
        var table = CSVTable(["at", "login", "name", "act", "object", "detail"])
        try scanJournal { entry in
            let moment = Timestamp(seconds: entry.at)?.text ?? ""
            table.append([moment, entry.login, entry.name, entry.act, entry.object, entry.detail])
        }
        return table.bytes
    }
}

/// Rows of text as CSV. A text that a spreadsheet would take for a formula gets an apostrophe in front.
struct CSVTable {
    private(set) var bytes: [UInt8] = []

    init(_ header: [String]) { append(header) }

    mutating func append(_ row: [String]) {
        for (place, text) in row.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            let isFormula = text.utf8.first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
            let needsQuotes = text.utf8.contains { "\",\r\n".utf8.contains($0) }
            if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
            if isFormula { bytes.append(UInt8(ascii: "'")) }
            for byte in text.utf8 { bytes += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
            if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
        }
        bytes += [0x0D, 0x0A]
    }
}
