import Pages

/// The questions of a vote, and what was answered.
struct VoteForm {
    let ballot: Ballot
    let language: Language

    private func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
    private static func points(_ number: Int) -> String { "points-\(number)" }
    private static let none = "none"
    private static func rating(_ number: Int) -> String { "rating-\(number)" }

    /// A form that shows what this voter has given before.
    func input(_ marks: [Int: Int]) -> FormInput {
        var input = FormInput()
        for (number, value) in marks {
            input[Self.points(number)] = "\(value)"
            input[Self.rating(number)] = "\(value)"
        }
        input.set("choice", marks.keys.sorted().map { "\($0)" })
        return input
    }

    func parts(_ input: FormInput) -> [FormPart] {
        var parts: [FormPart] = []
        if ballot.access == .code {
            parts.append(
                .field(
                    FormField(
                        id: "code", label: say("Ihr Code", "Your code"), control: .text(width: 20),
                        hint: say(
                            "Zwölf Zeichen von Ihrer Karte, zum Beispiel ABCD-EFGH-JKLM. Groß oder klein ist gleich.",
                            "Twelve characters from your card, for example ABCD-EFGH-JKLM. Capitals or not is the same."
                        ),
                        autocomplete: "off")))
        }
        switch ballot.method {
        case .points:
            parts.append(
                .rows(
                    FormRows(
                        id: "points", legend: say("Ihre Punkte", "Your points"),
                        hint: say("Leer bedeutet null.", "Empty means zero."),
                        rows: ballot.options.map { option in
                            FormRows.Row(
                                "\(option.number). \(option.title)",
                                [
                                    FormField(
                                        id: Self.points(option.number), label: say("Punkte", "Points"),
                                        control: .number(width: 4), isRequired: false)
                                ])
                        })))
        case .rating:
            parts += ballot.options.map { option in
                .field(
                    FormField(
                        id: Self.rating(option.number), label: "\(option.number). \(option.title)",
                        control: .radios(
                            Ballot.levels.map { FormField.Option("\($0)", level($0)) }
                                // A radio button that was pressed cannot be released.
                                + (ballot.isExact
                                    ? [] : [FormField.Option(Self.none, say("keine Angabe", "no opinion"))])),
                        isRequired: ballot.isExact))
            }
        case .choice:
            parts.append(
                .field(
                    FormField(
                        id: "choice", label: say("Ihre Wahl", "Your choice"),
                        control: .checkboxes(
                            ballot.options.map { FormField.Option("\($0.number)", "\($0.number). \($0.title)") }))))
        }
        return parts.map { $0.filled(input, language) }
    }

    func level(_ level: Int) -> String {
        switch level {
        case 1: say("1 – stimme gar nicht zu", "1 – do not agree at all")
        case 5: say("5 – stimme ganz zu", "5 – agree fully")
        default: "\(level)"
        }
    }

    /// What was given to which option; nil where something is wrong, which then stands in `input`.
    func marks(_ input: inout FormInput) -> [Int: Int]? {
        switch ballot.method {
        case .points: return points(&input)
        case .rating: return ratings(&input)
        case .choice: return choices(&input)
        }
    }

