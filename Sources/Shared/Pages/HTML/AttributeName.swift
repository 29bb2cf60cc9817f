/// The attributes that hold plain text.
///
/// What holds an address (`href`, `src`, `action`) is set through `Attribute.href` and its like only; `style` and
/// event handlers do not exist here, so that the content security policy never has to allow them.
public enum AttributeName: String, Sendable, CaseIterable {
    case `class`, id, lang, dir, role, title, name, value, type, content, charset, rel, media, hreflang, property
    case `for`, placeholder, autocomplete, inputmode, pattern, enctype, method, accept
    case rows, cols, size, maxlength, minlength, min, max, step, tabindex, list
    case target, scope, colspan, rowspan, headers, span, datetime, alt, width, height, loading, start, download
    case ariaLabel = "aria-label"
    case ariaLabelledBy = "aria-labelledby"
    case ariaDescribedBy = "aria-describedby"
    case ariaCurrent = "aria-current"
    case ariaHidden = "aria-hidden"
    case ariaInvalid = "aria-invalid"
    case ariaLive = "aria-live"
    case ariaSort = "aria-sort"
    case viewBox, x, y, x1, y1, x2, y2, cx, cy, r, rx, d, points, fill, stroke, transform, opacity
    case strokeWidth = "stroke-width"
    case strokeDashArray = "stroke-dasharray"
    case textAnchor = "text-anchor"
    case fontSize = "font-size"
    case preserveAspectRatio, focusable
}

/// The attributes that are either there or not.
public enum BooleanAttributeName: String, Sendable, CaseIterable {
    case required, checked, selected, disabled, readonly, multiple, autofocus, novalidate, hidden, open, reversed
}
