import Pages
import PublicForms

/// The link that somebody gets for what they have just sent, on the page that they are sent on to.
///
/// The page is where the next one is written, so the link travels in its address and stands in one place.
public enum OwnLink {
    private static let name = "own"

    public static func query(_ secret: String) -> [QueryItem] { [QueryItem(name, secret)] }

    /// The link to keep; empty where the address brings none.
    public static func note(_ turn: PublicTurn) -> HTML {
        guard let secret = turn.request.queryValue(name), AuthorLink.isSecret(secret) else { return .empty }
        return html(secret, turn)
    }

    static func html(_ secret: String, _ turn: PublicTurn) -> HTML {
        .p(
            .text(
                turn.say(
                    "Was daraus wird und was wir dazu speichern, sehen Sie nur unter dieser Adresse; dort können Sie es auch "
                        + "löschen: ",
                    "What becomes of it and what we store about it you see at this address alone; there you can erase it as "
                        + "well: ")),
            .a(turn.link(PersonalPages.path(secret)), .text(turn.site.publicAddress() + PersonalPages.path(secret))))
    }
}
