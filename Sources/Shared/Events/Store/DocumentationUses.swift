import Database
import Participation

/// Each card of an event leads to the documentation that makes use of it.
enum DocumentationUses {
    /// Registers the cards that the documentation shows; nothing while it is not public.
    static func register(_ event: Event, isPublished: Bool, _ connection: borrowing Connection) throws {
        let path = "\(EventsRoom.path)/\(event.slug)/documentation"
        let cards =
            isPublished ? try CardStore.shown(of: event.id, limit: DocumentationModel.mostCards, connection) : []
        _ = try ContributionUses.replace(
            at: path, with: cards.map { ContributionUse(contribution: $0.id, path: path, title: event.title) },
            connection)
    }
}
