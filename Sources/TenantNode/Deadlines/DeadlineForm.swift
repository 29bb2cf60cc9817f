import Federation
import Pages

/// The form of a deadline, for the browser and the command line alike.
enum DeadlineForm {
    static func input(_ deadline: Deadline?) -> FormInput {
        guard let deadline else {
            return FormInput(stored: ["repeats": ["never"], "remind": ["30"], "version": ["0"]])
        }
        var input = FormInput()
        input["title"] = deadline.title
        input["day"] = deadline.day.description
        input["repeats"] = deadline.repeats.rawValue
        input["remind"] = String(deadline.remindDays)
        input["note"] = deadline.note
        input["version"] = String(deadline.version)
        return input
    }

    /// What was typed; nil where something is wrong, which then stands in `input`.
    static func deadline(_ input: inout FormInput, present: Deadline?) -> Deadline? {
        let title = input.line("title", limit: 200, isRequired: true)
        let day = CalendarDay(input["day"])
        if day == nil {
            input.refuse(
                "day",
                Phrase(
                    de: "Bitte geben Sie den Tag als JJJJ-MM-TT an, zum Beispiel 2026-03-31.",
                    en: "Please give the day as YYYY-MM-DD, for example 2026-03-31."))
        }
        let repeats = input.word("repeats", Deadline.Repeat.self)
        let remind = Int64(input["remind"]).flatMap { (0...365).contains($0) ? $0 : nil }
        if remind == nil {
            input.refuse(
                "remind",
                Phrase(
                    de: "Bitte geben Sie eine ganze Zahl von 0 bis 365 an.",
                    en: "Please give a whole number from 0 to 365."))
        }
        let note = input.text("note", limit: 1000)
        guard input.isAccepted, let day, let repeats, let remind else { return nil }
        return Deadline(
            id: present?.id ?? 0, title: title, day: day, repeats: repeats, remindDays: remind, note: note,
            version: Int64(input["version"]) ?? 0)
    }

    static func fields(_ language: Language) -> [FormField] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        return [
            FormField(
                id: "title", label: say("Was ist zu tun?", "What is to be done?"),
                hint: say("zum Beispiel Zwischennachweis KfW", "for example interim report to KfW")),
            FormField(
                id: "day", label: say("Bis zu welchem Tag?", "By which day?"), control: .text(width: 12),
                hint: say("JJJJ-MM-TT, zum Beispiel 2026-03-31", "YYYY-MM-DD, for example 2026-03-31")),
            FormField(
                id: "repeats", label: say("Wiederholung", "Repeats"),
                control: .radios(Deadline.Repeat.allCases.map { FormField.Option($0.rawValue, $0.word(language)) })),
            FormField(
                id: "remind", label: say("Wie viele Tage vorher erinnern?", "Remind how many days before?"),
                control: .text(width: 4)),
            FormField(id: "note", label: Phrase.note(language), control: .area(rows: 3), isRequired: false),
        ]
    }
}
