/// What differs between two strategies of a town, part by part. Number and reference to the framework are no passages of
/// their own: the first always differs, the second shows as the version that the mappings mean.
public struct StrategyDifference: Sendable {
    public enum Place: Hashable, Sendable {
        case title, vision, decision, framework, sources
        case field(Code)
        case goal(Code)
        case measure(Code)
    }

    public typealias Change = PassageChange<Place>

    public let changes: [Change]

    public init(from old: Strategy, to new: Strategy) {
        var changes: [Change] = []
        for place in new.places {
            let lines = new.lines(of: place)
            guard old.has(place) else {
                changes.append(Change(place, new.name(of: place), added: lines))
                continue
            }
            guard old.bytes(of: place) != new.bytes(of: place) else { continue }
            changes.append(Change(place, new.name(of: place), from: old.lines(of: place), to: lines))
        }
        for place in old.places where !new.has(place) {
            changes.append(Change(place, old.name(of: place), removed: old.lines(of: place)))
        }
        self.changes = changes
    }

    public var isEmpty: Bool { changes.isEmpty }
}

extension Strategy {
    /// Its parts in the order of reading.
    public var places: [StrategyDifference.Place] {
        var places: [StrategyDifference.Place] = [.title, .vision]
        if decision != nil { places.append(.decision) }
        for field in fields.sorted(by: { ($0.order, $0.id) < ($1.order, $1.id) }) {
            places.append(.field(field.id))
            places += goals.filter { $0.field == field.id }.map { .goal($0.id) }
        }
        places += goals.filter { $0.field == nil }.map { .goal($0.id) }
        return places + measures.map { .measure($0.id) } + [.framework, .sources]
    }

    fileprivate func has(_ place: StrategyDifference.Place) -> Bool {
        switch place {
        case .title, .vision, .framework, .sources: true
        case .decision: decision != nil
        case .field(let id): fields.contains { $0.id == id }
        case .goal(let id): goals.contains { $0.id == id }
        case .measure(let id): measures.contains { $0.id == id }
        }
    }

    /// What people call a part.
    public func name(of place: StrategyDifference.Place) -> LocalizedText {
        func named(_ german: String, _ english: String, _ name: String?) -> LocalizedText {
            LocalizedText(german: "\(german) „\(name ?? "")“", english: "\(english) “\(name ?? "")”")
        }
        switch place {
        case .title: return LocalizedText(german: "Titel", english: "Title")
        case .vision: return LocalizedText(german: "Vision", english: "Vision")
        case .decision: return LocalizedText(german: "Beschluss", english: "Decision")
        case .framework: return LocalizedText(german: "Rahmenstrategie", english: "Framework strategy")
        case .sources: return LocalizedText(german: "Quellen", english: "Sources")
        case .field(let id): return named("Handlungsfeld", "Field of action", fields.first { $0.id == id }?.name)
        case .goal(let id): return named("Ziel", "Goal", goals.first { $0.id == id }?.name)
        case .measure(let id): return named("Maßnahme", "Measure", measures.first { $0.id == id }?.title)
        }
    }

    /// What a part says, line by line.
    public func lines(of place: StrategyDifference.Place) -> [PassageLine] {
        switch place {
        case .title: [PassageLine("Titel", "Title", title)]
        case .vision: [PassageLine("Vision", "Vision", vision)]
        case .decision: decision.map(Strategy.lines) ?? []
        case .framework: [PassageLine("Eintrag im Protokoll", "Entry in the log", String(framework.index))]
        case .sources: [PassageLine("Quellen", "Sources", sources.joined(separator: "\n"))]
        case .field(let id): fields.first { $0.id == id }.map(Strategy.lines) ?? []
        case .goal(let id): goals.first { $0.id == id }.map(lines) ?? []
        case .measure(let id): measures.first { $0.id == id }.map(lines) ?? []
        }
    }

    private static func lines(of decision: Decision) -> [PassageLine] {
        [
            PassageLine("Gremium", "Body", decision.body),
            PassageLine("Datum", "Date", decision.date?.description ?? ""),
            PassageLine("Nummer", "Number", decision.number), PassageLine("Verweis", "Link", decision.link),
        ]
    }

    private static func lines(of field: Field) -> [PassageLine] {
        [
            PassageLine("Name", "Name", field.name), PassageLine("Beschreibung", "Description", field.description),
            PassageLine("Gehört zu", "Belongs to", field.mapsTo.map(\.text).joined(separator: ", ")),
            PassageLine("Reihenfolge", "Order", String(field.order)),
        ]
    }

