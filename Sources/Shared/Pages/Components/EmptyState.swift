/// What stands where nothing is yet: what will be here, and how it gets there.
public struct EmptyState: Sendable {
    public var title: String
    public var explanation: String
    public var action: PageFrame.Link?

    public init(_ title: String, explanation: String, action: PageFrame.Link? = nil) {
        self.title = title
        self.explanation = explanation
        self.action = action
    }

    public func html() -> HTML {
        .div(
            .p(.text(title), class: "empty-title"), .p(.text(explanation)),
            .when(action) { .p(.buttonLink($0.address, $0.label, primary: false)) }, class: "empty-state")
    }
}
