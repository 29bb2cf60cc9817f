import AccountPages
import Pages
import PublicForms

/// A way from the pages of participation to one of its rooms, wherever that is built.
public struct RoomLink: Sendable {
    let name: Phrase
    let path: String
    /// Whether its pages ask for an admin.
    let isForAdmins: Bool

    public init(_ name: Phrase, _ path: String, isForAdmins: Bool = false) {
        self.name = name
        self.path = path
        self.isForAdmins = isForAdmins
    }

    static func html(_ links: [RoomLink], _ turn: StaffTurn) -> HTML {
        .ul(
            links.filter { !$0.isForAdmins || turn.visitor.has(.admin) }
                .map { .li(.a(turn.link($0.path), .text(turn($0.name)))) })
    }

    static func html(_ links: [RoomLink], _ turn: PublicTurn) -> HTML {
        .ul(links.map { .li(.a(turn.link($0.path), .text(turn($0.name)))) })
    }
}
