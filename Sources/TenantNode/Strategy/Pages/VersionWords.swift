import Federation
import Pages

/// Words of versions.
enum VersionWords {
    static let adopted = Phrase(de: "angenommen", en: "adopted")
    static let superseded = Phrase(de: "abgelöst", en: "superseded")
    static let draft = Phrase(de: "Entwurf", en: "draft")

    static func version(_ number: Int64, _ language: Pages.Language) -> String {
        Phrase(de: "Fassung", en: "Version")(language) + "\u{A0}\(number)"
    }

    static func published(_ number: Int64, _ language: Pages.Language) -> String {
        Phrase(de: "Veröffentlichung", en: "Publication")(language) + "\u{A0}\(number)"
    }

    /// Who entered and who confirmed, and when.
    static func approval(_ version: StrategyVersion, _ language: Pages.Language) -> String {
        let moment = StrategyWords.moment(version.adopted, language)
        guard version.origin == .council else {
            return Phrase(de: "\(moment), mit dem Beschluss eingelesen", en: "\(moment), imported with its decision")(
                language)
        }
        let function = version.approverFunction.isEmpty ? "" : " (\(version.approverFunction))"
        let own =
            version.isSelfApproved
            ? Phrase(de: ", selbst bestätigt", en: ", confirmed by the author")(language) : ""
        return Phrase(
            de:
                "\(moment), vorgelegt von \(version.authorName), bestätigt von \(version.approverName)\(function)\(own)",
            en: "\(moment), put forward by \(version.authorName), confirmed by \(version.approverName)\(function)\(own)"
        )(
            language)
    }
}

/// Words of what waits for a second person.
enum ProposalWords {
    static func title(_ proposal: Proposal, _ language: Pages.Language) -> String {
        switch proposal.kind {
        case .adoption: Phrase(de: "Ratsbeschluss zur Strategie", en: "Council decision on the strategy")(language)
        case .publication:
            Phrase(
                de: "Veröffentlichung im Verbund „\(proposal.federation)“",
                en: "Publication in the federation \"\(proposal.federation)\"")(language)
        }
    }

    static func lead(_ proposal: Proposal, _ language: Pages.Language) -> String {
        switch proposal.state {
        case .waiting:
            Phrase(
                de: "Wartet auf eine zweite Person. Freigegeben wird genau das, was hier steht.",
                en: "Waits for a second person. Exactly what stands here is approved.")(language)
        case .approved:
            proposal.kind == .adoption
                ? Phrase(
                    de: "Bestätigt: Das ist eine angenommene Fassung.", en: "Confirmed: this is an adopted version.")(
                        language)
                : Phrase(
                    de: "Freigegeben und unterschrieben; der Versand steht auf der Startseite.",
                    en: "Approved and signed; the sending is shown on the start page.")(language)
        case .returned:
            Phrase(
                de: "Zurückgegeben von \(proposal.answeredBy): \(proposal.answer)",
                en: "Given back by \(proposal.answeredBy): \(proposal.answer)")(language)
        case .replaced:
            Phrase(
                de: "Durch eine neuere Vorlage ersetzt.", en: "Replaced by something put forward later.")(language)
        }
    }

    static func facts(_ proposal: Proposal, _ strategy: Strategy, _ language: Pages.Language) -> HTML {
        var items: [(term: String, content: HTML)] = [
            (
                Phrase(de: "Vorgelegt", en: "Put forward")(language),
                .text("\(StrategyWords.moment(proposal.proposed, language)), \(proposal.authorName)")
            )
        ]
        items.append(
            (
                Phrase(de: "Beschluss", en: "Decision")(language),
                strategy.decision.map { StrategyWords.decision($0, language) }
                    ?? .text(Phrase(de: "ohne Ratsbeschluss", en: "without a council decision")(language))
            ))
        items.append(
            (Phrase(de: "Prüfsumme", en: "Digest")(language), HashText(proposal.sha256.hex).html(language)))
        return DefinitionList(items).html()
    }
}
