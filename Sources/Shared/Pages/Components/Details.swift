/// Something that opens on demand.
public struct Details: Sendable {
    public var summary: String
    public var content: [HTML]
    public var isOpen: Bool

    public init(_ summary: String, isOpen: Bool = false, _ content: [HTML]) {
        self.summary = summary
        self.content = content
        self.isOpen = isOpen
    }

    public func html() -> HTML {
        .element(
            .details, isOpen ? [.flag(.open)] : [],
            [.element(.summary, [], [.text(summary)]), .element(.div, [.class("details-content")], content)])
    }
}
