import Pages

/// The form of a ballot: what is asked, how one votes, and what is to be chosen from.
enum BallotForm {
    static func input(_ ballot: Ballot?, process: String) -> FormInput {
        var input = FormInput()
        input["version"] = String(ballot?.version ?? 0)
        input["process"] = process
        input["access"] = (ballot?.access ?? .device).rawValue
        guard let ballot else { return input }
        input["title"] = ballot.title
        input["description"] = ballot.description
        input["method"] = ballot.method.rawValue
        input["allowance"] = ballot.allowance > 0 ? "\(ballot.allowance)" : ""
        input.set("exact", ballot.isExact ? ["yes"] : [])
        input.set("published", ballot.isPublished ? ["yes"] : [])
        func options(_ kind: Ballot.Option.Kind) -> [Ballot.Option] { ballot.options.filter { $0.kind == kind } }
        input.set("measures", options(.measure).map(\.reference))
        input.set("idea", options(.idea).map(\.reference))
        input["statements"] = options(.statement).map(\.title).joined(separator: "\n")
        return input
    }

    /// What was typed; nil where something is wrong, which then stands in `input`.
    /// - Parameters:
    ///   - isFixed: true once somebody has voted: then only words and visibility change.
    ///   - idea: the title of a published idea by its number.
    static func ballot(
        _ input: inout FormInput, present: Ballot?, processes: [Process], strategy: TownStrategy, isFixed: Bool,
        idea: (Int64) throws -> String?
    ) rethrows -> Ballot? {
        let title = input.line("title", limit: 200, isRequired: true)
        let description = input.text("description", limit: 4000)
        var ballot = present ?? Ballot(process: 0, title: title, method: .choice)
        ballot.title = title
        ballot.description = description
        ballot.isPublished = input["published"] == "yes"
        ballot.version = Int64(input["version"]) ?? 0
        guard !isFixed else { return input.isAccepted ? ballot : nil }

        if let process = processes.first(where: { $0.slug == input["process"] }) {
            ballot.process = process.id
            if !process.phases.contains(where: { $0.kind == .prioritise }) {
                input.refuse(
                    "process",
                    Phrase(
                        de: "„\(process.title)“ hat keinen Abschnitt „Gewichten“. Legen Sie ihn dort zuerst an.",
                        en: "\"\(process.title)\" has no phase \"Prioritise\". Please add it there first."))
            }
        } else {
            input.refuse("process", .choiceRequired)
        }
        if let method: Ballot.Method = input.word("method") { ballot.method = method }
        if let access: Ballot.Access = input.word("access") { ballot.access = access }
        ballot.isExact = input["exact"] == "yes"
        ballot.options = try options(&input, strategy, idea)
        ballot.allowance = allowance(&input, ballot)
        return input.isAccepted ? ballot : nil
    }

    private static func allowance(_ input: inout FormInput, _ ballot: Ballot) -> Int {
        guard ballot.method != .rating else { return 0 }
        let most = ballot.method == .choice ? max(ballot.options.count, 1) : Ballot.mostAllowance
        guard let value = Int(input["allowance"]), (1...most).contains(value) else {
            input.refuse(
                "allowance",
                Phrase(
                    de: "Bitte schreiben Sie eine ganze Zahl von 1 bis \(most).",
                    en: "Please write a whole number from 1 to \(most)."))
            return 1
        }
        return value
    }

    private static func options(
        _ input: inout FormInput, _ strategy: TownStrategy, _ idea: (Int64) throws -> String?
    ) rethrows -> [Ballot.Option] {
        var found: [(Ballot.Option.Kind, String, String)] = []
        let ticked = input.all("measures")
        for measure in strategy.measures where ticked.contains(measure.id) {
            found.append((.measure, measure.id, measure.title))
        }
        for (word, id) in IdeaChoice.numbers(input, ticked: "idea", typed: "ideas") {
            if let id, let title = try idea(id) {
                if !found.contains(where: { $0.0 == .idea && $0.1 == "\(id)" }) {
                    found.append((.idea, "\(id)", title))
                }
            } else {
                let shown = String(word.prefix(20))
                input.refuse(
                    "ideas",
                    Phrase(
                        de: "Eine veröffentlichte Idee mit der Nummer „\(shown)“ gibt es nicht.",
                        en: "There is no published idea with the number \"\(shown)\"."))
            }
        }
        found += input.lines("statements", limit: 300, count: Ballot.mostOptions).map { (.statement, "", $0) }
        if found.count < 2 {
            input.refuse(
                "statements",
                Phrase(
                    de: "Zur Wahl stehen müssen mindestens zwei: Maßnahmen, Ideen oder Aussagen.",
                    en: "There must be at least two to choose from: measures, ideas or statements."))
        }
        if found.count > Ballot.mostOptions {
            input.refuse(
                "statements",
                Phrase(
                    de: "Das sind \(found.count). Mehr als \(Ballot.mostOptions) kann niemand vergleichen.",
                    en: "These are \(found.count). Nobody can compare more than \(Ballot.mostOptions)."))
        }
        return found.enumerated().map { place, item in
            Ballot.Option(number: place + 1, kind: item.0, reference: item.1, title: item.2)
        }
    }

