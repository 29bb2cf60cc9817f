import Accounts
import Pages

/// Whoever is logged in and asks for a page or sends a form.
public struct Visitor: Sendable {
    public let account: Account
    /// The hidden field that every form carries; without it nothing is taken.
    public let csrf: QueryItem
    let token: Token
    let prefix: String

    init(account: Account, token: Token, prefix: String) throws {
        self.account = account
        self.token = token
        self.prefix = prefix
        csrf = QueryItem(FormKey.name, try token.formKey())
    }

    public func has(_ role: StaffRole) -> Bool { account.has(role) }

    /// Who is logged in, and the way out; for `PageFrame.account`.
    public func accountHTML(_ language: Pages.Language) -> HTML {
        let query = [QueryItem("lang", language.rawValue)]
        return .div(
            .a(
                Address(path: "\(prefix)/account", query: query), .hidden(Phrase.ownAccount(language) + ": "),
                .text(account.name)),
            .element(
                .form, [.action(Address(path: "\(prefix)/logout", query: query)), .set(.method, "post")],
                [
                    .element(
                        .input, [.set(.type, "hidden"), .set(.name, csrf.name), .set(.value, csrf.value)], []),
                    .element(
                        .button, [.set(.type, "submit"), .class("link-button")], [.text(Phrase.signOut(language))]),
                ]), class: "account")
    }
}

/// The name of the hidden field that shows a form is ours.
enum FormKey {
    static let name = "csrf"
}
