import Crypto

// The rules of each kind against the state before the entry (docs/PROTOCOL.md section 5).

extension FederationState {
    func checkBody(of said: Statement) throws(Refusal) {
        switch said.body {
        case .founding(let body):
            guard size == 0 else { throw Refusal(.rule, "A log has one founding, its first entry", field: "kind") }
            guard body.log.utf8.starts(with: "\(origin)+".utf8) else {
                throw Refusal(
                    .rule, "The log's verifier key must bear the name of the origin", field: "body.log",
                    expected: origin)
            }
            try checkNewKeys(body.keys, of: .office, under: body)
        case .admission(let body): try check(body, said)
        case .suspension(let body): try check(body)
        case .membership(let body): try check(body, said)
        case .key(let body): try check(body, of: said.issuer)
        case .witnesses(let body): try check(body, said)
        case .redaction(let body): try check(body)
        case .framework(let body):
            guard body.number == Int64(frameworks.count) + 1 else {
                throw Refusal(
                    .number, "The next version of the framework is number \(frameworks.count + 1)",
                    field: "body.number",
                    expected: String(frameworks.count + 1))
            }
        case .draft(let body): try check(body, said)
        case .position(let body): try check(body, said)
        case .answer(let body): try check(body)
        case .strategy(let body):
            try checkIsTaken(body.decision, said)
            try checkDates(of: body.measures, said)
            try check(body, of: said.issuer)
        case .summary(let body):
            try checkHasBegun(body.period, said)
            try check(body, of: said.issuer)
        case .withdrawal(let body): try check(body, of: said.issuer)
        case .adoption(let body):
            try checkIsTaken(body.decision, said)
            _ = try known(body.framework)
        case .declaration(let body):
            try checkIsTaken(body.decision, said)
            if let framework = body.framework { _ = try known(framework) }
        case .report(let body):
            try checkHasBegun(body.period, said)
            guard body.edition > 1 ? !body.reason.isEmpty : body.reason.isEmpty else {
                throw Refusal(
                    .value,
                    body.edition > 1
                        ? "A new edition of a report says why it is made"
                        : "The first edition of a report has no reason",
                    field: "body.reason")
            }
            let expected = try report(period: body.period, reason: body.reason)
            guard body.canonicalBytes == expected.canonicalBytes else {
                throw Refusal(
                    .report, "The report of \(body.period) is not what follows from the log at size \(size)",
                    field: "body", expected: "size \(size), edition \(expected.edition)")
            }
        }
    }

    /// Nobody reports about a period that has not begun: it would stand as the newest for years.
    private func checkHasBegun(_ period: Period, _ said: Statement) throws(Refusal) {
        guard period.firstDay <= said.issued.day else {
            throw Refusal(
                .range, "The period \(period) has not begun on \(said.issued.day)", field: "body.period",
                expected: "a period that has begun")
        }
    }

    /// Nobody names a decision that is still to be taken.
    private func checkIsTaken(_ decision: Decision?, _ said: Statement) throws(Refusal) {
        guard let date = decision?.date, date.firstDay > said.issued.day else { return }
        throw Refusal(
            .future, "The decision is dated \(date), which lies after \(said.issued.day)",
            field: "body.decision.date", expected: "\(said.issued.day) or earlier")
    }

    private func checkDates(of measures: [Measure], _ said: Statement) throws(Refusal) {
        for measure in measures {
            guard let date = measure.progress?.date, date > said.issued.day else { continue }
            throw Refusal(
                .future, "The progress of \"\(measure.id)\" is dated \(date), which lies after \(said.issued.day)",
                field: "body.measures", expected: "\(said.issued.day) or earlier")
        }
    }

