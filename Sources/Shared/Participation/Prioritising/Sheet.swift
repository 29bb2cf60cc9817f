import Pages

/// Votes on paper or on a wall, counted by hand by two people.
struct Sheet: Sendable, Hashable {
    /// The ways that are counted by hand.
    static let channels: [Channel] = [.paper, .eventTable, .conversation]
    /// Nobody has counted more than this by hand.
    static let most = 1_000_000

    struct Count: Sendable, Hashable {
        let id: Int64
        /// 1 or 2.
        let counter: Int
        let account: Int64
        let name: String
        let at: Int64
        /// Papers handed out, or people on site.
        let handedOut: Int
        let invalid: Int
        let tally: Tally
        let reason: String

        /// Who counted; a name is kept for a while only.
        func who(_ language: Language) -> String {
            name.isEmpty ? Phrase(de: "Name gelöscht", en: "name deleted")(language) : name
        }

        var numbers: Numbers { Numbers(handedOut: handedOut, invalid: invalid, tally: tally) }
    }

    /// What is compared.
    struct Numbers: Sendable, Hashable {
        var handedOut: Int
        var invalid: Int
        var tally: Tally
    }

    let id: Int64
    let ballot: Int64
    let channel: Channel
    let place: String
    let created: Int64
    /// The count that both agreed on last.
    let agreed: Int64?
    let withdrawn: Int64?
    let withdrawnReason: String
    /// From the first on; the newest of each counter counts.
    let counts: [Count]

    func newest(_ counter: Int) -> Count? { counts.last { $0.counter == counter } }

    /// What goes into the result; nil while the two never agreed.
    var counted: Count? { agreed.flatMap { id in counts.first { $0.id == id } } }

    /// Whether both newest counts are there and equal.
    var isAgreed: Bool {
        guard let first = newest(1), let second = newest(2) else { return false }
        return first.numbers == second.numbers
    }

    /// Where somebody may count: not where the same person would be both counters.
    func mayCount(_ counter: Int, account: Int64) -> Bool {
        withdrawn == nil && !counts.contains { $0.counter != counter && $0.account == account }
    }

    /// Where the two newest counts differ, with both numbers.
    func differences(_ ballot: Ballot, _ language: Language) -> [(label: String, first: Int, second: Int)] {
        guard let first = newest(1), let second = newest(2) else { return [] }
        let fields = SheetFields(ballot: ballot)
        return fields.all(language).compactMap { field in
            let (left, right) = (fields.value(field.id, first.numbers), fields.value(field.id, second.numbers))
            return left == right ? nil : (field.label, left, right)
        }
    }
}

/// The numbers of a sheet as questions of a form, in the order of the paper.
struct SheetFields {
    let ballot: Ballot

    /// Every question: who was there, then each option.
    func all(_ language: Language) -> [(id: String, label: String)] {
        func say(_ german: String, _ english: String) -> String { language == .german ? german : english }
        let head = [
            ("handed", say("Ausgegebene Zettel oder Personen vor Ort", "Papers handed out, or people on site")),
            ("voters", say("Gültige Stimmzettel", "Valid papers")),
            ("invalid", say("Ungültige Stimmzettel", "Invalid papers")),
        ]
        let marks = ballot.options.flatMap { option -> [(String, String)] in
            let title = "\(option.number). \(option.title)"
            guard ballot.method == .rating else { return [("count-\(option.number)", title)] }
            return Ballot.levels.map { level in
                ("count-\(option.number)-\(level)", title + say(": Bewertung \(level)", ": rating \(level)"))
            }
        }
        return head + marks
    }

    func value(_ id: String, _ numbers: Sheet.Numbers) -> Int {
        switch id {
        case "handed": numbers.handedOut
        case "voters": numbers.tally.voters
        case "invalid": numbers.invalid
        default: mark(id).map { numbers.tally[$0] } ?? 0
        }
    }

    private func mark(_ id: String) -> Tally.Mark? {
        let parts = id.split(separator: "-")
        guard parts.count >= 2, let number = Int(parts[1]) else { return nil }
        return Tally.Mark(number, level: parts.count > 2 ? Int(parts[2]) ?? 0 : 0)
    }

    /// What was typed; nil where something is wrong, which then stands in `input`.
    func read(_ input: inout FormInput) -> Sheet.Numbers? {
        var numbers = Sheet.Numbers(handedOut: 0, invalid: 0, tally: Tally())
        for field in all(.german) {
            guard let value = number(field.id, &input) else { continue }
            switch field.id {
            case "handed": numbers.handedOut = value
            case "voters": numbers.tally.voters = value
            case "invalid": numbers.invalid = value
            default: if let mark = mark(field.id) { numbers.tally.add(value, mark) }
            }
        }
        guard input.isAccepted else { return nil }
        check(numbers, &input)
        return input.isAccepted ? numbers : nil
    }

    private func number(_ id: String, _ input: inout FormInput) -> Int? {
        let text = input[id]
        guard let value = Int(text), (0...Sheet.most).contains(value), String(value) == text else {
            input.refuse(
                id,
                Phrase(
                    de: "Bitte schreiben Sie eine ganze Zahl von 0 bis 1 000 000, auch die Null.",
                    en: "Please write a whole number from 0 to 1,000,000, zero as well."))
            return nil
        }
        return value
    }

    /// What cannot be: more marks than so many papers can hold.
    private func check(_ numbers: Sheet.Numbers, _ input: inout FormInput) {
        let voters = numbers.tally.voters
        if voters + numbers.invalid > numbers.handedOut {
            input.refuse(
                "handed",
                Phrase(
                    de: "Das sind weniger als gültige und ungültige Zettel zusammen (\(voters + numbers.invalid)).",
                    en: "These are fewer than valid and invalid papers together (\(voters + numbers.invalid))."))
        }
        let most = voters * ballot.allowance
        switch ballot.method {
        case .rating:
            for option in ballot.options {
                let rated = numbers.tally.rated(option.number)
                guard rated > voters || (ballot.isExact && rated < voters) else { continue }
                input.refuse(
                    "count-\(option.number)-1",
                    Phrase(
                        de: "Nummer \(option.number) hat \(rated) Bewertungen bei \(voters) gültigen Zetteln.",
                        en: "Number \(option.number) has \(rated) ratings with \(voters) valid papers."))
            }
        case .choice, .points:
            if ballot.method == .choice,
                let option = ballot.options.first(where: { numbers.tally.sum($0.number) > voters })
            {
                input.refuse(
                    "count-\(option.number)",
                    Phrase(
                        de: "Das sind mehr Stimmen als gültige Zettel (\(voters)).",
                        en: "These are more votes than valid papers (\(voters))."))
            }
            let total = numbers.tally.total
            if total > most || (ballot.isExact && total < most) {
                input.refuse(
                    "voters",
                    Phrase(
                        de:
                            "\(voters) Zettel ergeben \(ballot.isExact ? "genau" : "höchstens") \(most), gezählt sind \(total).",
                        en:
                            "\(voters) papers make \(ballot.isExact ? "exactly" : "at most") \(most), counted are \(total)."
                    ))
            }
        }
    }
}