    static func parts(
        _ input: FormInput, _ processes: [Process], _ strategy: TownStrategy, ideas: [FormField.Option], isFixed: Bool,
        _ language: Language
    ) -> [FormPart] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        var fields = [
            FormField(
                id: "title", label: say("Worüber wird abgestimmt?", "What is voted on?"),
                hint: say(
                    "zum Beispiel: Welche Maßnahmen sollen zuerst kommen?",
                    "for example: Which measures should come first?")),
            FormField(
                id: "description", label: say("Erläuterung", "Explanation"), control: .area(rows: 4), isRequired: false),
        ]
        if !isFixed {
            fields += [
                FormField(
                    id: "process", label: say("Verfahren", "Process"),
                    control: .select(processes.map { FormField.Option($0.slug, $0.title) }),
                    hint: say(
                        "Abgestimmt wird, solange es im Abschnitt „Gewichten“ ist.",
                        "Votes are taken while it is in its phase \"Prioritise\".")),
                FormField(
                    id: "method", label: say("Wie wird abgestimmt?", "How does one vote?"),
                    control: .radios(Ballot.Method.allCases.map { FormField.Option($0.rawValue, $0.word(language)) })),
                FormField(
                    id: "allowance", label: say("Wie viele?", "How many?"), control: .number(width: 4),
                    hint: say(
                        "Punkte je Person, oder wie viele man wählen kann; beim Bewerten leer lassen.",
                        "Points of each person, or how many one can choose; leave empty for ratings."),
                    isRequired: false),
                FormField(
                    id: "exact", label: say("Ganz oder teilweise", "All or some"),
                    control: .checkboxes([
                        FormField.Option(
                            "yes",
                            say(
                                "Alle Punkte vergeben, genau so viele wählen, alle Aussagen bewerten",
                                "All points must be given, exactly so many chosen, all statements rated"))
                    ]), isRequired: false),
                FormField(
                    id: "access", label: say("Wer darf online abstimmen?", "Who can vote online?"),
                    control: .radios(Ballot.Access.allCases.map { FormField.Option($0.rawValue, $0.word(language)) })),
            ]
            if !strategy.measures.isEmpty {
                fields.append(
                    FormField(
                        id: "measures", label: say("Maßnahmen zur Wahl", "Measures to choose from"),
                        control: .checkboxes(strategy.measures.map { FormField.Option($0.id, $0.title) }),
                        isRequired: false))
            }
            if !ideas.isEmpty {
                fields.append(
                    FormField(
                        id: "idea", label: say("Ideen zur Wahl", "Ideas to choose from"), control: .checkboxes(ideas),
                        hint: say(
                            "Die am meisten unterstützten des Verfahrens.", "The most supported of the process."),
                        isRequired: false))
            }
            fields += [
                FormField(
                    id: "ideas",
                    label: ideas.isEmpty
                        ? say("Ideen zur Wahl", "Ideas to choose from") : say("Weitere Ideen", "Further ideas"),
                    control: .text(width: 30),
                    hint: ideas.isEmpty
                        ? say(
                            "Nummern mit Komma dazwischen. Nach dem Speichern stehen hier die Ideen des Verfahrens zum Ankreuzen.",
                            "Numbers with commas between them. After saving, the ideas of the process stand here to tick."
                        )
                        : say(
                            "Nummern mit Komma dazwischen; sie stehen unter „Beiträge“ bei jeder Idee.",
                            "Numbers with commas between them; they stand with each idea under \"Contributions\"."),
                    isRequired: false),
                FormField(
                    id: "statements", label: say("Aussagen zur Wahl", "Statements to choose from"),
                    control: .area(rows: 6), hint: say("eine in jeder Zeile", "one on each line"), isRequired: false),
            ]
        }
        fields.append(
            FormField(
                id: "published", label: say("Sichtbar", "Visible"),
                control: .checkboxes([
                    FormField.Option("yes", say("Die Abstimmung ist öffentlich.", "The vote is public."))
                ]), isRequired: false))
        return fields.map { FormPart.field($0).filled(input, language) }
    }
}
