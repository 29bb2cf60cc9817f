import Federation
import Pages

/// A table of figures as a JSON-stat 2.0 dataset (https://json-stat.org/full/).
///
/// A value that is not there is null and its status says why; a value that is there may have a status, too. Values are
/// written with the decimals they were signed with. Texts are German, as the federation publishes them.
struct JSONStat {
    /// Why there is no value, or what is to be known about one.
    enum Sign: String, CaseIterable {
        case suppressed = "."
        case missing = ":"
        case notApplicable = "x"
        case district = "d"
        case provisional = "p"
        case estimated = "e"
        case breakInSeries = "b"
        case incomplete = "i"
        case withheld = "w"

        var label: Phrase {
            switch self {
            case .suppressed: Phrase(de: "geheim", en: "suppressed")
            case .missing: Phrase(de: "keine Angabe", en: "not reported")
            case .notApplicable: Phrase(de: "trifft nicht zu", en: "not applicable")
            case .district:
                Phrase(de: "Wert des Kreises, nicht der Kommune", en: "value of the district, not of the municipality")
            case .provisional: Phrase(de: "vorläufig", en: "provisional")
            case .estimated: Phrase(de: "geschätzt", en: "estimated")
            case .breakInSeries: Phrase(de: "Bruch in der Zeitreihe", en: "break in series")
            case .incomplete: Phrase(de: "nicht alle Kommunen", en: "not all municipalities")
            case .withheld: Phrase(de: "kein regionaler Wert", en: "no regional value")
            }
        }
    }

    /// One category of a dimension.
    struct Category {
        let id: String
        let label: String
        /// Of a metric: unit and decimals.
        var unit: (label: String, decimals: Int)?
    }

    /// One dimension, in the order of the table.
    struct Dimension {
        enum Role: String { case geo, time, metric }

        let id: String
        let label: String
        let role: Role
        let categories: [Category]
    }

    /// One cell.
    struct Cell {
        var value: ExactDecimal?
        var signs: [Sign] = []
    }

    let label: String
    let source: String
    /// The day of the newest entry it follows from.
    let updated: CalendarDay
    let dimensions: [Dimension]
    /// Row by row: the last dimension changes first.
    let cells: [Cell]
    let note: [String]
    let size: Int64
    let license: String

    var bytes: [UInt8] {
        var status: [(String, DataValue)] = []
        for (place, cell) in cells.enumerated() where !cell.signs.isEmpty {
            status.append((String(place), .text(cell.signs.map(\.rawValue).joined())))
        }
        let roles = [Dimension.Role.time, .geo, .metric].map { role in
            (role.rawValue, DataValue.array(dimensions.filter { $0.role == role }.map { .text($0.id) }))
        }
        return DataValue.object([
            ("version", "2.0"), ("class", "dataset"), ("label", .text(label)), ("source", .text(source)),
            ("updated", .text(updated.description)), ("note", .array(note.map { .text($0) })),
            ("id", .array(dimensions.map { .text($0.id) })),
            ("size", .array(dimensions.map { .integer(Int64($0.categories.count)) })), ("role", .object(roles)),
            ("dimension", .object(dimensions.map { ($0.id, $0.json) })),
            ("value", .array(cells.map { cell in cell.value.map { .number($0) } ?? .null })),
            ("status", .object(status)),
            (
                "extension",
                [
                    "status": [
                        "label": .object(
                            Sign.allCases.map { ($0.rawValue, .text("\($0.label(.german)) (\($0.label(.english)))")) })
                    ],
                    "log_size": .integer(size), "license": .text(license),
                ]
            ),
        ]).bytes
    }
}

extension JSONStat.Dimension {
    var json: DataValue {
        var category: [(String, DataValue)] = [
            ("index", .array(categories.map { .text($0.id) })),
            ("label", .object(categories.map { ($0.id, .text($0.label)) })),
        ]
        let units = categories.compactMap { category in
            category.unit.map { unit in
                (
                    category.id,
                    DataValue.object([("label", .text(unit.label)), ("decimals", .integer(Int64(unit.decimals)))])
                )
            }
        }
        if !units.isEmpty { category.append(("unit", .object(units))) }
        return .object([("label", .text(label)), ("category", .object(category))])
    }
}

extension JSONStat.Cell {
    /// A town's value, where it has one of its own.
    init(_ status: Observation.Status, _ observation: Observation?, value: ExactDecimal?) {
        switch status {
        case .suppressed: signs = [.suppressed]
        case .missing: signs = [.missing]
        case .notApplicable: signs = [.notApplicable]
        case .reported:
            self.value = value
            // A part of a ratio that this indicator does not have.
            if value == nil { signs = [.missing] }
        }
        guard let observation, status == .reported else { return }
        if observation.level == .district { signs.append(.district) }
        for flag in observation.flags {
            switch flag {
            case .provisional: signs.append(.provisional)
            case .estimated: signs.append(.estimated)
            case .breakInSeries: signs.append(.breakInSeries)
            }
        }
    }

    /// A regional value.
    init(_ figure: Figure?) {
        guard let figure else {
            signs = [.missing]
            return
        }
        value = figure.value
        if figure.value == nil { signs = [.withheld] }
        for flag in figure.flags {
            switch flag {
            case .provisional: signs.append(.provisional)
            case .estimated: signs.append(.estimated)
            case .breakInSeries: signs.append(.breakInSeries)
            case .incomplete: signs.append(.incomplete)
            case .historical, .revised, .timeRule, .weightYear: break
            }
        }
    }
}
