import Crypto

extension FederationState {
    /// Takes the next entry. It must have been checked against exactly this state.
    public mutating func apply(_ verified: VerifiedEntry) {
        precondition(verified.index == size, "An entry was applied out of its turn")
        let said = verified.statement.statement
        let changed = change(by: said)
        defer {
            recentChanges.append(changed)
            if said.kind.isRedactable {
                redactable[size] = RedactableEntry(sha256: verified.entry.sha256, kind: said.kind)
            }
            noteSigning(of: said.issuer, by: verified.statement.keyID)
            chains[said.issuer] = Chain(sequence: said.sequence, last: verified.entry.sha256)
            lastReceived = verified.entry.received
            size += 1
        }
        if knowsGroundworkOnly && !said.kind.isGroundwork { return }
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
                if revocation.doubtedFrom != nil { doubtedKeys.insert(revocation.thumbprint) }
            }
            register(body.add, owner: issuer, from: size + 1)
        case (.redaction(let body), _): redact(recorded(body, verified))
        case (.witnesses(let body), _): committees.append(recorded(body, verified))
        case (.framework(let body), _): frameworks.append(recorded(body, verified))
        case (.strategy(let body), .tenant(let tenant)):
            strategies[tenant] = recorded(body, verified)
            strategyNumbers[tenant] = body.number
        case (.summary(let body), .tenant(let tenant)): take(recorded(body, verified), of: tenant)
        case (.adoption(let body), .tenant(let tenant)):
            adoptions[tenant, default: []].append(recorded(body, verified))
        case (.withdrawal(let body), .tenant(let tenant)): withdraw(recorded(body, verified), of: tenant)
        case (.declaration(let body), .tenant(let tenant)): declarations[tenant] = recorded(body, verified)
        case (.draft(let body), _): consultations.append(Consultation(draft: recorded(body, verified)))
        case (.position(let body), .tenant(let tenant)): take(recorded(body, verified), of: tenant)
        case (.answer(let body), _): take(recorded(body, verified))
        case (.membership(let body), _): change(body, verified)
        case (.report(let body), _): reports[body.period, default: []].append(recorded(body, verified))
        case (.strategy, .office), (.summary, .office), (.withdrawal, .office), (.adoption, .office),
            (.declaration, .office), (.position, .office):
            preconditionFailure("The entry check lets no office speak for a town")
        }
    }

    /// What a statement that is about to be taken changes.
    private func change(by said: Statement) -> RecentChanges.Change {
        switch (said.body, said.issuer) {
        case (.framework, _), (.key, _), (.founding, _): .groundwork
        case (.admission(let body), _): .town(body.tenant)
        case (.suspension(let body), _): .town(body.tenant)
        case (.membership(let body), _): .town(body.tenant)
        case (.adoption, .tenant(let tenant)): .town(tenant)
        case (.strategy, .tenant(let tenant)): .strategy(tenant)
        case (.redaction, _): .redaction
        case (.summary(let body), .tenant(let tenant)):
            .observations(
                tenant, taken: body.observations, gone: summaries[tenant]?[body.period]?.value.observations ?? [])
        case (.withdrawal(let body), .tenant(let tenant)):
            .observations(tenant, taken: [], gone: summaries[tenant]?[body.period]?.value.observations ?? [])
        default: .other
        }
    }

    private func recorded<Value>(_ value: Value, _ verified: VerifiedEntry) -> Recorded<Value> {
        Recorded(
            value: value, reference: verified.reference, issued: verified.statement.statement.issued,
            received: verified.entry.received)
    }

    mutating func register(_ new: [KeyDeclaration], owner: Issuer, from index: Int64) {
        for declaration in new {
            keys[declaration.publicKey.thumbprint] = RegisteredKey(
                key: declaration.publicKey, owner: owner, use: declaration.use, firstIndex: index, lastIndex: nil,
                doubtedFrom: nil)
        }
    }

    private mutating func take(_ summary: Recorded<Summary>, of tenant: TenantID) {
        withdrawals[tenant]?[summary.value.period] = nil
        if firstReceived[tenant]?[summary.value.period] == nil {
            firstReceived[tenant, default: [:]][summary.value.period] = summary.received.day
        }
        let replaced = summaries[tenant, default: [:]].updateValue(summary, forKey: summary.value.period)
        observations[tenant, default: CountingObservations()].take(summary, replacing: replaced)
    }

    private mutating func withdraw(_ withdrawal: Recorded<Withdrawal>, of tenant: TenantID) {
        let period = withdrawal.value.period
        guard let gone = summaries[tenant]?.removeValue(forKey: period) else { return }
        withdrawals[tenant, default: [:]][period] = WithdrawnSummary(
            withdrawal: withdrawal, revision: gone.value.revision)
        observations[tenant]?.remove(gone)
        for observation in gone.value.observations {
            withdrawnObservations[tenant, default: [:]][observation.indicator, default: []].insert(observation.period)
        }
    }
}
