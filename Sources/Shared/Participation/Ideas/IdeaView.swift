import Database
import Pages
import PublicForms

/// Draws the page of an idea.
struct IdeaView {
    let model: IdeaModel
    let turn: PublicTurn
    let supportPurpose: String

    private var idea: Contribution { model.idea }
    private static let done: [String: Phrase] = [
        "supported": Phrase(de: "Sie unterstützen diese Idee.", en: "You support this idea."),
        "taken": Phrase(de: "Ihre Unterstützung ist zurückgenommen.", en: "Your support is taken back."),
        "closed": Phrase(
            de: "Unterstützen kann man hier zurzeit nicht.", en: "Ideas cannot be supported here at present."),
        "again": Phrase(
            de: "Die Seite war zu lange offen. Bitte drücken Sie noch einmal.",
            en: "The page was open for too long. Please press again."),
    ]

    func page() -> PublicPage {
        PublicPage(
            title: idea.title, lead: standing,
            body: [
                .when(
                    model.process.isExample || idea.isExample,
                    Callout(.information, [.p(.text(turn(.exampleNotice)))]).html(turn.language)),
                merged,
                .when(
                    !IdeaCard.says(idea.title, allOf: idea.text),
                    .element(.div, [.class("flow")], PlainText(idea.text, headingLevel: 2).html())),
                DefinitionList(facts).html(),
                support,
            ] + model.additions + [history, discussion, report],
            breadcrumb: [
                PageFrame.Link(turn(.participation), turn.link(ParticipationRooms.path)),
                PageFrame.Link(
                    model.process.title, turn.link("\(ParticipationRooms.path)/\(model.process.slug)")),
                PageFrame.Link(turn.say("Ideen", "Ideas"), turn.link(IdeaPaths.list(model.process))),
            ])
    }

    /// The answer of the page: what the town has decided, and who.
    private var standing: HTML {
        // About a merged idea it was decided about the one that stands for it in the end.
        let status = model.standing ?? idea.status
        let last = idea.mergedInto == nil ? model.steps.last { $0.act == .status } : nil
        return [
            StatusBadge(status.badge, turn(status.word)).html(),
            .when(last.flatMap { $0.decidedBy.isEmpty ? nil : $0 }) { step in
                .text(turn.say(" · Entschieden: ", " · Decided by: ") + step.decidedBy)
            },
        ]
    }

    private var merged: HTML {
        .when(model.standsFor) { other in
            Callout(
                .information, title: turn.say("Zusammengeführt", "Merged"),
                [
                    .p(
                        .text(
                            turn.say(
                                "Diese Idee wird zusammen mit einer anderen weitergeführt: ",
                                "This idea goes on together with another one: ")),
                        .a(turn.link(IdeaPaths.idea(other.id)), .text(other.title)))
                ]
            ).html(turn.language)
        }
    }

    private var facts: [(term: String, content: HTML)] {
        var facts: [(term: String, content: HTML)] = []
        if let topic = model.process.topic(idea.topic) {
            facts.append(
                (
                    turn.say("Thema", "Theme"),
                    .a(
                        turn.link(IdeaPaths.list(model.process), [QueryItem("topic", topic.code)]), .text(topic.name))
                ))
        }
        if !idea.placeName.isEmpty { facts.append((turn.say("Ort", "Place"), .text(idea.placeName))) }
        facts.append(
            (
                turn.say("Von", "By"),
                .text(idea.pseudonym.isEmpty ? turn.say("anonym", "anonymous") : idea.pseudonym)
            ))
        facts.append((turn.say("Weg", "Channel"), .text(turn(idea.origin.channel.word))))
        facts.append(
            (turn.say("Veröffentlicht", "Published"), Moments.time(idea.published ?? idea.received, turn.language)))
        facts += model.facts.map { (term: turn($0.term), content: .text($0.content)) }
        if let source = idea.source {
            let address = source.address.isEmpty ? nil : try? Address(source.address)
            facts.append(
                (
                    turn.say("Übernommen aus", "Taken over from"),
                    address.map { .a($0, .text(source.name)) } ?? .text(source.name)
                ))
        }
        return facts
    }

    private var support: HTML {
        let elsewhere = idea.source?.supports ?? 0
        let all = model.supports + elsewhere
        let act = model.isSupported ? "take" : "add"
        // A button without fields has no trap: it would stand twice on this page.
        let token = turn.site.token(supportPurpose).issue(at: turn.now, random: turn.site.world.randomBytes)
        var form = Form(
            action: turn.link(IdeaPaths.idea(idea.id) + "/support"),
            hidden: [QueryItem("token", token), QueryItem("act", act)], parts: [],
            submitLabel: model.isSupported
                ? turn.say("Unterstützung zurücknehmen", "Take back my support")
                : turn.say("Diese Idee unterstützen", "Support this idea"))
        form.isSecondary = model.isSupported
        return .element(
            .section, [.id("support")],
            [
                .h2(.text(IdeaWords.supports(all, turn.language))),
                turn.done(Self.done),
                .when(
                    elsewhere > 0,
                    .p(
                        .text(
                            turn.say(
                                "Davon wurden \(elsewhere) auf der früheren Plattform gezählt.",
                                "Of these, \(elsewhere) were counted on the earlier platform.")), class: "muted")),
                model.supportNote,
                .when(model.isOpen, form.html(turn.language)),
                .when(
                    model.isOpen && !model.isSupported,
                    .p(
                        .text(
                            turn.say(
                                "Je Gerät zählt eine Unterstützung. Dafür setzt diese Seite ein Cookie, das sonst zu nichts "
                                    + "dient.",
                                "One support counts for each device. For this the page sets a cookie that serves nothing "
                                    + "else.")), class: "muted")),
            ])
    }

