import Federation
import HTTP
import Pages

/// Draws the overview of the working draft: what it holds, what has changed, and what can be done with it.
struct FrameworkDeskView {
    let desk: Desk

    /// Those who only read or approve are offered nothing that would be refused.
    private var mayWrite: Bool { desk.visitor.has(.author) }

    /// Where nothing is being worked on.
    func empty(_ input: FormInput = FormInput()) -> Response {
        let newest = desk.say.state.frameworks.last?.value.number
        return desk.page(
            .framework, title: desk(.frameworkDeskTitle),
            lead: .text(
                newest.map { Phrase.noDraftAfter(desk.say.integer($0), desk.language) } ?? desk(.noDraftFirst)),
            hasErrors: !input.isAccepted, status: input.isAccepted ? 200 : 422,
            body: [desk.done()]
                + (mayWrite
                    ? [newest == nil ? beginFirst(input) : beginCopy(newest ?? 0), importLink]
                    : [.p(.text(desk(.needsAuthorToWrite)))]))
    }

    func overview(_ model: FrameworkDeskModel, proposal: Proposal?) -> Response {
        desk.page(
            .framework, title: Phrase.draftOfVersion(desk.say.integer(model.number), desk.language),
            lead: .text(Phrase.draftChanges(model.changes, model.number, desk.language)),
            body: [desk.done(), next(model, proposal), singles(model)] + PartKind.things.map { things($0, model) } + [
                files(model)
            ])
    }

    private func beginCopy(_ newest: Int64) -> HTML {
        .section(
            .h2(.text(desk(.beginHeading))), .p(.text(desk(.beginCopyExplanation))),
            desk.form(to: "/office/framework/begin", submit: .beginCopy).html(desk.language))
    }

    private func beginFirst(_ input: FormInput) -> HTML {
        let title = FormField(id: "title.de", label: Phrase.inGerman(desk(.frameworkTitleLabel), desk.language))
        let english = FormField(
            id: "title.en", label: Phrase.inEnglish(desk(.frameworkTitleLabel), desk.language), isRequired: false)
        return .section(
            .h2(.text(desk(.beginHeading))),
            desk.form(
                to: "/office/framework/begin",
                parts: [title, english].map { FormPart.field($0).filled(input, desk.language) }, submit: .beginFirst
            ).html(desk.language))
    }

    private var importLink: HTML {
        .p(.a(desk.link("/office/framework/import"), .text(desk(.importLink))))
    }

    /// What to do next, with the state of the approval.
    private func next(_ model: FrameworkDeskModel, _ proposal: Proposal?) -> HTML {
        .section(
            .h2(.text(desk(.nextSteps))),
            .ul([
                .li(
                    .a(desk.link("/office/framework/changes"), .text(desk(.seeChanges))),
                    .text(" – " + desk(.seeChangesHint))),
                .li(
                    .a(desk.link("/office/consultation"), .text(desk(.consultLink))),
                    .text(" – " + desk(.consultHint))),
                .li(
                    .a(desk.link("/office/framework/publish"), .text(desk(.publishLink))),
                    .text(
                        " – "
                            + (proposal.map { Phrase.proposedBy($0.name, desk.moment($0.at), desk.language) }
                                ?? desk(.publishHint)))),
            ]))
    }

    private func singles(_ model: FrameworkDeskModel) -> HTML {
        let lines = PartKind.singles.compactMap { model.lines[PartName($0)] }
        return .section(
            .h2(.text(desk(.wholeHeading))),
            DataTable(
                caption: desk(.wholeHeading), columns: columns(desk(.partHeader)),
                rows: lines.map { line in
                    let kind = line.part.name.kind
                    return [
                        .link(desk(PartWords.heading(kind)), desk.link("/office/framework/parts/\(kind.rawValue)"))
                    ] + state(line)
                }, hidesCaption: true
            ).html(desk.language))
    }

    private func things(_ kind: PartKind, _ model: FrameworkDeskModel) -> HTML {
        let lines = model.things(kind)
        let removed = model.removed.filter { $0.key.kind == kind }.sorted { $0.key < $1.key }
        let heading = desk(PartWords.heading(kind))
        let add = HTML.when(
            mayWrite,
            .p(
                .buttonLink(
                    desk.link("/office/framework/new/\(kind.rawValue)"), desk(PartWords.add(kind)), primary: false)))
        guard !lines.isEmpty || !removed.isEmpty else {
            return .section(.heading(.text(heading), id: kind.rawValue), .p(.text(desk(PartWords.empty(kind)))), add)
        }
        let rows: [[DataTable.Cell]] = lines.map { line in
            [
                .html([
                    .a(
                        desk.link("/office/framework/parts/\(kind.rawValue)/\(line.part.name.id)"),
                        desk.say.html(line.part.title)),
                    .span(.text(note(line.part, model)), class: "cell-note"),
                ])
            ] + state(line)
        }
        let gone: [[DataTable.Cell]] = removed.map { name, title in
            [
                .html(desk.say.html(title)), .html(StatusBadge(.stopped, desk(.changeRemoved)).html()), .text("–"),
            ]
        }
        return .section(
            .heading(.text(heading), id: kind.rawValue),
            DataTable(caption: heading, columns: columns(heading), rows: rows + gone, hidesCaption: true)
                .html(desk.language), add)
    }

    private func columns(_ first: String) -> [DataTable.Column] {
        [.init(first), .init(desk(.againstNewest)), .init(desk(.lastSaved))]
    }

    private func state(_ line: FrameworkDeskModel.Line) -> [DataTable.Cell] {
        let badge =
            switch line.change {
            case .same: StatusBadge(.open, desk(.changeNone))
            case .changed: StatusBadge(.half, desk(.changeSome))
            case .new: StatusBadge(.attention, desk(.changeNew))
            }
        // What is still the copy of the published version was written by nobody here.
        guard line.change != .same else { return [.html(badge.html()), .text("–")] }
        return [
            .html(badge.html()),
            .html([
                .span(.text(desk.moment(line.part.changedAt)), class: "keep"),
                .span(.text(line.part.changedBy), class: "cell-note"),
            ]),
        ]
    }

    /// What helps to tell things apart: the code, and the field of a goal.
    private func note(_ part: StoredPart, _ model: FrameworkDeskModel) -> String {
        var notes = [part.name.id]
        if let code = part.value["code"]?.text, !code.isEmpty { notes.insert(code, at: 0) }
        if part.name.kind == .goal, let field = part.value["field"]?.text,
            let title = model.draft.parts[PartName(.field, field)]?.title
        {
            notes.append(desk.say(title))
        }
        return notes.joined(separator: " · ")
    }

    private func files(_ model: FrameworkDeskModel) -> HTML {
        .section(
            .h2(.text(desk(.fileHeading))), .p(.text(desk(.fileExplanation))),
            .ul(
                [.li(.a(desk.link("/office/framework/file"), .text(desk(.exportLink))))]
                    + (mayWrite
                        ? [
                            .li(.a(desk.link("/office/framework/import"), .text(desk(.importLink)))),
                            .li(.a(desk.link("/office/framework/discard"), .text(desk(.discardLink)))),
                        ] : [])))
    }
}
