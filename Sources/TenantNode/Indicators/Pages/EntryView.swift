import AccountPages
import Federation
import Pages

/// `/staff/indicators/entry`: the grid of one period, a row for each indicator.
struct EntryView {
    let grid: EntryGrid
    let today: CalendarDay
    /// What the town has to know about this period, such as that it lies before membership.
    let notes: [Phrase]
    let turn: StaffTurn

    private var language: Pages.Language { turn.language }

    static let done: [String: Phrase] = [
        "saved": Phrase(de: "Die Werte sind gespeichert.", en: "The values are saved."),
        "unchanged": Phrase(
            de: "Es hat sich nichts geändert, also gab es nichts zu speichern.",
            en: "Nothing has changed, so there was nothing to save."),
    ]

    func page() -> StaffPage {
        let period = DateFormat.period("\(grid.period)", language)
        return StaffPage(
            title: turn.say("Werte für \(period)", "Values for \(period)"), lead: .text(lead),
            body: [
                turn.done(Self.done), ErrorSummary(grid.errors(language)).html(language),
                .when(grid.hasProblems, .p(.text(nothingSaved))),
            ] + notes.map { Callout(.information, [.p(.text($0(language)))]).html(language) }
                + [grid.rows.isEmpty ? empty : form],
            status: grid.hasProblems ? 422 : 200, hasErrors: grid.hasProblems)
    }

    private var nothingSaved: String {
        turn.say(
            "Gespeichert wird erst, wenn alles stimmt. Was Sie eingegeben haben, steht noch da.",
            "Nothing is saved until everything is right. What you have entered is still there.")
    }

    private var lead: String {
        let open = grid.rows.count { $0.stored == nil }
        return turn.say(
            "\(open) von \(grid.rows.count) Kennzahlen sind noch offen.",
            "\(open) of \(grid.rows.count) indicators are still open.")
    }

    private var empty: HTML {
        EmptyState(
            turn.say("Keine Kennzahl für solche Zeiträume", "No indicator for such periods"),
            explanation: turn.say(
                "Keine bekannte Kennzahl wird \(grid.period.frequency.word(.german)) gemeldet.",
                "No known indicator is reported \(grid.period.frequency.word(.english))."),
            action: PageFrame.Link(
                turn.say("Anderen Zeitraum wählen", "Choose another period"), turn.link("/indicators/entry"))
        ).html()
    }

    private var form: HTML {
        let headers = [
            turn.say("Kennzahl", "Indicator"), turn.say("Zuletzt", "Last"), turn.say("Wert", "Value"),
            turn.say("Stand und Kennzeichen", "Status and flags"),
            turn.say("Kommentar, bleibt im Haus", "Comment, stays in the house"),
        ]
        let caption = turn.say("Eingabe je Kennzahl", "Entry for each indicator")
        let table = HTML.element(
            .table, [.class("entry-grid")],
            [
                .element(.caption, [.class("visually-hidden")], [.text(caption)]),
                .element(
                    .thead, [], [.element(.tr, [], headers.map { .element(.th, [.set(.scope, "col")], [.text($0)]) })]),
                .element(.tbody, [], grid.rows.map(row)),
            ])
        let action = turn.link("/indicators/entry", [QueryItem("period", grid.period.description)])
        return .element(
            .form, [.action(action), .set(.method, "post"), .flag(.novalidate), .class("wide-form")],
            [
                hidden(turn.visitor.csrf.name, turn.visitor.csrf.value),
                .element(
                    .div,
                    [.class("table-region"), .set(.role, "region"), .set(.ariaLabel, caption), .set(.tabindex, "0")],
                    [table]),
                .div(
                    .element(.button, [.set(.type, "submit"), .class("button")], [.text(turn(.save))]),
                    .a(turn.link("/indicators"), .text(turn(.cancel))), class: "buttons"),
            ])
    }

    private func row(_ row: EntryGrid.Row) -> HTML {
        let definition = row.definition
        let name = definition.name.text(language)
        return .element(
            .tr, row.isWrong ? [.class("row-wrong")] : [],
            [
                .element(
                    .th, [.set(.scope, "row")],
                    [
                        .a(turn.link("/indicators/series/\(definition.id)"), .text(name)),
                        .span(.text(hint(row)), class: "cell-note"),
                        hidden(EntryCell.Field.seen.name(definition.id), row.cell.seen),
                    ]),
                cell(turn.say("Zuletzt", "Last"), [.text(last(row))]),
                cell(turn.say("Wert", "Value"), numbers(row, name) + meanwhile(row)),
                cell(
                    turn.say("Stand und Kennzeichen", "Status and flags"),
                    [status(row, name), fault(.status, row), flags(row, name)]),
                cell(turn.say("Kommentar", "Comment"), [comment(row, name), fault(.comment, row)]),
            ])
    }

