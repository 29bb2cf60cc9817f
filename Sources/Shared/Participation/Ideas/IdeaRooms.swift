import AccountPages
import HTTP
import Pages

/// The URL table of ideas and their moderation.
enum IdeaRooms {
    static func publicRoutes(_ desk: ParticipationDesk) -> [Route] {
        IdeaListPage(desk: desk).routes + IdeaSubmission(desk: desk).routes + IdeaPage(desk: desk).routes
            + CommentPages(desk: desk).routes + ReportPages(desk: desk).routes + AuthorPage(desk: desk).routes
            + RulePages(desk: desk).routes
    }

    static func staffRoutes(_ desk: ParticipationDesk) -> [Route] {
        QueuePages(desk: desk).routes + ReportQueuePages(desk: desk).routes + StaffIdeaList(desk: desk).routes
            + StaffIdeaPage(desk: desk).routes + PlacesPage(desk: desk).routes
    }

    static let staffLinks = [
        RoomLink(Phrase(de: "Warteschlange", en: "Queue"), IdeaPaths.queue),
        RoomLink(Phrase(de: "Hinweise auf Beiträge", en: "Reports of contributions"), ReportQueuePages.path),
        RoomLink(Phrase(de: "Beiträge", en: "Contributions"), StaffIdeaList.path),
        RoomLink(Phrase(de: "Ortsteile", en: "Parts of town"), PlacesPage.path),
    ]
}
