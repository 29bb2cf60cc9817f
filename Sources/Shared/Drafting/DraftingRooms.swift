import HTTP
import Participation
import PublicForms

/// The whole URL table of drafting.
public enum DraftingRooms {
    static let path = ParticipationRooms.path + "/documents"

    public static func publicRoutes(_ desk: ParticipationDesk) -> [Route] {
        DocumentPages(desk: desk).routes + RemarkPages(desk: desk).routes + AnswerPages(desk: desk).routes
    }

    public static func staffRoutes(_ desk: ParticipationDesk) -> [Route] {
        DocumentEditing(desk: desk).routes + SectionEditing(desk: desk).routes + Publishing(desk: desk).routes
            + RemarkHandling(desk: desk).routes + RemarkRecording(desk: desk).routes
    }
}
