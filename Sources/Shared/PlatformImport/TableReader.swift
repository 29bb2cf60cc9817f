import Crypto
import Pages
import Tables

/// Turns the rows of one table into records, and keeps count of everything that is not taken.
struct TableReader {
    let table: SourceTable
    let format: ImportFormat
    let plan: ColumnPlan
    let limits: ImportLimits
    var part: ImportReport.Part
    /// Cells with something in them that were not taken, by column.
    private var lost: [Int]
    private var seen: Set<String> = []
    /// Of CONSUL, where a proposal stands in several rows.
    var proposalPlaces: [String: Int] = [:]
    var seenComments: Set<String> = []
    private var derivedTitles = 0
    private var longTitles = 0
    private var longTexts = 0

    init(_ table: SourceTable, format: ImportFormat, limits: ImportLimits, plan: ColumnPlan? = nil) {
        self.table = table
        self.format = format
        self.limits = limits
        self.plan = plan ?? Self.plan(table, format)
        part = ImportReport.Part(file: table.file, format: format, refused: table.refused, notes: table.notes)
        lost = Array(repeating: 0, count: table.header.count)
    }

    private static func plan(_ table: SourceTable, _ format: ImportFormat) -> ColumnPlan {
        switch format {
        case .decidimProposals: ColumnPlan(table.header) { name, _ in DecidimColumns.proposals(name) }
        case .decidimResults: ColumnPlan(table.header) { name, _ in DecidimColumns.results(name) }
        case .decidimMeetings: ColumnPlan(table.header) { name, _ in DecidimColumns.meetings(name) }
        case .decidimComments: ColumnPlan(table.header) { name, _ in DecidimColumns.comments(name) }
        case .adhocracy: ColumnPlan(table.header, OtherColumns.adhocracy(table.header))
        case .goVocal: ColumnPlan(table.header, OtherColumns.goVocal(table.header))
        case .consulProposals: ColumnPlan(table.header, ConsulColumns.proposals)
        case .consulInvestments: ColumnPlan(table.header, ConsulColumns.investments)
        case .consulGraphQL, .plain: ColumnPlan(table.header, OtherColumns.plain)
        }
    }

    /// Reads every row, and closes the report.
    mutating func read(into result: inout ImportPlan) {
        part.rowCount = table.rows.count + table.refused.count
        for row in table.rows {
            countLosses(row)
            switch format {
            case .decidimComments: if let comment = comment(row) { result.comments.append(comment) }
            case .decidimResults: if let outcome = self.result(row) { result.results.append(outcome) }
            case .decidimMeetings: if let meeting = meeting(row) { result.meetings.append(meeting) }
            case .consulProposals: readConsul(row, into: &result)
            default:
                if let contribution = contribution(row) { result.contributions.append(contribution) }
            }
        }
        close()
    }

    private mutating func close() {
        part.taken = plan.taken
        part.refused.sort { $0.row < $1.row }
        for (place, use) in plan.uses.enumerated() {
            let name = plan.names[place]
            switch use {
            case .take: break
            case .person: part.personal.append(ImportReport.PersonalColumn(name: name, count: lost[place]))
            case .lose(let loss):
                part.lost.append(
                    ImportReport.LostColumn(name: name, loss: lost[place] == 0 ? .empty : loss, count: lost[place]))
            }
        }
        if derivedTitles > 0 {
            part.notes.append(
                Phrase(
                    de: "\(derivedTitles == 1 ? "1 Beitrag" : "\(derivedTitles) Beiträge") ohne Titel: "
                        + "Der Anfang des Textes steht als Titel.",
                    en: "\(derivedTitles == 1 ? "1 contribution" : "\(derivedTitles) contributions") without a title: "
                        + "the beginning of the text stands as title."))
        }
        if longTitles > 0 {
            part.notes.append(
                Phrase(
                    de:
                        "\(longTitles) Titel mit mehr als \(limits.title) Byte: gekürzt; ganz stehen sie am Anfang des "
                        + "Textes.",
                    en:
                        "\(longTitles) titles of more than \(limits.title) bytes: shortened; they stand in full at the "
                        + "beginning of the text."))
        }
        if longTexts > 0 {
            part.notes.append(
                Phrase(
                    de:
                        "\(longTexts) Texte sind länger als die \(limits.form) Byte, die das Formular hier zulässt: Sie bleiben "
                        + "ungekürzt.",
                    en:
                        "\(longTexts) texts are longer than the \(limits.form) bytes that the form here takes: they are kept "
                        + "in full."))
        }
        if format == .plain, !plan.has(.id) {
            part.notes.append(
                Phrase(
                    de:
                        "Keine Spalte mit einer Kennung: Wiedererkannt werden Beiträge an Titel und Text. Wer einen Text "
                        + "ändert und noch einmal einliest, legt einen neuen Beitrag an.",
                    en:
                        "No column with an identifier: contributions are known again by title and text. A text that was "
                        + "changed and is imported again makes a new contribution."))
        }
    }

