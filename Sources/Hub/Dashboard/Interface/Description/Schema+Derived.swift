import Federation

/// What the hub derives from the log.
extension Schema {
    static let derived: [(String, Schema)] = [
        ("Town", object(town)), ("Contribution", contribution), ("CountingObservation", counting),
        ("CountContribution", countContribution), ("ReportedMeasure", measure), ("Doubt", doubt),
        ("DoubtedSource", doubtedSource), ("JSONStat", jsonStat),
        ("ReportName", object(reportName)),
        ("FrameworkName", object(frameworkName)), ("DraftName", object(draftName)),
    ]

    static let town: [(String, Schema)] = [
        ("adopted", integer().orNull), ("ags", text.orNull), ("ars", text.orNull),
        ("decision", named("Decision").orNull), ("from", .date), ("indicators_expected", .integer()),
        ("indicators_reported", .integer()), ("last_period", period.orNull), ("left", text.orNull), ("name", .text),
        ("revision", integer().orNull), ("role", .words(Role.self)), ("summary", reference.orNull),
        ("suspended", .boolean), ("tenant", .tenant),
    ]

    private static let doubt = object(
        [("declared_by", .integer()), ("from", .integer()), ("key", .text)],
        "The key that has signed this statement was declared compromised by the entry `declared_by`; what stands under it from "
            + "entry `from` on is in doubt. It counts all the same.")

    private static let doubtedSource = object(
        [
            ("doubt", .named("Doubt")), ("indicator", .code), ("period", .period), ("summary", .reference),
            ("tenant", .tenant),
        ], "A summary in doubt that a regional figure rests on.")

    private static let contribution = object(
        [
            ("counts", .boolean), ("doubts", .list(.named("Doubt"))), ("name", .text),
            ("observation", named("Observation").orNull), ("period", .period),
            ("revision", integer().orNull), ("status", .words(Federation.Observation.Status.self)),
            ("summary", reference.orNull), ("tenant", .tenant),
            ("weight", object([("observation", .named("Observation")), ("summary", .reference)]).orNull),
        ],
        "What one town brings to a regional figure. `counts` says whether its value enters; `observation` is null where the "
            + "town said nothing, or where its value is joined from finer periods.")

    private static let counting = object([
        ("doubt", named("Doubt").orNull), ("observation", .named("Observation")), ("revision", .integer()),
        ("summary", .reference), ("tenant", .tenant),
    ])

    private static let measure = object([
        ("bundle", code.orNull), ("fields", .list(.code)), ("goals", .list(.code)), ("id", .code),
        ("period", .period), ("planned", decimal.orNull), ("progress", integer(0...100).orNull),
        ("reuse", .text), ("spent", decimal.orNull), ("status", status), ("summary", .reference), ("tenant", .tenant),
        ("title", text.orNull),
    ])

    private static let countContribution = object(
        [
            ("measures", integer().orNull), ("period", period.orNull), ("received", text.orNull),
            ("revision", integer().orNull), ("statement", reference.orNull),
            ("status", .words(CountExplanation.Status.self)), ("tenant", .tenant), ("value", decimal.orNull),
            ("without_amount", integer().orNull),
        ],
        "What one town brings to a counted number: `value` is null where nothing enters, `measures` says how many are meant and "
            + "`without_amount` how many of them state no amount.")

    static let reportName: [(String, Schema)] = [
        ("edition", .integer()), ("name", .text), ("period", .period), ("statement", .reference),
    ]

    static let frameworkName: [(String, Schema)] = [
        ("in_force", .boolean), ("number", .integer()), ("statement", .reference), ("title", .both),
    ]

    static let draftName: [(String, Schema)] = [
        ("edition", .integer()), ("name", .text), ("number", .integer()), ("positions", .integer()),
        ("statement", .reference), ("until", .day),
    ]

    /// https://json-stat.org/full/
    private static let jsonStat = Schema([
        "type": "object", "required": ["version", "class", "label", "id", "size", "dimension", "value", "status"],
        "properties": [
            "version": ["const": "2.0"], "class": ["const": "dataset"], "label": ["type": "string"],
            "id": ["type": "array", "items": ["type": "string"]],
            "size": ["type": "array", "items": ["type": "integer", "minimum": 0]], "dimension": ["type": "object"],
            "value": ["type": "array", "items": ["type": ["number", "null"]]],
            "status": ["type": "object", "additionalProperties": ["type": "string"]],
        ],
    ])
}
