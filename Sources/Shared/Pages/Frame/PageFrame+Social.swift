extension PageFrame {
    /// The longest description, in characters: others cut longer ones off.
    private static let longestDescription = 200

    /// This page's own address, that of each language, and what a link to it shows elsewhere (ogp.me); nothing where the
    /// site's public address is not known.
    var socialTags: HTML {
        guard let publicAddress else { return .empty }
        func address(_ query: [QueryItem]) -> String { publicAddress + Address(path: path, query: query).text }
        func link(_ relation: String, _ query: [QueryItem], _ language: String? = nil) -> HTML {
            guard let target = try? Address(address(query)) else { return .empty }
            return .element(
                .link, [.set(.rel, relation)] + (language.map { [.set(.hreflang, $0)] } ?? []) + [.href(target)], [])
        }
        func tag(_ name: String, _ content: String) -> HTML {
            .element(.meta, [.set(.property, name), .set(.content, content)], [])
        }
        func named(_ name: String, _ content: String) -> HTML {
            .element(.meta, [.set(.name, name), .set(.content, content)], [])
        }
        let common = query.filter { $0.name != "lang" }
        let description = self.description
        return [
            link("canonical", query),
            .fragment(
                Language.allCases.map { link("alternate", common + [QueryItem("lang", $0.rawValue)], $0.rawValue) }),
            link("alternate", common, "x-default"), .when(!description.isEmpty, named("description", description)),
            tag("og:type", "website"), tag("og:site_name", siteName), tag("og:title", title),
            .when(!description.isEmpty, tag("og:description", description)), tag("og:url", address(query)),
            tag("og:locale", Self.locale(language)),
            .fragment(
                Language.allCases.filter { $0 != language }.map { tag("og:locale:alternate", Self.locale($0)) }),
            // The house's own picture, where it has one: PNG or JPEG, as those who show links want it.
            .when(logo) { logo in
                [
                    tag("og:image", publicAddress + logo.address.text),
                    .when(!logo.description.isEmpty, tag("og:image:alt", logo.description)),
                ]
            },
            named("twitter:card", "summary"),
        ]
    }

    /// The answer under the heading, in one line.
    private var description: String {
        let words = lead.plainText.split(whereSeparator: \.isWhitespace)
        let text = words.joined(separator: " ")
        guard text.count > Self.longestDescription else { return text }
        var kept = ""
        for word in words {
            // Room for the blank before it and the sign that something is missing.
            guard kept.count + word.count + 2 <= Self.longestDescription else { break }
            kept += (kept.isEmpty ? "" : " ") + word
        }
        return kept + "…"
    }

    private static func locale(_ language: Language) -> String {
        switch language {
        case .german: "de_DE"
        case .english: "en_GB"
        }
    }
}
