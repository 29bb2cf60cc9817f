import HTTP

/// The whole URL table of participation; other rooms (events, drafting) bring their own.
public enum ParticipationRooms {
    public static let path = "/participation"

    public static func publicRoutes(_ desk: ParticipationDesk) -> [Route] {
        ProcessPages(desk: desk).routes + IdeaRooms.publicRoutes(desk) + FollowPages(desk: desk).routes
            + FeedPages(desk: desk).routes + OutcomePages(desk: desk).routes + PersonalPages(desk: desk).routes
            + LineageRooms.publicRoutes(desk)
    }

    public static func staffRoutes(_ desk: ParticipationDesk) -> [Route] {
        ProcessEditing(desk: desk).routes + IdeaRooms.staffRoutes(desk) + PrivacyEditing(desk: desk).routes
            + LineageRooms.staffRoutes(desk)
    }
}
