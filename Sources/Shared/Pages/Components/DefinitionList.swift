/// Terms and what they hold, in two columns where there is room.
public struct DefinitionList: Sendable {
    public var items: [(term: String, content: HTML)]

    public init(_ items: [(term: String, content: HTML)]) { self.items = items }

    public func html() -> HTML {
        .element(
            .dl, [.class("definitions")],
            items.map { item in
                .div(.element(.dt, [], [.text(item.term)]), .element(.dd, [], [item.content]))
            })
    }
}