    /// `label` stands before the content where the table becomes a list of blocks.
    private func cell(_ label: String, _ content: [HTML]) -> HTML {
        .element(
            .td, [], [.element(.span, [.class("cell-label"), .set(.ariaHidden, "true")], [.text(label)])] + content)
    }

    private func hint(_ row: EntryGrid.Row) -> String {
        let definition = row.definition
        var parts: [String] = [definition.unit.text(language)]
        let bounds = [definition.minimum, definition.maximum].map { bound in
            bound.map { NumberFormat.decimal($0.description, language) }
        }
        switch (bounds[0], bounds[1]) {
        case (let low?, let high?): parts.append(turn.say("\(low) bis \(high)", "\(low) to \(high)"))
        case (let low?, nil): parts.append(turn.say("ab \(low)", "from \(low)"))
        case (nil, let high?): parts.append(turn.say("bis \(high)", "up to \(high)"))
        case (nil, nil): break
        }
        if definition.decimals > 0, !definition.hasParts {
            parts.append(
                turn.say(
                    "\(definition.decimals) Nachkommastelle\(definition.decimals == 1 ? "" : "n")",
                    "\(definition.decimals) decimal\(definition.decimals == 1 ? "" : "s")"))
        }
        if row.level == .district { parts.append(turn.say("Wert des Kreises", "value of the district")) }
        if definition.isLocal { parts.append(turn.say("eigene", "our own")) }
        if row.isSubmitted {
            parts.append(turn.say("schon gemeldet", "reported already"))
        }
        if let threshold = definition.threshold {
            parts.append(
                turn.say("unter \(threshold) wird gesperrt", "below \(threshold) is suppressed"))
        }
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func last(_ row: EntryGrid.Row) -> String {
        guard let last = row.last else { return "–" }
        return row.definition.words(last, language) + " (" + DateFormat.shortPeriod("\(last.key.period)", language)
            + ")"
    }

    private func meanwhile(_ row: EntryGrid.Row) -> [HTML] {
        guard let meanwhile = row.meanwhile else { return [] }
        let theirs = row.definition.words(meanwhile, language)
        return [
            .element(
                .p, [.class("field-error"), .id("meanwhile.\(row.definition.id)")],
                [
                    .hidden(Phrase.errorPrefix(language)),
                    .text(
                        turn.say(
                            "Inzwischen hat jemand anderes eingetragen: \(theirs). Ihre Angabe steht im Feld. Speichern Sie "
                                + "noch einmal, wenn Ihre gelten soll.",
                            "Somebody else has entered meanwhile: \(theirs). Your entry stands in the field. Save again if "
                                + "yours is to count.")),
                ])
        ]
    }

    // MARK: Fields

    private func numbers(_ row: EntryGrid.Row, _ name: String) -> [HTML] {
        let definition = row.definition
        if definition.hasParts {
            let numerator = turn.say("Zähler", "Numerator")
            let denominator = turn.say("Nenner", "Denominator")
            return [
                number(.numerator, row, row.cell.numerator, "\(numerator), \(name)", short: numerator),
                number(.denominator, row, row.cell.denominator, "\(denominator), \(name)", short: denominator),
            ]
        }
        guard definition.kind == .boolean else {
            return [number(.value, row, row.cell.value, "\(turn(.value)), \(name)", short: nil)]
        }
        let options = [("", "–"), ("1", turn.say("ja", "yes")), ("0", turn.say("nein", "no"))]
        return [select(.value, row, row.cell.value, options, "\(turn(.value)), \(name)"), fault(.value, row)]
    }

    private func number(
        _ field: EntryCell.Field, _ row: EntryGrid.Row, _ value: String, _ label: String, short: String?
    ) -> HTML {
        let input = HTML.element(
            .input,
            attributes(field, row, label) + [
                .set(.type, "text"), .set(.inputmode, "decimal"), .set(.autocomplete, "off"), .set(.value, value),
                .class("width-8 number-input"),
            ], [])
        return [
            .when(short) { .element(.span, [.class("cell-note"), .set(.ariaHidden, "true")], [.text($0)]) }, input,
            fault(field, row),
        ]
    }

    private func status(_ row: EntryGrid.Row, _ name: String) -> HTML {
        var options = [
            (Observation.Status.reported.rawValue, turn(.value)),
            (Observation.Status.missing.rawValue, turn(.missing)),
            (Observation.Status.notApplicable.rawValue, turn(.notApplicable)),
            (Observation.Status.suppressed.rawValue, turn(.suppressed)),
        ]
        if row.stored != nil || row.cell.status == EntryCell.open {
            options.append((EntryCell.open, turn.say("offen", "open")))
        }
        return select(.status, row, row.cell.status, options, "\(turn(.status)), \(name)")
    }

    private func select(
        _ field: EntryCell.Field, _ row: EntryGrid.Row, _ value: String, _ options: [(String, String)], _ label: String
    ) -> HTML {
        .element(
            .select, attributes(field, row, label),
            options.map { option, text in
                .element(
                    .option, [.set(.value, option)] + (option == value ? [.flag(.selected)] : []), [.text(text)])
            })
    }

    private func flags(_ row: EntryGrid.Row, _ name: String) -> HTML {
        .each([Observation.Flag.provisional, .estimated, .breakInSeries]) { flag in
            let id = "\(EntryCell.Field.flag.name(row.definition.id)).\(flag.rawValue)"
            let checked: [Attribute] = row.cell.flags.contains(flag.rawValue) ? [.flag(.checked)] : []
            return .element(
                .div, [.class("choice small-choice")],
                [
                    .element(
                        .input,
                        [
                            .set(.type, "checkbox"), .id(id), .set(.name, EntryCell.Field.flag.name(row.definition.id)),
                            .set(.value, flag.rawValue),
                        ] + checked, []),
                    .element(.label, [.set(.for, id)], [.text(flag.word(language)), .hidden(", \(name)")]),
                ])
        }
    }

    private func comment(_ row: EntryGrid.Row, _ name: String) -> HTML {
        let label = turn.say("Kommentar, bleibt im Haus, \(name)", "Comment, stays in the house, \(name)")
        return .element(
            .textarea, attributes(.comment, row, label) + [.set(.rows, 2)],
            [.text("\n" + row.cell.comment)])
    }

    private func attributes(_ field: EntryCell.Field, _ row: EntryGrid.Row, _ label: String) -> [Attribute] {
        let id = field.name(row.definition.id)
        var attributes: [Attribute] = [.id(id), .set(.name, id), .set(.ariaLabel, label)]
        let isConflict = row.meanwhile != nil && (field == .value || field == .numerator)
        if row.problems[field] != nil {
            attributes += [.set(.ariaInvalid, "true"), .set(.ariaDescribedBy, id + "-error")]
        } else if isConflict {
            attributes += [.set(.ariaInvalid, "true"), .set(.ariaDescribedBy, "meanwhile.\(row.definition.id)")]
        }
        return attributes
    }

    private func fault(_ field: EntryCell.Field, _ row: EntryGrid.Row) -> HTML {
        .when(row.problems[field]) {
            .element(
                .p, [.class("field-error"), .id(field.name(row.definition.id) + "-error")],
                [.hidden(Phrase.errorPrefix(language)), .text($0(language))])
        }
    }

    private func hidden(_ name: String, _ value: String) -> HTML {
        .element(.input, [.set(.type, "hidden"), .set(.name, name), .set(.value, value)], [])
    }
}

/// `/staff/indicators/entry` without a period: which one?
struct EntryChoiceView {
    let overview: IndicatorOverview
    /// What was typed, where it is no period.
    var typed = ""
    var problem: Phrase?
    let turn: StaffTurn

