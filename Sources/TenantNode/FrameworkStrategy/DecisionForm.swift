import Federation
import Pages

/// The fields of a council's decision; what stands in them becomes public in the federation.
struct DecisionForm {
    let today: CalendarDay

    /// What was typed; nil where something is wrong, which then stands in `input`.
    func decision(_ input: inout FormInput) -> Decision? {
        let body = input.line("body", limit: 200, isRequired: true)
        let number = input.line("number", limit: 60)
        let link = input.address("link")
        var date: PartialDate?
        if !input["date"].isEmpty {
            date = PartialDate(input["date"])
            if let date, date.firstDay > today {
                input.refuse(
                    "date",
                    Phrase(
                        de: "Der Beschluss liegt in der Zukunft. Eingetragen wird er, wenn er gefasst ist.",
                        en: "The decision lies in the future. It is entered once it has been taken."))
            } else if date == nil {
                input.refuse(
                    "date",
                    Phrase(
                        de: "Bitte geben Sie Tag, Monat oder Jahr an: 2026-03-31, 2026-03 oder 2026.",
                        en: "Please give a day, month or year: 2026-03-31, 2026-03 or 2026."))
            }
        }
        guard input.isAccepted else { return nil }
        return Decision(body: body, date: date, link: link, number: number)
    }

    func parts(_ input: FormInput, _ language: Language) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        return [
            FormField(
                id: "body", label: say("Wer hat beschlossen?", "Who decided?"),
                hint: say("zum Beispiel Rat der Stadt Soest", "for example the council of Soest")),
            FormField(
                id: "date", label: say("Wann?", "When?"), control: .text(width: 12),
                hint: say("JJJJ-MM-TT; Monat oder Jahr genügen", "YYYY-MM-DD; a month or year will do"),
                isRequired: false),
            FormField(
                id: "number", label: say("Nummer der Vorlage", "Number of the paper"), control: .text(width: 20),
                isRequired: false),
            FormField(
                id: "link",
                label: say("Adresse im Ratsinformationssystem", "Address in the council information system"),
                isRequired: false),
        ].map { FormPart.field($0).filled(input, language) }
    }
}
