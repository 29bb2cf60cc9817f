import Crypto
import Database
import Federation
import Ledger
import Service

/// send, withdraw, status, receipts.
enum SendCommands {
    static let all: [Command] = [send, withdraw, status, receipts, receipt]

    static let noWait = Command.Option(
        "no-wait",
        Wording(de: "nur in den Ausgang legen, nicht gleich senden", en: "only put into the outbox, don't send yet"))

    private static let send = Command(
        ["send"], Wording(de: "senden, was im Ausgang liegt", en: "send what lies in the outbox"),
        options: [
            CommandTools.federation,
            Command.Option(
                "retry", Wording(de: "auch Abgelehntes noch einmal senden", en: "also send again what was refused")),
            Command.Option(
                "to-files", value: "DIR",
                Wording(
                    de: "ohne Verbindung: als Dateien für die Geschäftsstelle (dort: enter)",
                    en: "without a connection: as files for the regional office (there: enter)")),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            if let folder = invocation.option("to-files") {
                let name = try CommandTools.chosen(node, invocation).name
                let paths = try OfflineDelivery(node: node, name: name).write(to: folder)
                for path in paths { console.print(path) }
                if paths.isEmpty {
                    console.say(Wording(de: "Es liegt nichts im Ausgang.", en: "Nothing lies in the outbox."))
                }
                return 0
            }
            var status: Int32 = 0
            let all = try node.memberships().map(\.name)
            for name in try invocation.option("federation").map({ [try node.membership($0).name] }) ?? all {
                if invocation.flag("retry") {
                    try node.store.write { connection in
                        try connection.execute(
                            """
                            UPDATE own_statement SET state = 'waiting', next_attempt = 0
                            WHERE federation = ? AND state = 'refused'
                            """,
                            .text(name))
                    }
                }
                status = max(status, try deliver(node, name, invocation, console))
            }
            return status
        })

    /// Tries at once; what waits goes on waiting, which is no failure of the command.
    static func deliver(
        _ node: Node, _ name: String, _ invocation: Invocation, _ console: Console
    ) throws -> Int32 {
        if invocation.flag("no-wait") {
            console.say(Wording(de: "Liegt im Ausgang.", en: "Lies in the outbox."))
            return 0
        }
        let report = try Outbox(node: node, name: name).deliver(isUrgent: true)
        if report.delivered > 0 {
            console.say(
                Wording(
                    de: "\(name): \(report.delivered) zugestellt, Quittungen geprüft.",
                    en: "\(name): \(report.delivered) delivered, receipts verified."))
        }
        guard report.waiting > 0 else { return 0 }
        if report.isRefused {
            console.fail(
                Wording(
                    de: "\(name): abgelehnt, \(report.waiting) im Ausgang: \(report.wording.de)",
                    en: "\(name): refused, \(report.waiting) in the outbox: \(report.reason)"
                ).text(console.language))
            console.hint(
                Wording(
                    de: "Nach Klärung: send --retry, oder withdraw und neu abgeben.",
                    en: "Once it is sorted out: send --retry, or withdraw and hand in anew."))
            return 1
        }
        console.warn(
            Wording(
                de:
                    "\(name): \(report.waiting) warten im Ausgang: \(report.wording.de) Es geht nichts verloren; „serve“ "
                    + "versucht es weiter.",
                en: "\(name): \(report.waiting) wait in the outbox: \(report.reason) Nothing is lost; \"serve\" keeps "
                    + "trying."))
        return 0
    }

    private static let withdraw = Command(
        ["withdraw"], Wording(de: "Abgelehntes aus dem Ausgang nehmen", en: "take what was refused out of the outbox"),
        details: Wording(
            de: "Nur was nicht im Protokoll steht, kann zurückgenommen werden; alles danach im Ausgang mit ihm. Die "
                + "Nummern werden wieder frei.",
            en: "Only what is not in the log can be withdrawn, with everything behind it in the outbox. The numbers "
                + "become free again."),
        options: [CommandTools.federation],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let membership = try CommandTools.chosen(node, invocation)
            let count = try Withdrawal(node: node, name: membership.name).withdraw()
            console.say(Wording(de: "\(count) zurückgenommen.", en: "\(count) withdrawn."))
            return 0
        })

    private static let status = Command(
        ["status"], Wording(de: "Stand des Knotens", en: "the node's state"), options: [CommandTools.json],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let status = try NodeStatus.read(node)
            if invocation.flag("json") {
                CommandTools.print(status.json, console)
            } else {
                for line in StatusText(status: status, language: console.language.pages).lines { console.print(line) }
            }
            return status.federations.contains { $0.membership.alarm != nil || $0.membership.shorter != nil } ? 1 : 0
        })

    private static let receipt = Command(
        ["receipt"],
        Wording(
            de: "eine Quittung aus einer Datei übernehmen", en: "take a receipt from a file"),
        details: Wording(
            de:
                "Für Erklärungen, die mit „send --to-files“ hinausgegangen sind. Geprüft wird wie bei einer Quittung über das Netz.",
            en: "For statements that went out with \"send --to-files\". It is checked like a receipt over the network."),
        arguments: [
            Command.Argument(
                "FILE", Wording(de: "die Quittung (.tlog-proof)", en: "the receipt (.tlog-proof)"), .repeated)
        ],
        options: [CommandTools.federation],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            for file in invocation.repeatedArgument("FILE") {
                let sequence = try OfflineDelivery(node: node, name: name).take(
                    try Files.readFile(file, maximum: 1 << 20))
                console.say(
                    Wording(
                        de: "\(name): Erklärung \(sequence) steht im Protokoll, Quittung geprüft.",
                        en: "\(name): statement \(sequence) stands in the log, receipt verified."))
            }
            return 0
        })

    private static let receipts = Command(
        ["receipts"], Wording(de: "Quittungen zeigen oder ablegen", en: "show or export receipts"),
        options: [
            CommandTools.federation,
            Command.Option(
                "export", value: "DIR",
                Wording(de: "Ordner für Erklärungen und Quittungen", en: "folder for statements and receipts")),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let membership = try CommandTools.chosen(node, invocation)
            let delivered = try node.store.read { connection in
                try OwnStatements.chain(of: membership.name, connection)
            }.filter { $0.state == .delivered }
            let folder = invocation.option("export")
            if let folder { try Files.ensureFolder(folder) }
            for own in delivered {
                guard let receipt = own.witnessed ?? own.receipt else { continue }
                console.print("\(own.sequence)\t\(own.kind.rawValue)\t\(own.position ?? 0)\t\(own.sha256.hex)")
                guard let folder else { continue }
                try Files.writeFileDurably("\(folder)/\(own.sequence)-\(own.kind.rawValue).jws", own.bytes)
                try Files.writeFileDurably("\(folder)/\(own.sequence)-\(own.kind.rawValue).tlog-proof", receipt)
            }
            return 0
        })
}
