import AccountPages
import Accounts
import Database
import Federation
import HTTP
import Pages
import Service

/// The staff pages of indicators: list, series, entry grid, targets, the town's own definitions.
struct IndicatorPages: Sendable {
    let node: Node
    let gate: StaffGate

    var routes: [Route] {
        [
            gate.get("/indicators") { turn, _ in
                turn.show(IndicatorListView(overview: try IndicatorOverview.read(node), turn: turn).page())
            },
            gate.get("/indicators/entry") { turn, _ in try entry(turn) },
            gate.post("/indicators/entry", .author) { turn, _, form in try saveEntry(turn, form) },
            gate.get("/indicators/new", .author) { turn, _ in
                definitionPage(turn, nil, LocalIndicatorForm(notation: turn.notation).input(nil))
            },
            gate.post("/indicators/new", .author) { turn, _, form in try saveDefinition(turn, nil, form) },
            gate.get("/indicators/series/:id") { turn, parameters in try series(turn, parameters) },
            gate.get("/indicators/series/:id/plan", .author) { turn, parameters in try plan(turn, parameters) },
            gate.post("/indicators/series/:id/plan", .author) { turn, parameters, form in
                try savePlan(turn, parameters, form)
            },
            gate.get("/indicators/series/:id/definition", .author) { turn, parameters in
                guard let present = try local(parameters) else { return turn.notFound() }
                return definitionPage(turn, present, LocalIndicatorForm(notation: turn.notation).input(present))
            },
            gate.post("/indicators/series/:id/definition", .author) { turn, parameters, form in
                guard let present = try local(parameters) else { return turn.notFound() }
                return try saveDefinition(turn, present, form)
            },
            gate.post("/indicators/series/:id/remove", .author) { turn, parameters, form in
                try remove(turn, parameters, form)
            },
        ]
    }

    // MARK: Entry grid

    private func entry(_ turn: StaffTurn) throws -> Response {
        guard let typed = turn.request.queryValue("period") else {
            return turn.show(EntryChoiceView(overview: try IndicatorOverview.read(node), turn: turn).page())
        }
        guard let period = try period(typed) else { return try choice(typed, turn) }
        let grid = try EntryDesk(node: node).grid(period, notation: turn.notation)
        return turn.show(try entryView(grid, turn).page())
    }

    private func saveEntry(_ turn: StaffTurn, _ form: SubmittedForm) throws -> Response {
        let typed = turn.request.queryValue("period") ?? ""
        guard let period = try period(typed) else { return try choice(typed, turn) }
        // Once as a table: a form of sixty rows has hundreds of fields.
        let fields = Dictionary(grouping: form.fields, by: \.name).mapValues { $0.map(\.value) }
        let account = turn.visitor.account
        let seconds = node.world.now().seconds
        let (grid, count) = try EntryDesk(node: node).save(
            period, { fields[$0] ?? [] }, notation: turn.notation
        ) { connection, changes in
            for key in changes.entries.map(\.key) + changes.removals {
                try ObservationStore.noteEdit(key, by: account.id, at: seconds, connection)
            }
            try Journal.record(
                "indicators.entered", object: period.description, detail: changes.words, by: account, at: seconds,
                connection)
        }
        guard !grid.hasProblems else { return turn.show(try entryView(grid, turn).page()) }
        return turn.go(
            "/indicators/entry", done: count == 0 ? "unchanged" : "saved", [QueryItem("period", period.description)])
    }

    private func entryView(_ grid: EntryGrid, _ turn: StaffTurn) throws -> EntryView {
        EntryView(grid: grid, today: node.today, notes: try notes(grid.period), turn: turn)
    }

