import Federation

/// The value types of docs/PROTOCOL.md section 2.
extension Schema {
    static let code = named("Code")
    static let tenant = named("Tenant")
    static let issuer = named("Issuer")
    static let both = named("Both")
    static let decimal = named("Decimal")
    static let instant = named("Instant")
    static let day = named("Day")
    static let date = named("Date")
    static let period = named("Period")
    static let hex = named("Hex")
    static let reference = named("Reference")

    static let codePattern = "^[a-z0-9-]{1,64}$"
    /// The office has this name for itself.
    static let tenantPattern = "^(?!office$)[a-z0-9-]{2,40}$"
    static let issuerPattern = "^[a-z0-9-]{2,40}$"
    /// From 1970 to 9998.
    static let periodPattern = "^\(periodForm)$"
    static let reportPattern = "^\(periodForm)-[1-9][0-9]{0,6}$"
    private static let periodForm =
        "(19[7-9][0-9]|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?"

    static let values: [(String, Schema)] = [
        (
            "Both",
            .object([("de", .text), ("en", .text)], "A text in German and English; an empty `en` is not translated.")
        ),
        ("Code", .text(codePattern, "The id of an indicator, field, goal, bundle or measure. Ids never change.")),
        ("Date", .text("^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$", "A year, month or day; empty where unknown.")),
        ("Day", Schema(["type": "string", "format": "date"])),
        (
            "Decimal",
            .text(
                #"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"#,
                "An exact decimal number as text, with the number of decimals that its indicator has.")
        ), ("Hex", .text("^[0-9a-f]{64}$", "A SHA-256 digest.")),
        ("Instant", Schema(["type": "string", "format": "date-time", "description": "UTC, in whole seconds."])),
        ("Issuer", .text(issuerPattern, "The id of a member of the federation, or `office`.")),
        ("Period", .text(periodPattern, "A year, half-year, quarter or month.")),
        (
            "Reference",
            .object(
                [("index", .integer()), ("sha256", .hex)], "A signed statement: its index in the log and its digest.")
        ), ("Tenant", .text(tenantPattern, "The id of a member of the federation. Ids never change.")),
    ]
}

/// What a problem (RFC 9457) looks like, and what every answer says about itself.
extension Schema {
    static let problem = named("Problem")

    /// - Parameter members: of the answer, before log size, notice and licence.
    static func enveloped(_ members: [(String, Schema)]) -> Schema {
        .object(members + [("license", .text), ("log_size", .integer()), ("notice", both.orNull)])
    }

    /// A part of a longer list.
    static func page(_ name: String, _ element: Schema, and others: [(String, Schema)] = []) -> Schema {
        enveloped(
            [
                (name, .list(element)), ("limit", .integer(1...1000)), ("next", text.orNull), ("offset", .integer()),
                ("total", .integer()),
            ] + others)
    }

    static let envelopes: [(String, Schema)] = [
        (
            "Problem",
            Schema([
                "type": "object", "required": ["type", "title", "status", "detail"],
                "description": "RFC 9457. `type` is the address of a page that explains this kind of problem.",
                "properties": [
                    "type": ["type": "string"], "title": ["type": "string"],
                    "status": ["type": "integer", "minimum": 400, "maximum": 599], "detail": ["type": "string"],
                    "instance": ["type": "string", "description": "The request, as the hub's own log names it."],
                    "field": ["type": "string", "description": "The parameter or member that is refused."],
                    "expected": ["type": "string", "description": "What is allowed there."],
                    "position": ["type": "integer", "description": "Where in a sent body, in bytes from its start."],
                ],
            ])
        )
    ]

    /// All that a description may name.
    static let components: [(String, Schema)] = (values + envelopes + statements + derived).sorted { $0.0 < $1.0 }
}
