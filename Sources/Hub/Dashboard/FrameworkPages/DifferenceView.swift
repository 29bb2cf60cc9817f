import Differences
import Federation
import Pages

/// Draws what differs between two texts of the framework, word by word.
struct DifferenceView {
    let say: PageContext
    let difference: FrameworkDifference

    init(_ context: PageContext, from old: Framework, to new: Framework) {
        say = context
        difference = FrameworkDifference(from: old, to: new)
    }

    var count: Int { difference.changes.count }

    /// The list of changed passages, then each with its lines.
    var html: HTML {
        guard !difference.isEmpty else {
            return EmptyState(say(.noDifference), explanation: say(.noDifferenceExplanation)).html()
        }
        return [
            .p(
                .element(.ins, [], [.text(say(.addedWords))]), .text(" · "),
                .element(.del, [], [.text(say(.removedWords))]), class: "muted"),
            .each(difference.changes) { change in
                .element(
                    .section, [.class("passage"), .id(change.place.anchor)],
                    [
                        .h2(.a(Address(fragment: change.place.anchor), .text(say(change.name)))),
                        .p(badge(change.kind).html()), lines(change),
                    ])
            },
        ]
    }

    private func badge(_ kind: FrameworkDifference.Change.Kind) -> StatusBadge {
        switch kind {
        case .added: StatusBadge(.attention, say(.changeNew))
        case .changed: StatusBadge(.half, say(.changeSome))
        case .removed: StatusBadge(.stopped, say(.changeRemoved))
        }
    }

    private func lines(_ change: FrameworkDifference.Change) -> HTML {
        guard !change.lines.isEmpty else { return .p(.text(say(.onlyWrittenForm)), class: "muted") }
        return DefinitionList(
            change.lines.map { line in
                (say(line.label), DifferenceView.marked(from: say(line.old), to: say(line.new)))
            }
        ).html()
    }

    /// Both wordings as one text: what went is struck out, what came is underlined.
    static func marked(from old: String, to new: String) -> HTML {
        .element(
            .span, [.class("difference")],
            TextDifference(from: old, to: new).runs.map { run in
                switch run.kind {
                case .equal: .text(run.text)
                case .added: .element(.ins, [], [.text(run.text)])
                case .removed: .element(.del, [], [.text(run.text)])
                }
            })
    }
}

/// The public pages of a difference: between two versions, or between a draft and what it follows.
struct DifferencePage {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    /// `nil` where one of the versions does not exist.
    func versions(_ number: String?) -> DrawnPage? {
        guard let new = say.state.framework(number: number) else { return nil }
        let asked = say.query.first { $0.name == "from" }?.value
        guard let old = say.state.framework(number: asked ?? String(new.value.number - 1)),
            old.value.number != new.value.number
        else { return nil }
        let view = DifferenceView(say, from: old.value, to: new.value)
        let (from, to) = (say.integer(old.value.number), say.integer(new.value.number))
        return say.page(
            .framework, title: Phrase.differenceTitle(from, to, say.language),
            lead: .text(Phrase.differenceLead(view.count, say.language)), below: [versionLink(new)],
            body: [meaning(new), view.html, others(new, old)])
    }

    func draft(_ name: String) -> DrawnPage? {
        guard let consultation = say.state.consultation(named: name) else { return nil }
        let asked = say.query.first { $0.name == "from" }?.value
        let earlier = asked.flatMap { say.state.consultation(named: $0) }
        let published = say.state.frameworks.last { $0.value.number < consultation.number }
        guard let old = asked == nil ? published?.value : earlier?.draft.value.framework else { return nil }
        let view = DifferenceView(say, from: old, to: consultation.draft.value.framework)
        let against =
            earlier.map { Phrase.againstEdition(say.integer($0.draft.value.edition), say.language) }
            ?? Phrase.againstVersion(say.integer(old.number), say.language)
        let title = Phrase.draftTitle(
            say.integer(consultation.number), edition: say.integer(consultation.draft.value.edition), say.language)
        return say.page(
            .framework, title: "\(title), \(against)", lead: .text(Phrase.differenceLead(view.count, say.language)),
            below: [PageFrame.Link(title, say.link("/framework/drafts/\(name)"))], body: [view.html])
    }

    private func versionLink(_ version: Recorded<Framework>) -> PageFrame.Link {
        PageFrame.Link(
            Phrase.version(say.integer(version.value.number), say.language),
            say.link("/framework/\(version.value.number)"))
    }

    /// What an amendment means for the municipalities.
    private func meaning(_ version: Recorded<Framework>) -> HTML {
        Callout(
            .information, title: say(.amendmentTitle),
            [.p(.text(say(.amendmentMeaning))), AdoptionTable(say, version).sentence]
        ).html(say.language)
    }

    private func others(_ new: Recorded<Framework>, _ old: Recorded<Framework>) -> HTML {
        let rest = say.state.frameworks.filter {
            $0.value.number != new.value.number && $0.value.number != old.value.number
        }
        guard !rest.isEmpty else { return .empty }
        return .section(
            .h2(.text(say(.otherDifferences))),
            .ul(
                rest.reversed().map { version in
                    .li(
                        .a(
                            say.link(
                                "/framework/\(new.value.number)/changes",
                                [QueryItem("from", String(version.value.number))]),
                            .text(Phrase.againstVersion(say.integer(version.value.number), say.language))))
                }))
    }
}