    private var history: HTML {
        .section(
            .h2(.text(turn.say("Was daraus wurde", "What became of it"))),
            model.steps.isEmpty
                ? .p(
                    .text(
                        turn.say(
                            "Hier steht, wer was entschieden hat und warum, sobald es soweit ist.",
                            "Who decided what and why stands here as soon as it has come to that.")))
                : .element(
                    .ol, [.class("history")],
                    model.steps.map { step in
                        .element(
                            .li, [],
                            [
                                .p(
                                    Moments.time(step.at, turn.language), .text(": "),
                                    .strong(
                                        StepWords.html(step, model.others, turn.language) {
                                            turn.link(IdeaPaths.idea($0))
                                        }),
                                    .when(
                                        !step.decidedBy.isEmpty,
                                        .text(turn.say(" Entschieden: ", " Decided by: ") + step.decidedBy + "."))),
                                .when(!step.reason.isEmpty, .p(.text(step.reason), class: "lines")),
                            ])
                    }))
    }

    private var discussion: HTML {
        let subject = IdeaSubject(
            id: idea.id, title: idea.title, process: model.process, takesComments: model.isOpen)
        return .element(
            .section, [.id("discussion")],
            [
                .h2(.text(IdeaWords.comments(model.comments, turn.language))),
                DiscussionView(
                    discussion: model.discussion, contribution: idea.id, canReply: model.isOpen, turn: turn
                ).html(),
                model.isOpen
                    ? CommentForm.form(subject, FormInput(), turn).html(turn.language)
                    : .p(
                        .text(
                            turn.say(
                                "Kommentare werden hier zurzeit nicht angenommen.",
                                "Comments are not taken here at present.")), class: "muted"),
            ])
    }

    private var report: HTML {
        .p(
            .a(
                turn.link(ReportPages.path(idea.id)),
                .text(turn.say("Diesen Beitrag melden", "Report this contribution"))),
            .text(" · "), .a(turn.link(IdeaPaths.rules), .text(turn.say("Regeln", "Rules"))), class: "muted")
    }
}

/// Steps in words.
enum StepWords {
    /// The other contribution of a merging, and whether it is the one that stands for both.
    private static func other(_ step: ContributionStep) -> (id: Int64, isInto: Bool)? {
        guard step.act == .merged || step.act == .unmerged else { return nil }
        let parts = step.detail.split(separator: " ")
        guard parts.count == 2, let id = Int64(parts[1]) else { return nil }
        return (id, parts[0] == "into")
    }

    /// The titles of those that the steps name, where the public sees them.
    static func others(_ steps: [ContributionStep], _ connection: borrowing Connection) throws -> [Int64: String] {
        var titles: [Int64: String] = [:]
        for id in Set(steps.compactMap { other($0)?.id }) {
            titles[id] = try IdeaLineage.shown(id, connection)?.title
        }
        return titles
    }

    /// A sentence that names and links the other contribution where there is one.
    static func html(
        _ step: ContributionStep, _ titles: [Int64: String], _ language: Language, link: (Int64) -> Address
    ) -> HTML {
        guard let other = other(step), let title = titles[other.id] else { return .text(sentence(step, language)) }
        let start =
            switch (step.act, other.isInto) {
            case (.unmerged, _): Phrase(de: "Wieder getrennt von ", en: "Separated again from ")
            case (_, true): Phrase(de: "Zusammengeführt; es geht weiter mit ", en: "Merged; it goes on with ")
            case (_, false): Phrase(de: "Zusammengeführt; hier steht jetzt auch ", en: "Merged; this now also holds ")
            }
        return [.text(start(language)), .a(link(other.id), .text(title)), .text(".")]
    }

    static func sentence(_ step: ContributionStep, _ language: Language) -> String {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        switch step.act {
        case .published: return say("Veröffentlicht.", "Published.")
        case .withheld: return say("Nicht gezeigt.", "Not shown.")
        case .removed: return say("Entfernt.", "Removed.")
        case .status:
            let status = ContributionStatus(rawValue: step.detail)
            return say("Stand: ", "Standing: ") + (status?.word(language) ?? step.detail) + "."
        case .answered: return say("Beantwortet.", "Answered.")
        case .merged: return say("Zusammengeführt.", "Merged.")
        case .unmerged: return say("Wieder getrennt.", "Separated again.")
        case .linked: return say("Verbunden: \(step.detail).", "Linked: \(step.detail).")
        case .unlinked: return say("Nicht mehr verbunden: \(step.detail).", "No longer linked: \(step.detail).")
        }
    }
}
