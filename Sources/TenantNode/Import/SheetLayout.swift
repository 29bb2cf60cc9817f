import Federation
import Pages
import Tables

/// How a table of values is laid out, found out from its header.
struct SheetLayout: Sendable {
    enum Format: String, Sendable, CaseIterable {
        /// One row for each value, with columns for indicator and period.
        case long
        /// One row for each indicator, one column for each period.
        case matrix
        /// A file of Open SDG: `Year`, disaggregations, `Units`, `GeoCode`, `Value`, for one indicator.
        case openSDG = "open-sdg"
        /// Data values of DHIS2.
        case dhis2
    }

    /// What a column holds for us.
    enum Role: Sendable, Hashable {
        case indicator, period, value, numerator, denominator, status, flags, level, comment, place
        /// A disaggregation: only rows where it is empty are totals.
        case part
        case unit
        /// Of a matrix: the values of one period.
        case values(Period)
    }

    let format: Format
    /// The role of each column; nil is not taken.
    let roles: [Role?]

    func place(of role: Role) -> Int? { roles.firstIndex(of: role) }

    /// nil where the header is none of ours, with the sentence that says what was expected.
    static func find(_ header: [String], problems: ProblemList, file: String) -> SheetLayout? {
        let names = header.map(normalised)
        if let layout = dhis2(names) ?? openSDG(names) ?? long(names) ?? matrix(header) {
            let taken = layout.roles.compactMap { $0 }.filter { $0 != .part }
            guard Set(taken).count == taken.count else {
                problems.add(
                    file, row: 1, de: "Zwei Spalten bedeuten dasselbe. Bitte löschen Sie eine davon.",
                    en: "Two columns mean the same. Please delete one of them.")
                return nil
            }
            return layout
        }
        if names.contains("") {
            problems.add(
                file, row: 1,
                de:
                    "In der Kopfzeile ist eine Zelle leer. Sind Zellen verbunden? Bitte heben Sie die Verbindung auf und "
                    + "geben Sie jeder Spalte einen Namen.",
                en: "A cell of the header is empty. Are cells merged? Please unmerge them and name each column.")
        } else {
            problems.add(
                file, row: 1,
                de:
                    "Die Kopfzeile ist nicht bekannt. Erwartet werden Spalten wie Indikator, Zeitraum und Wert, oder eine "
                    + "Spalte Indikator und je Zeitraum eine Spalte wie 2023, 2024.",
                en: "The header is not known. Expected are columns such as indicator, period and value, or a column "
                    + "indicator and a column for each period such as 2023, 2024.")
        }
        return nil
    }

    // MARK: The four layouts

    private static func dhis2(_ names: [String]) -> SheetLayout? {
        guard names.contains("dataelement"), names.contains("period"), names.contains("value") else { return nil }
        return SheetLayout(
            format: .dhis2,
            roles: names.map { name in
                switch name {
                case "dataelement": .indicator
                case "period": .period
                case "orgunit": .place
                case "value": .value
                case "comment": .comment
                default: nil
                }
            })
    }

    private static func openSDG(_ names: [String]) -> SheetLayout? {
        guard names.contains("year"), names.contains("value"),
            !names.contains(where: { synonyms[$0] == .indicator })
        else { return nil }
        return SheetLayout(
            format: .openSDG,
            roles: names.map { name in
                switch name {
                case "year": .period
                case "value": .value
                case "units": .unit
                case "geocode": .place
                case "", "series", "observationstatus", "unitmultiplier": nil
                default: .part
                }
            })
    }

    private static func long(_ names: [String]) -> SheetLayout? {
        let roles = names.map { synonyms[$0] }
        guard roles.contains(.indicator), roles.contains(.period),
            roles.contains(.value) || (roles.contains(.numerator) && roles.contains(.denominator))
        else { return nil }
        return SheetLayout(format: .long, roles: roles)
    }

