/// The elements a page may use: HTML, and the part of SVG that our charts need.
///
/// `style` and `iframe` are left out on purpose; a `script` carries its address and never content.
public enum ElementName: String, Sendable, CaseIterable {
    case html, head, title, base, meta, link, body, script
    case header, nav, main, footer, section, article, aside, address
    case h1, h2, h3, h4, p, div, span, hr, br, wbr
    case a, strong, em, small, code, pre, abbr, time, mark, bdi, q, blockquote, cite, sub, sup, ins, del
    case ul, ol, li, dl, dt, dd
    case table, caption, colgroup, col, thead, tbody, tfoot, tr, th, td
    case figure, figcaption, img, details, summary, progress, output
    case form, fieldset, legend, label, input, textarea, select, optgroup, option, button, datalist
    case svg, g, defs, use, path, line, rect, circle, polygon, polyline, desc, tspan
    /// SVG's text element; named apart from `HTML.text`.
    case svgText = "text"

    /// Void elements have neither content nor an end tag.
    public var isVoid: Bool {
        switch self {
        case .base, .meta, .link, .hr, .br, .wbr, .col, .img, .input: true
        default: false
        }
    }
}
