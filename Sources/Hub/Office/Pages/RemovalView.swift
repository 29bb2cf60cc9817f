import HTTP
import Pages

/// Asks once more before a thing is taken out of the working draft.
struct RemovalView {
    let desk: Desk
    let part: StoredPart
    /// What still names it.
    let users: [Fault]

    func page(hasErrors: Bool) -> Response {
        let kind = part.name.kind
        let title = desk.say(part.title)
        let back = PageFrame.Link(
            desk(.cancel), desk.link("/office/framework/parts/\(kind.rawValue)/\(part.name.id)"))
        let body: [HTML] =
            users.isEmpty
            ? [
                desk.form(
                    to: "/office/framework/remove/\(kind.rawValue)/\(part.name.id)",
                    hidden: [QueryItem("counter", String(part.counter))], submit: .removeNow, cancel: back,
                    isDangerous: true
                ).html(desk.language)
            ]
            : [
                Callout(
                    .warning, title: desk(.stillUsed), [.ul(users.map { .li(.text($0.sentence(desk.language))) })]
                ).html(desk.language), .p(.a(back.address, .text(desk(.back)))),
            ]
        return desk.page(
            .framework, title: Phrase.removeQuestion(title, desk.language),
            lead: .text(users.isEmpty ? desk(.removeExplanation) : desk(.removeNotYet)), hasErrors: hasErrors,
            status: hasErrors ? 422 : 200, body: body)
    }
}
