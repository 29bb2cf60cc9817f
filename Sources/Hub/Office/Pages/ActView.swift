import Accounts
import Federation
import HTTP
import Pages

/// Draws an act that waits for a second person: what it says in full, and the two answers.
struct ActView {
    let desk: Desk
    let act: WaitingAct
    let decision: FourEyes.Decision
    let state: FederationState
    /// What else waits about the same thing.
    let others: [WaitingAct]

    func page(_ input: FormInput, _ problem: Phrase?) -> Response {
        desk.page(
            section, title: desk(Self.title(act.act, state)), lead: .text(desk(lead)),
            hasErrors: problem != nil || !input.isAccepted,
            status: problem != nil ? 409 : input.isAccepted ? 200 : 422,
            body: [
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                otherActs, DefinitionList(facts).html(), act.state == .waiting ? forms(input) : .empty,
            ])
    }

    private var otherActs: HTML {
        guard !others.isEmpty else { return .empty }
        return Callout(
            .warning,
            [
                .p(.text(desk(.otherActsWait))),
                .ul(
                    others.map { other in
                        .li(
                            .a(desk.link("/office/acts/\(other.id)"), .text(desk(Self.title(other.act, state)))),
                            .text(" (\(desk(.actPutForwardBy(other.name))))"))
                    }),
            ]
        ).html(desk.language)
    }

    private var section: OfficeSection {
        if case .issueDraft = act.act { .consultation } else { .members }
    }

    static func title(_ act: Office.Act, _ state: FederationState) -> Phrase {
        switch act {
        case .invite(let member, _): .actInvite(member.name)
        case .change(let change) where change.successor != nil: .actMerge(change.name)
        case .change(let change) where change.until != nil: .actLeave(change.name)
        case .change(let change): .actChange(state.members[change.tenant]?.name ?? change.name)
        case .issueDraft(let framework, _): .actIssue(framework.number)
        case .witnesses: .witnessesChosen
        case .redact: .redactTitle
        case .rotateKey: .rotateHeading
        default: .actOther(act.subject)
        }
    }

    private var lead: Phrase {
        switch act.state {
        case .waiting: .actWaits(act.name, desk.moment(act.at))
        case .done: .actDone(act.answeredBy)
        case .returned: .actReturned(act.answeredBy, act.answer)
        }
    }

    private var facts: [(term: String, content: HTML)] {
        var items: [(term: String, content: HTML)] = []
        switch act.act {
        case .invite(let member, let days):
            items = memberFacts(member.name, member.role, member.official, member.location)
            items.append((desk(.tenantLabel), .code(.text(member.tenant.text))))
            items.append((desk(.memberFrom), .text(desk.say.date(member.from))))
            items.append((desk(.validDays), .text(String(days))))
        case .change(let change):
            // Beside what would change, what holds now: that may be another thing than when the act was written.
            let now = act.state == .waiting ? state.members[change.tenant]?.facts.last : nil
            items = memberFacts(change.name, change.role, change.official, change.location, now)
            items.append((desk(.holdsFrom), .text(desk.day(change.from))))
            if let until = change.until { items.append((desk(.firstDayOutside), .text(desk.day(until)))) }
            if let successor = change.successor {
                items.append((desk(.successorLabel), .text(desk.say.name(successor))))
            }
            items.append((desk(.reasonLabel), .verbatim(change.reason)))
        case .witnesses(let committee):
            items = [
                (
                    desk(.witnessTowns),
                    .text(
                        committee.committee.isEmpty
                            ? desk(.committeeDissolved)
                            : committee.committee.map { desk.say.name($0) }.joined(separator: ", "))
                ), (desk(.quorumLabel), .text(desk.say.integer(committee.quorum))),
            ]
        case .redact(let redaction):
            let index = redaction.target.index
            items = [
                (
                    desk(.entryNumber),
                    .a(desk.link("/log/entries/\(index)"), .text(desk.say.integer(index)))
                ), (desk(.whoAsks), .text(desk(.requester(redaction.by)))),
                (desk(.redactionRule), .text(redaction.rule)),
                (desk(.reasonLabel), .verbatim(redaction.reason)),
            ]
        case .rotateKey(let algorithm):
            items = [(desk(.newAlgorithm), .text(algorithm == .ed25519 ? "Ed25519" : "ECDSA P-256"))]
        case .issueDraft(let framework, let until):
            items = [
                (desk(.frameworkTitleLabel), desk.say.html(framework.title)),
                (
                    desk(.contents),
                    .text(
                        Phrase.frameworkContents(
                            fields: framework.fields.count, goals: framework.goals.count,
                            indicators: framework.indicators.count, bundles: framework.bundles.count, desk.language))
                ), (desk(.positionsUntil), .text(desk.day(until))),
                (
                    desk(.againstNewest),
                    .a(desk.link("/office/framework/changes"), .text(desk(.frameworkDeskTitle)))
                ),
            ]
        default: break
        }
        return items + [(desk(.fingerprint), HashText(act.digest.hex).html(desk.language))]
    }

    private func memberFacts(
        _ name: String, _ role: Role, _ official: Admission.OfficialKeys?, _ location: Admission.Location?,
        _ now: Member.Facts? = nil
    ) -> [(term: String, content: HTML)] {
        func line(_ label: Phrase, _ text: String?, _ before: String?) -> [(term: String, content: HTML)] {
            let change: HTML =
                now == nil || text == before
                ? .empty : .span(.text(desk(.actBefore(before ?? desk(.notStated)))), class: "cell-note")
            guard text != nil || before != nil else { return [] }
            return [(desk(label), [.text(text ?? desk(.notStated)), change])]
        }
        func place(_ location: Admission.Location?) -> String? {
            location.map {
                Phrase.coordinates(desk.say.number($0.latitude), desk.say.number($0.longitude), desk.language)
            }
        }
        return line(.memberName, name, now?.name)
            + line(.memberRole, desk(.role(role)), now.map { desk(.role($0.role)) })
            + line(.agsLabel, official?.ags, now?.official?.ags) + line(.arsLabel, official?.ars, now?.official?.ars)
            + line(
                .statusDayLabel, official.map { desk.day($0.statusDay) }, now?.official.map { desk.day($0.statusDay) })
            + line(.placeHeading, place(location), place(now?.location))
    }

    private func forms(_ input: FormInput) -> HTML {
        if case .refused(let refusal) = decision {
            return Callout(.information, [.p(.text(desk(Phrase(de: refusal.de, en: refusal.en))))]).html(desk.language)
        }
        let path = "/office/acts/\(act.id)"
        let reason = FormField(id: "reason", label: desk(.actWhyBack), control: .area(rows: 3))
        return [
            .when(
                decision == .allowedAsSelfApproved,
                Callout(.warning, [.p(.text(desk(.selfApproval)))]).html(desk.language)),
            desk.form(
                to: path, hidden: [QueryItem("do", "approve"), QueryItem("digest", act.digest.hex)],
                submit: .actApprove, isDangerous: true
            ).html(desk.language),
            Details(
                desk(.actBackInstead), isOpen: !input.isAccepted,
                [
                    desk.form(
                        to: path, hidden: [QueryItem("do", "return")],
                        parts: [FormPart.field(reason).filled(input, desk.language)], submit: .actBack
                    ).html(desk.language)
                ]
            ).html(),
        ]
    }
}
