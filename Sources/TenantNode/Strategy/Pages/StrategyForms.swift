import Federation
import Pages

/// The questions of each part of the strategy; `StrategyThing.read` takes their answers.
struct StrategyForms: Sendable {
    let draft: StrategyDraft
    let context: EditingContext
    let language: Pages.Language

    func title(_ thing: StrategyThing) -> String {
        switch thing {
        case .head: Phrase(de: "Titel und Vision", en: "Title and vision")(language)
        case .field(let id):
            draft.field(id)?.name ?? Phrase(de: "Neues Handlungsfeld", en: "New field of action")(language)
        case .goal(let id): draft.goal(id)?.name ?? Phrase(de: "Neues Ziel", en: "New goal")(language)
        case .measure(_, let part): StrategyWords.title(part)(language)
        }
    }

    /// - Parameter input: decides how many rows there are.
    func parts(_ thing: StrategyThing, _ input: FormInput) -> [FormPart] {
        let parts: [FormPart] =
            switch thing {
            case .head: head
            case .field: field(input)
            case .goal: goal(input)
            case .measure(_, .basics): basics
            case .measure(_, .assignment): assignment(input)
            case .measure(_, .components): [.rows(components(input))]
            case .measure(_, .milestones): [.rows(milestones(input))]
            case .measure(_, .progress): progress
            case .measure(_, .costs): [.rows(costs(input))]
            }
        return parts.map { $0.filled(localised(input), language) }
    }

    /// Amounts are kept with two decimals and shown with the reader's mark, without ",00"; what was typed in another way
    /// stays as it is.
    private func localised(_ input: FormInput) -> FormInput {
        var shown = input
        for name in input.names where name.hasPrefix("cost-") {
            guard ["-planned", "-spent", "-own"].contains(where: name.hasSuffix),
                ExactDecimal(input[name])?.decimals == 2
            else { continue }
            let text = input[name].hasSuffix(".00") ? String(input[name].dropLast(3)) : input[name]
            shown[name] = NumberFormat.decimal(text, language)
        }
        return shown
    }

    private var head: [FormPart] {
        [
            .field(FormField(id: "title", label: say("Titel der Strategie", "Title of the strategy"))),
            .field(
                FormField(
                    id: "vision", label: StrategyWords.vision(language), control: .area(rows: 8),
                    hint: say(
                        "Das langfristige Bild in wenigen Sätzen, höchstens 2.000 Zeichen.",
                        "The long-term picture in a few sentences, at most 2,000 characters."), isRequired: false)),
            .field(
                FormField(
                    id: "sources", label: StrategyWords.sources(language), control: .area(rows: 4),
                    hint: say(
                        "Wo die Strategie öffentlich steht, eine Adresse je Zeile.",
                        "Where the strategy is public, one address a line."), isRequired: false)),
        ]
    }

    private func field(_ input: FormInput) -> [FormPart] {
        [
            .field(FormField(id: "name", label: say("Name des Handlungsfelds", "Name of the field of action"))),
            .field(
                FormField(
                    id: "description", label: StrategyWords.description(language), control: .area(rows: 4),
                    isRequired: false)),
            .field(
                FormField(
                    id: "order", label: say("Platz in der Reihenfolge", "Place in the order"),
                    control: .number(width: 4),
                    hint: say("Leer: am Ende.", "Empty: at the end."), isRequired: false)),
            mapping(
                .field, "maps", input,
                say("Gehört in der Rahmenstrategie zu", "Belongs in the framework strategy to"),
                say(
                    "Ohne Häkchen bleibt das Handlungsfeld sichtbar als „nicht zugeordnet“.",
                    "Without a tick the field of action stays visible as \"not mapped\".")),
        ]
    }

    private func goal(_ input: FormInput) -> [FormPart] {
        [
            .field(FormField(id: "name", label: say("Das Ziel", "The goal"), control: .area(rows: 3))),
            .field(
                FormField(
                    id: "field", label: StrategyWords.field(language),
                    control: .select(draft.fields.map { FormField.Option($0.id.text, $0.name) }), isRequired: false)),
            mapping(
                .goal, "maps", input,
                say("Trägt in der Rahmenstrategie bei zu", "Contributes in the framework strategy to"), ""),
            mapping(
                .indicator, "indicators", input, say("Wird gemessen an", "Is measured by"),
                say(
                    "Für Ihre eigenen Berichte; wird nicht veröffentlicht.",
                    "For your own reports; is not published.")),
        ]
    }

    private func mapping(
        _ kind: StrategyDraft.Mapping.Kind, _ name: String, _ input: FormInput, _ label: String, _ hint: String
    ) -> FormPart {
        let targets = context.targets(kind, language)
        guard !context.known.isEmpty else {
            return .html(
                .element(
                    .div, [.class("field")],
                    [
                        .element(.p, [.class("label")], [.text(label)]),
                        .p(
                            .text(
                                say(
                                    "Noch ist keine Rahmenstrategie bekannt. Zuordnen können Sie nach dem Beitritt zu einem "
                                        + "Verbund.",
                                    "No framework strategy is known yet. You can map after joining a federation.")),
                            class: "hint"),
                    ]))
        }
        return checkboxes(
            name, label, hint, targets.map { FormField.Option($0.id.text, $0.name) }, ticked: input.all(name))
    }

    /// What is ticked and not on offer any more stays to be seen and unticked.
    private func checkboxes(
        _ name: String, _ label: String, _ hint: String, _ options: [FormField.Option], ticked: [String]
    ) -> FormPart {
        let offered = Set(options.map(\.value))
        let gone = ticked.filter { !offered.contains($0) }.map {
            FormField.Option(
                $0, $0, hint: say("nicht in der heutigen Rahmenstrategie", "not in today's framework strategy"))
        }
        guard !options.isEmpty || !gone.isEmpty else {
            return .html(
                .element(
                    .div, [.class("field")],
                    [
                        .element(.p, [.class("label")], [.text(label)]),
                        .p(
                            .text(say("Hier gibt es noch nichts zur Auswahl.", "There is nothing to choose from yet.")),
                            class: "hint"),
                    ]))
        }
        return .field(
            FormField(id: name, label: label, control: .checkboxes(options + gone), hint: hint, isRequired: false))
    }

    func say(_ german: String, _ english: String) -> String { language == .german ? german : english }

    private func assignment(_ input: FormInput) -> [FormPart] {
        let bundles = context.bundles(language)
        let bundle: FormPart =
            bundles.isEmpty && input["bundle"].isEmpty
            ? .html(.empty)
            : .field(
                FormField(
                    id: "bundle", label: StrategyWords.bundle(language),
                    control: .select(
                        bundles.map { FormField.Option($0.id.text, $0.name) }
                            + (bundles.contains { $0.id.text == input["bundle"] } || input["bundle"].isEmpty
                                ? [] : [FormField.Option(input["bundle"], input["bundle"])])), isRequired: false))
        return [
            checkboxes(
                "fields", StrategyWords.fields(language), "",
                draft.fields.map { FormField.Option($0.id.text, $0.name) },
                ticked: input.all("fields")),
            checkboxes(
                "goals", StrategyWords.goals(language), "", draft.goals.map { FormField.Option($0.id.text, $0.name) },
                ticked: input.all("goals")),
            bundle,
            checkboxes(
                "guidelines", StrategyWords.guidelines(language),
                say("Zu welchen Leitlinien trägt die Maßnahme bei?", "Which guidelines does the measure serve?"),
                Measure.Guideline.allCases.map { FormField.Option($0.rawValue, StrategyWords.guideline($0)(language)) },
                ticked: []),
        ]
    }
}
