import Federation
import Service
import Tables

/// Reads indicators.csv (docs/IMPORT.md). Once a framework is known every row is checked against the definition of its
/// indicator and filled up to its decimals; before that the structure alone is checked.
enum IndicatorTable {
    private static let columns: [ImportTable.Column] = [
        .required("indicator"), .required("period"), .optional("value"), .optional("numerator"),
        .optional("denominator"), .optional("status"), .optional("flags"), .optional("level"), .optional("comment"),
    ]

    static func read(
        _ bytes: [UInt8], file: String, known: KnownFramework, today: CalendarDay
    ) throws(ImportRefusal) -> [StoredObservation] {
        let problems = ProblemList()
        var observations: [StoredObservation] = []
        var seen: Set<Observation.Key> = []
        if let table = ImportTable(bytes, file: file, columns: columns, problems: problems) {
            for row in table.readers {
                guard let observation = observation(row, known) else { continue }
                if let objection = EntryDesk.objection(to: observation.key.period, today: today) {
                    row.refuse("period", de: objection.de, en: objection.en)
                    continue
                }
                guard seen.insert(observation.key).inserted else {
                    let key = observation.key
                    row.refuse(
                        nil, de: "„\(key.indicator)“ für \(key.period) steht zweimal da.",
                        en: "\"\(key.indicator)\" for \(key.period) stands there twice.")
                    continue
                }
                observations.append(observation)
            }
        }
        guard problems.isEmpty else { throw ImportRefusal(problems) }
        return observations
    }

    private static func observation(_ row: RowReader, _ known: KnownFramework) -> StoredObservation? {
        let before = row.problems.count
        let indicator = row.code("indicator")
        let period = row.period("period")
        let definition = indicator.flatMap { known.indicators[$0] }
        if let indicator, !known.isEmpty, definition == nil {
            row.refuse(
                "indicator", de: "Die Kennzahl „\(indicator)“ gibt es in der Rahmenstrategie nicht.",
                en: "The indicator \"\(indicator)\" does not exist in the framework strategy.")
        }
        let value = definition.map { row.number("value", decimals: $0.decimals) } ?? row.number("value")
        let numerator =
            definition.map { row.number("numerator", decimals: $0.partsDecimals) } ?? row.number("numerator")
        let denominator =
            definition.map { row.number("denominator", decimals: $0.partsDecimals) } ?? row.number("denominator")
        let status: Observation.Status? = row.word("status", standard: .reported)
        let flags: [Observation.Flag] = row.words("flags")
        let level: Observation.Level? = row.word("level", standard: .town)
        let comment = row.text("comment", limit: 500)
        guard row.problems.count == before, let indicator, let period, let status, let level else { return nil }
        let observation = StoredObservation(
            key: Observation.Key(indicator: indicator, period: period), value: value, numerator: numerator,
            denominator: denominator, status: status, flags: flags.sorted { $0.rawValue < $1.rawValue }, level: level,
            comment: comment)
        checkNumbers(observation, row)
        if let definition, row.problems.count == before { check(observation, definition, row) }
        return row.problems.count == before ? observation : nil
    }

    private static func checkNumbers(_ observation: StoredObservation, _ row: RowReader) {
        let hasValue = observation.value != nil
        let parts = [observation.numerator, observation.denominator].compactMap { $0 }.count
        guard observation.status == .reported else {
            if hasValue || parts > 0 {
                row.refuse(
                    "status",
                    de: "Bei „\(observation.status.rawValue)“ steht keine Zahl. Bitte die Zahl löschen oder den Status "
                        + "berichtigen.",
                    en: "With \"\(observation.status.rawValue)\" there is no number. Please clear it or correct the "
                        + "status.")
            }
            return
        }
        if hasValue, parts > 0 {
            row.refuse(
                "value", de: "Wert und Zähler/Nenner stehen zusammen da; nur eines von beiden wird erwartet.",
                en: "Value and numerator/denominator stand together; only one of the two is expected.")
        } else if !hasValue, parts == 0 {
            row.refuse(
                "value", de: "Der Wert fehlt. Ist er nicht bekannt, schreiben Sie den Status „missing“.",
                en: "The value is missing. If it is not known, write the status \"missing\".")
        } else if parts == 1 {
            row.refuse(
                observation.numerator == nil ? "numerator" : "denominator",
                de: "Zähler und Nenner gehören zusammen.", en: "Numerator and denominator belong together.")
        }
    }

    private static func check(_ observation: StoredObservation, _ definition: Indicator, _ row: RowReader) {
        guard observation.key.period.frequency == definition.frequency else {
            row.refuse(
                "period",
                de:
                    "Diese Kennzahl wird je \(german(definition.frequency)) gemeldet, nicht für "
                    + "\(observation.key.period).",
                en: "This indicator is reported by \(definition.frequency.rawValue), not for \(observation.key.period)."
            )
            return
        }
        guard observation.status == .reported else { return }
        let wantsParts = definition.space.rule == .ratioOfSums
        guard wantsParts == (observation.value == nil) else {
            row.refuse(
                wantsParts ? "numerator" : "value",
                de: wantsParts
                    ? "Diese Kennzahl wird als Zähler und Nenner gemeldet." : "Diese Kennzahl wird als Wert gemeldet.",
                en: wantsParts
                    ? "This indicator is reported as numerator and denominator."
                    : "This indicator is reported as a value.")
            return
        }
        guard let value = observation.value else { return }
        if let minimum = definition.minimum, value.units < minimum.units {
            row.refuse(
                "value", de: "\(value) liegt unter \(minimum). Oft ist es ein Faktor 10 oder 100.",
                en: "\(value) is below \(minimum). Often it is a factor of 10 or 100.")
        }
        if let maximum = definition.maximum, value.units > maximum.units {
            row.refuse(
                "value", de: "\(value) liegt über \(maximum). Oft ist es ein Faktor 10 oder 100.",
                en: "\(value) is above \(maximum). Often it is a factor of 10 or 100.")
        }
        if definition.kind == .boolean, !(0...1).contains(value.units) || value.decimals != 0 {
            row.refuse("value", de: "Ja oder nein wird 1 oder 0 geschrieben.", en: "Yes or no is written 1 or 0.")
        }
    }

    private static func german(_ frequency: Period.Frequency) -> String {
        switch frequency {
        case .year: "Jahr"
        case .half: "Halbjahr"
        case .quarter: "Quartal"
        case .month: "Monat"
        }
    }
}