    private func lines(of goal: Goal) -> [PassageLine] {
        [
            PassageLine("Ziel", "Goal", goal.name),
            PassageLine("Handlungsfeld", "Field of action", fieldNames(goal.field.map { [$0] } ?? [])),
            PassageLine("Gehört zu", "Belongs to", goal.mapsTo.map(\.text).joined(separator: ", ")),
        ]
    }

    private func lines(of measure: Measure) -> [PassageLine] {
        [
            PassageLine("Titel", "Title", measure.title), PassageLine("Code", "Code", measure.code),
            PassageLine("Stand", "Status", .word(measure.status.rawValue)),
            PassageLine("Fortschritt", "Progress", Strategy.text(measure.progress)),
            PassageLine("Beschreibung", "Description", measure.description),
            PassageLine("Beginn", "Start", measure.start?.description ?? ""),
            PassageLine("Ende", "End", measure.end?.description ?? ""),
            PassageLine("Federführung", "Lead", measure.lead),
            PassageLine("Partner", "Partners", measure.partners.joined(separator: "\n")),
            PassageLine("Handlungsfelder", "Fields of action", fieldNames(measure.fields)),
            PassageLine("Ziele", "Goals", goalNames(measure.goals)),
            PassageLine("Maßnahmenbündel", "Bundle of measures", measure.bundle?.text ?? ""),
            PassageLine("Bausteine", "Components", joined(measure.components.map(Strategy.text))),
            PassageLine("Meilensteine", "Milestones", joined(measure.milestones.map(Strategy.text))),
            PassageLine("Kosten in Euro", "Costs in euro", joined(measure.costs.map(Strategy.text))),
            PassageLine("Nachnutzung", "Reuse", measure.reuse),
            PassageLine("Verweise", "Links", measure.links.joined(separator: "\n")),
            PassageLine(
                "Leitlinien der Charta", "Guidelines of the charter", .words(measure.guidelines.map(\.rawValue))),
        ]
    }

    private func fieldNames(_ codes: [Code]) -> String {
        codes.map { code in fields.first { $0.id == code }?.name ?? code.text }.joined(separator: ", ")
    }

    private func goalNames(_ codes: [Code]) -> String {
        codes.map { code in goals.first { $0.id == code }?.name ?? code.text }.joined(separator: "\n")
    }

    private func joined(_ texts: [LocalizedText]) -> LocalizedText {
        LocalizedText(
            german: texts.map(\.german).joined(separator: "\n"), english: texts.map(\.english).joined(separator: "\n"))
    }

    private static func text(_ progress: Measure.Progress?) -> String {
        progress.map { "\($0.percent) % (\($0.by), \($0.date))" } ?? ""
    }

    private static func text(_ component: Measure.Component) -> LocalizedText {
        let status = LocalizedText.word(component.status.rawValue)
        func line(_ status: String) -> String {
            [component.title, component.owner, status].filter { !$0.isEmpty }.joined(separator: ", ")
        }
        return LocalizedText(german: line(status.german), english: line(status.english))
    }

    private static func text(_ milestone: Measure.Milestone) -> LocalizedText {
        func line(_ done: String, _ open: String) -> String {
            [milestone.date?.description ?? "", milestone.title, milestone.isDone ? done : open]
                .filter { !$0.isEmpty }.joined(separator: ", ")
        }
        return LocalizedText(german: line("erreicht", "offen"), english: line("reached", "open"))
    }

    private static func text(_ cost: Measure.Cost) -> LocalizedText {
        func line(_ planned: String, _ spent: String, _ own: String) -> String {
            let parts = [(planned, cost.planned), (spent, cost.spent), (own, cost.ownShare)].compactMap {
                name, amount in
                amount.map { "\(name) \($0)" }
            }
            return "\(cost.year) \(cost.source): " + parts.joined(separator: ", ")
        }
        return LocalizedText(
            german: line("geplant", "ausgegeben", "Eigenanteil"), english: line("planned", "spent", "own share"))
    }

    /// The canonical bytes of one part, so that no difference is missed.
    fileprivate func bytes(of place: StrategyDifference.Place) -> [UInt8] {
        var writer = CanonicalWriter()
        switch place {
        case .title: writer.string(title)
        case .vision: writer.string(vision)
        case .decision: decision?.write(to: &writer)
        case .framework: framework.write(to: &writer)
        case .sources: writer.array(sources) { $0.string($1) }
        case .field(let id): fields.first { $0.id == id }?.write(to: &writer)
        case .goal(let id): goals.first { $0.id == id }?.write(to: &writer)
        case .measure(let id): measures.first { $0.id == id }?.write(to: &writer)
        }
        return writer.bytes
    }
}
