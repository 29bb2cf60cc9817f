/// What the sheets of a workbook share: their list, the common texts, and which styles show dates.
struct WorkbookParts: Sendable {
    struct SheetPart: Sendable {
        let name: String
        let path: String
    }

    private(set) var sheets: [SheetPart] = []
    private(set) var texts: [String] = []
    /// For each cell style, whether it shows a day or a time.
    private(set) var showsDate: [Bool] = []
    private(set) var countsFrom1904 = false

    init(_ archive: ZIPArchive, limits: ArchiveLimits) throws(ArchiveError) {
        let targets = try Self.targets(archive)
        try readWorkbook(archive, targets)
        guard !sheets.isEmpty else { throw ArchiveError(.notAWorkbook, "The workbook has no visible sheet.") }
        try readTexts(archive, limits)
        try readStyles(archive)
    }

    private static func reader(_ archive: ZIPArchive, _ name: String) throws(ArchiveError) -> XMLReader? {
        guard let entry = archive[name] else { return nil }
        return try XMLReader(try archive.content(entry), place: name)
    }

    private static func targets(_ archive: ZIPArchive) throws(ArchiveError) -> [String: String] {
        guard var reader = try reader(archive, "xl/_rels/workbook.xml.rels") else {
            throw ArchiveError(.notAWorkbook, "The list of parts is missing.", in: "xl/_rels/workbook.xml.rels")
        }
        var targets: [String: String] = [:]
        while let event = try reader.read() {
            guard event == .start("Relationship"), reader.attribute("TargetMode") != "External",
                let id = reader.attribute("Id"), let target = reader.attribute("Target")
            else { continue }
            targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        }
        return targets
    }

    private mutating func readWorkbook(
        _ archive: ZIPArchive, _ targets: [String: String]
    ) throws(ArchiveError) {
        guard var reader = try Self.reader(archive, "xl/workbook.xml") else {
            throw ArchiveError(.notAWorkbook, "The workbook is missing.", in: "xl/workbook.xml")
        }
        while let event = try reader.read() {
            if event == .start("workbookPr") {
                countsFrom1904 = ["1", "true"].contains(reader.attribute("date1904") ?? "")
            }
            guard event == .start("sheet"), (reader.attribute("state") ?? "visible") == "visible" else { continue }
            // The prefix of the relationship's id is free; `sheetId` is another thing.
            let id = reader.attributes.first { $0.name.hasSuffix(":id") }?.value ?? ""
            guard let path = targets[id] else {
                throw ArchiveError(.notAWorkbook, "A sheet has no part.", in: "xl/workbook.xml")
            }
            sheets.append(SheetPart(name: reader.attribute("name") ?? "", path: path))
        }
    }

    private mutating func readTexts(_ archive: ZIPArchive, _ limits: ArchiveLimits) throws(ArchiveError) {
        guard var reader = try Self.reader(archive, "xl/sharedStrings.xml") else { return }
        while let event = try reader.read() {
            guard event == .start("si") else { continue }
            guard texts.count < limits.cells else {
                throw ArchiveError(.tooLarge, "The workbook has more than \(limits.cells) texts.")
            }
            texts.append(try Self.text(&reader, until: "si"))
        }
    }

    /// The text of a string item or inline string: its `t`, or those of its runs; phonetic help is left out.
    static func text(_ reader: inout XMLReader, until end: String) throws(ArchiveError) -> String {
        var text = ""
        var isText = false
        while let event = try reader.read() {
            switch event {
            case .start("t"): isText = true
            case .end("t"): isText = false
            case .start("rPh"): try reader.skip()
            case .text(let piece): if isText { text += piece }
            case .end(end): return unescaped(text)
            default: break
            }
        }
        return unescaped(text)
    }

    /// `_x000D_` stands for a character that XML does not hold (ECMA-376 part 1, 22.4.2.4).
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(0x5F), text.contains("_x") else { return text }
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            let piece = rest.prefix(7)
            if first == "_", piece.count == 7, piece.last == "_", piece.dropFirst().first == "x",
                let value = UInt32(piece.dropFirst(2).dropLast(), radix: 16), let scalar = Unicode.Scalar(value)
            {
                result.unicodeScalars.append(scalar)
                rest = rest.dropFirst(7)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private mutating func readStyles(_ archive: ZIPArchive) throws(ArchiveError) {
        guard var reader = try Self.reader(archive, "xl/styles.xml") else { return }
        var own: [Int: String] = [:]
        var isCellStyle = false
        while let event = try reader.read() {
            switch event {
            case .start("numFmt"):
                if let id = reader.attribute("numFmtId").flatMap({ Int($0) }) {
                    own[id] = reader.attribute("formatCode")
                }
            case .start("cellXfs"): isCellStyle = true
            case .end("cellXfs"): isCellStyle = false
            case .start("xf") where isCellStyle:
                let id = reader.attribute("numFmtId").flatMap { Int($0) } ?? 0
                showsDate.append(own[id].map(SerialDate.isDateFormat) ?? SerialDate.isBuiltInDateFormat(id))
            default: break
            }
        }
    }
}
