import Federation
import Pages

/// Who has adopted one version, when, and by which decision; and on which version the others stand.
struct AdoptionTable {
    let say: PageContext
    let framework: Recorded<Framework>

    init(_ context: PageContext, _ framework: Recorded<Framework>) {
        say = context
        self.framework = framework
    }

    /// Members that could adopt it: active today, with a role that has a strategy, or that did adopt it once.
    private var members: [Member] {
        let today = say.state.day
        return say.state.sortedMembers.filter { member in
            adoption(of: member.tenant) != nil || (member.isActive(on: today) && member.role(on: today) != .supporter)
        }.sorted { ($0.name, $0.tenant) < ($1.name, $1.tenant) }
    }

    private func adoption(of tenant: TenantID) -> Recorded<Adoption>? {
        say.state.adoptions[tenant]?.last { $0.value.framework == framework.reference }
    }

    private var open: [Member] {
        let today = say.state.day
        return members.filter { adoption(of: $0.tenant) == nil && $0.isActive(on: today) }
    }

    /// Who has not adopted it yet, in one sentence.
    var sentence: HTML {
        guard !open.isEmpty else { return .p(.text(say(.allHaveAdopted))) }
        return .p(
            .text(say(.notAdoptedBy) + " "),
            .fragment(
                open.enumerated().flatMap { place, member in
                    [.text(place > 0 ? ", " : ""), say.townLink(member.tenant)]
                }), .text("."))
    }

    /// How far the rule of the version itself is fulfilled: "3 von 5 Pionierkommunen".
    var progress: String {
        let rule = framework.value.inForce
        let today = say.state.day
        let concerned = say.state.sortedMembers.filter {
            rule.roles.contains($0.role(on: today)) && $0.isActive(on: today)
        }
        let adopted = concerned.count { adoption(of: $0.tenant) != nil }
        let needed = rule.rule == .all ? Int64(concerned.count) : rule.count ?? 0
        return Phrase.adoptionProgress(say.integer(adopted), of: say.integer(needed), say.language)
    }

    var section: HTML {
        .section(
            .heading(.text(say(.adoptionByVersion)), id: "adoption"),
            members.isEmpty
                ? EmptyState(say(.noTownsTitle), explanation: say(.noTownsYet)).html()
                : DataTable(
                    caption: say(.adoptionByVersion),
                    columns: [
                        .init(say(.municipality)), .init(say(.roleHeader)), .init(say(.decisionOnVersion)),
                        .init(say(.standsOn)), .init(say(.statementHeading)),
                    ], rows: members.map(row), hidesCaption: true
                ).html(say.language))
    }

    private func row(_ member: Member) -> [DataTable.Cell] {
        let adoption = adoption(of: member.tenant)
        let standing = say.state.adoptedFramework(of: member.tenant)
        let today = say.state.day
        return [
            .html([
                say.townLink(member.tenant),
                .when(!member.isActive(on: today), .span(.text(say(.noMemberToday)), class: "cell-note")),
            ]), .text(say(.role(member.role(on: today)))),
            adoption.map { .html(DecisionWords(say).decision($0.value.decision)) }
                ?? .html(StatusBadge(.open, say(.notAdoptedYet)).html()),
            standing.map {
                .link(
                    Phrase.version(say.integer($0.value.number), say.language),
                    say.link("/framework/\($0.value.number)"))
            } ?? .html(.span(.text(say(.noVersion)), class: "sign")),
            adoption.map { .html(DoubtWords(say).entryLink($0.reference, by: .tenant(member.tenant))) } ?? .text("–"),
        ]
    }
}

/// Letters of intent: members that want to follow the framework before, or without, adopting it.
struct DeclarationTable {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    var section: HTML {
        let all = say.state.declarations.sorted { say.name($0.key) < say.name($1.key) }
        guard !all.isEmpty else { return .empty }
        return .section(
            .heading(.text(say(.declarationHeading)), id: "declarations"), .p(.text(say(.declarationIntroduction))),
            DataTable(
                caption: say(.declarationHeading),
                columns: [
                    .init(say(.municipality)), .init(say(.declarationText)), .init(say(.decisionHeaderShort)),
                    .init(say(.sectionFramework)), .init(say(.statementHeading)),
                ],
                rows: all.map { tenant, declaration in
                    let number = declaration.value.framework.flatMap { say.state.framework($0)?.number }
                    return [
                        .html(say.townLink(tenant)),
                        declaration.value.text.isEmpty
                            ? .text("–") : .html(.span(say.german(declaration.value.text), class: "cell-words")),
                        declaration.value.decision.map { .html(DecisionWords(say).decision($0)) } ?? .text("–"),
                        number.map {
                            .link(Phrase.version(say.integer($0), say.language), say.link("/framework/\($0)"))
                        } ?? .text("–"),
                        .html(DoubtWords(say).entryLink(declaration.reference, by: .tenant(tenant))),
                    ]
                }, hidesCaption: true
            ).html(say.language))
    }
}