    /// What has to be known about a period before numbers are entered for it.
    private func notes(_ period: Period) throws -> [Phrase] {
        var notes: [Phrase] = []
        if period.lastDay >= node.today {
            let day = (DateFormat.date("\(period.lastDay)", .german), DateFormat.date("\(period.lastDay)", .english))
            notes.append(
                Phrase(
                    de: "Der Zeitraum endet erst am \(day.0). Bitte kennzeichnen Sie Werte, die sich noch ändern, als "
                        + "vorläufig.",
                    en: "The period ends on \(day.1). Please flag values that will still change as provisional."))
        }
        for membership in try node.memberships() where membership.isMember {
            let log = try node.log(of: membership)
            if let member = log.state.members[membership.tenant], !member.isMember(on: period.lastDay) {
                notes.append(
                    Phrase(
                        de: "\(membership.name): Die Kommune war in diesem Zeitraum nicht Mitglied. Werte gehen als "
                            + "Vorgeschichte mit der nächsten Meldung mit.",
                        en: "\(membership.name): the municipality was not a member in this period. Values go along as "
                            + "history with the next summary."))
            }
            let chain = try node.store.read { connection in try OwnStatements.chain(of: membership.name, connection) }
            if SummaryDesk.newest(in: chain)[period] != nil {
                notes.append(
                    Phrase(
                        de:
                            "\(membership.name): Dieser Zeitraum ist schon gemeldet. Was Sie ändern, wird eine Korrektur: "
                            + "eine neue Fassung der Meldung, die wieder freigegeben werden muss.",
                        en: "\(membership.name): this period has been reported already. What you change becomes a "
                            + "correction: a new revision of the summary, which has to be approved again."))
            }
        }
        return notes
    }

    /// A period that numbers can be entered for; nil where the text is none, or it has not begun.
    private func period(_ text: String) throws -> Period? {
        Period(text).flatMap { EntryDesk.objection(to: $0, today: node.today) == nil ? $0 : nil }
    }

    private func choice(_ typed: String, _ turn: StaffTurn) throws -> Response {
        let problem: Phrase
        if let period = Period(typed), let objection = EntryDesk.objection(to: period, today: node.today) {
            problem = Phrase(de: objection.de, en: objection.en)
        } else {
            problem = Phrase(
                de:
                    "Bitte geben Sie den Zeitraum als Jahr, Halbjahr, Quartal oder Monat an, zum Beispiel 2025 oder 2025-Q3.",
                en: "Please give the period as a year, half-year, quarter or month, for example 2025 or 2025-Q3.")
        }
        return turn.show(
            EntryChoiceView(overview: try IndicatorOverview.read(node), typed: typed, problem: problem, turn: turn)
                .page())
    }

    // MARK: Series and plan

    private func item(_ parameters: Parameters) throws -> IndicatorOverview.Item? {
        guard let id = parameters["id"].flatMap(Code.init) else { return nil }
        return try IndicatorOverview.read(node).items.first { $0.definition.id == id }
    }

    private func series(_ turn: StaffTurn, _ parameters: Parameters) throws -> Response {
        guard let item = try item(parameters) else { return turn.notFound() }
        return turn.show(SeriesView(item: item, isEditable: turn.visitor.has(.author), turn: turn).page())
    }

    private func plan(_ turn: StaffTurn, _ parameters: Parameters) throws -> Response {
        guard let item = try item(parameters) else { return turn.notFound() }
        let form = PlanForm(definition: item.definition, notation: turn.notation)
        return planPage(turn, form, form.input(item.plan), meanwhile: nil)
    }

    private func savePlan(_ turn: StaffTurn, _ parameters: Parameters, _ submitted: SubmittedForm) throws -> Response {
        guard let item = try item(parameters) else { return turn.notFound() }
        let form = PlanForm(definition: item.definition, notation: turn.notation)
        var input = FormInput(submitted.fields)
        let plan = form.plan(&input)
        guard input.isAccepted else { return planPage(turn, form, input, meanwhile: nil) }
        let account = turn.visitor.account
        let isSaved = try node.store.write { connection in
            guard try IndicatorPlanStore.write(plan, connection) else { return false }
            try Journal.record(
                "indicators.planned", object: plan.indicator.text, detail: plan.words, by: account,
                at: node.world.now().seconds, connection)
            return true
        }
        guard isSaved else {
            let present = try node.store.read { connection in try IndicatorPlanStore.all(connection) }[plan.indicator]
            // Sent again, the form knows the other version.
            input["version"] = String(present?.version ?? 0)
            return planPage(turn, form, input, meanwhile: present ?? IndicatorPlan(indicator: plan.indicator))
        }
        return turn.go("/indicators/series/\(plan.indicator)", done: "plan")
    }

