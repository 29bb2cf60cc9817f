import Federation

/// What is signed, as docs/PROTOCOL.md section 5 says it.
extension Schema {
    static let statements: [(String, Schema)] = [
        ("Decision", .object([("body", .text), ("date", .date), ("link", .text), ("number", .text)])),
        ("Framework", framework), ("Indicator", indicator), ("Observation", observation),
        ("Participation", participation),
        ("Strategy", strategy), ("Measure", measure), ("Figure", figure),
        (
            "MeasureCount",
            .object([("count", .integer()), ("planned", .decimal), ("spent", .decimal), ("status", status)])
        ), ("Report", report), ("Draft", draft), ("Position", position), ("Answer", answer), ("LogEntry", entry),
    ]

    static let status = words(MeasureStatus.self)

    private static let codes = list(.code)

    private static let framework = object([
        (
            "bundles",
            .list(
                .object([
                    ("code", .text), ("cost", decimal.orNull), ("fields", codes), ("id", .code),
                    ("kind", .words(Federation.Framework.Bundle.Kind.self)), ("lead", tenant.orNull),
                    ("sources", .list(.text)), ("title", .both), ("towns", .list(.tenant)),
                ]))
        ),
        (
            "fields",
            .list(
                .object([
                    ("description", .both), ("id", .code), ("name", .both), ("order", Schema(["type": "integer"])),
                ]))
        ), ("goals", .list(.object([("field", code.orNull), ("id", .code), ("name", .both)]))),
        (
            "in_force",
            .object([
                ("count", integer().orNull), ("roles", .list(.words(Role.self))),
                ("rule", .words(["all", "at_least"])),
            ])
        ), ("indicators", .list(.named("Indicator"))), ("license", .text), ("number", .integer(1...100_000)),
        ("population", code.orNull), ("principles", .list(.both)), ("sources", .list(.text)), ("title", .both),
        ("vision", .both),
    ])

    private static let dated = object([("period", .period), ("value", .decimal)])

    private static let indicator = object([
        ("baseline", dated.orNull), ("codes", .list(.object([("code", .text), ("scheme", .text)]))), ("core", .boolean),
        ("decimals", .integer(0...6)), ("denominator", .both),
        ("direction", .words(Federation.Indicator.Direction.self)),
        ("due_days", .integer(0...1000)), ("factor", .integer(1...1_000_000)), ("fields", codes),
        ("frequency", .words(Federation.Period.Frequency.self)), ("goals", codes), ("id", .code),
        ("kind", .words(Federation.Indicator.Kind.self)), ("maximum", decimal.orNull), ("method", .both),
        ("minimum", decimal.orNull), ("minimum_coverage", .integer(0...100)),
        ("missing", .words(Federation.Indicator.MissingPolicy.self)), ("name", .both), ("numerator", .both),
        ("parts", codes), ("parts_decimals", .integer(0...6)),
        ("source", .object([("license", .text), ("name", .text), ("url", .text)])),
        (
            "space",
            .object([
                ("rule", .words(Federation.Indicator.SpaceRule.self)),
                ("weight", object([("indicator", .code), ("period", .text)]).orNull),
            ])
        ), ("targets", .list(dated)), ("threshold", integer(3...1_000_000).orNull),
        ("time", .words(Federation.Indicator.TimeRule.self)), ("unit", .both), ("version", .integer()),
    ])

    private static let observation = object([
        ("denominator", decimal.orNull), ("flags", .list(.words(Federation.Observation.Flag.self))),
        ("indicator", .code),
        ("level", .words(Federation.Observation.Level.self)), ("numerator", decimal.orNull), ("period", .period),
        ("status", .words(Federation.Observation.Status.self)), ("value", decimal.orNull),
    ])

    private static let participation = object([
        ("by", .words(Summary.Participation.Dimension.self)), ("count", integer().orNull),
        ("figure", .words(Summary.Participation.Figure.self)), ("key", .text),
        ("status", .words(["reported", "suppressed"])),
    ])

