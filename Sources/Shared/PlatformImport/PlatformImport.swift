import Archive
import Pages
import Tables

/// Reads a file of a participation platform, whatever it is, into records of one form.
///
/// Nothing is written anywhere, and nothing is lost silently: the plan's report names every column and row that is not
/// taken. Personal data are dropped before a record is made.
public enum PlatformImport {
    /// - Parameter source: names the platform that the file comes from; nil: found out from its addresses.
    ///
    /// Errors: an `ImportRefusal` with sentences for whoever has chosen the file.
    public static func read(
        _ bytes: [UInt8], file: String, source: String? = nil, limits: ImportLimits = ImportLimits()
    ) throws(ImportRefusal) -> ImportPlan {
        guard bytes.count <= limits.bytes else {
            throw ImportRefusal(
                file, de: "Die Datei hat \(bytes.count) Byte; höchstens \(limits.bytes) sind erlaubt. Bitte teilen.",
                en: "The file has \(bytes.count) bytes; at most \(limits.bytes) are taken. Please split it.")
        }
        guard !bytes.isEmpty else {
            throw ImportRefusal(file, de: "Die Datei ist leer.", en: "The file is empty.")
        }
        var plan = ImportPlan(source: "")
        if ZIPArchive.isLikely(bytes) {
            let archive = try reading(file) { () throws(ArchiveError) in try ZIPArchive(bytes) }
            if Workbook.isLikely(archive) {
                guard let table = try sheet(archive, file) else {
                    throw ImportRefusal(file, de: "Das erste Blatt ist leer.", en: "The first sheet is empty.")
                }
                try take(table, limits, &plan)
            } else {
                try takeEntries(archive, file: file, limits, &plan)
            }
        } else if ConsulGraphQL.isLikely(bytes) {
            try ConsulGraphQL.read(bytes, file: file, limits: limits, into: &plan)
        } else {
            try take(try SourceTable.csv(bytes, file: file, limits: limits), limits, &plan)
        }
        finish(&plan, source: source)
        return plan
    }

    /// Tables of an archive: every CSV, workbook and JSON in it that is known; the others are named in the report.
    private static func takeEntries(
        _ archive: ZIPArchive, file: String, _ limits: ImportLimits, _ plan: inout ImportPlan
    ) throws(ImportRefusal) {
        for entry in archive.entries {
            let name = entry.name.split(separator: "/").last.map(String.init) ?? entry.name
            let kind = name.lowercased()
            guard kind.hasSuffix(".csv") || kind.hasSuffix(".xlsx") || kind.hasSuffix(".json"), !name.hasPrefix(".")
            else {
                plan.report.skippedFiles.append((entry.name, Phrase(de: "keine Tabelle", en: "not a table")))
                continue
            }
            let bytes = try reading(file) { () throws(ArchiveError) in try archive.content(entry) }
            guard bytes.contains(where: { $0 > 0x20 }) else {
                plan.report.skippedFiles.append((entry.name, Phrase(de: "leer", en: "empty")))
                continue
            }
            if kind.hasSuffix(".json") {
                try ConsulGraphQL.read(bytes, file: entry.name, limits: limits, into: &plan)
                continue
            }
            let table: SourceTable?
            if kind.hasSuffix(".xlsx") {
                let inner = try reading(file) { () throws(ArchiveError) in try ZIPArchive(bytes) }
                table = try sheet(inner, entry.name)
            } else {
                table = try SourceTable.csv(bytes, file: entry.name, limits: limits)
            }
            guard let table, let format = FormatGuess.find(table), format != .plain else {
                plan.report.skippedFiles.append(
                    (
                        entry.name,
                        Phrase(
                            de: "keine Tabelle mit Vorschlägen, Kommentaren, Ergebnissen oder Treffen",
                            en: "not a table of proposals, comments, results or meetings")
                    ))
                continue
            }
            read(table, format, limits, &plan)
        }
        guard !plan.report.parts.isEmpty else {
            throw ImportRefusal(
                file,
                de: "In der ZIP-Datei ist keine Tabelle mit Vorschlägen, Kommentaren, Ergebnissen oder Treffen.",
                en: "The ZIP archive has no table of proposals, comments, results or meetings.")
        }
    }

    private static func sheet(_ archive: ZIPArchive, _ file: String) throws(ImportRefusal) -> SourceTable? {
        try reading(file) { () throws(ArchiveError) in try SourceTable.sheet(of: try Workbook(archive), file: file) }
    }

    private static func reading<Value>(
        _ file: String, _ body: () throws(ArchiveError) -> Value
    ) throws(ImportRefusal) -> Value {
        do throws(ArchiveError) { return try body() } catch { throw ImportRefusal(file, error) }
    }

    private static func take(
        _ table: SourceTable, _ limits: ImportLimits, _ plan: inout ImportPlan
    ) throws(ImportRefusal) {
        guard let format = FormatGuess.find(table) else {
            let names = shown(table.header.joined(separator: " | "), maximum: 200)
            throw ImportRefusal(
                table.file,
                de:
                    "Die Kopfzeile ist nicht bekannt: \(names). Erwartet wird eine Ausfuhr von Decidim, CONSUL, adhocracy+ "
                    + "oder Go Vocal, oder eine Tabelle mit einer Spalte „Titel“ oder „Text“.",
                en:
                    "The header is not known: \(names). Expected is an export of Decidim, CONSUL, adhocracy+ or Go Vocal, "
                    + "or a table with a column \"Title\" or \"Text\".")
        }
        read(table, format, limits, &plan)
    }

    private static func read(
        _ table: SourceTable, _ format: ImportFormat, _ limits: ImportLimits, _ plan: inout ImportPlan
    ) {
        var reader = TableReader(table, format: format, limits: limits)
        reader.read(into: &plan)
        plan.report.parts.append(reader.part)
    }

    // MARK: The whole

    private static func finish(_ plan: inout ImportPlan, source: String?) {
        let standard = plan.report.parts.first?.format.standardSource ?? ""
        let addresses = plan.contributions.map(\.address) + plan.results.map(\.address) + plan.meetings.map(\.address)
        let hosts = Set(addresses.compactMap(host))
        plan.source = source ?? (hosts.count == 1 ? hosts.first.map { "\(standard):\($0)" } ?? standard : standard)
        let numbers = Dictionary(
            plan.contributions.filter { !$0.address.isEmpty }.map { ($0.address, $0.id) },
            uniquingKeysWith: { first, _ in first })
        for place in plan.comments.indices where plan.comments[place].isAddress {
            guard let id = numbers[plan.comments[place].contribution] else { continue }
            plan.comments[place].contribution = id
            plan.comments[place].isAddress = false
        }
    }

    private static func host(_ address: String) -> String? {
        guard let start = address.firstRange(of: "://") else { return nil }
        let host = address[start.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
        return host.isEmpty || host.contains("@") ? nil : host.lowercased()
    }
}
