import AccountPages
import Accounts
import Database
import HTTP
import Pages

/// Sheets of votes counted by hand: made, counted by two different people, compared, corrected with trace.
struct SheetPages: Sendable {
    let desk: ParticipationDesk

    private static func path(_ sheet: Sheet) -> String { path(sheet.ballot, sheet.id) }
    private static func path(_ ballot: Int64, _ sheet: Int64) -> String {
        "\(BallotEditing.path(ballot))/sheets/\(sheet)"
    }

    var routes: [Route] {
        let one = BallotEditing.path + "/:id/sheets/:sheet"
        return [
            desk.gate.post(BallotEditing.path + "/:id/sheets", .author) { turn, parameters, form in
                guard let ballot = try BallotEditing.find(parameters, desk), ballot.released == nil else {
                    return turn.notFound()
                }
                return try add(turn, ballot, FormInput(form.fields))
            },
            desk.gate.get(BallotEditing.path + "/:id/sheets", .author) { turn, parameters in
                guard let ballot = try BallotEditing.find(parameters, desk), ballot.released == nil else {
                    return turn.notFound()
                }
                return addForm(turn, ballot, FormInput())
            },
            desk.gate.get(one) { turn, parameters in
                guard let (ballot, sheet) = try find(parameters) else { return turn.notFound() }
                return try page(turn, ballot, sheet)
            },
            desk.gate.get(one + "/count/:counter", .author) { turn, parameters in
                guard let (ballot, sheet) = try find(parameters), let counter = counter(parameters) else {
                    return turn.notFound()
                }
                return try countForm(turn, ballot, sheet, counter, nil)
            },
            desk.gate.post(one + "/count/:counter", .author) { turn, parameters, form in
                guard let (ballot, sheet) = try find(parameters), let counter = counter(parameters) else {
                    return turn.notFound()
                }
                return try count(turn, ballot, sheet, counter, FormInput(form.fields))
            },
            desk.gate.post(one + "/withdraw", .author) { turn, parameters, form in
                guard let (ballot, sheet) = try find(parameters) else { return turn.notFound() }
                return try withdraw(turn, ballot, sheet, FormInput(form.fields))
            },
        ]
    }

    private func find(_ parameters: Parameters) throws -> (Ballot, Sheet)? {
        guard let ballot = try BallotEditing.find(parameters, desk), let id = parameters["sheet"].flatMap(Int64.init)
        else { return nil }
        return try desk.store.read { connection in
            guard let sheet = try SheetStore.read(id, connection), sheet.ballot == ballot.id else { return nil }
            return (ballot, sheet)
        }
    }

    private func counter(_ parameters: Parameters) -> Int? {
        guard let counter = parameters["counter"].flatMap(Int.init), (1...2).contains(counter) else { return nil }
        return counter
    }

    // MARK: The part of the ballot's page

    func section(_ ballot: Ballot, _ sheets: [Sheet], _ turn: StaffTurn) -> HTML {
        let table = DataTable(
            caption: turn.say("Zählbögen", "Sheets"),
            columns: [
                DataTable.Column(turn.say("Wo", "Where")), DataTable.Column(turn.say("Weg", "Channel")),
                DataTable.Column(turn.say("Gültige Zettel", "Valid papers"), numeric: true),
                DataTable.Column(turn.say("Stand", "Standing")),
            ],
            rows: sheets.map { sheet in
                [
                    .link(sheet.place, turn.link(Self.path(sheet))), .text(turn(sheet.channel.word)),
                    sheet.withdrawn == nil
                        ? sheet.counted.map { .number("\($0.tally.voters)") } ?? .missing : .notApplicable,
                    .html(standing(sheet, turn)),
                ]
            }, hidesCaption: true)
        return .section(
            .h2(.text(turn.say("Auf Papier und vor Ort", "On paper and on site"))),
            .p(
                .text(
                    turn.say(
                        "Jede Urne und jede Wand bekommt einen Zählbogen, den zwei verschiedene Personen unabhängig auszählen.",
                        "Each urn and each wall gets a sheet that two different people count independently."))),
            .when(!sheets.isEmpty, table.html(turn.language)),
            .when(
                ballot.released == nil && turn.visitor.has(.author),
                .p(
                    .buttonLink(
                        turn.link(BallotEditing.path(ballot.id) + "/sheets"),
                        turn.say("Zählbogen anlegen", "Add a sheet"), primary: false))))
    }

