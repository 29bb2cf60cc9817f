import Federation
import Pages

/// Asks the questions of a part as a form.
struct QuestionForm: Sendable {
    let groups: [QuestionGroup]
    let candidates: Candidates

    var questions: [Question] { groups.flatMap(\.questions) }

    /// The form's parts, filled with what was typed or is stored.
    func parts(_ input: FormInput, _ language: Pages.Language) -> [FormPart] {
        groups.map { group in
            FormPart.group(
                FormGroup(
                    group.legend(language), hint: group.hint?(language) ?? "",
                    group.questions.flatMap { parts($0, input, language) })
            ).filled(input, language)
        }
    }

    private func parts(_ question: Question, _ input: FormInput, _ language: Pages.Language) -> [FormPart] {
        let hint = question.hint?(language) ?? ""
        func field(_ control: FormField.Control, isRequired: Bool = true) -> [FormPart] {
            [
                .field(
                    FormField(
                        id: question.path, label: question.label(language), control: control, hint: hint,
                        isRequired: isRequired))
            ]
        }
        switch question.answer {
        case .line(let limit): return field(.text(width: limit <= 60 ? 20 : 0), isRequired: false)
        case .both(let limit, let rows, let isRequired):
            return both(question.path, question.label, hint, limit, rows, isRequired, language).map { .field($0) }
        case .whole(_, let isOptional): return field(.number(width: 8), isRequired: !isOptional)
        case .limit, .money: return field(.number(), isRequired: false)
        case .word(let choices): return field(.radios(choices.map { $0.option(language) }))
        case .pick(let choices): return field(.select(choices.map { $0.option(language) }))
        case .flag(let choice):
            return field(.checkboxes([choice.option(language)]), isRequired: false)
        case .someWords(let choices): return field(.checkboxes(choices.map { $0.option(language) }))
        case .one(let source):
            return field(.select(options(source, chosen: input.all(question.path), language)), isRequired: false)
        case .some(let source):
            let options = options(source, chosen: input.all(question.path), language)
            guard !options.isEmpty else { return [] }
            return field(.checkboxes(options), isRequired: false)
        case .address: return field(.text(), isRequired: false)
        case .addresses: return field(.area(rows: 4), isRequired: false)
        case .period(let isOptional): return field(.text(width: 12), isRequired: !isOptional)
        case .weightPeriod: return field(.text(width: 12), isRequired: false)
        case .rows(let columns, let named, let count):
            return [.rows(rows(question, columns, named, count, input, language))]
        }
    }

    private func both(
        _ path: String, _ label: Phrase, _ hint: String, _ limit: Int, _ rows: Int, _ isRequired: Bool,
        _ language: Pages.Language
    ) -> [FormField] {
        let control: FormField.Control = rows > 1 ? .area(rows: rows) : .text()
        return [
            FormField(
                id: path + ".de", label: Phrase.inGerman(label(language), language), control: control, hint: hint,
                isRequired: isRequired),
            FormField(
                id: path + ".en", label: Phrase.inEnglish(label(language), language), control: control,
                isRequired: false),
        ]
    }

    /// The rows that are there and two empty ones.
    private func rows(
        _ question: Question, _ columns: [Question], _ named: Phrase, _ count: Int, _ input: FormInput,
        _ language: Pages.Language
    ) -> FormRows {
        let used = input.rows(question.path, columns: Self.columnNames(columns))
        let last = min((used.last ?? 0) + 2, count)
        return FormRows(
            id: question.path, legend: question.label(language), hint: question.hint?(language) ?? "",
            rows: (1...max(last, 1)).map { place in
                FormRows.Row(
                    "\(named(language)) \(place)",
                    columns.flatMap { column -> [FormField] in
                        let path = "\(question.path)-\(place)-\(column.path)"
                        if case .both(let limit, let rows, _) = column.answer {
                            return both(path, column.label, "", limit, rows, false, language)
                        }
                        return parts(
                            Question(path, column.label, column.hint, column.answer), input, language
                        ).flatMap(\.fields)
                    })
            })
    }

    /// The form names of a row's columns; a text in both languages has two.
    static func columnNames(_ columns: [Question]) -> [String] {
        columns.flatMap { column -> [String] in
            if case .both = column.answer { return [column.path + ".de", column.path + ".en"] }
            return [column.path]
        }
    }

    /// What can be chosen, with what is chosen although it is no longer offered.
    private func options(_ source: Question.Source, chosen: [String], _ language: Pages.Language) -> [FormField.Option]
    {
        let offered = candidates[source]
        let gone = chosen.filter { code in !offered.contains { $0.code == code } }
        return offered.map { code, name in
            let english = name.english.isEmpty ? name.german : name.english
            let shown = language == .english ? english : name.german
            return FormField.Option(code, shown.isEmpty ? code : shown)
        } + gone.map { FormField.Option($0, Phrase.goneChoice($0, language)) }
    }
}

extension Question.Choice {
    func option(_ language: Pages.Language) -> FormField.Option {
        FormField.Option(value, label(language), hint: hint?(language) ?? "")
    }
}