    private func check(_ body: KeyChange, of issuer: Issuer) throws(Refusal) {
        try checkNewKeys(body.add, of: issuer, under: founding?.value)
        var ending: Set<String> = []
        for revocation in body.revoke {
            guard let registered = keys[revocation.thumbprint], registered.owner == revocation.owner,
                registered.lastIndex == nil, ending.insert(revocation.thumbprint).inserted
            else {
                throw Refusal(
                    .unknownKey, "\(revocation.owner) has no valid key \(revocation.thumbprint)", field: "body.revoke")
            }
            guard issuer == .office || revocation.owner == issuer else {
                throw Refusal(.foreignKey, "\(issuer) may only revoke its own keys", field: "body.revoke")
            }
            guard revocation.doubtedFrom.map({ $0 <= size }) ?? true else {
                throw Refusal(
                    .range, "Statements cannot be doubted from an index that does not exist yet", field: "body.revoke")
            }
        }
        let remaining = keys.contains { thumbprint, key in
            key.owner == issuer && key.use == .statement && key.lastIndex == nil && !ending.contains(thumbprint)
        }
        guard remaining || body.add.contains(where: { $0.use == .statement }) else {
            throw Refusal(.rule, "\(issuer) must keep at least one statement key", field: "body.revoke")
        }
    }

    func checkNewKeys(
        _ new: [KeyDeclaration], of issuer: Issuer, under founding: Founding?
    ) throws(Refusal) {
        var seen: Set<String> = []
        for declaration in new {
            let thumbprint = declaration.publicKey.thumbprint
            guard keys[thumbprint] == nil, seen.insert(thumbprint).inserted else {
                throw Refusal(
                    .duplicateKey, "The key \(thumbprint) was registered before; each key is new", field: "body")
            }
            if let founding { try checkAllowed(declaration, by: founding) }
            try declaration.checkProof(issuer: issuer, federation: origin)
        }
    }

    private func checkAllowed(_ declaration: KeyDeclaration, by founding: Founding) throws(Refusal) {
        // Cosigners are Ed25519 by the format of the cosignature; the federation chooses for statements.
        guard declaration.use == .cosigner || founding.algorithms.contains(declaration.publicKey.algorithm) else {
            throw Refusal(
                .algorithm, "The federation does not allow \(declaration.publicKey.algorithm.rawValue)", field: "body")
        }
    }

    private func check(_ body: Strategy, of issuer: Issuer) throws(Refusal) {
        guard case .tenant(let tenant) = issuer else { return }
        let framework = try known(body.framework)
        let next = (strategyNumbers[tenant] ?? 0) + 1
        guard body.number == next else {
            throw Refusal(
                .number, "The next strategy of \(tenant) has number \(next)", field: "body.number",
                expected: String(next))
        }
        let fieldIDs = Set(framework.fields.map(\.id))
        let goalIDs = Set(framework.goals.map(\.id))
        guard body.fields.allSatisfy({ $0.mapsTo.allSatisfy(fieldIDs.contains) }) else {
            throw Refusal(
                .reference, "A field of action maps to one that the framework does not have", field: "body.fields")
        }
        guard body.goals.allSatisfy({ $0.mapsTo.allSatisfy(goalIDs.contains) }) else {
            throw Refusal(.reference, "A goal maps to one that the framework does not have", field: "body.goals")
        }
        try checkBundles(body.measures.compactMap(\.bundle), of: framework)
    }

    private func check(_ body: Summary, of issuer: Issuer) throws(Refusal) {
        guard case .tenant(let tenant) = issuer, let member = members[tenant] else { return }
        let framework = try known(body.framework)
        guard (adoptions[tenant] ?? []).contains(where: { $0.value.framework == body.framework }) else {
            throw Refusal(
                .reference, "\(tenant) has not adopted version \(framework.number) of the framework",
                field: "body.framework")
        }
        guard member.isMember(on: body.period.lastDay) else {
            throw Refusal(
                .membership, "\(tenant) is not a member at the end of \(body.period)", field: "body.period")
        }
        guard member.isReporting(on: body.period.lastDay) else {
            throw Refusal(
                .membership, "\(tenant) is a supporter at the end of \(body.period) and does not report",
                field: "body.period")
        }
        let next = nextRevision(of: tenant, body.period)
        guard body.revision == next else {
            throw Refusal(
                .revision, "The next summary of \(tenant) for \(body.period) is revision \(next)",
                field: "body.revision",
                expected: String(next))
        }
        try checkObservations(of: body, under: framework)
        try checkDisclosure(of: body, by: tenant, framework)
        try checkMeasures(of: body, under: framework)
        try checkParticipation(of: body, under: framework)
    }