    private static let strategy = object([
        ("decision", named("Decision").orNull),
        (
            "fields",
            .list(
                .object([
                    ("description", .text), ("id", .code), ("maps_to", codes), ("name", .text),
                    ("order", Schema(["type": "integer"])),
                ]))
        ), ("framework", .reference),
        ("goals", .list(.object([("field", code.orNull), ("id", .code), ("maps_to", codes), ("name", .text)]))),
        ("measures", .list(.named("Measure"))), ("number", .integer()), ("sources", .list(.text)), ("title", .text),
        ("vision", .text),
    ])

    private static let measure = object([
        ("bundle", code.orNull), ("code", .text),
        ("components", .list(.object([("id", .code), ("owner", .text), ("status", status), ("title", .text)]))),
        (
            "costs",
            .list(
                .object([
                    ("own_share", decimal.orNull), ("planned", decimal.orNull), ("source", .text),
                    ("spent", decimal.orNull), ("year", Schema(["type": "integer"])),
                ]))
        ), ("description", .text), ("end", .date), ("fields", codes), ("goals", codes),
        ("guidelines", .list(.words(Federation.Measure.Guideline.self))), ("id", .code), ("lead", .text),
        ("links", .list(.text)),
        ("milestones", .list(.object([("date", .date), ("done", .boolean), ("title", .text)]))),
        ("partners", .list(.text)),
        ("progress", object([("by", .text), ("date", .day), ("percent", .integer(0...100))]).orNull), ("reuse", .text),
        ("start", .date), ("status", status), ("title", .text),
    ])

    private static let figure = object(
        [
            ("district", .integer()), ("expected", .integer()), ("flags", .list(.words(Federation.Figure.Flag.self))),
            ("indicator", .code), ("missing", .integer()), ("not_applicable", .integer()), ("period", .period),
            ("population_share", decimal.orNull), ("reason", .words([""] + WithheldReason.allCases.map(\.rawValue))),
            ("reported", .integer()), ("suppressed", .integer()), ("value", decimal.orNull),
            ("weight", object([("indicator", .code), ("period", .period)]).orNull),
        ],
        "A regional figure. Where `value` is null, `reason` says why; the counts say how many towns stand behind it.")

    private static let report = object([
        (
            "bundles",
            .list(
                .object([
                    ("bundle", .code), ("measures", .list(.named("MeasureCount"))), ("progress", .integer()),
                    ("towns", .list(.tenant)),
                ]))
        ),
        (
            "changes",
            .list(
                .object([
                    ("after", decimal.orNull), ("before", decimal.orNull), ("indicator", .code), ("period", .period),
                    ("reasons", .list(.words(FigureChange.Reason.self))),
                ]))
        ), ("edition", .integer(1...1_000_000)), ("figures", .list(.named("Figure"))), ("framework", .reference),
        ("measures", .list(.named("MeasureCount"))), ("period", .period), ("reason", .text), ("size", .integer()),
        (
            "towns",
            .list(
                .object([
                    ("adopted", integer().orNull), ("observations", .integer()), ("on_time", boolean.orNull),
                    ("revision", integer().orNull), ("summary", reference.orNull), ("tenant", .tenant),
                ]))
        ),
    ])

    private static let draft = object([
        ("edition", .integer(1...50)), ("framework", .named("Framework")), ("until", .day),
    ])

    private static let position = object([
        ("draft", .reference), ("kind", .words(Federation.Position.Kind.self)), ("number", .integer()),
        ("passage", .text), ("proposal", .text), ("text", .text),
    ])

    private static let answer = object([
        ("position", .reference), ("reason", .text), ("result", .words(Federation.Answer.Result.self)),
    ])

    private static let entry = object([
        ("bytes", .integer()), ("issuer", .issuer), ("kind", .words(StatementKind.self)), ("received", .instant),
        ("sha256", .hex), ("version", .integer()),
    ])
}
