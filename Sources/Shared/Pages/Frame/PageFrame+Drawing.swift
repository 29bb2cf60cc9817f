extension PageFrame {
    var head: HTML {
        let fullTitle = (hasErrors ? Phrase.errorPrefix(language) : "") + "\(title) – \(siteName)"
        return .element(
            .head, [],
            [
                .element(.meta, [.set(.charset, "utf-8")], []),
                .element(
                    .meta, [.set(.name, "viewport"), .set(.content, "width=device-width, initial-scale=1")], []),
                .element(.meta, [.set(.name, "color-scheme"), .set(.content, "light dark")], []),
                .element(.title, [], [.text(fullTitle)]), socialTags,
                .element(
                    .link, [.set(.rel, "icon"), .href(Favicon.address), .set(.type, Favicon.mediaType)], []),
                sheet(Stylesheet.main), sheet(accent.stylesheet),
                .when(script) { .element(.script, [.src($0), .set(.type, "module")], []) },
            ])
    }

    func page(_ content: [HTML]) -> HTML {
        let skip = HTML.a(Address(fragment: "content"), .text(Phrase.skipToContent(language)), class: "skip")
        guard layout == .page else {
            // Each slide says itself what it is; the first one holds the heading.
            return .element(
                .body, [], [skip, .element(.main, [.id("content"), .set(.tabindex, "-1"), .class("slides")], content)])
        }
        return .element(
            .body, [],
            [
                skip, .when(!printLine.isEmpty, .p(.text(printLine), class: "print-line")), header,
                .when(notice, noticeBanner),
                .element(
                    .div, [.class("page")],
                    [
                        breadcrumbTrail,
                        .element(.main, [.id("content"), .set(.tabindex, "-1")], [heading] + content),
                    ]),
                footer,
            ])
    }

    private var heading: HTML {
        .element(
            .header, [.class("page-heading")],
            [.h1(.text(title)), .when(!lead.isEmpty, .p(lead, class: "lead"))])
    }

    private func sheet(_ sheet: Stylesheet) -> HTML {
        .element(.link, [.set(.rel, "stylesheet"), .href(sheet.address)], [])
    }

    private var header: HTML {
        .element(
            .header, [.class("site-header")],
            [
                .div(
                    .a(
                        home, mark,
                        .span(
                            .span(.text(siteName), class: "brand-name"),
                            .when(!tagline.isEmpty, .span(.text(tagline), class: "brand-tagline")), class: "brand-text"),
                        class: "brand"),
                    .div(account, languageSwitch, class: "site-tools"), class: "site-bar"),
                .when(!navigation.isEmpty, navigationList),
            ])
    }

    private var mark: HTML {
        guard let logo else { return .element(.span, [.class("brand-mark"), .set(.ariaHidden, "true")], []) }
        return .element(.img, [.src(logo.address), .set(.alt, logo.description), .class("brand-logo")], [])
    }

    private var navigationList: HTML {
        .element(
            .nav, [.class("site-nav"), .set(.ariaLabel, Phrase.mainNavigation(language))],
            [
                .ul(
                    navigation.map { item in
                        let current: [Attribute] =
                            item.address == currentNavigation ? [.set(.ariaCurrent, "page")] : []
                        return .li(.element(.a, [.href(item.address)] + current, [.text(item.label)]))
                    })
            ])
    }

    private var languageSwitch: HTML {
        .element(
            .nav,
            [.class("languages"), .set(.ariaLabel, Phrase.language(.german) + " / " + Phrase.language(.english))],
            [
                .ul(
                    Language.allCases.map { other in
                        if other == language {
                            return .li(
                                .element(.span, [.lang(other), .set(.ariaCurrent, "true")], [.text(other.ownName)]))
                        }
                        return .li(
                            .element(
                                .a, [.href(address(in: other)), .lang(other), .set(.hreflang, other.rawValue)],
                                [.text(other.ownName)]))
                    })
            ])
    }

    private func noticeBanner(_ text: String) -> HTML {
        .element(
            .aside, [.class("site-notice"), .set(.ariaLabel, Phrase.notice(language))], [.p(.text(text))])
    }

    private var breadcrumbTrail: HTML {
        guard !breadcrumb.isEmpty else { return .empty }
        return .element(
            .nav, [.class("breadcrumb"), .set(.ariaLabel, Phrase.breadcrumb(language))],
            [.ol(breadcrumb.map { .li(.a($0.address, .text($0.label))) })])
    }

    private var footer: HTML {
        .element(
            .footer, [.class("site-footer")],
            [
                .div(
                    .p(.text(siteName), class: "footer-name"),
                    .when(!logPosition.isEmpty, .p(logPosition, class: "log-position")),
                    .when(
                        !footerLinks.isEmpty,
                        .element(
                            .nav, [.set(.ariaLabel, Phrase.footerLinks(language))],
                            [.ul(footerLinks.map { .li(.a($0.address, .text($0.label))) })])),
                    class: "footer-inside")
            ])
    }
}
