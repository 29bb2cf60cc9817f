import Federation
import HTTP
import Pages

/// Draws the form of one act on a membership: what happens, when, why, and the name once more.
struct MemberActView {
    let desk: Desk
    let member: Member
    let act: MemberAct
    let today: CalendarDay

    /// What the form begins with.
    var start: FormInput {
        var stored = act == .change ? MemberForm(desk: desk).stored(member) : [:]
        stored["from"] = [desk.typed(today)]
        return FormInput(stored: stored)
    }

    func page(_ input: FormInput, _ problem: Phrase? = nil) -> Response {
        let (title, lead, submit) = words
        return desk.page(
            .members, title: title, lead: .text(lead),
            below: [PageFrame.Link(member.name, desk.link("/office/members/\(member.tenant)"))],
            hasErrors: problem != nil || !input.isAccepted,
            status: problem != nil ? 409 : input.isAccepted ? 200 : 422,
            body: [
                .when(problem) { Callout(.error, [.p(.text(desk($0)))]).html(desk.language) },
                desk.form(
                    to: "/office/members/\(member.tenant)/\(act.rawValue)",
                    hidden: [QueryItem("seen", String(member.changed.index))],
                    parts: parts.map { $0.filled(input, desk.language) }, submit: submit,
                    cancel: PageFrame.Link(desk(.cancel), desk.link("/office/members/\(member.tenant)")),
                    isDangerous: act != .change && act != .stay
                ).html(desk.language),
            ])
    }

    private var words: (title: String, lead: String, submit: Phrase) {
        let name = member.name
        switch act {
        case .change: return (Phrase.changeTitle(name, desk.language), desk(.changeLead), .changeSubmit)
        case .leave: return (Phrase.leaveTitle(name, desk.language), desk(.leaveLead), .leaveSubmit)
        case .merge: return (Phrase.mergeTitle(name, desk.language), desk(.mergeLead), .mergeSubmit)
        case .stay: return (Phrase.stayTitle(name, desk.language), desk(.stayLead), .staySubmit)
        case .suspend: return (Phrase.suspendTitle(name, desk.language), desk(.suspendLead), .suspendSubmit)
        }
    }

    private var parts: [FormPart] {
        let form = MemberForm(desk: desk)
        var parts: [FormPart] = []
        switch act {
        case .change: parts = form.facts + [form.field("from", .holdsFrom, .text(width: 12), hint: .dayHint)]
        case .leave: parts = [form.field("from", .firstDayOutside, .text(width: 12), hint: .dayHint)]
        case .merge:
            let others = desk.say.state.sortedMembers.filter { $0.tenant != member.tenant && $0.isActive(on: today) }
            parts = [
                form.field(
                    "successor", .successorLabel,
                    .select(others.map { FormField.Option($0.tenant.text, $0.name) })),
                form.field("from", .firstDayMerged, .text(width: 12), hint: .dayHint),
            ]
        case .stay: parts = []
        case .suspend: parts = [form.field("from", .suspendedFromLabel, .text(width: 12), hint: .dayHint)]
        }
        return parts + [
            form.field("reason", .reasonLabel, .area(rows: 3), hint: .reasonHint),
            .field(
                FormField(
                    id: "confirm", label: desk(.confirmName), hint: Phrase.nameIt(member.name)(desk.language),
                    autocomplete: "off")),
        ]
    }
}