    private func planPage(
        _ turn: StaffTurn, _ form: PlanForm, _ input: FormInput, meanwhile: IndicatorPlan?
    ) -> Response {
        let definition = form.definition
        let path = "/indicators/series/\(definition.id)"
        var warning = HTML.empty
        if let meanwhile {
            warning = turn.savedMeanwhile(
                now: Phrase(de: "Dort steht jetzt: \(meanwhile.words).", en: "It now says: \(meanwhile.words)."))
        }
        let isRefused = !input.isAccepted || meanwhile != nil
        return turn.show(
            StaffPage(
                title: turn.say(
                    "Ziele und Zuständigkeit: \(definition.name.text(turn.language))",
                    "Targets and responsibility: \(definition.name.text(turn.language))"),
                lead: .text(
                    turn.say(
                        "Diese Angaben bleiben im Haus und gehen in keine Meldung ein.",
                        "These details stay in the house and enter no summary.")),
                body: [
                    warning,
                    turn.form(
                        path + "/plan", hidden: [QueryItem("version", input["version"])],
                        parts: form.parts(input, turn.language), submit: .save, cancel: turn.link(path)
                    ).html(turn.language),
                ], status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    // MARK: The town's own indicators

    private func local(_ parameters: Parameters) throws -> LocalIndicator? {
        guard let id = parameters["id"].flatMap(Code.init) else { return nil }
        return try node.store.read { connection in try LocalIndicatorStore.all(connection) }.first {
            $0.definition.id == id
        }
    }

    private func saveDefinition(
        _ turn: StaffTurn, _ present: LocalIndicator?, _ submitted: SubmittedForm
    ) throws -> Response {
        var input = FormInput(submitted.fields)
        let catalogue = try IndicatorCatalogue.read(node)
        let hasValues = try node.store.read { connection in
            try ObservationStore.observations(connection).contains { $0.key.indicator == present?.definition.id }
        }
        let form = LocalIndicatorForm(notation: turn.notation)
        guard let made = form.indicator(&input, present: present, hasValues: hasValues, taken: catalogue) else {
            return definitionPage(turn, present, input)
        }
        let account = turn.visitor.account
        let isSaved = try node.store.write { connection in
            guard try LocalIndicatorStore.write(made, connection) else { return false }
            try Journal.record(
                "indicators.defined", object: made.definition.id.text, detail: made.definition.name.german, by: account,
                at: node.world.now().seconds, connection)
            return true
        }
        guard isSaved else {
            input["version"] = String(present?.version ?? 0)
            return definitionPage(turn, present, input, isStale: true)
        }
        return turn.go("/indicators/series/\(made.definition.id)", done: "local")
    }

    private func definitionPage(
        _ turn: StaffTurn, _ present: LocalIndicator?, _ input: FormInput, isStale: Bool = false
    ) -> Response {
        let form = LocalIndicatorForm(notation: turn.notation)
        let path = present.map { "/indicators/series/\($0.definition.id)/definition" } ?? "/indicators/new"
        var warning = HTML.empty
        if isStale, let present {
            let name = present.definition.name.text(turn.language)
            warning = turn.savedMeanwhile(
                now: Phrase(
                    de: "Die Kennzahl heißt dort jetzt „\(name)“.", en: "The indicator is called \"\(name)\" there now."
                ))
        }
        var body: [HTML] = [
            warning,
            turn.form(
                path, hidden: [QueryItem("version", input["version"])],
                parts: form.parts(input, isNew: present == nil, turn.language), submit: .save,
                cancel: turn.link("/indicators")
            ).html(turn.language),
        ]
        if let present { body.append(removal(turn, present)) }
        let isRefused = !input.isAccepted || isStale
        return turn.show(
            StaffPage(
                title: present == nil
                    ? turn.say("Eigene Kennzahl anlegen", "Add an indicator of our own")
                    : turn.say("Eigene Kennzahl bearbeiten", "Edit an indicator of our own"),
                lead: .text(
                    turn.say(
                        "Eigene Kennzahlen und ihre Werte verlassen das Haus nicht.",
                        "Indicators of your own and their values don't leave the house.")),
                body: body, status: isRefused ? 422 : 200, hasErrors: isRefused))
    }

    private func removal(_ turn: StaffTurn, _ present: LocalIndicator, error: Phrase? = nil) -> HTML {
        let id = present.definition.id
        let field = FormField(
            id: "confirm", label: turn.say("Kennung zur Bestätigung", "Identifier, to confirm"),
            control: .text(width: 30),
            hint: turn.say(
                "Geben Sie „\(id)“ ein. Eine Kennzahl mit Werten lässt sich nicht löschen.",
                "Type \"\(id)\". An indicator that has values cannot be deleted."), error: error.map { turn($0) })
        return .section(
            .h2(.text(turn.say("Kennzahl löschen", "Delete the indicator"))),
            turn.form(
                "/indicators/series/\(id)/remove", parts: [.field(field)],
                submit: Phrase(de: "Löschen", en: "Delete"), isDangerous: true
            ).html(turn.language))
    }

    private func remove(_ turn: StaffTurn, _ parameters: Parameters, _ form: SubmittedForm) throws -> Response {
        guard let present = try local(parameters) else { return turn.notFound() }
        let id = present.definition.id
        let account = turn.visitor.account
        let isRemoved =
            try form["confirm"] == id.text
            && node.store.write { connection in
                guard try LocalIndicatorStore.remove(id, connection) else { return false }
                try Journal.record(
                    "indicators.removed", object: id.text, detail: present.definition.name.german, by: account,
                    at: node.world.now().seconds, connection)
                return true
            }
        guard !isRemoved else { return turn.go("/indicators", done: "removed") }
        let sentence =
            form["confirm"] == id.text
            ? Phrase(
                de: "Die Kennzahl hat Werte und lässt sich deshalb nicht löschen.",
                en: "The indicator has values and therefore cannot be deleted.")
            : Phrase(de: "Bitte geben Sie genau „\(id)“ ein.", en: "Please type exactly \"\(id)\".")
        return turn.show(
            StaffPage(
                title: turn.say("Kennzahl löschen", "Delete the indicator"),
                body: [removal(turn, present, error: sentence)], status: 422, hasErrors: true))
    }
}

extension EntryGrid.Changes {
    /// For the journal: each changed cell with what it held before.
    var words: String {
        let changed = entries.map { ($0.key, Self.plain($0)) } + removals.map { ($0, "–") }
        return changed.sorted { $0.0 < $1.0 }.map { key, now in
            "\(key.indicator) \(key.period): \(before[key].map(Self.plain) ?? "–") → \(now)"
        }.joined(separator: "; ")
    }

    private static func plain(_ observation: StoredObservation) -> String {
        if let value = observation.value { return value.description }
        guard let numerator = observation.numerator, let denominator = observation.denominator else {
            return observation.status.rawValue
        }
        return "\(numerator)/\(denominator)"
    }
}

extension IndicatorPlan {
    /// In one line, for the journal and for whoever was slower.
    var words: String {
        var parts: [String] = [responsible, level.rawValue]
        if let baseline { parts.append("\(baseline.period): \(baseline.value)") }
        parts += targets.map { "→ \($0.period): \($0.value)" }
        parts.append(note)
        return parts.filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
