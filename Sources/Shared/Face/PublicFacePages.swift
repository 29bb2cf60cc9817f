import Database
import HTTP
import Pages
import PublicForms
import Service

/// The pages that the law asks for, reachable from the footer of every page: imprint, privacy, accessibility, feedback.
public struct PublicFacePages: Sendable {
    /// Draws the program's frame around a page.
    public typealias Framing = @Sendable (Request, Pages.Language, FacePage) -> Response

    let desk: FaceDesk
    let language: @Sendable (Request) -> Pages.Language
    let framing: Framing
    let token: FormToken
    let limiter: RateLimit
    /// Messages of one address in an hour.
    static let perHour = 5
    /// What holds for every node or hub and is said above the town's own privacy statement.
    let processing: @Sendable () -> [Phrase]

    /// - Parameters:
    ///   - processing: what the program itself keeps about visitors, in sentences.
    public init(
        desk: FaceDesk, processing: @escaping @Sendable () -> [Phrase],
        language: @escaping @Sendable (Request) -> Pages.Language,
        framing: @escaping Framing
    ) {
        self.desk = desk
        self.processing = processing
        self.language = language
        self.framing = framing
        token = FormToken(key: desk.world.randomBytes(32), purpose: "feedback")
        limiter = RateLimit(perHour: Self.perHour, random: desk.world.randomBytes)
    }

    public var routes: [Route] {
        [
            page("/imprint") { imprint($0) }, page("/privacy") { privacy($0) },
            page("/accessibility") { accessibility($0) },
            Route("GET", "/feedback") { request, _ in
                var input = FormInput()
                input["page"] = String((request.queryValue("page") ?? "").prefix(200))
                return form(input, request)
            },
            Route("POST", "/feedback") { request, _ in take(request) },
            Route("GET", "/face/logo/:edition") { request, parameters in logo(parameters["edition"] ?? "") },
        ]
    }

    private func page(_ pattern: String, _ draw: @escaping @Sendable (Pages.Language) -> FacePage) -> Route {
        Route("GET", pattern) { request, _ in
            let language = language(request)
            return framing(request, language, draw(language))
        }
    }

    // MARK: Texts

    func imprint(_ language: Pages.Language) -> FacePage {
        let text = desk.face.imprint
        return FacePage(
            title: Phrase.imprint(language),
            body: text.german.isEmpty ? [FaceViews.missing(.imprintMissing, language)] : text.html(language))
    }

    func privacy(_ language: Pages.Language) -> FacePage {
        let text = desk.face.privacy
        let own = text.german.isEmpty ? [FaceViews.missing(.privacyMissing, language)] : text.html(language)
        return FacePage(
            title: Phrase.privacy(language),
            body: own + [.h2(.text(Phrase.processingTitle(language)))]
                + [.ul((processing() + [.feedbackProcessing]).map { .li(.text($0(language))) })])
    }

    func accessibility(_ language: Pages.Language) -> FacePage {
        let face = desk.face
        return FacePage(
            title: Phrase.accessibility(language),
            lead: .text(FaceViews.conformity(face.accessibility.conformity)(language)),
            body: FaceViews.statement(face.accessibility, language))
    }

    // MARK: Feedback

    private func form(_ input: FormInput, _ request: Request, status: Int = 200) -> Response {
        let language = language(request)
        return framing(
            request, language,
            FacePage(
                title: Phrase.feedback(language), lead: .text(Phrase.feedbackLead(language)),
                body: [
                    FaceViews.feedbackForm(input, token: token.issue(at: now, random: desk.world.randomBytes), language)
                ], status: status,
                hasErrors: !input.isAccepted))
    }

    private func take(_ request: Request) -> Response {
        let language = language(request)
        guard let fields = try? request.form(maximumFields: 20) else {
            var input = FormInput()
            input.refuse("message", .formUnreadable)
            return form(input, request, status: 400)
        }
        var input = FormInput(fields)
        // Nobody sees this field; a program that fills in whatever it finds is thanked and forgotten.
        if FormTrap.isSprung(input) { return thanks(request, language) }
        let message = input.text("message", limit: 4000, isRequired: true)
        let contact = input.line("contact", limit: 200)
        let subject = Feedback.Subject(rawValue: input["subject"]) ?? .other
        let page = input.line("page", limit: 200)
        switch token.check(input["token"], at: now) {
        case .good: break
        case .tooFast: input.refuse("message", .formTooFast)
        case .stale: input.refuse("message", .formStale)
        }
        guard input.isAccepted else { return form(input, request, status: 422) }
        guard limiter.allows(request.clientAddress, at: desk.world.monotonic()) else {
            input.refuse("message", .feedbackTooOften)
            return form(input, request, status: 429)
        }
        do {
            let isKept = try desk.store.write { connection in
                try FeedbackStore.insert(
                    subject: subject, page: page, message: message, contact: contact, at: now, connection)
            }
            guard isKept else {
                input.refuse("message", .feedbackFull)
                return form(input, request, status: 503)
            }
        } catch {
            desk.world.log.error("feedback.failed", .code("request", request.id), .failure(error))
            input.refuse("message", .feedbackFailed)
            return form(input, request, status: 503)
        }
        return thanks(request, language)
    }

    private func thanks(_ request: Request, _ language: Pages.Language) -> Response {
        framing(
            request, language,
            FacePage(
                title: Phrase.feedbackThanksTitle(language), lead: .text(Phrase.feedbackThanks(language)),
                body: [.p(.a(Address(path: "/", query: []), .text(Phrase.startPage(language))))]))
    }

    private var now: Int64 { desk.world.now().seconds }

    // MARK: Logo

    private func logo(_ edition: String) -> Response {
        guard let logo = desk.face.logo, edition == "\(logo.edition)",
            let bytes = try? desk.store.read({ connection in try FaceStore.picture(connection) })
        else {
            return Problem(status: 404, detail: "There is no such picture.").response()
        }
        var response = Response.bytes(bytes, contentType: logo.kind.mediaType)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = ContentSecurityPolicy.strict
        return response
    }
}
