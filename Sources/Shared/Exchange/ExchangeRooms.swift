import HTTP
import Participation

/// What comes in from other platforms, and what goes out as open data: the URL table of this room.
public enum ExchangeRooms {
    public static func publicRoutes(_ desk: ParticipationDesk, licence: OpenDataLicence) -> [Route] {
        OpenDataPages(desk: desk, licence: licence).routes
    }

    public static func staffRoutes(_ desk: ParticipationDesk) -> [Route] { ImportPages(desk: desk).routes }

    /// How large a body a path of this room takes from staff; nil for all others.
    public static func uploadLimit(_ path: String, prefix: String) -> Int? {
        // Room for the form around the file.
        path == prefix + ImportPages.path ? ImportPages.maximumBytes + (64 << 10) : nil
    }
}
