import AccountPages
import Accounts
import Crypto
import Database
import HTTP
import Pages

/// One-time codes: made in batches, shown once as cards to be printed, withdrawn where cards were lost.
struct CodePages: Sendable {
    let desk: ParticipationDesk
    private static let most = 2000

    static func key(_ desk: ParticipationDesk) throws -> [UInt8] {
        try desk.gate.site.desk.secret(for: "ballot codes")
    }

    var routes: [Route] {
        [
            desk.gate.get(BallotEditing.path + "/:id/codes", .author) { turn, parameters in
                guard let ballot = try open(parameters) else { return turn.notFound() }
                return form(turn, ballot, FormInput())
            },
            desk.gate.post(BallotEditing.path + "/:id/codes", .author) { turn, parameters, form in
                guard let ballot = try open(parameters) else { return turn.notFound() }
                return try make(turn, ballot, FormInput(form.fields))
            },
            desk.gate.post(BallotEditing.path + "/:id/codes/:batch/withdraw", .author) { turn, parameters, _ in
                guard let ballot = try open(parameters), let batch = parameters["batch"].flatMap(Int64.init) else {
                    return turn.notFound()
                }
                let isDone = try desk.store.write { connection in
                    guard try CodeStore.withdraw(batch, ballot: ballot.id, at: desk.now, connection) else {
                        return false
                    }
                    try Journal.record(
                        "participation.codes-withdrawn", object: "\(ballot.id)", detail: "\(batch)",
                        by: turn.visitor.account, at: desk.now, connection)
                    return true
                }
                return turn.go(BallotEditing.path(ballot.id), done: isDone ? "withdrawn" : "stale")
            },
        ]
    }

    private func open(_ parameters: Parameters) throws -> Ballot? {
        guard let ballot = try BallotEditing.find(parameters, desk), ballot.access == .code, ballot.released == nil
        else { return nil }
        return ballot
    }

    /// The part of the ballot's page.
    func section(_ ballot: Ballot, _ batches: [CodeStore.Batch], _ turn: StaffTurn) -> HTML {
        let isOpen = ballot.released == nil && turn.visitor.has(.author)
        let table = DataTable(
            caption: turn.say("Gedruckte Karten", "Printed cards"),
            columns: [
                DataTable.Column(turn.say("Wofür", "What for")), DataTable.Column(turn.say("Gemacht", "Made")),
                DataTable.Column(turn.say("Karten", "Cards"), numeric: true),
                DataTable.Column(turn.say("Benutzt", "Used"), numeric: true),
                DataTable.Column(turn.say("Stand", "Standing")),
            ],
            rows: batches.map { batch in
                var withdraw = turn.form(
                    "\(BallotEditing.path(ballot.id))/codes/\(batch.id)/withdraw", parts: [],
                    submit: Phrase(de: "Zurückziehen", en: "Withdraw"))
                withdraw.isSecondary = true
                return [
                    .text(batch.label), .text(LineageWords.day(batch.made, turn.language)),
                    .number("\(batch.codes)"), .number("\(batch.used)"),
                    batch.withdrawn != nil
                        ? .text(turn.say("zurückgezogen", "withdrawn"))
                        : isOpen ? .html(withdraw.html(turn.language)) : .text(turn.say("gültig", "valid")),
                ]
            }, hidesCaption: true)
        return .section(
            .h2(.text(turn.say("Karten mit Codes", "Cards with codes"))),
            .when(!batches.isEmpty, table.html(turn.language)),
            .when(
                isOpen,
                .p(
                    .buttonLink(
                        turn.link(BallotEditing.path(ballot.id) + "/codes"),
                        turn.say("Karten drucken", "Print cards"), primary: false))))
    }

