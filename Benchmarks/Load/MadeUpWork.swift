import Crypto
import Federation

/// What towns work on, made up: a strategy of a few measures, how far they are, and what came in from citizens. It follows
/// from the names of town, period and revision.
struct MadeUpWork {
    static let measuresPerTown = 3

    private static let subjects = [
        "Schulwege", "Datenplattform", "Wärmeplan", "Bürgerhaus", "Radwege", "Bibliothek", "Auen",
    ]
    private static let acts = ["sicher machen", "gemeinsam betreiben", "neu gestalten", "öffnen", "erproben"]
    private static let statuses: [MeasureStatus] = [
        .running, .running, .planned, .done, .proposed, .stopped, .conditional,
    ]

    private let reference: Reference
    private let framework: Framework

    init(_ reference: Reference, _ framework: Framework) {
        self.reference = reference
        self.framework = framework
    }

    /// Its fields of action are the framework's.
    func strategy(of town: TenantID) -> Strategy {
        Strategy(
            decision: nil,
            fields: framework.fields.map {
                Strategy.Field(description: "", id: $0.id, mapsTo: [$0.id], name: $0.name.german, order: $0.order)
            }, framework: reference,
            goals: framework.goals.map {
                Strategy.Goal(field: $0.field, id: $0.id, mapsTo: [$0.id], name: $0.name.german)
            }, measures: (0..<Self.measuresPerTown).compactMap { measure($0, of: town) }, number: 1, sources: [],
            title: "Strategie", vision: "")
    }

    func measures(of town: TenantID, _ period: Period, _ revision: Int64) -> [Summary.MeasureState] {
        (0..<Self.measuresPerTown).compactMap { place in
            guard let measure = measure(place, of: town) else { return nil }
            var now = Numbers("\(town)/\(measure.id)/\(period)/\(revision)")
            let planned = Int64(now.next(below: 400) + 20) * 100_000
            return Summary.MeasureState(
                bundle: measure.bundle, fields: measure.fields, goals: measure.goals, id: measure.id,
                planned: ExactDecimal(units: planned, decimals: 2), progress: Int64(now.next(below: 101)),
                spent: ExactDecimal(units: planned * Int64(now.next(below: 101)) / 100, decimals: 2),
                status: Self.statuses[now.next(below: Self.statuses.count)])
        }
    }

    /// Two towns of three say something of participation.
    func participation(of town: TenantID, _ period: Period, _ revision: Int64) -> [Summary.Participation] {
        var numbers = Numbers("\(town)/participation")
        guard numbers.next(below: 3) > 0 else { return [] }
        numbers = Numbers("\(town)/participation/\(period)/\(revision)")
        let (online, paper) = (Int64(numbers.next(below: 900)), Int64(numbers.next(below: 300)))
        let answered = (online + paper) * Int64(numbers.next(below: 101)) / 100
        let field = framework.fields.isEmpty ? nil : framework.fields[numbers.next(below: framework.fields.count)].id
        return [
            .init(.contributions, .channel(.online), count: online),
            .init(.contributions, .channel(.paper), count: paper),
            .init(.contributions, .field(field), count: online), .init(.contributions, .group(.youth), count: nil),
            .init(.contributions, .group(.citizens), count: online + 5),
            .init(.people, .channel(.online), count: online + 5), .init(.answered, count: answered),
            .init(.withConsequence, count: answered / 2), .init(.pilots, count: Int64(numbers.next(below: 4))),
        ]
    }

    private func measure(_ place: Int, of town: TenantID) -> Measure? {
        var numbers = Numbers("\(town)/measure/\(place)")
        let title =
            Self.subjects[numbers.next(below: Self.subjects.count)] + " "
            + Self.acts[numbers.next(below: Self.acts.count)]
        guard let id = Code("measure-\(place)") else { return nil }
        var measure = Measure(id: id, title: title)
        measure.code = "M \(place + 1)"
        measure.description = String(repeating: "Was hier getan wird und warum es der Region hilft. ", count: 6)
        measure.lead = "Stabsstelle"
        measure.status = .running
        measure.reuse = numbers.next(below: 3) == 0 ? "Der Quelltext und die Anleitung stehen allen offen." : ""
        let year = 2020 + numbers.next(below: 6)
        measure.start = PartialDate(String(year))
        measure.end = PartialDate(String(year + 1 + numbers.next(below: 4)))
        if !framework.fields.isEmpty {
            measure.fields = [framework.fields[numbers.next(below: framework.fields.count)].id]
        }
        if !framework.goals.isEmpty {
            measure.goals = [framework.goals[numbers.next(below: framework.goals.count)].id]
        }
        if !framework.bundles.isEmpty, numbers.next(below: 2) == 0 {
            measure.bundle = framework.bundles[numbers.next(below: framework.bundles.count)].id
        }
        return measure
    }

    /// Numbers that follow from a name; 16 at most.
    private struct Numbers {
        private let bytes: [UInt8]
        private var place = 0

        init(_ name: String) { bytes = SHA256.digest(Array(name.utf8)).bytes }

        mutating func next(below limit: Int) -> Int {
            defer { place += 2 }
            return (Int(bytes[place]) << 8 | Int(bytes[place + 1])) % limit
        }
    }
}
