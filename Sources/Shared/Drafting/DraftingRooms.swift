import Database
import HTTP
import Pages
import Participation
import PublicForms

/// The whole URL table of drafting.
public enum DraftingRooms {
    static let path = ParticipationRooms.path + "/documents"

    public static func publicRoutes(_ desk: ParticipationDesk) -> [Route] {
        DocumentPages(desk: desk).routes + RemarkPages(desk: desk).routes + AnswerPages(desk: desk).routes
    }

    /// Remarks that nobody has decided on yet, text by text, for the common queue.
    public static func waiting(
        _ language: Language, _ connection: borrowing Connection
    ) throws -> [RoomModeration.Waiting] {
        try connection.query(
            """
            SELECT d.slug, d.title, count(*) FROM remark AS r JOIN document AS d ON d.id = r.document
            WHERE r.visibility IN ('received', 'reviewed') GROUP BY d.id ORDER BY d.title, d.id
            """
        ) { row in
            let title = try row.text(1)
            return RoomModeration.Waiting(
                title: Phrase(de: "Anmerkungen: \(title)", en: "Remarks: \(title)")(language),
                path: "\(DocumentEditing.path)/\(try row.text(0))/remarks",
                query: [QueryItem("show", RemarkStore.Choice.waiting.rawValue)], count: try row.int(2),
                isCounted: false)
        }
    }

    public static func staffRoutes(_ desk: ParticipationDesk) -> [Route] {
        DocumentEditing(desk: desk).routes + SectionEditing(desk: desk).routes + Publishing(desk: desk).routes
            + RemarkHandling(desk: desk).routes + RemarkRecording(desk: desk).routes
    }
}
