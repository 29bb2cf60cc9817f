import Federation
import Pages

extension StrategyForms {
    var basics: [FormPart] {
        let dateHint = say(
            "Jahr, Monat oder Tag, zum Beispiel 2026, 2026-10 oder 05.10.2026.",
            "Year, month or day, for example 2026, 2026-10 or 2026-10-05.")
        return [
            .field(FormField(id: "title", label: StrategyWords.title(language))),
            .field(
                FormField(
                    id: "code", label: StrategyWords.code(language), control: .text(width: 8),
                    hint: say(
                        "Wie die Maßnahme im Haus heißt, zum Beispiel M 12.", "As the house calls it, such as M 12."),
                    isRequired: false)),
            .field(
                FormField(
                    id: "description", label: StrategyWords.description(language), control: .area(rows: 8),
                    hint: say(
                        "Wird veröffentlicht: Nennen Sie Funktionen und Stellen, keine Personen.",
                        "Will be published: name functions and units, never persons."), isRequired: false)),
            .field(
                FormField(
                    id: "status", label: Phrase.status(language),
                    control: .select(
                        StrategyWords.statuses.map { FormField.Option($0.rawValue, $0.word(language)) }))),
            .field(
                FormField(
                    id: "start", label: StrategyWords.start(language), control: .text(width: 12), hint: dateHint,
                    isRequired: false)),
            .field(
                FormField(
                    id: "end", label: StrategyWords.end(language), control: .text(width: 12), hint: dateHint,
                    isRequired: false)),
            .field(
                FormField(
                    id: "lead", label: StrategyWords.lead(language),
                    hint: say("Funktion oder Stelle, keine Person.", "Function or unit, not a person."),
                    isRequired: false)),
            .field(
                FormField(
                    id: "partners", label: StrategyWords.partners(language), control: .area(rows: 3),
                    hint: say("Eine Stelle je Zeile.", "One body a line."), isRequired: false)),
            .field(
                FormField(
                    id: "links", label: StrategyWords.links(language), control: .area(rows: 3),
                    hint: say("Eine Adresse je Zeile.", "One address a line."), isRequired: false)),
            .field(
                FormField(
                    id: "reuse", label: StrategyWords.reuse(language), control: .area(rows: 3),
                    hint: say(
                        "Zum Beispiel Ausschreibung, Quelltext, Konzept; wo es zu finden ist und unter welcher Lizenz.",
                        "For example a tender, source code, a concept; where it is found and under which licence."),
                    isRequired: false)),
        ]
    }

    var progress: [FormPart] {
        [
            .field(
                FormField(
                    id: "percent", label: say("Fortschritt in Prozent", "Progress in percent"),
                    control: .number(width: 4),
                    hint: say(
                        "0 bis 100. Leer lassen, wenn es keine Einschätzung gibt.",
                        "0 to 100. Leave empty where nobody has judged it."), isRequired: false)),
            .field(
                FormField(
                    id: "by", label: say("Wer schätzt das so ein?", "Who says so?"),
                    hint: say(
                        "Funktion, zum Beispiel Projektleitung. Wird mit veröffentlicht; keine Person.",
                        "A function, such as project lead. It is published as well; not a person."),
                    isRequired: false)),
            .field(
                FormField(
                    id: "date", label: say("Stand vom", "As of"), control: .text(width: 12),
                    hint: say("Ein Tag, zum Beispiel 05.10.2026.", "A day, for example 2026-10-05."), isRequired: false)
            ),
        ]
    }

    func components(_ input: FormInput) -> FormRows {
        FormRows(
            id: "components", legend: StrategyWords.components(language),
            hint: say(
                "Eine Zeile je Baustein. Eine Zeile fällt weg, wenn Sie Titel und Zuständigkeit leeren. Nach dem Speichern "
                    + "gibt es wieder leere Zeilen.",
                "One row a component. A row is dropped once its title and owner are emptied. After saving there are empty "
                    + "rows again."),
            rows: rows("component", ["title", "owner"], input, StrategyWords.component) { place in
                [
                    FormField(
                        id: "component-\(place)-title", label: StrategyWords.title(language), isRequired: false),
                    FormField(
                        id: "component-\(place)-owner", label: StrategyWords.owner(language), isRequired: false),
                    FormField(
                        id: "component-\(place)-status", label: Phrase.status(language),
                        control: .select(
                            StrategyWords.statuses.map { FormField.Option($0.rawValue, $0.word(language)) }),
                        isRequired: false),
                    FormField(id: "component-\(place)-id", label: "", control: .hidden, isRequired: false),
                ]
            })
    }

    func milestones(_ input: FormInput) -> FormRows {
        FormRows(
            id: "milestones", legend: StrategyWords.milestones(language),
            hint: say(
                "In der Reihenfolge, in der sie gezeigt werden. Eine Zeile fällt weg, wenn Sie Titel und Datum leeren.",
                "In the order in which they are shown. A row is dropped once its title and date are emptied."),
            rows: rows("milestone", ["title", "date"], input, StrategyWords.milestone) { place in
                [
                    FormField(
                        id: "milestone-\(place)-title", label: StrategyWords.title(language), isRequired: false),
                    FormField(
                        id: "milestone-\(place)-date", label: say("Datum", "Date"), control: .text(width: 12),
                        isRequired: false),
                    FormField(
                        id: "milestone-\(place)-done", label: Phrase.status(language),
                        control: .checkboxes([FormField.Option("yes", StrategyWords.done(language))]),
                        isRequired: false),
                ]
            })
    }

    func costs(_ input: FormInput) -> FormRows {
        FormRows(
            id: "costs", legend: say("Kosten je Jahr und Herkunft der Mittel", "Costs by year and source of funds"),
            hint: say(
                "Beträge in Euro, zum Beispiel 118.000 oder 1.234,50. Leer heißt: nicht bekannt. Der Eigenanteil ist ein Teil "
                    + "des Betrags. Eine Zeile fällt weg, wenn Sie alle Felder leeren.",
                "Amounts in euros, for example 118,000 or 1,234.50. Empty means: not known. The own share is a part of the "
                    + "amount. A row is dropped once all its fields are emptied."),
            rows: rows("cost", ["year", "source", "planned", "spent", "own"], input, StrategyWords.year) { place in
                [
                    FormField(
                        id: "cost-\(place)-year", label: StrategyWords.year(language), control: .number(width: 4),
                        isRequired: false),
                    FormField(
                        id: "cost-\(place)-source", label: StrategyWords.source(language), isRequired: false),
                    FormField(
                        id: "cost-\(place)-planned", label: StrategyWords.planned(language), control: .number(),
                        isRequired: false),
                    FormField(
                        id: "cost-\(place)-spent", label: StrategyWords.spent(language), control: .number(),
                        isRequired: false),
                    FormField(
                        id: "cost-\(place)-own", label: StrategyWords.ownShare(language), control: .number(),
                        isRequired: false),
                ]
            })
    }

    /// The rows that hold something, and three empty ones.
    private func rows(
        _ prefix: String, _ columns: [String], _ input: FormInput, _ name: Phrase, _ fields: (Int) -> [FormField]
    ) -> [FormRows.Row] {
        let last = input.rows(prefix, columns: columns).last ?? 0
        return (1...(last + 3)).map { place in
            FormRows.Row(
                place > last
                    ? say("Neue Zeile \(place - last)", "New row \(place - last)")
                    : say("Zeile \(place)", "Row \(place)"),
                fields(place))
        }
    }
}
