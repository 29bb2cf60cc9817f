import Federation

extension FigureExplanation {
    /// One canonical JSON object and a line feed.
    var json: [UInt8] {
        let towns = explained.contributions.map { contribution in
            JSONValue.members([
                "counts": .boolean(contribution.counts),
                "denominator": .optional((contribution.own?.denominator).map(Self.exact)),
                "name": .string(state.members[contribution.tenant]?.name ?? contribution.tenant.text),
                "numerator": .optional((contribution.own?.numerator).map(Self.exact)),
                "sources": .array((contribution.own?.sources ?? []).map(Self.object)),
                "status": .string(contribution.status.rawValue), "tenant": .string(contribution.tenant.text),
                "value": .optional((contribution.own?.value).map(Self.exact)),
                "weight": .optional((contribution.weighing?.value).map(Self.exact)),
                "weight_sources": .array((contribution.weighing?.sources ?? []).map(Self.object)),
            ])
        }
        let report = report.map { report in
            JSONValue.members([
                "edition": .integer(report.report.edition), "figure": signed.map { JSONValue(of: $0) } ?? .null,
                "index": .integer(report.index), "period": .string(report.report.period.description),
                "sha256": .string(report.sha256.hex),
            ])
        }
        let object = JSONValue.members([
            "calculation": .string(calculation.en), "contradicted": .boolean(isContradicted),
            "definition": JSONValue(of: definition), "figure": JSONValue(of: figure),
            "framework": JSONValue(of: framework.reference), "not_expected": .array(unexpected.map { .string($0) }),
            "report": report ?? .null, "size": .integer(state.size), "towns": .array(towns),
            "verdict": .string(export.report.verdict.rawValue),
        ])
        return object.canonicalBytes + [0x0A]
    }

    private static func object(_ source: CountingObservation) -> JSONValue {
        .members([
            "index": .integer(source.summary.index), "observation": JSONValue(of: source.observation),
            "revision": .integer(source.revision), "sha256": .string(source.summary.sha256.hex),
        ])
    }
}
