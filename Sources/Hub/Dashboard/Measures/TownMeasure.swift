import Federation
import Pages

/// One measure as its town's newest summary reports it, with what the town's published strategy says of it. A class, since
/// lists of all measures share it.
final class TownMeasure: Sendable {
    let tenant: TenantID
    let state: Summary.MeasureState
    /// From the town's strategy, where it publishes one with this measure.
    let text: Measure?
    let summary: Recorded<Summary>
    /// What lists read of its texts.
    private let read: Read

    /// Worked out once a strategy, since every summary of the town has the measure anew.
    private struct Read: Sendable {
        /// Title, code, responsible unit, description and what may be reused.
        let search: SearchText
        /// By which lists are sorted: the title without case, umlauts spelled out.
        let order: String

        init(_ id: Code, _ text: Measure?) {
            search = SearchText(
                text?.title ?? id.text, text?.code ?? "", text?.lead ?? "", text?.description ?? "", text?.reuse ?? "")
            order = GermanWords.folded(text?.title ?? id.text).joined(separator: " ")
        }
    }

    var searchText: SearchText { read.search }
    var titleOrder: String { read.order }

    private init(
        _ tenant: TenantID, _ state: Summary.MeasureState, _ text: Measure?, _ summary: Recorded<Summary>,
        _ read: Read?
    ) {
        self.tenant = tenant
        self.state = state
        self.text = text
        self.summary = summary
        self.read = read ?? Read(state.id, text)
    }

    /// Its title, or its code where the town has not published it.
    var name: String { text?.title ?? state.id.text }

    var speaksOfReuse: Bool { !(text?.reuse ?? "").isEmpty }

    /// Whether it runs at some time in `period`, as far as its dates are known; false where none is.
    func runs(in period: Period) -> Bool {
        guard let text, text.start != nil || text.end != nil else { return false }
        return (text.start.map { $0.firstDay <= period.lastDay } ?? true)
            && (text.end.map { $0.lastDay >= period.firstDay } ?? true)
    }

    /// The measures of a town's newest summary, in the order of their codes.
    ///
    /// - Parameter known: those of the same strategy before, whose texts need not be read again.
    static func all(
        _ summary: Recorded<Summary>, of tenant: TenantID, _ strategy: Recorded<Strategy>?, known: [TownMeasure] = []
    ) -> [TownMeasure] {
        let texts = Dictionary(
            (strategy?.value.measures ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let read = Dictionary(known.map { ($0.state.id, $0.read) }, uniquingKeysWith: { first, _ in first })
        return summary.value.measures.map { measure in
            TownMeasure(tenant, measure, texts[measure.id], summary, read[measure.id])
        }
    }
}

extension PartialDate {
    /// The last day it may mean: of a year or a month its last.
    var lastDay: CalendarDay {
        description.utf8.count == 10 ? firstDay : Period(description)?.lastDay ?? firstDay
    }
}
