import Federation
import Pages

/// The form of what the town says about an indicator: responsibility, baseline and dated targets.
struct PlanForm {
    let definition: IndicatorDefinition
    let notation: EnteredNumber.Notation

    static let targetRows = 5

    /// What is stored, as it is typed.
    func input(_ plan: IndicatorPlan) -> FormInput {
        var input = FormInput()
        input["responsible"] = plan.responsible
        input["level"] = plan.level.rawValue
        input["baseline-period"] = plan.baseline?.period.description ?? ""
        input["baseline-value"] = EntryCell.text(plan.baseline?.value, notation)
        for (place, target) in plan.targets.enumerated() {
            input["target-\(place + 1)-period"] = target.period.description
            input["target-\(place + 1)-value"] = EntryCell.text(target.value, notation)
        }
        input["note"] = plan.note
        input["version"] = String(plan.version)
        return input
    }

    /// What was typed; `input` then holds what is wrong with it.
    func plan(_ input: inout FormInput) -> IndicatorPlan {
        var plan = IndicatorPlan(indicator: definition.id)
        plan.version = Int64(input["version"]) ?? 0
        plan.responsible = input.line("responsible", limit: 200)
        plan.level = input.word("level", Observation.Level.self) ?? .town
        plan.note = input.text("note", limit: 1000)
        plan.baseline = dated("baseline", &input)
        for place in input.rows("target", columns: ["period", "value"]) {
            guard let target = dated("target-\(place)", &input) else { continue }
            check(target, "target-\(place)", plan, &input)
            plan.targets.append(target)
        }
        plan.targets.sort { $0.period.lastDay < $1.period.lastDay }
        return plan
    }

    private func dated(_ name: String, _ input: inout FormInput) -> Indicator.DatedValue? {
        let (period, value) = (input["\(name)-period"], input["\(name)-value"])
        guard !period.isEmpty || !value.isEmpty else { return nil }
        let read = Period(period)
        if read == nil {
            input.refuse(
                "\(name)-period",
                Phrase(
                    de: "Bitte geben Sie den Zeitraum an, zum Beispiel 2025 oder 2025-Q3.",
                    en: "Please give the period, for example 2025 or 2025-Q3."))
        }
        switch EnteredNumber.read(value, decimals: definition.decimals, notation: notation) {
        case .success(let number):
            if let objection = definition.objection(to: number) {
                input.refuse("\(name)-value", objection)
                return nil
            }
            return read.map { Indicator.DatedValue(period: $0, value: number) }
        case .failure(let problem):
            input.refuse("\(name)-value", problem.sentence(value, notation))
            return nil
        }
    }

    private func check(
        _ target: Indicator.DatedValue, _ name: String, _ plan: IndicatorPlan, _ input: inout FormInput
    ) {
        if plan.targets.contains(where: { $0.period == target.period }) {
            input.refuse(
                "\(name)-period",
                Phrase(
                    de: "Für diesen Zeitraum steht schon ein Ziel da.", en: "There is a target for this period already."
                ))
        }
        guard let baseline = plan.baseline else { return }
        if target.period.lastDay <= baseline.period.lastDay {
            input.refuse(
                "\(name)-period",
                Phrase(
                    de: "Das Ziel liegt nicht nach dem Ausgangswert (\(baseline.period)).",
                    en: "The target does not lie after the baseline (\(baseline.period))."))
        }
        let isBelow = Rational(target.value).isLess(than: Rational(baseline.value)) ?? false
        let isAbove = Rational(baseline.value).isLess(than: Rational(target.value)) ?? false
        if !isBelow, !isAbove {
            input.refuse(
                "\(name)-value",
                Phrase(
                    de: "Das Ziel ist gleich dem Ausgangswert. So lässt sich kein Fortschritt berechnen.",
                    en: "The target equals the baseline. No progress can be computed like this."))
        } else if (definition.direction == .up && isBelow) || (definition.direction == .down && isAbove) {
            let wanted = definition.direction == .up
            input.refuse(
                "\(name)-value",
                Phrase(
                    de: "Bei dieser Kennzahl ist \(wanted ? "mehr" : "weniger") besser; das Ziel liegt auf der anderen "
                        + "Seite des Ausgangswerts.",
                    en:
                        "For this indicator \(wanted ? "more" : "less") is better; the target lies on the other side of "
                        + "the baseline."))
        }
    }

    func parts(_ input: FormInput, _ language: Language) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        func pair(_ name: String) -> [FormField] {
            [
                FormField(
                    id: "\(name)-period", label: say("Zeitraum", "Period"), control: .text(width: 8), isRequired: false),
                FormField(
                    id: "\(name)-value", label: say("Wert", "Value"), control: .number(width: 12), isRequired: false),
            ]
        }
        let used = input.rows("target", columns: ["period", "value"]).last ?? 0
        let parts: [FormPart] = [
            .field(
                FormField(
                    id: "responsible", label: say("Zuständig", "Responsible"),
                    hint: say("Amt oder Funktion, keine Person", "Unit or function, not a person"), isRequired: false)),
            .field(
                FormField(
                    id: "level", label: say("Für wen gelten neue Werte?", "For whom do new values hold?"),
                    control: .radios([
                        FormField.Option("town", say("für die Kommune", "for the municipality")),
                        FormField.Option(
                            "district", say("nur für den Kreis bekannt", "known for the district only"),
                            hint: say(
                                "Solche Werte gehen nicht in Zahlen der Region ein.",
                                "Such values don't enter figures of the region.")),
                    ]))),
            .group(
                FormGroup(
                    say("Ausgangswert", "Baseline"),
                    hint: say("Woran der Fortschritt gemessen wird.", "What progress is measured against."),
                    pair("baseline").map { .field($0) })),
            .rows(
                FormRows(
                    id: "target", legend: say("Ziele", "Targets"),
                    hint: say(
                        "Leere Zeilen zählen nicht. Nach dem Speichern gibt es wieder leere.",
                        "Empty rows don't count. After saving there are empty ones again."),
                    rows: (1...max(Self.targetRows, used + 2)).map { place in
                        FormRows.Row(say("Ziel \(place)", "Target \(place)"), pair("target-\(place)"))
                    })),
            .field(
                FormField(
                    id: "note", label: say("Notiz", "Note"), control: .area(rows: 3),
                    hint: say("Bleibt im Haus.", "Stays in the house."), isRequired: false)),
        ]
        return parts.map { $0.filled(input, language) }
    }
}
