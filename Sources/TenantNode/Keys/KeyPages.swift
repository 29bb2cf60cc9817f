import AccountPages
import Accounts
import Crypto
import Federation
import HTTP
import Pages
import Service

/// `/staff/keys`: the town's keys in each federation, and their change.
struct KeyPages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/keys") { turn, _ in try page(turn) },
            gate.get("/keys/:federation/change", .admin) { turn, parameters in
                guard let membership = try membership(parameters) else { return turn.notFound() }
                return try form(turn, membership, FormInput(stored: ["use": ["statement"], "reason": ["rotation"]]))
            },
            gate.post("/keys/:federation/change", .admin) { turn, parameters, form in
                guard let membership = try membership(parameters) else { return turn.notFound() }
                return try change(turn, membership, form)
            },
        ]
    }

    private func membership(_ parameters: Parameters) throws -> Membership? {
        let name = parameters["federation"]
        return try node.memberships().first { $0.name == name && $0.isMember }
    }

    // MARK: List

    private func page(_ turn: StaffTurn) throws -> Response {
        let memberships = try node.memberships().filter(\.isMember)
        var body: [HTML] = [
            turn.done([
                "said": Phrase(
                    de: "Der Wechsel ist unterschrieben und liegt im Ausgang. Der bisherige Schlüssel gilt, bis er im "
                        + "Protokoll steht. Bitte danach eine neue Sicherung anlegen.",
                    en: "The change is signed and lies in the outbox. The present key is valid until it stands in the "
                        + "log. Please make a new backup then.")
            ])
        ]
        for membership in memberships { body.append(try section(turn, membership)) }
        if memberships.isEmpty {
            body.append(
                EmptyState(
                    turn.say("Noch kein Verbund", "No federation yet"),
                    explanation: turn.say(
                        "Schlüssel entstehen, wenn die Kommune einem Verbund beitritt.",
                        "Keys are made when the municipality joins a federation.")
                ).html())
        }
        return turn.show(
            StaffPage(
                title: turn.say("Womit unterschreiben wir?", "What do we sign by?"),
                lead: .text(
                    turn.say(
                        "Mit dem einen Schlüssel sagt die Kommune etwas, mit dem anderen bezeugt sie das Protokoll. Gültigkeit "
                            + "zählt nach Einträgen des Protokolls.",
                        "By the one key the municipality says something, by the other it witnesses the log. Validity counts by "
                            + "entries of the log.")), body: body))
    }

    private func section(_ turn: StaffTurn, _ membership: Membership) throws -> HTML {
        let list = try KeyList.read(node, membership)
        let state = try node.log(of: membership).state
        func number(_ index: Int64) -> String { NumberFormat.integer(Int(index), turn.language) }
        let rows = list.rows.reversed().map { row -> [DataTable.Cell] in
            let key = row.key
            var validity = turn.say("ab Eintrag \(number(key.firstIndex))", "from entry \(number(key.firstIndex))")
            if let last = key.lastIndex { validity += turn.say(" bis \(number(last))", " to \(number(last))") }
            return [
                .text(
                    key.use == .statement
                        ? turn.say("Erklärungen", "statements") : turn.say("Gegenzeichnen", "cosigning")),
                .html([
                    StatusBadge(
                        key.lastIndex == nil ? .done : .open,
                        key.lastIndex == nil ? turn.say("gilt", "valid") : turn.say("beendet", "ended")
                    ).html(), .span(.text(validity), class: "cell-note"),
                    .when(key.doubtedFrom) {
                        .span(
                            .text(
                                turn.say("angezweifelt ab Eintrag \(number($0))", "in doubt from entry \(number($0))")),
                            class: "cell-note")
                    },
                ]),
                .text(key.key.algorithm.rawValue),
                .text(row.set == nil ? turn.say("keine Datei", "no file") : turn.say("vorhanden", "present")),
                .html(HashText(row.thumbprint).html(turn.language)),
            ]
        }
        return .section(
            .h2(.text(state.founding?.value.name.text(turn.language) ?? membership.name)),
            try waiting(turn, membership),
            DataTable(
                caption: turn.say("Schlüssel der Kommune", "Keys of the municipality"),
                columns: [
                    DataTable.Column(turn.say("Wofür", "What for")), DataTable.Column(turn.say("Gültig", "Valid")),
                    DataTable.Column(turn.say("Verfahren", "Algorithm")), DataTable.Column(turn.say("Datei", "File")),
                    DataTable.Column(turn.say("Fingerabdruck", "Thumbprint")),
                ], rows: rows, hidesCaption: true
            ).html(turn.language),
            turn.visitor.has(.admin)
                ? .p(
                    .buttonLink(
                        turn.link("/keys/\(membership.name)/change"),
                        turn.say("Einen Schlüssel wechseln", "Change a key")))
                : .empty)
    }

    /// A change that has been put forward, or lies in the outbox.
    private func waiting(_ turn: StaffTurn, _ membership: Membership) throws -> HTML {
        let acts = try node.store.read { try PublicActStore.waiting($0) }
        let own = acts.filter { act in
            guard act.federation == membership.name, case .key = act.content else { return false }
            return true
        }
        return own.isEmpty
            ? .empty
            : Callout(
                .information,
                own.map { act in
                    .p(
                        .a(turn.link("/acts/\(act.id)"), .text(turn(ActWords.title(act)))),
                        .text(
                            turn.say(
                                " wartet auf eine zweite Person, vorgelegt von \(act.authorName).",
                                " waits for a second person, put forward by \(act.authorName).")))
                }
            ).html(turn.language)
    }

    // MARK: Change

    private func form(
        _ turn: StaffTurn, _ membership: Membership, _ input: FormInput, problem: Wording? = nil
    ) throws -> Response {
        let say = turn.say
        let allowed = try node.log(of: membership).state.founding?.value.algorithms ?? [.ed25519]
        let fields = [
            FormField(
                id: "use", label: say("Welcher Schlüssel", "Which key"),
                control: .radios([
                    FormField.Option("statement", say("der für Erklärungen", "the one for statements")),
                    FormField.Option(
                        "cosigner", say("der zum Gegenzeichnen", "the one that cosigns"),
                        hint: say("immer Ed25519", "always Ed25519")),
                ])),
            FormField(
                id: "algorithm", label: say("Verfahren des neuen Schlüssels", "Algorithm of the new key"),
                control: .select(
                    allowed.map { FormField.Option($0.rawValue, $0 == .ed25519 ? "Ed25519" : "ECDSA P-256") }),
                hint: say("Leer: wie bisher", "Empty: as before"), isRequired: false),
            FormField(
                id: "reason", label: say("Warum", "Why"),
                control: .radios([
                    FormField.Option("rotation", say("geplanter Wechsel", "planned change")),
                    FormField.Option(
                        "compromise",
                        say("jemand anders hat ihn benutzt oder könnte es", "somebody else has used it, or could"),
                        hint: say(
                            "Was ab dem Eintrag unten darunter steht, wird überall als angezweifelt gekennzeichnet.",
                            "What stands under it from the entry below on is marked as in doubt everywhere.")),
                ])),
            FormField(
                id: "doubted", label: say("Angezweifelt ab Eintrag", "In doubt from entry"), control: .number(width: 8),
                hint: say(
                    "Nur bei fremder Benutzung: der erste Eintrag, den man nicht mehr glauben soll",
                    "Only where somebody else has used it: the first entry that is not to be believed any more"),
                isRequired: false),
            FormField(
                id: "confirm", label: say("Bestätigung", "Confirmation"),
                control: .checkboxes([
                    FormField.Option(
                        "yes",
                        say("Der bisherige Schlüssel endet damit für immer.", "The present key ends for ever by this."))
                ])),
        ]
        let isRefused = problem != nil || !input.isAccepted
        return turn.show(
            StaffPage(
                title: say("\(membership.name): einen Schlüssel wechseln", "\(membership.name): change a key"),
                lead: .text(
                    say(
                        "Der neue Schlüssel wird in einer eigenen Datei gesichert und mit dem bisherigen bekannt gemacht. Das steht "
                            + "danach öffentlich im Protokoll.",
                        "The new key is kept in a file of its own and made known under the present one. That then stands in the "
                            + "log for all to see.")),
                body: [
                    .when(problem) { Callout(.error, [.p(.text(say($0.de, $0.en)))]).html(turn.language) },
                    turn.form(
                        "/keys/\(membership.name)/change",
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) }, submit: ActWords.submit,
                        cancel: turn.link("/keys"), isDangerous: true
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func change(_ turn: StaffTurn, _ membership: Membership, _ form: SubmittedForm) throws -> Response {
        var input = FormInput(form.fields)
        let use = KeyUse(rawValue: input["use"])
        if use == nil {
            input.refuse("use", Phrase(de: "Bitte wählen Sie einen Schlüssel.", en: "Please choose a key."))
        }
        let reasons: [String: KeyChange.Reason] = ["rotation": .rotation, "compromise": .compromise]
        let reason = reasons[input["reason"]]
        if reason == nil {
            input.refuse("reason", Phrase(de: "Bitte wählen Sie einen Grund.", en: "Please choose a reason."))
        }
        let size = try node.log(of: membership).state.size
        let typed = input["doubted"]
        let doubted = Int64(typed)
        if !typed.isEmpty {
            if reason != .compromise {
                input.refuse(
                    "doubted",
                    Phrase(
                        de: "Bitte leer lassen: Bei einem geplanten Wechsel bleibt alles glaubwürdig.",
                        en: "Please leave this empty: after a planned change everything is believed."))
            } else if doubted.map({ !(0...size).contains($0) }) ?? true {
                input.refuse(
                    "doubted",
                    Phrase(
                        de: "Bitte geben Sie die Nummer eines Eintrags von 0 bis \(size) ein.",
                        en: "Please give the number of an entry from 0 to \(size)."))
            }
        }
        if !input.all("confirm").contains("yes") {
            input.refuse(
                "confirm",
                Phrase(
                    de: "Bitte bestätigen Sie, dass der bisherige Schlüssel endet.",
                    en: "Please confirm that the present key ends."))
        }
        guard input.isAccepted, let use, let reason else { return try self.form(turn, membership, input) }
        let intent = KeyIntent(
            algorithm: use == .cosigner ? nil : SignatureAlgorithm(rawValue: input["algorithm"]), doubtedFrom: doubted,
            reason: reason, use: use)
        do {
            switch try ActApproval(node: node).take(.key(intent), in: membership.name, by: turn.visitor.account) {
            case .signed: return turn.go("/keys", done: "said")
            case .waits(let id): return turn.go("/acts/\(id)")
            }
        } catch let error as NodeError {
            return try self.form(turn, membership, input, problem: error.wording)
        }
    }
}
