import Federation
import HTTP
import Pages

/// A page with one figure and nothing else, which may stand in a frame of any other page.
struct EmbedView {
    /// Only these pages may be framed; they hold no form, no script and nothing that depends on who reads.
    static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"

    let say: PageContext
    /// nil where values are missing for it: a frame on another page may not stay empty without a word.
    let chart: (any Chart)?
    let place: FigurePlace

    func response() -> Response {
        var renderer = HTMLRenderer()
        renderer.renderDocument(.element(.html, [.lang(say.language)], [head, body]))
        return Response(
            status: chart == nil ? 404 : 200,
            headers: Headers([
                ("Content-Type", "text/html; charset=utf-8"), ("Content-Language", say.language.rawValue),
                ("Content-Security-Policy", Self.policy), ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "no-referrer"), ("Vary", "Accept-Language"),
            ]), body: .bytes(renderer.bytes))
    }

    private var siteName: String { say.state.founding.map { say($0.value.name) } ?? say.state.origin }

    private var title: String { chart?.text.title ?? say(.embedNothing) }

    private var head: HTML {
        func sheet(_ sheet: Stylesheet) -> HTML {
            .element(.link, [.set(.rel, "stylesheet"), .href(sheet.address)], [])
        }
        return .element(
            .head, [],
            [
                .element(.meta, [.set(.charset, "utf-8")], []),
                .element(.meta, [.set(.name, "viewport"), .set(.content, "width=device-width, initial-scale=1")], []),
                .element(.meta, [.set(.name, "color-scheme"), .set(.content, "light dark")], []),
                // A link must leave the frame: every other page refuses to be framed.
                .element(.base, [.set(.target, "_blank")], []),
                .element(.title, [], [.text("\(title) – \(siteName)")]),
                .element(.link, [.set(.rel, "icon"), .href(Favicon.address), .set(.type, Favicon.mediaType)], []),
                sheet(.main), sheet((say.face?.accent ?? say.site.accent).stylesheet),
            ])
    }

    private var body: HTML {
        let whole = HTML.a(say.link(place.page, place.query), .text(say(.embedWhole)))
        let notice = say.state.founding?.value.notice.map { say($0) }
        return .element(
            .body, [.class("embed")],
            [
                .element(
                    .main, [.id("content")],
                    [
                        .element(.h1, [.class("visually-hidden")], [.text(title)]),
                        chart?.figure(say.language) ?? .p(.text(title), class: "chart-empty"),
                        .p(
                            [.text("\(siteName) · "), whole, .text(" · \(say(.licence)): \(say.site.license)")],
                            class: "chart-source"),
                        .when(notice) { .p(.text($0), class: "chart-source") },
                    ])
            ])
    }
}
