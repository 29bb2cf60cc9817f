/// A digest, thumbprint or key: short to look at, whole on demand, and whole to those who listen or copy.
public struct HashText: Sendable {
    public var value: String
    /// How many characters are shown before the value is opened; at least 8.
    public var shown: Int

    public init(_ value: String, shown: Int = 12) {
        self.value = value
        self.shown = max(shown, 8)
    }

    /// The short form, which opens to the whole value.
    public func html(_ language: Language) -> HTML {
        guard value.count > shown + 4 else { return full() }
        return .element(
            .details, [.class("hash")],
            [
                .element(.summary, [.set(.title, Phrase.fullValue(language))], [.code(.text(short))]),
                full(),
            ])
    }

    /// The short form alone, for a table whose row leads to the whole value.
    public func abbreviated() -> HTML {
        .element(.abbr, [.class("hash-short"), .set(.title, value)], [.code(.text(short))])
    }

    /// The whole value, in groups that can wrap anywhere.
    public func full() -> HTML { .element(.code, [.class("hash-full")], [.text(value)]) }

    /// Its beginning alone, where a link around it holds the whole.
    public var short: String { value.count > shown + 4 ? value.prefix(shown) + "…" : value }
}
