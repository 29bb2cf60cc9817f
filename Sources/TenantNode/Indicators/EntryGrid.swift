import Federation
import Pages

/// The entry grid of one period: a row for each indicator of that frequency, as stored or as it was typed.
struct EntryGrid: Sendable {
    struct Row: Sendable {
        let definition: IndicatorDefinition
        /// What is stored now.
        let stored: StoredObservation?
        /// The newest reported observation of an earlier period.
        let last: StoredObservation?
        /// Level of a new entry.
        let level: Observation.Level
        /// The summary that reported this cell has been handed in: what is entered becomes a correction.
        var isSubmitted = false
        var cell: EntryCell
        var problems: [EntryCell.Field: Phrase] = [:]
        /// What somebody else has entered meanwhile; `.some(nil)` where it was taken out.
        var meanwhile: StoredObservation??

        var isWrong: Bool { !problems.isEmpty || meanwhile != nil }
    }

    let period: Period
    var rows: [Row]

    var hasProblems: Bool { rows.contains(where: \.isWrong) }

    /// What saving means, cell by cell.
    struct Changes: Sendable {
        var entries: [StoredObservation] = []
        var removals: [Observation.Key] = []
        /// For the journal: what each changed cell held before.
        var before: [Observation.Key: StoredObservation] = [:]

        var isEmpty: Bool { entries.isEmpty && removals.isEmpty }
        var count: Int { entries.count + removals.count }
    }

    /// Puts what was typed into the rows and reads it.
    ///
    /// A cell that says what its form was made from is left alone, whatever is stored by now. One that was changed here
    /// while somebody else changed it too is a conflict: both are shown, and the form then knows the new state.
    mutating func take(_ fields: (String) -> [String], notation: EnteredNumber.Notation) -> Changes {
        var changes = Changes()
        for index in rows.indices {
            let row = rows[index]
            let typed = EntryCell(row.definition.id, fields)
            // A row that the form did not have, because the indicator came in meanwhile.
            guard !typed.seen.isEmpty else { continue }
            rows[index].cell = typed
            let reading = EntryReading(
                typed, row.definition, period, stored: row.stored, level: row.level, notation: notation)
            rows[index].problems = reading.problems
            guard reading.problems.isEmpty else { continue }
            let now = EntryCell.mark(row.stored.map(row.definition.filledUp))
            let wanted: String
            switch reading.meaning {
            case .nothing, .removal: wanted = EntryCell.mark(nil)
            case .entry(let made): wanted = EntryCell.mark(made)
            }
            if wanted == typed.seen || wanted == now { continue }
            guard typed.seen == now else {
                rows[index].meanwhile = .some(row.stored)
                rows[index].cell.seen = now
                continue
            }
            let key = Observation.Key(indicator: row.definition.id, period: period)
            changes.before[key] = row.stored
            switch reading.meaning {
            case .nothing: continue
            case .removal: changes.removals.append(key)
            case .entry(let made): changes.entries.append(made)
            }
        }
        return changes
    }

    /// The sentences of the error summary, in the order of the rows.
    func errors(_ language: Language) -> [ErrorSummary.Item] {
        rows.flatMap { row -> [ErrorSummary.Item] in
            let name = row.definition.name.text(language)
            var items = EntryCell.Field.allCases.compactMap { field in
                row.problems[field].map {
                    ErrorSummary.Item(fieldID: field.name(row.definition.id), "\(name): \($0(language))")
                }
            }
            if row.meanwhile != nil {
                let field: EntryCell.Field = row.definition.hasParts ? .numerator : .value
                items.append(
                    ErrorSummary.Item(
                        fieldID: field.name(row.definition.id),
                        "\(name): "
                            + Phrase(
                                de: "Diese Angabe hat inzwischen jemand anderes geändert.",
                                en: "Somebody else has changed this entry meanwhile.")(language)))
            }
            return items
        }
    }
}
