import Federation
import Pages

/// Where a figure stands: its files are at `/charts/…`, the page to be embedded at `/embed/…`. Such addresses hold ids and
/// never change.
struct FigurePlace: Sendable {
    /// Without the first part and without an ending, such as `indicators/child-poverty/map`.
    let name: String
    /// What the reader asked for besides, such as a period; without it the newest is meant.
    var query: [QueryItem] = []
    /// The page that tells all about it.
    let page: String

    static func indicator(_ id: Code, _ kind: FigureKind, _ query: [QueryItem] = []) -> FigurePlace {
        FigurePlace(
            name: "indicators/\(id)" + (kind == .first ? "" : "/\(kind.rawValue)"), query: query,
            page: "/indicators/\(id)")
    }

    static func bundle(_ id: Code, _ kind: BundleFigureKind) -> FigurePlace {
        FigurePlace(
            name: "bundles/\(id)" + (kind == .first ? "" : "/\(kind.rawValue)"), page: "/bundles/\(id)")
    }

    static let measures = FigurePlace(name: "measures", page: "/")
    static let bundles = FigurePlace(name: "bundles", page: "/bundles")
    static let participation = FigurePlace(name: "participation", page: "/participation")

    func file(_ say: PageContext, _ ending: String, _ more: [QueryItem] = []) -> Address {
        say.link("/charts/\(name).\(ending)", query + more)
    }

    func embedded(_ say: PageContext) -> Address { say.link("/embed/\(name)", query) }

    /// The ways to the same as a file.
    func files(_ say: PageContext) -> HTML {
        let excel = [QueryItem(Parameter.style.name, CSVStyle.excelGerman.rawValue)]
        func link(_ address: Address, _ label: String) -> HTML { .a(address, .text(label)) }
        return .p(
            .text(say(.figureAsFile) + ": "), link(file(say, "svg"), "SVG"), .text(" · "),
            link(file(say, "csv"), "CSV"), .text(" · "), link(file(say, "csv", excel), say(.figureExcel)),
            class: "chart-links")
    }

    /// The ways to the same as a file and to another site, to stand under the figure.
    func links(_ say: PageContext, title: String) -> HTML {
        [
            files(say),
            Details(
                say(.embedHeading),
                [
                    .p(.text(say(.embedExplained))),
                    .element(.pre, [.class("wrapped"), .set(.tabindex, "0")], [.text(snippet(say, title))]),
                ]
            ).html(),
        ]
    }

    /// Lines to be copied into another page. They hold no script, and nothing of ours but the address.
    private func snippet(_ say: PageContext, _ title: String) -> String {
        var address = Address(path: "/embed/\(name)", query: query + [QueryItem("lang", say.language.rawValue)]).text
        address = say.site.publicAddress + address
        func attribute(_ text: String) -> String { String(decoding: HTML.text(text).rendered(), as: UTF8.self) }
        return "<iframe src=\"\(attribute(address))\" title=\"\(attribute(title))\"\n"
            + "  width=\"100%\" height=\"640\" loading=\"lazy\"></iframe>"
    }
}