    private mutating func countLosses(_ row: CSVReader.Row) {
        for (place, use) in plan.uses.enumerated() where !row.cells[place].isEmpty {
            switch use {
            case .take: break
            // A further language is lost only where the preferred one is there.
            case .lose(.otherLanguage), .lose(.repeated):
                let stands = plan.places.values.contains { places in
                    places.contains(place) && places.first { !row.cells[$0].isEmpty } != place
                }
                if stands { lost[place] += 1 }
            default: lost[place] += 1
            }
        }
    }

    // MARK: Cells

    func raw(_ row: CSVReader.Row, _ role: ColumnRole) -> String {
        for place in plan.places[role] ?? [] where !row.cells[place].isEmpty { return row.cells[place] }
        return ""
    }

    func text(_ row: CSVReader.Row, _ role: ColumnRole) -> String { MarkupText.plain(raw(row, role)) }

    func line(_ row: CSVReader.Row, _ role: ColumnRole) -> String {
        text(row, role).split(separator: "\n").joined(separator: " ")
    }

    /// A line of at most `limit` bytes; the report says where one was cut.
    mutating func line(_ row: CSVReader.Row, _ role: ColumnRole, limit: Int) -> String {
        let whole = line(row, role)
        guard whole.utf8.count > limit else { return whole }
        part.lose(
            name(role), row: row.number,
            Phrase(
                de: "länger als \(limit) Byte; der Anfang bleibt", en: "longer than \(limit) bytes; the beginning stays"
            ))
        return Self.shortened(whole, to: limit)
    }

    func name(_ role: ColumnRole) -> String { plan.places[role]?.first.map { plan.names[$0] } ?? "" }

    mutating func time(_ row: CSVReader.Row, _ role: ColumnRole) -> Int64? {
        let cell = raw(row, role)
        guard !cell.isEmpty else { return nil }
        if let time = ImportTime.read(cell) { return time }
        part.lose(
            name(role), row: row.number,
            Phrase(de: "kein Zeitpunkt, der gelesen werden kann", en: "not a readable time"))
        return nil
    }

    mutating func count(_ row: CSVReader.Row, _ kind: ImportedCount.Kind) -> ImportedCount? {
        let cell = raw(row, .count(kind))
        guard !cell.isEmpty else { return nil }
        // Spreadsheets write whole numbers as 12 and some programs as 12.0.
        let digits = cell.hasSuffix(".0") ? String(cell.dropLast(2)) : cell
        if let value = Int64(digits), (0...1_000_000_000).contains(value) {
            return ImportedCount(kind: kind, value: value)
        }
        part.lose(name(.count(kind)), row: row.number, Phrase(de: "keine Anzahl", en: "not a count"))
        return nil
    }

    mutating func degrees(_ row: CSVReader.Row, _ role: ColumnRole, _ limit: Double) -> Double? {
        let cell = raw(row, role)
        guard !cell.isEmpty else { return nil }
        if let value = Double(cell.replacing(",", with: ".")), value.isFinite, abs(value) <= limit { return value }
        part.lose(name(role), row: row.number, Phrase(de: "keine Koordinate", en: "not a coordinate"))
        return nil
    }

