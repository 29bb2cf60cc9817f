/// A state as shape and word; colour only supports them.
public struct StatusBadge: Sendable {
    /// The shape, which also chooses the colour.
    public enum Shape: String, Sendable, CaseIterable {
        /// A ring: not begun.
        case open
        /// A half-filled circle: under way.
        case half
        /// A disc with a tick: done, in order.
        case done
        /// A triangle: needs attention.
        case attention
        /// A square with a cross: stopped, failed.
        case stopped
        /// Two bars: at rest.
        case paused
    }

    public var shape: Shape
    public var word: String

    public init(_ shape: Shape, _ word: String) {
        self.shape = shape
        self.word = word
    }

    public func html() -> HTML {
        .span(Self.icon(shape), .text(word), class: "badge badge-\(shape.rawValue)")
    }

    static func icon(_ shape: Shape) -> HTML {
        .element(
            .svg,
            [
                .class("icon"), .set(.viewBox, "0 0 16 16"), .set(.width, 16), .set(.height, 16),
                .set(.ariaHidden, "true"), .set(.focusable, "false"),
            ], strokes(shape))
    }

    private static func strokes(_ shape: Shape) -> [HTML] {
        let ring = HTML.element(
            .circle, [.set(.cx, 8), .set(.cy, 8), .set(.r, 6), .class("icon-line"), .set(.fill, "none")], [])
        switch shape {
        case .open: return [ring]
        case .half: return [ring, .element(.path, [.set(.d, "M8 2a6 6 0 0 1 0 12z"), .class("icon-fill")], [])]
        case .done:
            return [
                .element(.circle, [.set(.cx, 8), .set(.cy, 8), .set(.r, 7), .class("icon-fill")], []),
                .element(.path, [.set(.d, "M4.5 8.2l2.4 2.4 4.6-5"), .class("icon-cut"), .set(.fill, "none")], []),
            ]
        case .attention:
            return [
                .element(.path, [.set(.d, "M8 1.5l7 13H1z"), .class("icon-fill")], []),
                .element(.path, [.set(.d, "M8 6v4M8 11.8v1.2"), .class("icon-cut"), .set(.fill, "none")], []),
            ]
        case .stopped:
            return [
                .element(
                    .rect,
                    [.set(.x, 1), .set(.y, 1), .set(.width, 14), .set(.height, 14), .set(.rx, 2), .class("icon-fill")],
                    []),
                .element(.path, [.set(.d, "M5 5l6 6M11 5l-6 6"), .class("icon-cut"), .set(.fill, "none")], []),
            ]
        case .paused: return [.element(.path, [.set(.d, "M4 2.5h3v11H4zM9 2.5h3v11H9z"), .class("icon-fill")], [])]
        }
    }
}
