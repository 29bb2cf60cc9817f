import Federation
import Foundation
import Testing

@testable import Hub

/// The demonstration region from config/suedwestfalen, read as a town's import would.
enum DashboardRegion {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("config/suedwestfalen")

    static let towns: [(id: String, name: String, ags: String, ars: String, place: (Int64, Int64))] = [
        ("arnsberg", "Arnsberg", "05958004", "059580004004", (513_958, 80_648)),
        ("bad-berleburg", "Bad Berleburg", "05970004", "059700004004", (510_499, 83_929)),
        ("menden", "Menden (Sauerland)", "05962040", "059620040040", (514_393, 77_953)),
        ("olpe", "Olpe", "05966024", "059660024024", (510_276, 78_436)),
        ("soest", "Soest", "05974040", "059740040040", (515_725, 81_063)),
    ]

    /// The whole region: five towns, framework, strategies, summaries for 2022 and a report.
    static func federation(
        withReport: Bool = true, framework other: [String: Any]? = nil
    ) throws -> DashboardFederation {
        let federation = try DashboardFederation()
        try federation.found()
        for town in towns {
            try federation.admit(
                town.id, name: town.name,
                official: Admission.OfficialKeys(
                    ags: town.ags, ars: town.ars, statusDay: try #require(CalendarDay("2019-12-31"))),
                location: Admission.Location(
                    latitude: ExactDecimal(units: town.place.0, decimals: 4),
                    longitude: ExactDecimal(units: town.place.1, decimals: 4)))
        }
        try federation.publish(try other ?? framework())
        for town in towns {
            let adoption = try pairs(town.id, "adoption")
            try federation.adopt(town.id, body: adoption["body"]?.first ?? "", date: adoption["date"]?.first ?? "")
        }
        for town in towns { try strategy(of: town.id, in: federation) }
        if withReport { try federation.report("2022") }
        return federation
    }

    /// - Parameter targets: a baseline of 2015 and a target of 2030 for some indicators, which the region has not set.
    static func framework(targets: [String: (baseline: String, target: String)]) throws -> [String: Any] {
        var framework = try framework()
        let indicators = try #require(framework["indicators"] as? [[String: Any]])
        framework["indicators"] = indicators.map { indicator in
            guard let set = targets[indicator["id"] as? String ?? ""] else { return indicator }
            var changed = indicator
            changed["baseline"] = ["period": "2015", "value": set.baseline]
            changed["targets"] = [["period": "2030", "value": set.target]]
            return changed
        }
        return framework
    }

    static func framework() throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appendingPathComponent("framework.json5"))
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        return try #require(try decoder.decode(AnyJSON.self, from: data).value as? [String: Any])
    }

    /// Regional values: indicator, period, value.
    static func expected() throws -> [String: [String: String]] {
        let data = try Data(contentsOf: folder.appendingPathComponent("expected.json"))
        return try JSONDecoder().decode([String: [String: String]].self, from: data)
    }

    private static func strategy(of id: String, in federation: DashboardFederation) throws {
        let tenant = try #require(TenantID(id))
        let framework = try #require(federation.state.frameworks.last)
        let texts = try pairs(id, "strategy")
        var mapped: [String: [Code]] = [:]
        for row in try table(id, "mappings") where row["kind"] == "field" {
            mapped[row["own"] ?? "", default: []].append(try #require(Code(row["framework"] ?? "")))
        }
        let fields = try table(id, "fields").map { row in
            Strategy.Field(
                description: row["description"] ?? "", id: try #require(Code(row["id"] ?? "")),
                mapsTo: mapped[row["id"] ?? ""] ?? [], name: row["name"] ?? "", order: Int64(row["order"] ?? "") ?? 0)
        }
        let components = try table(id, "components")
        var states: [Summary.MeasureState] = []
        let measures = try table(id, "measures").map { row in
            var measure = Measure(id: try #require(Code(row["id"] ?? "")), title: row["title"] ?? "")
            measure.code = row["code"] ?? ""
            measure.description = row["description"] ?? ""
            measure.bundle = Code(row["bundle"] ?? "")
            measure.status = try #require(MeasureStatus(rawValue: row["status"] ?? ""))
            measure.reuse = row["reuse"] ?? ""
            measure.links = (row["links"] ?? "").split(separator: "|").map(String.init)
            measure.fields = (row["fields"] ?? "").split(separator: "|").compactMap { Code(String($0)) }
            measure.components = try components.filter { $0["measure"] == row["id"] }.map { part in
                Measure.Component(
                    id: try #require(Code(part["id"] ?? "")), owner: part["owner"] ?? "",
                    status: try #require(MeasureStatus(rawValue: part["status"] ?? "")), title: part["title"] ?? "")
            }
            states.append(
                Summary.MeasureState(
                    bundle: measure.bundle, fields: measure.fields.flatMap { mapped[$0.text] ?? [] }, goals: [],
                    id: measure.id, planned: nil, spent: nil, status: measure.status))
            return measure
        }
        let body = texts["decision_body"]?.first ?? ""
        try federation.say(
            .strategy(
                Strategy(
                    decision: body.isEmpty
                        ? nil
                        : Decision(
                            body: body, date: PartialDate(texts["decision_date"]?.first ?? ""), link: "", number: ""),
                    fields: fields, framework: framework.reference, goals: [], measures: measures, number: 1,
                    sources: texts["source"] ?? [], title: texts["title"]?.first ?? "",
                    vision: texts["vision"]?.first ?? "")), by: tenant)
        try federation.summarise(id, "2022", try observations(id, framework.value), measures: states)
    }

    private static func observations(_ id: String, _ framework: Framework) throws -> [Observation] {
        try table(id, "indicators").map { row in
            let code = try #require(Code(row["indicator"] ?? ""))
            _ = try #require(framework.indicator(code))
            return Observation(
                key: .init(indicator: code, period: try #require(Period(row["period"] ?? ""))),
                status: try #require(Observation.Status(rawValue: row["status"] ?? "")),
                value: ExactDecimal(row["value"] ?? ""), numerator: ExactDecimal(row["numerator"] ?? ""),
                denominator: ExactDecimal(row["denominator"] ?? ""),
                flags: (row["flags"] ?? "").split(separator: "|").compactMap { Observation.Flag(rawValue: String($0)) })
        }
    }

    // MARK: CSV

    static func table(_ town: String, _ name: String) throws -> [[String: String]] {
        let path = folder.appendingPathComponent("towns/\(town)/\(name).csv")
        return rows(try String(contentsOf: path, encoding: .utf8))
    }

    private static func pairs(_ town: String, _ name: String) throws -> [String: [String]] {
        var pairs: [String: [String]] = [:]
        for row in try table(town, name) { pairs[row["key"] ?? "", default: []].append(row["value"] ?? "") }
        return pairs
    }

    /// Rows of a CSV text by the names of its header.
    static func rows(_ text: String) -> [[String: String]] {
        var records: [[String]] = []
        var record: [String] = []
        var cell = ""
        var isQuoted = false
        var characters = Array(text.replacingOccurrences(of: "\r\n", with: "\n"))[...]
        while let character = characters.popFirst() {
            switch character {
            case "\"" where isQuoted && characters.first == "\"":
                cell.append("\"")
                characters.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                record.append(cell)
                cell = ""
            case "\n" where !isQuoted:
                records.append(record + [cell])
                record = []
                cell = ""
            default: cell.append(character)
            }
        }
        if !cell.isEmpty || !record.isEmpty { records.append(record + [cell]) }
        guard let header = records.first else { return [] }
        return records.dropFirst().map { record in
            Dictionary(zip(header, record), uniquingKeysWith: { first, _ in first })
        }
    }
}