    mutating func webAddress(_ row: CSVReader.Row, _ role: ColumnRole) -> String {
        let cell = raw(row, role)
        guard !cell.isEmpty else { return "" }
        if cell.hasPrefix("https://") || cell.hasPrefix("http://"), cell.utf8.count <= 500,
            cell.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E })
        {
            return cell
        }
        part.lose(
            name(role), row: row.number,
            Phrase(de: "keine Adresse mit http:// oder https://", en: "not an address with http:// or https://"))
        return ""
    }

    /// At most 100: a cell with more is no list of labels.
    mutating func labels(_ row: CSVReader.Row) -> [String] {
        let labels = (plan.places[.label] ?? []).flatMap { row.cells[$0].split(separator: ",") }.map {
            MarkupText.clean(String($0))
        }.filter { !$0.isEmpty }
        guard labels.count > 100 else { return labels }
        part.lose(
            name(.label), row: row.number,
            Phrase(de: "mehr als 100 Merkmale; die ersten 100 bleiben", en: "more than 100 labels; the first 100 stay"))
        return Array(labels.prefix(100))
    }

    func facts(_ row: CSVReader.Row) -> [ImportedFact] {
        (plan.places[.fact] ?? []).compactMap { place in
            let value = MarkupText.plain(row.cells[place])
            return value.isEmpty ? nil : ImportedFact(name: plan.names[place], value: value)
        }
    }

    mutating func refuse(_ row: Int, de: String, en: String) {
        part.refused.append(ImportReport.RefusedRow(row: row, reason: Phrase(de: de, en: en)))
    }

    /// The number in the source; nil where it is missing or stands there twice, which refuses the row.
    mutating func identifier(_ row: CSVReader.Row) -> String? {
        let id = line(row, .id)
        guard !id.isEmpty, id.utf8.count <= 200 else {
            refuse(
                row.number, de: "Die Kennung in der Spalte „\(name(.id))“ fehlt oder ist länger als 200 Byte.",
                en: "The identifier in the column \"\(name(.id))\" is missing or longer than 200 bytes.")
            return nil
        }
        guard seen.insert(id).inserted else {
            let cell = shown(id, maximum: 40)
            refuse(
                row.number, de: "Die Kennung „\(cell)“ steht zweimal da.",
                en: "The identifier \"\(cell)\" stands twice.")
            return nil
        }
        return id
    }

    /// Title and text of a record; nil where there is neither, or too much of it.
    mutating func titleAndText(_ row: CSVReader.Row) -> (title: String, text: String)? {
        var title = line(row, .title)
        var text = text(row, .text)
        guard !title.isEmpty || !text.isEmpty else {
            refuse(row.number, de: "Weder Titel noch Text.", en: "Neither title nor text.")
            return nil
        }
        // A title that is too long goes to the text as well.
        let isLong = title.utf8.count > limits.title
        guard text.utf8.count + (isLong ? title.utf8.count + 2 : 0) <= limits.text else {
            refuse(
                row.number, de: "Der Text hat mehr als \(limits.text) Byte.",
                en: "The text has more than \(limits.text) bytes.")
            return nil
        }
        if title.isEmpty {
            derivedTitles += 1
            title = Self.shortened(text.split(separator: "\n").first.map(String.init) ?? text, to: 80)
        } else if isLong {
            longTitles += 1
            text = title + (text.isEmpty ? "" : "\n\n" + text)
            title = Self.shortened(title, to: limits.title)
        }
        if text.utf8.count > limits.form { longTexts += 1 }
        return (title, text)
    }

    /// At most `limit` bytes, cut between words.
    static func shortened(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var head = text[...]
        while head.utf8.count > limit - 3 { head.removeLast() }
        let words = head.lastIndex(of: " ").map { head[..<$0] } ?? head
        return (words.isEmpty ? String(head) : String(words)) + "…"
    }

    /// A key for a row without one: the same title and text get the same, and the second such row another.
    mutating func derivedIdentifier(_ title: String, _ text: String) -> String {
        let digest = SHA256.digest(Array("\(title)\u{0}\(text)".utf8)).hex.prefix(24)
        var id = "text-\(digest)"
        var copy = 1
        while !seen.insert(id).inserted {
            copy += 1
            id = "text-\(digest)-\(copy)"
        }
        return id
    }

}
