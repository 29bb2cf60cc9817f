import AccountPages
import Database
import Pages

/// Draws the page of an idea for staff: the idea itself, what stands in it, and what it leads to.
struct TieView {
    let idea: Contribution
    let forms: TieForms
    let strategy: TownStrategy
    let turn: StaffTurn

    func body(_ connection: borrowing Connection, matches limit: Int) throws -> [HTML] {
        let history = try MergeStore.history(of: idea.id, connection)
        let supports = try MergeStore.supports(of: idea.id, connection)
        let isPublic = idea.visibility == .published
        return [
            .element(.div, [.class("flow")], PlainText(idea.text, headingLevel: 2).html()),
            DefinitionList([
                (
                    turn.say("Unterstützungen", "Supports"),
                    .text(
                        turn.say(
                            "\(supports.own) eigene, dazu \(supports.fromMerged) aus zusammengeführten Ideen",
                            "\(supports.own) of its own, and \(supports.fromMerged) from merged ideas"))
                )
            ]).html(),
            .when(
                isPublic,
                .p(
                    .a(
                        LineageWords.address(LineageWords.idea(idea.id), turn.language),
                        .text(turn.say("Öffentliche Seite der Idee", "Public page of the idea"))))),
            .section(.h2(.text(turn.say("Zusammenführen", "Merge"))), mergings(history), try merge(connection, limit)),
            .section(
                .h2(.text(turn.say("Wozu führt der Beitrag?", "What does it lead to?"))), try links(connection)),
        ]
    }

    // MARK: Merging

    private func mergings(_ history: [Merging]) -> HTML {
        let now = history.filter { $0.undone == nil }
        let past = history.filter { $0.undone != nil }
        return [
            .each(now) { merging in
                .div(
                    .p(sentence(merging)), .when(!merging.reason.isEmpty, .p(.text(merging.reason), class: "muted")),
                    undoForm(merging), class: "report-item")
            },
            .when(
                !past.isEmpty,
                Details(
                    turn.say("Frühere Schritte", "Earlier steps"),
                    [
                        .ul(
                            past.map { merging in
                                .li(
                                    sentence(merging),
                                    .text(
                                        turn.say(" Wieder getrennt am ", " Separated again on ")
                                            + LineageWords.day(merging.undone ?? 0, turn.language) + "."))
                            })
                    ]
                ).html()),
        ]
    }

    private func sentence(_ merging: Merging) -> HTML {
        let day = LineageWords.day(merging.at, turn.language)
        let isTarget = merging.target == idea.id
        let (other, title) =
            isTarget ? (merging.contribution, merging.title) : (merging.target, merging.targetTitle)
        return [
            .text(isTarget ? turn.say("Hierin steht: ", "Stands in this: ") : turn.say("Steht in: ", "Stands in: ")),
            .a(turn.link(IdeaTies.path(other)), .text(title)),
            .text(
                " (\(turn.say("Nummer", "number")) \(other), \(day)"
                    + (merging.decidedBy.isEmpty ? "" : ", \(merging.decidedBy)") + ")."),
        ]
    }

    private func undoForm(_ merging: Merging) -> HTML {
        var input = FormInput()
        if forms.undo["merging"] == "\(merging.id)" { input = forms.undo }
        var field = FormField(
            id: TieForms.undoReason(merging.id), label: turn.say("Warum trennen?", "Why separate them?"),
            hint: turn.say("Öffentlich bei beiden Beiträgen.", "Public at both contributions."))
        field = input.filling(field, turn.language)
        var form = turn.form(
            IdeaTies.path(idea.id) + "/undo", hidden: [QueryItem("merging", "\(merging.id)")],
            parts: [.field(field)], submit: Phrase(de: "Wieder trennen", en: "Separate again"))
        form.isSecondary = true
        let isOpen = !input.isAccepted
        return Details(turn.say("Rückgängig machen", "Undo"), isOpen: isOpen, [form.html(turn.language)]).html()
    }

