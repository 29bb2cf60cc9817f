import Federation
import Foundation
import Testing

@testable import Hub

/// A small framework, and summaries that fit it.
enum HubFramework {
    static func make(number: Int = 1) throws -> Framework {
        let text: [String: Any] = ["de": "Text", "en": "Text"]
        let null = NSNull()
        func indicator(_ id: String, _ kind: String, decimals: Int64, threshold: Any) -> [String: Any] {
            [
                "baseline": null, "codes": [Any](), "core": true, "decimals": decimals, "denominator": text,
                "direction": "up",
                "due_days": Int64(90), "factor": Int64(1), "fields": [Any](), "frequency": "year", "goals": [Any](),
                "id": id, "kind": kind, "maximum": null, "method": text, "minimum": null,
                "minimum_coverage": Int64(0), "missing": "ask", "name": text, "numerator": text,
                "parts": [Any](), "parts_decimals": Int64(0),
                "source": ["license": "", "name": "", "url": ""] as [String: Any],
                "space": ["rule": "sum", "weight": null] as [String: Any], "targets": [Any](), "threshold": threshold,
                "time": "last",
                "unit": text, "version": Int64(1),
            ]
        }
        let members: [String: Any] = [
            "bundles": [Any](), "fields": [Any](), "goals": [Any](),
            "in_force": ["count": null, "roles": ["pioneer"], "rule": "all"] as [String: Any],
            "indicators": [
                indicator("area", "stock", decimals: 2, threshold: null),
                indicator("jobs", "count", decimals: 0, threshold: Int64(5)),
            ], "license": "CC BY 4.0", "number": Int64(number), "population": null, "principles": [Any](),
            "sources": [Any](), "title": text, "vision": text,
        ]
        return try Framework(canonicalBytes: DashboardFederation.json(members).canonicalBytes)
    }

    static func summary(
        period: Period, jobs: String, indicator: String = "jobs", revision: Int64, people: Int64? = nil,
        framework: Reference
    ) throws -> Summary {
        Summary(
            approval: Summary.Approval(function: .mayor, isSelfApproved: false), framework: framework, measures: [],
            observations: [
                Observation(
                    key: .init(indicator: try #require(Code(indicator)), period: period), status: .reported,
                    value: ExactDecimal(jobs))
            ],
            participation: people.map { [.init(.people, .channel(.online), count: $0)] } ?? [],
            period: period, revision: revision)
    }
}
