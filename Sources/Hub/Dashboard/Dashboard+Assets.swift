import Face
import HTTP
import Pages

/// What every page needs and what the law asks for: sheets, sign, imprint and the like.
extension Dashboard {
    /// The two sheets, whose addresses hold a hash, so that they can be kept for ever; and the sign.
    var assetRoutes: [Route] {
        let sheets = [Stylesheet.main, site.accent.stylesheet].map { sheet in
            asset(sheet.path, sheet.bytes, Stylesheet.mediaType, "public, max-age=31536000, immutable")
        }
        // The office may have another colour by now than the settings.
        let present = Route("GET", "/static/:name") { request, _ in
            guard let sheet = face?.face.accent.stylesheet, sheet.path == request.path else { return notFound(request) }
            var response = Response.bytes(sheet.bytes, contentType: Stylesheet.mediaType)
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            response.headers["X-Content-Type-Options"] = "nosniff"
            return response
        }
        return sheets + [present] + [asset(Favicon.path, Favicon.bytes, Favicon.mediaType, "public, max-age=86400")]
    }

    /// Imprint, privacy, accessibility and feedback: reachable from every page, public or not.
    var textRoutes: [Route] {
        guard let face else { return [] }
        return PublicFacePages(
            desk: face, processing: { [.hubProcessing] }, language: { context($0).language }
        ) { request, language, page in
            let context = context(request)
            var frame = context.page(nil, title: page.title, lead: page.lead, body: []).frame
            frame.hasErrors = page.hasErrors
            frame.query = request.query.map { QueryItem($0.name, $0.value) }
            var response = DrawnPage(frame: frame, body: page.body).response(language, status: page.status)
            response.headers["Cache-Control"] = "no-store"
            return response
        }.routes
    }

    private func asset(_ path: String, _ bytes: [UInt8], _ type: String, _ control: String) -> Route {
        var response = Response.bytes(bytes, contentType: type)
        response.headers["Cache-Control"] = control
        response.headers["X-Content-Type-Options"] = "nosniff"
        return Route("GET", path) { [response] _, _ in response }
    }
}

extension Phrase {
    /// What a hub keeps about those who read its public pages.
    static let hubProcessing = Phrase(
        de:
            "Die öffentlichen Seiten setzen keine Cookies und binden nichts von anderen Stellen ein. Im Protokoll des Programms "
            + "stehen Zeit, Art der Seite und Dauer, nicht die Adresse Ihres Geräts.",
        en:
            "The public pages set no cookies and include nothing from elsewhere. The program's log holds time, kind of page and "
            + "duration, not the address of your device.")
}
