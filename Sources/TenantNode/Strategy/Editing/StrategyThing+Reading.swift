import Federation
import Pages

// How a form goes into the draft. What does not fit is refused at its field; the draft is used only where nothing was.

extension StrategyThing {
    /// Reads the form into the draft; a field or goal that is not there yet is made.
    func read(_ input: inout FormInput, into draft: inout StrategyDraft, _ context: EditingContext) {
        switch self {
        case .head:
            draft.title = input.line("title", limit: 300, isRequired: true)
            draft.vision = input.text("vision", limit: 2000)
            draft.sources = input.addresses("sources", count: 100)
        case .field(let id):
            let order = input["order"].isEmpty ? 0 : input.integer("order", in: 0...10_000) ?? 0
            let field = StrategyDraft.Field(
                id: id, order: order, name: input.line("name", limit: 200, isRequired: true),
                description: input.text("description", limit: 2000))
            draft.put(field)
            Self.map(.field, id, "maps", &input, &draft, context)
        case .goal(let id):
            let field = Code(input["field"])
            if !input["field"].isEmpty, field.flatMap(draft.field) == nil {
                input.refuse("field", .gone(input["field"]))
            }
            draft.put(
                StrategyDraft.Goal(id: id, field: field, name: input.text("name", limit: 500, isRequired: true)))
            Self.map(.goal, id, "maps", &input, &draft, context)
            Self.map(.indicator, id, "indicators", &input, &draft, context)
        case .measure(let id, let part):
            guard let place = draft.measures.firstIndex(where: { $0.id == id }) else { return }
            var measure = draft.measures[place]
            part.read(&input, into: &measure, draft, context)
            draft.measures[place] = measure
        }
    }

    /// Before the first federation is joined nothing is known to map to, and what there is stays as it is.
    private static func map(
        _ kind: StrategyDraft.Mapping.Kind, _ own: Code, _ name: String, _ input: inout FormInput,
        _ draft: inout StrategyDraft, _ context: EditingContext
    ) {
        guard !context.known.isEmpty else { return }
        let targets = input.codes(name)
        if let dangling = targets.first(where: { !context.knows(kind, $0) }) {
            input.refuse(name, .dangling(dangling.text))
        }
        draft.setMapping(kind, own, to: targets)
    }
}

extension StrategyDraft {
    mutating func put(_ field: Field) {
        fields.removeAll { $0.id == field.id }
        fields.append(field)
        fields.sort { ($0.order, $0.id) < ($1.order, $1.id) }
    }

    mutating func put(_ goal: Goal) {
        goals.removeAll { $0.id == goal.id }
        goals.append(goal)
        goals.sort { $0.id < $1.id }
    }

    mutating func put(_ measure: Measure) {
        measures.removeAll { $0.id == measure.id }
        measures.append(measure)
        measures.sort { $0.id < $1.id }
    }
}

extension StrategyThing.Part {
    func read(
        _ input: inout FormInput, into measure: inout Measure, _ draft: StrategyDraft, _ context: EditingContext
    ) {
        switch self {
        case .basics: Self.readBasics(&input, into: &measure)
        case .assignment: Self.readAssignment(&input, into: &measure, draft, context)
        case .components: Self.readComponents(&input, into: &measure)
        case .milestones: Self.readMilestones(&input, into: &measure, today: context.today)
        case .progress: Self.readProgress(&input, into: &measure, today: context.today)
        case .costs: Self.readCosts(&input, into: &measure)
        }
    }

    private static func readBasics(_ input: inout FormInput, into measure: inout Measure) {
        measure.title = input.line("title", limit: 300, isRequired: true)
        measure.code = input.line("code", limit: 20)
        measure.description = input.text("description", limit: 4000)
        measure.status = input.word("status") ?? measure.status
        measure.start = input.date("start")
        measure.end = input.date("end")
        if let start = measure.start, let end = measure.end, end.firstDay < start.firstDay,
            !start.description.hasPrefix(end.description)
        {
            input.refuse("end", .endBeforeStart)
        }
        measure.lead = input.line("lead", limit: 200)
        measure.partners = input.lines("partners", limit: 200, count: 50)
        measure.links = input.addresses("links", count: 50)
        measure.reuse = input.text("reuse", limit: 1000)
    }

