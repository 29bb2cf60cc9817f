import Federation
import HTTP
import Pages

/// Draws the form of an invitation, and the block of text that is shown once.
struct InvitationView {
    let desk: Desk

    func page(_ input: FormInput, _ problem: Phrase? = nil) -> Response {
        let form = MemberForm(desk: desk)
        let parts =
            form.facts + [
                form.field("tenant", .tenantLabel, .text(width: 20), hint: .tenantHint, isRequired: false),
                form.field("from", .memberFrom, .text(width: 12), hint: .memberFromHint),
                form.field("days", .validDays, .number(width: 4)),
            ]
        return desk.page(
            .members, title: desk(.inviteTitle), lead: .text(desk(.inviteLead)),
            hasErrors: problem != nil || !input.isAccepted,
            status: problem != nil ? 409 : input.isAccepted ? 200 : 422,
            body: [
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                desk.form(
                    to: "/office/members/invite", parts: parts.map { $0.filled(input, desk.language) },
                    submit: .inviteSubmit, cancel: PageFrame.Link(desk(.cancel), desk.link("/office/members"))
                ).html(desk.language),
            ])
    }

    func issued(_ member: InvitedMember, block: String, days: Int) -> Response {
        desk.page(
            .members, title: Phrase.invitationFor(member.name, desk.language),
            lead: .text(Phrase.invitationValid(days, desk.language)),
            body: [
                Callout(.warning, [.p(.text(desk(.shownOnce)))]).html(desk.language),
                .element(.pre, [.class("block"), .set(.tabindex, "0")], [.text(block)]),
                .section(
                    .h2(.text(desk(.whatTheTownDoes))),
                    .ol([
                        .li(.text(desk(.townSaves))),
                        .li(.code(.text("rahmenwerk-node join \(member.tenant).invitation --name region"))),
                    ])),
                .p(.a(desk.link("/office/members"), .text(desk(.backToMembers)))),
            ])
    }
}
