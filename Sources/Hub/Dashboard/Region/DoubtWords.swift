import Federation
import Pages

/// Marks what is in doubt, and what rests on it. What that is, `FederationState` decides.
struct DoubtWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// "angezweifelt", with a link to the entry that says why; empty where there is no doubt.
    func mark(_ reference: Reference, by issuer: Issuer) -> HTML {
        guard let doubt = say.state.doubt(of: reference, by: issuer) else { return .empty }
        return .span(
            .a(say.link("/log/entries/\(doubt.declaredBy)"), .text(say(.doubted))), class: "sign")
    }

    /// An entry's link with the mark behind it.
    func entryLink(_ reference: Reference, by issuer: Issuer) -> HTML {
        let mark = mark(reference, by: issuer)
        guard say.state.doubt(of: reference, by: issuer) != nil else { return say.entryLink(reference) }
        return [say.entryLink(reference), .text(" · "), mark]
    }

    /// For the list of what qualifies a figure.
    func qualifier(_ doubts: [DoubtedSource]?) -> [String] {
        doubts?.isEmpty ?? true ? [] : [say(.restsOnDoubted)]
    }

    /// What a figure rests on that is in doubt, town by town; empty where nothing is.
    func callout(_ figure: ExplainedFigure?) -> HTML {
        callout(
            Phrase.figureInDoubt(say.language),
            (figure.map { say.state.doubts(of: $0) } ?? []).map { source in
                ([say.townLink(source.tenant), .text(": "), say.entryLink(source.summary)], source.doubt)
            })
    }

    /// What a town has said that is in doubt, as far as it counts today.
    func callout(_ said: [TownModel.Said], of tenant: TenantID) -> HTML {
        callout(
            Phrase.townInDoubt(say.language),
            said.compactMap { said in
                say.state.doubt(of: said.reference, by: said.issuer(tenant)).map { doubt in
                    ([.text(StatementWords(say).short(said)), .text(": "), say.entryLink(said.reference)], doubt)
                }
            })
    }

    private func callout(_ sentence: String, _ items: [(HTML, Doubt)]) -> HTML {
        guard !items.isEmpty else { return .empty }
        return Callout(
            .warning, title: say(.doubtHeading),
            [
                .p(.text(sentence)),
                .ul(
                    items.map { item, doubt in
                        .li(
                            item, .text(" ("),
                            .a(
                                say.link("/log/entries/\(doubt.declaredBy)"),
                                .text(Phrase.doubtDeclared(say.integer(doubt.declaredBy), say.language))),
                            .text(")"))
                    }),
            ]
        ).html(say.language)
    }
}

extension JSONValue {
    /// A doubt as data; null where there is none.
    static func doubt(_ doubt: Doubt?) -> JSONValue {
        guard let doubt else { return .null }
        return .members([
            ("from", .integer(doubt.from)), ("key", .string(doubt.thumbprint)),
            ("declared_by", .integer(doubt.declaredBy)),
        ])
    }

    /// What a figure rests on that is in doubt.
    static func doubts(of figure: Figure, _ doubts: [DoubtedSource]) -> [JSONValue] {
        doubts.map { source in
            .members([
                ("doubt", .doubt(source.doubt)), ("indicator", .string(figure.indicator.text)),
                ("period", .string(figure.period.description)), ("summary", JSONValue(source.summary)),
                ("tenant", .string(source.tenant.text)),
            ])
        }
    }
}
