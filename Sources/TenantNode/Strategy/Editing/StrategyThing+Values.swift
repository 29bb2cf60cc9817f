import Federation
import Pages

// How a part of the draft stands in the fields of its form. Amounts and dates are written as the protocol writes them, so
// that two saves can be compared whatever language they were made in.

extension StrategyThing {
    /// The form's fields as the draft has them; nil where the thing is not there (any more).
    func values(_ draft: StrategyDraft) -> FormInput? {
        switch self {
        case .head:
            return FormInput(stored: [
                "title": [draft.title], "vision": [draft.vision], "sources": Self.lines(draft.sources),
            ])
        case .field(let id):
            guard let field = draft.field(id) else { return nil }
            return FormInput(stored: [
                "name": [field.name], "order": ["\(field.order)"], "description": [field.description],
                "maps": draft.mapped(.field, id).map(\.text),
            ])
        case .goal(let id):
            guard let goal = draft.goal(id) else { return nil }
            return FormInput(stored: [
                "name": [goal.name], "field": [goal.field?.text ?? ""], "maps": draft.mapped(.goal, id).map(\.text),
                "indicators": draft.mapped(.indicator, id).map(\.text),
            ])
        case .measure(let id, let part): return draft.measure(id).map { FormInput(stored: part.values($0)) }
        }
    }

    static func lines(_ texts: [String]) -> [String] { texts.isEmpty ? [] : [texts.joined(separator: "\n")] }
}

extension StrategyThing.Part {
    func values(_ measure: Measure) -> [String: [String]] {
        switch self {
        case .basics:
            return [
                "title": [measure.title], "code": [measure.code], "description": [measure.description],
                "status": [measure.status.rawValue], "start": [measure.start?.description ?? ""],
                "end": [measure.end?.description ?? ""], "lead": [measure.lead],
                "partners": StrategyThing.lines(measure.partners), "links": StrategyThing.lines(measure.links),
                "reuse": [measure.reuse],
            ].filter { $0.value != [""] }
        case .assignment:
            return [
                "fields": measure.fields.map(\.text), "goals": measure.goals.map(\.text),
                "bundle": measure.bundle.map { [$0.text] } ?? [], "guidelines": measure.guidelines.map(\.rawValue),
            ]
        case .components:
            return Self.rows(measure.components.sorted { $0.id < $1.id }, "component") { component in
                [
                    ("id", component.id.text), ("title", component.title), ("owner", component.owner),
                    ("status", component.status.rawValue),
                ]
            }
        case .milestones:
            return Self.rows(measure.milestones, "milestone") { milestone in
                [
                    ("title", milestone.title), ("date", milestone.date?.description ?? ""),
                    ("done", milestone.isDone ? "yes" : ""),
                ]
            }
        case .progress:
            guard let progress = measure.progress else { return [:] }
            return [
                "percent": ["\(progress.percent)"], "by": [progress.by], "date": [progress.date.description],
            ]
        case .costs:
            return Self.rows(measure.sortedCosts, "cost") { cost in
                [
                    ("year", "\(cost.year)"), ("source", cost.source), ("planned", cost.planned?.description ?? ""),
                    ("spent", cost.spent?.description ?? ""), ("own", cost.ownShare?.description ?? ""),
                ]
            }
        }
    }

    private static func rows<Row>(
        _ rows: [Row], _ prefix: String, _ cells: (Row) -> [(String, String)]
    ) -> [String: [String]] {
        var values: [String: [String]] = [:]
        for (place, row) in rows.enumerated() {
            for (column, value) in cells(row) where !value.isEmpty {
                values["\(prefix)-\(place + 1)-\(column)"] = [value]
            }
        }
        return values
    }
}

extension Measure {
    var sortedCosts: [Cost] {
        costs.sorted {
            $0.year == $1.year ? $0.source.utf8.lexicographicallyPrecedes($1.source.utf8) : $0.year < $1.year
        }
    }
}
