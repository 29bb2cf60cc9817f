/// Where one is in a task of several steps.
public struct Steps: Sendable {
    public var labels: [String]
    /// The step being done now, counted from 0.
    public var current: Int

    public init(_ labels: [String], current: Int) {
        self.labels = labels
        self.current = current
    }

    public func html(_ language: Language) -> HTML {
        .element(
            .ol, [.class("steps")],
            labels.enumerated().map { position, label in
                if position < current {
                    return .element(
                        .li, [.class("step-done")], [.text(label), .hidden(", " + Phrase.stepDone(language))])
                }
                if position == current {
                    return .element(.li, [.class("step-current"), .set(.ariaCurrent, "step")], [.text(label)])
                }
                return .element(.li, [], [.text(label)])
            })
    }
}
