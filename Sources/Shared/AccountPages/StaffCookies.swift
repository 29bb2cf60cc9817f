import Accounts
import HTTP

/// The three cookies of the staff pages. Each is for this host alone, out of reach for scripts, and not sent along
/// when another site posts a form here.
struct StaffCookies: Sendable {
    enum Kind: String {
        /// The session.
        case session
        /// Ties forms to this browser before anybody has logged in.
        case form
        /// Tells that this browser has logged in before.
        case device
    }

    /// Programs on one host share their cookies whatever the port; the mark keeps them apart.
    let mark: String

    func read(_ kind: Kind, _ request: Request) -> String? { request.cookie(name(kind, request)) }

    func token(_ kind: Kind, _ request: Request) -> Token? { read(kind, request).flatMap { Token($0) } }

    /// Adds the cookie; an empty value takes it away.
    func set(_ kind: Kind, _ value: String, _ request: Request, _ response: inout Response) {
        var text = "\(name(kind, request))=\(value); Path=/; HttpOnly; SameSite=Lax"
        if request.isSecure { text += "; Secure" }
        if value.isEmpty { text += "; Max-Age=0" } else if kind == .device { text += "; Max-Age=15552000" }
        response.headers.add("Set-Cookie", text)
    }

    /// `__Host-` makes browsers refuse it from a neighbouring host or over plain HTTP.
    private func name(_ kind: Kind, _ request: Request) -> String {
        (request.isSecure ? "__Host-" : "") + "rahmenwerk-\(kind.rawValue)-\(mark)"
    }
}
