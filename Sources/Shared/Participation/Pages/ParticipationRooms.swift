import HTTP

/// The whole URL table of participation; other rooms (events, drafting) bring their own.
public enum ParticipationRooms {
    public static let path = "/participation"

    public static func publicRoutes(_ desk: ParticipationDesk) -> [Route] {
        ProcessPages(desk: desk).routes + IdeaRooms.publicRoutes(desk)
    }

    public static func staffRoutes(_ desk: ParticipationDesk) -> [Route] {
        ProcessEditing(desk: desk).routes + IdeaRooms.staffRoutes(desk)
    }
}