    private func standing(_ sheet: Sheet, _ turn: StaffTurn) -> HTML {
        if sheet.withdrawn != nil { return StatusBadge(.stopped, turn.say("zurückgezogen", "withdrawn")).html() }
        if sheet.isAgreed { return StatusBadge(.done, turn.say("beide gleich", "both alike")).html() }
        if sheet.newest(1) != nil, sheet.newest(2) != nil {
            return StatusBadge(.attention, turn.say("Unterschiede", "differences")).html()
        }
        return sheet.counts.isEmpty
            ? StatusBadge(.open, turn.say("noch nicht gezählt", "not counted yet")).html()
            : StatusBadge(.half, turn.say("zweite Zählung fehlt", "second count missing")).html()
    }

    // MARK: Adding

    private func addForm(_ turn: StaffTurn, _ ballot: Ballot, _ input: FormInput) -> Response {
        let fields = [
            FormField(
                id: "place", label: turn.say("Wo wurde abgestimmt?", "Where were the votes given?"),
                hint: turn.say("zum Beispiel: Urne im Rathaus", "for example: urn in the town hall")),
            FormField(
                id: "channel", label: turn.say("Auf welchem Weg?", "By which channel?"),
                control: .radios(Sheet.channels.map { FormField.Option($0.rawValue, turn($0.word)) })),
        ]
        return turn.show(
            StaffPage(
                title: turn.say("Zählbogen anlegen", "Add a sheet"), lead: .text(ballot.title),
                body: [
                    turn.form(
                        BallotEditing.path(ballot.id) + "/sheets",
                        parts: fields.map { FormPart.field($0).filled(input, turn.language) }, submit: .save,
                        cancel: turn.link(BallotEditing.path(ballot.id))
                    ).html(turn.language)
                ], status: input.isAccepted ? 200 : 422, hasErrors: !input.isAccepted))
    }

    private func add(_ turn: StaffTurn, _ ballot: Ballot, _ typed: FormInput) throws -> Response {
        var input = typed
        let place = input.line("place", limit: 160, isRequired: true)
        let channel: Channel? = input.word("channel")
        if let channel, !Sheet.channels.contains(channel) { input.refuse("channel", .choiceRequired) }
        guard let channel, input.isAccepted else { return addForm(turn, ballot, input) }
        let id = try desk.store.write { connection -> Int64? in
            // Two sheets of one urn would count it twice.
            let present = try SheetStore.all(of: ballot.id, connection)
            guard !present.contains(where: { $0.withdrawn == nil && $0.place == place && $0.channel == channel })
            else { return nil }
            let id = try SheetStore.add(
                ballot: ballot.id, channel: channel, place: place, at: desk.now, connection)
            try Journal.record(
                "participation.sheet-added", object: "\(ballot.id)", detail: place, by: turn.visitor.account,
                at: desk.now, connection)
            return id
        }
        guard let id else {
            input.refuse(
                "place",
                Phrase(
                    de:
                        "Für diesen Ort gibt es schon einen Zählbogen. Bitte unterscheiden Sie beide, zum Beispiel mit „Urne 2“.",
                    en: "There is a sheet for this place already. Please tell them apart, for example by \"urn 2\"."))
            return addForm(turn, ballot, input)
        }
        return turn.go(Self.path(ballot.id, id))
    }

    // MARK: One sheet

    private func page(
        _ turn: StaffTurn, _ ballot: Ballot, _ sheet: Sheet, withdrawal: FormInput = FormInput()
    ) throws -> Response {
        let account = turn.visitor.account
        let both = sheet.newest(1) != nil && sheet.newest(2) != nil
        let differences = sheet.differences(ballot, turn.language)
        let counters = (1...2).map { counter -> HTML in
            let newest = sheet.newest(counter)
            let label =
                newest == nil
                ? turn.say("\(counter). Zählung eintragen", "Enter count \(counter)")
                : turn.say("\(counter). Zählung berichtigen", "Correct count \(counter)")
            return .li(
                .text(
                    newest.map {
                        turn.say(
                            "\(counter). Zählung: \($0.who(turn.language)), ",
                            "Count \(counter): \($0.who(turn.language)), ")
                            + LineageWords.day($0.at, turn.language) + ". "
                    } ?? turn.say("\(counter). Zählung fehlt. ", "Count \(counter) is missing. ")),
                .when(
                    turn.visitor.has(.author) && sheet.mayCount(counter, account: account.id),
                    .a(turn.link(Self.path(sheet) + "/count/\(counter)"), .text(label))))
        }
        return turn.show(
            StaffPage(
                title: turn.say("Zählbogen: \(sheet.place)", "Sheet: \(sheet.place)"),
                lead: [standing(sheet, turn), .text(" \(ballot.title)")],
                body: [
                    turn.done([
                        "counted": Phrase(de: "Die Zählung ist gespeichert.", en: "The count is saved."),
                        "agreed": Phrase(
                            de: "Beide Zählungen stimmen überein und gehen in das Ergebnis ein.",
                            en: "Both counts agree and go into the result."),
                        "different": Phrase(
                            de: "Gespeichert. Die Zählungen unterscheiden sich noch.",
                            en: "Saved. The counts still differ."),
                    ]),
                    .when(sheet.withdrawn) { day in
                        Callout(
                            .warning,
                            [
                                .p(
                                    .text(
                                        turn.say("Zurückgezogen am ", "Withdrawn on ")
                                            + LineageWords.day(day, turn.language) + ": " + sheet.withdrawnReason))
                            ]
                        ).html(turn.language)
                    },
                    .ul(counters),
                    .when(!differences.isEmpty, differenceTable(differences, turn)),
                    .when(
                        both && !sheet.isAgreed && sheet.counted != nil,
                        .p(
                            .text(
                                turn.say(
                                    "Bis beide übereinstimmen, zählt die letzte gemeinsame Zählung.",
                                    "Until both agree, the last count they shared is what counts.")))),
                    .when(both, trace(ballot, sheet, turn)),
                    .when(
                        sheet.withdrawn == nil && turn.visitor.has(.author),
                        withdrawForm(ballot, sheet, withdrawal, turn)),
                    .p(.a(turn.link(BallotEditing.path(ballot.id)), .text(turn.say("Zur Abstimmung", "To the vote")))),
                ], status: withdrawal.isAccepted ? 200 : 422, hasErrors: !withdrawal.isAccepted))
    }

