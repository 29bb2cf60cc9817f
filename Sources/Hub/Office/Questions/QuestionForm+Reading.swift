import Federation
import Pages

extension QuestionForm {
    /// What is stored, as the form shows it.
    func stored(_ value: JSONValue, _ language: Pages.Language) -> FormInput {
        var typed: [String: [String]] = [:]
        for question in questions { fill(question, question.path, value[question.path] ?? .null, &typed, language) }
        return FormInput(stored: typed)
    }

    private func fill(
        _ question: Question, _ name: String, _ value: JSONValue, _ typed: inout [String: [String]],
        _ language: Pages.Language
    ) {
        switch question.answer {
        case .both:
            typed[name + ".de"] = [value.both.german]
            typed[name + ".en"] = [value.both.english]
        case .some, .someWords: typed[name] = value.elements.compactMap(\.text)
        case .addresses: typed[name] = [value.elements.compactMap(\.text).joined(separator: "\n")]
        case .flag(let choice): typed[name] = value.flag == true ? [choice.value] : []
        case .weightPeriod: typed[name] = [value.text == "same" ? "" : value.text ?? ""]
        case .limit, .money:
            typed[name] = [language == .german ? (value.text ?? "").swapping(".", for: ",") : value.text ?? ""]
        case .rows(let columns, _, _):
            for (place, row) in value.elements.enumerated() {
                for column in columns {
                    let member = column.path.isEmpty ? row : row[column.path] ?? .null
                    fill(column, "\(name)-\(place + 1)-\(column.path)", member, &typed, language)
                }
            }
        case .line, .whole, .word, .pick, .one, .address, .period:
            typed[name] = [value.text ?? value.number.map(String.init) ?? ""]
        }
    }

    /// What was typed, as a value. What is wrong stands in `input` afterwards.
    func read(_ input: inout FormInput, into value: JSONValue) -> JSONValue {
        // First what others depend on: limits have the decimals that the same form sets. Where those are wrong
        // themselves, one sentence is enough.
        var decimals = 0
        if questions.contains(where: { $0.path == "decimals" }) {
            decimals = Int(input["decimals"]).flatMap { (0...6).contains($0) ? $0 : nil } ?? 6
        }
        return questions.reduce(value) { value, question in
            value.setting(question.path, to: read(question, question.path, &input, decimals))
        }
    }

    private func read(_ question: Question, _ name: String, _ input: inout FormInput, _ decimals: Int) -> JSONValue {
        switch question.answer {
        case .line(let limit): return .string(input.line(name, limit: limit))
        case .both(let limit, let rows, let isRequired):
            func text(_ name: String, _ isRequired: Bool) -> String {
                rows > 1
                    ? input.text(name, limit: limit, isRequired: isRequired)
                    : input.line(name, limit: limit, isRequired: isRequired)
            }
            return .both(LocalizedText(german: text(name + ".de", isRequired), english: text(name + ".en", false)))
        case .whole(let range, let isOptional): return whole(name, range, isOptional, &input)
        case .limit: return decimal(name, decimals, &input)
        case .money: return decimal(name, 2, &input)
        case .word(let choices), .pick(let choices):
            // A mean without weight is no choice, but the checks have a sentence of their own for it.
            if !choices.contains(where: { $0.value == input[name] }), input[name] != "mean" {
                input.refuse(name, .choiceRequired)
            }
            return .string(input[name])
        case .flag: return .boolean(!input.all(name).isEmpty)
        case .one: return input[name].isEmpty ? .null : .string(input[name])
        case .some: return .array(Set(input.all(name)).sorted().map { .string($0) })
        case .someWords(let choices):
            let known = choices.map(\.value).filter { input.all(name).contains($0) }
            if known.isEmpty { input.refuse(name, .chooseAtLeastOne) }
            return .array(known.sorted().map { .string($0) })
        case .address: return .string(input.address(name))
        case .addresses(let count): return .array(input.addresses(name, count: count).map { .string($0) })
        case .period(let isOptional):
            if !(isOptional && input[name].isEmpty), Period(input[name]) == nil { input.refuse(name, .periodExpected) }
            return .string(input[name])
        case .weightPeriod: return .string(input[name].isEmpty ? "same" : input[name])
        case .rows(let columns, _, let count):
            let places = input.rows(name, columns: Self.columnNames(columns))
            if places.count > count { input.refuse(name, .tooManyRows(count)) }
            return .array(
                places.map { place in
                    columns.reduce(JSONValue.object([])) { row, column in
                        let value = read(column, "\(name)-\(place)-\(column.path)", &input, decimals)
                        return column.path.isEmpty ? value : row.setting(column.path, to: value)
                    }
                })
        }
    }

    private func whole(
        _ name: String, _ range: ClosedRange<Int64>, _ isOptional: Bool, _ input: inout FormInput
    ) -> JSONValue {
        if isOptional, input[name].isEmpty { return .null }
        guard let number = Int64(input[name]), range.contains(number) else {
            input.refuse(name, .wholeNumber(range))
            return isOptional ? .null : .integer(range.lowerBound)
        }
        return .integer(number)
    }

    /// A number as people write it, brought to exactly `decimals` decimals.
    private func decimal(_ name: String, _ decimals: Int, _ input: inout FormInput) -> JSONValue {
        guard !input[name].isEmpty else { return .null }
        guard let number = TypedNumber.decimal(input[name], decimals: decimals) else {
            input.refuse(name, .decimalNumber(decimals))
            return .null
        }
        return .string(number.description)
    }
}

/// Numbers as people type them.
enum TypedNumber {
    /// Takes `1.234,5`, `1234,5` and `1234.5`; more decimals than `decimals` are refused, fewer are filled up.
    static func decimal(_ typed: String, decimals: Int) -> ExactDecimal? {
        var text = typed.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
        if text.contains(",") { text = text.filter { $0 != "." }.swapping(",", for: ".") }
        text = text.swapping("−", for: "-")
        guard let number = ExactDecimal(text), number.decimals <= decimals else { return nil }
        var units = number.units
        for _ in number.decimals..<decimals {
            let (product, overflow) = units.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            units = product
        }
        let padded = ExactDecimal(units: units, decimals: decimals)
        return ExactDecimal(padded.description)
    }
}

extension String {
    func swapping(_ old: Character, for new: Character) -> String { String(map { $0 == old ? new : $0 }) }
}
