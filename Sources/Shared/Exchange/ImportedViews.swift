import Database
import Pages
import Participation

/// What an import has brought besides contributions, as the pages of participation show it.
public enum ImportedViews {
    /// A platform has held more meetings than a page of a process can list.
    private static let mostMeetings = 50

    /// Meetings and results that another platform had for a process.
    public static func section(
        _ process: Process, _ language: Language, _ connection: borrowing Connection
    ) throws -> HTML {
        [try meetings(process, language, connection), try results(process, language, connection)]
    }

    private static func meetings(
        _ process: Process, _ language: Language, _ connection: borrowing Connection
    ) throws -> HTML {
        let rows = try connection.query(
            """
            SELECT title, place, address, starts, attendees, source FROM imported_meeting WHERE process = ?
            ORDER BY starts IS NULL, starts DESC, id LIMIT ?
            """, .integer(process.id), Value(mostMeetings)
        ) { row -> [DataTable.Cell] in
            let starts = try row.optionalInt64(3)
            let place = try row.text(1)
            return [
                link(try row.text(0), try row.text(2)),
                .text(starts.map { DateFormat.date(CivilDay.of($0).description, language) } ?? "–"),
                .text(place.isEmpty ? "–" : place),
                try row.optionalInt64(4).map { .number(NumberFormat.integer(Int($0), language)) } ?? .missing,
                .text(try row.text(5)),
            ]
        }
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        guard !rows.isEmpty else { return .empty }
        return .section(
            .h2(.text(say("Treffen auf früheren Plattformen", "Meetings on earlier platforms"))),
            DataTable(
                caption: say("Treffen", "Meetings"),
                columns: [
                    DataTable.Column(say("Treffen", "Meeting")), DataTable.Column(say("Tag", "Day")),
                    DataTable.Column(say("Ort", "Place")), DataTable.Column(say("Menschen", "People"), numeric: true),
                    DataTable.Column(say("Übernommen aus", "Taken over from")),
                ], rows: rows, hidesCaption: true
            ).html(language))
    }

    private static func results(
        _ process: Process, _ language: Language, _ connection: borrowing Connection
    ) throws -> HTML {
        let rows = try connection.query(
            """
            SELECT title, address, status, progress, source FROM imported_result WHERE process = ? ORDER BY id LIMIT ?
            """, .integer(process.id), Value(mostMeetings)
        ) { row -> [DataTable.Cell] in
            let (status, progress) = (try row.text(2), try row.text(3))
            return [
                link(try row.text(0), try row.text(1)), .text(status.isEmpty ? "–" : status),
                .text(progress.isEmpty ? "–" : progress), .text(try row.text(4)),
            ]
        }
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        guard !rows.isEmpty else { return .empty }
        return .section(
            .h2(.text(say("Ergebnisse auf früheren Plattformen", "Results on earlier platforms"))),
            DataTable(
                caption: say("Ergebnisse", "Results"),
                columns: [
                    DataTable.Column(say("Ergebnis", "Result")), DataTable.Column(say("Stand dort", "Standing there")),
                    DataTable.Column(say("Fortschritt", "Progress")),
                    DataTable.Column(say("Übernommen aus", "Taken over from")),
                ], rows: rows, hidesCaption: true
            ).html(language))
    }

    private static func link(_ title: String, _ address: String) -> DataTable.Cell {
        let to = address.hasPrefix("https://") || address.hasPrefix("http://") ? try? Address(address) : nil
        return to.map { .link(title, $0) } ?? .text(title)
    }

    /// The category and the labels that a contribution had where it comes from.
    public static func facts(
        _ contribution: Contribution, _ language: Language, _ connection: borrowing Connection
    ) throws -> [IdeaFact] {
        guard contribution.source != nil else { return [] }
        let found = try connection.query(
            """
            SELECT kind, value FROM imported_fact WHERE contribution = ? AND kind IN ('category', 'label')
            ORDER BY position
            """, .integer(contribution.id)
        ) { (kind: try $0.text(0), value: try $0.text(1)) }
        return [
            ("category", Phrase(de: "Kategorie dort", en: "Category there")),
            ("label", Phrase(de: "Schlagworte dort", en: "Labels there")),
        ].compactMap { kind, term in
            let values = found.filter { $0.kind == kind }.map(\.value)
            return values.isEmpty ? nil : IdeaFact(term, values.joined(separator: ", "))
        }
    }
}