    private func differenceTable(_ differences: [(label: String, first: Int, second: Int)], _ turn: StaffTurn) -> HTML {
        .section(
            .h2(.text(turn.say("Wo sich die Zählungen unterscheiden", "Where the counts differ"))),
            DataTable(
                caption: turn.say("Unterschiede", "Differences"),
                columns: [
                    DataTable.Column(turn.say("Angabe", "Figure")),
                    DataTable.Column(turn.say("1. Zählung", "Count 1"), numeric: true),
                    DataTable.Column(turn.say("2. Zählung", "Count 2"), numeric: true),
                ], rows: differences.map { [.text($0.label), .number("\($0.first)"), .number("\($0.second)")] },
                hidesCaption: true
            ).html(turn.language))
    }

    /// Every count there was. Shown only once both have counted, so that the second one is independent.
    private func trace(_ ballot: Ballot, _ sheet: Sheet, _ turn: StaffTurn) -> HTML {
        let fields = SheetFields(ballot: ballot)
        let rows = fields.all(turn.language).map { field -> [DataTable.Cell] in
            [.text(field.label)] + sheet.counts.map { .number("\(fields.value(field.id, $0.numbers))") }
        }
        let reasons = sheet.counts.filter { !$0.reason.isEmpty }
        return .section(
            .h2(.text(turn.say("Alle Zählungen", "All counts"))),
            DataTable(
                caption: turn.say("Alle Zählungen, die älteste zuerst", "All counts, the oldest first"),
                columns: [DataTable.Column(turn.say("Angabe", "Figure"))]
                    + sheet.counts.enumerated().map { place, count in
                        DataTable.Column(
                            turn.say(
                                "\(place + 1): \(count.counter). Zählung, \(count.who(turn.language))",
                                "\(place + 1): count \(count.counter), \(count.who(turn.language))"), numeric: true)
                    }, rows: rows, hidesCaption: true
            ).html(turn.language),
            .when(
                !reasons.isEmpty,
                .ul(
                    reasons.map { count in
                        .li(
                            .text(
                                "\(LineageWords.day(count.at, turn.language)), "
                                    + turn.say("\(count.counter). Zählung: ", "count \(count.counter): ") + count.reason
                            ))
                    })))
    }

    private func withdrawForm(_ ballot: Ballot, _ sheet: Sheet, _ input: FormInput, _ turn: StaffTurn) -> HTML {
        var form = turn.form(
            Self.path(sheet) + "/withdraw",
            parts: [
                FormPart.field(
                    FormField(
                        id: "withdraw-reason", label: turn.say("Warum zählt er nicht?", "Why does it not count?"))
                ).filled(input, turn.language)
            ], submit: Phrase(de: "Zählbogen zurückziehen", en: "Withdraw the sheet"))
        form.isSecondary = true
        return Details(
            turn.say("Zählbogen zurückziehen", "Withdraw the sheet"), isOpen: !input.isAccepted,
            [form.html(turn.language)]
        ).html()
    }

