import AccountPages
import Accounts
import Federation
import HTTP
import Pages

/// `/staff/indicators/series/<id>/secrecy`: what must not follow from an indicator's numbers.
struct SecrecyPages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/indicators/series/:id/secrecy", .author) { turn, parameters in
                guard let form = try form(parameters, turn) else { return turn.notFound() }
                let stored = try node.store.read { connection in
                    try SecrecyStore.read(form.definition.id, connection)
                }
                return page(turn, form, form.input(stored))
            },
            gate.post("/indicators/series/:id/secrecy", .author) { turn, parameters, submitted in
                guard let form = try form(parameters, turn) else { return turn.notFound() }
                return try save(turn, form, submitted)
            },
        ]
    }

    private func form(_ parameters: Parameters, _ turn: StaffTurn) throws -> SecrecyForm? {
        let catalogue = try IndicatorCatalogue.read(node)
        guard let id = Code(parameters["id"] ?? ""), let definition = catalogue[id] else { return nil }
        return SecrecyForm(definition: definition, catalogue: catalogue, notation: turn.notation)
    }

    private func save(_ turn: StaffTurn, _ form: SecrecyForm, _ submitted: SubmittedForm) throws -> Response {
        var input = FormInput(submitted.fields)
        let secrecy = form.secrecy(&input)
        guard input.isAccepted else { return page(turn, form, input) }
        guard try Self.write(secrecy, by: turn.visitor.account, node) else {
            let now = try node.store.read { connection in try SecrecyStore.read(secrecy.indicator, connection) }
            input["version"] = String(now.version)
            return page(turn, form, input, isStale: true)
        }
        return turn.go("/indicators/series/\(secrecy.indicator)", done: "plan")
    }

    /// Writes with a line in the journal; false where somebody else has saved meanwhile.
    static func write(_ secrecy: Secrecy, by account: Account?, _ node: Node) throws -> Bool {
        try node.store.write { connection in
            guard try SecrecyStore.write(secrecy, connection) else { return false }
            try Journal.record(
                "indicators.secrecy", object: secrecy.indicator.text,
                detail: "\(secrecy.amounts.count) + \(secrecy.totals.count)", by: account,
                at: node.world.now().seconds, connection)
            return true
        }
    }

    private func page(
        _ turn: StaffTurn, _ form: SecrecyForm, _ input: FormInput, isStale: Bool = false
    ) -> Response {
        let name = form.definition.name.text(turn.language)
        let path = "/indicators/series/\(form.definition.id)"
        let isRefused = !input.isAccepted || isStale
        return turn.show(
            StaffPage(
                title: turn.say("Geheimhaltung: \(name)", "Secrecy: \(name)"),
                lead: .text(
                    turn.say(
                        "Diese Angaben bleiben im Haus. Sie entscheiden mit, welche Zahlen gesperrt werden.",
                        "These details stay in the house. They help to decide which numbers are suppressed.")),
                body: [
                    .when(isStale, turn.savedMeanwhile()),
                    turn.form(
                        path + "/secrecy", hidden: [QueryItem("version", input["version"])],
                        parts: form.parts(input, turn.language), submit: .save, cancel: turn.link(path)
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }
}