    private static func matrix(_ header: [String]) -> SheetLayout? {
        guard let first = header.first, synonyms[normalised(first)] == .indicator else { return nil }
        let rest = header.dropFirst().map { cell -> Role? in
            SheetPeriod.read(cell).map(Role.values)
                ?? (normalised(cell) == "einheit" || normalised(cell) == "unit" ? .unit : nil)
        }
        guard rest.contains(where: { if case .values? = $0 { true } else { false } }),
            !header.contains(where: { normalised($0).isEmpty })
        else { return nil }
        return SheetLayout(format: .matrix, roles: [.indicator] + rest)
    }

    private static func normalised(_ cell: String) -> String {
        cell.lowercased().replacing("ä", with: "ae").replacing("ö", with: "oe").replacing("ü", with: "ue")
            .filter { $0 != " " && $0 != "_" && $0 != "-" }
    }

    private static let synonyms: [String: Role] = {
        let names: [(Role, [String])] = [
            (.indicator, ["indicator", "indikator", "kennzahl", "kuerzel", "indicatorid", "indikatorid", "code"]),
            (.period, ["period", "zeitraum", "year", "jahr", "periode", "berichtszeitraum", "quartal", "monat"]),
            (.value, ["value", "wert"]), (.numerator, ["numerator", "zaehler"]),
            (.denominator, ["denominator", "nenner"]),
            (.status, ["status", "stand"]), (.flags, ["flags", "kennzeichen"]), (.level, ["level", "ebene"]),
            (.comment, ["comment", "kommentar", "anmerkung"]),
            (.place, ["place", "geocode", "ags", "ars", "orgunit", "gemeindeschluessel", "ort"]),
            (.unit, ["unit", "units", "einheit"]),
        ]
        return Dictionary(
            names.flatMap { role, names in names.map { ($0, role) } }, uniquingKeysWith: { first, _ in first })
    }()
}

/// A period as other systems write it.
enum SheetPeriod {
    /// `2024`, `2024-H1`, `2024-Q3`, `2024-11`; `Q3 2024`, `3. Quartal 2024`, `1. Halbjahr 2024`, `11/2024`; and of DHIS2
    /// `2024Q3`, `2024S1`, `202411`.
    static func read(_ text: String) -> Period? {
        let trimmed = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        if let period = Period(trimmed) { return period }
        let words = trimmed.uppercased().replacing(".", with: "").split { $0 == " " || $0 == "/" || $0 == "-" }.map(
            String.init)
        switch words.count {
        case 1: return compact(words[0])
        case 2: return pair(words[0], words[1]) ?? pair(words[1], words[0])
        case 3:
            guard let number = Int(words[0]), let year = year(words[2]) else { return nil }
            switch words[1] {
            case "QUARTAL", "Q": return Period(year: year, frequency: .quarter, number: number)
            case "HALBJAHR", "HJ": return Period(year: year, frequency: .half, number: number)
            default: return nil
            }
        default: return nil
        }
    }

    private static func compact(_ text: String) -> Period? {
        guard let year = year(String(text.prefix(4))) else { return nil }
        let rest = text.dropFirst(4)
        if rest.utf8.count == 2, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let month = Int(rest) {
            return Period(year: year, frequency: .month, number: month)
        }
        guard rest.utf8.count == 2, let number = Int(rest.dropFirst()) else { return nil }
        switch rest.first {
        case "Q": return Period(year: year, frequency: .quarter, number: number)
        case "S", "H": return Period(year: year, frequency: .half, number: number)
        default: return nil
        }
    }

    private static func pair(_ first: String, _ second: String) -> Period? {
        guard let year = year(second) else { return nil }
        if let month = Int(first), first.utf8.count <= 2 { return Period(year: year, frequency: .month, number: month) }
        guard first.utf8.count == 2, let number = Int(first.dropFirst()) else { return nil }
        switch first.first {
        case "Q": return Period(year: year, frequency: .quarter, number: number)
        case "H", "S": return Period(year: year, frequency: .half, number: number)
        default: return nil
        }
    }

    private static func year(_ text: String) -> Int? {
        text.utf8.count == 4 && text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) ? Int(text) : nil
    }
}
