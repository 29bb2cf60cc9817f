/// A piece of a page: an element, a text, or several pieces in a row.
///
/// There is no way to put markup in as a string: texts and attribute values are escaped by `HTMLRenderer` alone,
/// drawings (SVG) are built from the same enum, and neither style attributes nor event handlers can be named.
public indirect enum HTML: Sendable, Equatable {
    case element(ElementName, [Attribute], [HTML])
    case text(String)
    case fragment([HTML])

    /// Nothing at all.
    public static let empty = HTML.fragment([])

    /// One piece for each of `values`.
    public static func each<Values: Sequence>(_ values: Values, _ draw: (Values.Element) -> HTML) -> HTML {
        .fragment(values.map(draw))
    }

    /// The piece drawn from `value`, or nothing where there is none.
    public static func when<Value>(_ value: Value?, _ draw: (Value) -> HTML) -> HTML {
        value.map(draw) ?? .empty
    }

    /// `piece` where `condition` holds, otherwise nothing.
    public static func when(_ condition: Bool, _ piece: @autoclosure () -> HTML) -> HTML {
        condition ? piece() : .empty
    }

    /// True where nothing would be drawn.
    public var isEmpty: Bool {
        switch self {
        case .element: false
        case .text(let text): text.isEmpty
        case .fragment(let pieces): pieces.allSatisfy(\.isEmpty)
        }
    }

    /// Its words without any markup.
    public var plainText: String {
        switch self {
        case .element(_, _, let pieces), .fragment(let pieces): pieces.map(\.plainText).joined()
        case .text(let text): text
        }
    }

    /// The piece as UTF-8.
    public func rendered() -> [UInt8] {
        var renderer = HTMLRenderer()
        renderer.render(self)
        return renderer.bytes
    }
}

extension HTML: ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(arrayLiteral pieces: HTML...) { self = .fragment(pieces) }
}
