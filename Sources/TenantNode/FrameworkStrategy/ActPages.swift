import AccountPages
import Accounts
import Federation
import HTTP
import Pages
import Service

/// `/staff/acts/<number>`: something that binds the town in a federation, for the second person who has it signed.
struct ActPages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/acts/:id") { turn, parameters in
                guard let act = try act(parameters) else { return turn.notFound() }
                return try page(turn, act)
            },
            gate.post("/acts/:id", .approver) { turn, parameters, form in
                guard let act = try act(parameters) else { return turn.notFound() }
                return try decide(turn, act, form)
            },
        ]
    }

    /// The page that lists what the act is about.
    private static func home(_ act: PublicAct) -> String {
        if case .key = act.content { "/keys" } else { "/framework" }
    }

    private func act(_ parameters: Parameters) throws -> PublicAct? {
        guard let id = parameters["id"].flatMap(Int64.init) else { return nil }
        return try node.store.read { connection in try PublicActStore.find(id, connection) }
    }

    private func page(
        _ turn: StaffTurn, _ act: PublicAct, _ input: FormInput = FormInput(), problem: Wording? = nil
    ) throws -> Response {
        let state = try node.log(of: try node.membership(act.federation)).state
        let isRefused = problem != nil || !input.isAccepted
        return turn.show(
            StaffPage(
                title: turn(ActWords.title(act)), lead: .text(turn(ActWords.lead(act))),
                body: [
                    .when(problem) {
                        Callout(.error, [.p(.text(turn.language == .german ? $0.de : $0.en))]).html(turn.language)
                    },
                    ActWords.facts(act, state, turn.language),
                    act.state == .waiting ? try forms(turn, act, input) : .empty,
                    .p(.a(turn.link(Self.home(act)), .text(turn(.back)))),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func forms(_ turn: StaffTurn, _ act: PublicAct, _ input: FormInput) throws -> HTML {
        let decision = try ActApproval(node: node).decision(author: act.author, turn.visitor.account)
        if case .refused(let refusal) = decision {
            return Callout(.information, [.p(.text(turn.say(refusal.de, refusal.en)))]).html(turn.language)
        }
        let path = "/acts/\(act.id)"
        var back = turn.form(
            path, hidden: [QueryItem("do", "return")],
            parts: [
                FormPart.field(
                    FormField(
                        id: "reason", label: turn.say("Warum geht es zurück?", "Why does it go back?"),
                        control: .area(rows: 3))
                ).filled(input, turn.language)
            ], submit: Phrase(de: "Zurückgeben", en: "Give back"))
        back.isSecondary = true
        return [
            Callout(
                .warning,
                [
                    .p(
                        .text(
                            turn.say(
                                "Mit der Unterschrift wird es sofort öffentlich und bleibt es.",
                                "With the signature it becomes public at once, and stays so.")))
                ]
            ).html(turn.language),
            turn.form(
                path, hidden: [QueryItem("do", "approve"), QueryItem("sha256", act.sha256.hex)], parts: [],
                submit: Phrase(de: "Freigeben und unterschreiben", en: "Approve and sign")
            ).html(turn.language),
            Details(
                turn.say("Stattdessen zurückgeben", "Give it back instead"), isOpen: !input.isAccepted,
                [back.html(turn.language)]
            ).html(),
        ]
    }

    private func decide(_ turn: StaffTurn, _ act: PublicAct, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        do {
            guard form["do"] == "return" else {
                try ActApproval(node: node).approve(act.id, seen: form["sha256"], by: turn.visitor.account)
                return turn.go(Self.home(act), done: "said")
            }
            let reason = input.text("reason", limit: 1000, isRequired: true)
            guard input.isAccepted else { return try page(turn, act, input) }
            try ActApproval(node: node).giveBack(act.id, reason: reason, by: turn.visitor.account)
            return turn.go("/acts/\(act.id)")
        } catch let error as NodeError {
            let now = try node.store.read { connection in try PublicActStore.find(act.id, connection) }
            return try page(turn, now ?? act, input, problem: error.wording)
        } catch let refusal as AccountRefusal {
            return try page(turn, act, input, problem: Wording(de: refusal.de, en: refusal.en))
        }
    }
}
