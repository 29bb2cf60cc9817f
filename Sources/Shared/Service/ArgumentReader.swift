/// Sorts the arguments of one command into its options and its positional arguments.
struct ArgumentReader {
    let command: Command
    let options: [Command.Option]

    init(command: Command, shared: [Command.Option]) {
        self.command = command
        options = command.options + shared
    }

    func read(_ given: [String]) throws(UsageProblem) -> Invocation {
        var found: [String: [String]] = [:]
        var positional: [String] = []
        var index = 0
        while index < given.count {
            let text = given[index]
            index += 1
            if text == "--" {
                positional += given[index...]
                break
            }
            guard text.hasPrefix("-"), text != "-" else {
                positional.append(text)
                continue
            }
            let (option, attached) = try option(text)
            let value = try value(of: option, attached, given, &index)
            guard option.isRepeatable || found[option.name] == nil else {
                throw problem(
                    "Die Option --\(option.name) steht zweimal da.", "The option --\(option.name) is given twice.")
            }
            found[option.name, default: []].append(value)
        }
        for option in options {
            if let standard = option.standard, found[option.name] == nil { found[option.name] = [standard] }
        }
        return Invocation(command: command.words, arguments: try assign(positional), options: found)
    }

    private func option(_ text: String) throws(UsageProblem) -> (Command.Option, attached: String?) {
        let name = text.prefix { $0 != "=" }
        let attached = name.endIndex == text.endIndex ? nil : String(text[text.index(after: name.endIndex)...])
        if let option = options.first(where: { "--" + $0.name == name }) { return (option, attached) }
        let shown = printable(String(name), maximum: 80)
        guard let near = nearest(String(name.drop { $0 == "-" }), among: options.map(\.name)) else {
            throw problem("Unbekannte Option \(shown).", "Unknown option \(shown).")
        }
        throw problem(
            "Unbekannte Option \(shown). Meinten Sie --\(near)?", "Unknown option \(shown). Did you mean --\(near)?")
    }

    private func value(
        of option: Command.Option, _ attached: String?, _ given: [String], _ index: inout Int
    ) throws(UsageProblem) -> String {
        guard let placeholder = option.placeholder else {
            guard attached == nil else {
                throw problem(
                    "Die Option --\(option.name) nimmt keinen Wert.", "The option --\(option.name) takes no value.")
            }
            return ""
        }
        if let attached { return attached }
        // A following option is more likely a forgotten value than one that begins with dashes; "=" allows both.
        guard index < given.count, !given[index].hasPrefix("--") else {
            throw problem(
                "Die Option --\(option.name) braucht einen Wert: --\(option.name) \(placeholder).",
                "The option --\(option.name) needs a value: --\(option.name) \(placeholder).")
        }
        index += 1
        return given[index - 1]
    }

    private func assign(_ positional: [String]) throws(UsageProblem) -> [String: [String]] {
        var rest = positional[...]
        var assigned: [String: [String]] = [:]
        for argument in command.arguments {
            if argument.kind == .repeated {
                assigned[argument.name] = Array(rest)
                rest = []
            } else if let value = rest.popFirst() {
                assigned[argument.name] = [value]
            } else if argument.kind == .required {
                throw problem("Das Argument \(argument.name) fehlt.", "The argument \(argument.name) is missing.")
            }
        }
        guard let extra = rest.first else { return assigned }
        let shown = printable(extra, maximum: 80)
        throw problem("Ein Argument zu viel: \(shown).", "One argument too many: \(shown).")
    }

    private func problem(_ de: String, _ en: String) -> UsageProblem {
        UsageProblem(words: command.words, de: de, en: en)
    }
}
