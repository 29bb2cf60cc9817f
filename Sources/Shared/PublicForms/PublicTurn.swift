import Crypto
import HTTP
import Pages
import Service

/// One request to a public page: in which language, and how the answer is framed.
public struct PublicTurn: Sendable {
    public let site: PublicSite
    public let request: Request
    public let language: Pages.Language
    /// That a form was sent too often in this turn.
    let refusal = TurnRefusal()

    public init(site: PublicSite, request: Request) {
        self.site = site
        self.request = request
        language = site.language(request)
    }

    /// Seconds since 1970.
    public var now: Int64 { site.world.now().seconds }

    public func callAsFunction(_ phrase: Phrase) -> String { phrase(language) }
    public func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    /// A place on this site in the language of the page.
    public func link(_ path: String, _ query: [QueryItem] = [], fragment: String? = nil) -> Address {
        Address(path: path, query: query + [QueryItem("lang", language.rawValue)], fragment: fragment)
    }

    public func show(_ page: PublicPage) -> Response {
        guard let refusal = refusal.noted else { return site.response(page, request) }
        var page = page
        if refusal.challenge != nil { page.script = OwnScript.work.address }
        var response = site.response(page, request)
        response.headers["Retry-After"] = "\(refusal.seconds)"
        return response
    }

    /// Sends the browser on after something was done; `done` names it for the page that follows.
    public func go(
        _ path: String, done: String? = nil, also query: [QueryItem] = [], fragment: String? = nil
    ) -> Response {
        site.redirect(link(path, (done.map { [QueryItem("done", $0)] } ?? []) + query, fragment: fragment))
    }

    public func notFound() -> Response {
        show(PublicPage(title: self(.notFoundTitle), lead: .text(self(.notFound)), body: [], status: 404))
    }

    /// What has just been done, as the page before has named it.
    public func done(_ words: [String: Phrase]) -> HTML {
        guard let phrase = request.queryValue("done").flatMap({ words[$0] }) else { return .empty }
        return Callout(.success, [.p(.text(self(phrase)))]).html(language)
    }

    // MARK: Forms

    /// A form that shows it is ours, and has a field that people do not see.
    public func form(
        _ path: String, purpose: String, hidden: [QueryItem] = [], parts: [FormPart], submit: Phrase,
        cancel: Address? = nil
    ) -> Form {
        let refused = refusal.noted.flatMap { $0.purpose == purpose ? $0.token : nil }
        let token = refused ?? site.token(purpose).issue(at: now, random: site.world.randomBytes)
        return Form(
            action: link(path), hidden: [QueryItem("token", token)] + hidden,
            parts: parts + [.html(FormTrap.html(language)), .html(work(purpose))], submitLabel: self(submit),
            cancel: cancel.map { PageFrame.Link(self(.cancel), $0) })
    }

    /// What a form's token says. The first fault is noted at `field`.
    /// - Returns: the form's name, under which what it brings is stored once; nil where a fault was noted.
    public func admit(
        _ input: inout FormInput, purpose: String, at field: String, leastSeconds: Int64 = FormToken.leastSeconds
    ) -> String? {
        switch site.token(purpose).check(input["token"], at: now, leastSeconds: leastSeconds) {
        case .good(let id): return id
        case .tooFast: input.refuse(field, .formTooFast)
        case .stale: input.refuse(field, .formStale)
        }
        return nil
    }

    // MARK: Devices

    /// What this device is known by for `purpose`, such as one process: 32 bytes under which its support or its points
    /// are counted once. Of two purposes nobody can tell whether they are the same device.
    /// - Returns: the bytes, and the cookie to set where the device has none yet.
    public func device(_ purpose: String) throws -> (key: [UInt8], cookie: String?) {
        let known = request.cookie(cookieName).flatMap { Hex.decode($0.utf8)?.count == 32 ? $0 : nil }
        let token = known ?? Hex.encode(site.world.randomBytes(32))
        var cookie: String?
        if known == nil {
            cookie = "\(cookieName)=\(token); Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"
            if request.isSecure { cookie?.append("; Secure") }
        }
        return (try KeyedHash.sha256.code(Array("device \(purpose) \(token)".utf8), key: site.key), cookie)
    }

    /// What this device is known by, where it has acted before.
    public func knownDevice(_ purpose: String) throws -> [UInt8]? {
        guard request.cookie(cookieName) != nil else { return nil }
        let device = try device(purpose)
        return device.cookie == nil ? device.key : nil
    }

    private var cookieName: String { (request.isSecure ? "__Host-" : "") + "rahmenwerk-visitor" }
}
