/// The box above a form that was not accepted: it takes the focus and leads to each field.
public struct ErrorSummary: Sendable {
    /// What is wrong with a field; the same sentence stands at the field.
    public struct Item: Sendable {
        public let fieldID: String
        public let sentence: String

        public init(fieldID: String, _ sentence: String) {
            self.fieldID = fieldID
            self.sentence = sentence
        }
    }

    public var items: [Item]

    public init(_ items: [Item]) { self.items = items }

    public func html(_ language: Language) -> HTML {
        guard !items.isEmpty else { return .empty }
        return .element(
            .div,
            [.class("error-summary"), .set(.role, "alert"), .set(.tabindex, "-1"), .flag(.autofocus)],
            [
                .h2(.text(Phrase.errorSummaryTitle(language))),
                .ul(items.map { .li(.a(Address(fragment: $0.fieldID), .text($0.sentence))) }),
            ])
    }
}