    private func withdraw(_ turn: StaffTurn, _ ballot: Ballot, _ sheet: Sheet, _ typed: FormInput) throws -> Response {
        var input = typed
        let reason = input.line("withdraw-reason", limit: 300, isRequired: true)
        guard input.isAccepted else { return try page(turn, ballot, sheet, withdrawal: input) }
        try desk.store.write { connection in
            guard try SheetStore.withdraw(sheet.id, reason: reason, at: desk.now, connection) else { return }
            try Journal.record(
                "participation.sheet-withdrawn", object: "\(ballot.id)", detail: sheet.place,
                by: turn.visitor.account, at: desk.now, connection)
        }
        return turn.go(Self.path(sheet))
    }

    // MARK: Counting

    /// - Parameter typed: nil shows this counter's own newest count, never the other one's.
    private func countForm(
        _ turn: StaffTurn, _ ballot: Ballot, _ sheet: Sheet, _ counter: Int, _ typed: FormInput?,
        isStale: Bool = false
    ) throws -> Response {
        guard sheet.mayCount(counter, account: turn.visitor.account.id) else { return refused(turn, sheet) }
        let fields = SheetFields(ballot: ballot)
        let newest = sheet.newest(counter)
        var input = typed ?? FormInput()
        if typed == nil, let newest {
            for field in fields.all(turn.language) { input[field.id] = "\(fields.value(field.id, newest.numbers))" }
        }
        var parts = fields.all(turn.language).map { field in
            FormPart.field(FormField(id: field.id, label: field.label, control: .number(width: 8)))
        }
        if newest != nil {
            parts.append(
                .field(
                    FormField(id: "reason", label: turn.say("Warum wird berichtigt?", "Why is it corrected?"))))
        }
        let isRefused = !input.isAccepted || isStale
        let rule: String =
            switch ballot.method {
            case .points: turn.say("Je Antwort die Summe der Punkte.", "For each answer the sum of its points.")
            case .choice: turn.say("Je Antwort die Zahl der Stimmen.", "For each answer the number of its votes.")
            case .rating:
                turn.say("Je Aussage, wie oft welche Bewertung.", "For each statement how often which rating.")
            }
        return turn.show(
            StaffPage(
                title: turn.say("\(counter). Zählung: \(sheet.place)", "Count \(counter): \(sheet.place)"),
                lead: .text(rule),
                body: [
                    .when(isStale, turn.savedMeanwhile(seen: turn.link(Self.path(sheet)))),
                    turn.form(
                        Self.path(sheet) + "/count/\(counter)",
                        hidden: [QueryItem("seen", "\(newest?.id ?? 0)")],
                        parts: parts.map { $0.filled(input, turn.language) }, submit: .save,
                        cancel: turn.link(Self.path(sheet))
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func refused(_ turn: StaffTurn, _ sheet: Sheet) -> Response {
        turn.show(
            StaffPage(
                title: turn.say("Hier zählt jemand anderes", "Somebody else counts here"),
                lead: .text(
                    sheet.withdrawn != nil
                        ? turn.say("Der Zählbogen ist zurückgezogen.", "The sheet is withdrawn.")
                        : turn.say(
                            "Die beiden Zählungen müssen von verschiedenen Personen stammen; die andere ist von Ihnen.",
                            "The two counts must come from different people; the other one is yours.")),
                body: [.p(.a(turn.link(Self.path(sheet)), .text(turn.say("Zum Zählbogen", "To the sheet"))))],
                status: 403))
    }

    private func count(
        _ turn: StaffTurn, _ ballot: Ballot, _ sheet: Sheet, _ counter: Int, _ typed: FormInput
    ) throws -> Response {
        var input = typed
        let reason = input.line("reason", limit: 300, isRequired: sheet.newest(counter) != nil)
        guard let numbers = SheetFields(ballot: ballot).read(&input), input.isAccepted else {
            return try countForm(turn, ballot, sheet, counter, input)
        }
        let account = turn.visitor.account
        let outcome = try desk.store.write { connection in
            let outcome = try SheetStore.count(
                numbers, sheet: sheet.id, counter: counter, by: account, reason: reason,
                seen: Int64(input["seen"]) ?? -1, at: desk.now, connection)
            if outcome != .refused, outcome != .stale {
                try Journal.record(
                    "participation.sheet-counted", object: "\(ballot.id)", detail: "\(sheet.place), \(counter)",
                    by: account, at: desk.now, connection)
            }
            return outcome
        }
        switch outcome {
        case .refused: return refused(turn, sheet)
        case .stale:
            let now = try desk.store.read { try SheetStore.read(sheet.id, $0) } ?? sheet
            return try countForm(turn, ballot, now, counter, input, isStale: true)
        case .waiting: return turn.go(Self.path(sheet), done: "counted")
        case .agreed: return turn.go(Self.path(sheet), done: "agreed")
        case .different: return turn.go(Self.path(sheet), done: "different")
        }
    }
}