    func page() -> StaffPage {
        var counts: [Period: Int] = [:]
        for item in overview.items {
            switch item.state {
            case .due(let period, _), .stale(let period, _): counts[period, default: 0] += 1
            case .current, .early: continue
            }
        }
        let open = counts.sorted { $0.key.lastDay < $1.key.lastDay }
        let list: HTML =
            open.isEmpty
            ? .p(.text(turn.say("Nichts ist offen.", "Nothing is open.")))
            : .ul(
                open.map { period, count in
                    .li(
                        .a(
                            turn.link("/indicators/entry", [QueryItem("period", period.description)]),
                            .text(DateFormat.period("\(period)", turn.language))),
                        .text(
                            turn.say(
                                ": \(count) \(count == 1 ? "Kennzahl" : "Kennzahlen") offen",
                                ": \(count) \(count == 1 ? "indicator" : "indicators") open")))
                })
        let field = FormField(
            id: "period", label: turn(.period), control: .text(width: 12),
            hint: turn.say(
                "Jahr, Halbjahr, Quartal oder Monat, zum Beispiel 2025, 2025-H1, 2025-Q3, 2025-11",
                "Year, half-year, quarter or month, for example 2025, 2025-H1, 2025-Q3, 2025-11"),
            value: typed, error: problem.map { turn($0) })
        var form = Form(
            action: turn.link("/indicators/entry"), hidden: [QueryItem("lang", turn.language.rawValue)],
            fields: [field],
            submitLabel: turn.say("Weiter", "Continue"))
        form.isQuestion = true
        return StaffPage(
            title: turn.say("Für welchen Zeitraum?", "For which period?"),
            body: [
                .section(.h2(.text(turn.say("Offen", "Open"))), list),
                .section(.h2(.text(turn.say("Anderer Zeitraum", "Another period"))), form.html(turn.language)),
            ], status: problem == nil ? 200 : 422, hasErrors: problem != nil)
    }
}
