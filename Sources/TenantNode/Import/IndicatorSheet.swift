import Federation
import Pages
import Service
import Tables

/// Reads a table of values from elsewhere: pasted from a spreadsheet, or a file of another system.
///
/// Nothing is dropped silently: what is not taken is in the report with its reason, and one thing wrong refuses the whole
/// table.
struct IndicatorSheet {
    /// Larger than our own tables: a statistical office exports all towns and years in one file.
    static let maximumBytes = 3 << 20
    static let maximumRows = 50_000

    struct Options: Sendable {
        /// For a file of one indicator that does not name it.
        var indicator: Code?
        /// The place whose rows are ours, such as an official key; needed where there are several.
        var place: String?
        /// Leaves out rows of indicators that are not known here, instead of refusing the table.
        var skipsUnknown = false
        /// nil: found out from the numbers, else from the separator, else this page's.
        var notation: EnteredNumber.Notation?
        var pageNotation = EnteredNumber.Notation.german
    }

    /// What would be imported, and what not.
    struct Report: Sendable {
        var format: SheetLayout.Format
        var notation: EnteredNumber.Notation
        var rowCount: Int
        /// Whether the table has a column for flags, and for the level.
        var namesFlags = false
        var namesLevel = false
        var observations: [StoredObservation] = []
        /// Columns that are not taken, with their names.
        var columns: [String] = []
        /// Rows that are not taken, by reason; the first few row numbers of each.
        var leftOut: [(reason: Phrase, count: Int, rows: [Int])] = []

        mutating func leaveOut(_ row: Int, _ reason: Phrase) {
            guard let place = leftOut.firstIndex(where: { $0.reason == reason }) else {
                leftOut.append((reason, 1, [row]))
                return
            }
            leftOut[place].count += 1
            if leftOut[place].rows.count < 10 { leftOut[place].rows.append(row) }
        }
    }

    private let catalogue: IndicatorCatalogue
    private let plans: [Code: IndicatorPlan]
    private let options: Options
    private let file: String
    private let today: CalendarDay
    private let problems = ProblemList()
    private let names: [String: Code]

    static func read(
        _ bytes: [UInt8], file: String, catalogue: IndicatorCatalogue, plans: [Code: IndicatorPlan], options: Options,
        today: CalendarDay
    ) throws(ImportRefusal) -> Report {
        let sheet = IndicatorSheet(catalogue, plans, options, file, today)
        guard let report = sheet.report(bytes), sheet.problems.isEmpty else { throw ImportRefusal(sheet.problems) }
        return report
    }

    private init(
        _ catalogue: IndicatorCatalogue, _ plans: [Code: IndicatorPlan], _ options: Options, _ file: String,
        _ today: CalendarDay
    ) {
        self.catalogue = catalogue
        self.plans = plans
        self.options = options
        self.file = file
        self.today = today
        // An indicator is named by its identifier, its code elsewhere, or its name.
        var names: [String: Code] = [:]
        var doubtful: Set<String> = []
        for definition in catalogue.definitions {
            let own = definition.codes + [definition.name.german, definition.name.english]
            for name in own where !name.isEmpty {
                let key = name.lowercased()
                if let other = names[key], other != definition.id { doubtful.insert(key) }
                names[key] = definition.id
            }
        }
        for name in doubtful { names[name] = nil }
        for definition in catalogue.definitions { names[definition.id.text] = definition.id }
        self.names = names
    }

