/// A page's answer as one big figure, with unit, period and what has to be known about it in words.
public struct KeyFigure: Sendable {
    public var label: String
    /// The formatted value, or a word such as `Phrase.withheld` where there is none.
    public var value: String
    public var unit: String
    public var period: String
    /// For example "vorläufig, 4 von 5 Kommunen"; empty where nothing needs saying.
    public var qualifier: String
    /// Where the figure's proof is: rule, contributions, statements.
    public var proof: PageFrame.Link?
    /// True where `value` is a word and not a number; it is then set smaller.
    public var isWord: Bool

    public init(
        label: String, value: String, unit: String = "", period: String = "", qualifier: String = "",
        proof: PageFrame.Link? = nil, isWord: Bool = false
    ) {
        self.label = label
        self.value = value
        self.unit = unit
        self.period = period
        self.qualifier = qualifier
        self.proof = proof
        self.isWord = isWord
    }

    public func html() -> HTML {
        .div(
            .p(.text(label), class: "figure-label"),
            .p(
                .span(.text(value), class: isWord ? "figure-word" : "figure-value"),
                // Ordinary spaces: a long unit goes to the next line as a whole, and is never cut.
                .when(!unit.isEmpty, [.text(" "), .span(.text(unit), class: "figure-unit")]), class: "figure-line"),
            .when(!period.isEmpty, .p(.text(period), class: "figure-period")),
            .when(!qualifier.isEmpty, .p(.text(qualifier), class: "figure-qualifier")),
            .when(proof) { .p(.a($0.address, .text($0.label)), class: "figure-proof") },
            class: "key-figure")
    }

    /// Several figures beside each other.
    public static func row(_ figures: [KeyFigure]) -> HTML {
        .element(.div, [.class("key-figures")], figures.map { $0.html() })
    }
}