    private static func readAssignment(
        _ input: inout FormInput, into measure: inout Measure, _ draft: StrategyDraft, _ context: EditingContext
    ) {
        measure.fields = input.codes("fields")
        if let gone = measure.fields.first(where: { draft.field($0) == nil }) {
            input.refuse("fields", .gone(gone.text))
        }
        measure.goals = input.codes("goals")
        if let gone = measure.goals.first(where: { draft.goal($0) == nil }) { input.refuse("goals", .gone(gone.text)) }
        measure.guidelines = Measure.Guideline.allCases.filter { input.all("guidelines").contains($0.rawValue) }
        guard !context.known.isEmpty else { return }
        measure.bundle = Code(input["bundle"])
        if !input["bundle"].isEmpty, !(measure.bundle.map(context.known.bundles.contains) ?? false) {
            input.refuse("bundle", .dangling(input["bundle"]))
        }
    }

    private static func readComponents(_ input: inout FormInput, into measure: inout Measure) {
        // The status alone does not make a row: it is preset.
        let rows = input.rows("component", columns: ["title", "owner"])
        if rows.count > 200 { input.refuse("components", .tooManyRows(rows.count, limit: 200)) }
        var used: Set<Code> = []
        var taken = Set(rows.compactMap { Code(input["component-\($0)-id"]) })
        measure.components = rows.compactMap { row in
            let title = input.line("component-\(row)-title", limit: 300, isRequired: true)
            let owner = input.line("component-\(row)-owner", limit: 200)
            let status: MeasureStatus? = input.word("component-\(row)-status")
            let known = Code(input["component-\(row)-id"]).flatMap { used.contains($0) ? nil : $0 }
            guard let id = known ?? StrategyDraft().newIdentifier(from: title, among: taken) else { return nil }
            taken.insert(id)
            used.insert(id)
            return Measure.Component(id: id, owner: owner, status: status ?? .unknown, title: title)
        }
        measure.components.sort { $0.id < $1.id }
    }

    private static func readMilestones(_ input: inout FormInput, into measure: inout Measure, today: CalendarDay) {
        let rows = input.rows("milestone", columns: ["title", "date"])
        if rows.count > 100 { input.refuse("milestones", .tooManyRows(rows.count, limit: 100)) }
        measure.milestones = rows.map { row in
            let date = input.date("milestone-\(row)-date")
            let isDone = input["milestone-\(row)-done"] == "yes"
            if isDone, let date, date.firstDay > today { input.refuse("milestone-\(row)-date", .dateInFuture) }
            return Measure.Milestone(
                date: date, isDone: isDone, title: input.line("milestone-\(row)-title", limit: 200, isRequired: true))
        }
    }

    private static func readProgress(_ input: inout FormInput, into measure: inout Measure, today: CalendarDay) {
        guard !input.names.filter({ ["percent", "by"].contains($0) }).isEmpty else {
            measure.progress = nil
            return
        }
        let percent = input.integer("percent", in: 0...100)
        let by = input.line("by", limit: 100, isRequired: true)
        let date = input.day("date")
        if let date, date > today { input.refuse("date", .dateInFuture) }
        guard let percent, let date else { return }
        measure.progress = Measure.Progress(by: by, date: date, percent: percent)
    }

    private static func readCosts(_ input: inout FormInput, into measure: inout Measure) {
        let rows = input.rows("cost", columns: ["year", "source", "planned", "spent", "own"])
        if rows.count > 150 { input.refuse("costs", .tooManyRows(rows.count, limit: 150)) }
        var seen: Set<String> = []
        measure.costs = rows.compactMap { row in
            let year = input.integer("cost-\(row)-year", in: 1970...9998)
            let source = input.line("cost-\(row)-source", limit: 100, isRequired: true)
            let planned = input.money("cost-\(row)-planned")
            let spent = input.money("cost-\(row)-spent")
            let own = input.money("cost-\(row)-own")
            if let own, let most = [planned, spent].compactMap({ $0?.units }).max(), own.units > most {
                input.refuse("cost-\(row)-own", .ownShareTooLarge)
            }
            guard let year else { return nil }
            if !seen.insert("\(year) \(source)").inserted { input.refuse("cost-\(row)-source", .sameYearAndSource) }
            return Measure.Cost(ownShare: own, planned: planned, source: source, spent: spent, year: year)
        }
        measure.costs = measure.sortedCosts
    }
}
