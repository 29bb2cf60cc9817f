import AccountPages
import Federation
import HTTP
import Pages
import Service

/// `/staff/offline`: what waits in the outbox goes out as files, and receipts come back as files, where no network reaches
/// the hub.
struct OfflinePages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/offline") { turn, _ in try page(turn) },
            gate.get("/offline/:federation/:sequence", .author) { turn, parameters in
                guard let membership = try membership(parameters),
                    let file = try OfflineDelivery(node: node, name: membership.name).files()
                        .first(where: { String($0.own.sequence) == parameters["sequence"] })
                else { return turn.notFound() }
                var response = Response.bytes(file.own.bytes, contentType: "application/jose")
                response.headers["Content-Disposition"] = "attachment; filename=\"\(file.name)\""
                return response
            },
            gate.post("/offline/:federation", .author) { turn, parameters, form in
                guard let membership = try membership(parameters) else { return turn.notFound() }
                return try take(turn, membership, form)
            },
        ]
    }

    private func membership(_ parameters: Parameters) throws -> Membership? {
        let name = parameters["federation"]
        return try node.memberships().first { $0.name == name && $0.isMember }
    }

    private func take(_ turn: StaffTurn, _ membership: Membership, _ form: SubmittedForm) throws -> Response {
        guard let bytes = form.file("receipt")?.bytes, !bytes.isEmpty else {
            return try page(
                turn,
                problem: Wording(
                    de: "Bitte wählen Sie die Datei der Quittung.", en: "Please choose the receipt’s file."))
        }
        do {
            let sequence = try OfflineDelivery(node: node, name: membership.name).take(bytes)
            return turn.go("/offline", done: "taken", [QueryItem("number", String(sequence))])
        } catch let error as NodeError {
            return try page(turn, problem: error.wording)
        }
    }

    private func page(_ turn: StaffTurn, problem: Wording? = nil) throws -> Response {
        let say = turn.say
        let memberships = try node.memberships().filter(\.isMember)
        let number = turn.request.queryValue("number").flatMap { Int64($0) }.map { String($0) } ?? ""
        var body: [HTML] = [
            turn.done([
                "taken": Phrase(
                    de: "Erklärung \(number) steht im Protokoll, die Quittung ist geprüft.",
                    en: "Statement \(number) stands in the log, the receipt is verified.")
            ]),
            .when(problem) { Callout(.error, [.p(.text(say($0.de, $0.en)))]).html(turn.language) },
        ]
        for membership in memberships { body.append(try section(turn, membership)) }
        return turn.show(
            StaffPage(
                title: say("Ohne Verbindung senden", "Send without connection"),
                lead: .text(
                    say(
                        "Wo kein Netz zur Geschäftsstelle reicht: Laden Sie herunter, was im Ausgang wartet, bringen Sie die "
                            + "Dateien auf einem Stick oder mit der Post zur Geschäftsstelle, und laden Sie hier die Quittung hoch, "
                            + "die zurückkommt.",
                        "Where no network reaches the regional office: download what waits in the outbox, take the files there on a "
                            + "stick or by mail, and upload the receipt here that comes back.")),
                body: body, status: problem == nil ? 200 : 422, hasErrors: problem != nil))
    }

    private func section(_ turn: StaffTurn, _ membership: Membership) throws -> HTML {
        let say = turn.say
        let state = try node.log(of: membership).state
        let files: [OfflineDelivery.File]
        do {
            files = try OfflineDelivery(node: node, name: membership.name).files()
        } catch let error as NodeError {
            return .section(
                .h2(.text(membership.name)),
                Callout(.error, [.p(.text(say(error.wording.de, error.wording.en)))]).html(turn.language))
        }
        let table = DataTable(
            caption: say("Im Ausgang", "In the outbox"),
            columns: [
                DataTable.Column(say("Nummer", "Number")), DataTable.Column(Phrase.kind(turn.language)),
                DataTable.Column(say("unterschrieben", "signed")), DataTable.Column(say("Datei", "File")),
            ],
            rows: files.map { file in
                [
                    .text("\(file.own.sequence)"), .text(file.own.kind.word(turn.language)),
                    .text(DateFormat.timestamp("\(Instant(secondsSince1970: file.own.signed))", turn.language)),
                    turn.visitor.has(.author)
                        ? .link(file.name, turn.link("/offline/\(membership.name)/\(file.own.sequence)"))
                        : .text(file.name),
                ]
            }, hidesCaption: true, emptyText: say("Nichts wartet im Ausgang.", "Nothing waits in the outbox."))
        var receipt = turn.form(
            "/offline/\(membership.name)",
            parts: [
                FormPart.field(
                    FormField(
                        id: "receipt", label: say("Quittung der Geschäftsstelle", "Receipt of the regional office"),
                        control: .file(accept: ".tlog-proof"),
                        hint: say(
                            "Endet auf .tlog-proof. Sie wird geprüft wie eine Quittung über das Netz.",
                            "Ends in .tlog-proof. It is checked like a receipt over the network.")))
            ], submit: Phrase(de: "Quittung übernehmen", en: "Take the receipt"), hasFile: true)
        receipt.isSecondary = files.isEmpty
        return .section(
            .h2(.text(state.founding?.value.name.text(turn.language) ?? membership.name)),
            .p(
                .text(
                    say(
                        "In der Reihenfolge der Nummern eingeben lassen: Jede Erklärung nennt die vor ihr.",
                        "To be entered in the order of their numbers: each statement names the one before it."))),
            table.html(turn.language), turn.visitor.has(.author) ? receipt.html(turn.language) : .empty)
    }
}
