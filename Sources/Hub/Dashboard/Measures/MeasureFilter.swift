import Federation
import Pages

/// Which of all towns' measures are wanted: the same for the finder and for programs.
struct MeasureFilter: Sendable {
    var words = ""
    var town: TenantID?
    var field: Code?
    var goal: Code?
    var bundle: Code?
    var status: MeasureStatus?
    /// Those that run at some time in it.
    var period: Period?
    /// Those of which the town says something about reuse.
    var isReusable = false

    /// The names of its parts in an address, besides `q`.
    static let names = ["town", "field", "goal", "bundle", "status", "period", "reuse"]

    /// In the order of the towns' names, and of one town in the order of the measures' codes.
    func measures(_ region: RegionModel) -> [TownMeasure] {
        let search = ListQuestion(words: words).search
        var found: [TownMeasure] = []
        for standing in region.towns where town == nil || standing.member.tenant == town {
            // A town that is named itself is found with all its measures.
            for measure in standing.measures where takes(measure) && search.matches(measure.searchText) {
                found.append(measure)
            }
        }
        return found
    }

    private func takes(_ measure: TownMeasure) -> Bool {
        let state = measure.state
        return (field.map(state.fields.contains) ?? true) && (goal.map(state.goals.contains) ?? true)
            && (bundle == nil || state.bundle == bundle) && (status == nil || state.status == status)
            && (period.map(measure.runs) ?? true) && (!isReusable || measure.speaksOfReuse)
    }

    /// As it stands in an address, without the words.
    var query: [QueryItem] {
        let all: [(String, String?)] = [
            ("town", town?.text), ("field", field?.text), ("goal", goal?.text), ("bundle", bundle?.text),
            ("status", status?.rawValue), ("period", period?.description), ("reuse", isReusable ? "yes" : nil),
        ]
        return all.compactMap { name, value in value.map { QueryItem(name, $0) } }
    }
}

extension MeasureFilter {
    /// What a reader asks the finder for. Errors: what is not there, with what is.
    init(_ say: PageContext, words: String, _ region: RegionModel) throws(ListQuestion.Refusal) {
        self.words = words
        func asked(_ name: String) -> String? {
            say.query.first { $0.name == name && !$0.value.isEmpty }?.value
        }
        func refused(_ name: String, _ allowed: [String], _ kind: Phrase) -> ListQuestion.Refusal {
            ListQuestion.Refusal(.notAmong(name, allowed, kind))
        }
        if let text = asked("town") {
            guard let found = region.towns.first(where: { $0.member.tenant.text == text }) else {
                throw refused("town", region.towns.prefix(5).map(\.member.tenant.text), .municipality)
            }
            town = found.member.tenant
        }
        if let text = asked("field") {
            guard let found = region.fields.first(where: { $0.field.id.text == text }) else {
                throw refused("field", region.fields.map(\.field.id.text), .fieldOfAction)
            }
            field = found.field.id
        }
        if let text = asked("goal") {
            guard let found = region.goals.first(where: { $0.goal.id.text == text }) else {
                throw refused("goal", region.goals.map(\.goal.id.text), .goalHeader)
            }
            goal = found.goal.id
        }
        if let text = asked("bundle") {
            guard let found = region.bundles.first(where: { $0.bundle.id.text == text }) else {
                throw refused("bundle", region.bundles.map(\.bundle.id.text), .bundleHeader)
            }
            bundle = found.bundle.id
        }
        if let text = asked("status") {
            guard let found = MeasureStatus(rawValue: text) else {
                throw refused("status", MeasureStanding.order.map(\.rawValue), .status)
            }
            status = found
        }
        if let text = asked("period") {
            guard let found = Period(text) else { throw ListQuestion.Refusal(.notAPeriod("period")) }
            period = found
        }
        if let text = asked("reuse") {
            guard text == "yes" else { throw refused("reuse", ["yes"], .reuse) }
            isReusable = true
        }
    }
}

/// By what measures can be sorted.
enum MeasureOrder: String, CaseIterable {
    case title, town, status, progress, planned, spent

    /// - Parameter measures: in the order of their towns.
    func sorted(_ measures: [TownMeasure], _ order: ListQuestion.Order) -> [TownMeasure] {
        switch self {
        case .title:
            // Each title is compared once with the others, and then thousands of measures by its place.
            let titles = Set(measures.lazy.map(\.titleOrder)).sorted()
            let places = Dictionary(uniqueKeysWithValues: titles.enumerated().map { ($0.element, $0.offset) })
            return order.sorted(measures) { places[$0.titleOrder] }
        case .town: return order.isDescending ? measures.reversed() : measures
        case .status: return order.sorted(measures) { MeasureStanding.order.firstIndex(of: $0.state.status) }
        case .progress: return order.sorted(measures) { $0.state.progress }
        case .planned: return order.sorted(measures) { $0.state.planned?.units }
        case .spent: return order.sorted(measures) { $0.state.spent?.units }
        }
    }
}
