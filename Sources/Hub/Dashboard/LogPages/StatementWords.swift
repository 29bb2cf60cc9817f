import Federation
import Pages

/// What a statement says, in one line.
struct StatementWords {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func kind(_ kind: StatementKind) -> String {
        switch kind {
        case .admission: say(.kindAdmission)
        case .adoption: say(.kindAdoption)
        case .answer: say(.kindAnswer)
        case .declaration: say(.kindDeclaration)
        case .draft: say(.kindDraft)
        case .founding: say(.kindFounding)
        case .framework: say(.kindFramework)
        case .key: say(.kindKey)
        case .membership: say(.kindMembership)
        case .position: say(.kindPosition)
        case .redaction: say(.kindRedaction)
        case .report: say(.kindReport)
        case .strategy: say(.kindStrategy)
        case .summary: say(.kindSummary)
        case .suspension: say(.kindSuspension)
        case .withdrawal: say(.kindWithdrawal)
        case .witnesses: say(.kindWitnesses)
        }
    }

    func issuer(_ issuer: Issuer) -> HTML {
        switch issuer {
        case .office: .text(say(.office))
        case .tenant(let tenant):
            say.state.members[tenant] == nil ? .text(tenant.text) : say.townLink(tenant)
        }
    }

    func line(_ statement: Statement?) -> String {
        guard let statement else { return say(.redacted) }
        switch statement.body {
        case .founding(let body): return say(body.name)
        case .admission(let body):
            return "\(body.name), \(say(.role(body.role))), \(Phrase.since(say.date(body.from), say.language))"
                + (body.reason == .accession ? "" : ", \(say(.newKeys))")
        case .suspension(let body):
            return Phrase.suspendedFrom(
                say.name(body.tenant), DateFormat.date(body.from.description, say.language), say.language)
        case .key(let body):
            return Phrase.keyChange(
                added: say.integer(body.add.count), revoked: say.integer(body.revoke.count), say.language)
        case .framework(let body):
            return Phrase.version(say.integer(body.number), say.language) + ": " + say(body.title)
        case .strategy(let body):
            return body.title + ", "
                + Phrase.measuresAndFields(
                    say.integer(body.measures.count), say.integer(body.fields.count), say.language)
        case .summary(let body):
            return Phrase.summaryLine(
                say.period(body.period), revision: say.integer(body.revision),
                observations: say.integer(body.observations.count), measures: say.integer(body.measures.count),
                say.language)
        case .adoption(let body):
            let number = say.state.framework(body.framework)?.number
            return number.map { Phrase.townAdoptedShort(say.integer($0), say.language) } ?? ""
        case .report(let body): return ReportWords(say).title(body)
        case .withdrawal(let body): return Phrase.withdrawalLine(say.period(body.period), body.reason, say.language)
        case .membership(let body): return membership(body)
        case .redaction(let body): return Phrase.redactionLine(say.integer(body.target.index), body.rule, say.language)
        case .witnesses(let body):
            return body.committee.isEmpty
                ? say(.committeeDissolved)
                : Phrase.committeeLine(
                    body.committee.map { say.name($0) }.joined(separator: ", "), say.integer(body.quorum), say.language)
        case .draft, .position, .answer, .declaration: return consultation(statement.body)
        }
    }

    private func membership(_ body: MembershipChange) -> String {
        guard let until = body.until else {
            return Phrase.membershipLine(
                body.name, say(.role(body.role)), DateFormat.date(body.from.description, say.language), say.language)
        }
        return Phrase.membershipEnds(
            body.name, DateFormat.date(until.description, say.language),
            into: body.successor.map { say.name($0) }, say.language)
    }

    private func consultation(_ body: StatementBody) -> String {
        switch body {
        case .draft(let draft):
            return Phrase.draftLine(
                version: say.integer(draft.framework.number), edition: say.integer(draft.edition),
                until: DateFormat.date(draft.until.description, say.language), say.language)
        case .position(let position):
            let draft = say.state.consultations.first { $0.draft.reference == position.draft }
            let passage = draft.map { say($0.draft.value.framework.name(of: position.passage)) }
            return "\(say(.position(position.kind))): \(passage ?? position.passage.description)"
        case .answer(let answer): return say(.answer(answer.result))
        case .declaration(let declaration):
            let number = declaration.framework.flatMap { say.state.framework($0)?.number }
            return number.map { Phrase.frameworkVersion(say.integer($0), say.language) } ?? ""
        default: return ""
        }
    }

    /// A town's statement without opening it.
    func short(_ said: TownModel.Said) -> String {
        var words = kind(said.kind)
        if let period = said.period { words += " \(say.period(period))" }
        switch (said.kind, said.number) {
        case (.summary, let number?) where number > 1:
            words += ", " + Phrase.revision(say.integer(number), say.language)
        case (.adoption, let number?): words += ": " + Phrase.frameworkVersion(say.integer(number), say.language)
        case (.strategy, let number?): words += ", " + Phrase.version(say.integer(number), say.language)
        default: break
        }
        return words
    }
}
