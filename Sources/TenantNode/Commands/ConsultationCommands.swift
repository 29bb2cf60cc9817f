import Federation
import Pages
import Service

/// position and declare: what the town says on a draft of the framework, and its letter of intent.
enum ConsultationCommands {
    static let all: [Command] = [position, declare]

    private static let text = Command.Option(
        "text", value: "TEXT", Wording(de: "Begründung oder Text", en: "reason or text"))

    private static let position = Command(
        ["position"],
        Wording(de: "zum Entwurf der Rahmenstrategie Stellung nehmen", en: "take a position on the framework's draft"),
        details: Wording(
            de: "Wird mit der Unterschrift sofort öffentlich. Nennen Sie Gremien und Funktionen, keine Personen.",
            en: "Becomes public at once with the signature. Name bodies and functions, not persons."),
        options: [
            CommandTools.federation,
            Command.Option(
                "passage", value: "PASSAGE",
                Wording(
                    de: "Stelle, zum Beispiel whole oder indicator/ID", en: "passage, for example whole or indicator/ID"
                ),
                default: "whole"),
            Command.Option(
                "kind", value: "WORD",
                Wording(de: "support, change, question, reject", en: "support, change, question, reject")),
            Command.Option("proposal", value: "TEXT", Wording(de: "vorgeschlagener Wortlaut", en: "proposed wording")),
            text,
            Command.Option("yes", Wording(de: "ohne Rückfrage", en: "without asking")), SendCommands.noWait,
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            _ = try? LogFollower(node: node, name: name).follow()
            var input = FormInput()
            for key in ["passage", "kind", "proposal", "text"] { input[key] = invocation.option(key) ?? "" }
            let consulting = Consulting(node: node, name: name)
            guard let position = try consulting.position(&input) else { throw CommandTools.fault(input) }
            guard asked(invocation, console) else { return 1 }
            try ActApproval(node: node).sign(.position(position), in: name, by: nil)
            return try SendCommands.deliver(node, name, invocation, console)
        })

    private static let declare = Command(
        ["declare"], Wording(de: "eine Absichtserklärung abgeben", en: "hand in a letter of intent"),
        details: Wording(
            de: "Mit Text, mit Beschluss oder mit beidem. Wird mit der Unterschrift sofort öffentlich.",
            en: "With a text, a decision or both. Becomes public at once with the signature."),
        options: [
            CommandTools.federation, text,
        ] + PublicCommands.decisionParts + [
            Command.Option("yes", Wording(de: "ohne Rückfrage", en: "without asking")), SendCommands.noWait,
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            _ = try? LogFollower(node: node, name: name).follow()
            var input = FormInput()
            for key in ["text", "body", "date", "number", "link"] { input[key] = invocation.option(key) ?? "" }
            let consulting = Consulting(node: node, name: name)
            guard let declaration = try consulting.declaration(&input) else { throw CommandTools.fault(input) }
            guard asked(invocation, console) else { return 1 }
            try ActApproval(node: node).sign(.declaration(declaration), in: name, by: nil)
            return try SendCommands.deliver(node, name, invocation, console)
        })

    private static func asked(_ invocation: Invocation, _ console: Console) -> Bool {
        let question = Wording(
            de: "Das wird mit der Unterschrift sofort öffentlich und bleibt es. Unterschreiben?",
            en: "This becomes public at once with the signature, and stays so. Sign?")
        if invocation.flag("yes") || console.confirm(question) { return true }
        console.say(Wording(de: "Nichts wurde unterschrieben.", en: "Nothing was signed."))
        return false
    }
}

extension CommandTools {
    /// The first sentence of a form that was not accepted.
    static func fault(_ input: FormInput) -> NodeError {
        let fault = input.faults.first
        return NodeError(
            .usage, de: "--\(fault?.name ?? ""): \(fault?.sentence(.german) ?? "")",
            en: "--\(fault?.name ?? ""): \(fault?.sentence(.english) ?? "")")
    }
}