    private func report(_ bytes: [UInt8]) -> Report? {
        let table = CSVReader.read(
            bytes, file: file, problems: problems, maximumBytes: Self.maximumBytes, maximumRows: Self.maximumRows)
        guard let rows = table, let header = rows.first,
            let layout = SheetLayout.find(header.cells, problems: problems, file: file)
        else { return nil }
        let body = rows.dropFirst()
        var report = Report(
            format: layout.format, notation: notation(layout, body, bytes), rowCount: body.count)
        report.columns = zip(header.cells, layout.roles).compactMap { $1 == nil || $1 == .unit ? $0 : nil }
        report.namesFlags = layout.place(of: .flags) != nil
        report.namesLevel = layout.place(of: .level) != nil
        if layout.format == .openSDG, options.indicator == nil {
            problems.add(
                file, de: "Diese Datei nennt ihre Kennzahl nicht. Bitte wählen Sie die Kennzahl aus.",
                en: "This file does not name its indicator. Please choose the indicator.")
            return nil
        }
        guard checkPlaces(layout, body) else { return nil }
        var seen: [Observation.Key: Int] = [:]
        for row in body {
            for observation in observations(row, layout, &report) {
                if let earlier = seen.updateValue(row.number, forKey: observation.key) {
                    problems.add(
                        file, row: row.number,
                        de:
                            "„\(observation.key.indicator)“ für \(observation.key.period) steht schon in Zeile \(earlier).",
                        en: "\"\(observation.key.indicator)\" for \(observation.key.period) stands in row \(earlier) "
                            + "already.")
                }
                report.observations.append(observation)
            }
        }
        return report
    }

    private func notation(
        _ layout: SheetLayout, _ rows: ArraySlice<CSVReader.Row>, _ bytes: [UInt8]
    ) -> EnteredNumber.Notation {
        if let notation = options.notation { return notation }
        let places = layout.roles.enumerated().compactMap { place, role -> Int? in
            switch role {
            case .value, .numerator, .denominator, .values: place
            default: nil
            }
        }
        let numbers = rows.lazy.flatMap { row in places.map { row.cells[$0] } }
        if let told = EnteredNumber.notation(of: numbers) { return told }
        let header = bytes.prefix { $0 != 0x0A }
        if header.contains(0x09) { return options.pageNotation }
        return header.contains(0x3B) ? .german : .english
    }

    /// Rows of several places need a choice: nothing of another town is taken for ours.
    private func checkPlaces(_ layout: SheetLayout, _ rows: ArraySlice<CSVReader.Row>) -> Bool {
        guard let place = layout.place(of: .place) else { return true }
        let found = Set(rows.map { $0.cells[place] }.filter { !$0.isEmpty })
        if let chosen = options.place {
            guard !found.contains(chosen) else { return true }
            let shown = found.sorted().prefix(5).joined(separator: ", ")
            problems.add(
                file, de: "Den Ort „\(chosen)“ gibt es in der Tabelle nicht. Es gibt zum Beispiel: \(shown).",
                en: "The place \"\(chosen)\" is not in the table. There are for example: \(shown).")
            return false
        }
        guard found.count > 1 else { return true }
        let shown = found.sorted().prefix(5).joined(separator: ", ")
        problems.add(
            file,
            de:
                "Die Tabelle enthält \(found.count) Orte, zum Beispiel \(shown). Bitte geben Sie an, welcher Ihrer ist.",
            en: "The table holds \(found.count) places, for example \(shown). Please say which one is yours.")
        return false
    }

    // MARK: Rows

    private func observations(
        _ row: CSVReader.Row, _ layout: SheetLayout, _ report: inout Report
    ) -> [StoredObservation] {
        if let place = layout.place(of: .place), let chosen = options.place, row.cells[place] != chosen {
            report.leaveOut(row.number, Phrase(de: "anderer Ort", en: "another place"))
            return []
        }
        let isPart = zip(row.cells, layout.roles).contains { cell, role in role == .part && !cell.isEmpty }
        if isPart {
            report.leaveOut(
                row.number, Phrase(de: "Teilgruppe, kein Gesamtwert", en: "a sub-group, not the total"))
            return []
        }
        guard let definition = definition(row, layout, &report) else { return [] }
        if layout.format == .matrix { return matrixRow(row, layout, definition, report.notation) }
        let text = layout.place(of: .period).map { row.cells[$0] } ?? ""
        guard let period = SheetPeriod.read(text) else {
            refuse(
                row, "period", text,
                de: "ist kein Zeitraum. Erwartet wird zum Beispiel 2024, 2024-Q3 oder 2024-11",
                en: "is not a period. Expected is for example 2024, 2024-Q3 or 2024-11")
            return []
        }
        return made(row, layout, definition, period, report.notation).map { [$0] } ?? []
    }

