import Pages

/// What a table holds and which platform wrote it, found out from its header or shape.
public enum ImportFormat: String, Sendable, Hashable, CaseIterable {
    case decidimProposals = "decidim-proposals"
    case decidimComments = "decidim-comments"
    case decidimResults = "decidim-results"
    case decidimMeetings = "decidim-meetings"
    case consulProposals = "consul-proposals"
    case consulInvestments = "consul-investments"
    case consulGraphQL = "consul-graphql"
    case adhocracy
    case goVocal = "go-vocal"
    case plain

    public var name: Phrase {
        switch self {
        case .decidimProposals: Phrase(de: "Decidim: Vorschläge", en: "Decidim: proposals")
        case .decidimComments: Phrase(de: "Decidim: Kommentare", en: "Decidim: comments")
        case .decidimResults: Phrase(de: "Decidim: Ergebnisse", en: "Decidim: results")
        case .decidimMeetings: Phrase(de: "Decidim: Treffen", en: "Decidim: meetings")
        case .consulProposals: Phrase(de: "CONSUL: Vorschläge mit Kommentaren", en: "CONSUL: proposals with comments")
        case .consulInvestments: Phrase(de: "CONSUL: Ausgabenvorschläge", en: "CONSUL: investments")
        case .consulGraphQL: Phrase(de: "CONSUL: Vorschläge (GraphQL)", en: "CONSUL: proposals (GraphQL)")
        case .adhocracy: Phrase(de: "adhocracy+: Ideen", en: "adhocracy+: ideas")
        case .goVocal: Phrase(de: "Go Vocal: Beiträge", en: "Go Vocal: inputs")
        case .plain: Phrase(de: "Einfache Tabelle", en: "Plain table")
        }
    }

    /// The source where the file does not name its address and nobody names one.
    public var standardSource: String {
        switch self {
        case .decidimProposals, .decidimComments, .decidimResults, .decidimMeetings: "decidim"
        case .consulProposals, .consulInvestments, .consulGraphQL: "consul"
        case .adhocracy: "adhocracy"
        case .goVocal: "go-vocal"
        case .plain: "table"
        }
    }
}
