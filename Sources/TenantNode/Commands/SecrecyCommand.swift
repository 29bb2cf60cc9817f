import Federation
import Pages
import Service

/// indicator secrecy: what must not follow from an indicator's numbers.
enum SecrecyCommand {
    static let command = Command(
        ["indicator", "secrecy"],
        Wording(
            de: "wer hinter einem Betrag steht, und Summen, die andere veröffentlichen",
            en: "who stands behind an amount, and sums that others publish"),
        details: Wording(
            de:
                "Bleibt im Haus und entscheidet mit, welche Zahlen gesperrt werden. Was nicht genannt wird, bleibt. Zahlen mit "
                + "Dezimalpunkt. Ohne Angaben wird gezeigt, was gespeichert ist.",
            en:
                "Stays in the house and helps to decide which numbers are suppressed. What is not named stays. Numbers with a "
                + "decimal point. Without options it shows what is stored."),
        arguments: [Command.Argument("INDICATOR", Wording(de: "Kennung", en: "identifier"))],
        options: [
            Command.Option(
                "amount", value: "PERIOD=COUNT/LARGEST",
                Wording(
                    de: "Beitragende und größter Beitrag; ersetzt alle bisherigen",
                    en: "contributors and largest contribution; replaces all earlier"), repeatable: true),
            Command.Option(
                "total", value: "PERIOD=VALUE",
                Wording(de: "Summe anderer; ersetzt alle bisherigen", en: "a sum of others; replaces all earlier"),
                repeatable: true),
        ],
        run: CommandTools.run { invocation, console in
            let node = try CommandTools.node(invocation)
            let text = try invocation.argument("INDICATOR")
            let catalogue = try IndicatorCatalogue.read(node)
            guard let id = Code(text), let definition = catalogue[id] else {
                throw NodeError(
                    .notFound, de: "Die Kennzahl „\(printable(text, maximum: 60))“ gibt es hier nicht.",
                    en: "There is no indicator \"\(printable(text, maximum: 60))\" here.")
            }
            let stored = try node.store.read { connection in try SecrecyStore.read(id, connection) }
            let (amounts, totals) = (invocation.repeatedOption("amount"), invocation.repeatedOption("total"))
            guard !amounts.isEmpty || !totals.isEmpty else {
                for amount in stored.amounts {
                    console.print("amount\t\(amount.period)\t\(amount.contributors)\t\(amount.largest)")
                }
                for total in stored.totals { console.print("total\t\(total.period)\t\(total.value)\t\(total.source)") }
                return 0
            }
            let form = SecrecyForm(definition: definition, catalogue: catalogue, notation: .english)
            var kept = stored
            if !amounts.isEmpty { kept.amounts = [] }
            if !totals.isEmpty { kept.totals = [] }
            var input = form.input(kept)
            for (place, amount) in amounts.enumerated() {
                let parts = amount.split(whereSeparator: { $0 == "=" || $0 == "/" }).map(String.init)
                for (column, part) in zip(["period", "contributors", "largest"], parts) {
                    input["amount-\(place + 1)-\(column)"] = part
                }
            }
            for (place, total) in totals.enumerated() {
                let parts = total.split(separator: "=", maxSplits: 1).map(String.init)
                for (column, part) in zip(["period", "value"], parts) { input["total-\(place + 1)-\(column)"] = part }
            }
            let secrecy = form.secrecy(&input)
            if let fault = input.faults.first {
                throw NodeError(
                    .usage, de: "\(fault.name): \(fault.sentence(.german))",
                    en: "\(fault.name): \(fault.sentence(.english))")
            }
            guard try SecrecyPages.write(secrecy, by: nil, node) else { throw CommandTools.savedMeanwhile }
            console.say(Wording(de: "Gespeichert.", en: "Saved."))
            return 0
        })
}
