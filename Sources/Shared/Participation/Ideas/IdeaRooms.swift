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

    /// Ways to the staff pages of this room, for the overview of participation.
    static func staffLinks(_ turn: StaffTurn) -> HTML {
        let links: [(String, Phrase)] = [
            (IdeaPaths.queue, Phrase(de: "Warteschlange", en: "Queue")),
            (ReportQueuePages.path, Phrase(de: "Meldungen", en: "Reports")),
            (StaffIdeaList.path, Phrase(de: "Beiträge", en: "Contributions")),
            (PlacesPage.path, Phrase(de: "Ortsteile", en: "Parts of town")),
        ]
        return .ul(links.map { .li(.a(turn.link($0.0), .text(turn($0.1)))) })
    }
}
