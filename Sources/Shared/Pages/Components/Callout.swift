/// A box that says something beside the text: a word names its kind, colour and shape support it.
public struct Callout: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case information, warning, success, error }

    public var kind: Kind
    /// Replaces the word that names the kind.
    public var title: String?
    public var content: [HTML]

    public init(_ kind: Kind, title: String? = nil, _ content: [HTML]) {
        self.kind = kind
        self.title = title
        self.content = content
    }

    public func html(_ language: Language) -> HTML {
        .element(
            .div, [.class("callout callout-\(kind.rawValue)"), .set(.role, kind == .error ? "alert" : "note")],
            [
                .p(StatusBadge.icon(shape), .text(title ?? word(language)), class: "callout-title"),
                .element(.div, [.class("callout-content")], content),
            ])
    }

    private var shape: StatusBadge.Shape {
        switch kind {
        case .information: .half
        case .warning: .attention
        case .success: .done
        case .error: .stopped
        }
    }

    private func word(_ language: Language) -> String {
        switch kind {
        case .information: Phrase.information(language)
        case .warning: Phrase.warning(language)
        case .success: Phrase.success(language)
        case .error: Phrase.errorLabel(language)
        }
    }
}