    private func form(_ turn: StaffTurn, _ ballot: Ballot, _ input: FormInput) -> Response {
        let fields = [
            FormField(
                id: "label", label: turn.say("Wofür sind die Karten?", "What are the cards for?"),
                hint: turn.say("zum Beispiel: Marktstand am Samstag", "for example: market stall on Saturday")),
            FormField(
                id: "count", label: turn.say("Wie viele Karten?", "How many cards?"), control: .number(width: 8),
                hint: turn.say("höchstens \(Self.most)", "at most \(Self.most)")),
        ]
        // Names this form, so that sending it twice makes no second batch.
        let name = input["form"].isEmpty ? Hex.encode(desk.world.randomBytes(16)) : input["form"]
        return turn.show(
            StaffPage(
                title: turn.say("Karten mit Codes drucken", "Print cards with codes"),
                lead: .text(
                    turn.say(
                        "Die Codes werden nur einmal gezeigt: gleich nach dem Erstellen. Drucken Sie die Seite dann sofort.",
                        "The codes are shown only once, right after they were made. Print the page at once then.")),
                body: [
                    turn.form(
                        BallotEditing.path(ballot.id) + "/codes", hidden: [QueryItem("form", name)],
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) },
                        submit: Phrase(de: "Karten erstellen", en: "Make the cards"),
                        cancel: turn.link(BallotEditing.path(ballot.id))
                    ).html(turn.language)
                ], status: input.isAccepted ? 200 : 422, hasErrors: !input.isAccepted))
    }

    private func make(_ turn: StaffTurn, _ ballot: Ballot, _ typed: FormInput) throws -> Response {
        var input = typed
        let label = input.line("label", limit: 120, isRequired: true)
        let count = Int(input["count"]) ?? 0
        if !(1...Self.most).contains(count) {
            input.refuse(
                "count",
                Phrase(
                    de: "Bitte schreiben Sie eine ganze Zahl von 1 bis \(Self.most).",
                    en: "Please write a whole number from 1 to \(Self.most)."))
        }
        let name = input["form"]
        guard input.isAccepted, name.utf8.count == 32 else { return form(turn, ballot, input) }
        var codes: Set<String> = []
        while codes.count < count { codes.insert(BallotCodes.make(random: desk.world.randomBytes)) }
        let keyed = BallotCodes(key: try Self.key(desk))
        let digests = try codes.map { try keyed.digest($0, ballot: ballot.id) }
        let isMade = try desk.store.write { connection in
            guard
                try CodeStore.add(
                    digests, ballot: ballot.id, label: label, form: name, at: desk.now, connection)
            else { return false }
            try Journal.record(
                "participation.codes-made", object: "\(ballot.id)", detail: "\(label): \(count)",
                by: turn.visitor.account, at: desk.now, connection)
            return true
        }
        guard isMade else { return shownBefore(turn, ballot) }
        return turn.show(try cards(turn, ballot, codes.sorted(), label))
    }

    private func shownBefore(_ turn: StaffTurn, _ ballot: Ballot) -> Response {
        turn.show(
            StaffPage(
                title: turn.say("Diese Codes wurden schon gezeigt", "These codes were shown already"),
                lead: .text(
                    turn.say(
                        "Codes lassen sich nur einmal anzeigen, denn gespeichert sind sie nirgends. Ging der Druck verloren, ziehen "
                            + "Sie die Karten zurück und erstellen neue.",
                        "Codes can be shown only once, because they are stored nowhere. Where the print was lost, withdraw the "
                            + "cards and make new ones.")),
                body: [
                    .p(
                        .buttonLink(
                            turn.link(BallotEditing.path(ballot.id)), turn.say("Zur Abstimmung", "To the vote")))
                ], status: 409))
    }

    private func cards(_ turn: StaffTurn, _ ballot: Ballot, _ codes: [String], _ label: String) throws -> StaffPage {
        let process = try desk.store.read { try ProcessStore.read(ballot.process, $0) }
        let phase = process?.phases.last { $0.kind == .prioritise }
        let until = phase?.lastDay.map {
            turn.say(" bis \(DateFormat.date("\($0)", .german))", " until \(DateFormat.date("\($0)", .english))")
        }
        let address = desk.site.publicAddress() + VotingPages.path(ballot.id)
        return StaffPage(
            title: turn.say("Karten: \(label)", "Cards: \(label)"),
            lead: .text(
                turn.say(
                    "\(codes.count == 1 ? "Eine Karte" : "\(codes.count) Karten"). Drucken Sie sie jetzt; diese Seite kommt nicht wieder.",
                    "\(codes.count == 1 ? "One card" : "\(codes.count) cards"). Print them now; this page does not come again."
                )),
            body: [
                .ul(
                    codes.map { code in
                        .li(
                            .p(.strong(.text(ballot.title))),
                            .p(.text(BallotCodes.printed(code)), class: "code-card-code"),
                            .p(
                                .text(
                                    turn.say("Abstimmen\(until ?? "") unter", "Vote\(until ?? "") at"))),
                            .p(.text(address), class: "code-card-address"),
                            // The address alone: a code in it would stand in the log of whatever is in between.
                            QRDrawing.html(address, label: turn.say("QR-Code: \(address)", "QR code: \(address)")),
                            .p(
                                .text(
                                    turn.say(
                                        "Der Code zählt einmal. Niemand weiß, wer ihn hat.",
                                        "The code counts once. Nobody knows who has it."))))
                    }, class: "code-cards"),
                .p(.a(turn.link(BallotEditing.path(ballot.id)), .text(turn.say("Zur Abstimmung", "To the vote")))),
            ])
    }
}
