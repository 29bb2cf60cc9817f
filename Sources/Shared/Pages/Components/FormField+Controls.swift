extension FormField {
    func choice(_ option: Option, position: Int) -> HTML {
        let choiceID = position == 0 ? id + "-choice" : "\(id)-choice-\(position + 1)"
        var type = "radio"
        if case .checkboxes = control { type = "checkbox" }
        let checked: [Attribute] = values.contains(option.value) ? [.flag(.checked)] : []
        return .div(
            .element(
                .input,
                [.set(.type, type), .id(choiceID), .set(.name, id), .set(.value, option.value)] + checked, []),
            .element(
                .label, [.set(.for, choiceID)],
                [.text(option.label), .when(!option.hint.isEmpty, .span(.text(option.hint), class: "hint"))]),
            class: "choice")
    }

    func input(_ language: Language) -> HTML {
        switch control {
        case .text(let width): return line("text", width: width)
        case .number(let width): return line("text", width: width, [.set(.inputmode, "decimal")])
        case .email: return line("email", width: 0)
        case .date: return line("date", width: 12)
        case .password(let isNew):
            return line("password", width: 30, [.set(.autocomplete, isNew ? "new-password" : "current-password")])
        case .oneTimeCode:
            return line("text", width: 8, [.set(.inputmode, "numeric"), .set(.autocomplete, "one-time-code")])
        case .hidden:
            return .element(
                .input, [.set(.type, "hidden"), .set(.name, id), .set(.value, values.first ?? "")], [])
        case .file(let accept): return line("file", width: 0, [.set(.accept, accept)])
        case .area(let rows):
            return .element(.textarea, common + [.set(.rows, rows)], values.first.map { [.text("\n" + $0)] } ?? [])
        case .select(let options):
            let empty = HTML.element(
                .option, [.set(.value, "")], [.text(choosesNothing ?? Phrase.pleaseChoose(language))])
            return .element(.select, common, [empty] + options.map(choice))
        case .radios, .checkboxes: return .empty
        }
    }

    private func choice(_ option: Option) -> HTML {
        let selected: [Attribute] = values.contains(option.value) ? [.flag(.selected)] : []
        return .element(.option, [.set(.value, option.value)] + selected, [.text(option.label)])
    }

    private func line(_ type: String, width: Int, _ more: [Attribute] = []) -> HTML {
        var attributes = common + more + [.set(.type, type)]
        if width > 0 { attributes.append(.class("width-\([4, 8, 12, 20, 30].first { $0 >= width } ?? 30)")) }
        // A password is never sent back to the browser.
        if type != "password", type != "file", let value = values.first { attributes.append(.set(.value, value)) }
        return .element(.input, attributes, [])
    }

    private var common: [Attribute] {
        var attributes: [Attribute] = [.id(id), .set(.name, id)]
        let parts = (hint.isEmpty ? [] : [id + "-hint"]) + (error == nil ? [] : [id + "-error"])
        if !parts.isEmpty { attributes.append(.set(.ariaDescribedBy, parts.joined(separator: " "))) }
        if error != nil { attributes.append(.set(.ariaInvalid, "true")) }
        if isRequired { attributes.append(.flag(.required)) }
        if !autocomplete.isEmpty { attributes.append(.set(.autocomplete, autocomplete)) }
        return attributes
    }
}