    private func points(_ input: inout FormInput) -> [Int: Int]? {
        var marks: [Int: Int] = [:]
        for option in ballot.options {
            let text = input[Self.points(option.number)]
            guard !text.isEmpty else { continue }
            guard let value = Int(text), (0...Ballot.mostAllowance).contains(value) else {
                input.refuse(
                    Self.points(option.number),
                    Phrase(
                        de: "Bitte schreiben Sie eine ganze Zahl von 0 bis \(ballot.allowance).",
                        en: "Please write a whole number from 0 to \(ballot.allowance)."))
                continue
            }
            if value > 0 { marks[option.number] = value }
        }
        let (sum, most) = (marks.values.reduce(0, +), ballot.allowance)
        if sum > most {
            input.refuse(
                "points",
                Phrase(
                    de:
                        "Sie haben \(sum) Punkte vergeben, Ihnen stehen \(most) zu. Bitte nehmen Sie \(sum - most) zurück.",
                    en: "You have given \(sum) points, you have \(most). Please take back \(sum - most)."))
        } else if sum == 0 {
            input.refuse(
                "points",
                Phrase(
                    de: "Sie haben noch keinen Punkt vergeben. Bitte geben Sie mindestens einen.",
                    en: "You have not given any point yet. Please give at least one."))
        } else if ballot.isExact, sum < most {
            input.refuse(
                "points",
                Phrase(
                    de:
                        "Sie haben \(sum) von \(most) Punkten vergeben. Bitte verteilen Sie auch die übrigen \(most - sum).",
                    en: "You have given \(sum) of \(most) points. Please give the other \(most - sum), too."))
        }
        return input.isAccepted ? marks : nil
    }

    private func ratings(_ input: inout FormInput) -> [Int: Int]? {
        var marks: [Int: Int] = [:]
        for option in ballot.options {
            let typed = input[Self.rating(option.number)]
            let text = typed == Self.none && !ballot.isExact ? "" : typed
            if let value = Int(text), Ballot.levels.contains(value), String(value) == text {
                marks[option.number] = value
            } else if !text.isEmpty || ballot.isExact {
                input.refuse(
                    Self.rating(option.number),
                    Phrase(
                        de: "Bitte bewerten Sie diese Aussage von 1 bis 5.",
                        en: "Please rate this statement from 1 to 5."))
            }
        }
        if marks.isEmpty, input.isAccepted, let first = ballot.options.first {
            input.refuse(
                Self.rating(first.number),
                Phrase(
                    de: "Bitte bewerten Sie mindestens eine Aussage.", en: "Please rate at least one statement."))
        }
        return input.isAccepted ? marks : nil
    }

    private func choices(_ input: inout FormInput) -> [Int: Int]? {
        let known = Set(ballot.options.map { "\($0.number)" })
        let chosen = Set(input.all("choice"))
        let (count, most) = (chosen.count, ballot.allowance)
        if !chosen.isSubset(of: known) {
            input.refuse(
                "choice",
                Phrase(
                    de: "Eine der gewählten Antworten gibt es nicht. Bitte wählen Sie noch einmal.",
                    en: "One of the chosen answers does not exist. Please choose again."))
        } else if count > most {
            input.refuse(
                "choice",
                Phrase(
                    de: "Sie haben \(count) gewählt, möglich sind \(most). Bitte nehmen Sie \(count - most) zurück.",
                    en: "You have chosen \(count), \(most) are possible. Please take back \(count - most)."))
        } else if count == 0 || (ballot.isExact && count < most) {
            input.refuse(
                "choice",
                ballot.isExact
                    ? Phrase(
                        de: "Sie haben \(count) gewählt. Bitte wählen Sie genau \(most).",
                        en: "You have chosen \(count). Please choose exactly \(most).")
                    : Phrase(de: "Bitte wählen Sie mindestens eine Antwort.", en: "Please choose at least one answer."))
        }
        guard input.isAccepted else { return nil }
        return Dictionary(uniqueKeysWithValues: chosen.compactMap { Int($0) }.map { ($0, 1) })
    }

    /// What was given, in words: for whoever came too late.
    func summary(_ input: FormInput) -> [String] {
        ballot.options.compactMap { option in
            let title = "\(option.number). \(option.title)"
            switch ballot.method {
            case .points:
                let points = input[Self.points(option.number)]
                return points.isEmpty ? nil : "\(title): \(points)"
            case .rating:
                let rating = input[Self.rating(option.number)]
                return rating.isEmpty || rating == Self.none ? nil : "\(title): \(rating)"
            case .choice: return input.all("choice").contains("\(option.number)") ? title : nil
            }
        }
    }
}
