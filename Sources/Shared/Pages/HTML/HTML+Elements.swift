/// Short forms of the elements that pages use most; every other one is `.element(name, attributes, pieces)`.
extension HTML {
    public static func h1(_ content: HTML..., class name: String? = nil) -> HTML { make(.h1, name, content) }
    public static func h2(_ content: HTML..., class name: String? = nil) -> HTML { make(.h2, name, content) }
    public static func h3(_ content: HTML..., class name: String? = nil) -> HTML { make(.h3, name, content) }
    public static func p(_ content: HTML..., class name: String? = nil) -> HTML { make(.p, name, content) }
    public static func div(_ content: HTML..., class name: String? = nil) -> HTML { make(.div, name, content) }
    public static func span(_ content: HTML..., class name: String? = nil) -> HTML { make(.span, name, content) }
    public static func section(_ content: HTML..., class name: String? = nil) -> HTML { make(.section, name, content) }
    public static func strong(_ content: HTML...) -> HTML { make(.strong, nil, content) }
    public static func em(_ content: HTML...) -> HTML { make(.em, nil, content) }
    public static func code(_ content: HTML...) -> HTML { make(.code, nil, content) }
    public static func small(_ content: HTML..., class name: String? = nil) -> HTML { make(.small, name, content) }
    public static func ul(_ items: [HTML], class name: String? = nil) -> HTML { make(.ul, name, items) }
    public static func ol(_ items: [HTML], class name: String? = nil) -> HTML { make(.ol, name, items) }
    public static func li(_ content: HTML..., class name: String? = nil) -> HTML { make(.li, name, content) }

    /// A link.
    public static func a(_ address: Address, _ content: HTML..., class name: String? = nil) -> HTML {
        .element(.a, [.href(address)] + classes(name), content)
    }

    /// A second-level heading that a link can point at.
    public static func heading(_ content: HTML..., id: String) -> HTML { .element(.h2, [.id(id)], content) }

    /// A point in time, readable by machines too; `machine` is ISO 8601.
    public static func time(_ machine: String, _ content: HTML...) -> HTML {
        .element(.time, [.set(.datetime, machine)], content)
    }

    /// Words read aloud but not shown.
    public static func hidden(_ text: String) -> HTML { .element(.span, [.class("visually-hidden")], [.text(text)]) }

    /// A link that looks like a button and only leads somewhere.
    public static func buttonLink(_ address: Address, _ label: String, primary: Bool = true) -> HTML {
        .element(.a, [.href(address), .class(primary ? "button" : "button secondary")], [.text(label)])
    }

    private static func make(_ name: ElementName, _ classNames: String?, _ content: [HTML]) -> HTML {
        .element(name, classes(classNames), content)
    }

    private static func classes(_ names: String?) -> [Attribute] { names.map { [.class($0)] } ?? [] }

    /// Text as it stands, such as a checkpoint. It scrolls by itself where it is wide, so the keyboard reaches it.
    public static func verbatim(_ text: String) -> HTML { .element(.pre, [.set(.tabindex, "0")], [.text(text)]) }
}
