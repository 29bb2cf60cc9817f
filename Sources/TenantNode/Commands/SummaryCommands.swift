import Federation
import Pages
import Service

/// summary preview, approve, submit; the last two also without the first word.
enum SummaryCommands {
    static let all: [Command] = [
        preview, request, giveBack, standing, approve(["summary", "approve"]), submit(["summary", "submit"]),
        approve(["approve"]),
        submit(["submit"]), withdraw,
    ]

    private static let withdraw = Command(
        ["summary", "withdraw"],
        Wording(de: "eine zugestellte Meldung zurücknehmen", en: "withdraw a delivered summary"),
        options: [
            CommandTools.federation, period,
            Command.Option(
                "reason", value: "WORD", Wording(de: "error, decision oder other", en: "error, decision or other")),
            Command.Option("yes", Wording(de: "ohne Rückfrage", en: "without asking")), SendCommands.noWait,
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            let period = try CommandTools.period(invocation)
            guard let reason = Federation.Withdrawal.Reason(rawValue: invocation.option("reason") ?? "") else {
                throw ServiceError(.usage, "One of error, decision, other is expected.", at: "--reason")
            }
            let question = Wording(
                de: "Die Meldung für \(period) zurücknehmen? Beide Erklärungen bleiben im Protokoll.",
                en: "Withdraw the summary for \(period)? Both statements stay in the log.")
            guard invocation.flag("yes") || console.confirm(question) else {
                console.say(Wording(de: "Nichts wurde zurückgenommen.", en: "Nothing was withdrawn."))
                return 1
            }
            _ = try? LogFollower(node: node, name: name).follow()
            try SummaryFlow(node: node, name: name).withdraw(period, reason: reason, by: nil)
            return try SendCommands.deliver(node, name, invocation, console)
        })

    private static let period = Command.Option(
        "period", value: "PERIOD",
        Wording(de: "Berichtszeitraum, zum Beispiel 2026", en: "reporting period, for example 2026"))

    private static let function = Command.Option(
        "function", value: "FUNCTION",
        Wording(
            de: "Funktion der freigebenden Person: mayor, deputy, head_of_department, project_lead, other",
            en: "function of who approves: mayor, deputy, head_of_department, project_lead, other"), default: "mayor")
    static let selfApproved = Command.Option(
        "self", Wording(de: "dieselbe Person hat bearbeitet und gibt frei", en: "author and approver are one person"))

    private static func approval(_ invocation: Invocation) throws -> Summary.Approval {
        guard let function = Summary.Approval.Function(rawValue: invocation.option("function") ?? "") else {
            let known = Summary.Approval.Function.allCases.map(\.rawValue).joined(separator: ", ")
            throw ServiceError(.usage, "One of \(known) is expected.", at: "--function")
        }
        return Summary.Approval(function: function, isSelfApproved: invocation.flag("self"))
    }

    private static let preview = Command(
        ["summary", "preview"],
        Wording(de: "zeigen, was das Haus verlassen wird", en: "show what will leave the house"),
        options: [
            CommandTools.federation, period, function, selfApproved,
            Command.Option(
                "bytes",
                Wording(de: "genau die Bytes, die unterschrieben werden", en: "exactly the bytes that are signed")),
            CommandTools.json,
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let desk = SummaryDesk(node: node, name: try CommandTools.chosen(node, invocation).name)
            let period = try CommandTools.period(invocation)
            let preview = try desk.preview(period, approval: try approval(invocation))
            if invocation.flag("bytes") {
                console.write(preview.body)
            } else if invocation.flag("json") {
                CommandTools.print(json(preview), console)
            } else {
                for line in PreviewText(preview: preview, language: console.language.pages).lines {
                    console.print(line)
                }
                let function = invocation.option("function") ?? ""
                let command =
                    "summary approve --period \(period) --function \(function)"
                    + (invocation.flag("self") ? " --self" : "") + " --expect \(preview.sha256.hex)"
                console.hint(Wording(de: "Freigeben: \(command)", en: "Approve: \(command)"))
            }
            return 0
        })

    private static let request = Command(
        ["summary", "request"],
        Wording(de: "die Meldung zur Freigabe vorlegen", en: "hand the summary on for approval"),
        details: Wording(
            de: "Wer freigeben darf, sieht sie dann auf den Seiten der Verwaltung oder mit „due“.",
            en: "Whoever may approve then sees it on the staff pages or with \"due\"."),
        options: [
            CommandTools.federation, period,
            Command.Option(
                "expect", value: "SHA256",
                Wording(de: "Prüfsumme aus „summary standing“", en: "digest from \"summary standing\"")),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            let period = try CommandTools.period(invocation)
            let open = try SummaryDesk(node: node, name: name).preview(period, approval: SummaryFlow.open)
            try SummaryFlow(node: node, name: name).request(
                period, expecting: invocation.option("expect") ?? open.sha256.hex, by: nil)
            console.print(open.sha256.hex)
            return 0
        })

