import Federation
import Foundation
import Testing

@testable import Hub

/// The demonstration region with goals, targets, money and participation, so that every part of the pages has something to
/// show. These numbers are made for calculation by hand, not the towns' own.
enum DashboardGoals {
    static func federation() throws -> DashboardFederation {
        let federation = try DashboardRegion.federation(framework: try framework())
        try summary(
            federation, "soest",
            [
                try measure(
                    "datenplattform", ["energy"], ["less-poverty"], "m01", 60, "100000.00", "40000.00", .running),
                try measure("stadtportal", ["energy", "education"], [], nil, 100, "50000.00", "52000.50", .done),
                try measure("lorawan", ["education"], ["learning"], nil, nil, nil, nil, .planned),
            ],
            [
                .init(.contributions, .field(Code("energy")), count: 12), .init(.contributions, .field(nil), count: 3),
                .init(.answered, count: 9), .init(.withConsequence, count: 4),
            ])
        try summary(
            federation, "olpe",
            [
                try measure("datenplattform", ["energy"], ["less-poverty"], "m01", 20, "80000.00", nil, .running),
                try measure("co-working", [], [], nil, nil, nil, nil, .proposed),
            ],
            [.init(.contributions, .field(Code("energy")), count: 30), .init(.answered, count: 30)])
        return federation
    }

    static func framework() throws -> [String: Any] {
        var framework = try DashboardRegion.framework()
        framework["goals"] = [
            [
                "field": "education", "id": "learning",
                "name": ["de": "Lernen an allen Orten", "en": "Learning everywhere"],
            ],
            [
                "field": "energy", "id": "less-poverty",
                "name": ["de": "Kein Kind soll in Armut aufwachsen", "en": "No child should grow up in poverty"],
            ],
            [
                "field": NSNull(), "id": "open-data",
                "name": ["de": "Daten stehen allen offen", "en": "Data are open to all"],
            ],
        ]
        let indicators = try #require(framework["indicators"] as? [[String: Any]])
        framework["indicators"] = indicators.map { definition in
            var definition = definition
            switch definition["id"] as? String {
            case "child-poverty":
                // Half of the way in a third of the time.
                definition["baseline"] = ["period": "2021", "value": "11.98"]
                definition["targets"] = [["period": "2024", "value": "9.98"]]
                definition["goals"] = ["less-poverty"]
                definition["fields"] = ["energy"]
            case "students":
                definition["goals"] = ["learning"]
                definition["fields"] = ["education"]
            default: break
            }
            return definition
        }
        var bundles = try #require(framework["bundles"] as? [[String: Any]])
        if let place = bundles.firstIndex(where: { $0["id"] as? String == "m01" }) {
            bundles[place]["fields"] = ["energy"]
        }
        framework["bundles"] = bundles
        return framework
    }

    private static func measure(
        _ id: String, _ fields: [String], _ goals: [String], _ bundle: String?, _ progress: Int64?, _ planned: String?,
        _ spent: String?, _ status: MeasureStatus
    ) throws -> Summary.MeasureState {
        Summary.MeasureState(
            bundle: bundle.flatMap { Code($0) }, fields: fields.compactMap { Code($0) },
            goals: goals.compactMap { Code($0) },
            id: try #require(Code(id)), planned: planned.flatMap { ExactDecimal($0) }, progress: progress,
            spent: spent.flatMap { ExactDecimal($0) }, status: status)
    }

    private static func summary(
        _ federation: DashboardFederation, _ town: String, _ measures: [Summary.MeasureState],
        _ participation: [Summary.Participation]
    ) throws {
        try federation.summarise(town, "2023", [], measures: measures, participation: participation)
    }
}
