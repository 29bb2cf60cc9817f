import Accounts
import Database
import HTTP
import Pages

/// What the gate answers when it does not open; nothing that was typed is lost.
extension StaffGate {
    func notAllowed(_ request: Request, _ visitor: Visitor, _ form: SubmittedForm? = nil) -> Response {
        let language = site.language(request)
        let typed = form.flatMap { CarriedForm($0, request, prefix: site.prefix) }
        return site.response(
            StaffPage(
                title: Phrase.notAllowedTitle(language), lead: .text(Phrase.roleMissing(language)),
                body: [.when(typed) { $0.contents(language) }, startLink(language)], status: 403), request, visitor)
    }

    /// The house demands a second factor; what was typed is there to be copied, and sent again afterwards.
    func secondFactorFirst(_ request: Request, _ visitor: Visitor, _ form: SubmittedForm) -> Response {
        let language = site.language(request)
        let typed = CarriedForm(form, request, prefix: site.prefix)
        return site.response(
            StaffPage(
                title: Phrase.secondFactorDemandedTitle(language), lead: .text(Phrase.secondFactorDemanded(language)),
                body: [
                    .p(
                        .buttonLink(
                            site.link(SecondFactorPages.path, language), Phrase.secondFactorBegin(language),
                            primary: true)),
                    .when(typed) { $0.contents(language) },
                ], status: 403), request, visitor)
    }

    /// A form whose session has ended. Only what this browser itself has typed into a page of ours is carried along:
    /// another site must not slip somebody a form to send after logging in.
    func sessionEnded(_ request: Request, _ form: SubmittedForm) -> Response {
        let isOwn = cookies.token(.session, request)?.isFormKey(form[FormKey.name]) == true || isSameOrigin(request)
        let carried = isOwn ? CarriedForm(form, request, prefix: site.prefix) : nil
        return LogInPages(gate: self).page(
            request, LogInPages.Model(notice: Phrase.sessionEnded, carried: carried), status: 403)
    }

    /// A form without the key of this session: of an earlier log-in, or of another site.
    func foreignForm(_ request: Request, _ visitor: Visitor, _ form: SubmittedForm) -> Response {
        let language = site.language(request)
        guard isSameOrigin(request) else {
            return site.response(
                StaffPage(
                    title: Phrase.foreignFormTitle(language), lead: .text(Phrase.foreignForm(language)),
                    body: [startLink(language)], status: 403), request, visitor)
        }
        let carried = CarriedForm(form, request, prefix: site.prefix)
        return site.response(
            StaffPage(
                title: Phrase.oldFormTitle(language), lead: .text(Phrase.oldForm(language)),
                body: carried.map { $0.offer(visitor, language) } ?? [startLink(language)], status: 403), request,
            visitor)
    }

    func malformed(_ request: Request, _ error: HTTPError) -> Response {
        let language = site.language(request)
        let isTooLarge = error.status == 413
        return site.response(
            StaffPage(
                title: Phrase.unreadableFormTitle(language),
                lead: .text((isTooLarge ? Phrase.formTooLarge : Phrase.unreadableForm)(language)),
                body: [startLink(language)], status: error.status ?? 400), request, nil)
    }

    /// A form so large that it was not even read. The browser still has it and sends it again when the page is loaded anew.
    func bodyNotRead(_ request: Request, isBusy: Bool, isKnown: Bool) -> Response {
        let language = site.language(request)
        let sentence = isBusy ? Phrase.formsInTheWay : isKnown ? Phrase.formTooLong : Phrase.formBeforeLogIn
        var response = site.response(
            StaffPage(
                title: Phrase.formNotReadTitle(language), lead: .text(sentence(language)),
                body: isBusy || isKnown
                    ? [] : [.p(.buttonLink(site.link("/login", language), Phrase.signIn(language), primary: false))],
                status: isBusy ? 503 : 413), request, nil)
        if isBusy { response.headers["Retry-After"] = "10" }
        return response
    }

    /// A fault of ours, such as a full disk: what was typed can be sent again.
    func failed(_ request: Request, _ error: any Error, _ visitor: Visitor?, _ form: SubmittedForm?) -> Response {
        site.log.error("staff.page-failed", .code("request", request.id), .failure(error))
        let language = site.language(request)
        let typed = form.flatMap { CarriedForm($0, request, prefix: site.prefix) }
        let offer = typed.flatMap { typed in visitor.map { typed.offer($0, language) } }
        // A store that cannot write now can do so later, and whoever looks after the house can help.
        let store = (error as? DatabaseError)?.code
        let isPassing = store == .full || store == .busy
        let sentence: Phrase = store == .full ? .diskIsFull : store == .busy ? .storeIsBusy : .internalError
        var response = site.response(
            StaffPage(
                title: Phrase.internalErrorTitle(language), lead: .text(sentence(language)),
                body: offer ?? [], status: isPassing ? 503 : 500), request, visitor)
        if isPassing { response.headers["Retry-After"] = "60" }
        return response
    }

    /// A refusal that no page has made its own: nothing was done, and why.
    func refused(_ request: Request, _ refusal: AccountRefusal) -> Response {
        let language = site.language(request)
        return site.response(
            StaffPage(
                title: Phrase.notDoneTitle(language), lead: .text(refusal.sentence(language)),
                body: [startLink(language)], status: 409), request, try? visitor(request))
    }

    private func startLink(_ language: Pages.Language) -> HTML {
        .p(.buttonLink(site.link("", language), Phrase.startPage(language), primary: false))
    }

    /// Whether the browser says that a page of this very site sent the request.
    private func isSameOrigin(_ request: Request) -> Bool {
        if let from = request.headers["Sec-Fetch-Site"] { return from == "same-origin" }
        guard let origin = request.headers["Origin"], let host = request.headers["Host"] else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }
}
