import Crypto

extension FederationState {
    /// Takes the next entry. It must have been checked against exactly this state.
    public mutating func apply(_ verified: VerifiedEntry) {
        precondition(verified.index == size, "An entry was applied out of its turn")
        let said = verified.statement.statement
        switch (said.body, said.issuer) {
        case (.founding(let body), _):
            founding = recorded(body, verified)
            register(body.keys, owner: .office, from: 0)
        case (.admission(let body), _): admit(body, verified)
        case (.suspension(let body), _): suspend(body, verified)
        case (.key(let body), let issuer):
            for revocation in body.revoke {
                keys[revocation.thumbprint]?.lastIndex = size
                keys[revocation.thumbprint]?.doubtedFrom = revocation.doubtedFrom
            }
            register(body.add, owner: issuer, from: size + 1)
        case (.framework(let body), _): frameworks.append(recorded(body, verified))
        case (.strategy(let body), .tenant(let tenant)): strategies[tenant] = recorded(body, verified)
        case (.summary(let body), .tenant(let tenant)): take(recorded(body, verified), of: tenant)
        case (.adoption(let body), .tenant(let tenant)):
            adoptions[tenant, default: []].append(recorded(body, verified))
        case (.report(let body), _): reports[body.period, default: []].append(recorded(body, verified))
        case (.strategy, .office), (.summary, .office), (.adoption, .office):
            preconditionFailure("The entry check lets no office speak for a town")
        }
        chains[said.issuer] = Chain(sequence: said.sequence, last: verified.entry.sha256)
        lastReceived = verified.entry.received
        size += 1
    }

    private func recorded<Value>(_ value: Value, _ verified: VerifiedEntry) -> Recorded<Value> {
        Recorded(
            value: value, reference: verified.reference, issued: verified.statement.statement.issued,
            received: verified.entry.received)
    }

    private mutating func register(_ new: [KeyDeclaration], owner: Issuer, from index: Int64) {
        for declaration in new {
            keys[declaration.publicKey.thumbprint] = RegisteredKey(
                key: declaration.publicKey, owner: owner, use: declaration.use, firstIndex: index, lastIndex: nil,
                doubtedFrom: nil)
        }
    }

    private mutating func admit(_ body: Admission, _ verified: VerifiedEntry) {
        for (thumbprint, key) in keys where key.owner == .tenant(body.tenant) && key.lastIndex == nil {
            keys[thumbprint]?.lastIndex = size
        }
        register(body.keys, owner: .tenant(body.tenant), from: size + 1)
        var stays = members[body.tenant]?.stays ?? []
        // A renewal of a standing membership goes on; after a suspension a new stay begins.
        if stays.last.map({ $0.until != nil }) ?? true {
            stays.append(Member.Stay(from: body.from.firstDay, until: nil))
        }
        members[body.tenant] = Member(
            tenant: body.tenant, name: body.name, role: body.role, official: body.official, location: body.location,
            from: body.from, stays: stays, isSuspended: false, changed: verified.reference)
    }

    private mutating func suspend(_ body: Suspension, _ verified: VerifiedEntry) {
        guard var member = members[body.tenant] else { return }
        member.isSuspended = true
        member.changed = verified.reference
        if let last = member.stays.indices.last { member.stays[last].until = body.from }
        members[body.tenant] = member
    }

    private mutating func take(_ summary: Recorded<Summary>, of tenant: TenantID) {
        let replaced = summaries[tenant, default: [:]].updateValue(summary, forKey: summary.value.period)
        observations[tenant, default: CountingObservations()].take(summary, replacing: replaced)
    }
}
