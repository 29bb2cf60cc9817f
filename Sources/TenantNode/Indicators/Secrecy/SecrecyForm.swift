import Federation
import Pages

/// The form of what must not follow from an indicator's numbers.
struct SecrecyForm {
    let definition: IndicatorDefinition
    let catalogue: IndicatorCatalogue
    let notation: EnteredNumber.Notation

    func input(_ secrecy: Secrecy) -> FormInput {
        var input = FormInput()
        input["version"] = String(secrecy.version)
        for (place, amount) in secrecy.amounts.enumerated() {
            input["amount-\(place + 1)-period"] = amount.period.description
            input["amount-\(place + 1)-contributors"] = String(amount.contributors)
            input["amount-\(place + 1)-largest"] = EntryCell.text(amount.largest, notation)
        }
        for (place, total) in secrecy.totals.enumerated() {
            input["total-\(place + 1)-period"] = total.period.description
            input["total-\(place + 1)-value"] = EntryCell.text(total.value, notation)
            input["total-\(place + 1)-others"] = total.others.map(\.text).joined(separator: " ")
            input["total-\(place + 1)-source"] = total.source
        }
        return input
    }

    /// What was typed; `input` then holds what is wrong with it.
    func secrecy(_ input: inout FormInput) -> Secrecy {
        var secrecy = Secrecy(indicator: definition.id)
        secrecy.version = Int64(input["version"]) ?? 0
        for place in input.rows("amount", columns: ["period", "contributors", "largest"]) {
            let name = "amount-\(place)"
            let contributors = Int64(input["\(name)-contributors"]).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
            if contributors == nil {
                input.refuse(
                    "\(name)-contributors",
                    Phrase(
                        de: "Bitte geben Sie eine ganze Zahl von 0 bis 1.000.000 an.",
                        en: "Please give a whole number from 0 to 1,000,000."))
            }
            guard let period = period("\(name)-period", &input), let largest = number("\(name)-largest", &input),
                let contributors
            else { continue }
            if secrecy.amounts.contains(where: { $0.period == period }) {
                input.refuse(
                    "\(name)-period",
                    Phrase(de: "Dieser Zeitraum steht schon da.", en: "This period is there already."))
            }
            secrecy.amounts.append(Secrecy.Amount(period: period, contributors: contributors, largest: largest))
        }
        for place in input.rows("total", columns: ["period", "value", "others", "source"]) {
            let name = "total-\(place)"
            let others = others("\(name)-others", &input)
            let source = input.line("\(name)-source", limit: 200)
            guard let period = period("\(name)-period", &input), let value = number("\(name)-value", &input) else {
                continue
            }
            secrecy.totals.append(Secrecy.Total(period: period, value: value, others: others, source: source))
        }
        secrecy.amounts.sort { $0.period < $1.period }
        return secrecy
    }

    private func period(_ name: String, _ input: inout FormInput) -> Period? {
        if let period = Period(input[name]), period.frequency == definition.frequency { return period }
        input.refuse(
            name,
            Phrase(
                de:
                    "Bitte geben Sie einen Zeitraum im Rhythmus der Kennzahl an (\(definition.frequency.word(.german))), zum "
                    + "Beispiel 2025 oder 2025-Q3.",
                en:
                    "Please give a period of the indicator's frequency (\(definition.frequency.word(.english))), for example "
                    + "2025 or 2025-Q3."))
        return nil
    }

    private func number(_ name: String, _ input: inout FormInput) -> ExactDecimal? {
        switch EnteredNumber.read(input[name], decimals: definition.decimals, notation: notation) {
        case .success(let number): return number
        case .failure(let problem):
            input.refuse(name, problem.sentence(input[name], notation))
            return nil
        }
    }

    private func others(_ name: String, _ input: inout FormInput) -> [Code] {
        var others: [Code] = []
        for word in input.line(name, limit: 1000).split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let code = Code(String(word)), code != definition.id, catalogue[code] != nil else {
                input.refuse(
                    name,
                    Phrase(
                        de:
                            "„\(word)“ ist keine andere Kennzahl dieser Kommune. Bitte geben Sie Kennungen an, getrennt durch "
                            + "Leerzeichen.",
                        en:
                            "\"\(word)\" is no other indicator of this municipality. Please give identifiers, separated by "
                            + "spaces."))
                continue
            }
            others.append(code)
        }
        return others
    }

    func parts(_ input: FormInput, _ language: Language) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        func field(_ id: String, _ label: String, _ control: FormField.Control) -> FormField {
            FormField(id: id, label: label, control: control, isRequired: false)
        }
        func places(_ prefix: String, _ columns: [String]) -> ClosedRange<Int> {
            1...((input.rows(prefix, columns: columns).last ?? 0) + 2)
        }
        let parts: [FormPart] = [
            .rows(
                FormRows(
                    id: "amount", legend: say("Wer hinter einem Betrag steht", "Who stands behind an amount"),
                    hint: say(
                        "Beträge von weniger als drei Beitragenden, oder mit einem Anteil über \(Suppression.dominancePercent) %, "
                            + "werden gesperrt, bevor etwas unterschrieben wird.",
                        "Amounts of fewer than three contributors, or with one share above \(Suppression.dominancePercent) %, are "
                            + "suppressed before anything is signed."),
                    rows: places("amount", ["period", "contributors", "largest"]).map { place in
                        FormRows.Row(
                            say("Zeile \(place)", "Row \(place)"),
                            [
                                field("amount-\(place)-period", say("Zeitraum", "Period"), .text(width: 8)),
                                field(
                                    "amount-\(place)-contributors", say("Beitragende", "Contributors"),
                                    .number(width: 6)),
                                field(
                                    "amount-\(place)-largest", say("Größter Beitrag", "Largest contribution"),
                                    .number(width: 12)),
                            ])
                    })),
            .rows(
                FormRows(
                    id: "total", legend: say("Summen, die andere veröffentlichen", "Sums that others publish"),
                    hint: say(
                        "Zum Beispiel eine Summe des Kreises, in der diese Zahl steckt: Dann darf sich aus ihr nichts Gesperrtes "
                            + "errechnen lassen.",
                        "For example a sum of the district that contains this number: then nothing suppressed may follow from "
                            + "it."),
                    rows: places("total", ["period", "value", "others", "source"]).map { place in
                        FormRows.Row(
                            say("Zeile \(place)", "Row \(place)"),
                            [
                                field("total-\(place)-period", say("Zeitraum", "Period"), .text(width: 8)),
                                field("total-\(place)-value", say("Summe", "Sum"), .number(width: 12)),
                                field(
                                    "total-\(place)-others",
                                    say("Weitere Kennzahlen darin (Kennungen)", "Other indicators in it (identifiers)"),
                                    .text()),
                                field(
                                    "total-\(place)-source", say("Wer sie veröffentlicht", "Who publishes it"), .text()),
                            ])
                    })),
        ]
        return parts.map { $0.filled(input, language) }
    }
}
