import Crypto

/// Why a statement is not to be believed without asking: its key was declared compromised, from an entry on that does not
/// lie behind the statement. It stands, counts and is signed validly all the same.
public struct Doubt: Hashable, Sendable {
    /// The RFC 7638 thumbprint of the key that has signed it.
    public let thumbprint: String
    /// From which entry on statements under that key are in doubt.
    public let from: Int64
    /// The entry that says so.
    public let declaredBy: Int64
}

/// A statement in doubt that a figure rests on.
public struct DoubtedSource: Hashable, Sendable {
    public let tenant: TenantID
    public let summary: Reference
    public let doubt: Doubt
}

/// From `first` on, an issuer has signed by this key.
struct Signing: Sendable {
    let first: Int64
    let thumbprint: String
}

// The one place that decides what is in doubt; pages and data only show it.
extension FederationState {
    /// Whether anything is in doubt at all.
    public var hasDoubts: Bool { !doubtedKeys.isEmpty }

    /// Whether the statement of an issuer at this place is in doubt. What was redacted says nothing any more.
    public func doubt(of reference: Reference, by issuer: Issuer) -> Doubt? {
        guard hasDoubts, redactions[reference.index] == nil,
            let signing = signings[issuer]?.last(where: { $0.first <= reference.index }),
            doubtedKeys.contains(signing.thumbprint), let key = keys[signing.thumbprint],
            let from = key.doubtedFrom, let declaredBy = key.lastIndex, reference.index >= from
        else { return nil }
        return Doubt(thumbprint: signing.thumbprint, from: from, declaredBy: declaredBy)
    }

    /// The statements in doubt that a figure rests on: every town's summaries that its value or weight comes from, also
    /// where they say that there is no value. In the order of the towns, then of the log.
    public func doubts(of figure: ExplainedFigure) -> [DoubtedSource] {
        hasDoubts ? figure.contributions.flatMap { doubts(of: $0) } : []
    }

    /// The same for what one town brings to a figure.
    public func doubts(of contribution: Contribution) -> [DoubtedSource] {
        guard hasDoubts else { return [] }
        let sources = (contribution.own?.sources ?? []) + (contribution.weighing?.sources ?? [])
        return Set(sources.map(\.summary)).sorted { $0.index < $1.index }.compactMap { summary in
            doubt(of: summary, by: .tenant(contribution.tenant)).map {
                DoubtedSource(tenant: contribution.tenant, summary: summary, doubt: $0)
            }
        }
    }

    /// Keeps under which key an issuer signs; costs memory only where that changes.
    mutating func noteSigning(of issuer: Issuer, by thumbprint: String) {
        guard signings[issuer]?.last?.thumbprint != thumbprint else { return }
        signings[issuer, default: []].append(Signing(first: size, thumbprint: thumbprint))
    }
}
