extension CommandLineInterface {
    /// The help of the program, or of a group of commands.
    func help(below words: [String], _ language: Language) -> String {
        let shown = commands.filter { $0.words.starts(with: words) }
        let name = ([program] + words).joined(separator: " ")
        var lines = ["\(name) – \(summary.text(language))", ""]
        lines.append(label("Aufruf:", "Usage:", language) + " \(name) " + label("BEFEHL …", "COMMAND …", language))
        lines += ["", label("Befehle:", "Commands:", language)]
        lines += Self.table(shown.map { ($0.words.joined(separator: " "), $0.summary.text(language)) })
        let general =
            [Self.helpRow(language)]
            + (words.isEmpty ? [("--version", label("Version zeigen", "show the version", language))] : [])
        lines += ["", label("Optionen:", "Options:", language)]
        lines += Self.table(shared.map { Self.row($0, language) } + general)
        return lines.joined(separator: "\n")
    }

    func help(of command: Command, _ language: Language) -> String {
        let name = ([program] + command.words).joined(separator: " ")
        let options = command.options + shared
        var usage = "\(label("Aufruf:", "Usage:", language)) \(name)"
        if !options.isEmpty { usage += " [\(label("OPTIONEN", "OPTIONS", language))]" }
        for argument in command.arguments {
            switch argument.kind {
            case .required: usage += " \(argument.name)"
            case .optional: usage += " [\(argument.name)]"
            case .repeated: usage += " [\(argument.name) …]"
            }
        }
        var lines = ["\(name) – \(command.summary.text(language))", "", usage]
        if let details = command.details { lines += ["", details.text(language)] }
        if !command.arguments.isEmpty {
            lines += ["", label("Argumente:", "Arguments:", language)]
            lines += Self.table(command.arguments.map { ($0.name, $0.summary.text(language)) })
        }
        lines += ["", label("Optionen:", "Options:", language)]
        lines += Self.table(options.map { Self.row($0, language) } + [Self.helpRow(language)])
        return lines.joined(separator: "\n")
    }

    private static func row(_ option: Command.Option, _ language: Language) -> (String, String) {
        var text = option.summary.text(language)
        if let standard = option.standard {
            text += language == .german ? " (Vorgabe: \(standard))" : " (default: \(standard))"
        }
        if option.isRepeatable { text += language == .german ? " (mehrfach möglich)" : " (repeatable)" }
        return ("--" + option.name + (option.placeholder.map { " " + $0 } ?? ""), text)
    }

    private static func helpRow(_ language: Language) -> (String, String) {
        ("--help", language == .german ? "diese Hilfe zeigen" : "show this help")
    }

    private static func table(_ rows: [(String, String)]) -> [String] {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }
    }

    private func label(_ de: String, _ en: String, _ language: Language) -> String {
        language == .german ? de : en
    }
}
