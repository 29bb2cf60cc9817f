/// Ways to the pages before and after this one.
public struct Pagination: Sendable {
    /// Counted from 1.
    public var page: Int
    public var pageCount: Int
    public var previous: Address?
    public var next: Address?

    public init(page: Int, pageCount: Int, previous: Address?, next: Address?) {
        self.page = page
        self.pageCount = pageCount
        self.previous = previous
        self.next = next
    }

    public func html(_ language: Language) -> HTML {
        guard pageCount > 1 else { return .empty }
        let position =
            "\(Phrase.page(language)) \(NumberFormat.integer(page, language)) \(Phrase.ofTotal(language)) "
            + NumberFormat.integer(pageCount, language)
        return .element(
            .nav, [.class("pagination"), .set(.ariaLabel, Phrase.pages(language))],
            [
                .when(previous) { link($0, "prev", Phrase.previousPage(language)) },
                .span(.text(position), class: "pagination-position"),
                .when(next) { link($0, "next", Phrase.nextPage(language)) },
            ])
    }

    private func link(_ address: Address, _ relation: String, _ label: String) -> HTML {
        .element(.a, [.href(address), .set(.rel, relation), .class("button secondary")], [.text(label)])
    }
}