    private func merge(_ connection: borrowing Connection, _ limit: Int) throws -> HTML {
        guard idea.mergedInto == nil else {
            return .p(
                .text(
                    turn.say(
                        "Weitere Beiträge führen Sie bei dem zusammen, in dem dieser steht.",
                        "Merge further contributions at the one that this one stands in.")))
        }
        guard idea.visibility == .published else {
            return .p(
                .text(
                    turn.say(
                        "Zusammenführen lassen sich veröffentlichte Beiträge.", "Published contributions can be merged."
                    )
                ))
        }
        let words = forms.query ?? ""
        let found = try TieForms.matches(words, idea, limit: limit, connection)
        var search = Form(
            action: turn.link(IdeaTies.path(idea.id)), hidden: [QueryItem("lang", turn.language.rawValue)],
            parts: [
                .field(
                    FormField(
                        id: "q", label: turn.say("Beiträge suchen, die dasselbe meinen", "Search for the same idea"),
                        hint: turn.say("Wörter aus Überschrift oder Text", "words of title or text"), value: words,
                        isRequired: false))
            ], submitLabel: turn.say("Suchen", "Search"))
        search.isQuestion = true
        search.isSecondary = true
        var parts: [FormPart] = []
        if !found.isEmpty {
            parts.append(
                .field(
                    FormField(
                        id: "similar",
                        label: turn.say(
                            "Diese Beiträge gehen in „\(idea.title)“ auf", "These stand in \"\(idea.title)\""),
                        control: .checkboxes(
                            found.map {
                                FormField.Option(
                                    "\($0.id)", $0.title, hint: turn.say("Nummer \($0.id)", "number \($0.id)"))
                            }), isRequired: false)))
        }
        parts += [
            .field(
                FormField(
                    id: "numbers",
                    label: found.isEmpty
                        ? turn.say("Nummern der Beiträge", "Numbers of the contributions")
                        : turn.say("Weitere Nummern", "Further numbers"), control: .text(width: 30),
                    hint: turn.say("mit Komma dazwischen, zum Beispiel 12, 31", "with commas, for example 12, 31"),
                    isRequired: false)),
            .field(
                FormField(
                    id: "reason", label: turn.say("Warum gehören sie zusammen?", "Why do they belong together?"),
                    control: .area(rows: 2),
                    hint: turn.say("Öffentlich bei allen Beiträgen.", "Public at all contributions."))),
        ]
        return [
            .when(
                !words.isEmpty && found.isEmpty,
                .p(.text(turn.say("Kein passender Beitrag gefunden.", "No contribution found.")))),
            search.html(turn.language),
            turn.form(
                IdeaTies.path(idea.id) + "/merge", hidden: [QueryItem("q", words)],
                parts: parts.map { $0.filled(forms.merge, turn.language) },
                submit: Phrase(de: "Zusammenführen", en: "Merge")
            ).html(turn.language),
        ]
    }

    // MARK: Links

    private func links(_ connection: borrowing Connection) throws -> HTML {
        let linked = try LineageStore.measures(of: idea.id, connection)
        let pilots = try PilotStore.all(connection)
        var input = forms.links ?? FormInput()
        if forms.links == nil {
            input.set("pilots", try LineageStore.pilots(of: idea.id, connection).map { "\($0)" })
            input.set("measures", linked.map(\.id))
        }
        var fields: [FormField] = []
        if !pilots.isEmpty {
            fields.append(
                FormField(
                    id: "pilots", label: turn.say("Wird ausprobiert in", "Is tried out in"),
                    control: .checkboxes(
                        pilots.map {
                            FormField.Option(
                                "\($0.id)", $0.title,
                                hint: $0.isPublished ? "" : turn.say("nicht öffentlich", "not public"))
                        }), isRequired: false))
        }
        let options = MeasureChoice.options(strategy, linked: linked, turn.language)
        if !options.isEmpty {
            fields.append(
                FormField(
                    id: "measures", label: turn.say("Führt zu den Maßnahmen", "Leads to the measures"),
                    control: .checkboxes(options), isRequired: false))
        }
        guard !fields.isEmpty else {
            return .p(
                .text(
                    turn.say(
                        "Es gibt noch weder Versuche noch Maßnahmen, mit denen der Beitrag verbunden werden kann.",
                        "There are neither pilots nor measures yet that it could be linked to.")))
        }
        fields.append(
            FormField(
                id: "link-reason", label: turn.say("Begründung", "Reason"), control: .area(rows: 2),
                hint: turn.say("Öffentlich in der Geschichte der Idee.", "Public in the history of the idea."),
                isRequired: false))
        return turn.form(
            IdeaTies.path(idea.id) + "/links", hidden: [QueryItem("seen", try TieForms.seen(idea.id, connection))],
            parts: fields.map { FormPart.field($0).filled(input, turn.language) }, submit: .save
        ).html(turn.language)
    }
}
