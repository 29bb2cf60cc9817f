/// Reads the rows of one sheet.
struct SheetReader {
    private var reader: XMLReader
    private let place: String
    private let parts: WorkbookParts
    private let limits: ArchiveLimits
    private var sheet = Workbook.Sheet()
    private var cellCount = 0

    init(_ reader: XMLReader, place: String, parts: WorkbookParts, limits: ArchiveLimits) {
        self.reader = reader
        self.place = place
        self.parts = parts
        self.limits = limits
    }

    mutating func content() throws(ArchiveError) -> Workbook.Sheet {
        while let event = try reader.read() {
            switch event {
            case .start("row"): try row()
            case .start("sheetData"), .start("worksheet"), .end, .text: break
            // Formats, hyperlinks, merged cells, drawings: nothing that says what a cell holds.
            default: try reader.skip()
            }
        }
        return sheet
    }

    private mutating func row() throws(ArchiveError) {
        let number = try reader.attribute("r").map(rowNumber) ?? (sheet.rows.last?.number ?? 0) + 1
        guard number > (sheet.rows.last?.number ?? 0) else { throw refused("has rows out of order") }
        guard sheet.rows.count < limits.rows else {
            throw ArchiveError(.tooLarge, "The sheet has more than \(limits.rows) rows.", in: place)
        }
        var cells: [String] = []
        while let event = try reader.read(), event != .end("row") {
            guard event == .start("c") else {
                if case .start = event { try reader.skip() }
                continue
            }
            let column = try reader.attribute("r").map(columnNumber) ?? cells.count
            guard column >= cells.count else { throw refused("has cells out of order") }
            guard column < limits.columns else {
                throw ArchiveError(.tooLarge, "The sheet has more than \(limits.columns) columns.", in: place)
            }
            while cells.count < column { cells.append("") }
            cells.append(try cell())
            cellCount += 1
            guard cellCount <= limits.cells else {
                throw ArchiveError(.tooLarge, "The sheet has more than \(limits.cells) cells.", in: place)
            }
        }
        sheet.rows.append(Workbook.Row(number: number, cells: cells))
    }

    private mutating func cell() throws(ArchiveError) -> String {
        let type = reader.attribute("t") ?? "n"
        let style = reader.attribute("s").flatMap { Int($0) } ?? 0
        var value: String?
        var inline = ""
        var isValue = false
        while let event = try reader.read(), event != .end("c") {
            switch event {
            case .start("v"): isValue = true
            case .end("v"): isValue = false
            case .text(let text): if isValue { value = (value ?? "") + text }
            case .start("is"): inline = try WorkbookParts.text(&reader, until: "is")
            case .start("f"):
                sheet.formulas += 1
                try reader.skip()
            case .start: try reader.skip()
            case .end: break
            }
        }
        switch type {
        case "inlineStr": return inline
        case "s":
            guard let value else { return "" }
            guard let index = Int(value), parts.texts.indices.contains(index) else {
                throw refused("names a text that does not exist")
            }
            return parts.texts[index]
        case "b":
            switch value {
            case "1", "true": return "true"
            case "0", "false": return "false"
            case nil: return ""
            default: throw refused("has a truth value that is none")
            }
        case "str", "e": return WorkbookParts.unescaped(value ?? "")
        case "d": return value ?? ""
        case "n":
            guard let value else { return "" }
            guard let number = Double(value), number.isFinite else { throw refused("has a number that is none") }
            guard parts.showsDate.indices.contains(style), parts.showsDate[style] else { return value }
            return SerialDate.text(number, countsFrom1904: parts.countsFrom1904) ?? value
        default: throw refused("has a cell of an unknown type")
        }
    }

    private func rowNumber(_ text: String) throws(ArchiveError) -> Int {
        guard let number = Int(text), (1...1_048_576).contains(number) else {
            throw refused("has a row without number")
        }
        return number
    }

    /// `C7` is 2.
    private func columnNumber(_ reference: String) throws(ArchiveError) -> Int {
        var number = 0
        let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }
        guard (1...3).contains(letters.count),
            reference.utf8.dropFirst(letters.count).allSatisfy({ (0x30...0x39).contains($0) })
        else { throw refused("has a cell whose place cannot be read") }
        for letter in letters { number = number * 26 + Int(letter) - 0x40 }
        return number - 1
    }

    private func refused(_ what: String) -> ArchiveError { ArchiveError(.damaged, "The sheet \(what).", in: place) }
}