    private static let giveBack = Command(
        ["summary", "return"],
        Wording(de: "eine vorgelegte Meldung zurückgeben", en: "give a summary that was handed on back"),
        options: [
            CommandTools.federation, period,
            Command.Option("note", value: "TEXT", Wording(de: "warum", en: "why")),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            var input = FormInput()
            input["note"] = try invocation.requiredOption("note")
            let note = input.text("note", limit: 2000, isRequired: true)
            guard input.isAccepted else { throw CommandTools.fault(input) }
            try SummaryFlow(node: node, name: name).giveBack(try CommandTools.period(invocation), note: note, by: nil)
            console.say(Wording(de: "Zurückgegeben.", en: "Given back."))
            return 0
        })

    private static let standing = Command(
        ["summary", "standing"],
        Wording(de: "wie weit die Meldung eines Zeitraums ist", en: "how far the summary of a period is"),
        options: [CommandTools.federation, period, CommandTools.json],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            let period = try CommandTools.period(invocation)
            let desk = SummaryDesk(node: node, name: name)
            let open = try desk.preview(period, approval: SummaryFlow.open)
            let request = try node.store.read { connection in
                try SummaryRequestStore.newest(period, of: name, connection)
            }
            let approved = try desk.approved(period)
            let isChanged = request.map { $0.state == .waiting && $0.body != open.body } ?? false
            if invocation.flag("json") {
                CommandTools.print(
                    .object([
                        JSONValue.Member("approved", approved.map { .string($0.sha256.hex) } ?? .null),
                        JSONValue.Member("changedSinceRequest", .boolean(isChanged)),
                        JSONValue.Member("note", .string(request?.note ?? "")),
                        JSONValue.Member("request", request.map { .string($0.state.rawValue) } ?? .null),
                        JSONValue.Member("sha256", .string(open.sha256.hex)),
                        JSONValue.Member("signed", .boolean(approved?.statement != nil)),
                    ]), console)
                return 0
            }
            let says = { (german: String, english: String) in
                console.print(Wording(de: german, en: english).text(console.language))
            }
            says("Heutiger Stand: \(open.sha256.hex)", "As it stands today: \(open.sha256.hex)")
            switch request?.state {
            case nil: says("Noch nicht vorgelegt.", "Not handed on yet.")
            case .waiting:
                says("Vorgelegt, wartet auf Freigabe.", "Handed on, waits for approval.")
                if isChanged {
                    says("Seit der Vorlage hat sich etwas geändert.", "Something has changed since it was handed on.")
                }
            case .returned:
                says("Zurückgegeben: \(request?.note ?? "")", "Given back: \(request?.note ?? "")")
            case .approved, .replaced: break
            }
            if let approved {
                says(
                    "Freigegeben: \(approved.sha256.hex)" + (approved.statement == nil ? ", noch nicht gesendet" : ""),
                    "Approved: \(approved.sha256.hex)" + (approved.statement == nil ? ", not sent yet" : ""))
            }
            return 0
        })

    private static func json(_ preview: SummaryDesk.Preview) -> JSONValue {
        let outcome = preview.outcome
        let body = (try? JSONValue(canonicalBytes: preview.body)) ?? .null
        return .object([
            JSONValue.Member("body", body),
            JSONValue.Member("bytes", .integer(Int64(preview.body.count))),
            JSONValue.Member("missing", .array(outcome.missing.map { .string("\($0.indicator) \($0.period)") })),
            JSONValue.Member("problems", .array(outcome.problems.map { .string($0.english) })),
            JSONValue.Member("sha256", .string(preview.sha256.hex)),
            JSONValue.Member("suppressed", .array(outcome.held.map { .string($0.cell.description) })),
            JSONValue.Member("unmapped", .array(outcome.unmappedMeasures.map { .string($0.text) })),
        ])
    }

    private static func approve(_ words: [String]) -> Command {
        Command(
            words, Wording(de: "genau das Gesehene freigeben", en: "approve exactly what was previewed"),
            options: [
                CommandTools.federation, period, function, selfApproved,
                Command.Option(
                    "expect", value: "SHA256", Wording(de: "Prüfsumme der Vorschau", en: "digest of the preview")),
            ],
            run: CommandTools.run { invocation, console in
                let node = try CommandTools.node(invocation)
                let flow = SummaryFlow(node: node, name: try CommandTools.chosen(node, invocation).name)
                let preview = try flow.approve(
                    try CommandTools.period(invocation), approval: try approval(invocation),
                    expecting: invocation.option("expect"))
                console.print(preview.sha256.hex)
                return 0
            })
    }

    private static func submit(_ words: [String]) -> Command {
        Command(
            words, Wording(de: "das Freigegebene unterschreiben und senden", en: "sign what was approved and send it"),
            options: [CommandTools.federation, period, SendCommands.noWait],
            run: CommandTools.run { invocation, console in
                let node = try CommandTools.node(invocation)
                try CommandTools.requireSpace(try CommandTools.settings(invocation))
                let name = try CommandTools.chosen(node, invocation).name
                let period = try CommandTools.period(invocation)
                let (own, isNew) = try SummaryFlow(node: node, name: name).signed(period, by: nil)
                if !isNew {
                    console.say(
                        Wording(de: "\(period) ist schon abgegeben.", en: "\(period) is submitted already."))
                }
                console.print("\(own.sequence)\t\(own.sha256.hex)")
                return try SendCommands.deliver(node, name, invocation, console)
            })
    }
}
