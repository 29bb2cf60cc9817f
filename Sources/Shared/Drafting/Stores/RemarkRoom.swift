import Database
import Pages
import Participation

/// What drafting keeps of people, and how it forgets it.
public struct RemarkRoom: PersonalRoom {
    public init() {}

    public func record(_ digest: [UInt8], _ connection: borrowing Connection) throws -> PersonalRecord? {
        guard
            let remark = try connection.first(
                "SELECT \(RemarkStore.columns) FROM remark WHERE author = ?", .blob(digest), row: RemarkStore.remark),
            let document = try DocumentStore.read(remark.document, connection)
        else { return nil }
        var history: [PersonalRecord.Event] = []
        if !remark.reason.isEmpty {
            history.append(PersonalRecord.Event(remark.reason, words: Phrase(de: remark.reason, en: remark.reason)))
        }
        if let answer = remark.answer {
            func words(_ language: Language) -> String {
                "\(answer.verdict.word(language)) · \(answer.office) · \(answer.reason)"
            }
            history.append(
                PersonalRecord.Event(words(.german), words: Phrase(de: words(.german), en: words(.english))))
        }
        let day = DraftingViews.civilDay(remark.received).description
        return PersonalRecord(
            kind: Phrase(de: "Anmerkung", en: "remark"), title: document.title,
            fields: [
                PersonalRecord.Field("id", Phrase(de: "Nummer", en: "number"), "\(remark.id)"),
                PersonalRecord.Field("document", Phrase(de: "Text", en: "text"), document.title),
                PersonalRecord.Field("version", Phrase(de: "Fassung", en: "version"), "\(remark.number)"),
                PersonalRecord.Field("remark", Phrase(de: "Anmerkung", en: "remark"), remark.text),
                PersonalRecord.Field("wording", Remark.Kind.wording.word, remark.wording),
                PersonalRecord.Field("name", Phrase(de: "Name", en: "name"), remark.pseudonym),
                .channel(remark.origin.channel), .group(remark.origin.group),
                PersonalRecord.Field(
                    "received", Phrase(de: "Eingegangen", en: "received"), day,
                    words: Phrase(de: DateFormat.date(day, .german), en: DateFormat.date(day, .english))),
                .visibility(remark.visibility),
            ], history: history,
            standing: remark.visibility == .published
                ? remark.answer?.verdict.word ?? RemarkStore.Choice.open.word : remark.visibility.word,
            path: remark.visibility == .published
                ? "\(DraftingRooms.path)/\(document.slug)/paragraphs/" + (remark.paragraph.map { "\($0)" } ?? "whole")
                : nil)
    }

    public func erase(
        _ digest: [UInt8], removesText: Bool, at seconds: Int64, _ connection: borrowing Connection
    ) throws -> Bool {
        guard
            let id = try connection.first(
                "SELECT id FROM remark WHERE author = ?", .blob(digest), row: { try $0.int64(0) })
        else { return false }
        try connection.execute(
            "UPDATE remark SET author = NULL, pseudonym = '', grouping = '', version = version + 1 WHERE id = ?",
            .integer(id))
        if removesText {
            try connection.execute(
                "UPDATE remark SET text = '', wording = '', visibility = 'removed', reason = ? WHERE id = ?",
                .text(PersonalStub.reason), .integer(id))
        }
        return true
    }

    public func expire(_ task: RetentionTask, _ connection: borrowing Connection) throws -> Int {
        switch task {
        case .names(let process):
            try connection.execute(
                """
                UPDATE remark SET pseudonym = '' WHERE pseudonym <> ''
                    AND document IN (SELECT id FROM document WHERE process = ?)
                """, .integer(process))
        case .groups(let process):
            try connection.execute(
                """
                UPDATE remark SET grouping = '' WHERE grouping <> ''
                    AND document IN (SELECT id FROM document WHERE process = ?)
                """, .integer(process))
        case .looseNames(let day):
            try connection.execute(
                "UPDATE remark SET pseudonym = '' WHERE pseudonym <> '' AND \(Self.isLoose)", .text(day.description),
                .integer(day.start))
        case .looseGroups(let day):
            try connection.execute(
                "UPDATE remark SET grouping = '' WHERE grouping <> '' AND \(Self.isLoose)", .text(day.description),
                .integer(day.start))
        case .devices, .reports: 0
        case .withheld(let moment):
            try connection.execute(
                """
                UPDATE remark SET text = '', wording = '', pseudonym = ''
                WHERE visibility IN ('withheld', 'removed') AND coalesce(decided, published, received) < ?
                    AND (text <> '' OR wording <> '')
                """, .integer(moment))
        }
    }

    /// On a document without a process: over since its last day, or where it has none since the remark itself.
    private static let isLoose = """
        document IN (SELECT id FROM document WHERE process IS NULL
            AND CASE last_day WHEN '' THEN remark.received < ?2 ELSE last_day < ?1 END)
        """
}
