import Ledger
import Service
import Witnessing

/// witness, policy.
enum WitnessCommands {
    static let all: [Command] = [witness, policy]

    private static let witness = Command(
        ["witness"],
        Wording(
            de: "das Protokoll jetzt prüfen und gegenzeichnen", en: "check and cosign the log now"),
        details: Wording(
            de:
                "Der laufende Knoten tut das von selbst. Gegengezeichnet wird nur, wenn die Kommune zum Zeugenkreis gehört und\n"
                + "der Prüfpunkt fortsetzt, was dieser Knoten gesehen hat. Quittungen werden erneuert, sobald sie bezeugt sind.",
            en:
                "The running node does that by itself. It cosigns only where the town belongs to the committee and the\n"
                + "checkpoint continues what this node has seen. Receipts are renewed once they are witnessed."),
        options: [CommandTools.federation],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let name = try CommandTools.chosen(node, invocation).name
            try LogFollower(node: node, name: name).follow()
            try Witness(node: node, name: name).attend()
            let (cosigned, witnessed) = try node.store.read { connection in
                (try WitnessStore.cosigned(name, connection), try WitnessStore.witnessedSize(name, connection))
            }
            console.say(
                cosigned.map {
                    Wording(
                        de: "\(name): gegengezeichnet bis Größe \($0.head.size)"
                            + ($0.isTaken ? "." : ", vom Hub noch nicht angenommen."),
                        en: "\(name): cosigned up to size \($0.head.size)"
                            + ($0.isTaken ? "." : ", not yet taken by the hub."))
                }
                    ?? Wording(
                        de: "\(name): geprüft; diese Kommune gehört nicht zum Zeugenkreis.",
                        en: "\(name): checked; this town does not belong to the committee."))
            if let witnessed {
                console.say(
                    Wording(de: "Bezeugt bis Größe \(witnessed).", en: "Witnessed up to size \(witnessed)."))
            }
            return 0
        })

    private static let policy = Command(
        ["policy"],
        Wording(
            de: "die Prüfregel für das Prüfprogramm ausgeben", en: "print the policy for the audit program"),
        details: Wording(
            de:
                "Welches Protokoll, welche Zeugen, welches Quorum: aus der eigenen, geprüften Kopie des Protokolls und dem Schlüssel\n"
                + "der Einladung. So muss ein Prüfer dem Hub nicht glauben: rahmenwerk-audit verify EXPORT --policy DATEI.",
            en:
                "Which log, which witnesses, which quorum: from the own, checked copy of the log and the key of the invitation.\n"
                + "So an auditor need not believe the hub: rahmenwerk-audit verify EXPORT --policy FILE."),
        options: [CommandTools.federation],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let membership = try CommandTools.chosen(node, invocation)
            let state = try node.log(of: membership).state
            let policy = try WitnessPolicy.following(state, at: state.size, log: membership.log, url: membership.hub)
            console.write(Array(policy.text.utf8))
            return 0
        })
}
