extension PageFrame {
    /// The page as a file for itself, to be printed or kept: its sheets are inside, and what only leads around on the site
    /// is left out.
    public func file(body: [HTML]) -> [UInt8] {
        var renderer = HTMLRenderer()
        renderer.render(
            .element(
                .head, [],
                [
                    .element(.meta, [.set(.charset, "utf-8")], []),
                    .element(.title, [], [.text("\(title) – \(siteName)")]),
                ]))
        // The only place for a sheet is before the end of the head, and a sheet is no text that could be escaped.
        var bytes = Array("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">".utf8)
        bytes += renderer.bytes.dropLast("</head>".utf8.count)
        for sheet in [Stylesheet.main, accent.stylesheet] {
            bytes += Array("<style>\n".utf8) + sheet.bytes + Array("</style>".utf8)
        }
        bytes += Array("</head>".utf8)
        let heading = HTML.element(
            .header, [.class("page-heading")],
            [.p(.text(siteName), class: "muted"), .h1(.text(title)), .when(!lead.isEmpty, .p(lead, class: "lead"))])
        bytes += HTML.element(
            .body, [], [.div(.element(.main, [.id("content")], [heading] + body), class: "page")]
        ).rendered()
        return bytes + Array("</html>\n".utf8)
    }
}
