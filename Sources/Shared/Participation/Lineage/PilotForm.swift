import Pages

/// The form of a pilot, with the measures it leads to.
enum PilotForm {
    static func input(_ pilot: Pilot?, measures: [LineageStore.MeasureName]) -> FormInput {
        var input = FormInput()
        input["version"] = String(pilot?.version ?? 0)
        input["decision"] = (pilot?.decision ?? .open).rawValue
        input.set("measures", measures.map(\.id))
        guard let pilot else { return input }
        input["title"] = pilot.title
        input["tried"] = pilot.tried
        input["place"] = pilot.place
        input["first"] = pilot.firstDay?.description ?? ""
        input["last"] = pilot.lastDay?.description ?? ""
        input["learned"] = pilot.learned
        input["reason"] = pilot.decisionReason
        input["decided-by"] = pilot.decidedBy
        input.set("published", pilot.isPublished ? ["yes"] : [])
        return input
    }

    /// What was typed; nil where something is wrong, which then stands in `input`.
    static func pilot(_ input: inout FormInput, present: Pilot?) -> Pilot? {
        var pilot = present ?? Pilot(title: "", tried: "")
        pilot.title = input.line("title", limit: 160, isRequired: true)
        pilot.tried = input.text("tried", limit: 8000, isRequired: true)
        pilot.place = input.line("place", limit: 160)
        pilot.firstDay = day("first", &input)
        pilot.lastDay = day("last", &input)
        if let first = pilot.firstDay, let last = pilot.lastDay, last < first {
            input.refuse(
                "last",
                Phrase(
                    de: "Der letzte Tag liegt vor dem ersten. Bitte geben Sie einen späteren an.",
                    en: "The last day is before the first. Please give a later one."))
        }
        pilot.learned = input.text("learned", limit: 8000)
        if let decision: Pilot.Decision = input.word("decision") { pilot.decision = decision }
        pilot.decisionReason = input.text("reason", limit: 4000)
        pilot.decidedBy = input.line("decided-by", limit: 160)
        if pilot.decision != .open {
            if pilot.decidedBy.isEmpty {
                input.refuse(
                    "decided-by",
                    Phrase(
                        de: "Bitte schreiben Sie, wer entschieden hat, zum Beispiel „Hauptausschuss“.",
                        en: "Please say who decided, for example \"Main committee\"."))
            }
            if pilot.decisionReason.isEmpty {
                input.refuse(
                    "reason",
                    Phrase(
                        de: "Bitte schreiben Sie in einem Satz, warum so entschieden wurde.",
                        en: "Please say in a sentence why it was decided so."))
            }
        }
        pilot.isPublished = input["published"] == "yes"
        pilot.version = Int64(input["version"]) ?? 0
        return input.isAccepted ? pilot : nil
    }

    private static func day(_ name: String, _ input: inout FormInput) -> CivilDay? {
        guard !input[name].isEmpty else { return nil }
        if let day = CivilDay(input[name]) { return day }
        input.refuse(
            name,
            Phrase(
                de: "Bitte geben Sie den Tag als JJJJ-MM-TT an, zum Beispiel 2026-03-31.",
                en: "Please give the day as YYYY-MM-DD, for example 2026-03-31."))
        return nil
    }

    static func parts(
        _ input: FormInput, _ strategy: TownStrategy, linked: [LineageStore.MeasureName], _ language: Language
    ) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        let dayHint = say("als JJJJ-MM-TT", "as YYYY-MM-DD")
        let fields = [
            FormField(id: "title", label: say("Titel", "Title")),
            FormField(
                id: "tried", label: say("Was wird ausprobiert?", "What is tried out?"), control: .area(rows: 5)),
            FormField(id: "place", label: say("Wo?", "Where?"), isRequired: false),
            FormField(
                id: "first", label: say("Erster Tag", "First day"), control: .text(width: 12), hint: dayHint,
                isRequired: false),
            FormField(
                id: "last", label: say("Letzter Tag", "Last day"), control: .text(width: 12), hint: dayHint,
                isRequired: false),
            FormField(
                id: "learned", label: say("Was wurde gelernt?", "What was learned?"), control: .area(rows: 5),
                hint: say("Auch das, was nicht ging.", "Also what did not work."), isRequired: false),
            FormField(
                id: "decision", label: say("Wie wurde entschieden?", "What was decided?"),
                control: .radios(Pilot.Decision.allCases.map { FormField.Option($0.rawValue, $0.word(language)) })),
            FormField(
                id: "decided-by", label: say("Wer hat entschieden?", "Who decided?"),
                hint: say("Amt oder Gremium, keine Personen.", "An office or body, no persons."), isRequired: false),
            FormField(
                id: "reason", label: say("Warum?", "Why?"), control: .area(rows: 3), isRequired: false),
            FormField(
                id: "measures", label: say("Zu welchen Maßnahmen führte er?", "Which measures did it lead to?"),
                control: .checkboxes(MeasureChoice.options(strategy, linked: linked, language)), isRequired: false),
            FormField(
                id: "published", label: say("Sichtbar", "Visible"),
                control: .checkboxes([
                    FormField.Option("yes", say("Der Versuch ist öffentlich.", "The pilot is public."))
                ]), isRequired: false),
        ]
        return fields.map { FormPart.field($0).filled(input, language) }
    }
}

/// The measures one can link to: those of the strategy, and those that were linked and are no longer part of it.
enum MeasureChoice {
    static func options(
        _ strategy: TownStrategy, linked: [LineageStore.MeasureName], _ language: Language
    ) -> [FormField.Option] {
        let lost = linked.filter { link in !strategy.measures.contains { $0.id == link.id } }
        return strategy.measures.map { FormField.Option($0.id, $0.title) }
            + lost.map { FormField.Option($0.id, $0.title, hint: LineageWords.measureLost(language)) }
    }

    /// What was ticked; anything else is refused at the field.
    static func chosen(
        _ input: inout FormInput, _ strategy: TownStrategy, linked: [LineageStore.MeasureName]
    ) -> [LineageStore.MeasureName] {
        var chosen: [LineageStore.MeasureName] = []
        for id in input.all("measures") {
            if let measure = strategy.measures.first(where: { $0.id == id }) {
                chosen.append(LineageStore.MeasureName(id: id, title: measure.title))
            } else if let link = linked.first(where: { $0.id == id }) {
                chosen.append(link)
            } else {
                input.refuse(
                    "measures",
                    Phrase(
                        de: "Eine der Maßnahmen wurde inzwischen gelöscht. Bitte wählen Sie noch einmal.",
                        en: "One of the measures was deleted meanwhile. Please choose again."))
            }
        }
        return chosen
    }
}
