import Pages
import Participation
import PublicForms

/// Draws a version: what it is, how to take part, the text with its numbers, and the ideas each section stands on.
struct DocumentView {
    let model: DocumentModel
    let turn: PublicTurn

    private var path: String { "\(DraftingRooms.path)/\(model.document.slug)" }

    func page(invitation: String) -> PublicPage {
        let version = model.version
        return PublicPage(
            title: version.title,
            lead: .text(
                model.isNewest
                    ? "\(DraftingViews.version(version, turn.language)). \(invitation)"
                    : "\(DraftingViews.version(version, turn.language))."),
            body: [
                .when(
                    model.document.isExample,
                    Callout(.information, [.p(.text(turn(.documentExample)))]).html(turn.language)),
                .when(!model.isNewest, outdated),
                .element(.div, [.class("flow")], PlainText(version.introduction, headingLevel: 2).html()),
                .when(model.isNewest && model.isOpen, invitationBox),
                note, contents,
            ] + version.sections.enumerated().map { section($1, number: $0 + 1) } + [further],
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(turn(.documents), turn.link(DraftingRooms.path)),
            ])
    }

    private var outdated: HTML {
        Callout(
            .warning, title: turn.say("Dies ist eine ältere Fassung", "This is an earlier version"),
            [
                .p(
                    .a(
                        turn.link(path),
                        .text(turn.say("Zur neuesten Fassung", "To the newest version"))))
            ]
        ).html(turn.language)
    }

    private var invitationBox: HTML {
        Callout(
            .information, title: turn.say("So reden Sie mit", "How to take part"),
            [
                .p(
                    .text(
                        turn.say(
                            "Neben jedem Absatz steht ein Link. Dort sagen Sie, was Sie davon halten, oder schreiben ihn so, "
                                + "wie er lauten sollte. Ein Konto brauchen Sie nicht. Jede Anmerkung wird beantwortet.",
                            "There is a link beside each paragraph. There you say what you think of it, or write it as it "
                                + "should read. You need no account. Every remark is answered."))),
                .p(
                    .a(
                        turn.link(path + "/paragraphs/whole"),
                        .text(turn.say("Etwas zum ganzen Text sagen", "Say something on the whole text")))),
            ]
        ).html(turn.language)
    }

    private var note: HTML {
        let number = model.version.number
        guard !model.version.note.isEmpty || number > 1 else { return .empty }
        return .section(
            .h2(.text(turn.say("Was neu ist", "What is new"))),
            .when(
                !model.version.note.isEmpty,
                .element(.div, [.class("flow")], PlainText(model.version.note, headingLevel: 3).html())),
            .when(
                number > 1,
                .p(
                    .a(
                        turn.link(path + "/versions/\(number)/changes"),
                        .text(
                            turn.say(
                                "Alle Änderungen gegenüber Fassung \(number - 1), Wort für Wort",
                                "All changes against version \(number - 1), word by word"))))))
    }

    private var contents: HTML {
        guard model.version.sections.count > 3 else { return .empty }
        return .section(
            .h2(.text(turn.say("Inhalt", "Contents"))),
            .element(
                .nav, [.set(.ariaLabel, turn.say("Inhalt", "Contents"))],
                [
                    .ol(
                        model.version.sections.map { section in
                            .li(.a(Address(fragment: "s-\(section.key)"), .text(section.title)))
                        })
                ]))
    }

    private func section(_ section: Section, number: Int) -> HTML {
        .element(
            .section, [.class("clauses"), .id("s-\(section.key)")],
            [.h2(.text("\(number)\u{A0} \(section.title)"))]
                + section.paragraphs.enumerated().map { paragraph($1, place: "\(number).\($0 + 1)") }
                + [sources(section)])
    }

    private func paragraph(_ paragraph: Paragraph, place: String) -> HTML {
        let count = model.counts[paragraph.key] ?? 0
        let says = model.isNewest && model.isOpen
        let words =
            switch (count, says) {
            case (0, true): turn.say("Kommentieren", "Comment")
            case (0, false): ""
            case (1, _): turn.say("1 Anmerkung", "1 remark")
            default: turn.say("\(count) Anmerkungen", "\(count) remarks")
            }
        return .element(
            .div, [.class("clause"), .id("p-\(paragraph.key)")],
            [
                .p(.a(Address(fragment: "p-\(paragraph.key)"), .text(place)), class: "clause-number"),
                DraftingViews.paragraph(paragraph.text),
                .when(
                    !words.isEmpty,
                    .p(
                        .a(
                            turn.link(path + "/paragraphs/\(paragraph.key)"), .text(words),
                            .hidden(turn.say(" zu Absatz \(place)", " on paragraph \(place)"))),
                        class: "clause-remarks")),
            ])
    }

    /// The ideas a section stands on; those that are no longer shown are counted.
    private func sources(_ section: Section) -> HTML {
        guard !section.sources.isEmpty else { return .empty }
        let known = section.sources.compactMap { id in model.ideas[id].map { (id, $0) } }
        let gone = section.sources.count - known.count
        let count = section.sources.count
        return Details(
            turn.say(
                count == 1 ? "Beruht auf einer Idee" : "Beruht auf \(count) Ideen",
                count == 1 ? "Stands on one idea" : "Stands on \(count) ideas"),
            [
                .ul(
                    known.map { id, title in
                        .li(.a(turn.link("\(ParticipationRooms.path)/ideas/\(id)"), .text(title)))
                    }),
                .when(
                    gone > 0,
                    .p(
                        .text(
                            turn.say(
                                "\(gone) davon werden nicht mehr gezeigt.", "\(gone) of them are no longer shown.")),
                        class: "muted")),
            ]
        ).html()
    }

    private var further: HTML {
        let whole = model.counts[nil] ?? 0
        let all = model.counts.values.reduce(0, +)
        return .section(
            .h2(.text(turn.say("Mehr zu diesem Text", "More on this text"))),
            .ul([
                .li(
                    .a(
                        turn.link(path + "/answers"),
                        .text(
                            turn.say(
                                "Alle Anmerkungen und Antworten (\(all))", "All remarks and answers (\(all))")))),
                .when(
                    whole > 0,
                    .li(
                        .a(
                            turn.link(path + "/paragraphs/whole"),
                            .text(
                                turn.say(
                                    "Anmerkungen zum ganzen Text (\(whole))", "Remarks on the whole text (\(whole))"))))
                ),
            ]),
            .h3(.text(turn.say("Fassungen", "Versions"))),
            .ul(
                model.heads.reversed().map { head in
                    let words = DraftingViews.version(head, turn.language)
                    return .li(
                        head.number == model.version.number
                            ? .text(words) : .a(turn.link(path + "/versions/\(head.number)"), .text(words)),
                        .when(
                            head.number > 1,
                            [
                                .text(" · "),
                                .a(
                                    turn.link(path + "/versions/\(head.number)/changes"),
                                    .text(turn.say("Änderungen", "changes")),
                                    .hidden(
                                        turn.say(" in Fassung \(head.number)", " in version \(head.number)"))),
                            ]))
                }))
    }
}