    private func definition(
        _ row: CSVReader.Row, _ layout: SheetLayout, _ report: inout Report
    ) -> IndicatorDefinition? {
        guard let place = layout.place(of: .indicator) else { return options.indicator.flatMap { catalogue[$0] } }
        let name = row.cells[place]
        if let id = names[name.lowercased()] { return catalogue[id] }
        if name.isEmpty {
            refuse(
                row, "indicator", "",
                de: "Hier wird eine Kennzahl erwartet. Sind Zellen verbunden? Bitte heben Sie die Verbindung auf",
                en: "An indicator is expected here. Are cells merged? Please unmerge them")
        } else if EnteredNumber.notation(of: [name]) != nil || SheetPeriod.read(name) != nil || Int(name) != nil {
            refuse(
                row, "indicator", name, de: "ist keine Kennzahl. Ist die Zeile verschoben",
                en: "is not an indicator. Is the row shifted")
        } else if options.skipsUnknown {
            report.leaveOut(row.number, Phrase(de: "Kennzahl hier nicht bekannt", en: "indicator not known here"))
        } else {
            refuse(
                row, "indicator", name,
                de: "ist hier keine Kennzahl. Erwartet wird ihre Kennung, ihr Kürzel oder ihr Name",
                en: "is not an indicator here. Expected is its identifier, its code or its name")
        }
        return nil
    }

    private func matrixRow(
        _ row: CSVReader.Row, _ layout: SheetLayout, _ definition: IndicatorDefinition,
        _ notation: EnteredNumber.Notation
    ) -> [StoredObservation] {
        zip(row.cells, layout.roles).compactMap { cell, role in
            guard case .values(let period)? = role, !cell.isEmpty else { return nil }
            guard names[cell.lowercased()] == nil else {
                refuse(
                    row, "\(period)", cell, de: "ist eine Kennzahl, erwartet wird eine Zahl. Ist die Zeile verschoben",
                    en: "is an indicator, a number is expected. Is the row shifted")
                return nil
            }
            var typed = EntryCell(nil, definition, notation)
            typed.value = cell
            return read(row, "\(period)", typed, definition, period, notation)
        }
    }

    private func made(
        _ row: CSVReader.Row, _ layout: SheetLayout, _ definition: IndicatorDefinition, _ period: Period,
        _ notation: EnteredNumber.Notation
    ) -> StoredObservation? {
        func cell(_ role: SheetLayout.Role) -> String { layout.place(of: role).map { row.cells[$0] } ?? "" }
        var typed = EntryCell(nil, definition, notation)
        typed.value = cell(.value)
        typed.numerator = cell(.numerator)
        typed.denominator = cell(.denominator)
        typed.comment = cell(.comment)
        let flags = cell(.flags).split { $0 == "|" || $0 == "," }.map { String($0.drop(while: \.isWhitespace)) }
        for flag in flags {
            guard let known = Self.flags[flag.lowercased()] else {
                refuse(
                    row, "flags", flag, de: "ist kein Kennzeichen. Bekannt sind provisional, estimated, break",
                    en: "is not a flag. Known are provisional, estimated, break")
                return nil
            }
            typed.flags.append(known.rawValue)
        }
        let status = cell(.status)
        if !status.isEmpty {
            guard let known = Self.statuses[status.lowercased()] else {
                refuse(
                    row, "status", status,
                    de: "ist kein Stand. Bekannt sind reported, missing, not_applicable, suppressed",
                    en: "is not a status. Known are reported, missing, not_applicable, suppressed")
                return nil
            }
            typed.status = known.rawValue
        } else if typed.value.isEmpty, typed.numerator.isEmpty, typed.denominator.isEmpty {
            // In all these formats an empty cell means that the value is not known.
            typed.status = Observation.Status.missing.rawValue
        }
        guard var observation = read(row, "value", typed, definition, period, notation) else { return nil }
        let level = cell(.level)
        if !level.isEmpty {
            guard let known = Self.levels[level.lowercased()] else {
                refuse(
                    row, "level", level, de: "ist keine Ebene. Bekannt sind town und district",
                    en: "is not a level. Known are town and district")
                return nil
            }
            observation.level = known
        }
        return observation
    }

