import AccountPages
import Accounts
import Database
import HTTP
import Pages
import PublicForms

/// Merging, lineage and prioritising: their addresses, and what they add to the pages of others.
enum LineageRooms {
    static func publicRoutes(_ desk: ParticipationDesk) -> [Route] {
        LineagePages(desk: desk).routes + PilotPages(desk: desk).routes + VotingPages(desk: desk).routes
            + ResultPages(desk: desk).routes
    }

    static func staffRoutes(_ desk: ParticipationDesk) -> [Route] {
        IdeaTies(desk: desk).routes + PilotEditing(desk: desk).routes + BallotEditing(desk: desk).routes
            + CodePages(desk: desk).routes + PaperPages(desk: desk).routes + SheetPages(desk: desk).routes
    }

    /// On the page of a process: what one can vote on, or could.
    static func votes(of process: Process, _ turn: PublicTurn, _ connection: borrowing Connection) throws -> HTML {
        let ballots = try BallotStore.all(of: process.id, connection).filter(\.isPublished)
        return .when(
            !ballots.isEmpty,
            .section(
                .h2(.text(turn.say("Abstimmen", "Vote"))),
                .ul(
                    ballots.map { ballot in
                        .li(
                            .a(turn.link(VotingPages.path(ballot.id)), .text(ballot.title)),
                            .when(
                                ballot.released != nil,
                                [
                                    .text(" – "),
                                    .a(
                                        turn.link(VotingPages.path(ballot.id) + "/result"),
                                        .text(turn.say("Ergebnis", "Result"))),
                                ]))
                    })))
    }

    /// On the staff's page of an idea: where it is merged with others and linked to what it leads to.
    static func ties(of idea: Contribution, _ turn: StaffTurn) -> HTML {
        .when(
            turn.visitor.has(.author) || turn.visitor.has(.moderator),
            .p(.a(turn.link(IdeaTies.path(idea.id)), .text(turn.say("Zusammenführen und verbinden", "Merge and link"))))
        )
    }

    static let staffLinks = [
        RoomLink(Phrase(de: "Abstimmungen", en: "Votes"), BallotEditing.path),
        RoomLink(LineageWords.pilotsWord, PilotEditing.path),
        RoomLink(
            Phrase(de: "Maßnahmen, die auf Ideen zurückgehen", en: "Measures that go back to ideas"), IdeaTies.path),
    ]
}
