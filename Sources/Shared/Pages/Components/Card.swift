/// One of several equal things, such as a town: a heading that leads on, and a few lines.
public struct Card: Sendable {
    public var title: String
    public var address: Address?
    public var content: [HTML]

    public init(_ title: String, address: Address? = nil, _ content: [HTML] = []) {
        self.title = title
        self.address = address
        self.content = content
    }

    public func html() -> HTML {
        let heading: HTML = address.map { .a($0, .text(title)) } ?? .text(title)
        return .element(.li, [.class("card")], [.h3(heading)] + content)
    }

    /// Cards beside each other, as many as fit.
    public static func grid(_ cards: [Card]) -> HTML { .ul(cards.map { $0.html() }, class: "cards") }
}