    /// Reads a cell as the entry grid does, and tells what is wrong with its row and column.
    private func read(
        _ row: CSVReader.Row, _ column: String, _ typed: EntryCell, _ definition: IndicatorDefinition, _ period: Period,
        _ notation: EnteredNumber.Notation
    ) -> StoredObservation? {
        if let objection = EntryDesk.objection(to: period, today: today) {
            problems.add(file, row: row.number, column: column, de: objection.de, en: objection.en)
            return nil
        }
        guard period.frequency == definition.frequency else {
            refuse(
                row, column, "\(period)",
                de: "passt nicht: \(definition.name.german) wird \(definition.frequency.word(.german)) gemeldet",
                en: "does not fit: \(definition.name.text(.english)) is reported \(definition.frequency.word(.english))"
            )
            return nil
        }
        var typed = typed
        if let word = Self.statuses[typed.value.lowercased()] {
            // As our own tables write what has no value.
            typed.status = word.rawValue
            typed.value = ""
        }
        if definition.hasParts, !typed.value.isEmpty {
            refuse(
                row, column, typed.value,
                de: "reicht nicht: Diese Kennzahl wird als Zähler und Nenner gemeldet",
                en: "is not enough: this indicator is reported as numerator and denominator")
            return nil
        }
        let reading = EntryReading(
            typed, definition, period, stored: nil, level: plans[definition.id]?.level ?? .town, notation: notation)
        // A table from elsewhere can't know why a number is missing; the grid asks for it later.
        let faults = reading.problems.filter { !($0.key == .comment && typed.comment.isEmpty) }
        for (field, sentence) in faults.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let text = field == .numerator ? typed.numerator : field == .denominator ? typed.denominator : typed.value
            let shown = printable(text, maximum: 40)
            problems.add(
                file, row: row.number, column: field == .value ? column : field.rawValue,
                de: (shown.isEmpty ? "" : "„\(shown)“: ") + sentence(.german),
                en: (shown.isEmpty ? "" : "\"\(shown)\": ") + sentence(.english))
        }
        guard faults.isEmpty, case .entry(let observation) = reading.meaning else { return nil }
        return observation
    }

    private func refuse(_ row: CSVReader.Row, _ column: String, _ text: String, de: String, en: String) {
        let shown = printable(text, maximum: 40)
        let end: (String) -> String = { $0 + ($0.contains("Ist die") || $0.contains("Is the row") ? "?" : ".") }
        problems.add(
            file, row: row.number, column: column, de: end(shown.isEmpty ? de : "„\(shown)“ \(de)"),
            en: end(shown.isEmpty ? en : "\"\(shown)\" \(en)"))
    }

    // MARK: Words

    private static let statuses: [String: Observation.Status] = [
        "reported": .reported, "gemeldet": .reported, "missing": .missing, "keine angabe": .missing, "k. a.": .missing,
        "k.a.": .missing, "not reported": .missing, "not_applicable": .notApplicable, "not applicable": .notApplicable,
        "entfällt": .notApplicable, "suppressed": .suppressed, "geheim": .suppressed,
    ]
    private static let flags: [String: Observation.Flag] = [
        "provisional": .provisional, "vorläufig": .provisional, "estimated": .estimated, "geschätzt": .estimated,
        "break": .breakInSeries, "bruch": .breakInSeries, "bruch in der reihe": .breakInSeries,
    ]
    private static let levels: [String: Observation.Level] = [
        "town": .town, "gemeinde": .town, "stadt": .town, "kommune": .town, "district": .district, "kreis": .district,
    ]
}

extension Period.Frequency {
    /// How often, as an adverb.
    func word(_ language: Pages.Language) -> String {
        switch self {
        case .year: Phrase(de: "jährlich", en: "yearly")(language)
        case .half: Phrase(de: "halbjährlich", en: "half-yearly")(language)
        case .quarter: Phrase(de: "vierteljährlich", en: "quarterly")(language)
        case .month: Phrase(de: "monatlich", en: "monthly")(language)
        }
    }
}