    private func checkParticipation(of body: Summary, under framework: Framework) throws(Refusal) {
        for row in body.participation {
            guard case .field(let field?) = row.part else { continue }
            guard framework.fields.contains(where: { $0.id == field }) else {
                throw Refusal(
                    .reference, "Participation is counted for a field \"\(field)\" that the framework does not have",
                    field: "body.participation")
            }
        }
    }

    private func checkObservations(of body: Summary, under framework: Framework) throws(Refusal) {
        let forms = framework.forms
        let lastDay = body.period.lastDay
        var place = 0
        // The reporting period itself, in which most observations lie, is no later than itself.
        var checkedPeriod = body.period
        for position in body.observations.indices {
            // Both lists are in the order of their codes: each search goes on where the one before it ended.
            while place < forms.count, forms[place].indicator < body.observations[position].indicator { place += 1 }
            guard place < forms.count, forms[place].indicator == body.observations[position].indicator else {
                throw Refusal(
                    .unknownIndicator,
                    "The indicator \"\(body.observations[position].indicator)\" is not in version "
                        + "\(framework.number) of the framework", field: "body.observations")
            }
            try body.observations[position].check(against: forms[place])
            let period = body.observations[position].period
            if period == checkedPeriod { continue }
            guard period.lastDay <= lastDay else {
                throw Refusal(
                    .range,
                    "\(body.observations[position].indicator) \(period) lies after the reporting period \(body.period)",
                    field: "body.observations")
            }
            checkedPeriod = period
        }
    }

    private func checkMeasures(of body: Summary, under framework: Framework) throws(Refusal) {
        if body.measures.isEmpty { return }
        let fieldIDs = Set(framework.fields.map(\.id))
        let goalIDs = Set(framework.goals.map(\.id))
        guard
            body.measures.allSatisfy({
                $0.fields.allSatisfy(fieldIDs.contains) && $0.goals.allSatisfy(goalIDs.contains)
            })
        else {
            throw Refusal(
                .reference, "A measure is mapped to a field or goal that the framework does not have",
                field: "body.measures")
        }
        try checkBundles(body.measures.compactMap(\.bundle), of: framework)
    }

    private func check(_ body: Withdrawal, of issuer: Issuer) throws(Refusal) {
        guard case .tenant(let tenant) = issuer else { return }
        guard let current = summaries[tenant]?[body.period] else {
            throw Refusal(
                .reference, "\(tenant) has no summary of \(body.period) that could be withdrawn", field: "body.period")
        }
        guard current.reference == body.summary else {
            throw Refusal(
                .reference, "Entry \(body.summary.index) is not the current summary of \(tenant) for \(body.period)",
                field: "body.summary", expected: "entry \(current.index)")
        }
    }

    private func checkBundles(_ bundles: [Code], of framework: Framework) throws(Refusal) {
        let known = Set(framework.bundles.map(\.id))
        if let unknown = bundles.first(where: { !known.contains($0) }) {
            throw Refusal(
                .reference, "The bundle \"\(unknown)\" is not in version \(framework.number) of the framework",
                field: "body.measures")
        }
    }

    private func known(_ reference: Reference) throws(Refusal) -> Framework {
        guard let framework = framework(reference) else {
            throw Refusal(
                .reference, "Entry \(reference.index) is not a version of the framework with this digest",
                field: "body.framework")
        }
        return framework
    }
}
